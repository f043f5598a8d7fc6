from __future__ import annotations

from hypothesis import HealthCheck, given, settings

from scoring.ranking.gates import failed_gates
from scoring.ranking.rank import on_100, rank, strict_keys, total_of
from tests.scoring.funding_strategies import Case, cases

relaxed = settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@relaxed
@given(cases(most=9))
def test_a_ranking_lists_the_gates_each_dossier_fails_by_itself(case: Case) -> None:
    ranking = rank(case.rules, case.dossiers)

    assert ranking.gates == {d.id: failed_gates(case.rules, d) for d in case.dossiers}


@relaxed
@given(cases(most=9))
def test_the_line_is_that_of_the_full_keys(case: Case) -> None:
    ranking = rank(case.rules, case.dossiers)

    keys = strict_keys(case.rules, [d for d in case.dossiers if d.eligible])
    assert list(ranking.order) == sorted(keys, key=keys.__getitem__)


@relaxed
@given(cases(most=9))
def test_rows_carry_the_exact_total_on_100(case: Case) -> None:
    ranking = rank(case.rules, case.dossiers)

    complete = {d.id: d for d in case.dossiers if d.id in ranking.totals}
    assert {row.id: row.total_on_100 for row in ranking.rows if row.total is not None} == {
        name: on_100(case.rules, total_of(case.rules, d)) for name, d in complete.items()
    }
