from __future__ import annotations

from dataclasses import replace

from scoring.allocation.scenarios import Scenario, play
from scoring.rules import Policy
from tests.scoring.golden import expected, golden_dossiers, golden_rules


def test_envelopes_side_by_side() -> None:
    done: list[int] = []
    scenarios = [
        Scenario("as called", golden_rules(), golden_dossiers()),
        Scenario("more Flemish money", golden_rules(flemish=2_140_000), golden_dossiers()),
        Scenario("without D02", golden_rules(), golden_dossiers(leave_out=["D02"])),
        Scenario(
            "more of both", golden_rules(erdf=3_180_000, flemish=2_100_000), golden_dossiers()
        ),
    ]

    table = play(scenarios, Policy.COVERAGE, on_done=done.append)

    assert done == [1, 2, 3, 4]
    assert [cell.gained for cell in table.cells] == [(), (), ("D03",), ("D06",)]
    assert [cell.lost for cell in table.cells] == [(), (), ("D02",), ("D07",)]
    assert set(table.cells[0].proposal.funded) == set(expected()["policy_coverage"]["funded"])
    assert set(table.always) == {"D04", "D08", "D10"}
    assert set(table.sometimes) == {"D02", "D03", "D06", "D07"}
    assert "D01" in table.never


def test_policy_is_the_callers_not_the_calls() -> None:
    rules = replace(golden_rules(), policy=Policy.COVERAGE)

    table = play([Scenario("base", rules, golden_dossiers())], Policy.RANKING)

    assert set(table.cells[0].proposal.funded) == set(expected()["policy_ranking"]["funded"])


def test_no_scenario_is_an_empty_table() -> None:
    assert play([], Policy.COVERAGE).cells == ()
