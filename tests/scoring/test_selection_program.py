from __future__ import annotations

from collections.abc import Collection

from scoring.dossiers import Synergy
from scoring.selection.problem import Candidate, Option, SelectionProblem
from scoring.selection.selection_program import SelectionProgram


def candidate(name: str, total: int, erdf: int, need: int, region: str = "ANT") -> Candidate:
    return Candidate(name, region, total, (Option(0, 10000, erdf, need, need, 0),))


def replaceable(
    *candidates: Candidate,
    hubs: int = 1,
    forced: Collection[str] = (),
    synergies: tuple[Synergy, ...] = (),
) -> set[str]:
    problem = SelectionProblem(
        candidates=candidates,
        limits={"ANT": hubs, "LIM": hubs},
        erdf_budget=1000,
        cofin_budget=1000,
        coverage_first=True,
        synergies=synergies,
    )
    program = SelectionProgram(problem, forced, 10)
    return {program.columns[index][0] for index in program.replaceable(forced)}


GOOD = candidate("GOOD", 900, 400, 100)
DEARER = candidate("DEARER", 800, 500, 100)


def test_a_lower_total_that_takes_as_much_is_replaceable() -> None:
    assert replaceable(GOOD, DEARER) == {"DEARER"}


def test_who_takes_less_of_either_budget_is_not() -> None:
    less_erdf = candidate("LESS_ERDF", 700, 300, 500)
    less_need = candidate("LESS_NEED", 600, 600, 50)

    assert replaceable(GOOD, less_erdf, less_need) == set()


def test_two_that_undercut_in_one_budget_each_replace_nobody_together() -> None:
    cheap = candidate("CHEAP", 850, 100, 400)

    assert replaceable(GOOD, cheap, candidate("BETWEEN", 700, 300, 200)) == set()
    assert replaceable(GOOD, cheap, candidate("ABOVE", 700, 450, 450)) == {"ABOVE"}


def test_of_equals_one_stays() -> None:
    assert len(replaceable(GOOD, candidate("TWIN", 900, 400, 100))) == 1


def test_another_province_replaces_nobody() -> None:
    assert replaceable(GOOD, candidate("FAR", 800, 500, 100, "LIM")) == set()


def test_nobody_is_left_out_where_more_than_one_hub_may_be_funded() -> None:
    assert replaceable(GOOD, DEARER, hubs=2) == set()


def test_nobody_is_left_out_beside_a_forced_one() -> None:
    assert replaceable(GOOD, DEARER, forced=("DEARER",)) == set()


def test_nobody_is_left_out_beside_one_of_a_declared_pair() -> None:
    far = candidate("FAR", 800, 500, 100, "LIM")

    assert replaceable(GOOD, DEARER, far, synergies=(Synergy("DEARER", "FAR", 50),)) == set()
