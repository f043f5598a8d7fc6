"""Whatever members handed in, taken in by one act: declarations, points, approvals, score sheets.

Planned first, for any files in any order; nothing is written before it is accepted, and then in one
transaction. Without the opening key a plan only says which files are whole and whose pack they are.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from delpanel.changes import Changes
from delpanel.errors import StaleValue, UserError
from delpanel.model.assessment import CriterionAssessment
from delpanel.model.pack import Answer
from delpanel.model.panel import ConflictOfInterest
from delpanel.model.permissions import require_office, require_open
from delpanel.progress import Progress, silent
from delpanel.services.packs import pack_ledger, packing
from delpanel.services.packs.pack_ledger import PackLedger
from delpanel.services.returns import (
    collecting,
    pack_approvals,
    pack_declarations,
    pack_merge,
    sheet_changes,
)
from delpanel.services.returns.member_merge import CellRow, CellState
from delpanel.services.returns.pack_approvals import ApprovalPlan
from delpanel.services.returns.pack_declarations import Decisions, DeclarationPlan
from delpanel.services.returns.pack_merge import MergePlan
from delpanel.services.returns.pack_returns import (
    OpenedReturn,
    ReturnRow,
    ReturnState,
    check_returns,
    open_returns,
)
from delpanel.services.returns.sheet_changes import SheetPlan
from delpanel.services.state import presiding
from delpanel.services.state.snapshot import Snapshot
from delpanel.services.state.workspace import Workspace
from delpanel.storage.unit_of_work import UnitOfWork

WORKBOOKS = frozenset({".xlsx", ".xlsm", ".xls", ".ods"})
VERSION_CHOSEN = "version-chosen"

CellKey = tuple[str, str, str]


@dataclass(frozen=True, slots=True)
class Choice:
    """The office prefers another version of a cell than the one that holds by itself, and why."""

    version: CriterionAssessment
    reason: str


@dataclass(frozen=True, slots=True)
class IntakePlan:
    """What files would do. ``rows`` say of each return what it is, in the order of the files.

    ``has_key`` is False where nothing could be opened: the rows are checked, and no more.
    """

    rows: tuple[ReturnRow, ...]
    declarations: DeclarationPlan
    merge: MergePlan
    approvals: ApprovalPlan
    sheets: SheetPlan
    has_key: bool
    based_on: int

    @property
    def changed(self) -> int:
        """How many cells, declarations and approvals would be recorded."""
        declared = sum(row.is_new for row in self.declarations.rows)
        approved = sum(row.is_taken for row in self.approvals.rows)
        return len(self.merge.changes) + len(self.sheets.changes) + declared + approved

    @property
    def is_empty(self) -> bool:
        """Whether taking it in would write nothing at all."""
        return not self.changed and not self.merge.returned

    @property
    def forks(self) -> Mapping[CellKey, tuple[CellRow, ...]]:
        """Cells of which a member handed in two versions: the others beside the one that holds.

        Of two score sheets neither holds before one is chosen.
        """
        found: dict[CellKey, list[CellRow]] = {}
        for cell in self.merge.cells:
            if cell.state is CellState.DIVERGED and not cell.taken:
                found.setdefault(cell.key, []).append(cell)
        for cell in self.sheets.clashes:
            found.setdefault(cell.key, []).append(cell)
        return {key: tuple(cells) for key, cells in found.items()}

    def counts(self) -> Mapping[ReturnState, int]:
        """How many returns are in each state."""
        return Counter(row.state for row in self.rows)


def plan_intake(
    workspace: Workspace,
    paths: Sequence[Path],
    identity: str | None,
    progress: Progress = silent,
) -> IntakePlan:
    """Say what these files would do, in any order and as often as you like; nothing is written.

    Raises:
        NotAllowed: FROZEN, OFFICE_ONLY. UserError: OPENING_KEY_MISSING, there are returns and the
            panel has no key. FileProblem: a workbook is none at all.
    """
    require_office(workspace.actor, "merge")
    require_open(workspace.phase, "merge")
    based_on = workspace.store.data_version()
    state, ledger = workspace.snapshot(), pack_ledger.load(workspace)
    # by name, so that the order in which they were dropped decides nothing
    books = sorted(
        (path for path in paths if path.suffix.lower() in WORKBOOKS), key=lambda p: p.name
    )
    returns = [path for path in paths if path not in books]
    found: tuple[OpenedReturn | ReturnRow, ...] = ()
    progress(0, len(paths), "reading_files")
    if returns:
        published = packing.published(workspace)
        if identity is None:
            found = check_returns(published, returns)
        else:
            found = open_returns(state, ledger, published, returns, identity)
    progress(len(returns), len(paths), "reading_files")
    declared = pack_declarations.planned(state, ledger, found, based_on)
    after = _with_conflicts(state, declared, workspace.language)
    merge = pack_merge.planned(after, ledger, found, returns, based_on)
    sheets = SheetPlan((), 0, (), based_on)
    if books:
        sheets = collecting.plan_sheets(workspace, books, progress, state=after)
        sheets = _beside_returns(sheets, merge, ledger)
    approvals = pack_approvals.planned(after, ledger, found, based_on)
    opened = (*declared.files, *approvals.files)
    if identity is not None:
        opened = tuple(_judged(row, declared, approvals, ledger) for row in opened)
    rows = tuple(_known(row, ledger) for row in _in_order(returns, merge.rows, opened))
    return IntakePlan(
        rows, declared, merge, approvals, sheets, identity is not None or not returns, based_on
    )


def accept_intake(
    workspace: Workspace,
    plan: IntakePlan,
    *,
    decisions: Decisions | None = None,
    choices: Mapping[CellKey, Choice] | None = None,
    later: bool = True,
) -> Changes:
    """Write what a plan says, in one transaction; applying it twice changes nothing.

    Doubts nobody decided on are kept as doubts where ``later``. A choice among versions is an act
    of its own in the journal; the same returns once more do not undo it.

    Raises:
        StaleValue: MERGE_STALE, the panel changed since. UserError: DECLARATION_UNDECIDED,
        REASON_MISSING. NotAllowed: FROZEN, OFFICE_ONLY, PRESIDING_CONFLICT, PRESIDING_OWN.
    """
    require_office(workspace.actor, "merge")
    require_open(workspace.phase, "merge")
    pack_declarations.require_free_to_decide(workspace, decisions or {})
    chosen = dict(choices or {})
    for (_, dossier, _), choice in chosen.items():
        presiding.require_free(workspace, dossier)
        if not choice.reason.strip():
            raise UserError("REASON_MISSING", verb="merge")
    if plan.is_empty and not chosen:
        return Changes()
    if plan.based_on != workspace.store.data_version():
        raise StaleValue("MERGE_STALE")
    ledger = pack_ledger.load(workspace)
    outcome = pack_declarations.settled(
        ledger, plan.declarations, decisions or {}, workspace.language, later=later
    )
    members = sorted({row.evaluator for row in plan.rows if row.evaluator and not row.is_refused})
    with workspace.act(
        "intake",
        ", ".join(members),
        f"{plan.changed}",
        based_on=plan.based_on,
        stale="MERGE_STALE",
    ) as unit:
        # points first: a conflict that came along voids them in the same breath
        pack_merge.write(workspace, unit, plan.merge)
        collecting.write_sheets(workspace, unit, plan.sheets)
        _write_choices(workspace, unit, chosen)
        state = workspace.snapshot_within(unit)
        pack_declarations.write(workspace, unit, state, outcome)
        pack_approvals.write(workspace, unit, plan.approvals)
    return Changes(
        panel=bool(outcome.answers) or bool(plan.merge.returned),
        points=bool(plan.merge.changes or plan.sheets.changes or outcome.conflicts or chosen),
        approvals=any(row.is_taken for row in plan.approvals.rows),
    )


def _with_conflicts(state: Snapshot, plan: DeclarationPlan, language: str) -> Snapshot:
    """Give the panel with the conflicts these files declare, so that their points stay out."""
    new = tuple(
        ConflictOfInterest(*row.key, pack_declarations.conflict_reason(row.declared, language))
        for row in plan.rows
        if row.is_new
        and row.declaration.answer is Answer.CONFLICT
        and row.key not in state.conflicted
    )
    return replace(state, conflicts=(*state.conflicts, *new)) if new else state


def _beside_returns(sheets: SheetPlan, merge: MergePlan, ledger: PackLedger) -> SheetPlan:
    """Leave out what a sealed return says already: of the two it holds, whatever came first."""
    coming = {(c.evaluator, c.dossier, c.criterion) for c in merge.changes}
    after = replace(ledger, returns={**ledger.returns, **merge.returned})
    return sheet_changes.beside(sheets, coming | after.sealed_cells())


def _write_choices(
    workspace: Workspace, unit: UnitOfWork, chosen: Mapping[CellKey, Choice]
) -> None:
    at, actor = workspace.now(), workspace.actor.name
    for (evaluator, dossier, criterion), choice in sorted(chosen.items()):
        held = unit.assessments.load(dossier, evaluator, criterion)
        unit.assessments.save(choice.version, held.revision, at=at, actor=actor)
        subject = f"{evaluator}/{dossier}/{criterion}"
        unit.journal.record(at, actor, VERSION_CHOSEN, subject, choice.reason.strip())


def _judged(
    row: ReturnRow, declared: DeclarationPlan, approvals: ApprovalPlan, ledger: PackLedger
) -> ReturnRow:
    """Say of a whole return of declarations or approvals whether it brings anything new."""
    if row.state is not ReturnState.INTACT:
        return row
    start = f"{row.number:06}/{row.revision:06}/"
    new = [d.age for d in declared.rows if d.evaluator == row.evaluator and d.is_new]
    new += [a.age for a in approvals.rows if a.evaluator == row.evaluator and a.is_taken]
    held = [one.age for one in ledger.declared(row.evaluator).values()]
    held += list(ledger.approved.get(row.evaluator, {}).values())
    state = ReturnState.OLDER
    if any(age.startswith(start) for age in new):
        state = ReturnState.NEWER if held else ReturnState.NEW
    elif any(age.startswith(start) for age in held):
        state = ReturnState.SAME
    return replace(row, state=state, code=f"RETURN_{state.name}")


def _known(row: ReturnRow, ledger: PackLedger) -> ReturnRow:
    """Name the member of a return that nobody opened, by the pack it is from."""
    issued = ledger.packs.get(row.pack)
    if row.evaluator or issued is None:
        return row
    return replace(row, evaluator=issued.head.evaluator, number=issued.head.number)


def _in_order(paths: Sequence[Path], *groups: Sequence[ReturnRow]) -> tuple[ReturnRow, ...]:
    """Give one row per file, in the order of the files; a refused file stands in several groups."""
    place = {path.name: number for number, path in enumerate(paths)}
    seen: dict[tuple[str, str], ReturnRow] = {}
    listed = [row for group in groups for row in group]
    for row in sorted(listed, key=lambda r: (place[r.file], r.state is ReturnState.INTACT)):
        seen.setdefault((row.file, row.receipt), row)
    return tuple(seen.values())
