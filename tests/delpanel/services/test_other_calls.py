"""The two other shipped calls, each with an example worked by hand in the comments."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from delpanel.model.dossier import Dossier, Partner
from delpanel.services.allocation.funding import funding_rows
from delpanel.services.calls import calling
from delpanel.services.rankings import ranking_view
from delpanel.services.state.workspace import Workspace
from scoring.rules import Policy
from tests.factories import dossier, give_points, new_panel, put_dossiers, seat_panel, with_money

MILLION = 100_000_000
"""Cents in a million euro."""


def asking(dossier_id: str, cost: int, erdf: int, flemish: int, **changes: Any) -> Dossier:
    """Give a dossier with amounts in millions of euro."""
    return with_money(
        dossier(dossier_id, **changes), cost * MILLION, erdf * MILLION, flemish * MILLION
    )


def points(workspace: Workspace, by_dossier: Mapping[str, Mapping[str, tuple[int, ...]]]) -> None:
    """Let E1, E2, ... give points on the scale of the call."""
    for dossier_id, row in by_dossier.items():
        for criterion, given in row.items():
            for number, value in enumerate(given, start=1):
                give_points(workspace, {dossier_id: {criterion: value}}, [f"E{number}"])


def ranked(workspace: Workspace) -> dict[str, dict[str, Any]]:
    return {str(row["id"]): row for row in ranking_view.as_plain(workspace.computed(), "nl")}


@pytest.fixture(scope="module")
def efro(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workspace]:
    folder = tmp_path_factory.mktemp("efro")
    with new_panel(folder, calling.shipped_text("efro-vl-2022")) as workspace:
        put_dossiers(
            workspace,
            [
                asking("A", 3, 1, 1),
                asking("B", 3, 1, 1),
                asking("C", 3, 1, 1),
                asking("D", 15, 6, 1),
                asking("E", 15, 5, 1),
            ],
        )
        seat_panel(workspace, 3)
        points(
            workspace,
            {
                # exactly on both thresholds: 30/50 and 60/100
                "A": {"strategic": (3000, 3000, 3000), "operational": (3000, 3000, 3000)},
                # 79 in all, but 29 of 50 on the strategic block
                "B": {"strategic": (2900, 2900, 2900), "operational": (5000, 5000, 5000)},
                # 45 of 50 on the strategic block, but 59 in all
                "C": {"strategic": (4500, 4500, 4500), "operational": (1400, 1400, 1400)},
                # the median of 20, 40 and 41 is 40; with 35 that is 75
                "D": {"strategic": (2000, 4100, 4000), "operational": (3500, 3500, 3500)},
                # 75 as well; the strategic block decides
                "E": {"strategic": (3500, 3500, 3500), "operational": (4000, 4000, 4000)},
            },
        )
        yield workspace


def test_efro_adds_its_two_blocks_to_a_hundred(efro: Workspace) -> None:
    assert {name: row["total"] for name, row in ranked(efro).items()} == {
        "A": "60",
        "B": "79",
        "C": "59",
        "D": "75",
        "E": "75",
    }


def test_efro_asks_thirty_of_fifty_and_sixty_of_a_hundred(efro: Workspace) -> None:
    rows = ranked(efro)

    assert {name for name, row in rows.items() if row["verdict"] == "ranked"} == {"A", "D", "E"}
    assert rows["B"]["reason"] == "Strategisch deel 29 < 30"
    assert rows["C"]["reason"] == "Totaal 59 < 60"


def test_efro_lets_the_strategic_block_decide_a_level_total(efro: Workspace) -> None:
    rows = ranked(efro)

    assert [(name, row["rank"]) for name, row in rows.items() if row["rank"]] == [
        ("D", 1),
        ("E", 1),
        ("A", 3),
    ]
    assert rows["D"]["ex_aequo"]
    assert rows["E"]["decided_by"] == "CRITERION:strategic"
    assert rows["E"]["decided_by_sentence"] == "gelijk totaal; Strategisch deel besliste"


def test_efro_stops_its_list_at_the_first_dossier_that_does_not_fit(efro: Workspace) -> None:
    # 10 million ERDF: D takes 6, E asks 5 of the 4 that are left, A is not looked at any more
    proposal = efro.computed().proposal()

    assert proposal.policy is Policy.RANKING
    assert proposal.funded == ("D",)
    rows = {row.id: row for row in funding_rows(efro.computed(), "nl")}
    assert rows["E"].ranking.sentence.endswith("te kort €\u00a01.000.000,00 EFRO.")
    assert rows["A"].ranking.sentence.endswith(
        "de lijst stopt bij E, dat niet in de enveloppe past."
    )
    assert rows["A"].ranking.decision == "RES"


@pytest.fixture(scope="module")
def horizon(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workspace]:
    folder = tmp_path_factory.mktemp("horizon")
    with new_panel(folder, calling.shipped_text("horizon")) as workspace:
        three = (*dossier().partners, Partner("3", "Derde partner"))
        put_dossiers(
            workspace,
            [asking(name, 4, 2, 0, nuts="EU", partners=three) for name in "UVWXYZ"],
        )
        seat_panel(workspace, 4)
        given = {
            # excellence, impact, implementation; weights 2, 3, 2 of 7
            "U": (450, 400, 300),  # 11,5: 9 + 12 + 6 = 27
            "V": (300, 500, 300),  # 11: 6 + 15 + 6 = 27, more impact than U
            "W": (250, 500, 500),  # 12,5: the highest total, but 2,5 on excellence
            "X": (300, 400, 300),  # 10 of 15, exactly: 6 + 12 + 6 = 24
            "Y": (500, 300, 350),  # 11,5: 10 + 9 + 7 = 26
            "Z": (350, 300, 300),  # 9,5 of 15
        }
        criteria = ("excellence", "impact", "implementation")
        points(
            workspace,
            {
                name: {c: (v, v, v, v) for c, v in zip(criteria, row, strict=True)}
                for name, row in given.items()
            },
        )
        yield workspace


def test_horizon_weighs_for_the_ranking(horizon: Workspace) -> None:
    totals = {name: Fraction(row["total"]) for name, row in ranked(horizon).items()}

    assert totals == {
        "U": Fraction(2700, 35),
        "V": Fraction(2700, 35),
        "W": Fraction(3000, 35),
        "X": Fraction(2400, 35),
        "Y": Fraction(2600, 35),
        "Z": Fraction(2200, 35),
    }
    assert ranked(horizon)["V"]["total"] == "540/7", "no decimal is exact"


def test_horizon_holds_its_thresholds_against_unweighted_points(horizon: Workspace) -> None:
    rows = ranked(horizon)

    assert rows["W"]["reason"] == "Excellentie 2,5 < 3"
    assert rows["Z"]["reason"] == "Totaal 9,5 < 10"
    assert {rows[name]["rank"] for name in "WZ"} == {None}
    assert rows["X"]["verdict"] == "ranked"


def test_horizon_ranks_by_weight_where_plain_points_say_otherwise(horizon: Workspace) -> None:
    # V has 11 points, Y 11,5; V and U are level at 27/35 and impact decides
    rows = ranked(horizon)

    assert [name for name, row in rows.items() if row["rank"]] == ["V", "U", "Y", "X"]
    assert [rows[name]["rank"] for name in "VUYX"] == [1, 1, 3, 4]
    assert rows["U"]["decided_by"] == "CRITERION:impact"
    assert rows["Y"]["decided_by"] == "TOTAL"


def test_horizon_rounds_the_median_up_to_the_half_point(tmp_path: Path) -> None:
    # of 3, 3,5, 4 and 4 the median is 3,75, which goes up to 4; of 3, 3, 3,5 and 3,5 it is 3,25
    with new_panel(tmp_path, calling.shipped_text("horizon")) as workspace:
        put_dossiers(workspace, [dossier("R", nuts="EU")])
        seat_panel(workspace, 4)
        points(
            workspace,
            {"R": {"impact": (300, 350, 400, 400), "excellence": (300, 300, 350, 350)}},
        )

        cells = workspace.computed().consolidation
        assert cells.cell("R", "impact").aggregate_cp == 375
        assert cells.cell("R", "impact").value_cp == 400
        assert cells.cell("R", "excellence").value_cp == 350
