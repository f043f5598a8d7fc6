"""Scores open once: no clearing, undoing or voiding makes a panel one nobody scored in yet."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from delpanel.errors import UserError
from delpanel.model.actor import Role
from delpanel.model.panel import ConflictOfInterest
from delpanel.model.permissions import Phase
from delpanel.presets.shipped import call_text
from delpanel.services.calls import calling
from delpanel.services.consensus import agreeing
from delpanel.services.intake import synergy
from delpanel.services.people import assessing, panelling
from delpanel.services.state.workspace import Workspace
from tests.factories import MOTIVATION, dossier, environment, put_dossiers, reopened, seat_panel
from tests.postgres import fresh_database

CALL = call_text("del-2020").replace("[policy]\n", "[policy]\nsynergy = true\n")
CELL = ("D01", "E1", "sme_reach")


def seated(target: str) -> Workspace:
    made = Workspace.create(target, CALL, environment())
    put_dossiers(made, [dossier(), dossier("D02", nuts="BE22")])
    seat_panel(made, 2)
    return made


def cleared(workspace: Workspace) -> None:
    assessing.set_points(workspace, CELL, 350)
    assessing.set_points(workspace, CELL, None)


def voided(workspace: Workspace) -> None:
    assessing.set_points(workspace, CELL, 350)
    panelling.declare_conflict(workspace, ConflictOfInterest("E1", "D01", "Familie."))


def agreed_and_taken_back(workspace: Workspace) -> None:
    agreeing.agree(workspace, [agreeing.Agreement("D01", "sme_reach", 350, MOTIVATION)])
    agreeing.restore(workspace, "D01", [("sme_reach", None)])


@pytest.mark.parametrize("where", ["file", "server"])
@pytest.mark.parametrize("act", [cleared, voided, agreed_and_taken_back])
def test_what_was_opened_never_closes_again(
    act: Callable[[Workspace], None], where: str, tmp_path: Path
) -> None:
    target = str(tmp_path / "paneel.delpanel") if where == "file" else fresh_database()
    with seated(target) as workspace:
        before = workspace.phase

        act(workspace)

        assert not any(a.points_cp for a in workspace.snapshot().assessments)
        assert (before, workspace.phase) == (Phase.INTAKE, Phase.ASSESSMENT)
        refused = {
            "CALL_REASON": CALL.replace("partial = false", "partial = true"),
            "CRITERIA_LOCKED": CALL.replace("overall = 60", "overall = 55"),
            "TIES_LOCKED": CALL.replace('order = ["complementarity", ', "order = ["),
        }
        for code, text in refused.items():
            assert text != CALL, code
            with pytest.raises(UserError) as told:
                calling.replace_text(workspace, text, "" if code == "CALL_REASON" else "Toch.")
            assert told.value.code == code
        with pytest.raises(UserError) as told:
            synergy.declare(workspace, "D01", "D02", 25, "Zelfde sector.")
        assert told.value.code == "SYNERGY_LOCKED"


def test_a_motivation_alone_opens_nothing(tmp_path: Path) -> None:
    with seated(str(tmp_path / "paneel.delpanel")) as workspace:
        assessing.set_motivation(workspace, CELL, MOTIVATION)

        assert workspace.phase is Phase.INTAKE


def test_a_member_who_judges_alone_does_not_learn_that_others_began(tmp_path: Path) -> None:
    with seated(str(tmp_path / "paneel.delpanel")) as workspace:
        cleared(workspace)
        with reopened(workspace, Role.EVALUATOR, evaluator="E2") as other:
            assert other.phase is Phase.INTAKE
        with reopened(workspace, Role.EVALUATOR, evaluator="E1") as own:
            assert own.phase is Phase.ASSESSMENT
