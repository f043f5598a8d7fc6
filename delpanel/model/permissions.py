"""Who may do what in which phase: one named predicate per verb, no sentences."""

from __future__ import annotations

from enum import StrEnum

from delpanel.errors import NotAllowed
from delpanel.model.actor import Actor, Role


class Phase(StrEnum):
    """Where a panel stands. It follows from what the panel holds; nobody sets it by hand."""

    INTAKE = "intake"
    ASSESSMENT = "assessment"
    FROZEN = "frozen"


def phase_of(*, has_opened: bool, is_frozen: bool) -> Phase:
    """Derive the phase: frozen beats opened scores, opened scores beat intake.

    ``has_opened``: points stood in the panel at any time, whatever became of them since. It never
    turns false again, so nobody clears points to change rules unseen and puts them back.
    """
    if is_frozen:
        return Phase.FROZEN
    return Phase.ASSESSMENT if has_opened else Phase.INTAKE


def require_open(phase: Phase, verb: str) -> None:
    """Refuse a change of anything a frozen allocation was made from.

    Raises:
        NotAllowed: FROZEN, naming the verb.
    """
    if phase is Phase.FROZEN:
        raise NotAllowed("FROZEN", verb=verb)


def require_office(actor: Actor, verb: str) -> None:
    """Refuse an act of the office (secretariat or chair) to others.

    Raises:
        NotAllowed: OFFICE_ONLY, naming the verb.
    """
    if actor.role not in {Role.CHAIR, Role.SECRETARIAT}:
        raise NotAllowed("OFFICE_ONLY", verb=verb)


def require_own_sheet(actor: Actor, evaluator: str) -> None:
    """Refuse an evaluator the sheet of another.

    Raises:
        NotAllowed: OTHER_SHEET.
    """
    if actor.role is Role.EVALUATOR and actor.evaluator_id != evaluator:
        raise NotAllowed("OTHER_SHEET")


def require_unreleased(actor: Actor, *, released: bool) -> None:
    """Refuse an evaluator a change of points once the panel may see those of everybody.

    Raises:
        NotAllowed: RELEASED.
    """
    if released and actor.role is Role.EVALUATOR:
        raise NotAllowed("RELEASED")


def require_chair(actor: Actor, verb: str) -> None:
    """Refuse an act of the chair to others.

    Raises:
        NotAllowed: CHAIR_ONLY, naming the verb.
    """
    if actor.role is not Role.CHAIR:
        raise NotAllowed("CHAIR_ONLY", verb=verb)
