"""The sheets of one criterion side by side, and what would be without each of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QToolButton, QVBoxLayout, QWidget

from delpanel.services.people import assessing
from delpanel.services.people.voiding import voided_scores
from delpanel.services.state.computed import Computed
from delpanel.services.state.snapshot import Snapshot
from scoring.dossiers import ScoreState
from ui import formats
from ui.kit.dressing import icon_button, label, wear_icon, wear_text
from ui.kit.fonts import TextStyle
from ui.kit.theme import theme
from ui.kit.tokens import Role

SIGN = 28
"""Width of a button with a sign alone: five sheets stand beside each other."""


@dataclass(frozen=True, slots=True)
class SheetEntry:
    """What one evaluator gave on one criterion: who, points in centipoints or None, reason.

    ``counts`` is False for points that were set aside, by the chair or because a member left.
    ``declined``: nothing was given and nothing is awaited. ``void`` says why points are void that
    are shown struck out.
    """

    evaluator: str
    name: str
    initials: str
    points_cp: int | None
    motivation: str
    counts: bool = True
    void: str = ""
    declined: bool = False


class EntryColumns(QWidget):
    """``taken`` carries whose motivation is to be taken over into the letter, and its words.

    ``aside_wanted`` carries the entry that is not to count, or to count again.
    """

    taken = Signal(str, str)
    aside_wanted = Signal(object)

    def __init__(self, sheets: tuple[SheetEntry, ...], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._sheets = sheets
        self.insert_buttons = [self._insert_button(sheet) for sheet in sheets]
        self.aside_buttons = {s.evaluator: self._aside_button(s) for s in sheets if not s.void}
        self.effects: dict[str, QLabel] = {}
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(24)
        for sheet, insert in zip(sheets, self.insert_buttons, strict=True):
            line.addLayout(self._column(sheet, insert), 1)
        if not sheets:
            line.addWidget(label(self.tr("Nog geen bladen."), TextStyle.CHIP, "text3"))

    def show_effects(self, said: Mapping[str, str]) -> None:
        """Say what would be without a score, by evaluator; without a sentence nothing is said."""
        for who, shown in self.effects.items():
            shown.setText(said.get(who, ""))
            shown.setVisible(bool(said.get(who)))

    def set_read_only(self, read_only: bool) -> None:
        """Offer nothing."""
        for insert, sheet in zip(self.insert_buttons, self._sheets, strict=True):
            insert.setVisible(bool(sheet.motivation) and not read_only)
        for aside in self.aside_buttons.values():
            aside.setVisible(not read_only)

    def _column(self, sheet: SheetEntry, insert: QToolButton) -> QVBoxLayout:
        one = QVBoxLayout()
        one.setSpacing(2)
        head = QHBoxLayout()
        head.setSpacing(8)
        tone: Role = "text" if sheet.counts else "text3"
        points = label(formats.points(sheet.points_cp), TextStyle.HEADING, tone)
        if sheet.void:
            font = points.font()
            font.setStrikeOut(True)
            points.setFont(font)
            points.setAccessibleName(self.tr("{0}, vervallen").format(points.text()))
        head.addWidget(points)
        head.addWidget(label(sheet.name, TextStyle.CHIP, "text2"))
        if not sheet.counts and not sheet.declined:
            head.addWidget(label(self.tr("telt niet mee"), TextStyle.CAPTION, "text3"))
        head.addStretch(1)
        nothing = self.tr("geeft geen punten") if sheet.declined else self.tr("geen motivering")
        text = sheet.void or sheet.motivation or nothing
        words = label(text, TextStyle.CHIP, "text2" if sheet.motivation else "text3")
        words.setWordWrap(True)
        words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        effect = label("", TextStyle.CAPTION, "text3")
        effect.setWordWrap(True)
        effect.setVisible(False)
        self.effects[sheet.evaluator] = effect
        one.addLayout(head)
        one.addWidget(words)
        acts = QHBoxLayout()
        acts.setSpacing(4)
        acts.addWidget(insert)
        insert.setVisible(bool(sheet.motivation))
        aside = self.aside_buttons.get(sheet.evaluator)
        if aside is not None and not sheet.void:
            acts.addWidget(aside)
        acts.addStretch(1)
        one.addLayout(acts)
        one.addWidget(effect)
        one.addStretch(1)
        return one

    def _insert_button(self, sheet: SheetEntry) -> QToolButton:
        made = wear_text(QToolButton(), TextStyle.CHIP_STRONG)
        made.setText(self.tr("Overnemen"))
        made.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        made.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        wear_icon(made, "copy", "text2", 14)
        made.setEnabled(bool(sheet.motivation))
        said = self.tr("Motivering van {0} overnemen in de brief").format(sheet.name)
        made.setAccessibleName(said)
        made.setToolTip(said)
        made.clicked.connect(partial(self._take, sheet))
        return made

    def _aside_button(self, sheet: SheetEntry) -> QToolButton:
        said = self.tr("Telt niet mee") if sheet.counts else self.tr("Telt weer mee")
        named = f"{said}: {sheet.name}"
        made = icon_button("hide" if sheet.counts else "undo", named)
        made.setFixedWidth(theme().px(SIGN))
        if not sheet.motivation:
            # with nothing to take over there is room for words, beside that only for a sign
            made = wear_text(QToolButton(), TextStyle.CHIP_STRONG)
            made.setText(f"{said}\N{HORIZONTAL ELLIPSIS}")
            made.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
            made.setAccessibleName(named)
        made.clicked.connect(partial(self._set_aside, sheet))
        return made

    def _set_aside(self, sheet: SheetEntry) -> None:
        self.aside_wanted.emit(sheet)

    def _take(self, sheet: SheetEntry) -> None:
        self.taken.emit(sheet.evaluator, sheet.motivation)


def members_of(snapshot: Snapshot, dossier: str) -> tuple[str, ...]:
    """Members with a sheet on a dossier: who is assigned, and who gave points and is no more."""
    gave = {
        cell.evaluator
        for cell in snapshot.assessments
        if cell.dossier == dossier
        and cell.points_cp is not None
        and (cell.evaluator, dossier) not in snapshot.conflicted
    }
    return tuple(sorted({*snapshot.assigned.get(dossier, ()), *gave}))


def entries(
    computed: Computed, dossier: str, criterion: str, *, anonymous: bool
) -> tuple[SheetEntry, ...]:
    """Give the sheets of one criterion; without names they are numbered."""
    snapshot = computed.snapshot
    found: list[SheetEntry] = []
    for number, who in enumerate(members_of(snapshot, dossier), start=1):
        person = snapshot.evaluator_by_id.get(who)
        cell = assessing.cell(snapshot, dossier, who, criterion)
        name = person.name if person is not None else who
        initials = person.initials if person is not None else who
        if anonymous:
            name, initials = f"#{number}", str(number)
        counts = cell.state is ScoreState.SCORED
        declined = cell.state is ScoreState.DECLINED
        given = (cell.points_cp, cell.motivation)
        found.append(SheetEntry(who, name, initials, *given, counts, declined=declined))
    return (*found, *_void(snapshot, dossier, criterion, len(found), anonymous=anonymous))


def _void(
    snapshot: Snapshot, dossier: str, criterion: str, before: int, *, anonymous: bool
) -> tuple[SheetEntry, ...]:
    """Give the points a conflict of interest voided, to be shown struck out and never counted."""
    found: list[SheetEntry] = []
    for score in voided_scores(snapshot):
        for given in score.cells:
            if (score.dossier, given.criterion) != (dossier, criterion):
                continue
            person = snapshot.evaluator_by_id.get(score.evaluator)
            name = person.name if person is not None else score.evaluator
            number = str(before + len(found) + 1)
            shown = f"#{number}" if anonymous else name
            initials = person.initials if person is not None and not anonymous else number
            why = QCoreApplication.translate("Void", "Vervallen wegens belangenconflict: {0}")
            lifted = QCoreApplication.translate(
                "Void", "Vervallen; het belangenconflict is opgeheven, de punten zijn niet hersteld"
            )
            reason = why.format(score.reason) if score.stands else lifted
            found.append(
                SheetEntry(
                    score.evaluator,
                    shown,
                    initials,
                    given.points_cp,
                    "",
                    counts=False,
                    void=reason,
                )
            )
    return tuple(found)
