"""Step zero back: what members declared, beside the hints, and what the secretariat makes of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from delpanel import messages
from delpanel.changes import Changes
from delpanel.errors import StaleValue, UserError
from delpanel.model.pack import Answer, Declaration, Hint, PackKind
from delpanel.model.panel import ConflictOfInterest
from delpanel.model.permissions import require_office, require_open
from delpanel.services import pack_ledger, packing
from delpanel.services.conflict_hints import hints_for
from delpanel.services.pack_returns import OpenedReturn, ReturnRow, open_returns
from delpanel.services.workspace import Workspace

# By member and dossier: what the secretariat decides where a member is not sure
Decisions = Mapping[tuple[str, str], Answer]


@dataclass(frozen=True, slots=True)
class DeclarationRow:
    """What a member declared about one dossier, beside the hints of the panel."""

    evaluator: str
    declaration: Declaration
    hints: tuple[Hint, ...]


@dataclass(frozen=True, slots=True)
class DeclarationPlan:
    """What step-zero returns would record; nothing is written yet."""

    files: tuple[ReturnRow, ...]
    rows: tuple[DeclarationRow, ...]
    based_on: int

    @property
    def undecided(self) -> tuple[DeclarationRow, ...]:
        """The rows of which the secretariat has to decide."""
        return tuple(row for row in self.rows if row.declaration.answer is Answer.UNSURE)


def plan_declarations(
    workspace: Workspace, paths: Sequence[Path], identity: str
) -> DeclarationPlan:
    """Read step-zero returns, in any order; of several of one member the last handed in counts.

    Raises:
        NotAllowed: FROZEN, OFFICE_ONLY. UserError: OPENING_KEY_MISSING.
    """
    require_office(workspace.actor, "conflict")
    require_open(workspace.phase, "conflict")
    based_on = workspace.store.data_version()
    state, ledger = workspace.snapshot(), pack_ledger.load(workspace)
    found = open_returns(state, ledger, packing.published(workspace), paths, identity)
    last: dict[str, OpenedReturn] = {}
    files: list[ReturnRow] = []
    for one in found:
        if isinstance(one, ReturnRow):
            files.append(one)
        elif one.row.kind is PackKind.CONFLICTS:
            files.append(one.row)
            known = last.get(one.content.evaluator)
            if known is None or _age(one) > _age(known):
                last[one.content.evaluator] = one
    rows = []
    for evaluator in sorted(set(last) & set(state.evaluator_by_id)):
        hints = hints_for(state.evaluator_by_id[evaluator], state.dossiers)
        rows += [
            DeclarationRow(evaluator, declared, hints.get(declared.dossier, ()))
            for declared in last[evaluator].content.declarations
            if declared.dossier in state.dossier_by_id
        ]
    return DeclarationPlan(tuple(files), tuple(rows), based_on)


def accept_declarations(
    workspace: Workspace, plan: DeclarationPlan, decisions: Decisions | None = None
) -> Changes:
    """Record the conflicts and what was declared free, in one transaction.

    Raises:
        UserError: DECLARATION_UNDECIDED, a member is not sure and nobody decided.
        StaleValue: MERGE_STALE. NotAllowed: FROZEN, OFFICE_ONLY.
    """
    require_office(workspace.actor, "conflict")
    require_open(workspace.phase, "conflict")
    rows = [_decided(row, decisions or {}) for row in plan.rows]
    state, ledger = workspace.snapshot(), pack_ledger.load(workspace)
    conflicts = [
        ConflictOfInterest(row.evaluator, row.declaration.dossier, _reason(row, workspace.language))
        for row in rows
        if row.declaration.answer is Answer.CONFLICT
        and (row.evaluator, row.declaration.dossier) not in state.conflicted
    ]
    declared: dict[str, dict[str, Answer]] = {}
    for row in rows:
        held = declared.setdefault(row.evaluator, dict(ledger.declared(row.evaluator)))
        held[row.declaration.dossier] = row.declaration.answer
    fresh = {who: held for who, held in declared.items() if held != ledger.declared(who)}
    if not conflicts and not fresh:
        return Changes()
    if plan.based_on != workspace.store.data_version():
        raise StaleValue("MERGE_STALE")
    with workspace.act(
        "declare",
        ", ".join(declared),
        f"{len(conflicts)}",
        based_on=plan.based_on,
        stale="MERGE_STALE",
    ) as unit:
        for conflict in conflicts:
            unit.panel.save_conflict(conflict)
        for evaluator, held in fresh.items():
            pack_ledger.keep_declared(unit, evaluator, held)
    return Changes(panel=True, points=bool(conflicts))


def plan_as_plain(plan: DeclarationPlan) -> list[dict[str, object]]:
    """Give the declared answers as plain data."""
    return [
        {
            "evaluator": row.evaluator,
            "dossier": row.declaration.dossier,
            "answer": str(row.declaration.answer),
            "type": None if row.declaration.type is None else str(row.declaration.type),
            "note": row.declaration.note,
            "hints": [{"kind": str(hint.kind), "text": hint.text} for hint in row.hints],
        }
        for row in plan.rows
    ]


def _age(one: OpenedReturn) -> tuple[int, int, str, str]:
    row = one.row
    return row.number, row.revision, row.finished_at, one.content.digest


def _decided(row: DeclarationRow, decisions: Decisions) -> DeclarationRow:
    if row.declaration.answer is not Answer.UNSURE:
        return row
    answer = decisions.get((row.evaluator, row.declaration.dossier), Answer.UNSURE)
    if answer is Answer.UNSURE:
        raise UserError("DECLARATION_UNDECIDED", id=row.evaluator, dossier=row.declaration.dossier)
    return replace(row, declaration=replace(row.declaration, answer=answer))


def _reason(row: DeclarationRow, language: str) -> str:
    """Write the type of a conflict and the member's note as the reason the panel keeps."""
    kind = row.declaration.type
    code = "CONFLICT_UNSURE" if kind is None else f"CONFLICT_{kind.name}"
    said = messages.sentence(code, {}, language)
    return f"{said}: {row.declaration.note.strip()}" if row.declaration.note.strip() else said
