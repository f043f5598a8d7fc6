"""Returned packs merged: planned first, then written in one transaction."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from delpanel import messages
from delpanel.changes import Changes
from delpanel.model.assessment import CriterionAssessment
from delpanel.model.pack import PackKind
from delpanel.model.permissions import require_office, require_open
from delpanel.model.typed_text import MOST_CHARACTERS
from delpanel.services.packs import pack_ledger, packing
from delpanel.services.packs.pack_ledger import PackLedger, Returned
from delpanel.services.people import voiding
from delpanel.services.returns.member_merge import CellRow, Member
from delpanel.services.returns.pack_returns import (
    OpenedReturn,
    ReturnRow,
    open_returns,
    rows_as_plain,
)
from delpanel.services.state.snapshot import Snapshot
from delpanel.services.state.workspace import Workspace
from delpanel.storage.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True)
class MergePlan:
    """What the returned files would do; nothing is written yet.

    ``voided`` are cells that a conflict of interest came before or after: they are kept on file as
    void, so that it does not matter which of the two came in first; ``reasons`` are those of the
    conflicts, by member and dossier.
    """

    rows: tuple[ReturnRow, ...]
    cells: tuple[CellRow, ...]
    changes: tuple[CriterionAssessment, ...]
    returned: Mapping[str, Returned]
    based_on: int
    voided: tuple[CriterionAssessment, ...] = ()
    reasons: Mapping[tuple[str, str], str] = field(default_factory=dict)

    @property
    def members(self) -> tuple[str, ...]:
        """Members of whom something would be written, by id."""
        return tuple(self.returned)


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
    return planned(state, ledger, found, paths, based_on)


def planned(
    state: Snapshot,
    ledger: PackLedger,
    found: Sequence[OpenedReturn | ReturnRow],
    paths: Sequence[Path],
    based_on: int,
) -> MergePlan:
    """Plan the scoring packs among returns that were opened already."""
    here = [
        one for one in found if isinstance(one, OpenedReturn) and one.row.kind is PackKind.SCORING
    ]
    rows = [one for one in found if isinstance(one, ReturnRow)]
    by_member: dict[str, list[OpenedReturn]] = defaultdict(list)
    for one in here:
        by_member[one.content.evaluator].append(one)
    cells: list[CellRow] = []
    changes: list[CriterionAssessment] = []
    voided: list[CriterionAssessment] = []
    returned: dict[str, Returned] = {}
    for evaluator in sorted(by_member):
        before = ledger.returned(evaluator)
        merged = Member(state, evaluator, before, by_member[evaluator])
        rows += merged.rows
        cells += merged.cells
        changes += merged.changes
        voided += merged.voided
        if merged.after != before:
            returned[evaluator] = merged.after
    order = {path.name: place for place, path in enumerate(paths)}
    rows.sort(key=lambda row: order[row.file])
    reasons = {(c.evaluator, c.dossier): c.reason for c in state.conflicts}
    return MergePlan(
        tuple(rows), tuple(cells), tuple(changes), returned, based_on, tuple(voided), reasons
    )


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
        write(workspace, unit, plan)
    return Changes(points=bool(plan.changes))


def write(workspace: Workspace, unit: UnitOfWork, plan: MergePlan) -> None:
    """Write what a plan says in a transaction that is open already."""
    at, actor = workspace.now(), workspace.actor.name
    fresh = [change for change in plan.changes if change.revision == 0]
    unit.assessments.add_all(fresh, at=at, actor=actor)
    for change in plan.changes:
        if change.revision:
            unit.assessments.save(change, change.revision, at=at, actor=actor)
    voided = set[tuple[str, str]]()
    for cell in plan.voided:
        saved = unit.assessments.save(cell, cell.revision, at=at, actor=actor)
        if voiding.holds_something(cell):
            void = voiding.emptied(saved)
            unit.assessments.save(void, saved.revision, at=at, actor=actor)
            voided.add((cell.evaluator, cell.dossier))
    for evaluator, dossier in sorted(voided):
        why = plan.reasons.get((evaluator, dossier)) or messages.sentence(
            "VOID_LATE", {}, workspace.language
        )
        unit.journal.record(at, actor, voiding.SCORE_VOIDED, f"{evaluator}/{dossier}", why)
    for evaluator, returned in plan.returned.items():
        pack_ledger.keep_returned(unit, evaluator, returned)


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
        "dossier": row.dossier,
        "criterion": row.criterion,
        "most": MOST_CHARACTERS,
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
