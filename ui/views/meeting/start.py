"""Before the meeting: where it sits, who presides, who is there, how long an item may take."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFrame,
    QGridLayout,
    QLabel,
    QLineEdit,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from delpanel.services.state.snapshot import Snapshot
from ui.kit.dressing import label, pane, primary_button, row, section_label, wear_text
from ui.kit.fonts import TextStyle
from ui.kit.segments import Segments
from ui.models.meeting import name_of, target_choices

WIDTH = 520
USUAL = 15
translate = QCoreApplication.translate


@dataclass(frozen=True, slots=True)
class Opening:
    """What the chair filled in; people by id, or by name where they score nothing."""

    place: str
    chair: str
    deputy: str
    present: tuple[str, ...]
    minutes: int


class MeetingStart(QFrame):
    """``opened`` carries an ``Opening``."""

    opened = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("pane")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.place = QLineEdit()
        self.chair, self.deputy = QComboBox(), QComboBox()
        self.minutes = Segments("")
        self.present: dict[str, QCheckBox] = {}
        self.open_button = primary_button("")
        self._title = label("", TextStyle.TITLE)
        self._text = label("", TextStyle.CELL, "text2")
        self._people_label = section_label("")
        self._people = QGridLayout()
        self._labels: dict[QWidget, QLabel] = {}
        self._build()
        self.retranslate()
        self.minutes.choose(str(USUAL))
        self.open_button.clicked.connect(self._on_open)
        self.chair.editTextChanged.connect(self._check)

    def show_people(self, snapshot: Snapshot, actor: str) -> None:
        """Offer the active evaluators; what was filled in before stays."""
        held = snapshot.presiding
        listed = [e for e in snapshot.evaluators if e.active or e.id in {held.chair, held.deputy}]
        if [e.id for e in listed] == list(self.present):
            return
        for old in self.present.values():
            old.deleteLater()
        self.present = {}
        for number, evaluator in enumerate(listed):
            box = wear_text(QCheckBox(name_of(snapshot, evaluator.id)), TextStyle.CELL)
            box.setChecked(True)
            box.toggled.connect(self._check)
            self.present[evaluator.id] = box
            self._people.addWidget(box, number // 2, number % 2)
        for chooser, first, named in (
            (self.chair, actor, held.chair),
            (self.deputy, "", held.deputy),
        ):
            chooser.clear()
            chooser.addItem(first, first)
            for evaluator in listed:
                chooser.addItem(name_of(snapshot, evaluator.id), evaluator.id)
            chooser.setCurrentIndex(max(0, chooser.findData(named)) if named else 0)
        self._check()

    def opening(self) -> Opening:
        """What stands here."""
        return Opening(
            self.place.text().strip(),
            _chosen(self.chair),
            _chosen(self.deputy),
            tuple(who for who, box in self.present.items() if box.isChecked()),
            int(self.minutes.current()),
        )

    def retranslate(self) -> None:
        """Set every text in the language of the window."""
        self._title.setText(translate("MeetingStart", "Zitting voorbereiden"))
        self._text.setText(
            translate(
                "MeetingStart",
                "Kijk links de agenda na: kies een volgorde of verplaats dossiers. Wie te laat"
                " komt, kunt u later binnenlaten.",
            )
        )
        self.open_button.setText(translate("MeetingStart", "Zitting openen"))
        self._people_label.setText(translate("MeetingStart", "Aanwezig"))
        self.minutes.set_choices(target_choices())
        for holder, word in (
            (self.place, translate("MeetingStart", "Plaats")),
            (self.chair, translate("MeetingStart", "Voorzitter")),
            (self.deputy, translate("MeetingStart", "Plaatsvervanger")),
            (self.minutes, translate("MeetingStart", "Streeftijd per dossier")),
        ):
            holder.setAccessibleName(word)
            self._labels[holder].setText(word)

    def _build(self) -> None:
        for chooser in (self.chair, self.deputy):
            chooser.setEditable(True)
            chooser.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self._text.setWordWrap(True)
        block = QWidget()
        block.setFixedWidth(WIDTH)
        column = QVBoxLayout(block)
        column.setContentsMargins(0, 32, 0, 32)
        column.setSpacing(16)
        column.addWidget(self._title)
        column.addWidget(self._text)
        column.addWidget(self._labelled(self.place))
        pair = row(self._labelled(self.chair), self._labelled(self.deputy), spacing=16)
        column.addWidget(pair)
        column.addWidget(self._people_label)
        self._people.setHorizontalSpacing(16)
        self._people.setVerticalSpacing(8)
        column.addLayout(self._people)
        column.addWidget(row(self._labelled(self.minutes), None))
        column.addWidget(row(self.open_button, None))
        column.addStretch(1)
        ground = pane()
        outer = QVBoxLayout(ground)
        outer.setContentsMargins(32, 0, 32, 0)
        outer.addWidget(block, 1, Qt.AlignmentFlag.AlignHCenter)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(ground)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(area)

    def _labelled(self, field: QWidget) -> QWidget:
        word = section_label("", field)
        self._labels[field] = word
        holder = QWidget()
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(word)
        column.addWidget(field)
        return holder

    def _check(self) -> None:
        someone = any(box.isChecked() for box in self.present.values())
        self.open_button.setEnabled(someone and bool(_chosen(self.chair)))

    def _on_open(self) -> None:
        self.opened.emit(self.opening())


def _chosen(chooser: QComboBox) -> str:
    """The id of a person on the list, else the name that was typed."""
    typed = chooser.currentText().strip()
    number = chooser.findText(typed)
    return str(chooser.itemData(number)) if number >= 0 else typed
