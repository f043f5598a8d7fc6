"""Points held back until every sheet is in: completeness shows, values never do."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from delpanel.cli import main
from delpanel.errors import NotAllowed
from delpanel.model.actor import Role
from delpanel.model.pack import Answer, PackHead, PackKind
from delpanel.services.calls import calling, releasing
from delpanel.services.consensus import agreeing
from delpanel.services.exports import exporting
from delpanel.services.packs import pack_filling, pack_ledger
from delpanel.services.returns.pack_intake import plan_intake
from delpanel.services.round import holding, round_progress
from delpanel.services.round.declaring import write_down
from delpanel.services.state.workspace import Workspace
from tests.delpanel.services.pack_rounds import Round, copied, filled, handed_in, started_round
from tests.factories import (
    CRITERIA,
    MOTIVATION,
    SITTING_AT,
    dossier,
    give_points,
    new_panel,
    put_dossiers,
    reopened,
    seat_panel,
)

IDS = ("D01", "D02")
POINTS = {name: dict.fromkeys(CRITERIA, 350) for name in IDS}
GRID = st.integers(0, 10).map(lambda half: 50 * half)


@pytest.fixture
def panel(tmp_path: Path) -> Iterator[Workspace]:
    text = calling.shipped_text("del-2020").replace("[panel]", "[panel]\nhold_scores = true")
    with new_panel(tmp_path, text) as made:
        put_dossiers(made, [dossier(n, nuts=f"BE2{i}") for i, n in enumerate(IDS, start=1)])
        seat_panel(made, 2)
        give_points(made, POINTS, ("E1",))
        yield made


def test_nothing_that_follows_from_points_is_shown_before_every_sheet_is_in(
    panel: Workspace, tmp_path: Path
) -> None:
    assert holding.is_held(panel)
    assert round_progress.sheets_done(panel.snapshot()) == (2, 4)
    for kind in ("ranking", "overview", "decision", "advisory", "solve"):
        with pytest.raises(NotAllowed, match="SCORES_HELD"):
            exporting.export(panel, kind, tmp_path / "x", replace=True)
    with pytest.raises(NotAllowed, match="SCORES_HELD"):
        agreeing.agree(panel, [agreeing.Agreement("D01", CRITERIA[0], 350, MOTIVATION)])
    exporting.export(panel, "dossiers", tmp_path / "dossiers.xlsx", replace=True)

    give_points(panel, POINTS, ("E2",))
    assert not holding.is_held(panel), "every sheet is in"
    agreeing.agree(panel, [agreeing.Agreement("D01", CRITERIA[0], 350, MOTIVATION)])


def test_whoever_presides_releases_with_a_reason_in_the_journal(panel: Workspace) -> None:
    releasing.release(panel, "De zitting is morgen.")

    assert not holding.is_held(panel)
    with panel.store.read() as reading:
        last = reading.journal.entries()[-1]
    assert (last.verb, last.detail) == ("release", "De zitting is morgen.")


def test_the_secretariat_cannot_release(panel: Workspace) -> None:
    with reopened(panel, Role.SECRETARIAT) as office:
        assert holding.is_held(office)
        with pytest.raises(NotAllowed, match="CHAIR_ONLY"):
            releasing.release(office, "Ik wil het zien.")


def test_a_call_that_does_not_ask_for_it_holds_nothing_back(tmp_path: Path) -> None:
    with new_panel(tmp_path) as made:
        put_dossiers(made, [dossier()])
        seat_panel(made, 2)
        assert not holding.is_held(made)


def test_the_command_line_tells_completeness_and_no_value(
    panel: Workspace, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    panel.close()
    target = str(tmp_path / "paneel.delpanel")
    for words in (["rank", target], ["agree", target], ["fund", target], ["explain", target]):
        assert main(words) == 1
        said = capsys.readouterr()
        assert "2 van 4 bladen" in said.err
        assert said.out == ""
    assert main(["score", target, "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == []
    assert main(["progress", target, "--json"]) == 0
    shown = json.loads(capsys.readouterr().out)
    assert shown["held"] is True
    assert [(m["evaluator"], m["complete"], m["step"]) for m in shown["members"]] == [
        ("E1", 2, "done"),
        ("E2", 0, "complete"),
    ]
    assert main(["release", target, "--reason", "Zitting."]) == 0
    assert main(["rank", target]) == 0


def test_progress_follows_a_member_from_question_to_sheet(tmp_path: Path) -> None:
    round_ = started_round(tmp_path)
    workspace = round_.workspace
    found = {m.id: m for m in round_progress.round_progress(workspace).members}
    assert {m.step for m in found.values()} == {round_progress.NextStep.HAND_IN}
    path = handed_in(filled(round_.desk("E1"), 350), tmp_path / "E1.delreturn")
    round_.merge(path)
    found = {m.id: m for m in round_progress.round_progress(workspace).members}
    assert found["E1"].step is round_progress.NextStep.DONE
    assert found["E1"].has_returned
    assert (found["E1"].complete, found["E1"].assigned) == (2, 2)
    assert found["E2"].step is round_progress.NextStep.HAND_IN
    said = round_progress.summary(round_progress.round_progress(workspace), "nl")
    assert said == "1 inzending verwacht."
    workspace.close()


@pytest.fixture(scope="module")
def begun(tmp_path_factory: pytest.TempPathFactory) -> Round:
    begun = started_round(tmp_path_factory.mktemp("onafhankelijk"))
    begun.workspace.close()
    return begun


@settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
@given(first=GRID, second=GRID)
def test_what_a_member_is_sent_does_not_depend_on_anybody_elses_points(
    begun: Round, tmp_path_factory: pytest.TempPathFactory, first: int, second: int
) -> None:
    found = []
    for points in (first, second):
        folder = tmp_path_factory.mktemp("lid") / "ronde"
        with copied(begun, folder) as round_:
            path = handed_in(filled(round_.desk("E2"), points), folder / "E2.delreturn")
            round_.merge(path)
            state, ledger = round_.workspace.snapshot(), pack_ledger.load(round_.workspace)
            head = PackHead("p", "x", PackKind.SCORING, "E1", 2, "", "", "", SITTING_AT)
            person = state.evaluator_by_id["E1"]
            found.append(pack_filling.content_of(state, ledger, head, person))
    assert found[0] == found[1]
    assert {cell.dossier for cell in found[0].cells} <= {d.id for d in found[0].dossiers}


def test_a_plan_shows_no_values_while_they_are_held(tmp_path: Path) -> None:
    text = calling.shipped_text("del-2020").replace("[panel]", "[panel]\nhold_scores = true")
    with new_panel(tmp_path, text) as made:
        put_dossiers(made, [dossier()])
        seat_panel(made, 2)
        write_down(made, ("E1", "D01"), Answer.NONE, "Mondeling.")
        assert holding.hidden(made) == {"D01"}
        assert plan_intake(made, [], None).is_empty
