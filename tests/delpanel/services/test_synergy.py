"""Declared synergy: set before the first points, locked after them, and counted everywhere."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import pytest

from delpanel.errors import NotAllowed, StaleValue, UserError
from delpanel.model.actor import Role
from delpanel.model.panel import ConflictOfInterest
from delpanel.services.allocation.envelope_steps import envelope_steps
from delpanel.services.allocation.explaining import Explaining
from delpanel.services.allocation.funded_map import funded_map
from delpanel.services.allocation.robust_set import robust_set
from delpanel.services.allocation.sturdiness import deciding_rule, stability
from delpanel.services.calls import calling
from delpanel.services.consensus.watching import leave_one_out
from delpanel.services.decision import freezing
from delpanel.services.intake import synergy
from delpanel.services.intake.synergy import PairStanding
from delpanel.services.letters.lettering import frozen_decision
from delpanel.services.people import panelling
from delpanel.services.state import presiding
from delpanel.services.state.data_digest import data_digest
from delpanel.services.state.workspace import Workspace
from delpanel.storage.contents import state_digest
from scoring.rules import Policy
from tests.delpanel.services.pairs import (
    SYNERGY_CALL,
    TURNS,
    WHY,
    WITH,
    WITHOUT,
    best_by_trying,
    paired_panel,
)
from tests.factories import (
    dossier,
    f1_panel,
    give_points,
    new_panel,
    put_dossiers,
    reopened,
    seat_panel,
)

POINTS = {"D01": {"sme_reach": 400}}


@pytest.fixture
def intake(tmp_path: Path) -> Iterator[Workspace]:
    with paired_panel(tmp_path, judged=False) as workspace:
        yield workspace


@pytest.fixture(scope="module")
def judged(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workspace]:
    with paired_panel(tmp_path_factory.mktemp("judged"), TURNS) as workspace:
        yield workspace


def journal(workspace: Workspace) -> list[tuple[str, str, str]]:
    with workspace.store.read() as reading:
        lines = [(e.verb, e.subject, e.detail) for e in reading.journal.entries()]
    return [line for line in lines if line[0].startswith("synergy")]


def test_each_step_is_in_the_journal_with_before_and_after(intake: Workspace) -> None:
    synergy.declare(intake, "D02", "D01", 25, f" {WHY} ")
    synergy.declare(intake, "D01", "D02", 25, WHY)
    synergy.declare(intake, "D01", "D02", -150, "Ze werven dezelfde bedrijven.")
    synergy.withdraw(intake, "D02", "D01", "Vergissing.")

    assert journal(intake) == [
        ("synergy", "D01+D02", f"\u2013 \u2192 +0,25: {WHY}"),
        ("synergy", "D01+D02", "+0,25 \u2192 \u22121,5: Ze werven dezelfde bedrijven."),
        ("synergy-removed", "D01+D02", "\u22121,5 \u2192 \u2013: Vergissing."),
    ]
    assert intake.snapshot().synergies == ()


@pytest.mark.parametrize(
    ("one", "other", "points_cp", "reason", "code"),
    [
        ("D01", "D02", 25, " ", "REASON_MISSING"),
        ("D01", "D02", 25, "a" * 1001, "SYNERGY_REASON_LONG"),
        ("D01", "D02", 25, "Sterk \N{ROCKET}", "SYNERGY_REASON_SIGNS"),
        ("D01", "D99", 25, WHY, "UNKNOWN_DOSSIER"),
        ("D01", "D01", 25, WHY, "SYNERGY_SELF"),
        ("D01", "D02", 0, WHY, "SYNERGY_ZERO"),
        ("D01", "D02", None, WHY, "SYNERGY_ZERO"),
        ("D01", "D02", 501, WHY, "SYNERGY_RANGE"),
        ("D01", "D02", -501, WHY, "SYNERGY_RANGE"),
    ],
)
def test_what_cannot_be_is_refused(
    intake: Workspace, one: str, other: str, points_cp: int | None, reason: str, code: str
) -> None:
    with pytest.raises(UserError) as refused:
        synergy.declare(intake, one, other, points_cp, reason)

    assert refused.value.code == code
    assert intake.snapshot().synergies == ()


def test_the_whole_scale_either_way_is_allowed(intake: Workspace) -> None:
    synergy.declare(intake, "D01", "D02", 500, WHY)
    synergy.declare(intake, "D01", "D03", -500, WHY)

    assert [p.points_cp for p in intake.snapshot().synergies] == [500, -500]


def test_nothing_changes_after_the_first_points(intake: Workspace) -> None:
    synergy.declare(intake, "D01", "D02", 25, WHY)
    [held] = intake.snapshot().synergies
    give_points(intake, POINTS, seat_panel(intake, 1))
    off = SYNERGY_CALL.replace("synergy = true", "synergy = false")

    steps: list[tuple[Callable[[], object], str]] = [
        (lambda: synergy.declare(intake, "D01", "D02", 50, WHY), "SYNERGY_LOCKED"),
        (lambda: synergy.declare(intake, "D03", "D02", 50, WHY), "SYNERGY_LOCKED"),
        (lambda: synergy.withdraw(intake, "D01", "D02", WHY), "SYNERGY_LOCKED"),
        (lambda: synergy.put_back(intake, held.key, held, None), "SYNERGY_LOCKED"),
        (lambda: calling.replace_text(intake, off, "Toch niet."), "SYNERGY_CALL_LOCKED"),
    ]
    for step, code in steps:
        with pytest.raises(UserError) as refused:
            step()
        assert refused.value.code == code
    assert intake.snapshot().synergies == (held,)


def test_only_a_call_that_allows_it_has_pairs(tmp_path: Path) -> None:
    with new_panel(tmp_path) as workspace:
        put_dossiers(workspace, [dossier(), dossier("D02")])
        with pytest.raises(UserError) as refused:
            synergy.declare(workspace, "D01", "D02", 25, WHY)

    assert refused.value.code == "SYNERGY_OFF"


def test_a_call_that_allows_it_no_more_counts_nothing_and_forgets_nothing(
    intake: Workspace,
) -> None:
    synergy.declare(intake, "D01", "D02", 25, WHY)
    allowed, forbidden = intake.snapshot().call_text, SYNERGY_CALL.replace("synergy = true", "")

    calling.replace_text(intake, forbidden, "")
    assert intake.computed().core.rules.pairs == ()
    assert synergy.pair_rows(intake.computed()) == ()

    calling.replace_text(intake, allowed, "")
    assert [p.points_cp for p in intake.computed().core.rules.pairs] == [25]


def test_a_smaller_scale_does_not_pass_over_a_pair(intake: Workspace) -> None:
    synergy.declare(intake, "D01", "D02", 450, WHY)
    smaller = SYNERGY_CALL.replace("maximum = 5\n", "maximum = 4\n")
    smaller = smaller.replace("points = 5\n", "points = 4\n")
    assert smaller != SYNERGY_CALL

    with pytest.raises(UserError) as refused:
        calling.replace_text(intake, smaller, "")

    assert refused.value.code == "SYNERGY_BEYOND"


def test_undo_gives_the_state_from_before(intake: Workspace) -> None:
    synergy.declare(intake, "D01", "D02", 25, WHY)
    [first] = intake.snapshot().synergies
    before = state_digest(intake.store)
    synergy.declare(intake, "D01", "D02", 50, WHY)
    [second] = intake.snapshot().synergies

    synergy.put_back(intake, first.key, second, first)

    assert state_digest(intake.store) == before
    with pytest.raises(StaleValue):
        synergy.put_back(intake, first.key, second, None)


def test_only_the_office_and_nobody_with_a_conflict(intake: Workspace) -> None:
    seat_panel(intake, 1)
    panelling.declare_conflict(intake, ConflictOfInterest("E1", "D02", "Familie."))
    presiding.appoint(intake, "E1", "")

    with pytest.raises(NotAllowed) as refused:
        synergy.declare(intake, "D01", "D02", 25, WHY)
    assert refused.value.code == "PRESIDING_CONFLICT"
    for role, code in ((Role.READER, "OFFICE_ONLY"), (Role.EVALUATOR, "OFFICE_ONLY")):
        with reopened(intake, role, evaluator="E1") as other, pytest.raises(NotAllowed) as denied:
            synergy.declare(other, "D01", "D03", 25, WHY)
        assert denied.value.code == code


def test_a_pair_changes_what_is_funded_as_trying_everything_says(judged: Workspace) -> None:
    computed = judged.computed()
    proposal = computed.proposal(Policy.COVERAGE)

    bare = best_by_trying(proposal.problem, (), 100)
    tried = best_by_trying(proposal.problem, (TURNS,), 100)

    assert bare == (5, 208_250, WITHOUT)
    assert tried == (5, 210_500, WITH)
    assert frozenset(proposal.funded) == WITH
    assert (proposal.totals.value, proposal.totals.pair_value) == (210_500, 2_500)
    assert len(proposal.engines) == 2
    assert frozenset(computed.quick_proposal().funded) == WITH


def test_ranking_order_ignores_pairs(judged: Workspace, tmp_path: Path) -> None:
    with f1_panel(tmp_path) as plain:
        theirs, order = plain.computed().proposal(Policy.RANKING), plain.computed().ranking.order

    ours = judged.computed().proposal(Policy.RANKING)

    assert ours.awards == theirs.awards
    assert judged.computed().ranking.order == order


def test_every_what_if_counts_the_pair(judged: Workspace) -> None:
    computed = judged.computed()
    weights = tuple(c.weight for c in computed.core.rules.criteria)

    assert deciding_rule(computed)(weights) == WITH
    assert deciding_rule(computed)(tuple(7 * w for w in weights)) == WITH
    assert funded_map(computed).official == WITH
    region = funded_map(computed).found.region_at(weights)
    assert region is not None
    assert region.funded == WITH
    assert {s.current.funded for s in stability(computed, deciding_rule(computed))} == {WITH}
    assert leave_one_out(computed).funded == WITH
    robust = robust_set(computed)
    assert robust is not None
    assert WITH in robust.portfolios
    here = next(step for step in envelope_steps(computed) if step.is_call)
    assert frozenset(here.funded) == WITH
    assert here.value_on_100 == Fraction(421)
    asked = Explaining(computed).explainer
    assert frozenset(asked.best.ids) == WITH


def test_under_other_weights_a_pair_keeps_its_size(judged: Workspace) -> None:
    other = judged.computed().under({"sme_reach": 10, "complementarity": 1, "infrastructure": 1})
    proposal = other.proposal(Policy.COVERAGE)

    found = best_by_trying(proposal.problem, (TURNS,), 12)

    assert (proposal.objective.provinces, proposal.objective.value) == found[:2]
    assert [s.points for s in proposal.problem.synergies] == [25 * 12]


def test_what_is_left_out_loses_the_sum_with_the_pair(judged: Workspace) -> None:
    """D07 left out: 208250 without the pair against 210500 with it."""
    reason = judged.computed().proposal(Policy.COVERAGE).reasons["D07"]

    assert reason.params["provinces_lost"] == 0
    assert reason.params["value_lost"] == 2_250


def test_withdrawn_inadmissible_and_failing_dossiers_idle_their_pair(tmp_path: Path) -> None:
    with paired_panel(tmp_path, TURNS, ("D01", "D06", 100), ("D04", "D08", 25)) as workspace:
        gone = replace(workspace.snapshot().dossier_by_id["D13"], withdrawn=True)
        put_dossiers(workspace, [gone])
        rows = {row.pair.key: row for row in synergy.pair_rows(workspace.computed())}
        proposal = workspace.computed().proposal()

    assert rows["D10", "D13"].standing is PairStanding.IDLE
    assert rows["D01", "D06"].standing is PairStanding.APART
    assert rows["D04", "D08"].standing is PairStanding.COUNTED
    assert frozenset(proposal.funded) == WITHOUT
    assert proposal.totals.pair_value == 2_500


def test_before_the_first_points_a_pair_counts_if_both_get_funded(intake: Workspace) -> None:
    synergy.declare(intake, "D01", "D02", 25, WHY)

    [row] = synergy.pair_rows(intake.computed())

    assert row.standing is PairStanding.APART


def test_the_decision_document_lists_the_pairs_and_a_letter_can_be_recomputed(
    tmp_path: Path,
) -> None:
    with paired_panel(tmp_path, TURNS, ("D01", "D06", -50)) as workspace:
        digest = data_digest(workspace.snapshot())
        freezing.freeze(workspace)
        allocation = workspace.snapshot().allocation
        assert allocation is not None
        document = json.loads(allocation.document)
        frozen = frozen_decision(workspace.snapshot())
        bare = data_digest(replace(workspace.snapshot(), synergies=()))

    decision = document["decision"]
    assert decision["synergies"] == [
        {
            "dossiers": ["D01", "D06"],
            "points_cp": -50,
            "points": -5_000,
            "reason": WHY,
            "standing": "apart",
        },
        {
            "dossiers": ["D10", "D13"],
            "points_cp": 25,
            "points": 2_500,
            "reason": WHY,
            "standing": "counted",
        },
    ]
    assert decision["totals"]["value_on_100"] == "421"
    assert decision["totals"]["pair_value_on_100"] == "5"
    assert document["data_hash"] == digest != bare
    assert frozenset(frozen.awards) == WITH


def test_a_call_without_synergy_says_nothing_of_it(tmp_path: Path) -> None:
    with f1_panel(tmp_path) as workspace:
        freezing.freeze(workspace)
        allocation = workspace.snapshot().allocation

    assert allocation is not None
    assert "synerg" not in allocation.document
    assert "pair_value" not in allocation.document
