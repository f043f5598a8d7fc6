"""A departure from the panel needs its reason on every way in, at the very gap of the call."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from delpanel.cli import DONE, FOUND, REFUSED, main
from delpanel.services.people import assessing
from delpanel.services.state.workspace import Workspace
from tests.factories import CRITERIA, dossier, environment, new_panel, put_dossiers, seat_panel

# The sheets give 4, 4 and 4,5: the aggregate is 25/6; the gap of the call is half a point
ALLOWED, AT_THE_GAP, OUTSIDE = "4,5", "3,5", "5"


@pytest.fixture
def panel(tmp_path: Path) -> str:
    with new_panel(tmp_path) as workspace:
        put_dossiers(workspace, [dossier()])
        seat_panel(workspace, 3)
        for number, points in enumerate((400, 400, 450), start=1):
            for criterion in CRITERIA:
                assessing.set_points(workspace, ("D01", f"E{number}", criterion), points)
                where = ("D01", f"E{number}", criterion)
                assessing.set_motivation(workspace, where, f"Motivering van lid {number}.")
        return str(workspace.path)


def by_option(panel: str, points: str, reason: str) -> int:
    return main(["agree", panel, "--set", "D01", "sme_reach", points, "--reason", reason])


def by_file(panel: str, points: str, reason: str) -> int:
    file = Path(panel).with_name("consensus.toml")
    row = f'[[agreed]]\ndossier = "D01"\ncriterion = "sme_reach"\npoints = {points}\n'
    file.write_text(f'{row.replace(",", ".")}reason = "{reason}"\n', encoding="utf-8")
    return main(["agree", panel, "--file", str(file)])


def agreed(panel: str) -> int | None:
    with Workspace.open(panel, environment()) as workspace:
        held = workspace.snapshot().agreed_by_cell.get(("D01", "sme_reach"))
    return None if held is None else held.points_cp


@pytest.mark.parametrize("way", [by_option, by_file])
@pytest.mark.parametrize("points", [AT_THE_GAP, OUTSIDE])
def test_points_that_depart_are_refused_without_a_reason(
    panel: str, way: Callable[[str, str, str], int], points: str
) -> None:
    assert way(panel, points, "") == REFUSED
    assert agreed(panel) is None

    assert way(panel, points, "Toegelicht op de zitting.") == DONE
    assert agreed(panel) == int(float(points.replace(",", ".")) * 100)


@pytest.mark.parametrize("way", [by_option, by_file])
def test_points_near_the_panel_need_none(panel: str, way: Callable[[str, str, str], int]) -> None:
    assert way(panel, ALLOWED, "") == DONE
    assert agreed(panel) == 450


def test_a_proposal_and_a_quote_are_taken_over_by_option(
    panel: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["queue", panel]) == DONE
    assert "Er is niets meer te bespreken." in capsys.readouterr().out
    assert main(["agree", panel, "--take-over", "D01/infrastructure"]) == DONE
    assert main(["agree", panel, "--set", "D01", "sme_reach", "4", "--quote", "E2"]) == DONE

    with Workspace.open(panel, environment()) as workspace:
        held = workspace.snapshot().agreed_by_cell
    assert held["D01", "infrastructure"].points_cp == 400
    assert held["D01", "sme_reach"].motivation == "Motivering van lid 2."
    assert [one.evaluator for one in held["D01", "sme_reach"].sources] == ["E2"]
    assert main(["agree", panel, "--take-over", "D01/infrastructure"]) == REFUSED
    capsys.readouterr()
    assert main(["ledger", panel]) == DONE
    assert "De toekenning blijft gelijk." in capsys.readouterr().out


def test_the_queue_ends_with_three_while_something_is_left(
    panel: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with Workspace.open(panel, environment()) as workspace:
        assessing.set_points(workspace, ("D01", "E1", "sme_reach"), 100)

    assert main(["queue", panel]) == FOUND
    said = capsys.readouterr().out
    assert "3,5 punt uit elkaar" in said
    assert "aan beide kanten van drempel 3" in said
