"""Making packs: of which kind, for whom, until when, and where the passphrases go."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path

from PySide6.QtCore import QDate, QTime
from PySide6.QtWidgets import (
    QCheckBox,
    QDateEdit,
    QDialog,
    QLineEdit,
    QRadioButton,
    QScrollArea,
    QTimeEdit,
    QVBoxLayout,
    QWidget,
)

from delpanel.model.pack import PackKind
from delpanel.model.panel import Evaluator
from delpanel.services.packs.pack_obstacles import Obstacle
from ui.formats import BRUSSELS
from ui.kit.dressing import button, label, labelled, pane, primary_button, row, wear_text
from ui.kit.file_dialogs import choose_folder
from ui.kit.fonts import TextStyle
from ui.models.points import window_language

PHRASES_FILE = "wachtzinnen.toml"
CLOSE_OF_DAY = QTime(17, 0)
DAYS = 14


class IssuePacksDialog(QDialog):
    """Asks what to make; a member of whom it cannot be made yet is shown with the reason."""

    def __init__(
        self,
        people: Sequence[Evaluator],
        hindered: Mapping[PackKind, Mapping[str, Obstacle]],
        today: datetime,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Pakketten maken"))
        self.resize(620, 640)
        self._people = tuple(people)
        self._hindered = hindered
        self.kinds = {
            PackKind.CONFLICTS: QRadioButton(self.tr("Verklaringspakketten (stap nul)")),
            PackKind.SCORING: QRadioButton(self.tr("Scorepakketten")),
            PackKind.APPROVAL: QRadioButton(self.tr("Goedkeuringspakketten (na de consensus)")),
        }
        self.boxes = {person.id: QCheckBox(person.name) for person in people}
        self.reasons = {person.id: label("", TextStyle.CAPTION, "warn") for person in people}
        self.has_due = wear_text(QCheckBox(self.tr("Terug tegen")), TextStyle.CELL)
        self.day = wear_text(
            QDateEdit(QDate(today.year, today.month, today.day).addDays(DAYS)), TextStyle.CELL
        )
        self.time = wear_text(QTimeEdit(CLOSE_OF_DAY), TextStyle.CELL)
        for edit in (self.day, self.time):
            edit.lineEdit().setTextMargins(6, 0, 0, 0)
        self.place = QLineEdit()
        self.choose = button(self.tr("Kiezen"))
        self.shown = wear_text(QRadioButton(self.tr("Eenmalig tonen")), TextStyle.CELL)
        self.kept = wear_text(
            QRadioButton(self.tr("In een bestand bij de pakketten")), TextStyle.CELL
        )
        self.hint = label("", TextStyle.CHIP, "text2")
        self.save_button = primary_button("")
        self._build()
        start = PackKind.SCORING if self._free(PackKind.SCORING) else PackKind.CONFLICTS
        self.kinds[start].setChecked(True)
        self._on_kind()

    @property
    def kind(self) -> PackKind:
        """Which kind of pack."""
        return next(kind for kind, made in self.kinds.items() if made.isChecked())

    def evaluators(self) -> tuple[str, ...]:
        """Give who gets one, by id."""
        return tuple(p.id for p in self._people if self.boxes[p.id].isChecked())

    def due_at(self) -> datetime | None:
        """Give the term, in the time of Brussels; None without one."""
        if not self.has_due.isChecked():
            return None
        day, time = self.day.date(), self.time.time()
        return datetime(
            day.year(), day.month(), day.day(), time.hour(), time.minute(), tzinfo=BRUSSELS
        )

    def folder(self) -> Path:
        """Give the folder for the packs."""
        return Path(self.place.text().strip())

    def phrases_file(self) -> Path | None:
        """Give the file for the passphrases; None where they are shown once."""
        return self.folder() / PHRASES_FILE if self.kept.isChecked() else None

    def _free(self, kind: PackKind) -> list[Evaluator]:
        return [p for p in self._people if p.id not in self._hindered[kind]]

    def _on_kind(self, chosen: bool = True) -> None:  # noqa: FBT002 - the signal of a button
        if not chosen:
            return
        for person in self._people:
            stands = self._hindered[self.kind].get(person.id)
            box, reason = self.boxes[person.id], self.reasons[person.id]
            box.setEnabled(stands is None)
            box.setChecked(stands is None and (person.active or self.kind is PackKind.CONFLICTS))
            reason.setText("" if stands is None else stands.sentence(window_language()))
            reason.setVisible(stands is not None)
        self._check()

    def _check(self) -> None:
        chosen = len(self.evaluators())
        self.save_button.setText(self.tr("%n pakketten maken", "", chosen))
        missing = ""
        if not chosen:
            missing = self.tr("Kies minstens één lid.")
        elif not self.place.text().strip():
            missing = self.tr("Kies een map voor de pakketten.")
        self.hint.setText(missing)
        self.save_button.setEnabled(not missing)
        for part in (self.day, self.time):
            part.setEnabled(self.has_due.isChecked())

    def _on_choose(self) -> None:
        found = choose_folder(self, self.tr("Map voor de pakketten"))
        if found is not None:
            self.place.setText(str(found))

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(12)
        kinds = QWidget()
        column.addWidget(
            _stacked(kinds, [wear_text(k, TextStyle.CELL) for k in self.kinds.values()])
        )
        column.addWidget(label(self.tr("Voor wie"), TextStyle.SECTION, "text2"))
        column.addWidget(self._list(), 1)
        column.addWidget(row(self.has_due, self.day, self.time, None))
        self.place.setAccessibleName(self.tr("Map voor de pakketten"))
        column.addWidget(labelled(self.tr("Map"), row(self.place, self.choose)))
        column.addWidget(label(self.tr("Wachtzinnen"), TextStyle.SECTION, "text2"))
        phrases = QWidget()
        column.addWidget(_stacked(phrases, [self.shown, self.kept]))
        self.shown.setChecked(True)
        note = self.tr(
            "Bezorg elk lid zijn wachtzin langs een andere weg dan het pakket. Het paneel bewaart"
            " ze niet."
        )
        said = label(note, TextStyle.CAPTION, "text3")
        said.setWordWrap(True)
        column.addWidget(said)
        column.addWidget(self.hint)
        cancel = button(self.tr("Annuleren"))
        cancel.clicked.connect(self.reject)
        self.save_button.clicked.connect(self.accept)
        column.addWidget(row(None, cancel, self.save_button))
        self.day.setDisplayFormat("dd-MM-yyyy")
        self.time.setDisplayFormat("HH:mm")
        self.day.setAccessibleName(self.tr("Dag"))
        self.time.setAccessibleName(self.tr("Uur"))
        self.choose.clicked.connect(self._on_choose)
        for made in self.kinds.values():
            made.toggled.connect(self._on_kind)
        self.has_due.toggled.connect(self._check)
        self.place.textChanged.connect(self._check)
        for box in self.boxes.values():
            box.toggled.connect(self._check)

    def _list(self) -> QScrollArea:
        ground = pane()
        column = QVBoxLayout(ground)
        column.setContentsMargins(0, 4, 0, 4)
        column.setSpacing(4)
        for person in self._people:
            column.addWidget(wear_text(self.boxes[person.id], TextStyle.CELL))
            reason = self.reasons[person.id]
            reason.setWordWrap(True)
            reason.setContentsMargins(22, 0, 0, 4)
            column.addWidget(reason)
        column.addStretch(1)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QScrollArea.Shape.NoFrame)
        area.setWidget(ground)
        return area


def _stacked(holder: QWidget, parts: Sequence[QWidget]) -> QWidget:
    """Radio buttons under one parent of their own, so that they exclude only one another."""
    column = QVBoxLayout(holder)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(4)
    for part in parts:
        column.addWidget(part)
    return holder
