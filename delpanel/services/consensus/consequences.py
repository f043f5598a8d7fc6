"""What one state of a panel changed in the outcome against another: funded set and ranks, exactly.

Only the policy of the call counts here. The funded set is that of the integer engine, which the
official proposal is held against in any case.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from delpanel.model.assessment import AgreedPoints
from delpanel.model.ledger import Consequence, RankMove
from delpanel.services.state.computed import Computed
from delpanel.services.state.snapshot import Snapshot
from scoring.errors import ScoringError


def consequence(before: Computed, after: Computed) -> Consequence:
    """Compare two states of one panel; a set that cannot be computed is not known."""
    then, now = funded(before), funded(after)
    known = then is not None and now is not None
    was, is_ = then or (), now or ()
    return Consequence(
        policy=str(after.core.rules.policy),
        funded=is_,
        entered=tuple(name for name in is_ if known and name not in was),
        left=tuple(name for name in was if known and name not in is_),
        moves=_moves(ranks(before), ranks(after)),
        is_known=known,
    )


def funded(computed: Computed) -> tuple[str, ...] | None:
    """Give the funded set in strict order; None where no proposal could be proved."""
    try:
        return computed.quick_proposal().funded
    except ScoringError:
        return None


def ranks(computed: Computed) -> dict[str, int | None]:
    """Give the rank of every dossier that takes part; None for one without."""
    return {row.id: row.rank for row in computed.ranking.rows}


def with_agreed(
    snapshot: Snapshot, changed: Mapping[tuple[str, str], AgreedPoints | None]
) -> Snapshot:
    """Give the panel with this consensus on some cells; None takes one away."""
    held = {**snapshot.agreed_by_cell, **changed}
    kept = tuple(agreed for key in sorted(held) if (agreed := held[key]) is not None)
    return replace(snapshot, agreed=kept)


def _moves(
    before: Mapping[str, int | None], after: Mapping[str, int | None]
) -> tuple[RankMove, ...]:
    return tuple(
        RankMove(name, before.get(name), after.get(name))
        for name in sorted({*before, *after})
        if before.get(name) != after.get(name)
    )
