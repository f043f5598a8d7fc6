from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from delpanel.services.allocation.province_standing import (
    Cause,
    ProvinceStanding,
    Standing,
    province_standings,
    standing_sentence,
)
from delpanel.services.state.workspace import Workspace
from scoring.rules import Policy
from tests.factories import dossier, f1_panel, judged_panel, with_money

CRITERIA = ("complementarity", "sme_reach", "infrastructure")
GOOD = dict.fromkeys(CRITERIA, 400)


def standings(workspace: Workspace, policy: Policy) -> dict[str, ProvinceStanding]:
    computed = workspace.computed()
    found = province_standings(computed, computed.proposal(policy))
    return {one.province: one for one in found}


def test_golden_call_is_contested_where_money_decides(tmp_path: Path) -> None:
    """Coverage funds D02 and D07 where D01 and D06 have the higher points."""
    with f1_panel(tmp_path) as workspace:
        coverage = standings(workspace, Policy.COVERAGE)
        ranking = standings(workspace, Policy.RANKING)

    assert {name: one.standing for name, one in coverage.items()} == {
        "BE21": Standing.CONTESTED,
        "BE22": Standing.COVERED,
        "BE23": Standing.CONTESTED,
        "BE24": Standing.COVERED,
        "BE25": Standing.COVERED,
    }
    assert ranking["BE25"] == ProvinceStanding("BE25", Standing.OPEN, ())
    assert {ranking[name].standing for name in ("BE21", "BE22", "BE23", "BE24")} == {
        Standing.COVERED
    }
    best = coverage["BE22"].best_bp
    assert best is not None
    assert best > 9900


def test_what_nothing_can_cover_says_why(tmp_path: Path) -> None:
    plain = dossier("D02", nuts="BE22")
    closed = with_money(dossier("D03", nuts="BE23"), 150000000, 60000000, 40000000, own_cents=0)
    dear = with_money(dossier("D04", nuts="BE24"), 1000000000, 400000000, 100000000)
    dossiers = [plain, closed, dear]
    points = {
        "D02": dict.fromkeys(CRITERIA, 200),
        "D03": GOOD,
        "D04": GOOD,
    }
    with judged_panel(tmp_path, dossiers, points) as workspace:
        found = standings(workspace, Policy.COVERAGE)
        computed = workspace.computed()
        said = {name: standing_sentence(computed, one, "nl") for name, one in found.items()}

    assert {name: one.cause for name, one in found.items()} == {
        "BE21": Cause.NO_DOSSIER,
        "BE22": Cause.NONE_PASSES,
        "BE23": Cause.NONE_VIABLE,
        "BE24": Cause.NO_MONEY,
        "BE25": Cause.NO_DOSSIER,
    }
    assert {one.standing for one in found.values()} == {Standing.UNCOVERABLE}
    assert said["BE21"] == "niet te dekken: er is geen dossier"
    assert said["BE24"] == "niet te dekken: ook alleen past geen dossier in de enveloppen"


def test_a_withdrawn_dossier_covers_no_province(tmp_path: Path) -> None:
    gone = replace(dossier("D01"), withdrawn=True)
    with judged_panel(tmp_path, [gone], {"D01": GOOD}) as workspace:
        found = standings(workspace, Policy.COVERAGE)

    assert found["BE21"].cause is Cause.NO_DOSSIER


@pytest.mark.parametrize(("language", "word"), [("nl", "betwist"), ("en", "contested")])
def test_a_hopeless_hub_is_said_to_be_below_one_per_cent(
    tmp_path: Path, language: str, word: str
) -> None:
    with f1_panel(tmp_path) as workspace:
        computed = workspace.computed()
        one = ProvinceStanding("BE21", Standing.CONTESTED, ("D02",), best_bp=44)
        said = standing_sentence(computed, one, language)

    assert said.startswith(word)
    assert "1 %" in said.replace("\N{NO-BREAK SPACE}", " ")
