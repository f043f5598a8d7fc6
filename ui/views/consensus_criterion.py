"""One criterion in the meeting: every sheet side by side, the agreed points, the letter's words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from delpanel import messages
from delpanel.model.assessment import AgreedPoints
from delpanel.model.call import Call
from delpanel.services import agreeing
from delpanel.services.agreeing import Agreement
from scoring.consolidate import Cell, CellFlag, round_half_up
from ui import formats
from ui.kit.dressing import label, section_label, wear_text
from ui.kit.fonts import TextStyle
from ui.kit.theme import theme
from ui.models.points import window_language
from ui.views.consensus_entries import EntryColumns, SheetEntry
from ui.widgets.points_axis import AxisPoints, Initialled, InitialsAxis
from ui.widgets.score_field import ScoreField
from ui.widgets.score_scale import ScoreScale
from ui.widgets.status_chip import StatusChip


@dataclass(frozen=True, slots=True)
class Draft:
    """What the chair entered and did not record yet."""

    points_cp: int | None
    motivation: str
    reason: str


class AgreeBlock(QFrame):
    """Shows the sheets and takes what the panel agrees on; it stores nothing itself.

    ``edited`` after each change by the user.
    """

    edited = Signal()

    def __init__(
        self,
        call: Call,
        cell: Cell,
        held: AgreedPoints | None,
        sheets: tuple[SheetEntry, ...],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._call, self._cell, self._held, self._sheets = call, cell, held, sheets
        self._is_proposed = held is None or held.points_cp is None
        self.was_edited = False
        self.setObjectName("pane")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        scale = call.rules.scale
        limits = (scale.minimum_cp, scale.maximum_cp, scale.step_cp)
        name = call.criterion_text(cell.criterion).name.text(window_language())
        self.field = ScoreField(self.tr("Consensus voor {0}").format(name), *limits)
        self.field.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        threshold = call.criterion(cell.criterion).threshold_cp
        self.scale = ScoreScale(self.tr("Consensus voor {0}").format(name), *limits, threshold)
        self.status = StatusChip()
        self.motivation = _editor(88)
        self.reason = _editor(48)
        self.reason_label = section_label(self.tr("Reden van de afwijking"), self.reason)
        self.motivation.setAccessibleName(self.tr("Motivering voor de brief, {0}").format(name))
        self.reason.setAccessibleName(self.tr("Reden van de afwijking, {0}").format(name))
        self.entries = EntryColumns(sheets)
        self._axis = InitialsAxis(self.tr("Punten per beoordelaar"))
        self._build(name)
        self._fill()
        self._connect()

    @property
    def criterion(self) -> str:
        """The criterion of this block."""
        return self._cell.criterion

    @property
    def needs_reason(self) -> bool:
        """Whether the points depart so far from the panel that a reason is mandatory."""
        return agreeing.needs_reason(self._call, self._cell, self.scale.points())

    @property
    def lacks_reason(self) -> bool:
        """Whether a mandatory reason is still missing."""
        return self.needs_reason and not self.reason.toPlainText().strip()

    @property
    def is_changed(self) -> bool:
        """Whether something stands here that is not recorded, or has to be confirmed again."""
        held = self._held or AgreedPoints("", "", None)
        stored = Draft(held.points_cp, held.motivation, held.reason)
        is_stale = CellFlag.STALE in self._cell.flags
        return self._is_proposed or is_stale or self.draft() != stored

    def draft(self) -> Draft:
        """What stands here now."""
        return Draft(
            self.scale.points(),
            self.motivation.toPlainText().strip(),
            self.reason.toPlainText().strip(),
        )

    def restore(self, draft: Draft) -> None:
        """Put back what was entered before and not recorded."""
        self._is_proposed = False
        self.was_edited = True
        self._set_points(draft.points_cp)
        self.motivation.setPlainText(draft.motivation)
        self.reason.setPlainText(draft.reason)

    def show_effects(self, said: Mapping[str, str]) -> None:
        """Say under the sheet of each evaluator what would be without it."""
        self.entries.show_effects(said)

    def agreement(self) -> Agreement:
        """What the chair would record."""
        draft = self.draft()
        reason = draft.reason if self.needs_reason or draft.reason else ""
        dossier, criterion = self._cell.dossier, self._cell.criterion
        return Agreement(dossier, criterion, draft.points_cp, draft.motivation, reason)

    def _build(self, name: str) -> None:
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(label(name, TextStyle.HEADING))
        head.addStretch(1)
        head.addWidget(self.status)
        left = QVBoxLayout()
        left.setSpacing(4)
        points = QHBoxLayout()
        points.setSpacing(16)
        points.setContentsMargins(0, 0, 4, 0)  # the scale ends where the initials' axis ends
        points.addWidget(self.field)
        points.addWidget(self.scale, 1)
        axis = QHBoxLayout()
        axis.setContentsMargins(theme().px(56) + 12, 0, 0, 0)
        axis.addWidget(self._axis)
        left.addLayout(axis)
        left.addLayout(points)
        left.addStretch(1)
        right = QVBoxLayout()
        right.setSpacing(4)
        heading = section_label(self.tr("Motivering voor de brief"), self.motivation)
        for part in (heading, self.motivation, self.reason_label, self.reason):
            right.addWidget(part)
        right.addStretch(1)
        decision = QHBoxLayout()
        decision.setSpacing(32)
        decision.addLayout(left, 10)
        decision.addLayout(right, 13)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 12, 24, 16)
        column.setSpacing(8)
        column.addLayout(head)
        column.addWidget(self.entries)
        column.addSpacing(4)
        column.addLayout(decision)

    def _fill(self) -> None:
        held = self._held
        self._set_points(self._proposed() if self._is_proposed or held is None else held.points_cp)
        if held is not None:
            self.motivation.setPlainText(held.motivation)
            self.reason.setPlainText(held.reason)
        self._show()

    def _connect(self) -> None:
        self.scale.points_edited.connect(self._on_points)
        self.field.points_edited.connect(self._on_points)
        self.motivation.textChanged.connect(self._on_edited)
        self.reason.textChanged.connect(self._on_edited)
        self.entries.taken.connect(self._insert)

    def _proposed(self) -> int | None:
        """The aggregate of the call's rule on the entry grid; None without points."""
        scale, exact = self._call.rules.scale, self._cell.aggregate_cp
        if exact is None:
            return None
        above = round_half_up(exact - scale.minimum_cp, scale.step_cp)
        return max(scale.minimum_cp, min(scale.maximum_cp, scale.minimum_cp + above))

    def _set_points(self, points_cp: int | None) -> None:
        self.field.set_points(points_cp)
        self.scale.set_points(points_cp)
        self._show()

    def _on_points(self, points_cp: int | None) -> None:
        self._is_proposed = False
        self.was_edited = True
        self._set_points(points_cp)
        self.edited.emit()

    def _on_edited(self) -> None:
        self.was_edited = True
        self._show()
        self.edited.emit()

    def _insert(self, text: str) -> None:
        before = self.motivation.toPlainText().rstrip()
        self.motivation.setPlainText(f"{before} {text}".strip() if before else text)
        self.motivation.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show(self) -> None:
        points = self.scale.points()
        rule = self._cell.rounded_cp
        people = [
            Initialled(s.initials, s.points_cp, self._is_far(s.points_cp))
            for s in self._sheets
            if s.points_cp is not None
        ]
        scale = self._call.rules.scale
        threshold = self._call.criterion(self.criterion).threshold_cp
        axis = AxisPoints((), points, threshold, scale.minimum_cp, scale.maximum_cp)
        self._axis.set_points(axis, people)
        wanted = self.needs_reason or bool(self.reason.toPlainText())
        self.reason.setVisible(wanted)
        self.reason_label.setVisible(wanted)
        said = formats.NOTHING if rule is None else messages.points(rule)
        if self.lacks_reason:
            self.status.set_status("warn", self.tr("wijkt af: reden verplicht"), "warn")
        elif CellFlag.STALE in self._cell.flags:
            self.status.set_status("warn", self.tr("punten gewijzigd na de consensus"), "warn")
        elif points is None:
            self.status.set_status("clock", self.tr("de regel telt: {0}").format(said), "text2")
        elif self._is_proposed:
            self.status.set_status("clock", self.tr("voorgesteld, regel {0}").format(said), "text2")
        elif self.is_changed:
            self.status.set_status("edit", self.tr("nog niet vastgelegd"), "text2")
        else:
            self.status.set_status("checkc", self.tr("vastgelegd"), "good", "text2")

    def _is_far(self, points_cp: int | None) -> bool:
        exact = self._cell.aggregate_cp
        return points_cp is not None and exact is not None and abs(points_cp - exact) >= 100


def _editor(height: int) -> QPlainTextEdit:
    made = wear_text(QPlainTextEdit(), TextStyle.CELL)
    made.setTabChangesFocus(True)
    made.setFixedHeight(theme().px(height))
    return made
