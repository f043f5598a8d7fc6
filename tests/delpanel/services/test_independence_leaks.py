"""What an evaluator might ask past the pages: nothing of others comes back before the release."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from delpanel.errors import NotAllowed, UserError
from delpanel.model.actor import Role
from delpanel.model.pack import PackKind
from delpanel.model.panel import ConflictOfInterest
from delpanel.model.panel_change import LeaveRule
from delpanel.services.calls import releasing
from delpanel.services.consensus import agreeing, consensus_ledger, panel_changing
from delpanel.services.consensus.agreeing import Agreement
from delpanel.services.meetings import minutes
from delpanel.services.packs import packing
from delpanel.services.people import assessing, panelling, voiding
from delpanel.services.returns import collecting
from delpanel.services.state.workspace import Workspace
from tests.factories import (
    CRITERIA,
    MOTIVATION,
    dossier,
    new_panel,
    put_dossiers,
    reopened,
    seat_panel,
)

SECRET = "Niemand mag dit lezen voor de vrijgave van de punten, ook niet langs een omweg."


@pytest.fixture
def own(tmp_path: Path) -> Iterator[Workspace]:
    """E1 at an own login; E2 scored, E3 left with an effect on ranks, one score was voided."""
    made = new_panel(tmp_path)
    put_dossiers(made, [dossier(), dossier("D02", nuts="BE22"), dossier("D03", nuts="BE23")])
    seat_panel(made, 3)
    for member, points in (("E1", 300), ("E2", 450), ("E3", 100)):
        for name in ("D01", "D02", "D03"):
            for criterion in CRITERIA:
                where = (name, member, criterion)
                assessing.set_points(made, where, points)
                assessing.set_motivation(made, where, MOTIVATION if member == "E1" else SECRET)
    agreeing.agree(made, [Agreement("D01", CRITERIA[0], 300, SECRET, SECRET)])
    plan = panel_changing.plan_leave(made, "E3", LeaveRule.EXCLUDE)
    panel_changing.apply(made, plan, SECRET)
    panelling.declare_conflict(made, ConflictOfInterest("E2", "D03", SECRET))
    assert SECRET in repr(made.snapshot())
    with reopened(made, Role.EVALUATOR, evaluator="E1") as found:
        yield found


def test_no_question_to_the_services_tells_of_others(own: Workspace) -> None:
    where = ("D01", "E2", CRITERIA[0])
    state = own.snapshot()

    answers = [
        panel_changing.changes(own),
        consensus_ledger.lines(own),
        assessing.last_change(own, where),
        voiding.voided_scores(state),
        voiding.as_plain(state),
        assessing.as_plain(state),
        assessing.sheet_state(state, "D01", "E2"),
        assessing.possible_totals(state, "D01", "E2"),
        state.void_revisions,
        own.computed().consolidation,
    ]

    said = repr(answers)
    assert SECRET not in said
    assert "450" not in said
    assert answers[:3] == [(), (), None]
    assert state.void_revisions == {}


def test_no_act_of_an_evaluator_opens_a_way_around(own: Workspace, tmp_path: Path) -> None:
    foreign = ("D01", "E2", CRITERIA[0])
    for act in (
        lambda: assessing.set_points(own, foreign, 100),
        lambda: assessing.set_motivation(own, foreign, "x"),
        lambda: voiding.restore_score(own, "E2", "D03", "x"),
        lambda: panelling.lift_conflict(own, "E2", "D03", "x"),
        lambda: panelling.declare_conflict(own, ConflictOfInterest("E2", "D01", "x")),
        lambda: panel_changing.plan_leave(own, "E2", LeaveRule.EXCLUDE),
        lambda: panel_changing.plan_leave(own, "E1", LeaveRule.EXCLUDE),
        lambda: releasing.release(own),
        lambda: packing.issue(own, PackKind.SCORING, tmp_path / "packs"),
        lambda: collecting.plan_sheets(own, [tmp_path / "weg.xlsx"]),
        lambda: agreeing.agree(own, [Agreement("D01", CRITERIA[0], 300, "x")]),
    ):
        with pytest.raises(NotAllowed):
            act()
    with pytest.raises(UserError):
        minutes.write_minutes(own, tmp_path / "verslag.pdf", replace=False)


def test_score_sheets_an_evaluator_writes_hold_the_own_points_alone(
    own: Workspace, tmp_path: Path
) -> None:
    try:
        written = collecting.write_score_sheets(own, tmp_path / "bladen")
    except NotAllowed:
        return

    for path in written:
        if "E1" not in path.name:
            import openpyxl

            book = openpyxl.load_workbook(path)
            values = [c.value for page in book for row in page for c in row]
            assert SECRET not in values
            assert 4.5 not in values


def test_an_own_conflict_voids_the_own_points_and_tells_nothing_more(own: Workspace) -> None:
    panelling.declare_conflict(own, ConflictOfInterest("E1", "D02", "Familie."))

    state = own.snapshot()
    assert {v.evaluator for v in voiding.voided_scores(state)} == {"E1"}
    assert {key[1] for key in state.void_revisions} == {"E1"}
    with pytest.raises(NotAllowed):
        voiding.restore_score(own, "E1", "D02", "Toch niet.")
