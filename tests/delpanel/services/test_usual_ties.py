"""A call that says nothing of level totals: the heaviest criterion decides first."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from delpanel import cli
from delpanel.model.scenario import Scenario
from delpanel.presets.call_file import parse_call
from delpanel.services.calls import calling
from delpanel.services.state.computed import Computed
from delpanel.services.state.workspace import Workspace
from delpanel.services.what_ifs.scenarios import applied
from tests.factories import dossier, judged_panel

DECLARED = 'order = ["complementarity", "sme_reach", "infrastructure"]\n'
SHIPPED = calling.shipped_text("del-2020")
SILENT = SHIPPED.replace(DECLARED, "").replace("weight = 35", "weight = 40")
"""Weights 40, 40 and 25: the first two are level, so the order of the file decides."""
POINTS = {
    "A": {"complementarity": 350, "sme_reach": 450, "infrastructure": 400},
    "B": {"complementarity": 450, "sme_reach": 350, "infrastructure": 400},
}


@pytest.fixture
def silent(tmp_path: Path) -> Workspace:
    return judged_panel(tmp_path, [dossier(name) for name in POINTS], POINTS, SILENT)


def order(text: str) -> tuple[str, ...]:
    return parse_call(text).rules.tie_order


def test_the_heaviest_criterion_decides_unless_the_call_says_otherwise() -> None:
    lighter = SHIPPED.replace(DECLARED, "").replace("weight = 40", "weight = 30")

    assert order(SILENT) == ("complementarity", "sme_reach", "infrastructure")
    assert order(lighter) == ("sme_reach", "complementarity", "infrastructure")
    assert order(SHIPPED.replace(DECLARED, "order = []\n")) == ()
    assert order(SHIPPED.replace(DECLARED, 'order = ["infrastructure"]\n')) == ("infrastructure",)


def test_level_totals_are_told_apart_before_the_lot(silent: Workspace) -> None:
    with silent:
        ranking = silent.computed().ranking

        assert ranking.order == ("B", "A")
        assert ranking.decided_by == ("CRITERION:complementarity",)


def test_the_order_goes_with_the_weights_since_that_is_the_rule(silent: Workspace) -> None:
    heavier = {"complementarity": 39, "sme_reach": 41}
    with silent:
        for there in (
            silent.computed().under(heavier),
            Computed(applied(silent.snapshot(), Scenario("x", weights=heavier))),
        ):
            assert there.core.rules.tie_order[0] == "sme_reach"

        calling.set_weights(silent, heavier, "Zo besliste het comité.")

        assert silent.call.rules.tie_order[0] == "sme_reach"


def test_the_command_says_what_decides_and_whether_the_call_said_so(
    silent: Workspace, capsys: pytest.CaptureFixture[str]
) -> None:
    path = str(silent.path)
    silent.close()

    assert cli.main(["call", path, "--json"]) == 0
    said = json.loads(capsys.readouterr().out)
    assert said["tie_order"] == ["complementarity", "sme_reach", "infrastructure"]
    assert said["tie_order_declared"] is False

    assert cli.main(["--language", "en", "call", path]) == 0
    assert "Level totals: " in capsys.readouterr().out
