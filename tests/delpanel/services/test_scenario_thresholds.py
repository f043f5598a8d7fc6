"""A scenario moves the call's own thresholds, each on the basis on which the call holds it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from delpanel import messages
from delpanel.errors import UserError
from delpanel.services.calls import calling
from delpanel.services.state.computed import Computed
from delpanel.services.state.workspace import Workspace
from delpanel.services.what_ifs import scenarios
from delpanel.services.what_ifs.scenario_view import settings_words
from scoring.ranking.gates import GateKind
from tests.factories import dossier, give_points, new_panel, put_dossiers, seat_panel

GROUPS = """
[[thresholds.groups]]
id = "strategic"
criteria = ["excellence", "impact"]
basis = "sum"
minimum = 7
"""
POINTS = {
    "A": {"excellence": 400, "impact": 300, "implementation": 300},
    "B": {"excellence": 300, "impact": 300, "implementation": 500},
    "C": {"excellence": 350, "impact": 350, "implementation": 250},
}
"""Sums 10, 11 and 9,5; strategic 7, 6 and 7; C misses the threshold of 3 on implementation."""


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workspace]:
    text = calling.shipped_text("horizon").replace("[consolidation]", f"{GROUPS}\n[consolidation]")
    with new_panel(tmp_path_factory.mktemp("horizon"), text) as opened:
        put_dossiers(opened, [dossier(name) for name in POINTS])
        seat_panel(opened, 3)
        give_points(opened, POINTS, ("E1", "E2", "E3"))
        yield opened


def failing(workspace: Workspace, settings: Mapping[str, str]) -> dict[str, list[str]]:
    snapshot = workspace.snapshot()
    made = scenarios.scenario_from("x", settings, snapshot)
    found = Computed(scenarios.applied(snapshot, made)).ranking.gates
    # the dossiers are made for another call and are not admissible in this one
    return {
        name: [gate.code for gate in failed if gate.kind is not GateKind.INELIGIBLE]
        for name, failed in found.items()
    }


def refused(workspace: Workspace, settings: Mapping[str, str]) -> str:
    with pytest.raises(UserError) as refusal:
        scenarios.scenario_from("x", settings, workspace.snapshot())
    return messages.of_error(refusal.value, "en")


@pytest.mark.parametrize(
    ("settings", "expected"),
    [
        (
            {},
            {
                "A": [],
                "B": ["GROUP:strategic"],
                "C": ["CRITERION:implementation", "GROUP:overall"],
            },
        ),
        (
            {"threshold.total": "none", "threshold.group.strategic": "6"},
            {"A": [], "B": [], "C": ["CRITERION:implementation"]},
        ),
        (
            {"threshold.total": "10,5", "threshold.group.strategic": "none"},
            {"A": ["GROUP:overall"], "B": [], "C": ["CRITERION:implementation", "GROUP:overall"]},
        ),
    ],
)
def test_each_threshold_moves_on_its_own_basis(
    workspace: Workspace, settings: dict[str, str], expected: dict[str, list[str]]
) -> None:
    assert failing(workspace, settings) == expected


def test_thresholds_come_back_as_they_were_typed_and_are_said(workspace: Workspace) -> None:
    settings = {"threshold.total": "10,5", "threshold.group.strategic": "none"}
    made = scenarios.scenario_from("x", settings, workspace.snapshot())

    assert scenarios.as_settings(made, workspace.snapshot()) == settings
    assert settings_words(workspace.call, made, "en") == (
        "no threshold on strategic",
        "threshold on the sum of points 10,5 of 15",
    )


def test_a_refused_threshold_says_what_is_allowed(workspace: Workspace) -> None:
    assert refused(workspace, {"threshold.total": "50"}) == (
        "50 cannot be the value of threshold.total: points from 0 to 15, or none."
    )
    assert refused(workspace, {"threshold.group.strategic": "11"}).endswith(
        "points from 0 to 10, or none."
    )
    assert refused(workspace, {"threshold.impact": "6"}).endswith("points from 0 to 5, or none.")
    assert refused(workspace, {"threshold.group.other": "1"}).startswith("threshold.group.other is")


def test_a_threshold_on_100_names_its_step(tmp_path: Path) -> None:
    # on a scale of 5 a hundredth of a point is 0,2 on 100
    with new_panel(tmp_path) as workspace:
        assert refused(workspace, {"threshold.total": "62,5"}) == (
            "62,5 cannot be the value of threshold.total: "
            "a number from 0 to 100 in steps of 0,2, or none."
        )
        assert scenarios.scenario_from(
            "x", {"threshold.total": "62,4"}, workspace.snapshot()
        ).thresholds_cp == {"total": 312}
        assert refused(workspace, {"policy": "lottery"}).endswith(": coverage, ranking.")
        assert refused(workspace, {"rate": "101"}).endswith(
            "a percentage from 0 to 100 with at most two decimals."
        )
