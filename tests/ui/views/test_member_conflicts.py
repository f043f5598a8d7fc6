"""A member declares conflicts of interest by keyboard, before any dossier is read."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from delpanel.model.pack import Answer, ConflictType, Declaration
from delpanel.services.member import pack_draft
from delpanel.services.member.pack_draft import PackDesk
from delpanel.services.returns import pack_declarations
from tests.ui.views.member_packs import MemberPacks
from tests.ui.views.test_member_scoring import chair
from tests.ui.views.typist import ALT, CONTROL, Typist, opened
from ui.application import Application
from ui.views.member.conflicts import MemberConflictsPage
from ui.views.member.hand_in import MemberHandInPage


@pytest.fixture
def page(
    program: Application, packs: MemberPacks, typist: Typist, qtbot: QtBot
) -> MemberConflictsPage:
    opened(program, packs, typist, qtbot, packs.conflicts)
    found = program.window.page("conflicts")
    assert isinstance(found, MemberConflictsPage)
    return found


def desk(packs: MemberPacks) -> PackDesk:
    return pack_draft.open_desk(packs.conflicts, packs.phrase)


def test_each_consortium_is_declared_by_keys_and_handed_in(
    page: MemberConflictsPage, program: Application, packs: MemberPacks, typist: Typist
) -> None:
    order = [row.id for row in page.table.all_records]

    for number in order:
        assert page.dossier == number
        if number == order[2]:
            typist.press(Qt.Key.Key_2)
            typist.press(Qt.Key.Key_5)
        else:
            typist.press(Qt.Key.Key_3 if number == order[5] else Qt.Key.Key_1)
        typist.press(Qt.Key.Key_Return, CONTROL)
    typist.press(Qt.Key.Key_2, CONTROL)
    typist.press(Qt.Key.Key_Return)

    given = {one.dossier: (one.answer, one.type) for one in desk(packs).draft.declarations}
    wanted: dict[str, tuple[Answer, ConflictType | None]] = dict.fromkeys(
        order, (Answer.NONE, None)
    )
    wanted[order[2]] = (Answer.CONFLICT, ConflictType.COLLABORATION)
    wanted[order[5]] = (Answer.UNSURE, None)
    assert given == wanted
    hand_in = program.window.page("hand_in")
    assert isinstance(hand_in, MemberHandInPage)
    assert hand_in.code.isVisible()
    assert typist.counts["mouse"] == 0
    with chair(packs) as workspace:
        (returned,) = packs.conflicts.parent.glob("conflicts-*.delreturn")
        plan = pack_declarations.plan_declarations(workspace, [returned], packs.identity)
    assert len(plan.rows) == len(order)


def test_a_conflict_counts_only_with_its_type(
    page: MemberConflictsPage, packs: MemberPacks, typist: Typist
) -> None:
    number = page.dossier

    typist.press(Qt.Key.Key_2)
    before = desk(packs).draft.declarations
    typist.press(Qt.Key.Key_3)

    assert before == ()
    assert desk(packs).draft.declarations == (
        Declaration(number, Answer.CONFLICT, ConflictType.FAMILY),
    )


def test_a_note_is_on_disk_without_leaving_it(
    page: MemberConflictsPage,
    packs: MemberPacks,
    typist: Typist,
    program: Application,
    qtbot: QtBot,
) -> None:
    typist.press(Qt.Key.Key_3)
    typist.press(Qt.Key.Key_Tab)
    assert program.member.session is not None

    with qtbot.waitSignal(program.member.session.acts.stored, timeout=5000):
        typist.write("Ik gaf er ooit les.")
    typist.press(Qt.Key.Key_Right, ALT)

    (declared,) = desk(packs).draft.declarations
    assert declared.note == "Ik gaf er ooit les."
    assert page.pane.note.toPlainText() == ""


def test_a_hint_stands_beside_the_people(page: MemberConflictsPage) -> None:
    row = next(row for row in page.table.all_records if row.id == "D04")

    page.open_dossier("D04")

    shown = " ".join(made.text() for made in page.pane.findChildren(QLabel) if made.isVisible())
    assert row.hints == 1
    assert "Kennishuis Maakplaats, promotor" in shown
    assert "zelfde naam" in shown


def test_digits_answer_while_the_list_has_the_focus(
    page: MemberConflictsPage, packs: MemberPacks, typist: Typist
) -> None:
    page.view.setFocus()
    typist.press(Qt.Key.Key_Down)
    second = page.table.all_records[1].id

    typist.press(Qt.Key.Key_1)

    assert desk(packs).draft.declarations == (Declaration(second, Answer.NONE),)


def test_a_conflict_without_its_type_is_not_left_behind(
    page: MemberConflictsPage, packs: MemberPacks, typist: Typist
) -> None:
    number = page.dossier
    typist.press(Qt.Key.Key_1)
    typist.press(Qt.Key.Key_2)
    waiting = page.pane.note.isEnabled()

    typist.press(Qt.Key.Key_Return, CONTROL)
    (said,) = page.messages.messages
    stays = page.dossier
    typist.press(Qt.Key.Key_1)
    typist.press(Qt.Key.Key_Return, CONTROL)

    assert (waiting, stays) == (False, number)
    assert said.lead == f"Kies bij {number} eerst het soort conflict."
    assert desk(packs).draft.declarations == (
        Declaration(number, Answer.CONFLICT, ConflictType.EMPLOYMENT),
    )
    assert page.dossier != number


def test_a_note_needs_an_answer_to_be_kept_with(page: MemberConflictsPage, typist: Typist) -> None:
    before = page.pane.note.isEnabled()

    typist.press(Qt.Key.Key_1)

    assert not before
    assert page.pane.note.isEnabled()
