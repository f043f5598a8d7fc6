from __future__ import annotations

from dataclasses import replace
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scoring.errors import NotProvenError
from scoring.selection.extra_money import ExtraMoney, Mix
from scoring.selection.optimum import optimum
from scoring.selection.problem import Candidate, Option, SelectionProblem

OPTIONS = st.tuples(st.integers(1, 3), st.integers(0, 2), st.integers(0, 1))
"""ERDF, need, and room above the need."""

CANDIDATES = st.lists(
    st.tuples(st.integers(0, 2), st.integers(0, 5), OPTIONS, st.booleans()), min_size=1, max_size=4
)


def problem_of(
    drawn: list[tuple[int, int, tuple[int, int, int], bool]], erdf: int, cofin: int
) -> SelectionProblem:
    """Candidates in strict order; a second variant at half the budget where it is drawn."""
    found = []
    for number, (region, total, (e, need, above), has_half) in enumerate(
        sorted(drawn, key=lambda row: -row[1])
    ):
        options = [Option(0, 10000, e, need, need + above, 0)]
        if has_half:
            options.append(Option(1, 5000, max(1, e // 2), need // 2, need // 2 + above, 5))
        found.append(
            Candidate(f"D{number}", str(region), total, tuple(options), variants=len(options))
        )
    return SelectionProblem(tuple(found), dict.fromkeys("012", 1), erdf, cofin, True)


MOST = 13
"""No portfolio takes more of either envelope."""


def tried(problem: SelectionProblem) -> dict[str, set[Mix]]:
    """The smallest of all mixes on a grid that is large enough for everything, by dossier."""
    inside: dict[str, list[Mix]] = {candidate.id: [] for candidate in problem.candidates}
    for erdf, cofin in product(range(MOST), repeat=2):
        grown = replace(
            problem,
            erdf_budget=problem.erdf_budget + erdf,
            cofin_budget=problem.cofin_budget + cofin,
        )
        best = optimum(grown, both_engines=False)
        assert best is not None
        for name in best.ids:
            inside[name].append(Mix(erdf, cofin))
    return {
        name: {m for m in mixes if not any(beats(o, m) for o in mixes)}
        for name, mixes in inside.items()
    }


def beats(one: Mix, other: Mix) -> bool:
    return (
        one != other and one.erdf_cents <= other.erdf_cents and one.cofin_cents <= other.cofin_cents
    )


@settings(max_examples=60, deadline=None)
@given(CANDIDATES, st.integers(0, 6), st.integers(0, 3))
def test_every_smallest_mix_is_found_and_no_other(
    drawn: list[tuple[int, int, tuple[int, int, int], bool]], erdf: int, cofin: int
) -> None:
    problem = problem_of(drawn, erdf, cofin)
    asked = ExtraMoney(problem)

    for name, wanted in tried(problem).items():
        assert asked.mixes(name) == tuple(sorted(wanted))


def test_less_of_one_envelope_takes_more_of_the_other() -> None:
    """C fits beside A with more ERDF, or instead of B with more co-financing and less ERDF."""
    rows = (
        Candidate("A", "0", 50, (Option(0, 10000, 4, 0, 0, 0),)),
        Candidate("B", "1", 30, (Option(0, 10000, 4, 1, 1, 0),)),
        Candidate("C", "1", 40, (Option(0, 10000, 5, 4, 4, 0), Option(1, 5000, 4, 6, 6, 9)), 2),
    )
    problem = SelectionProblem(rows, {"0": 1, "1": 1}, 8, 1, True)

    assert ExtraMoney(problem).mixes("C") == (Mix(0, 5), Mix(1, 3))
    assert ExtraMoney(problem).mixes("A") == (Mix(0, 0),)


def test_one_that_another_of_its_province_always_beats_never_comes_in() -> None:
    rows = (
        Candidate("A", "0", 50, (Option(0, 10000, 4, 0, 0, 0),)),
        Candidate("B", "0", 40, (Option(0, 10000, 5, 1, 1, 0),)),
    )
    problem = SelectionProblem(rows, {"0": 1}, 1, 0, True)

    assert ExtraMoney(problem).mixes("B") == ()


def test_what_is_too_large_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("scoring.selection.extra_money.MOST_TRIED", 0)
    problem = problem_of([(0, 3, (2, 1, 1), False)], 0, 0)

    with pytest.raises(NotProvenError) as refused:
        ExtraMoney(problem).mixes("D0")
    assert refused.value.code == "too_large"
