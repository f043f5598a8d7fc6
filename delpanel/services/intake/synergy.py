"""Declared synergy: pairs of hubs with points, set by the office before the first points are given.

Coverage first counts them when both hubs are funded; ranking order ignores them. A pair stays
recorded whatever becomes of its dossiers, and counts only while both can be funded.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from delpanel import messages
from delpanel.changes import Changes
from delpanel.errors import StaleValue, UserError
from delpanel.model.permissions import Phase, require_office
from delpanel.model.synergy import SynergyPair, pair_key
from delpanel.model.typed_text import cleaned
from delpanel.services.intake.printing import unprintable
from delpanel.services.people.assessing import read_points
from delpanel.services.state.computed import Computed
from delpanel.services.state.presiding import require_free
from delpanel.services.state.snapshot import Snapshot
from delpanel.services.state.workspace import Workspace
from scoring.ranking.gates import GateKind
from scoring.rules import Policy

STALE: Final = "SYNERGY_STALE"
LONGEST_REASON: Final = 1000
"""Characters; the overview prints a reason in one cell."""


class PairStanding(StrEnum):
    """Whether a pair counts: both funded, both may be, or one of them cannot be."""

    COUNTED = "counted"
    APART = "apart"
    IDLE = "idle"


@dataclass(frozen=True, slots=True)
class PairRow:
    """A pair with what it is worth in T units and how it stands under a policy.

    ``idle`` is a pair of which a dossier is gone, withdrawn, inadmissible or below a threshold.
    """

    pair: SynergyPair
    points: int
    standing: PairStanding


def declare(
    workspace: Workspace, one: str, other: str, points_cp: int | None, reason: str
) -> Changes:
    """Declare synergy of two dossiers, or change what was declared; the same again does nothing.

    Raises:
        NotAllowed: OFFICE_ONLY, PRESIDING_CONFLICT.
        UserError: SYNERGY_OFF where the call allows none; SYNERGY_LOCKED once points were given;
            UNKNOWN_DOSSIER, SYNERGY_SELF, SYNERGY_ZERO, SYNERGY_RANGE; REASON_MISSING,
            SYNERGY_REASON_LONG, SYNERGY_REASON_SIGNS for what no document can print.
        StaleValue: SYNERGY_STALE, somebody changed the panel meanwhile.
    """
    seen = workspace.store.data_version()
    state = _guarded(workspace, one, other)
    for dossier in (one, other):
        if dossier not in state.dossier_by_id:
            raise UserError("UNKNOWN_DOSSIER", dossier=dossier)
    if one == other:
        raise UserError("SYNERGY_SELF", dossier=one)
    if not points_cp:
        raise UserError("SYNERGY_ZERO")
    most = largest_cp(state)
    if abs(points_cp) > most:
        raise UserError("SYNERGY_RANGE", most_cp=most)
    held = pair_of(state, one, other)
    said = _reason(reason)
    if held is not None and (held.points_cp, held.reason) == (points_cp, said):
        return Changes()
    made = SynergyPair(
        *pair_key(one, other), points_cp, said, workspace.actor.name, workspace.now()
    )
    return _write(workspace, "synergy", (held, made), said, seen)


def withdraw(workspace: Workspace, one: str, other: str, reason: str) -> Changes:
    """Take a declared pair away; the journal keeps it.

    Raises:
        NotAllowed: OFFICE_ONLY, PRESIDING_CONFLICT. StaleValue: SYNERGY_STALE.
        UserError: SYNERGY_OFF, SYNERGY_LOCKED, SYNERGY_UNKNOWN; those of a reason.
    """
    seen = workspace.store.data_version()
    held = pair_of(_guarded(workspace, one, other), one, other)
    if held is None:
        raise UserError("SYNERGY_UNKNOWN", one=one, other=other)
    return _write(workspace, "synergy-removed", (held, None), _reason(reason), seen)


def put_back(
    workspace: Workspace, key: tuple[str, str], stands: SynergyPair | None, held: SynergyPair | None
) -> Changes:
    """Undo: put what was ``held`` in place of what ``stands``, as it was when it was written.

    Raises:
        NotAllowed: OFFICE_ONLY, PRESIDING_CONFLICT. UserError: SYNERGY_OFF, SYNERGY_LOCKED.
        StaleValue: SYNERGY_STALE, something else stands there now.
    """
    seen = workspace.store.data_version()
    if pair_of(_guarded(workspace, *key), *key) != stands:
        raise StaleValue(STALE)
    return _write(workspace, "synergy-undone", (stands, held), "", seen)


def is_locked(workspace: Workspace) -> bool:
    """Whether pairs can no longer be set, since points were given."""
    return workspace.phase is not Phase.INTAKE


def largest_cp(state: Snapshot) -> int:
    """The most a pair may be worth either way, in centipoints: the top of the scale."""
    return state.call.rules.scale.maximum_cp


def pair_of(state: Snapshot, one: str, other: str) -> SynergyPair | None:
    """What is declared on two dossiers, in either order."""
    return next((p for p in state.synergies if p.key == pair_key(one, other)), None)


def pair_rows(computed: Computed, policy: Policy | None = None) -> tuple[PairRow, ...]:
    """Give every pair with how it stands under a policy, the call's own unless given.

    Empty where the call allows no synergy: what is recorded then counts nowhere.

    Raises:
        ScoringError: the proposal could not be proved.
    """
    state = computed.snapshot
    if not state.call.synergy:
        return ()
    passing, able = frozenset(computed.ranking.passing), _able(computed)
    asked = any(passing.issuperset(pair.key) for pair in state.synergies)
    funded = frozenset(computed.proposal(policy).funded) if asked else frozenset()
    weight = computed.core.rules.weight_sum
    return tuple(
        PairRow(pair, pair.points_cp * weight, _standing(frozenset(pair.key), funded, able))
        for pair in state.synergies
    )


def standing_words(row: PairRow, language: str) -> str:
    """Say whether a pair counts, in a few words."""
    return messages.sentence(f"SYNERGY_STANDING_{row.standing}", {}, language)


def counted_sentence(
    computed: Computed, policy: Policy, language: str, most: int | None = None
) -> str:
    """Say which pairs are in the sum of a proposal and what they add; empty without any pair.

    Under ranking order they decide nothing, which is said too. Of more than ``most`` the rest is
    counted.
    """
    rows = pair_rows(computed, policy)
    if not rows:
        return ""
    counted = [row.pair for row in rows if row.standing is PairStanding.COUNTED]
    listed = ", ".join(
        f"{p.dossier_a} + {p.dossier_b} ({signed_points(p.points_cp)})" for p in counted[:most]
    )
    rest = 0 if most is None else len(counted[most:])
    if rest:
        more: Mapping[str, messages.Param] = {"pairs": listed, "count": rest}
        listed = messages.sentence("SYNERGY_MORE", more, language)
    params: Mapping[str, messages.Param] = {"pairs": listed}
    code = "SYNERGY_COUNTED" if counted else "SYNERGY_NONE_COUNTED"
    if policy is Policy.RANKING:
        code += "_RANKING"
    return messages.sentence(code, params, language)


def signed_points(points_cp: int) -> str:
    """Write points with their sign, as they are written everywhere else."""
    return ("+" if points_cp > 0 else "\u2212") + messages.points(abs(points_cp))


def read_signed(text: str) -> int | None:
    """Read points with or without a sign as people type them; None for an empty text.

    Raises:
        UserError: NUMBER_UNREADABLE.
    """
    return read_points(text.replace("\u2212", "-"))


def as_plain(computed: Computed) -> list[dict[str, object]]:
    """Give the pairs as plain data: the contract of ``delpanel synergy --json``."""
    return [
        {
            "dossiers": list(row.pair.key),
            "points_cp": row.pair.points_cp,
            "points": row.points,
            "reason": row.pair.reason,
            "standing": str(row.standing),
            "actor": row.pair.actor,
            "at": row.pair.at.isoformat(),
        }
        for row in pair_rows(computed)
    ]


def decision_part(computed: Computed, policy: Policy) -> dict[str, object]:
    """Give what a decision document says of the pairs; nothing at all where there are none."""
    rows = pair_rows(computed, policy)
    if not rows:
        return {}
    return {
        "synergies": [
            {
                "dossiers": list(row.pair.key),
                "points_cp": row.pair.points_cp,
                "points": row.points,
                "reason": row.pair.reason,
                "standing": str(row.standing),
            }
            for row in rows
        ]
    }


def _guarded(workspace: Workspace, one: str, other: str) -> Snapshot:
    require_office(workspace.actor, "synergy")
    state = workspace.snapshot()
    if not state.call.synergy:
        raise UserError("SYNERGY_OFF")
    if is_locked(workspace):
        raise UserError("SYNERGY_LOCKED")
    require_free(workspace, one, other)
    return state


def _reason(reason: str) -> str:
    """What is kept of a reason: it is printed, and cannot be mended once points were given."""
    said = " ".join(cleaned(reason).split())
    if not said:
        raise UserError("REASON_MISSING", verb="synergy")
    if len(said) > LONGEST_REASON:
        raise UserError("SYNERGY_REASON_LONG", length=len(said), most=LONGEST_REASON)
    if signs := unprintable(said):
        raise UserError("SYNERGY_REASON_SIGNS", signs=signs)
    return said


def _write(
    workspace: Workspace,
    verb: str,
    step: tuple[SynergyPair | None, SynergyPair | None],
    reason: str,
    seen: int,
) -> Changes:
    before, after = step
    pair = after or before
    if pair is None:
        return Changes()
    moved = f"{_said(before)} \u2192 {_said(after)}"
    subject, detail = "+".join(pair.key), f"{moved}: {reason}" if reason else moved
    with workspace.act(verb, subject, detail, based_on=seen, stale=STALE) as unit:
        if after is None:
            unit.synergies.remove(*pair.key)
        else:
            unit.synergies.save(after)
    return Changes(dossiers=frozenset(pair.key))


def _said(pair: SynergyPair | None) -> str:
    """What the journal keeps of a pair: its points with their sign, a dash for none."""
    return "\u2013" if pair is None else signed_points(pair.points_cp)


def _able(computed: Computed) -> frozenset[str]:
    """Who may still be funded, as far as is known: points that are missing stop nobody yet."""
    return frozenset(
        name
        for name, failed in computed.ranking.gates.items()
        if name not in computed.core.withdrawn
        and all(gate.kind is GateKind.UNRANKABLE for gate in failed)
    )


def _standing(pair: frozenset[str], funded: frozenset[str], able: frozenset[str]) -> PairStanding:
    if pair <= funded:
        return PairStanding.COUNTED
    return PairStanding.APART if pair <= able else PairStanding.IDLE
