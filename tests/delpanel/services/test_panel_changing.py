"""A member leaves or joins mid-round: the effect shown is the effect, and a return undoes it all."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from delpanel.cli import DONE, main
from delpanel.errors import NotAllowed, StaleValue, UserError
from delpanel.model.actor import Role
from delpanel.model.panel import ConflictOfInterest
from delpanel.model.panel_change import JoinRule, LeaveRule
from delpanel.services.consensus import agreeing, panel_changing, setting_aside
from delpanel.services.consensus.agreeing import Agreement
from delpanel.services.consensus.consequences import funded, ranks
from delpanel.services.decision import freezing
from delpanel.services.people import assessing, panelling
from delpanel.services.people.approving import required_members
from delpanel.services.returns import collecting
from delpanel.services.state.computed import Computed
from delpanel.services.state.workspace import Workspace
from delpanel.storage.contents import state_digest
from scoring.dossiers import ScoreState
from scoring.points.consolidate import CellFlag
from tests.factories import (
    CRITERIA,
    MOTIVATION,
    dossier,
    environment,
    new_panel,
    put_dossiers,
    reopened,
    seat_panel,
)

IDS = ("D01", "D02", "D03")
PEOPLE = ("E1", "E2", "E3", "E4")


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give three dossiers and four members: E4 scored D01, half of D02 and nothing of D03."""
    with new_panel(tmp_path_factory.mktemp("panel")) as workspace:
        put_dossiers(
            workspace, [dossier(name, nuts=f"BE2{i}") for i, name in enumerate(IDS, start=1)]
        )
        seat_panel(workspace, 4)
        for member in PEOPLE[:3]:
            for name in IDS:
                for criterion in CRITERIA:
                    assessing.set_points(workspace, (name, member, criterion), 300)
        for criterion in CRITERIA:
            assessing.set_points(workspace, ("D01", "E4", criterion), 0)
        assessing.set_points(workspace, ("D02", "E4", "sme_reach"), 500)
        assessing.set_motivation(workspace, ("D02", "E4", "infrastructure"), MOTIVATION)
        path = workspace.path
    assert path is not None
    return path


@pytest.fixture
def panel(base: Path, tmp_path: Path) -> Iterator[Workspace]:
    copy = shutil.copyfile(base, tmp_path / "paneel.delpanel")
    with Workspace.open(str(copy), environment()) as workspace:
        yield workspace


def leave(workspace: Workspace, rule: LeaveRule, member: str = "E4") -> panel_changing.ChangePlan:
    plan = panel_changing.plan_leave(workspace, member, rule)
    panel_changing.apply(workspace, plan, "Langdurig ziek.")
    return plan


def join(workspace: Workspace, member: str, rule: JoinRule) -> panel_changing.ChangePlan:
    plan = panel_changing.plan_join(workspace, member, rule, "Fien Nieuw")
    panel_changing.apply(workspace, plan, "Vervangt wie wegging.")
    return plan


def counted(workspace: Workspace, name: str, criterion: str = "sme_reach") -> int:
    return workspace.computed().consolidation.cell(name, criterion).n_valid


def missing(workspace: Workspace) -> set[str]:
    cells = workspace.computed().consolidation.cells.values()
    return {cell.dossier for cell in cells if CellFlag.MISSING in cell.flags}


# rule: sheets that count on D01, D02 and D03 afterwards, and what E4 is still assigned
RULES = [
    (LeaveRule.KEEP, (4, 4, 3), {"D01", "D02"}),
    (LeaveRule.COMPLETE, (4, 3, 3), {"D01"}),
    (LeaveRule.EXCLUDE, (3, 3, 3), set[str]()),
]


@pytest.mark.parametrize(("rule", "sheets", "assigned"), RULES)
def test_each_rule_keeps_what_it_says_and_leaves_nothing_open(
    panel: Workspace, rule: LeaveRule, sheets: tuple[int, int, int], assigned: set[str]
) -> None:
    rows = len(panel.snapshot().assessments)

    plan = leave(panel, rule)

    assert tuple(counted(panel, name) for name in IDS) == sheets
    assert missing(panel) == set()
    state = panel.snapshot()
    assert {a.dossier for a in state.assignments if a.evaluator == "E4"} == assigned
    assert not state.evaluator_by_id["E4"].active
    assert "E4" not in required_members(state, "D01")
    assert len(state.assessments) >= rows
    assert state.assessment_by_cell["D02", "E4", "infrastructure"].motivation == MOTIVATION
    assert set(plan.effect.unassigned) == set(IDS) - assigned


