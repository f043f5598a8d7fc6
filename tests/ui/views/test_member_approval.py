"""A member says of the agreed points of each own dossier whether they are approved."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from delpanel.model.approval import ApprovalAnswer
from delpanel.model.pack import GivenApproval, PackKind
from delpanel.services.member import pack_draft
from delpanel.services.member.pack_draft import PackDesk
from delpanel.services.packs import packing
from delpanel.services.people.approving import approval_state
from delpanel.services.returns import pack_approvals
from tests.ui.views.member_packs import CONFLICTED, MEMBER, MemberPacks
from tests.ui.views.score_panel import REASON, agree_all, give_points
from tests.ui.views.test_member_scoring import chair
from tests.ui.views.typist import CONTROL, Typist, opened
from ui.application import Application
from ui.views.member.approval import MemberApprovalPage
from ui.views.member.hand_in import MemberHandInPage

NOTE = "het bereik is te hoog ingeschat"


@pytest.fixture
def approval(packs: MemberPacks) -> Path:
    """Let the panel agree and put it to the member."""
    with chair(packs) as workspace:
        give_points(workspace)
        agree_all(workspace)
        (written,) = packing.issue(
            workspace,
            PackKind.APPROVAL,
            packs.folder / "packs",
            evaluators=[MEMBER],
            passphrases={MEMBER: packs.phrase},
        )
    return written.path


@pytest.fixture
def page(
    program: Application, packs: MemberPacks, approval: Path, typist: Typist, qtbot: QtBot
) -> MemberApprovalPage:
    opened(program, packs, typist, qtbot, approval)
    found = program.window.page("approval")
    assert isinstance(found, MemberApprovalPage)
    return found


def desk(packs: MemberPacks, path: Path) -> PackDesk:
    return pack_draft.open_desk(path, packs.phrase)


def test_every_own_dossier_is_answered_by_keys_and_counts_in_the_panel(
    page: MemberApprovalPage,
    program: Application,
    packs: MemberPacks,
    approval: Path,
    typist: Typist,
) -> None:
    order = [row.id for row in page.table.all_records]
    assert CONFLICTED not in order
    assert len(order) == 12

    for number in order:
        assert page.dossier == number
        if number == order[1]:
            typist.press(Qt.Key.Key_2)
            typist.write(NOTE)
        else:
            typist.press(Qt.Key.Key_1)
        typist.press(Qt.Key.Key_Return, CONTROL)
    typist.press(Qt.Key.Key_2, CONTROL)
    typist.press(Qt.Key.Key_Return)

    given = {one.dossier: one for one in desk(packs, approval).draft.approvals}
    assert given[order[1]] == GivenApproval(order[1], ApprovalAnswer.DISSENT, NOTE)
    assert {one.answer for name, one in given.items() if name != order[1]} == {
        ApprovalAnswer.APPROVED
    }
    hand_in = program.window.page("hand_in")
    assert isinstance(hand_in, MemberHandInPage)
    assert hand_in.code.isVisible()
    assert typist.counts["mouse"] == 0
    with chair(packs) as workspace:
        (returned,) = approval.parent.glob("approval-*.delreturn")
        plan = pack_approvals.plan_approvals(workspace, [returned], packs.identity)
        pack_approvals.accept_approvals(workspace, plan)
        state = approval_state(workspace.snapshot(), order[0])
        assert state.approved == (MEMBER,)
        (dissent,) = approval_state(workspace.snapshot(), order[1]).answers
        assert dissent.note == NOTE


def test_points_and_motivation_of_each_criterion_are_there_to_read(
    page: MemberApprovalPage, packs: MemberPacks, approval: Path
) -> None:
    from PySide6.QtWidgets import QLabel

    said = [made.text() for made in page.pane.findChildren(QLabel)]

    shown = next(o for o in desk(packs, approval).content.agreed if o.dossier == page.dossier)
    assert said.count(REASON) == len(shown.criteria) == 3
    assert {"Complementariteit", "Kmo-bereik", "Infrastructuur"} <= set(said)


def test_a_dissent_without_a_reason_is_not_kept_and_holds_one_there(
    page: MemberApprovalPage, packs: MemberPacks, approval: Path, typist: Typist
) -> None:
    first = page.dossier

    typist.press(Qt.Key.Key_2)
    typist.press(Qt.Key.Key_Return, CONTROL)

    assert page.dossier == first
    assert page.pane.note.hasFocus()
    assert desk(packs, approval).draft.approvals == ()
    assert [m.key for m in page.messages.messages] == ["note"]


def test_an_answer_is_on_disk_at_once_and_survives(
    page: MemberApprovalPage, packs: MemberPacks, approval: Path, typist: Typist
) -> None:
    first = page.dossier

    typist.press(Qt.Key.Key_1)

    assert desk(packs, approval).approval(first) == GivenApproval(first, ApprovalAnswer.APPROVED)
    typist.press(Qt.Key.Key_2)
    assert page.pane.note.hasFocus()
    typist.write(NOTE)
    page.flush()
    assert desk(packs, approval).approval(first) == GivenApproval(
        first, ApprovalAnswer.DISSENT, NOTE
    )
