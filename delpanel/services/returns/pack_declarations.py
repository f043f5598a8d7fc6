"""Step zero back: what members declared, beside the hints, and what the secretariat makes of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from delpanel import messages
from delpanel.changes import Changes
from delpanel.errors import UserError
from delpanel.model.pack import Answer, Declaration, Hint, PackKind
from delpanel.model.panel import ConflictOfInterest
from delpanel.model.permissions import require_office, require_open
from delpanel.services.packs import pack_ledger, packing
from delpanel.services.packs.pack_ledger import Declared, PackLedger
from delpanel.services.people import voiding
from delpanel.services.people.conflict_hints import hints_for
from delpanel.services.returns.pack_returns import OpenedReturn, ReturnRow, open_returns
from delpanel.services.state import presiding
from delpanel.services.state.snapshot import Snapshot
from delpanel.services.state.workspace import Workspace
from delpanel.storage.unit_of_work import UnitOfWork

# By member and dossier: what the secretariat decides where a member is not sure
Decisions = Mapping[tuple[str, str], Answer]


@dataclass(frozen=True, slots=True)
class DeclarationRow:
    """What a member declared about one dossier, beside the hints of the panel."""

    evaluator: str
    declaration: Declaration
    hints: tuple[Hint, ...]
    age: str
    is_new: bool

    @property
    def key(self) -> tuple[str, str]:
        """Member and dossier."""
        return self.evaluator, self.declaration.dossier

    @property
    def declared(self) -> Declared:
        """What the panel would remember of it."""
        said = self.declaration
        return Declared(said.answer, self.age, said.type, said.note)


@dataclass(frozen=True, slots=True)
class Settled:
    """What declarations come to: the answers to keep, by member, and the conflicts to record."""

    answers: Mapping[str, Mapping[str, Declared]]
    conflicts: tuple[ConflictOfInterest, ...]


@dataclass(frozen=True, slots=True)
class DeclarationPlan:
    """What step-zero returns would record; nothing is written yet."""

    files: tuple[ReturnRow, ...]
    rows: tuple[DeclarationRow, ...]
    based_on: int

    @property
    def undecided(self) -> tuple[DeclarationRow, ...]:
        """The rows of which the secretariat has to decide."""
        return tuple(
            row for row in self.rows if row.is_new and row.declaration.answer is Answer.UNSURE
        )


def plan_declarations(
    workspace: Workspace, paths: Sequence[Path], identity: str
) -> DeclarationPlan:
    """Read step-zero returns, in any order and as often as you like; nothing is written.

    Of several answers of one member about one dossier a conflict counts, else the last one.

    Raises:
        NotAllowed: FROZEN, OFFICE_ONLY. UserError: OPENING_KEY_MISSING.
    """
    require_office(workspace.actor, "conflict")
    require_open(workspace.phase, "conflict")
    based_on = workspace.store.data_version()
    state, ledger = workspace.snapshot(), pack_ledger.load(workspace)
    found = open_returns(state, ledger, packing.published(workspace), paths, identity)
    return planned(state, ledger, found, based_on)


def planned(
    state: Snapshot,
    ledger: PackLedger,
    found: Sequence[OpenedReturn | ReturnRow],
    based_on: int,
) -> DeclarationPlan:
    """Plan the declarations among returns that were opened already."""
    here = [one for one in found if _is_declaration(one)]
    best: dict[tuple[str, str], DeclarationRow] = {}
    for one in here:
        if isinstance(one, ReturnRow) or one.content.evaluator not in state.evaluator_by_id:
            continue
        evaluator = one.content.evaluator
        hints = hints_for(state.evaluator_by_id[evaluator], state.dossiers)
        for declared in one.content.declarations:
            if declared.dossier not in state.dossier_by_id:
                continue
            row = DeclarationRow(
                evaluator, declared, hints[declared.dossier], _age(one), is_new=False
            )
            held = ledger.declared(evaluator).get(declared.dossier)
            row = replace(row, is_new=held is None or row.declared.weight > held.weight)
            known = best.get(row.key)
            if known is None or row.declared.weight > known.declared.weight:
                best[row.key] = row
    files = tuple(one if isinstance(one, ReturnRow) else one.row for one in here)
    return DeclarationPlan(files, tuple(best[key] for key in sorted(best)), based_on)


def accept_declarations(
    workspace: Workspace,
    plan: DeclarationPlan,
    decisions: Decisions | None = None,
    *,
    later: bool = False,
) -> Changes:
    """Record the conflicts and what was declared free, in one transaction; twice changes nothing.

    Where nobody decided yet on a doubt, ``later`` keeps it as a doubt, see ``declaring``.

    Raises:
        UserError: DECLARATION_UNDECIDED, a member is not sure and nobody decided.
        StaleValue: MERGE_STALE. NotAllowed: FROZEN, OFFICE_ONLY, PRESIDING_OWN, PRESIDING_CONFLICT.
    """
    require_office(workspace.actor, "conflict")
    require_open(workspace.phase, "conflict")
    require_free_to_decide(workspace, decisions or {})
    ledger = pack_ledger.load(workspace)
    outcome = settled(ledger, plan, decisions or {}, workspace.language, later=later)
    if not outcome.answers:
        return Changes()
    state = workspace.snapshot()
    with workspace.act(
        "declare",
        ", ".join(outcome.answers),
        f"{len(outcome.conflicts)}",
        based_on=plan.based_on,
        stale="MERGE_STALE",
    ) as unit:
        write(workspace, unit, state, outcome)
    return Changes(panel=True, points=bool(outcome.conflicts))


def require_free_to_decide(workspace: Workspace, decisions: Decisions) -> None:
    """Refuse whoever presides a decision on an own doubt, or where they have a conflict.

    Raises:
        NotAllowed: PRESIDING_OWN, PRESIDING_CONFLICT.
    """
    for evaluator, dossier in decisions:
        presiding.require_not_own(workspace, evaluator)
        presiding.require_free(workspace, dossier)


def settled(
    ledger: PackLedger,
    plan: DeclarationPlan,
    decisions: Decisions,
    language: str,
    *,
    later: bool = False,
) -> Settled:
    """Give what a plan comes to with these decisions; what the panel knows already is left out.

    Where nobody decided yet on a doubt, ``later`` keeps it as a doubt.

    Raises:
        UserError: DECLARATION_UNDECIDED.
    """
    fresh = [
        row
        for row in plan.rows
        if row.is_new and not _is_held(ledger.declared(row.evaluator).get(row.key[1]), row)
    ]
    rows = [_decided(row, decisions, later=later) for row in fresh]
    answers: dict[str, dict[str, Declared]] = {}
    for row in rows:
        held = answers.setdefault(row.evaluator, dict(ledger.declared(row.evaluator)))
        held[row.declaration.dossier] = row.declared
    conflicts = tuple(
        ConflictOfInterest(*row.key, conflict_reason(row.declared, language))
        for row in rows
        if row.declaration.answer is Answer.CONFLICT
    )
    return Settled(answers, conflicts)


def write(workspace: Workspace, unit: UnitOfWork, state: Snapshot, outcome: Settled) -> None:
    """Write what was settled, and void the points it comes too late for, in an open transaction."""
    for conflict in outcome.conflicts:
        unit.panel.save_conflict(conflict)
        pair = (conflict.evaluator, conflict.dossier)
        voiding.void(workspace, unit, state, [pair], conflict.reason)
    for evaluator, held in outcome.answers.items():
        pack_ledger.keep_declared(unit, evaluator, held)


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


def _is_declaration(one: OpenedReturn | ReturnRow) -> bool:
    return isinstance(one, ReturnRow) or one.row.kind is PackKind.CONFLICTS


def _age(one: OpenedReturn) -> str:
    return pack_ledger.age_of(one.row.number, one.row.revision, one.content.digest)


def _is_held(held: Declared | None, row: DeclarationRow) -> bool:
    """Say whether the panel knows a declaration already, perhaps with what was decided on it."""
    if held is None or held.age != row.age:
        return False
    return row.declaration.answer in {held.answer, Answer.UNSURE}


def _decided(row: DeclarationRow, decisions: Decisions, *, later: bool) -> DeclarationRow:
    if row.declaration.answer is not Answer.UNSURE:
        return row
    answer = decisions.get(row.key, Answer.UNSURE)
    if answer is Answer.UNSURE and not later:
        raise UserError("DECLARATION_UNDECIDED", id=row.evaluator, dossier=row.declaration.dossier)
    return replace(row, declaration=replace(row.declaration, answer=answer))


def conflict_reason(declared: Declared, language: str) -> str:
    """Write the type of a conflict and the member's note as the reason the panel keeps."""
    code = "CONFLICT_UNSURE" if declared.type is None else f"CONFLICT_{declared.type.name}"
    said = messages.sentence(code, {}, language)
    return f"{said}: {declared.note.strip()}" if declared.note.strip() else said
