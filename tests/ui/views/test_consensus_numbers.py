from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import pytest

from delpanel.progress import Cancelled, silent
from delpanel.services.allocation.funded_map import funded_map
from delpanel.services.rankings.ranking import preview_weights
from delpanel.services.state.computed import Computed
from delpanel.services.state.workspace import Workspace
from scoring.dossiers import Dossier
from scoring.ranking.rank import Ranking, rank
from tests.ui.views.score_panel import CRITERIA, make_panel
from ui.models.points import in_sentence
from ui.models.ranking import percent_text, signed_total
from ui.models.ranking_map import outlines
from ui.models.ranking_reach import half_step_reach, weight_reach
from ui.models.weights import TrialWeights

COMPLEMENTARITY, REACH, INFRASTRUCTURE = CRITERIA
OFFICIAL = {COMPLEMENTARITY: 40, REACH: 35, INFRASTRUCTURE: 25}


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    with make_panel(tmp_path, scored=True, agreed=True) as opened:
        yield opened


def test_half_step_reach_is_what_a_new_ranking_says(workspace: Workspace) -> None:
    computed = workspace.computed()

    found = half_step_reach(computed)

    assert len(found) == 12
    for dossier in computed.core.dossiers:
        if dossier.id in found:
            places = _places_after_half_steps(computed, dossier)
            reach = found[dossier.id]
            assert (reach.best, reach.worst) == (min(places), max(places)), dossier.id


def test_weight_reach_holds_for_every_whole_weight_of_the_box(workspace: Workspace) -> None:
    computed = workspace.computed()

    found = weight_reach(computed)

    for first in range(35, 46):
        for second in range(30, 41):
            third = 100 - first - second
            if 20 <= third <= 30:
                totals = _totals(computed, (first, second, third))
                for name, total in totals.items():
                    place = 1 + sum(other > total for other in totals.values())
                    assert found[name].best <= place <= found[name].worst


def test_weight_reach_stops_when_asked(workspace: Workspace) -> None:
    def stop(done: int, total: int, code: str = "") -> None:
        del done, total, code
        raise Cancelled

    with pytest.raises(Cancelled):
        weight_reach(workspace.computed(), stop)


def test_map_says_what_the_deciding_policy_funds_under_those_weights(workspace: Workspace) -> None:
    computed = workspace.computed()

    found = funded_map(computed, silent)

    assert sum(region.share for region in found.found.regions) == 1
    for weights in ((40, 35, 25), (20, 50, 30), (70, 20, 10), (10, 20, 70), (33, 34, 33)):
        region = found.found.region_at(weights)
        assert region is not None
        named = dict(zip((c.id for c in computed.core.rules.criteria), weights, strict=True))
        other = preview_weights(computed, named)
        assert region.funded == frozenset(other.proposal().funded)


def test_outlines_enclose_the_area_of_their_region(workspace: Workspace) -> None:
    found = funded_map(workspace.computed(), silent)

    for region in found.found.regions:
        loops = outlines(region)
        enclosed = sum((_area(loop) for loop in loops), Fraction(0))
        assert enclosed == sum((cell.area for cell in region.cells), Fraction(0))


def test_trial_keeps_sum_and_proportions_there_and_back() -> None:
    weights = TrialWeights(OFFICIAL)

    weights.move(REACH, 20)
    halfway = weights.trial
    weights.move(REACH, 0)
    weights.move(REACH, 35)

    assert halfway == {COMPLEMENTARITY: 49, REACH: 20, INFRASTRUCTURE: 31}
    assert weights.trial == OFFICIAL
    assert not weights.differs


def test_trial_of_three_equal_weights_moves_in_small_steps() -> None:
    weights = TrialWeights({"a": 1, "b": 1, "c": 1})

    weights.move("a", 36)

    assert weights.total == 102
    assert weights.trial == {"a": 36, "b": 33, "c": 33}
    assert weights.share("a") == Fraction(6, 17)
    weights.restore()
    assert weights.to_commit() == {"a": 1, "b": 1, "c": 1}


def test_trial_can_put_all_weight_on_one_and_take_it_back() -> None:
    weights = TrialWeights(OFFICIAL)

    weights.move(COMPLEMENTARITY, 100)
    weights.move(REACH, 50)

    assert weights.trial == {COMPLEMENTARITY: 50, REACH: 50, INFRASTRUCTURE: 0}


@pytest.mark.parametrize(
    ("share", "text"),
    [
        (Fraction(2, 5), "40 %"),
        (Fraction(1, 3), "33 1/3 %"),
        (Fraction(1, 8), "12,5 %"),
        (Fraction(10, 33), "30,3 %"),
    ],
)
def test_share_of_weight_is_written_exactly_where_it_reads(share: Fraction, text: str) -> None:
    assert percent_text(share) == text


def test_difference_never_looks_like_none() -> None:
    assert signed_total(Fraction(1, 1000)) == "+<0,01"
    assert signed_total(Fraction(-7, 2)) == "\N{MINUS SIGN}3,5"
    assert signed_total(Fraction(0)) == "0,0"


def test_abbreviation_keeps_its_capitals_inside_a_sentence() -> None:
    assert in_sentence("Kmo-bereik") == "kmo-bereik"
    assert in_sentence("SME reach") == "SME reach"


def _places_after_half_steps(computed: Computed, dossier: Dossier) -> list[int]:
    """The rank among the dossiers that pass now, for each half step and for none."""
    rules, scale = computed.core.rules, computed.core.rules.scale
    changes = [(None, 0)] + [(c.id, step) for c in rules.criteria for step in (50, -50)]
    places = []
    for criterion, step in changes:
        scores = dict(dossier.scores_cp)
        if criterion is not None:
            moved = max(scale.minimum_cp, min(scale.maximum_cp, scores[criterion] + step))
            scores[criterion] = moved
        others = [
            replace(dossier, scores_cp=scores) if d is dossier else d for d in _passing(computed)
        ]
        again: Ranking = rank(replace(rules, total_threshold=None), others)
        places.append(again.ranks[dossier.id])
    return places


def _passing(computed: Computed) -> list[Dossier]:
    return [d for d in computed.core.dossiers if d.id in set(computed.ranking.passing)]


def _totals(computed: Computed, weights: tuple[int, int, int]) -> dict[str, int]:
    return {
        d.id: sum(w * d.scores_cp[c] for w, c in zip(weights, CRITERIA, strict=True))
        for d in _passing(computed)
    }


def _area(loop: tuple[tuple[int, ...], ...]) -> Fraction:
    """The share of the triangle a closed line encloses, by the shoelace formula."""
    points = [(Fraction(a, a + b + c), Fraction(b, a + b + c)) for a, b, c in loop]
    doubled = Fraction(0)
    for (x, y), (u, v) in zip(points, (*points[1:], points[0]), strict=True):
        doubled += x * v - u * y
    return abs(doubled)
