"""One file beside the table: what it changes, versions side by side, what stays out and why."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QScrollArea, QVBoxLayout

from delpanel.model.assessment import CriterionAssessment
from delpanel.model.pack import Answer, PackKind
from delpanel.services.returns.member_merge import CellState
from delpanel.services.returns.pack_intake import CellKey, Choice, IntakePlan
from delpanel.services.state.snapshot import Snapshot
from ui import formats
from ui.kit.dressing import hairline, icon_label, label, pane, row, section_label
from ui.kit.fonts import TextStyle
from ui.kit.tokens import Role
from ui.models.conflicts import hint_sentence, type_word
from ui.models.issues import grouped, severity_mark
from ui.models.points import window_language
from ui.models.returns import FileRow
from ui.views.panel.return_forks import ForksView
from ui.widgets.status_chip import StatusChip

MOST = 60


class ReturnDetail(QScrollArea):
    """``version_wanted`` carries the ``CellRow`` of a version that shall hold after all.

    ``choice_dropped`` carries the key of a cell of which the choice is taken back.
    """

    version_wanted = Signal(object)
    choice_dropped = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFrameShape(QScrollArea.Shape.NoFrame)
        self.forks: ForksView | None = None

    def show_file(
        self,
        state: Snapshot,
        plan: IntakePlan | None,
        current: FileRow | None,
        choices: Mapping[CellKey, Choice],
        withheld: Collection[str],
    ) -> None:
        """Show one file of a plan, or nothing; dossiers ``withheld`` show no points."""
        top = self.verticalScrollBar().value()
        self.forks = None
        ground = pane()
        column = QVBoxLayout(ground)
        column.setContentsMargins(24, 20, 24, 24)
        column.setSpacing(0)
        if plan is not None and current is not None:
            self._fill(column, state, plan, current, choices, withheld)
        column.addStretch(1)
        self.setWidget(ground)
        self.verticalScrollBar().setValue(top)

    def _fill(
        self,
        column: QVBoxLayout,
        state: Snapshot,
        plan: IntakePlan,
        current: FileRow,
        choices: Mapping[CellKey, Choice],
        withheld: Collection[str],
    ) -> None:
        column.addWidget(_wrapped(current.name, TextStyle.TITLE))
        column.addSpacing(8)
        chip = StatusChip()
        chip.set_status(current.look[0], current.word, current.look[1])
        column.addWidget(chip)
        column.addSpacing(8)
        column.addWidget(_wrapped(current.says))
        column.addSpacing(16)
        if current.sheet is not None:
            self._add_forks(column, state, plan, current, choices, withheld)
            self._add_sheet(column, state, plan, current, withheld)
            return
        self._add_forks(column, state, plan, current, choices, withheld)
        self._add_cells(column, state, plan, current, withheld)
        self._add_left(column, state, plan, current)
        self._add_declarations(column, state, plan, current)
        if current.row is not None and current.row.receipt:
            column.addWidget(hairline())
            column.addSpacing(12)
            column.addWidget(label(self.tr("Ontvangstcode"), TextStyle.CAPTION, "text3"))
            column.addWidget(_wrapped(current.row.receipt, TextStyle.CHIP))

    def _add_forks(
        self,
        column: QVBoxLayout,
        state: Snapshot,
        plan: IntakePlan,
        current: FileRow,
        choices: Mapping[CellKey, Choice],
        withheld: Collection[str],
    ) -> None:
        on_sheets = current.sheet is not None
        member = "" if current.row is None else current.row.evaluator
        if current.sheet is not None:
            member = current.sheet.evaluator
        apart = {row.key for row in plan.sheets.clashes}
        forks = {
            k: cells
            for k, cells in plan.forks.items()
            if k[0] == member and (k in apart) == on_sheets
        }
        if not forks:
            return
        shown = {k: cells for k, cells in forks.items() if k[1] not in withheld}
        self.forks = ForksView(state, shown, choices, on_sheets=on_sheets)
        self.forks.version_wanted.connect(self.version_wanted)
        self.forks.choice_dropped.connect(self.choice_dropped)
        column.addWidget(self.forks)
        self._say_hidden(column, len(forks) - len(shown))

    def _add_cells(
        self,
        column: QVBoxLayout,
        state: Snapshot,
        plan: IntakePlan,
        current: FileRow,
        withheld: Collection[str],
    ) -> None:
        taken = [c for c in plan.merge.cells if c.taken and c.file == current.name]
        self._add_changes(
            column,
            state,
            [(c.held, c.returned) for c in taken if c.held.dossier not in withheld],
            sum(c.held.dossier in withheld for c in taken),
        )

    def _add_changes(
        self,
        column: QVBoxLayout,
        state: Snapshot,
        pairs: Sequence[tuple[CriterionAssessment, CriterionAssessment]],
        hidden: int,
    ) -> None:
        if not pairs and not hidden:
            return
        title = self.tr("%n cellen over te nemen", "", len(pairs) + hidden)
        column.addWidget(section_label(title))
        column.addSpacing(4)
        language = window_language()
        last = ""
        for held, returned in pairs[:MOST]:
            if held.dossier != last:
                last = held.dossier
                name = state.dossier_by_id[last].name if last in state.dossier_by_id else ""
                column.addSpacing(4)
                column.addWidget(_wrapped(f"{last} {name}", TextStyle.NAME))
            name = state.call.criterion_text(held.criterion).name.text(language)
            after = formats.points(returned.points_cp)
            if held.revision and held.points_cp != returned.points_cp:
                after = f"{formats.points(held.points_cp)} → {after}"
            value = label(after, TextStyle.CELL)
            column.addWidget(row(_wrapped(name, TextStyle.CHIP, "text2"), None, value))
        if len(pairs) > MOST:
            more = self.tr("en nog {0}").format(len(pairs) - MOST)
            column.addWidget(_wrapped(more, TextStyle.CHIP, "text3"))
        self._say_hidden(column, hidden)
        column.addSpacing(16)

    def _say_hidden(self, column: QVBoxLayout, hidden: int) -> None:
        if hidden:
            said = self.tr(
                "%n cellen ingehouden: wie voorzit, heeft een belangenconflict", "", hidden
            )
            column.addWidget(_wrapped(said, TextStyle.CHIP, "text3"))

    def _add_left(
        self, column: QVBoxLayout, state: Snapshot, plan: IntakePlan, current: FileRow
    ) -> None:
        barred = {*CellState} - {CellState.NEW, CellState.CHANGED, CellState.DIVERGED}
        left = [c for c in plan.merge.cells if c.state in barred and c.file == current.name]
        if not left:
            return
        column.addWidget(section_label(self.tr("Komt er niet in")))
        column.addSpacing(4)
        why = {
            CellState.CONFLICTED: self.tr("vervalt wegens belangenconflict"),
            CellState.LEFT: self.tr("het lid heeft het panel verlaten"),
            CellState.VOIDED: self.tr("blijft vervallen: van voor het belangenconflict"),
            CellState.UNASSIGNED: self.tr("is niet meer toegewezen"),
        }
        for dossier, kind in dict.fromkeys((c.held.dossier, c.state) for c in left):
            mark = icon_label("lock" if kind is CellState.CONFLICTED else "minus", "warn", 14)
            known = state.dossier_by_id.get(dossier)
            name = dossier if known is None else f"{dossier} {known.name}"
            column.addWidget(row(mark, _wrapped(f"{name}: {why[kind]}"), spacing=8))
            column.addSpacing(4)
        column.addSpacing(12)

    def _add_declarations(
        self, column: QVBoxLayout, state: Snapshot, plan: IntakePlan, current: FileRow
    ) -> None:
        if current.row is None or current.row.kind is not PackKind.CONFLICTS:
            return
        mine = [r for r in plan.declarations.rows if r.evaluator == current.row.evaluator]
        free = [r for r in mine if r.declaration.answer is Answer.NONE]
        column.addWidget(section_label(self.tr("Verklaard")))
        column.addSpacing(4)
        if free:
            count = self.tr("%n dossiers zonder belangenconflict", "", len(free))
            column.addWidget(_wrapped(count))
        for one in mine:
            if one.declaration.answer is Answer.NONE and not one.hints:
                continue
            column.addSpacing(8)
            number = one.declaration.dossier
            column.addWidget(
                _wrapped(f"{number} {state.dossier_by_id[number].name}", TextStyle.NAME)
            )
            icon, tone, text = self._answer(one.declaration.answer)
            if one.declaration.type is not None:
                text = f"{text}: {type_word(one.declaration.type).lower()}"
            if one.declaration.note:
                text = f"{text}. {one.declaration.note}"
            column.addWidget(row(icon_label(icon, tone, 14), _wrapped(text), spacing=8))
            for hint in one.hints:
                said = _wrapped(hint_sentence(hint), TextStyle.CHIP, "text2")
                column.addWidget(row(icon_label("flag", "warn", 14), said, spacing=8))
        column.addSpacing(16)

    def _answer(self, answer: Answer) -> tuple[str, Role, str]:
        if answer is Answer.CONFLICT:
            return "lock", "bad", self.tr("Belangenconflict")
        if answer is Answer.UNSURE:
            return "warn", "warn", self.tr("Twijfel; te beslissen na opname")
        return "check", "good", self.tr("Geen belangenconflict")

    def _add_sheet(
        self,
        column: QVBoxLayout,
        state: Snapshot,
        plan: IntakePlan,
        current: FileRow,
        withheld: Collection[str],
    ) -> None:
        who = "" if current.sheet is None else current.sheet.evaluator
        mine = [c for c in plan.sheets.changes if c.evaluator == who]
        held = state.assessment_by_cell
        pairs = [
            (held.get((c.dossier, c.evaluator, c.criterion), c), c)
            for c in mine
            if c.dossier not in withheld
        ]
        self._add_changes(column, state, pairs, sum(c.dossier in withheld for c in mine))
        issues = [
            i
            for i in plan.sheets.issues
            if (i.place.file == current.name or (not i.place.file and i.params.get("id") == who))
            and i.dossier not in withheld
        ]
        if not issues:
            return
        column.addWidget(section_label(self.tr("Bevindingen")))
        column.addSpacing(4)
        for found in grouped(issues):
            mark = severity_mark(found.severity)
            where = ", ".join(found.dossiers)
            text = f"{found.sentence} ({where})" if where else found.sentence
            column.addWidget(row(icon_label(mark.icon, mark.tone, 14), _wrapped(text), spacing=8))
            column.addSpacing(4)


def _wrapped(text: str, style: TextStyle = TextStyle.CELL, tone: Role = "text") -> QLabel:
    made = label(text, style, tone)
    made.setWordWrap(True)
    made.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return made
