"""Assignment: planned and explained, accepted at once, and never at the price of a score."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from delpanel.errors import NotAllowed, StaleValue, UserError
from delpanel.model.actor import Role
from delpanel.model.attachment import AttachedFile, Attachment
from delpanel.model.call import Balance
from delpanel.model.dossier import Section
from delpanel.model.pack import Answer
from delpanel.model.panel import (
    Assignment,
    ConflictOfInterest,
    EvaluatorProfile,
)
from delpanel.services.assignment import assigning
from delpanel.services.assignment.assigning import accept_assignment, plan_assignment
from delpanel.services.assignment.assignment_input import PagesFrom, Wishes
from delpanel.services.assignment.assignment_view import AssignmentWords
from delpanel.services.people import assessing, expertise, panelling
from delpanel.services.round import declaring
from delpanel.services.state.workspace import Workspace
from delpanel.storage.contents import state_digest
from scoring.assignment.assignment_reasons import Why
from tests.factories import dossier, new_panel, put_dossiers, reopened, seat_panel

TWO = Wishes(per_dossier=2)


@pytest.fixture
def panel(tmp_path: Path) -> Iterator[Workspace]:
    """Six dossiers, five evaluators, nothing assigned."""
    with new_panel(tmp_path) as workspace:
        put_dossiers(workspace, [dossier(f"D0{n}") for n in range(1, 7)])
        seat_panel(workspace)
        for one in workspace.snapshot().assignments:
            panelling.unassign(workspace, one)
        yield workspace


def words(workspace: Workspace, plan: assigning.AssigningPlan) -> AssignmentWords:
    return AssignmentWords(workspace.snapshot(), plan, "nl")


def test_plan_writes_nothing_and_accepting_writes_what_it_showed(panel: Workspace) -> None:
    before = state_digest(panel.store)

    plan = plan_assignment(panel, TWO)

    assert state_digest(panel.store) == before
    assert sorted(load.then for load in plan.loads.values()) == [2, 2, 2, 3, 3]
    accept_assignment(panel, plan)
    assert set(panel.snapshot().assignments) == set(plan.added)
    again = plan_assignment(panel, TWO)
    assert (again.added, again.removed) == ((), ())


def test_accepting_is_one_line_in_the_journal(panel: Workspace) -> None:
    with panel.store.read() as state:
        before = len(state.journal.entries())

    accept_assignment(panel, plan_assignment(panel, TWO))

    with panel.store.read() as state:
        (entry,) = state.journal.entries()[before:]
    assert (entry.verb, entry.subject) == ("assign-plan", "+12 -0")
    assert "+E1/" in entry.detail


def test_somebody_else_wrote_since_and_nothing_is_accepted(panel: Workspace) -> None:
    plan = plan_assignment(panel, TWO)
    panelling.declare_conflict(panel, ConflictOfInterest("E1", "D01", "Familie."))

    with pytest.raises(StaleValue) as refused:
        accept_assignment(panel, plan)

    assert refused.value.code == "ASSIGNMENT_STALE"
    assert panel.snapshot().assignments == ()


def test_member_who_gave_points_keeps_the_dossier_and_the_points(panel: Workspace) -> None:
    mine = [Assignment("E1", f"D0{n}") for n in range(1, 7)]
    panelling.assign(panel, mine)
    for number in ("D01", "D02", "D03", "D04"):
        assessing.set_points(panel, (number, "E1", "sme_reach"), 350)
    given = panel.snapshot().assessments

    plan = plan_assignment(panel, Wishes(per_dossier=1, maximum=9))
    accept_assignment(panel, plan)

    held = set(panel.snapshot().assignments)
    assert set(mine[:4]) <= held
    assert set(mine[4:]) & held == set()
    assert panel.snapshot().assessments == given
    assert plan.reason("E1", "D01").why is Why.FIXED
    with pytest.raises(NotAllowed) as refused:
        assigning.exchange(panel, (), [Assignment("E1", "D01")])
    assert refused.value.code == "ASSIGNMENT_WORKED"


def test_more_points_than_wanted_all_stay_and_are_named(panel: Workspace) -> None:
    for who in ("E1", "E2", "E3"):
        panelling.assign(panel, [Assignment(who, "D01")])
        assessing.set_points(panel, ("D01", who, "sme_reach"), 350)

    plan = plan_assignment(panel, TWO)

    assert {e for d, e in plan.proposed if d == "D01"} == {"E1", "E2", "E3"}
    assert [n.code for n in plan.notices if n.params["names"] == "D01"] == ["ASSIGN_RAISED"]


def test_conflict_bars_and_takes_a_voided_pair_away(panel: Workspace) -> None:
    panelling.assign(panel, [Assignment("E1", "D01")])
    assessing.set_points(panel, ("D01", "E1", "sme_reach"), 350)
    panelling.declare_conflict(panel, ConflictOfInterest("E1", "D01", "Familie."))

    plan = plan_assignment(panel, TWO)
    accept_assignment(panel, plan)

    assert Assignment("E1", "D01") not in panel.snapshot().assignments
    assert plan.reason("E1", "D01").why is Why.CONFLICT
    assert words(panel, plan).why("E1", "D01") == (
        "Anke Verbeeck heeft een belangenconflict bij D01."
    )


def test_who_left_gets_nothing_new_and_keeps_what_was_scored(panel: Workspace) -> None:
    panelling.assign(panel, [Assignment("E5", "D01"), Assignment("E5", "D02")])
    assessing.set_points(panel, ("D01", "E5", "sme_reach"), 350)
    gone = panel.snapshot().evaluator_by_id["E5"]
    # assigned as before: of a dossier not scored the rules take the assignment away
    with panel.act("panel") as unit:
        unit.panel.save_evaluator(replace(gone, active=False))

    plan = plan_assignment(panel, TWO)

    assert {d for d, e in plan.proposed if e == "E5"} == {"D01"}
    assert plan.removed == (Assignment("E5", "D02"),)


def test_expertise_is_asked_whatever_its_capitals(panel: Workspace) -> None:
    expertise.save_profile(panel, EvaluatorProfile("E4", ("Bouwrecht", "ICT")))
    expertise.ask(panel, "D03", ["ict"])

    plan = plan_assignment(panel, TWO)

    assert ("D03", "E4") in plan.proposed
    assert words(panel, plan).why("E4", "D03") == (
        "Van wie D03 mag beoordelen, kent alleen Dirk Maes ‘ICT’."
    )


def test_profile_goes_before_what_the_call_and_the_wish_say(panel: Workspace) -> None:
    expertise.save_profile(panel, EvaluatorProfile("E1", maximum=1))
    expertise.save_profile(panel, EvaluatorProfile("E2", minimum=4))

    plan = plan_assignment(panel, Wishes(per_dossier=2, maximum=3, minimum=2))

    limits = {e: (load.minimum, load.maximum, load.then) for e, load in plan.loads.items()}
    assert limits["E1"] == (1, 1, 1)
    assert limits["E2"] == (4, 4, 4)
    assert limits["E3"][:2] == (2, 3)


def test_clash_is_said_in_words_and_accepts_nothing(panel: Workspace) -> None:
    panelling.declare_conflict(panel, ConflictOfInterest("E1", "D04", "Familie."))
    panelling.declare_conflict(panel, ConflictOfInterest("E2", "D04", "Familie."))
    panelling.declare_conflict(panel, ConflictOfInterest("E3", "D04", "Familie."))

    plan = plan_assignment(panel, Wishes(per_dossier=3))

    assert words(panel, plan).clash() == (
        "Deze eis kan niet vervuld worden.",
        "D04 vraagt 3 beoordelaars; beschikbaar: 2.",
    )
    for act in (
        lambda: accept_assignment(panel, plan),
        lambda: plan.reason("E1", "D01"),
        lambda: plan.other_way("E1", "D01"),
    ):
        with pytest.raises(NotAllowed) as refused:
            act()
        assert refused.value.code == "ASSIGNMENT_CLASH"


def test_too_little_room_says_the_sum(panel: Workspace) -> None:
    plan = plan_assignment(panel, Wishes(per_dossier=3, maximum=3))

    head, total = words(panel, plan).clash()[:2]
    assert head.startswith("Deze 11 eisen kunnen niet samen vervuld worden")
    assert total == (
        "Samen zijn er 18 beoordelingen gevraagd, en deze leden nemen er hoogstens 15."
    )


def test_pages_are_counted_in_attachments_and_else_estimated(panel: Workspace) -> None:
    with panel.act("attach") as unit:
        for number, pages in ((1, 12), (2, 19)):
            record = Attachment("D01", number, f"{number}.pdf", "application/pdf", pages, "0" * 64)
            unit.attachments.put(AttachedFile(record, b"%PDF"))
    text = Section("sme_reach", "Lang", "woord " * 1201)
    put_dossiers(panel, [dossier("D02", sections=(text,))])

    plan = plan_assignment(panel, Wishes(per_dossier=2, balance=Balance.PAGES))

    found = {d: (held.number, held.source) for d, held in plan.given.pages.items()}
    assert found["D01"] == (31, PagesFrom.ATTACHMENTS)
    assert found["D02"] == (4, PagesFrom.TEXTS)
    assert plan.given.problem.dossier["D01"].load == 4
    (guess,) = [n for n in plan.notices if n.code == "ASSIGN_PAGES_GUESSED"]
    assert guess.params["names"] == "D02, D03, D04, D05, D06"


def test_members_who_did_not_declare_are_named_until_they_did(panel: Workspace) -> None:
    for who in ("E1", "E2", "E3", "E4"):
        for number in range(1, 7):
            declaring.write_down(panel, (who, f"D0{number}"), Answer.NONE, "Gebeld.")

    plan = plan_assignment(panel, TWO)

    (notice,) = plan.notices
    assert (notice.code, notice.params["names"]) == ("ASSIGN_UNDECLARED", "Els Peeters")


def test_dossiers_that_are_not_judged_keep_what_they_have(panel: Workspace) -> None:
    panelling.assign(panel, [Assignment("E1", "D06")])
    put_dossiers(panel, [dossier("D06", withdrawn=True)])

    plan = plan_assignment(panel, TWO)
    accept_assignment(panel, plan)

    assert Assignment("E1", "D06") in panel.snapshot().assignments
    assert all(dossier_id != "D06" for dossier_id, _ in plan.proposed)


def test_other_way_is_worked_out(panel: Workspace) -> None:
    accept_assignment(panel, plan_assignment(panel, TWO))
    plan = plan_assignment(panel, TWO)
    dossier_id, who = min(plan.proposed)

    other = plan.other_way(who, dossier_id)

    assert words(panel, plan).of_other_way(other) == (
        "Anders vallen er 1 bestaande toewijzingen weg in plaats van 0."
    )


def test_only_the_office_assigns_and_unknown_names_are_refused(panel: Workspace) -> None:
    plan = plan_assignment(panel, TWO)
    for pair, code in ((("E9", "D01"), "UNKNOWN_EVALUATOR"), (("E1", "D99"), "UNKNOWN_DOSSIER")):
        with pytest.raises(UserError) as refused:
            plan.reason(*pair)
        assert refused.value.code == code
    for wish in (Wishes(per_dossier=0), Wishes(minimum=3, maximum=2)):
        with pytest.raises(UserError) as refused:
            plan_assignment(panel, wish)
        assert refused.value.code == "WISH_RANGE"

    with reopened(panel, Role.EVALUATOR, evaluator="E1") as member:
        with pytest.raises(NotAllowed) as barred:
            plan_assignment(member, TWO)
        assert barred.value.code == "OFFICE_ONLY"


def test_empty_panel_has_nothing_to_assign(tmp_path: Path) -> None:
    with new_panel(tmp_path) as workspace:
        with pytest.raises(UserError) as refused:
            plan_assignment(workspace)

        assert refused.value.code == "NOTHING_TO_ASSIGN"


def test_profiles_and_asked_expertise_are_kept_and_taken_back(panel: Workspace) -> None:
    before = state_digest(panel.store)
    expertise.save_profile(panel, EvaluatorProfile("E1", ("bouw", "recht"), 1, 4))
    expertise.ask(panel, "D01", ["recht; Bouw, recht"])

    held = panel.snapshot()
    assert held.profile_of["E1"] == EvaluatorProfile("E1", ("bouw", "recht"), 1, 4)
    assert held.dossier_expertise == {"D01": ("Bouw", "recht")}
    with pytest.raises(UserError) as refused:
        expertise.save_profile(panel, EvaluatorProfile("E1", minimum=5, maximum=4))
    assert refused.value.code == "PROFILE_RANGE"

    expertise.save_profile(panel, EvaluatorProfile("E1"))
    expertise.ask(panel, "D01", [])
    assert state_digest(panel.store) == before
