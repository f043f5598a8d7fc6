"""Approval packs: own dossiers out, an answer each back, whatever the order and however often."""

from __future__ import annotations

import itertools
import json
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from delpanel.cli import DONE, FOUND, main
from delpanel.errors import NotAllowed, UserError
from delpanel.exchange.packs.pack_format import canonical
from delpanel.exchange.packs.pack_records import to_plain
from delpanel.model.approval import ApprovalAnswer, ApprovalSource
from delpanel.model.pack import GivenApproval, PackKind
from delpanel.model.panel import ConflictOfInterest
from delpanel.services.consensus import agreeing
from delpanel.services.consensus.agreeing import Agreement
from delpanel.services.member import pack_answering, pack_draft, pack_history
from delpanel.services.member.pack_draft import PackDesk
from delpanel.services.packs import packing
from delpanel.services.people import approving, panelling
from delpanel.services.people.approving import ApprovalState, approval_state
from delpanel.services.returns import pack_approvals
from delpanel.services.returns.pack_approvals import ApprovalPlan, ApprovalReturn
from delpanel.services.state.workspace import Workspace
from delpanel.storage.contents import state_digest
from tests.delpanel.services.pack_rounds import SECRET, panel_with_key
from tests.factories import CRITERIA, MOTIVATION, SITTING_AT, agree_all, environment, give_points

NOTE = "Het kmo-bereik is niet onderbouwd."
APPROVED, DISSENT = ApprovalAnswer.APPROVED, ApprovalAnswer.DISSENT
IDS = ("D01", "D02", "D03")
POINTS = {name: dict.fromkeys(CRITERIA, 400) for name in IDS}