def test_taking_part_ends_and_begins_by_a_rule_alone(panel: Workspace) -> None:
    held = panel.snapshot().evaluator_by_id["E4"]
    with pytest.raises(UserError, match="ACTIVE_BY_RULE"):
        panelling.save_evaluators(panel, [replace(held, active=False)])
    leave(panel, LeaveRule.EXCLUDE)
    with pytest.raises(UserError, match="ACTIVE_BY_RULE"):
        panelling.save_evaluators(panel, [held])

    panelling.save_evaluators(panel, [replace(held, name="Dirk Maes-Claes", active=False)])

    assert panel.snapshot().evaluator_by_id["E4"].name == "Dirk Maes-Claes"


def test_a_panel_workbook_brings_nobody_back_who_left(panel: Workspace, tmp_path: Path) -> None:
    collecting.export_panel(panel, tmp_path / "panel.xlsx", replace=False)
    leave(panel, LeaveRule.EXCLUDE)
    before = panel.computed().consolidation

    collecting.import_panel(panel, tmp_path / "panel.xlsx")

    assert not panel.snapshot().evaluator_by_id["E4"].active
    assert panel.computed().consolidation == before


def test_points_given_by_who_left_stay_on_file(panel: Workspace) -> None:
    leave(panel, LeaveRule.EXCLUDE)

    cell = panel.snapshot().assessment_by_cell["D01", "E4", "sme_reach"]
    assert (cell.points_cp, cell.state) == (0, ScoreState.EXCLUDED)


def test_a_threshold_that_hung_on_who_left_is_in_the_effect(panel: Workspace) -> None:
    plan = leave(panel, LeaveRule.EXCLUDE)

    assert plan.effect.gates == ("D01",)
    assert "D01" in plan.effect.consequence.entered
    assert "D01" in panel.computed().proposal().funded


def test_below_the_quorum_a_replacement_is_asked_for(panel: Workspace) -> None:
    leave(panel, LeaveRule.EXCLUDE)
    plan = leave(panel, LeaveRule.EXCLUDE, "E3")
    assert plan.effect.short == IDS
    assert ("FREEZE_UNRANKABLE", "D01") in {
        (o.code, o.dossier) for o in freezing.obstacles(panel.computed())
    }

    joined = join(panel, "E5", JoinRule.SHORT)

    assert joined.effect.assigned == IDS
    assert joined.effect.awaited == IDS
    assert panel.snapshot().evaluator_by_id["E5"].name == "Fien Nieuw"
    assert missing(panel) == set(IDS)


def test_a_consensus_on_points_that_no_longer_count_has_to_be_confirmed(panel: Workspace) -> None:
    agreeing.agree(panel, [Agreement("D01", "sme_reach", 250, MOTIVATION, "Besproken.")])

    plan = leave(panel, LeaveRule.EXCLUDE)

    assert plan.effect.stale == ("D01",)
    assert CellFlag.STALE in panel.computed().consolidation.cell("D01", "sme_reach").flags


def test_who_joins_late_is_given_what_is_not_agreed_yet_and_never_a_conflict(
    panel: Workspace,
) -> None:
    for criterion in CRITERIA:
        agreeing.agree(panel, [Agreement("D01", criterion, 250, MOTIVATION, "Besproken.")])
    join(panel, "E5", JoinRule.OPEN)
    assert {a.dossier for a in panel.snapshot().assignments if a.evaluator == "E5"} == {
        "D02",
        "D03",
    }

    leave(panel, LeaveRule.EXCLUDE, "E5")
    panelling.declare_conflict(panel, ConflictOfInterest("E5", "D03", "Familie."))

    plan = panel_changing.plan_join(panel, "E5", JoinRule.ALL)
    assert plan.effect.assigned == ("D01", "D02")


@pytest.mark.parametrize("rule", LeaveRule)
def test_leaving_and_returning_changes_nothing(panel: Workspace, rule: LeaveRule) -> None:
    agreeing.agree(panel, [Agreement("D01", "sme_reach", 250, MOTIVATION, "Besproken.")])
    before = state_digest(panel.store)
    leave(panel, rule)
    assert state_digest(panel.store) != before

    join(panel, "E4", JoinRule.RETURN)

    assert state_digest(panel.store) == before
    assert [c.rule for c in panel_changing.changes(panel)] == [str(rule), "return"]


