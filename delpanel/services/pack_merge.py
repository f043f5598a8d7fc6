"""Returned packs merged: planned first, then written in one transaction.

Of two versions of a cell the later one holds, and every cell keeps the version it came in with.
That choice depends on the versions alone, so any order and any repetition of the same returns gives
the same panel. Points and motivation of a cell stay together: they are one judgement.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path

from delpanel import messages
from delpanel.changes import Changes
from delpanel.model.assessment import CriterionAssessment
from delpanel.model.pack import PackCell, PackKind
from delpanel.model.permissions import require_office, require_open
from delpanel.services import pack_ledger, packing
from delpanel.services.assessing import cell as cell_of
from delpanel.services.pack_ledger import CellStamp, Handed, Returned, stamp_of, with_head
from delpanel.services.pack_returns import (
    OpenedReturn,
    ReturnRow,
    ReturnState,
    open_returns,
    rows_as_plain,
)
from delpanel.services.snapshot import Snapshot
from delpanel.services.workspace import Workspace
from scoring.dossiers import ScoreState


class CellState(StrEnum):
    """What becomes of one returned cell."""

    NEW = "new"
    CHANGED = "changed"
    DIVERGED = "diverged"
    CONFLICTED = "conflicted"
    UNASSIGNED = "unassigned"


@dataclass(frozen=True, slots=True)
class CellRow:
    """One cell that would change, or may not come in: what stands there, and what came.

    ``taken`` says whether the returned value will hold.
    """

    evaluator: str
    state: CellState
    held: CriterionAssessment
    returned: CriterionAssessment
    file: str
    taken: bool


@dataclass(frozen=True, slots=True)
class MergePlan:
    """What the returned files would do; nothing is written yet."""

    rows: tuple[ReturnRow, ...]
    cells: tuple[CellRow, ...]
    changes: tuple[CriterionAssessment, ...]
    returned: Mapping[str, Returned]
    based_on: int


def plan_merge(workspace: Workspace, paths: Sequence[Path], identity: str) -> MergePlan:
    """Read returned scoring packs, in any order and as often as you like; nothing is written.

    Step-zero returns are passed over here, see ``pack_declarations``.

    Raises:
        NotAllowed: FROZEN, OFFICE_ONLY. UserError: OPENING_KEY_MISSING.
    """
    require_office(workspace.actor, "merge")
    require_open(workspace.phase, "merge")
    based_on = workspace.store.data_version()
    state, ledger = workspace.snapshot(), pack_ledger.load(workspace)
    published = packing.published(workspace)
    found = open_returns(state, ledger, published, paths, identity)
    here = [
        one for one in found if isinstance(one, OpenedReturn) and one.row.kind is PackKind.SCORING
    ]
    rows = [one for one in found if isinstance(one, ReturnRow)]
    by_member: dict[str, list[OpenedReturn]] = defaultdict(list)
    for one in here:
        by_member[one.content.evaluator].append(one)
    cells: list[CellRow] = []
    changes: list[CriterionAssessment] = []
    returned: dict[str, Returned] = {}
    for evaluator in sorted(by_member):
        before = ledger.returned(evaluator)
        merged = _Member(state, evaluator, before, by_member[evaluator])
        rows += merged.rows
        cells += merged.cells
        changes += merged.changes
        if merged.after != before:
            returned[evaluator] = merged.after
    order = {path.name: place for place, path in enumerate(paths)}
    rows.sort(key=lambda row: order[row.file])
    return MergePlan(tuple(rows), tuple(cells), tuple(changes), returned, based_on)


def accept_merge(workspace: Workspace, plan: MergePlan) -> Changes:
    """Write what the plan says, in one transaction; applying it twice changes nothing.

    Raises:
        StaleValue: MERGE_STALE, the panel changed since. NotAllowed: FROZEN, OFFICE_ONLY.
    """
    require_office(workspace.actor, "merge")
    require_open(workspace.phase, "merge")
    if not plan.changes and not plan.returned:
        return Changes()
    packs = sorted({row.pack for row in plan.rows if not row.is_refused})
    with workspace.act(
        "merge",
        ", ".join(plan.returned),
        f"{len(plan.changes)}: {' '.join(packs)}",
        based_on=plan.based_on,
        stale="MERGE_STALE",
    ) as unit:
        at, actor = workspace.now(), workspace.actor.name
        fresh = [change for change in plan.changes if change.revision == 0]
        unit.assessments.add_all(fresh, at=at, actor=actor)
        for change in plan.changes:
            if change.revision:
                unit.assessments.save(change, change.revision, at=at, actor=actor)
        for evaluator, returned in plan.returned.items():
            pack_ledger.keep_returned(unit, evaluator, returned)
    return Changes(points=bool(plan.changes))


def plan_as_plain(plan: MergePlan, language: str) -> dict[str, object]:
    """Give a plan as plain data: the files, and every cell that changes or may not come in."""
    return {
        "files": [rows_as_plain(row, row_sentence(row, language)) for row in plan.rows],
        "cells": [
            {
                "evaluator": cell.evaluator,
                "dossier": cell.held.dossier,
                "criterion": cell.held.criterion,
                "state": str(cell.state),
                "taken": cell.taken,
                "file": cell.file,
                "held_cp": cell.held.points_cp,
                "held_motivation": cell.held.motivation,
                "returned_cp": cell.returned.points_cp,
                "returned_motivation": cell.returned.motivation,
            }
            for cell in plan.cells
        ],
        "changed": len(plan.changes),
    }


def row_sentence(row: ReturnRow, language: str) -> str:
    """Say what a file is and what will happen with it."""
    params: dict[str, messages.Param] = {
        "file": row.file,
        "evaluator": row.evaluator,
        "revision": row.revision,
    }
    said = messages.sentence(row.code, params, language)
    return f"{said} {messages.sentence('RETURN_LATE', params, language)}" if row.late else said


def cell_sentence(cell: CellRow, language: str) -> str:
    """Say what becomes of a cell."""
    params: dict[str, messages.Param] = {
        "evaluator": cell.evaluator,
        "dossier": cell.held.dossier,
        "criterion": cell.held.criterion,
        "held_cp": cell.held.points_cp,
        "returned_cp": cell.returned.points_cp,
        "reason": "taken" if cell.taken else "left",
    }
    return messages.sentence(f"CELL_{cell.state.name}", params, language)


class _Member:
    """The returns of one member held against what the panel holds of that member."""

    def __init__(
        self, state: Snapshot, evaluator: str, before: Returned, here: Sequence[OpenedReturn]
    ) -> None:
        self.evaluator = evaluator
        self.rows: list[ReturnRow] = []
        self.cells: list[CellRow] = []
        self.changes: list[CriterionAssessment] = []
        self._state = state
        heads = dict(before.heads)
        for one in here:
            handed = Handed(one.content.digest, one.content.ancestors)
            heads[one.row.pack] = with_head(heads.get(one.row.pack, ()), handed)
        seen: set[str] = set()
        for one in here:
            self.rows.append(_judged(one, before.heads, heads, seen))
            seen.add(one.content.digest)
        stamps = {(s.dossier, s.criterion): s for s in before.stamps}
        self._merge(here, stamps, {row.pack for row in self.rows if _is_fork(row)})
        kept = tuple(stamps[key] for key in sorted(stamps))
        self.after = Returned({pack: heads[pack] for pack in sorted(heads)}, kept)

    def _merge(
        self,
        here: Sequence[OpenedReturn],
        stamps: dict[tuple[str, str], CellStamp],
        forked: set[str],
    ) -> None:
        """Let the latest version of each cell hold; list the others of a fork beside it."""
        versions: dict[tuple[str, str], list[tuple[PackCell, OpenedReturn]]] = defaultdict(list)
        for one in here:
            for cell in one.content.cells:
                versions[cell.dossier, cell.criterion].append((cell, one))
        for key in sorted(versions):
            best, source = max(versions[key], key=lambda pair: stamp_of(pair[0]))
            held = cell_of(self._state, key[0], self.evaluator, key[1])
            after = best.assessment(self.evaluator, held.revision)
            if held.state is ScoreState.EXCLUDED:
                # what the chair set aside stays aside, whatever the member changed since
                after = replace(after, state=held.state)
            known = stamps.get(key)
            barred = self._barred(key[0])
            if barred is not None:
                self._note(barred, held, after, source, taken=False)
                continue
            if known is None or stamp_of(best) > known.stamp:
                stamps[key] = CellStamp(key[0], key[1], *stamp_of(best))
                if after != held:
                    self.changes.append(after)
                    fork = source.row.pack in forked and held.revision
                    kind = CellState.CHANGED if held.revision else CellState.NEW
                    kind = CellState.DIVERGED if fork else kind
                    self._note(kind, held, after, source, taken=True)
            self._note_others(versions[key], after, forked)

    def _note_others(
        self,
        versions: Sequence[tuple[PackCell, OpenedReturn]],
        holds: CriterionAssessment,
        forked: set[str],
    ) -> None:
        for cell, one in versions:
            other = cell.assessment(self.evaluator, holds.revision)
            if one.row.pack in forked and other != holds:
                self._note(CellState.DIVERGED, holds, other, one, taken=False)

    def _note(
        self,
        kind: CellState,
        held: CriterionAssessment,
        after: CriterionAssessment,
        source: OpenedReturn,
        *,
        taken: bool,
    ) -> None:
        row = CellRow(self.evaluator, kind, held, after, source.row.file, taken)
        self.cells.append(row)

    def _barred(self, dossier: str) -> CellState | None:
        if (self.evaluator, dossier) in self._state.conflicted:
            return CellState.CONFLICTED
        if self.evaluator not in self._state.assigned.get(dossier, ()):
            return CellState.UNASSIGNED
        return None


def _is_fork(row: ReturnRow) -> bool:
    return row.state is ReturnState.DIVERGED


def _judged(
    one: OpenedReturn,
    before: Mapping[str, tuple[Handed, ...]],
    after: Mapping[str, tuple[Handed, ...]],
    seen: set[str],
) -> ReturnRow:
    """Say what a return is beside those held and those that came with it."""
    pack, name = one.row.pack, one.content.digest
    held, last = before.get(pack, ()), {head.digest for head in after[pack]}
    if name in seen or name in {head.digest for head in held}:
        state = ReturnState.SAME
    elif name not in last:
        state = ReturnState.OLDER
    elif len(last) > 1:
        state = ReturnState.DIVERGED
    else:
        state = ReturnState.NEWER if held else ReturnState.NEW
    return replace(one.row, state=state, code=f"RETURN_{state.name}")
