from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from delpanel.services.allocation.succession import (
    succession_of,
    succession_rows,
    succession_sentence,
)
from delpanel.services.calls import calling
from delpanel.services.state.computed import Computed
from delpanel.services.state.workspace import Workspace
from scoring.rules import Policy
from tests.factories import F1, f1_dossiers, f1_panel, f1_points, judged_panel

ASKED = {d["id"]: d for d in F1["dossiers"]}


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    with f1_panel(tmp_path) as opened:
        yield opened


@pytest.fixture
def computed(workspace: Workspace) -> Computed:
    return workspace.computed()


def test_each_funded_dossier_releases_its_own_money(computed: Computed) -> None:
    rows = succession_rows(computed, Policy.COVERAGE)

    assert {r.withdrawn for r in rows} == set(F1["expected"]["policy_coverage"]["funded"])
    for r in rows:
        asked = ASKED[r.withdrawn]
        assert r.released_erdf_cents == 100 * asked["erdf_requested"]
        assert r.released_flemish_cents == 100 * asked["flemish_requested"]


def test_first_of_the_freed_province_follows_where_it_fits(computed: Computed) -> None:
    followers = {
        r.withdrawn: [f.dossier for f in r.followers]
        for r in succession_rows(computed, Policy.RANKING)
    }

    # one place per province on the list: D02, D05, D07, D10; D08's province has nobody else
    assert followers == {"D06": ["D07"], "D01": ["D02"], "D04": ["D05"], "D08": ["D10"]}


def test_nobody_follows_where_nobody_fits_and_the_gap_is_said(computed: Computed) -> None:
    row = succession_of(computed, "D02", Policy.COVERAGE)

    # D02 frees 560.000 and 370.000 (20.000 was left); D01 asks 780.000 and 520.000
    assert row is not None
    assert row.followers == ()
    assert (row.short_erdf_cents, row.short_flemish_cents) == (22000000, 13000000)
    said = succession_sentence(row, "nl")
    assert "Als D02 wegvalt" in said
    assert "€\u00a0220.000,00 EFRO en €\u00a0130.000,00 Vlaams te kort" in said


def test_followers_stay_within_both_envelopes(computed: Computed) -> None:
    for policy in Policy:
        sums = computed.proposal(policy).totals
        for row in succession_rows(computed, policy):
            erdf = sum(f.erdf_cents for f in row.followers)
            flemish = sum(f.flemish_cents for f in row.followers)
            assert erdf <= row.released_erdf_cents + sums.erdf_left_cents
            assert flemish <= row.released_flemish_cents + sums.cofin_left_cents


def test_dossier_that_is_not_funded_has_no_succession(computed: Computed) -> None:
    assert succession_of(computed, "D01", Policy.COVERAGE) is None


def test_sentence_names_who_follows_in_english(computed: Computed) -> None:
    row = succession_of(computed, "D06", Policy.RANKING)

    assert row is not None
    said = succession_sentence(row, "en")
    assert said.endswith("D07 follows with €\u00a0580.000,00 ERDF and €\u00a0380.000,00 Flemish.")


def test_a_call_may_keep_the_reserve_to_the_freed_province(tmp_path: Path) -> None:
    """D01 frees the most money; D02 of its province takes its place and nobody else does."""
    shipped = calling.shipped_text("del-2020")
    kept = shipped.replace('scope = "all"', 'scope = "region"')
    assert kept != shipped
    province = {d.id: d.nuts for d in f1_dossiers()}

    with judged_panel(tmp_path, f1_dossiers(), f1_points(), kept) as workspace:
        rows = succession_rows(workspace.computed(), Policy.RANKING)

    assert {r.withdrawn: [f.dossier for f in r.followers] for r in rows}["D01"] == ["D02"]
    for row in rows:
        assert all(province[f.dossier] == province[row.withdrawn] for f in row.followers)
