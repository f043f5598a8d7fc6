"""Two score sheets of one member that contradict each other: shown, and the office chooses."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from delpanel import messages
from delpanel.cli import main
from delpanel.services.returns import collecting, pack_intake
from delpanel.services.state.workspace import Workspace
from tests.delpanel.services.filled_sheets import (
    ALL,
    codes,
    fill_in,
    given,
    planned,
    sheets,
)
from tests.factories import dossier, environment, new_panel, put_dossiers, seat_panel


@pytest.fixture
def panel(tmp_path: Path) -> Iterator[Workspace]:
    """Give D01 and D02 with two evaluators."""
    with new_panel(tmp_path) as workspace:
        put_dossiers(workspace, [dossier(), dossier("D02", nuts="BE22")])
        seat_panel(workspace, 2)
        yield workspace


def two_sheets(panel: Workspace, folder: Path) -> tuple[Path, Path]:
    """Two sheets of E1 that agree on all but one cell, the name of the older one last."""
    out = sheets(panel, folder)["E1"]
    fill_in(out, ALL)
    newer = fill_in(out, {("D01", "Kmo-bereik"): 2}, target="a-scores-E1.xlsx")
    older = fill_in(out, {("D01", "Kmo-bereik"): 5}, target="b-scores-E1.xlsx")
    out.unlink()
    return newer, older


def test_two_sheets_that_say_different_things_are_a_clash_and_neither_holds(
    panel: Workspace, tmp_path: Path
) -> None:
    newer, older = two_sheets(panel, tmp_path)
    key = ("E1", "D01", "sme_reach")

    for order in ((newer, older), (older, newer)):
        plan = planned(panel, *order)
        assert len(plan.changes) == 5
        assert {(row.key, row.returned.points_cp, row.file) for row in plan.clashes} == {
            (key, 200, newer.name),
            (key, 500, older.name),
        }
        said = [messages.of_issue(i, "nl") for i in plan.issues if i.code == "SHEET_CLASH"]
        assert [text.split(":")[0] for text in said] == [f"{f.name}, Scores!E6" for f in order]
    collecting.accept_sheets(panel, planned(panel, older, newer))

    assert ("D01", "E1", "sme_reach") not in given(panel)
    assert len(given(panel)) == 5


def test_an_older_sheet_beside_the_newer_one_takes_nothing_back(
    panel: Workspace, tmp_path: Path
) -> None:
    newer, older = two_sheets(panel, tmp_path)
    collecting.accept_sheets(panel, planned(panel, newer))

    plan = planned(panel, newer, older)
    collecting.accept_sheets(panel, plan)

    assert given(panel)["D01", "E1", "sme_reach"] == 200
    assert codes(plan) == ["SHEET_CLASH", "SHEET_CLASH"]


def test_the_office_chooses_one_of_two_sheets_with_a_reason(
    panel: Workspace, tmp_path: Path
) -> None:
    newer, older = two_sheets(panel, tmp_path)
    plan = pack_intake.plan_intake(panel, [newer, older], None)
    (key,) = plan.forks
    version = next(row.returned for row in plan.forks[key] if row.file == newer.name)

    pack_intake.accept_intake(
        panel, plan, choices={key: pack_intake.Choice(version, "Zo gevraagd aan het lid.")}
    )

    assert given(panel)["D01", "E1", "sme_reach"] == 200
    assert len(given(panel)) == 6
    with panel.store.read() as reading:
        lines = [(e.verb, e.detail) for e in reading.journal.entries()]
    assert ("version-chosen", "Zo gevraagd aan het lid.") in lines


def test_the_same_sheet_in_two_folders_is_no_clash(panel: Workspace, tmp_path: Path) -> None:
    path = fill_in(sheets(panel, tmp_path)["E1"], ALL)
    (tmp_path / "nog").mkdir()
    again = Path(shutil.copy(path, tmp_path / "nog"))

    plan = planned(panel, path, again)

    assert (len(plan.changes), plan.clashes, codes(plan)) == (6, (), [])


def test_two_sheets_of_one_name_are_told_apart_by_their_folders(
    panel: Workspace, tmp_path: Path
) -> None:
    newer, older = two_sheets(panel, tmp_path)
    (tmp_path / "nog").mkdir()
    older = older.rename(tmp_path / "nog" / newer.name)

    plan = planned(panel, newer, older)

    assert {row.file for row in plan.clashes} == {f"bladen/{newer.name}", f"nog/{newer.name}"}


def test_a_clash_is_settled_on_the_command_line(
    panel: Workspace, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    newer, older = two_sheets(panel, tmp_path)
    place = str(panel.path)
    panel.close()

    main(["merge", place, str(newer), str(older), "--json"])
    shown = json.loads(capsys.readouterr().out)["sheets"]
    assert [c["returned_cp"] for c in shown["clashes"]] == [200, 500]
    choice = f"E1/D01/sme_reach={newer.name}"
    main(["merge", place, str(newer), str(older), "--choose", choice, "--reason", "Gevraagd."])

    with Workspace.open(place, environment()) as again:
        assert given(again)["D01", "E1", "sme_reach"] == 200