class Sitting:
    """A panel that agreed on three dossiers; E1 has a conflict on D02; approval packs are out."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.workspace, self.identity = panel_with_key(folder, 2)
        panelling.declare_conflict(self.workspace, ConflictOfInterest("E1", "D02", "Een neef."))
        give_points(self.workspace, POINTS, ("E1", "E2"))
        agree_all(self.workspace, POINTS)
        self.phrases: dict[str, str] = {}
        self.issue()

    def issue(self) -> None:
        written = packing.issue(
            self.workspace, PackKind.APPROVAL, self.folder / "packs", passphrases=self.phrases
        )
        self.phrases |= {one.issued.head.evaluator: one.passphrase for one in written}

    def path(self, member: str, number: int = 1) -> Path:
        return self.folder / "packs" / f"approval-{member}-{number}.delpack"

    def desk(self, member: str, number: int = 1) -> PackDesk:
        return pack_draft.open_desk(self.path(member, number), self.phrases[member])

    def plan(self, *paths: Path) -> ApprovalPlan:
        return pack_approvals.plan_approvals(self.workspace, paths, self.identity)

    def merge(self, *paths: Path) -> ApprovalPlan:
        plan = self.plan(*paths)
        pack_approvals.accept_approvals(self.workspace, plan)
        return plan

    def state(self, name: str = "D01") -> ApprovalState:
        return approval_state(self.workspace.snapshot(), name)

    def move(self, name: str, points_cp: int) -> None:
        entry = Agreement(name, "sme_reach", points_cp, MOTIVATION, "Besproken.")
        agreeing.agree(self.workspace, [entry])


@pytest.fixture
def sitting(tmp_path: Path) -> Iterator[Sitting]:
    found = Sitting(tmp_path)
    with found.workspace:
        yield found


def said(desk: PackDesk, **answers: ApprovalAnswer) -> PackDesk:
    for name, answer in answers.items():
        note = NOTE if answer is DISSENT else ""
        desk = pack_answering.approve(desk, GivenApproval(name, answer, note), SITTING_AT)
    return desk


def handed_in(desk: PackDesk, target: Path) -> Path:
    return pack_draft.finalise(desk, target, SITTING_AT + timedelta(hours=1)).path


def states(plan: ApprovalPlan) -> dict[str, ApprovalReturn]:
    return {row.given.dossier: row.state for row in plan.rows}


def test_a_pack_holds_what_was_agreed_on_own_dossiers_and_no_byte_of_a_conflicted_one(
    sitting: Sitting,
) -> None:
    content = sitting.desk("E1").content

    assert [one.dossier for one in content.agreed] == ["D01", "D03"]
    first = content.agreed[0].criteria[0]
    assert (first.criterion, first.points_cp, first.motivation) == (
        "complementarity",
        400,
        MOTIVATION,
    )
    held = canonical(to_plain(content)).decode()
    assert [w for w in ("D02", "Zonnewijzer", "ZONNEWIJZER", "Geheimpartner") if w in held] == []
    assert (content.dossiers, content.consortia, content.cells) == ((), (), ())
    assert [one.dossier for one in sitting.desk("E2").content.agreed] == list(IDS)


def test_what_is_only_proposed_is_not_put_to_a_member(sitting: Sitting) -> None:
    agreeing.restore(sitting.workspace, "D01", [("sme_reach", None)])

    sitting.issue()

    assert [one.dossier for one in sitting.desk("E1", 2).content.agreed] == ["D03"]


def test_answers_come_back_signed_and_count_once(sitting: Sitting) -> None:
    desk = said(sitting.desk("E1"), D01=APPROVED, D03=DISSENT)
    path = handed_in(desk, sitting.folder / "e1.delreturn")

    plan = sitting.merge(path)

    assert states(plan) == {"D01": ApprovalReturn.NEW, "D03": ApprovalReturn.NEW}
    assert sitting.state("D01").approved == ("E1",)
    (dissent,) = sitting.state("D03").answers
    assert (dissent.note, dissent.source) == (NOTE, ApprovalSource.PACK)
    assert dissent.at == SITTING_AT + timedelta(hours=1)
    before = state_digest(sitting.workspace.store)

    again = sitting.merge(path, path)

    assert set(states(again).values()) == {ApprovalReturn.SAME}
    assert state_digest(sitting.workspace.store) == before


def test_every_dossier_has_to_be_answered_and_a_dissent_says_why(sitting: Sitting) -> None:
    desk = said(sitting.desk("E1"), D01=APPROVED)
    with pytest.raises(UserError) as open_:
        pack_draft.finalise(desk, sitting.folder / "e1.delreturn", SITTING_AT)
    with pytest.raises(UserError) as silent:
        pack_answering.approve(desk, GivenApproval("D03", DISSENT, " "), SITTING_AT)
    with pytest.raises(UserError) as foreign:
        pack_answering.approve(desk, GivenApproval("D02", APPROVED), SITTING_AT)
    with pytest.raises(NotAllowed) as other:
        pack_draft.give(desk, ("D01", "sme_reach"), SITTING_AT, points_cp=400, motivation="")

    codes = [one.value.code for one in (open_, silent, foreign, other)]
    assert codes == ["PACK_INCOMPLETE", "DISSENT_NOTE", "UNKNOWN_DOSSIER", "PACK_OTHER_KIND"]
    assert [issue.dossier for issue in pack_draft.missing(desk)] == ["D03"]


def test_an_answer_can_be_put_back_and_the_journal_holds(sitting: Sitting) -> None:
    desk = said(sitting.desk("E1"), D01=DISSENT)
    desk = said(desk, D01=APPROVED)

    back = next(c for c in pack_history.changes(desk) if c.line.after == "dissent")
    noted = next(c for c in pack_history.changes(desk) if c.line.after == NOTE)
    desk = pack_history.restore(desk, noted.number, SITTING_AT)
    desk = pack_history.restore(desk, back.number, SITTING_AT)

    assert desk.approval("D01") == GivenApproval("D01", DISSENT, NOTE)
    assert pack_history.verify(desk).is_intact
    assert sitting.desk("E1").approval("D01") == desk.approval("D01")


def test_an_answer_on_a_consensus_that_moved_is_stale_at_once(sitting: Sitting) -> None:
    path = handed_in(said(sitting.desk("E1"), D01=APPROVED, D03=APPROVED), sitting.folder / "r")
    sitting.move("D01", 450)

    plan = sitting.merge(path)

    assert states(plan) == {"D01": ApprovalReturn.STALE, "D03": ApprovalReturn.NEW}
    assert sitting.state("D01").answers == ()
    assert sitting.state("D01").lapsed("E1")

    sitting.move("D01", 400)

    assert sitting.state("D01").approved == ("E1",)


def test_an_older_answer_does_not_undo_what_was_said_in_the_room(sitting: Sitting) -> None:
    path = handed_in(said(sitting.desk("E1"), D01=DISSENT, D03=APPROVED), sitting.folder / "r")
    sitting.move("D01", 450)
    approving.roll_call(sitting.workspace, "D01", ["E1"])

    plan = sitting.merge(path)

    assert states(plan)["D01"] is ApprovalReturn.OLDER
    assert sitting.state("D01").approved == ("E1",)


def test_an_answer_of_who_may_not_judge_is_named_and_left_out(sitting: Sitting) -> None:
    path = handed_in(said(sitting.desk("E1"), D01=APPROVED, D03=APPROVED), sitting.folder / "r")
    panelling.declare_conflict(sitting.workspace, ConflictOfInterest("E1", "D01", "Een nicht."))

    plan = sitting.merge(path)

    assert states(plan) == {"D01": ApprovalReturn.BARRED, "D03": ApprovalReturn.NEW}
    assert sitting.state("D01").answers == sitting.state("D01").stale == ()
    assert sitting.state("D03").approved == ("E1",)


def test_any_order_and_repetition_of_returns_gives_the_same_panel(
    sitting: Sitting, tmp_path: Path
) -> None:
    first = said(sitting.desk("E1"), D01=APPROVED, D03=APPROVED)
    receipt = pack_draft.finalise(first, tmp_path / "1.delreturn", SITTING_AT)
    second = said(receipt.desk, D01=DISSENT)
    later = handed_in(second, tmp_path / "2.delreturn")
    other = said(sitting.desk("E2"), D01=APPROVED, D02=DISSENT, D03=APPROVED)
    theirs = handed_in(other, tmp_path / "3.delreturn")
    returns = (receipt.path, later, theirs)
    path = sitting.workspace.path
    assert path is not None
    sitting.workspace.close()
    fresh = path.read_bytes()

    found = set()
    for order in itertools.permutations(returns):
        path.write_bytes(fresh)
        with Workspace.open(str(path), environment()) as workspace:
            sitting.workspace = workspace
            for one in (*order, order[0]):
                sitting.merge(one)
            answers = {(a.dossier, a.evaluator): a.answer for a in workspace.snapshot().approvals}
            assert answers["D01", "E1"] is DISSENT
            found.add(state_digest(workspace.store))
    path.write_bytes(fresh)
    with Workspace.open(str(path), environment()) as workspace:
        sitting.workspace = workspace
        sitting.merge(*returns, *returns)
        found.add(state_digest(workspace.store))

    assert len(found) == 1


def test_a_changed_byte_brings_nothing_in(sitting: Sitting) -> None:
    path = handed_in(said(sitting.desk("E1"), D01=APPROVED, D03=DISSENT), sitting.folder / "r")
    whole = path.read_bytes()
    for place in range(0, len(whole), 61):
        path.write_bytes(whole[:place] + bytes([whole[place] ^ 1]) + whole[place + 1 :])

        plan = sitting.plan(path)

        assert plan.rows == ()


def test_the_whole_way_goes_by_the_command_line(
    sitting: Sitting, capsys: pytest.CaptureFixture[str]
) -> None:
    panel, folder = str(sitting.workspace.path), sitting.folder
    sitting.workspace.close()
    phrases = folder / "wachtzinnen.toml"
    key = next((folder / "voorzitter").glob("*.delkey"), None) or folder / "voorzitter.delkey"
    secret = folder / "geheim.txt"
    secret.write_text(SECRET, encoding="utf-8")
    out = str(folder / "nieuw")
    made = ["pack", "approval", panel, "--out", out, "--passphrases", str(phrases)]
    assert main(made) == DONE
    phrase = folder / "e1.txt"
    phrase.write_text(packing.read_passphrases(phrases)["E1"], encoding="utf-8")
    pack = str(folder / "nieuw" / "approval-E1-2.delpack")
    own = ["--passphrase-file", str(phrase)]
    assert main(["unpack", pack, "--approve", "D01", "approved", *own]) == DONE
    assert main(["unpack", pack, "--approve", "D03", "dissent", "--note", NOTE, *own]) == DONE
    capsys.readouterr()
    assert main(["unpack", pack, "--json", *own]) == DONE
    plain = json.loads(capsys.readouterr().out)
    assert plain["missing"] == []
    assert plain["approvals"][1] == {"dossier": "D03", "answer": "dissent", "note": NOTE}
    assert main(["finalise", pack, "--out", str(folder / "terug"), *own]) == DONE
    back = str(folder / "terug.delreturn")

    words = ["merge", panel, back, "--key", str(key), "--passphrase-file", str(secret)]
    assert main([*words, "--dry-run"]) == DONE
    capsys.readouterr()
    assert main([*words, "--json"]) == DONE

    merged = json.loads(capsys.readouterr().out)
    assert [row["state"] for row in merged["approvals"]] == ["new", "new"]
    assert main(["approve", panel, "--json"]) == DONE
    rows = {r["dossier"]: r for r in json.loads(capsys.readouterr().out)["dossiers"]}
    assert [a["source"] for a in rows["D03"]["answers"]] == ["pack"]
    assert main(["unpack", pack, "--approve", "D02", "approved", *own]) != FOUND
