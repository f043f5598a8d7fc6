"""What the panel's points say about true ranks, province by province. Advisory, never a decision.

The model of ``scoring.statistics.expected_ranks`` on evaluators' own totals, over the dossiers that
pass every gate. Agreed points are no part of it.
"""

from __future__ import annotations

from dataclasses import dataclass

from delpanel.services.state.computed import Computed
from delpanel.services.state.core_input import score_records
from scoring.rules import Policy
from scoring.statistics.expected_ranks import CONTESTED_BELOW, ExpectedRank, expected_ranks
from scoring.statistics.panel_points import counted_scores, total_matrix


@dataclass(frozen=True, slots=True)
class ProvinceChance:
    """How sure it is that a province's hub is its best dossier.

    ``best`` is the probability that a hub is the best of its province, summed over the hubs;
    ``contested`` that it is below .8. ``rivals`` are the others with P(better than the first hub),
    the likeliest first. Without a hub ``hubs`` is empty and nothing is contested.
    """

    province: str
    hubs: tuple[str, ...]
    best: float
    contested: bool
    rivals: tuple[tuple[str, float], ...]


@dataclass(frozen=True, slots=True)
class ExpectedRanking:
    """Dossiers that pass every gate by expected rank; provinces of the call in its order."""

    dossiers: tuple[ExpectedRank, ...]
    provinces: tuple[ProvinceChance, ...]
    draws: int
    master_seed: int

    def province(self, nuts: str) -> ProvinceChance | None:
        """One province of the call."""
        return next((found for found in self.provinces if found.province == nuts), None)


def expected_ranking(computed: Computed, policy: Policy | None = None) -> ExpectedRanking:
    """Work it out; ``policy`` names the hubs, without it the call's own.

    Raises:
        InvalidInputError: ``observations_too_few``: fewer than two dossiers with points.
    """
    rules, passing = computed.core.rules, set(computed.ranking.passing)
    counted = counted_scores(score_records(computed.snapshot))
    observed = [
        observation
        for observation in total_matrix(counted, rules.criteria).observations()
        if observation.dossier in passing
    ]
    names = sorted({observation.dossier for observation in observed})
    regions = {dossier.id: dossier.region for dossier in computed.core.dossiers}
    found = expected_ranks(
        observed,
        rules.scale.maximum_cp - rules.scale.minimum_cp,
        regions=[regions[name] for name in names],
    )
    place = {name: number for number, name in enumerate(names)}
    funded = computed.quick_proposal(policy).funded
    provinces = []
    for province in computed.snapshot.call.provinces:
        inside = [name for name in names if regions[name] == province.nuts]
        hubs = tuple(name for name in funded if name in inside)
        best = sum(found.best[place[name]] for name in hubs)
        rivals: list[tuple[str, float]] = []
        if hubs:
            rivals = [
                (name, found.better[place[name]][place[hubs[0]]])
                for name in inside
                if name not in hubs
            ]
        provinces.append(
            ProvinceChance(
                province.nuts,
                hubs,
                best,
                bool(hubs) and best < CONTESTED_BELOW,
                tuple(sorted(rivals, key=lambda pair: (-pair[1], pair[0]))),
            )
        )
    return ExpectedRanking(
        tuple(sorted(found.dossiers, key=lambda row: (row.expected_rank, row.dossier))),
        tuple(provinces),
        found.draws,
        found.master_seed,
    )
