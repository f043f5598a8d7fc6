from __future__ import annotations

from pathlib import Path

from delpanel.services.allocation.co_optima import co_optima
from delpanel.services.allocation.robust_set import robust_set
from delpanel.services.decision import funding_view
from scoring.rules import Policy
from tests.factories import CRITERIA, dossier, f1_panel, judged_panel


def test_golden_call_has_one_best_choice(tmp_path: Path) -> None:
    with f1_panel(tmp_path) as workspace:
        computed = workspace.computed()

        assert co_optima(computed) == (computed.proposal(Policy.COVERAGE).funded,)
        assert len(funding_view.as_plain(computed, Policy.COVERAGE, "nl")["co_optimal"]) == 1  # type: ignore[arg-type]  # plain data
        assert funding_view.as_plain(computed, Policy.RANKING, "nl")["co_optimal"] == []


def test_every_choice_that_is_as_good_is_listed_the_proposed_one_first(tmp_path: Path) -> None:
    """Two dossiers of one province with the same points and the same money."""
    twins = [dossier("D01"), dossier("D02"), dossier("D03", nuts="BE22")]
    points = {name: dict.fromkeys(CRITERIA, 400) for name in ("D01", "D02", "D03")}

    with judged_panel(tmp_path, twins, points) as workspace:
        computed = workspace.computed()
        proposal = computed.proposal(Policy.COVERAGE)
        found = co_optima(computed)

    assert proposal.n_ties == 2
    assert found[0] == proposal.funded
    assert {frozenset(names) for names in found} == {
        frozenset({"D01", "D03"}),
        frozenset({"D02", "D03"}),
    }


def test_core_of_the_golden_call_is_in_every_choice_that_can_be_defended(tmp_path: Path) -> None:
    with f1_panel(tmp_path) as workspace:
        computed = workspace.computed()
        found = robust_set(computed)
        proposed = frozenset(computed.proposal(Policy.COVERAGE).funded)

    assert found is not None
    assert proposed in found.portfolios
    for name, index in zip(found.dossiers, found.core_index, strict=True):
        assert (index == 1) == all(name in portfolio for portfolio in found.portfolios)
