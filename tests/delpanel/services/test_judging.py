"""Points, conflicts and the consensus: absent is never zero, a departure says why."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import pytest

from delpanel.errors import NotAllowed, StaleValue, UserError
from delpanel.model.actor import Role
from delpanel.model.panel import Assignment, ConflictOfInterest
from delpanel.services.consensus import agreeing, setting_aside
from delpanel.services.consensus.agreeing import Agreement
from delpanel.services.people import assessing, panelling, voiding
from delpanel.services.rankings.ranking import ranking_rows
from delpanel.services.state.workspace import Workspace
from scoring.dossiers import ScoreState
from scoring.points.consolidate import Cell, CellFlag, Source
from scoring.ranking.rank import Standing
from tests.factories import (
    CRITERIA,
    MOTIVATION,
    dossier,
    new_panel,
    put_dossiers,
    reopened,
    seat_panel,
)


@pytest.fixture
def panel(tmp_path: Path) -> Iterator[Workspace]:
    """Give D01 and D02 with five evaluators and no points yet."""
    with new_panel(tmp_path) as workspace:
        put_dossiers(workspace, [dossier(), dossier("D02", nuts="BE22")])
        seat_panel(workspace)
        yield workspace


def give(
    workspace: Workspace, criterion: str, *points: int | None, dossier_id: str = "D01"
) -> None:
    for number, value in enumerate(points, start=1):
        if value is not None:
            assessing.set_points(workspace, (dossier_id, f"E{number}", criterion), value)


def cell(workspace: Workspace, criterion: str = "sme_reach", dossier_id: str = "D01") -> Cell:
    return workspace.computed().consolidation.cell(dossier_id, criterion)


def test_absent_points_do_not_count_as_zero(panel: Workspace) -> None:
    give(panel, "sme_reach", 300, 400, 500)

    held = cell(panel)
    assert held.aggregate_cp == 400
    assert held.n_valid == 3
    assert held.missing == ("E4", "E5")
    assert CellFlag.MISSING in held.flags


def test_a_zero_counts(panel: Workspace) -> None:
    give(panel, "sme_reach", 300, 400, 500, 0, 0)

    assert cell(panel).aggregate_cp == 240
    assert cell(panel).lowest_cp == 0


def test_cleared_points_are_absent_again(panel: Workspace) -> None:
    give(panel, "sme_reach", 300, 400, 500, 0, 0)

    give(panel, "sme_reach", 300)
    assessing.set_points(panel, ("D01", "E5", "sme_reach"), None)

    assert cell(panel).aggregate_cp == Fraction(1200, 4)
    assert cell(panel).missing == ("E5",)


def test_a_declined_criterion_is_neither_missing_nor_counted(panel: Workspace) -> None:
    give(panel, "sme_reach", 300, 400, 500, 450)
    setting_aside.settle(panel, ("D01", "E5", "sme_reach"), ScoreState.DECLINED, "Reden.")

    held = cell(panel)
    assert held.missing == ()
    assert held.aggregate_cp == Fraction(1650, 4)


@pytest.mark.parametrize(("given", "value"), [(2, None), (3, 400)])
def test_below_quorum_there_is_no_value(panel: Workspace, given: int, value: int | None) -> None:
    give(panel, "sme_reach", *([400] * given))

    held = cell(panel)
    assert held.value_cp == value
    assert (CellFlag.BELOW_QUORUM in held.flags) is (value is None)


def test_a_dossier_with_an_open_criterion_has_no_rank_and_no_total(panel: Workspace) -> None:
    for criterion in CRITERIA[:2]:
        give(panel, criterion, 400, 400, 400, 400, 400)

    row = next(r for r in ranking_rows(panel.computed()) if r.id == "D01")

    assert row.standing is Standing.UNRANKABLE
    assert (row.rank, row.total, row.display) == (None, "", "")
    assert [g.subject for g in row.gates] == ["infrastructure"]


def test_the_mean_is_exact_and_rounded_once_to_the_step_of_the_call(panel: Workspace) -> None:
    give(panel, "sme_reach", 400, 400, 450)
    for evaluator in ("E4", "E5"):
        setting_aside.settle(panel, ("D01", evaluator, "sme_reach"), ScoreState.DECLINED, "Reden.")

    assert cell(panel).aggregate_cp == Fraction(1250, 3)
    assert cell(panel).value_cp == 417


def test_a_conflict_voids_the_points_but_keeps_them_on_file(panel: Workspace) -> None:
    give(panel, "sme_reach", 300, 400, 500, 500, 500)

    panelling.declare_conflict(panel, ConflictOfInterest("E1", "D01", "Zetelt in het bestuur."))

    assert cell(panel).aggregate_cp == 475
    assert cell(panel).n_valid == 4
    state = panel.snapshot()
    held = state.assessment_by_cell["D01", "E1", "sme_reach"]
    assert (held.points_cp, held.state) == (None, ScoreState.COI)
    assert state.voided_by_cell["D01", "E1", "sme_reach"].points_cp == 300
    with pytest.raises(NotAllowed) as refused:
        give(panel, "sme_reach", 350)
    assert refused.value.code == "CONFLICTED"
    assert "E1" not in panel.snapshot().assigned["D01"]

    panelling.lift_conflict(panel, "E1", "D01", "Naamgenoot.")
    assert cell(panel).aggregate_cp == 475
    assert "E1" in cell(panel).missing
    voiding.restore_score(panel, "E1", "D01", "Naamgenoot, punten hersteld.")
    assert cell(panel).aggregate_cp == 440
    assert panel.snapshot().voided == ()


def test_a_dossier_is_not_given_to_somebody_with_a_conflict(panel: Workspace) -> None:
    panelling.unassign(panel, Assignment("E1", "D01"))
    panelling.unassign(panel, Assignment("E1", "D02"))
    panelling.declare_conflict(panel, ConflictOfInterest("E1", "D01", "Familie."))

    with pytest.raises(NotAllowed) as refused:
        panelling.assign(panel, [Assignment("E1", "D02"), Assignment("E1", "D01")])

    assert refused.value.code == "CONFLICT_ASSIGNED"
    assert "E1" not in panel.snapshot().assigned["D02"], "all or nothing"
    panelling.assign_all(panel)
    assert [d for d, who in panel.snapshot().assigned.items() if "E1" in who] == ["D02"]


def test_a_conflict_needs_a_reason(panel: Workspace) -> None:
    with pytest.raises(UserError) as refused:
        panelling.declare_conflict(panel, ConflictOfInterest("E1", "D01", "  "))
    assert refused.value.code == "REASON_MISSING"

    with pytest.raises(UserError) as refused:
        panelling.lift_conflict(panel, "E1", "D01", "")
    assert refused.value.code == "REASON_MISSING"


def test_a_conflict_after_the_consensus_makes_it_stale(panel: Workspace) -> None:
    give(panel, "sme_reach", 300, 400, 500, 500, 500)
    agreeing.agree(panel, [Agreement("D01", "sme_reach", 450, MOTIVATION)])

    panelling.declare_conflict(panel, ConflictOfInterest("E5", "D01", "Familie."))

    assert CellFlag.STALE in cell(panel).flags
    agreeing.confirm(panel, "D01", "sme_reach")
    assert CellFlag.STALE not in cell(panel).flags


@pytest.mark.parametrize("points", [-50, 25, 101, 525, 550])
def test_points_off_the_grid_are_refused(panel: Workspace, points: int) -> None:
    with pytest.raises(UserError) as refused:
        give(panel, "sme_reach", points)

    assert refused.value.code == "POINTS_OFF_GRID"
    with pytest.raises(UserError):
        agreeing.agree(panel, [Agreement("D01", "sme_reach", points, MOTIVATION)])
    assert panel.snapshot().assessments == ()


@pytest.mark.parametrize(
    ("text", "value"),
    [("3,5", 350), ("3.5", 350), (" 4 ", 400), ("0", 0), ("", None), ("-", None), ("–", None)],
)
def test_points_are_read_as_people_type_them(text: str, value: int | None) -> None:
    assert assessing.read_points(text) == value


@pytest.mark.parametrize("text", ["drie", "3,555", "1/2", "nan", "inf", "3,5,0"])
def test_text_that_is_no_number_is_refused(text: str) -> None:
    with pytest.raises(UserError) as refused:
        assessing.read_points(text)

    assert refused.value.code == "NUMBER_UNREADABLE"


@pytest.mark.parametrize(
    "where", [("D99", "E1", "sme_reach"), ("D01", "E9", "sme_reach"), ("D01", "E1", "prijs")]
)
def test_a_cell_that_does_not_exist_is_refused(
    panel: Workspace, where: tuple[str, str, str]
) -> None:
    with pytest.raises(UserError) as refused:
        assessing.set_points(panel, where, 300)

    assert refused.value.code == "UNKNOWN_CELL"


def test_an_evaluator_fills_in_the_own_sheet_and_no_other(panel: Workspace) -> None:
    with reopened(panel, Role.EVALUATOR, evaluator="E2") as own:
        assessing.set_points(own, ("D01", "E2", "sme_reach"), 350)
        with pytest.raises(NotAllowed) as refused:
            assessing.set_points(own, ("D01", "E1", "sme_reach"), 350)
        assert refused.value.code == "OTHER_SHEET"
        with pytest.raises(NotAllowed) as refused:
            agreeing.agree(own, [Agreement("D01", "sme_reach", 350, MOTIVATION)])
        assert refused.value.code == "OFFICE_ONLY"


def test_a_stale_revision_is_refused_with_what_is_there_now(panel: Workspace) -> None:
    give(panel, "sme_reach", 300)
    seen = assessing.cell(panel.snapshot(), "D01", "E1", "sme_reach")
    give(panel, "sme_reach", 350)

    with pytest.raises(StaleValue) as refused, panel.act("assess") as unit:
        unit.assessments.save(
            replace(seen, points_cp=500), seen.revision, at=panel.now(), actor="iemand anders"
        )

    assert refused.value.params["points_cp"] == 350
    assert cell(panel).highest_cp == 350


def test_a_sheet_is_complete_with_points_and_long_enough_motivations(panel: Workspace) -> None:
    for criterion in CRITERIA:
        assessing.set_points(panel, ("D01", "E1", criterion), 400)
        assessing.set_motivation(panel, ("D01", "E1", criterion), "x" * 39)
    state = assessing.sheet_state(panel.snapshot(), "D01", "E1")
    assert (state.given, state.motivated, state.complete) == (3, 0, False)

    for criterion in CRITERIA:
        assessing.set_motivation(panel, ("D01", "E1", criterion), "x" * 40)
    assert assessing.sheet_state(panel.snapshot(), "D01", "E1").complete


def test_the_total_that_is_still_possible_encloses_the_total(panel: Workspace) -> None:
    # 40 x 4,5 of 5 is 36; the other 60 may still become 0 to 60
    assessing.set_points(panel, ("D01", "E1", "complementarity"), 450)
    assert assessing.possible_totals(panel.snapshot(), "D01", "E1") == (3600, 9600, 6000)

    assessing.set_points(panel, ("D01", "E1", "sme_reach"), 400)
    assessing.set_points(panel, ("D01", "E1", "infrastructure"), 350)
    # 36 + 28 + 17,5
    assert assessing.possible_totals(panel.snapshot(), "D01", "E1") == (8150, 8150, 6000)


@pytest.mark.parametrize(
    ("points", "needs"),
    [
        (450, False),  # a quarter above the mean of 4,2
        (400, False),
        (350, True),  # 0,7 below the mean
        (500, True),  # 0,8 above it
        (300, True),
    ],
)
def test_a_consensus_that_departs_from_the_panel_needs_a_reason(
    panel: Workspace, points: int, needs: bool
) -> None:
    give(panel, "sme_reach", 350, 450, 450, 450, 400)
    entry = Agreement("D01", "sme_reach", points, MOTIVATION)

    assert agreeing.needs_reason(panel.call, cell(panel), points) is needs
    if needs:
        with pytest.raises(UserError) as refused:
            agreeing.agree(panel, [entry])
        assert refused.value.code == "CONSENSUS_REASON"
    agreeing.agree(panel, [replace(entry, reason="Na bespreking van bijlage 3." if needs else "")])

    assert (cell(panel).value_cp, cell(panel).source) == (points, Source.CONSENSUS)


def test_a_consensus_outside_the_range_needs_a_reason_however_near(panel: Workspace) -> None:
    give(panel, "sme_reach", 350, 350, 400, 400, 400)

    assert agreeing.needs_reason(panel.call, cell(panel), 450)
    assert not agreeing.needs_reason(panel.call, cell(panel), 400)


def test_agreements_are_recorded_all_or_none(panel: Workspace) -> None:
    give(panel, "sme_reach", 400, 400, 400, 400, 400)
    give(panel, "infrastructure", 400, 400, 400, 400, 400)

    with pytest.raises(UserError):
        agreeing.agree(
            panel,
            [
                Agreement("D01", "infrastructure", 400, MOTIVATION),
                Agreement("D01", "sme_reach", 100, MOTIVATION),
            ],
        )

    assert panel.snapshot().agreed == ()


def test_agreeing_to_the_aggregate_keeps_it_and_the_motivation(panel: Workspace) -> None:
    give(panel, "sme_reach", 350, 400, 400, 400, 400)

    agreeing.agree(panel, [Agreement("D01", "sme_reach", None, MOTIVATION)])

    assert (cell(panel).value_cp, cell(panel).source) == (390, Source.AGGREGATE)
    (plain,) = (p for p in agreeing.as_plain(panel.computed()) if p["motivation"])
    assert plain["criterion"] == "sme_reach"


def test_a_consensus_is_stale_once_points_change_and_fresh_again_when_they_change_back(
    panel: Workspace,
) -> None:
    give(panel, "sme_reach", 400, 400, 400, 400, 400)
    agreeing.agree(panel, [Agreement("D01", "sme_reach", 400, MOTIVATION)])

    give(panel, "sme_reach", 450)
    assert agreeing.is_open(cell(panel))
    assert cell(panel).value_cp == 400, "the consensus still decides while it is looked at"

    give(panel, "sme_reach", 400)
    assert not agreeing.is_open(cell(panel))


def test_a_consensus_on_nothing_cannot_be_confirmed(panel: Workspace) -> None:
    with pytest.raises(UserError) as refused:
        agreeing.confirm(panel, "D01", "sme_reach")

    assert refused.value.code == "NOT_AGREED"


@pytest.mark.parametrize(
    ("entry", "code"),
    [
        (Agreement("D99", "sme_reach", 400, MOTIVATION), "UNKNOWN_DOSSIER"),
        (Agreement("D01", "prijs", 400, MOTIVATION), "UNKNOWN_CRITERION"),
    ],
)
def test_a_consensus_on_what_does_not_exist_is_refused(
    panel: Workspace, entry: Agreement, code: str
) -> None:
    with pytest.raises(UserError) as refused:
        agreeing.agree(panel, [entry])

    assert refused.value.code == code


def test_agreements_come_in_from_a_file(panel: Workspace) -> None:
    give(panel, "sme_reach", 400, 400, 400, 400, 400)
    text = f'[[agreed]]\ndossier = "D01"\ncriterion = "sme_reach"\npoints = 4.0\nmotivation = "{MOTIVATION}"\n'

    agreeing.agree(panel, agreeing.agreements_from(text, "consensus.toml"))

    assert panel.snapshot().agreed_by_cell["D01", "sme_reach"].points_cp == 400
    with pytest.raises(UserError) as refused:
        agreeing.agreements_from('[[agreed]]\ndossier = "D01"', "consensus.toml")
    assert refused.value.params["key"] == "agreed[0].criterion"


def test_points_of_a_dossier_taken_away_stay_and_count(panel: Workspace) -> None:
    give(panel, "sme_reach", 300, 400, 500, 400, 400)

    panelling.unassign(panel, Assignment("E1", "D01"))

    assert cell(panel).aggregate_cp == 400
    assert "E1" not in panel.snapshot().assigned["D01"]


def test_only_admissible_dossiers_are_handed_out(tmp_path: Path) -> None:
    with new_panel(tmp_path) as workspace:
        put_dossiers(
            workspace,
            [dossier(), dossier("D02", sme_only=False), dossier("D03", withdrawn=True)],
        )
        seat_panel(workspace, 2)

        assert workspace.snapshot().assigned == {"D01": ("E1", "E2"), "D02": (), "D03": ()}
