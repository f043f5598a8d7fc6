"""Conflicts of interest as the office sees them: every member and dossier, and what to decide."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

from delpanel import messages
from delpanel.changes import Changes
from delpanel.errors import UserError
from delpanel.model.pack import Answer, ConflictType, Hint, PackKind
from delpanel.model.panel import ConflictOfInterest, Evaluator
from delpanel.model.permissions import require_office, require_open
from delpanel.services.packs import pack_ledger
from delpanel.services.packs.pack_ledger import Declared, PackLedger
from delpanel.services.people import voiding
from delpanel.services.people.conflict_hints import hints_for
from delpanel.services.returns.pack_declarations import conflict_reason
from delpanel.services.state import presiding
from delpanel.services.state.snapshot import Snapshot
from delpanel.services.state.workspace import Workspace


class Standing(StrEnum):
    """How a member stands to a dossier as far as conflicts of interest go."""

    NOT_ASKED = "not_asked"
    AWAITED = "awaited"
    FREE = "free"
    UNSURE = "unsure"
    CONFLICT = "conflict"
    LIFTED = "lifted"


@dataclass(frozen=True, slots=True)
class ConflictCell:
    """One member and one dossier: how it stands, what was declared, what deserves a second look.

    ``reason`` is that of a conflict that stands; ``is_voided`` says that points were void by it.
    """

    evaluator: str
    dossier: str
    standing: Standing
    declared: Declared | None
    reason: str
    hints: tuple[Hint, ...]
    is_voided: bool = False

    @property
    def asks(self) -> bool:
        """Whether the office has to look: a doubt, or a hint nobody answered with a conflict."""
        return self.standing is Standing.UNSURE


@dataclass(frozen=True, slots=True)
class ConflictTable:
    """Every dossier against everyone who has to declare: who takes part, and who presides."""

    people: tuple[Evaluator, ...]
    dossiers: tuple[str, ...]
    cells: Mapping[tuple[str, str], ConflictCell]

    def cell(self, evaluator: str, dossier: str) -> ConflictCell:
        """One cell; KeyError where the member does not have to declare on the dossier."""
        return self.cells[evaluator, dossier]

    def count(self, *standings: Standing) -> int:
        """How many cells stand so."""
        return sum(cell.standing in standings for cell in self.cells.values())

    @property
    def silent(self) -> tuple[Evaluator, ...]:
        """Who has not answered on every dossier yet."""
        waits = {Standing.NOT_ASKED, Standing.AWAITED}
        open_ = {c.evaluator for c in self.cells.values() if c.standing in waits}
        return tuple(person for person in self.people if person.id in open_)


def conflict_table(workspace: Workspace) -> ConflictTable:
    """Give how everyone stands to every dossier that was not withdrawn."""
    return table_of(workspace.snapshot(), pack_ledger.load(workspace))


def table_of(state: Snapshot, ledger: PackLedger) -> ConflictTable:
    """Give the table of one state of the panel."""
    preside = {state.presiding.chair, state.presiding.deputy}
    people = tuple(
        sorted(
            (e for e in state.evaluators if e.active or e.id in preside),
            key=lambda e: (not e.active, e.name),
        )
    )
    listed = [d for d in state.dossiers if not d.withdrawn]
    asked: dict[str, set[str]] = {}
    for pack in ledger.of_kind(PackKind.CONFLICTS):
        asked.setdefault(pack.head.evaluator, set()).update(pack.dossiers)
    reasons = {(c.evaluator, c.dossier): c.reason for c in state.conflicts}
    voided = {(c.evaluator, c.dossier) for c in state.voided}
    cells: dict[tuple[str, str], ConflictCell] = {}
    for person in people:
        hints = hints_for(person, listed)
        declared = ledger.declared(person.id)
        for dossier in listed:
            key = (person.id, dossier.id)
            held = declared.get(dossier.id)
            was_asked = dossier.id in asked.get(person.id, ())
            cells[key] = ConflictCell(
                *key,
                _standing(held, has_conflict=key in reasons, was_asked=was_asked),
                held,
                reasons.get(key, ""),
                hints[dossier.id],
                is_voided=key in voided,
            )
    return ConflictTable(people, tuple(d.id for d in listed), cells)


def decide(
    workspace: Workspace, evaluator: str, dossier: str, answer: Answer, reason: str
) -> Changes:
    """Decide on the doubt of a member: a conflict of interest or none, with a reason.

    Raises:
        NotAllowed: FROZEN, OFFICE_ONLY, PRESIDING_OWN, PRESIDING_CONFLICT.
        UserError: REASON_MISSING, NOT_UNSURE, DECLARATION_UNDECIDED.
    """
    held = pack_ledger.load(workspace).declared(evaluator).get(dossier)
    if held is None or held.answer is not Answer.UNSURE:
        raise UserError("NOT_UNSURE", id=evaluator, dossier=dossier)
    after = replace(held, answer=answer, decided=reason.strip())
    return _record(workspace, evaluator, dossier, after, "declare-decided")


def write_down(
    workspace: Workspace,
    where: tuple[str, str],
    answer: Answer,
    reason: str,
    kind: ConflictType | None = None,
) -> Changes:
    """Write down what a member said by another way than a pack: on paper, by mail, in the room.

    ``where`` is member and dossier; ``reason`` says how it was said. A return of the member that
    comes in later outweighs it, unless a conflict was written down.

    Raises:
        NotAllowed: FROZEN, OFFICE_ONLY, PRESIDING_OWN, PRESIDING_CONFLICT.
        UserError: REASON_MISSING, UNKNOWN_EVALUATOR, UNKNOWN_DOSSIER, DECLARATION_UNDECIDED,
            CONFLICT_STANDS: a conflict is lifted, not written over.
    """
    evaluator, dossier = where
    state = workspace.snapshot()
    if evaluator not in state.evaluator_by_id:
        raise UserError("UNKNOWN_EVALUATOR", id=evaluator)
    if dossier not in state.dossier_by_id:
        raise UserError("UNKNOWN_DOSSIER", dossier=dossier)
    if where in state.conflicted and answer is not Answer.CONFLICT:
        raise UserError("CONFLICT_STANDS", id=evaluator, dossier=dossier)
    held = pack_ledger.load(workspace).declared(evaluator).get(dossier)
    age = "" if held is None else held.age
    after = Declared(answer, age, kind, "", reason.strip())
    return _record(workspace, evaluator, dossier, after, "declare-written")


def as_plain(table: ConflictTable) -> list[dict[str, object]]:
    """Give every cell as plain data, by dossier and member."""
    return [
        {
            "evaluator": cell.evaluator,
            "dossier": cell.dossier,
            "standing": str(cell.standing),
            "type": None
            if cell.declared is None or cell.declared.type is None
            else str(cell.declared.type),
            "note": "" if cell.declared is None else cell.declared.note,
            "decided": "" if cell.declared is None else cell.declared.decided,
            "reason": cell.reason,
            "hints": [{"kind": str(hint.kind), "text": hint.text} for hint in cell.hints],
            "voided": cell.is_voided,
        }
        for cell in sorted(table.cells.values(), key=lambda c: (c.dossier, c.evaluator))
    ]


def _standing(held: Declared | None, *, has_conflict: bool, was_asked: bool) -> Standing:
    if has_conflict:
        return Standing.CONFLICT
    if held is None:
        return Standing.AWAITED if was_asked else Standing.NOT_ASKED
    return {
        Answer.NONE: Standing.FREE,
        Answer.UNSURE: Standing.UNSURE,
        Answer.CONFLICT: Standing.LIFTED,
    }[held.answer]


def _record(
    workspace: Workspace, evaluator: str, dossier: str, after: Declared, verb: str
) -> Changes:
    require_office(workspace.actor, "conflict")
    require_open(workspace.phase, "conflict")
    presiding.require_not_own(workspace, evaluator)
    presiding.require_free(workspace, dossier)
    if after.answer is Answer.UNSURE:
        raise UserError("DECLARATION_UNDECIDED", id=evaluator, dossier=dossier)
    if not after.decided:
        raise UserError("REASON_MISSING", verb="conflict")
    state = workspace.snapshot()
    answers = dict(pack_ledger.load(workspace).declared(evaluator))
    answers[dossier] = after
    is_conflict = after.answer is Answer.CONFLICT
    code = "STANDING_CONFLICT" if is_conflict else "STANDING_FREE"
    said = messages.sentence(code, {}, workspace.language)
    with workspace.act(verb, f"{evaluator}/{dossier}", f"{said}: {after.decided}") as unit:
        pack_ledger.keep_declared(unit, evaluator, answers)
        if is_conflict:
            said = conflict_reason(after, workspace.language) if after.type else after.decided
            reason = f"{said}: {after.decided}" if after.type and not after.note else said
            unit.panel.save_conflict(ConflictOfInterest(evaluator, dossier, reason))
            voiding.void(workspace, unit, state, [(evaluator, dossier)], reason)
    return Changes(panel=True, points=is_conflict)
