"""Agreed points proposed by the rule of the call: shown as proposed, agreed only when taken over.

A proposed value is never stored and never counts as agreed.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from delpanel.changes import Changes
from delpanel.errors import UserError
from delpanel.model.call import Call
from delpanel.services.consensus.agreeing import Agreement, agree, is_open
from delpanel.services.consensus.discrepancies import flagged_cells
from delpanel.services.state.computed import Computed
from delpanel.services.state.core_input import score_records
from delpanel.services.state.workspace import Workspace
from scoring.points.consolidate import aggregate, is_valid, round_half_up


@dataclass(frozen=True, slots=True)
class ProposedPoints:
    """What the rule of the call proposes for one criterion, in centipoints on the entry grid.

    ``is_flagged``: the sheets lie so far apart that the panel should talk first.
    """

    dossier: str
    criterion: str
    points_cp: int
    is_flagged: bool = False


def proposals(computed: Computed) -> dict[tuple[str, str], ProposedPoints]:
    """Propose points wherever nothing is agreed and everyone assigned has given points."""
    snapshot, call = computed.snapshot, computed.snapshot.call
    given: dict[tuple[str, str], list[int]] = {}
    for score in score_records(snapshot):
        if is_valid(score) and score.value_cp is not None:
            given.setdefault((score.dossier, score.criterion), []).append(score.value_cp)
    flagged = flagged_cells(computed)
    found = {}
    for key, cell in sorted(computed.consolidation.cells.items()):
        held = snapshot.agreed_by_cell.get(key)
        is_agreed = held is not None and held.points_cp is not None
        enough = cell.n_valid >= max(1, call.rules.consolidation.quorum)
        if is_agreed or not enough or is_open(cell):
            continue
        points = proposed_points(call, given[key])
        found[key] = ProposedPoints(*key, points, key in flagged)
    return found


def proposed_points(call: Call, given: Iterable[int]) -> int:
    """Apply the rule of the call to these points, rounded half up to the entry grid."""
    scale = call.rules.scale
    rules = replace(call.rules.consolidation, method=call.panel.proposal)
    exact = aggregate(list(given), rules)
    if exact is None:
        raise ValueError("no points to propose from")
    above = round_half_up(exact - scale.minimum_cp, scale.step_cp)
    return max(scale.minimum_cp, min(scale.maximum_cp, scale.minimum_cp + above))


def take_over(
    workspace: Workspace, dossier: str, criterion: str = "", *, flagged_too: bool = False
) -> Changes:
    """Agree on what is proposed for one criterion, or for every one of a dossier without a flag.

    Raises:
        UserError: UNKNOWN_DOSSIER, UNKNOWN_CRITERION; NOTHING_PROPOSED.
        NotAllowed: FROZEN, OFFICE_ONLY.
    """
    computed = workspace.computed()
    state = computed.snapshot
    if dossier not in state.dossier_by_id:
        raise UserError("UNKNOWN_DOSSIER", dossier=dossier)
    known = [c.id for c in state.call.rules.criteria]
    if criterion and criterion not in known:
        raise UserError("UNKNOWN_CRITERION", criterion=criterion, known=", ".join(known))
    wanted = [
        one
        for one in proposals(computed).values()
        if one.dossier == dossier
        and (one.criterion == criterion if criterion else flagged_too or not one.is_flagged)
    ]
    if not wanted:
        raise UserError("NOTHING_PROPOSED", dossier=dossier)
    return agree(workspace, [_agreement(computed, one) for one in wanted])


def _agreement(computed: Computed, one: ProposedPoints) -> Agreement:
    held = computed.snapshot.agreed_by_cell.get((one.dossier, one.criterion))
    motivation, reason = (held.motivation, held.reason) if held else ("", "")
    return Agreement(one.dossier, one.criterion, one.points_cp, motivation, reason)
