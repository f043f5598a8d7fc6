"""One criterion in the meeting: every sheet side by side, the agreed points, the letter's words."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QHBoxLayout,
    QVBoxLayout,
)

from delpanel import messages
from delpanel.model.assessment import AgreedPoints, ReasonSource
from delpanel.model.call import Call
from delpanel.services.consensus import agreeing
from delpanel.services.consensus.agreeing import Agreement
from delpanel.services.consensus.proposing import ProposedPoints
from scoring.points.consolidate import Cell, CellFlag
from ui import formats
from ui.kit.dressing import label, section_label
from ui.kit.fonts import TextStyle
from ui.kit.theme import theme
from ui.models.points import window_language
from ui.views.consensus.counting import counting
from ui.views.consensus.draft import Draft, editor, take_over_button
from ui.views.consensus.entries import EntryColumns, SheetEntry
from ui.views.consensus.sources import SourceLine
from ui.widgets.points_axis import AxisPoints, Initialled, InitialsAxis
from ui.widgets.score_field import ScoreField
from ui.widgets.score_scale import ScoreScale
from ui.widgets.status_chip import StatusChip


class AgreeBlock(QFrame):
    """Shows the sheets and takes what the panel agrees on; it stores nothing itself.

    ``edited`` after each change by the user, ``taken_over`` when the proposal is to be agreed.
    """

    edited = Signal()
    taken_over = Signal()

    def __init__(
        self,
        call: Call,
        cell: Cell,
        held: AgreedPoints | None,
        sheets: tuple[SheetEntry, ...],
        proposed: ProposedPoints | None = None,
    ) -> None:
        super().__init__()
        self._call, self._cell, self._held, self._sheets = call, cell, held, sheets
        self._proposal = proposed
        self._seen: tuple[AgreedPoints | None, ...] = (held,)
        self._is_proposed = held is None or held.points_cp is None
        self._sources = () if held is None else held.sources
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
        self.motivation = editor(88)
        self.reason = editor(48)
        self.reason_label = section_label(self.tr("Reden van de afwijking"), self.reason)
        self.motivation.setAccessibleName(self.tr("Motivering voor de brief, {0}").format(name))
        self.reason.setAccessibleName(self.tr("Reden van de afwijking, {0}").format(name))
        self.entries = EntryColumns(sheets)
        self.sources = SourceLine({sheet.evaluator: sheet.name for sheet in sheets})
        self.take_button = take_over_button(name)
        self._axis = InitialsAxis(self.tr("Punten per beoordelaar"))
        self._build(name)
        self._fill()
        self._connect()

    @property
    def criterion(self) -> str:
        """The criterion of this block."""
        return self._cell.criterion

    @property
    def has_focus(self) -> bool:
        """Whether the keyboard works in here."""
        at = QApplication.focusWidget()
        return at is not None and self.isAncestorOf(at)

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
        return self._is_proposed or self._differs

    @property
    def is_proposed(self) -> bool:
        """Whether the points are those of the rule, which nobody took over yet."""
        return self._is_proposed and self.scale.points() is not None

    @property
    def is_flagged(self) -> bool:
        """Whether the sheets lie so far apart that a proposal should be talked about first."""
        return self._proposal is not None and self._proposal.is_flagged

    @property
    def to_record(self) -> bool:
        """Whether recording the whole dossier takes this along: what was worked on, and proposals.

        A proposal with a flag that nobody touched it leaves, so that the panel talks about it.
        """
        return self._differs or (self.is_proposed and not self.is_flagged)

    @property
    def _differs(self) -> bool:
        held = self._held or AgreedPoints("", "", None)
        now = self.draft()
        there = (held.points_cp, held.motivation, held.reason, held.sources)
        points = held.points_cp if self._is_proposed else now.points_cp
        return (
            CellFlag.STALE in self._cell.flags
            or (points, now.motivation, now.reason, now.sources) != there
        )

    def draft(self) -> Draft:
        """What stands here now."""
        motivation = self.motivation.toPlainText().strip()
        reason = self.reason.toPlainText().strip()
        sources = self._sources if motivation else ()
        points = self.scale.points()
        return Draft(points, motivation, reason, sources, self._is_proposed, self._seen)

    def restore(self, draft: Draft) -> None:
        """Put back what was entered before and not recorded."""
        self._is_proposed, self._seen = draft.is_proposed, draft.seen
        self._sources = draft.sources
        self.was_edited = True
        self._set_points(draft.points_cp)
        self.motivation.setPlainText(draft.motivation)
        self.reason.setPlainText(draft.reason)

    def set_read_only(self, read_only: bool) -> None:
        """Only look."""
        self.scale.set_read_only(read_only)
        self.field.setReadOnly(read_only)
        self.motivation.setReadOnly(read_only)
        self.reason.setReadOnly(read_only)
        self.entries.set_read_only(read_only)
        self.take_button.setEnabled(not read_only)
        self._show()

    def show_effects(self, said: Mapping[str, str]) -> None:
        """Say under the sheet of each evaluator what would be without it."""
        self.entries.show_effects(said)

    def agreement(self) -> Agreement:
        """What the chair would record; asked again, it is meant over whatever stands there."""
        draft, self._seen = self.draft(), ()
        return draft.agreement(self._cell.dossier, self._cell.criterion)

    def _build(self, name: str) -> None:
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(label(name, TextStyle.HEADING))
        head.addStretch(1)
        head.addWidget(self.status)
        head.addWidget(self.take_button)
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
        for part in (heading, self.motivation, self.sources, self.reason_label, self.reason):
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
        self.take_button.clicked.connect(lambda _checked: self.taken_over.emit())

    def _proposed(self) -> int | None:
        """What the rule of the call proposes; None where it proposes nothing."""
        return None if self._proposal is None else self._proposal.points_cp

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

    def _insert(self, evaluator: str, text: str) -> None:
        before = self.motivation.toPlainText().rstrip()
        others = (one for one in self._sources if one.evaluator != evaluator)
        added = (*others, ReasonSource(evaluator, text.strip()))
        self._sources = tuple(sorted(added, key=lambda one: one.evaluator))
        self.motivation.setPlainText(f"{before} {text}".strip() if before else text)
        self.motivation.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show(self) -> None:
        points = self.scale.points()
        rule = self._cell.rounded_cp
        people = [
            Initialled(s.initials, s.points_cp, self._is_far(s.points_cp))
            for s in self._sheets
            if s.points_cp is not None and s.counts
        ]
        scale = self._call.rules.scale
        threshold = self._call.criterion(self.criterion).threshold_cp
        proposed = self.is_proposed
        axis = AxisPoints((), points, threshold, scale.minimum_cp, scale.maximum_cp, proposed)
        self._axis.set_points(axis, people)
        self.scale.set_proposed(proposed)
        self.take_button.setVisible(proposed and self.take_button.isEnabled())
        self.sources.show_sources(self._sources, self.motivation.toPlainText())
        wanted = self.needs_reason or bool(self.reason.toPlainText())
        self.reason.setVisible(wanted)
        self.reason_label.setVisible(wanted)
        self._show_status(formats.NOTHING if rule is None else messages.points(rule))

    def _show_status(self, said: str) -> None:
        """Say in one word where this criterion stands; ``said`` are the points of the rule."""
        if self.lacks_reason:
            self.status.set_status("warn", self.tr("wijkt af: reden verplicht"), "warn")
        elif CellFlag.STALE in self._cell.flags:
            self.status.set_status("warn", self.tr("punten gewijzigd na de consensus"), "warn")
        elif self.scale.points() is None:
            self.status.set_status(*counting(self._cell, said))
        elif self.is_proposed and self.is_flagged:
            word = self.tr("voorgesteld, regel {0}; eerst bespreken").format(said)
            self.status.set_status("flag", word, "warn", "text2")
        elif self.is_proposed:
            self.status.set_status("clock", self.tr("voorgesteld, regel {0}").format(said), "text2")
        elif self.is_changed:
            self.status.set_status("edit", self.tr("nog niet vastgelegd"), "text2")
        else:
            self.status.set_status("checkc", self.tr("vastgelegd"), "good", "text2")

    def _is_far(self, points_cp: int | None) -> bool:
        exact = self._cell.aggregate_cp
        return points_cp is not None and exact is not None and abs(points_cp - exact) >= 100