def test_what_the_chair_had_set_aside_stays_aside_on_return(panel: Workspace) -> None:
    setting_aside.settle(panel, ("D01", "E4", "sme_reach"), ScoreState.EXCLUDED, "Reden.")
    leave(panel, LeaveRule.EXCLUDE)

    join(panel, "E4", JoinRule.RETURN)

    assert panel.snapshot().assessment_by_cell["D01", "E4", "sme_reach"].state is (
        ScoreState.EXCLUDED
    )


def test_refusals_write_nothing(panel: Workspace) -> None:
    plan = panel_changing.plan_leave(panel, "E4", LeaveRule.KEEP)
    before = state_digest(panel.store)
    with pytest.raises(UserError) as silent:
        panel_changing.apply(panel, plan, " ")
    with pytest.raises(UserError) as never:
        panel_changing.plan_join(panel, "E3", JoinRule.RETURN)
    with pytest.raises(UserError) as nothing:
        panel_changing.plan_join(panel, "E3", JoinRule.ALL)
    with pytest.raises(UserError) as unknown:
        panel_changing.plan_join(panel, "E8", JoinRule.ALL)
    assert state_digest(panel.store) == before
    codes = [one.value.code for one in (silent, never, nothing, unknown)]
    assert codes == ["REASON_MISSING", "NEVER_LEFT", "NOTHING_TO_JOIN", "UNKNOWN_EVALUATOR"]

    assessing.set_points(panel, ("D01", "E1", "sme_reach"), 400)
    with pytest.raises(StaleValue) as stale:
        panel_changing.apply(panel, plan, "Ziek.")
    assert stale.value.code == "PANEL_CHANGE_STALE"
    leave(panel, LeaveRule.KEEP)
    with pytest.raises(UserError) as twice:
        panel_changing.plan_leave(panel, "E4", LeaveRule.KEEP)
    assert twice.value.code == "LEFT_ALREADY"


def test_only_the_office_changes_the_panel(panel: Workspace) -> None:
    with reopened(panel, Role.EVALUATOR) as other, pytest.raises(NotAllowed) as refused:
        panel_changing.plan_leave(other, "E4", LeaveRule.KEEP)

    assert refused.value.code == "OFFICE_ONLY"


def test_the_command_line_says_the_effect_before_it_happens(
    panel: Workspace, capsys: pytest.CaptureFixture[str]
) -> None:
    path = str(panel.path)
    panel.close()
    words = ["panel", path, "--left", "E4", "--rule", "exclude", "--reason", "Ziek."]

    assert main([*words, "--dry-run"]) == DONE
    shown = capsys.readouterr().out
    with Workspace.open(path, environment()) as workspace:
        assert workspace.snapshot().evaluator_by_id["E4"].active
    assert main(words) == DONE
    assert capsys.readouterr().out == shown
    assert "Komt in de toekenning: D01." in shown

    assert main(["panel", path, "--changes"]) == DONE
    assert "E4  left (exclude)  Ziek." in capsys.readouterr().out


SHEETS = st.lists(
    st.tuples(
        st.sampled_from(PEOPLE),
        st.sampled_from(IDS),
        st.sampled_from(CRITERIA),
        st.one_of(st.none(), st.integers(0, 10).map(lambda half: 50 * half)),
    ),
    max_size=6,
)


@settings(
    max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(edits=SHEETS, member=st.sampled_from(PEOPLE), rule=st.sampled_from(list(LeaveRule)))
def test_the_effect_shown_is_what_then_happens(
    base: Path,
    tmp_path_factory: pytest.TempPathFactory,
    edits: list[tuple[str, str, str, int | None]],
    member: str,
    rule: LeaveRule,
) -> None:
    copy = shutil.copyfile(base, tmp_path_factory.mktemp("vertrek") / "paneel.delpanel")
    with Workspace.open(str(copy), environment()) as workspace:
        for who, name, criterion, points in edits:
            assessing.set_points(workspace, (name, who, criterion), points)
        before = workspace.computed()
        plan = panel_changing.plan_leave(workspace, member, rule)
        shown = Computed(panel_changing.after(before.snapshot, plan))

        panel_changing.apply(workspace, plan, "Ziek.")

        then = workspace.computed()
        assert then.consolidation == shown.consolidation
        assert ranks(then) == ranks(shown)
        assert funded(then) == plan.effect.consequence.funded
        was = set(funded(before) or ())
        entered, left = plan.effect.consequence.entered, plan.effect.consequence.left
        assert set(funded(then) or ()) == (was | set(entered)) - set(left)
        (made,) = panel_changing.changes(workspace)
        assert made.effect == plan.effect
