"""What evaluators know and take on, and what a dossier asks somebody to know."""

from __future__ import annotations

from collections.abc import Container, Mapping, Sequence

from delpanel.changes import Changes
from delpanel.errors import UserError
from delpanel.model.panel import EvaluatorProfile, expertise_words
from delpanel.model.permissions import require_office, require_open
from delpanel.services.state.presiding import require_free
from delpanel.services.state.snapshot import Snapshot
from delpanel.services.state.workspace import Workspace


def save_profile(workspace: Workspace, profile: EvaluatorProfile) -> Changes:
    """Set what an evaluator knows and takes on; the same again changes nothing.

    Raises:
        NotAllowed: FROZEN, OFFICE_ONLY. UserError: UNKNOWN_EVALUATOR, PROFILE_RANGE.
    """
    state = _guarded(workspace, "profile")
    require_sound(state, state.evaluator_by_id, (profile,), ())
    if state.profile_of[profile.evaluator] == profile:
        return Changes()
    with workspace.act("profile", profile.evaluator, _said(profile)) as unit:
        unit.expertise.save_profile(profile)
    return Changes(panel=True)


def ask(workspace: Workspace, dossier: str, expertise: Sequence[str]) -> Changes:
    """Set what at least one evaluator of a dossier has to know; the same again changes nothing.

    Raises:
        NotAllowed: FROZEN, OFFICE_ONLY, PRESIDING_CONFLICT. UserError: UNKNOWN_DOSSIER.
    """
    state = _guarded(workspace, "expertise")
    require_sound(state, state.evaluator_by_id, (), (dossier,))
    require_free(workspace, dossier)
    words = expertise_words("\n".join(expertise))
    if tuple(sorted(words)) == state.dossier_expertise.get(dossier, ()):
        return Changes()
    with workspace.act("expertise", dossier, ", ".join(words)) as unit:
        unit.expertise.set_of_dossier(dossier, words)
    return Changes(panel=True)


def require_sound(
    state: Snapshot,
    evaluators: Container[str],
    profiles: Sequence[EvaluatorProfile],
    dossiers: Sequence[str],
) -> None:
    """Refuse profiles and dossiers that cannot be.

    Raises:
        UserError: UNKNOWN_EVALUATOR, UNKNOWN_DOSSIER, PROFILE_RANGE.
    """
    for profile in profiles:
        if profile.evaluator not in evaluators:
            raise UserError("UNKNOWN_EVALUATOR", id=profile.evaluator)
        least, most = profile.minimum or 0, profile.maximum
        if least < 0 or (most is not None and most < least):
            raise UserError("PROFILE_RANGE", id=profile.evaluator)
    for dossier in dossiers:
        if dossier not in state.dossier_by_id:
            raise UserError("UNKNOWN_DOSSIER", dossier=dossier)


def as_plain(state: Snapshot) -> Mapping[str, object]:
    """Give profiles and asked expertise as plain data."""
    return {
        "evaluators": [
            {
                "id": evaluator,
                "expertise": list(profile.expertise),
                "minimum": profile.minimum,
                "maximum": profile.maximum,
            }
            for evaluator, profile in state.profile_of.items()
        ],
        "dossiers": [
            {"id": d.id, "expertise": list(state.dossier_expertise.get(d.id, ()))}
            for d in state.dossiers
        ],
    }


def _guarded(workspace: Workspace, verb: str) -> Snapshot:
    require_office(workspace.actor, verb)
    require_open(workspace.phase, verb)
    return workspace.snapshot()


def _said(profile: EvaluatorProfile) -> str:
    """What the journal keeps: the words, then minimum and maximum, a dash for what is not said."""
    least = "-" if profile.minimum is None else str(profile.minimum)
    most = "-" if profile.maximum is None else str(profile.maximum)
    return f"{', '.join(profile.expertise) or '-'} ({least}/{most})"
