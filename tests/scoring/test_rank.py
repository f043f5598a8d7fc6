from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from hashlib import sha256

import pytest

from scoring.dossiers import Dossier
from scoring.ranking.gates import failed_gates
from scoring.ranking.ladder import lot
from scoring.ranking.rank import Standing, ex_aequo_ranks, rank
from scoring.rules import (
    Criterion,
    Direction,
    FundingRules,
    GroupBasis,
    GroupGate,
    Region,
    Rules,
    TieAttribute,
    TotalBasis,
    TotalThreshold,
)

RULES = Rules(
    criteria=(Criterion("COMP", 2), Criterion("SME", 1), Criterion("INFRA", 1, 300)),
    regions=(Region("ANT"),),
    funding=FundingRules(4000, 0, 0),
    tie_order=("SME",),
    tie_attributes=(TieAttribute("age", Direction.ASC), TieAttribute("smes")),
    lottery_seed="seed",
)


def dossier(name: str, comp: int, sme: int, infra: int, **attributes: int) -> Dossier:
    return Dossier(
        name,
        "ANT",
        scores_cp={"COMP": comp, "SME": sme, "INFRA": infra},
        attributes={"age": 0, "smes": 0, **attributes},
    )


def test_each_level_of_the_ladder_decides_in_turn() -> None:
    twins = sorted(("X", "Y"), key=lambda name: sha256(f"seed:{name}".encode()).hexdigest())
    listed = [
        dossier("A", 500, 350, 300),
        dossier("B", 450, 350, 350),
        dossier("C", 450, 300, 400),
        dossier("D", 450, 300, 400, age=1, smes=9),
        dossier("E", 450, 300, 400, age=1, smes=8),
        dossier("X", 300, 300, 300),
        dossier("Y", 300, 300, 300),
    ]

    found = rank(RULES, listed)

    assert found.order == ("A", "B", "C", "D", "E", *twins)
    assert found.decided_by == (
        "TOTAL",
        "CRITERION:SME",
        "ATTRIBUTE:age",
        "ATTRIBUTE:smes",
        "TOTAL",
        "LOT",
    )
    assert [found.ranks[name] for name in found.order] == [1, 2, 2, 2, 2, 6, 6]


def test_lot_is_the_committed_hash() -> None:
    assert lot("seed", "D01") == sha256(b"seed:D01").hexdigest()


def test_ranks_count_only_the_chosen_subset() -> None:
    totals = {"A": 9, "B": 8, "C": 8, "D": 7}

    assert ex_aequo_ranks(totals, ["B", "C", "D"]) == {"B": 1, "C": 1, "D": 3}


def test_published_rows_keep_everyone_and_say_why_there_is_no_rank() -> None:
    listed = [
        dossier("A", 500, 500, 250),
        dossier("B", 300, 300, 300),
        dossier("C", 300, 300, 300),
        replace(dossier("D", 500, 500, 500), eligible=False),
        Dossier("E", "ANT", scores_cp={"COMP": 400}, attributes={"age": 0, "smes": 0}),
    ]

    rows = {row.id: row for row in rank(RULES, listed).rows}

    assert {name: (row.standing, row.rank) for name, row in rows.items()} == {
        "A": (Standing.GATED, None),
        "B": (Standing.RANKED, 1),
        "C": (Standing.RANKED, 1),
        "D": (Standing.INELIGIBLE, None),
        "E": (Standing.UNRANKABLE, None),
    }
    assert rows["B"].ex_aequo
    assert rows["C"].decided_by in {"LOT", ""}
    assert rows["D"].total_on_100 == 100
    assert rows["E"].total is None
    assert rows["A"].total_on_100 == Fraction(100 * 1750, 4 * 500)
    assert {gate.code for gate in rows["E"].gates} == {"UNRANKABLE:INFRA", "UNRANKABLE:SME"}


def test_gated_dossiers_take_no_rank_from_the_others() -> None:
    found = rank(RULES, [dossier("A", 500, 500, 250), dossier("B", 400, 400, 400)])

    assert found.ranks == {"A": 1, "B": 2}
    assert found.row("B").rank == 1
    with pytest.raises(KeyError):
        found.row("Z")


@pytest.mark.parametrize(
    ("basis", "threshold", "scores", "passes"),
    [
        (TotalBasis.WEIGHTED, 300, (300, 300, 300), True),
        (TotalBasis.WEIGHTED, 301, (300, 300, 303), False),
        (TotalBasis.WEIGHTED, 301, (302, 300, 300), True),
        (TotalBasis.UNWEIGHTED, 333, (300, 349, 350), True),
        (TotalBasis.UNWEIGHTED, 333, (299, 349, 350), False),
    ],
)
def test_overall_gate_on_both_bases(
    basis: TotalBasis, threshold: int, scores: tuple[int, int, int], passes: bool
) -> None:
    rules = replace(RULES, total_threshold=TotalThreshold(threshold, basis))

    failed = failed_gates(rules, dossier("A", *scores))

    assert [gate.code for gate in failed] == ([] if passes else ["TOTAL"])


@pytest.mark.parametrize(
    ("basis", "minimum", "missing"),
    [
        (GroupBasis.EACH, 350, 50),
        (GroupBasis.EACH, 300, None),
        (GroupBasis.SUM, 701, 1),
        (GroupBasis.SUM, 700, None),
        (GroupBasis.WEIGHTED, 367, Fraction(1, 3)),
        (GroupBasis.WEIGHTED, 366, None),
    ],
)
def test_group_gates(basis: GroupBasis, minimum: int, missing: Fraction | int | None) -> None:
    rules = replace(RULES, group_gates=(GroupGate("block", ("COMP", "SME"), basis, minimum),))

    failed = failed_gates(rules, dossier("A", 400, 300, 300))

    assert [(g.code, g.missing_cp) for g in failed] == (
        [] if missing is None else [("GROUP:block", missing)]
    )


def test_all_failed_gates_are_listed() -> None:
    rules = replace(
        RULES,
        total_threshold=TotalThreshold(300),
        group_gates=(GroupGate("block", ("COMP",), GroupBasis.EACH, 300),),
    )

    failed = failed_gates(rules, replace(dossier("A", 100, 100, 100), eligible=False))

    assert [gate.code for gate in failed] == [
        "INELIGIBLE",
        "CRITERION:INFRA",
        "GROUP:block",
        "TOTAL",
    ]
    assert [gate.missing_cp for gate in failed] == [None, 200, 200, 200]


def test_a_group_of_weight_zero_cannot_be_failed_on_its_weighted_mean() -> None:
    rules = replace(
        RULES,
        criteria=(Criterion("COMP", 1), Criterion("SME", 0), Criterion("INFRA", 1)),
        group_gates=(GroupGate("block", ("SME",), GroupBasis.WEIGHTED, 300),),
    )

    assert failed_gates(rules, dossier("A", 300, 0, 300)) == ()
