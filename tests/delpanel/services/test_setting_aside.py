"""Missing points that are no longer waited for, and given ones that do not count."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path

import pytest

from delpanel.errors import NotAllowed, StaleValue, UserError
from delpanel.model.actor import Role
from delpanel.model.panel import ConflictOfInterest
from delpanel.presets.shipped import call_text
from delpanel.services.consensus import agreeing, setting_aside
from delpanel.services.decision import freezing
from delpanel.services.people import assessing, panelling
from delpanel.services.round import holding
from delpanel.services.state.workspace import Workspace
from scoring.dossiers import ScoreState
from scoring.points.consolidate import Cell, CellFlag
from tests.delpanel.cli.running import ask, here
from tests.factories import (
    CRITERIA,
    MOTIVATION,
    dossier,
    give_points,
    new_panel,
    put_dossiers,
    reopened,
    seat_panel,
)

MISSING = ("D01", "E3", "sme_reach")
GIVEN = ("D01", "E1", "sme_reach")
WHY = "Ziek, geeft geen punten meer."


@pytest.fixture
def panel(tmp_path: Path) -> Iterator[Workspace]:
    """Give a dossier with 400 from three members and from E3 on all but one criterion."""
    with new_panel(tmp_path) as made:
        put_dossiers(made, [dossier()])
        seat_panel(made, 4)
        give_points(made, {"D01": dict.fromkeys(CRITERIA, 400)}, ("E1", "E2", "E4"))
        rest = [c for c in CRITERIA if c != "sme_reach"]
        give_points(made, {"D01": dict.fromkeys(rest, 400)}, ("E3",))
        yield made


def reach(workspace: Workspace) -> Cell:
    return workspace.computed().consolidation.cell("D01", "sme_reach")


def journal(workspace: Workspace) -> list[tuple[str, str, str]]:
    with workspace.store.read() as reading:
        return [(e.verb, e.subject, e.detail) for e in reading.journal.entries()]


@pytest.mark.parametrize("state", [ScoreState.DECLINED, ScoreState.EXCLUDED])
def test_missing_points_hold_a_decision_up_until_the_office_says_why_not(
    panel: Workspace, state: ScoreState
) -> None:
    assert any(one.code == "FREEZE_CELL" for one in freezing.obstacles(panel.computed()))

    setting_aside.settle(panel, MISSING, state, WHY)

    assert (reach(panel).missing, reach(panel).aggregate_cp) == ((), Fraction(400))
    assert freezing.obstacles(panel.computed()) == ()
    assert journal(panel)[-1] == (f"score-{state}", "D01/E3/sme_reach", WHY)
    setting_aside.settle(panel, MISSING, ScoreState.SCORED, "Geeft toch punten.")
    assert reach(panel).missing == ("E3",)
    assert journal(panel)[-1][0] == "score-counted"


def test_given_points_set_aside_stay_in_sight_and_make_the_consensus_stale(
    panel: Workspace,
) -> None:
    assessing.set_points(panel, MISSING, 100)
    agreed = agreeing.Agreement("D01", "sme_reach", 300, MOTIVATION, "Besproken.")
    agreeing.agree(panel, [agreed])

    setting_aside.settle(panel, MISSING, ScoreState.EXCLUDED, "Verkeerd dossier gelezen.")

    assert reach(panel).aggregate_cp == Fraction(400)
    assert CellFlag.STALE in reach(panel).flags
    held = assessing.cell(panel.snapshot(), *MISSING)
    assert (held.points_cp, held.state) == (100, ScoreState.EXCLUDED)
    setting_aside.put_back(panel, held, ScoreState.SCORED)
    assert reach(panel).aggregate_cp == Fraction(1300, 4)
    assert CellFlag.STALE not in reach(panel).flags
    with pytest.raises(StaleValue):
        setting_aside.put_back(panel, held, ScoreState.SCORED)


def test_held_points_are_not_excluded_unseen_but_missing_ones_may_be_waived(
    tmp_path: Path,
) -> None:
    strict = call_text("del-2020").replace("[panel]\n", "[panel]\nhold_scores = true\n")
    with new_panel(tmp_path, strict) as panel:
        put_dossiers(panel, [dossier()])
        seat_panel(panel, 2)
        give_points(panel, {"D01": dict.fromkeys(CRITERIA, 400)}, ("E1",))
        with pytest.raises(NotAllowed) as refused:
            setting_aside.settle(panel, GIVEN, ScoreState.EXCLUDED, WHY)
        assert refused.value.code == "SCORES_HELD"

        for criterion in CRITERIA:
            setting_aside.settle(panel, ("D01", "E2", criterion), ScoreState.EXCLUDED, WHY)

        assert not holding.is_held(panel), "nothing is awaited any more"


@pytest.mark.parametrize(
    ("where", "state", "reason", "code"),
    [
        (MISSING, ScoreState.DECLINED, "  ", "REASON_MISSING"),
        (GIVEN, ScoreState.DECLINED, WHY, "SCORE_HAS_POINTS"),
        (("D01", "E2", "sme_reach"), ScoreState.EXCLUDED, WHY, "SCORE_CONFLICTED"),
        (("D01", "E9", "sme_reach"), ScoreState.EXCLUDED, WHY, "UNKNOWN_CELL"),
        (("D02", "E1", "sme_reach"), ScoreState.EXCLUDED, WHY, "SCORE_NOT_ASSIGNED"),
    ],
)
def test_what_cannot_be_is_refused(
    panel: Workspace, where: tuple[str, str, str], state: ScoreState, reason: str, code: str
) -> None:
    put_dossiers(panel, [dossier("D02", nuts="BE22")])
    panelling.declare_conflict(panel, ConflictOfInterest("E2", "D01", "Familie."))
    before = len(journal(panel))

    with pytest.raises((UserError, NotAllowed)) as refused:
        setting_aside.settle(panel, where, state, reason)

    assert refused.value.code == code
    assert len(journal(panel)) == before


def test_no_member_sets_points_aside(panel: Workspace) -> None:
    with (
        reopened(panel, Role.EVALUATOR, evaluator="E3") as own,
        pytest.raises(NotAllowed) as refused,
    ):
        setting_aside.settle(own, MISSING, ScoreState.DECLINED, WHY)
    assert refused.value.code == "OFFICE_ONLY"


def test_by_command_and_clearing_is_told_as_clearing(panel: Workspace, tmp_path: Path) -> None:
    panel.close()
    file = tmp_path / "paneel.delpanel"
    assert "reden" in here("score", file, "--state", *MISSING, "declined").problem

    rows = ask("score", file, "--state", *MISSING, "declined", "--reason", WHY)
    ask("score", file, "--set", *GIVEN, "")

    state = {(r["dossier"], r["evaluator"], r["criterion"]): r["state"] for r in rows}
    assert state[MISSING] == "declined"
    assert [(r["verb"], r["subject"]) for r in ask("journal", file)["entries"][-2:]] == [
        ("score-declined", "D01/E3/sme_reach"),
        ("assess-cleared", "D01/E1/sme_reach"),
    ]
    said = here("score", file, "--state", *GIVEN, "weg", "--reason", WHY).problem
    assert "declined, excluded, open" in said
