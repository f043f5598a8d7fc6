"""Approvals: of a digest, by who may speak, and in the way of a decision where the call says so."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from delpanel.cli import REFUSED, main
from delpanel.errors import NotAllowed, UserError
from delpanel.model.actor import Role
from delpanel.model.approval import ApprovalAnswer, ApprovalRule, ApprovalSource
from delpanel.model.assessment import AgreedPoints
from delpanel.model.panel import ConflictOfInterest
from delpanel.model.panel_change import LeaveRule
from delpanel.services.calls import calling, releasing
from delpanel.services.consensus import agreeing, panel_changing
from delpanel.services.consensus.agreeing import Agreement
from delpanel.services.decision import freezing
from delpanel.services.exports import exporting
from delpanel.services.letters import lettering
from delpanel.services.people import approving, assessing, panelling
from delpanel.services.people.approving import ApprovalState, approval_state
from delpanel.services.state.workspace import Workspace
from tests.delpanel.letters.pdf_reading import flowing
from tests.factories import CRITERIA, MOTIVATION, dossier, judged_panel, reopened

NOTE = "De raming van het kmo-bereik is niet onderbouwd."
POINTS = {name: dict.fromkeys(CRITERIA, 400) for name in ("D01", "D02")}


def panel_asking(folder: Path, rule: str, members: int = 3) -> Workspace:
    """Give two agreed dossiers of a call that asks for approvals."""
    text = calling.shipped_text("del-2020")
    text = text.replace("discrepancy = 1.5", f'discrepancy = 1.5\napprovals = "{rule}"')
    both = [dossier(), dossier("D02", nuts="BE22")]
    return judged_panel(folder, both, POINTS, text, count=members)


@pytest.fixture
def panel(tmp_path: Path) -> Iterator[Workspace]:
    with panel_asking(tmp_path, "all") as workspace:
        yield workspace


def state(workspace: Workspace, name: str = "D01") -> ApprovalState:
    return approval_state(workspace.snapshot(), name)


def obstacles(workspace: Workspace) -> list[tuple[str, str, str]]:
    return [(o.code, o.dossier, o.detail) for o in freezing.obstacles(workspace.computed())]


def dissent(workspace: Workspace, name: str, member: str) -> None:
    approving.answer(workspace, name, member, ApprovalAnswer.DISSENT, NOTE)


def test_the_chair_calls_the_roll_and_everyone_present_approves(panel: Workspace) -> None:
    dissent(panel, "D01", "E2")

    approving.roll_call(panel, "D01", ["E1", "E2"])

    found = state(panel)
    assert (found.approved, found.dissenting, found.awaited) == (("E1",), ("E2",), ("E3",))
    assert {one.source for one in found.answers} == {ApprovalSource.ROOM}

    approving.roll_call(panel, "D01")

    assert state(panel).awaited == ()
    assert state(panel).dissenting == ("E2",)


def test_a_proposed_value_never_counts_as_agreed(panel: Workspace) -> None:
    agreeing.restore(panel, "D01", [("sme_reach", None)])

    with pytest.raises(NotAllowed) as refused:
        approving.roll_call(panel, "D01")

    assert refused.value.code == "APPROVAL_NOT_AGREED"
    assert ("APPROVAL_NOT_AGREED", "D01", "") in obstacles(panel)


def test_who_has_a_conflict_or_left_is_not_asked(panel: Workspace) -> None:
    panelling.declare_conflict(panel, ConflictOfInterest("E1", "D01", "Familie."))
    plan = panel_changing.plan_leave(panel, "E2", LeaveRule.KEEP)
    panel_changing.apply(panel, plan, "Ziek.")

    assert state(panel).required == ("E3",)
    for member in ("E1", "E2"):
        with pytest.raises(NotAllowed) as refused:
            approving.answer(panel, "D01", member, ApprovalAnswer.APPROVED)
        assert refused.value.code == "APPROVAL_NOT_ASKED"


def test_a_dissent_says_why(panel: Workspace) -> None:
    with pytest.raises(UserError) as refused:
        approving.answer(panel, "D01", "E1", ApprovalAnswer.DISSENT, "  ")

    assert refused.value.code == "DISSENT_NOTE"
    assert panel.snapshot().approvals == ()


def test_an_approval_lapses_when_the_consensus_changes_and_not_before(panel: Workspace) -> None:
    approving.roll_call(panel, "D01")
    assessing.set_motivation(panel, ("D01", "E1", "sme_reach"), "Andere woorden van een lid.")
    assert state(panel).awaited == ()

    agreeing.agree(panel, [Agreement("D01", "sme_reach", 450, MOTIVATION, "Besproken.")])

    found = state(panel)
    assert (found.answers, len(found.stale), found.awaited) == ((), 3, ("E1", "E2", "E3"))
    assert ("APPROVAL_AWAITED", "D01", "E1, E2, E3") in obstacles(panel)


def test_undo_brings_an_approval_back_to_life(panel: Workspace) -> None:
    approving.roll_call(panel, "D01")
    held = panel.snapshot().agreed_by_cell["D01", "sme_reach"]
    agreeing.agree(panel, [Agreement("D01", "sme_reach", 450, MOTIVATION, "Besproken.")])

    agreeing.restore(panel, "D01", [("sme_reach", held)])

    assert state(panel).awaited == ()


Act = Callable[[Workspace], object]
ANSWERS: Mapping[str, tuple[str, list[tuple[str, ApprovalAnswer]], str | None]] = {
    "nothing asked": ("none", [], None),
    "half is no majority": ("majority", [("E1", ApprovalAnswer.APPROVED)], "APPROVAL_MAJORITY"),
    "more than half": (
        "majority",
        [("E1", ApprovalAnswer.APPROVED), ("E2", ApprovalAnswer.APPROVED)],
        None,
    ),
    "one still silent": (
        "all",
        [("E1", ApprovalAnswer.APPROVED), ("E2", ApprovalAnswer.DISSENT)],
        "APPROVAL_AWAITED",
    ),
    "a dissent holds nothing up": (
        "all",
        [
            ("E1", ApprovalAnswer.APPROVED),
            ("E2", ApprovalAnswer.DISSENT),
            ("E3", ApprovalAnswer.APPROVED),
        ],
        None,
    ),
    "a dissent breaks unanimity": (
        "unanimous",
        [
            ("E1", ApprovalAnswer.APPROVED),
            ("E2", ApprovalAnswer.DISSENT),
            ("E3", ApprovalAnswer.APPROVED),
        ],
        "APPROVAL_DISSENT",
    ),
}


@pytest.mark.parametrize("name", ANSWERS)
def test_each_rule_of_a_call_asks_what_it_says(tmp_path: Path, name: str) -> None:
    rule, answers, code = ANSWERS[name]
    with panel_asking(tmp_path, rule) as workspace:
        assert workspace.call.panel.approvals is ApprovalRule(rule)
        for member, said in answers:
            approving.answer(workspace, "D01", member, said, NOTE)
        if rule != "none":
            approving.roll_call(workspace, "D02")

        assert [code for code, *_ in obstacles(workspace)] == ([] if code is None else [code])


def test_two_of_four_is_no_majority(tmp_path: Path) -> None:
    with panel_asking(tmp_path, "majority", members=4) as workspace:
        approving.roll_call(workspace, "D01", ["E1", "E2"])
        approving.roll_call(workspace, "D02", ["E1", "E2", "E3"])

        assert obstacles(workspace) == [("APPROVAL_MAJORITY", "D01", "E3, E4")]


def test_freezing_is_refused_with_the_whole_list_of_what_blocks(
    panel: Workspace, capsys: pytest.CaptureFixture[str]
) -> None:
    approving.roll_call(panel, "D01", ["E1"])
    with pytest.raises(UserError) as refused:
        freezing.freeze(panel)
    assert refused.value.code == "APPROVAL_AWAITED"
    path = str(panel.path)
    panel.close()

    code = main(["freeze", path])

    said = capsys.readouterr().err.splitlines()
    assert code == REFUSED
    assert said[1:] == [
        "delpanel: D01: goedkeuring ontbreekt van E2, E3.",
        "delpanel: D02: goedkeuring ontbreekt van E1, E2, E3.",
    ]


def test_a_dissent_is_in_the_decision_and_the_overview_without_a_name(
    panel: Workspace, tmp_path: Path
) -> None:
    dissent(panel, "D01", "E2")
    for name in ("D01", "D02"):
        approving.roll_call(panel, name)
    freezing.freeze(panel)
    exporting.export(panel, "decision", tmp_path / "d.json", replace=False)
    exporting.export(panel, "overview", tmp_path / "o.pdf", replace=False)
    letters = lettering.issue(panel, tmp_path / "brieven")

    said = json.loads((tmp_path / "d.json").read_text(encoding="utf-8"))["decision"]["approvals"]
    assert said["rule"] == "all"
    assert said["dossiers"]["D01"] == {"required": 3, "approved": 2, "dissent": [NOTE]}
    overview = flowing((tmp_path / "o.pdf").read_bytes())
    assert "Goedkeuring van de consensus" in overview
    assert "2 / 3" in overview
    names = [evaluator.name for evaluator in panel.snapshot().evaluators]
    written = [
        overview,
        *(flowing((tmp_path / "brieven" / one.file_name).read_bytes()) for one in letters),
    ]
    assert [name for name in names for text in written if name in text] == []
    assert NOTE not in " ".join(written[1:])


@pytest.mark.parametrize(
    ("role", "code"), [(Role.READER, "OFFICE_ONLY"), (Role.EVALUATOR, "OTHER_SHEET")]
)
def test_only_the_office_records_answers_of_others(panel: Workspace, role: Role, code: str) -> None:
    with reopened(panel, role, evaluator="E3") as other:
        acts: list[Act] = [
            lambda w: approving.take_back(w, "D01", ["E1"]),
            lambda w: dissent(w, "D01", "E1"),
        ]
        for act in acts:
            with pytest.raises(NotAllowed) as refused:
                act(other)
            assert refused.value.code == code
        with pytest.raises(NotAllowed) as rolled:
            approving.roll_call(other, "D01")
        assert rolled.value.code == "OFFICE_ONLY"


def test_a_member_answers_at_an_own_login_once_the_points_are_released(panel: Workspace) -> None:
    releasing.release(panel)
    with reopened(panel, Role.EVALUATOR, evaluator="E3") as own:
        dissent(own, "D01", "E3")

        assert state(own).dissenting == ("E3",)
        approving.take_back(own, "D01", ["E3"])
        assert "E3" in state(own).awaited


def test_a_later_stricter_gap_asks_for_the_reason_that_is_missing(panel: Workspace) -> None:
    assessing.set_points(panel, ("D01", "E1", "sme_reach"), 450)
    agreeing.agree(panel, [Agreement("D01", "sme_reach", 400, MOTIVATION)])
    text = panel.snapshot().call_text.replace("consensus_gap = 0.5", "consensus_gap = 0.1")
    text = text.replace('approvals = "all"', 'approvals = "none"')

    calling.replace_text(panel, text, "Strenger.")

    assert obstacles(panel) == [("FREEZE_REASON", "D01", "sme_reach")]


EDITS = st.lists(
    st.tuples(
        st.sampled_from(["D01", "D02"]),
        st.sampled_from(CRITERIA),
        st.sampled_from([350, 400, 450]),
        st.sampled_from([MOTIVATION, "Korter gezegd."]),
    ),
    min_size=1,
    max_size=5,
)


@settings(
    max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(edits=EDITS)
def test_an_approval_is_stale_if_and_only_if_the_digest_of_the_agreed_changed(
    tmp_path_factory: pytest.TempPathFactory, edits: list[tuple[str, str, int, str]]
) -> None:
    with panel_asking(tmp_path_factory.mktemp("goed"), "all") as workspace:
        for name in ("D01", "D02"):
            approving.roll_call(workspace, name)
        approved = {
            name: {key: (a.points_cp, a.motivation) for key, a in _of(workspace, name).items()}
            for name in ("D01", "D02")
        }
        for name, criterion, points, words in edits:
            agreeing.agree(workspace, [Agreement(name, criterion, points, words, "Besproken.")])

        for name in ("D01", "D02"):
            now = {key: (a.points_cp, a.motivation) for key, a in _of(workspace, name).items()}
            changed = now != approved[name]
            assert bool(state(workspace, name).stale) is changed
            assert bool(state(workspace, name).answers) is not changed


def _of(workspace: Workspace, name: str) -> dict[str, AgreedPoints]:
    return {a.criterion: a for a in workspace.snapshot().agreed if a.dossier == name}
