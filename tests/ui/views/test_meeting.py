from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from delpanel.environment import Environment
from delpanel.model.actor import Actor, Role
from delpanel.services.calls import calling
from delpanel.services.meetings import meeting
from delpanel.services.people.approving import approval_state
from delpanel.services.state import presiding
from delpanel.services.state.workspace import Workspace
from tests.delpanel.services.sittings import held
from tests.ui.front import bring_to_front
from tests.ui.views.meeting_pages import (
    clock,
    meeting_workspace,
    projected,
    shown,
    sitting,
    texts,
)
from tests.ui.views.score_panel import agree_all
from ui.kit.jobs import JobRunner
from ui.main_window import MainWindow
from ui.session import Session
from ui.views.consensus.page import ConsensusPage


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    with meeting_workspace(tmp_path) as opened:
        yield opened


def test_the_form_opens_a_meeting_on_the_agenda_shown(workspace: Workspace, qtbot: QtBot) -> None:
    page = shown(workspace, qtbot)
    agenda = page.agenda.order()
    page.middle.start.place.setText("Zaal Ensor")
    page.middle.start.chair.setEditText("K. Maes")
    page.middle.start.present["TS"].setChecked(False)
    page.middle.start.minutes.choose("20")

    page.middle.start.open_button.click()

    now = held(workspace)
    assert (now.place, now.chair, now.deputy, now.minutes) == ("Zaal Ensor", "KM", "", 20)
    assert now.in_room == {"AV", "BD", "KM"}
    assert now.agenda == agenda
    assert page.middle.currentWidget() is page.middle.between


def test_a_dossier_appears_only_when_everybody_with_a_conflict_is_outside(
    workspace: Workspace, qtbot: QtBot
) -> None:
    page = sitting(workspace, qtbot)
    screen = projected(page, qtbot)
    page.put_on_table("D04")
    at_first = (page.middle.shows_gate, screen.slide.slide, page.gate.all_button.text())
    contents = "Maakplaats" in texts(page)
    clock(workspace).on(1)
    page.tick()

    page.gate.buttons["AV"].click()  # type: ignore[attr-defined]  # a push button
    after_one = (page.middle.shows_gate, screen.slide.slide, page.gate.all_button.text())
    page.gate.all_button.click()

    assert at_first == (True, None, "Allen buiten om 10:00")
    assert not contents
    assert after_one == (True, None, "Buiten om 10:01")
    assert page.middle.shows_sheet
    assert screen.slide.slide is not None
    assert screen.slide.slide.dossier == "D04"
    assert "A. Verbeeck (10:01), T. Simons (10:01)" in page.messages.messages[0].lead
    screen.close()


def test_who_may_come_back_is_offered_with_the_hour(workspace: Workspace, qtbot: QtBot) -> None:
    page = sitting(workspace, qtbot)
    page.put_on_table("D04")
    page.gate.all_button.click()
    clock(workspace).on(15)
    page.put_on_table("D10")
    (outside, message) = page.messages.messages
    (word, act) = message.actions[0]

    act()

    assert "A. Verbeeck" in outside.lead
    assert message.lead == "Mag weer naar binnen: T. Simons."
    assert word == "Binnen om 10:15"
    assert held(workspace).in_room == {"BD", "KM", "TS"}
    assert not page.room.doors["AV"].isEnabled()


def test_a_conflicted_chair_leaves_and_the_deputy_presides(
    workspace: Workspace, qtbot: QtBot
) -> None:
    page = sitting(workspace, qtbot)
    page.put_on_table("D07")
    said = texts(page)
    page.gate.all_button.click()

    assert "B. Dumortier zit voor zolang dit dossier op tafel ligt." in said
    assert page.messages.messages[0].text == "B. Dumortier zit voor."


def test_the_dossier_of_the_chairs_own_conflict_waits_for_the_deputy_at_the_screen(
    workspace: Workspace, qtbot: QtBot
) -> None:
    presiding.appoint(workspace, "KM", "BD")
    page = shown(workspace, qtbot)
    page.middle.start.open_button.click()
    page.put_on_table("D07")
    page.gate.all_button.click()
    hidden = (page.middle.shows_gate, page.gate.all_button.text(), "Waasland" in texts(page))

    page.gate.all_button.click()
    seen = page.middle.shows_sheet
    page.put_on_table("D06")
    offered = {message.key: message for message in page.messages.messages}
    offered["meeting-chair"].actions[0][1]()

    assert (held(workspace).chair, held(workspace).deputy) == ("KM", "BD")
    assert hidden == (True, "B. Dumortier zit nu voor", False)
    assert seen
    assert offered["meeting-chair"].actions[0][0] == "K. Maes zit weer voor"
    assert not presiding.is_deputy(workspace.snapshot(), workspace.actor)
    with workspace.store.read() as state:
        verbs = [(e.verb, e.subject) for e in state.journal.entries() if e.verb == "act-as"]
    assert verbs == [("act-as", "deputy"), ("act-as", "chair")]


def test_the_time_on_the_table_follows_the_clock(workspace: Workspace, qtbot: QtBot) -> None:
    page = sitting(workspace, qtbot)
    page.put_on_table("D06")
    clock(workspace).on(17)
    page.tick()

    assert page.bar.time.text() == "17:00"
    assert page.bar.late.text() == "2 min over tijd"
    assert page.bar.late.isVisible()
    page.bar.target_menu.actions()[3].trigger()
    assert (held(workspace).minutes, page.bar.late.isVisible()) == (20, False)


def test_questions_and_notes_are_kept_while_something_is_typed(
    workspace: Workspace, qtbot: QtBot
) -> None:
    page = sitting(workspace, qtbot)
    page.put_on_table("D06")
    page.sheet.blocks[1].motivation.setPlainText("Half geschreven")
    page.room.question.setText("Is de huur getekend?")
    QTest.keyClick(page.room.question, Qt.Key.Key_Return)
    number = held(workspace).questions[0].number
    page.room.answers[number].setText("Ja, ")
    page.room.note.setText("Geen bijkomende stukken.")
    page.room.decision_button.click()
    kept = page.room.answers[number].text()
    page.room.answers[number].setText("Ja, bijlage 7.")
    QTest.keyClick(page.room.answers[number], Qt.Key.Key_Return)

    now = held(workspace)
    assert kept == "Ja, "
    assert [(q.text, q.answer) for q in now.questions] == [
        ("Is de huur getekend?", "Ja, bijlage 7.")
    ]
    assert [(str(r.kind), r.text) for r in now.remarks] == [
        ("decision", "Geen bijkomende stukken.")
    ]
    assert page.sheet.blocks[1].motivation.toPlainText() == "Half geschreven"


def test_a_note_that_was_not_entered_yet_is_not_lost_on_closing(
    workspace: Workspace, qtbot: QtBot
) -> None:
    page = sitting(workspace, qtbot)
    page.room.note.setText("Nog te bekijken")

    QTest.keyClicks(page.room.note, " b, R")
    page.flush()

    assert [r.text for r in held(workspace).remarks] == ["Nog te bekijken b, R"]


def test_the_meeting_goes_on_in_a_new_window(workspace: Workspace, qtbot: QtBot) -> None:
    page = sitting(workspace, qtbot)
    page.put_on_table("D04")
    page.gate.buttons["AV"].click()  # type: ignore[attr-defined]  # a push button
    page.close()

    again = shown(workspace, qtbot)

    assert again.middle.shows_gate
    assert list(again.gate._waiting) == [("TS", "T. Simons")]


def test_a_dossier_is_moved_on_the_agenda_with_the_keyboard(
    workspace: Workspace, qtbot: QtBot
) -> None:
    page = shown(workspace, qtbot)
    before = page.agenda.order()
    page.agenda.view.select_key(before[0])
    bring_to_front(page, qtbot)
    page.agenda.view.setFocus()

    QTest.keyClick(page.agenda.view.right, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)

    wanted = (before[1], before[0], *before[2:])
    assert page.agenda.order() == held(workspace).agenda == wanted


def test_a_key_goes_on_to_the_next_dossier(workspace: Workspace, qtbot: QtBot) -> None:
    page = sitting(workspace, qtbot)
    page.next_item()
    bring_to_front(page, qtbot)
    first, second = page.agenda.order()[:2]

    QTest.keyClick(page.sheet.blocks[0].scale, Qt.Key.Key_Right, Qt.KeyboardModifier.AltModifier)

    by_arrow = held(workspace).current
    page.sheet.blocks[0].motivation.setFocus()
    enter = (Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClick(page.sheet.blocks[0].motivation, *enter)

    assert (first, second) == ("D05", by_arrow)
    assert held(workspace).current == page.agenda.order()[2]


def test_another_order_keeps_what_was_treated(workspace: Workspace, qtbot: QtBot) -> None:
    page = sitting(workspace, qtbot)
    page.put_on_table("D12")
    page.put_on_table("D06")

    chosen = {action.text(): action for action in page.agenda.menu.actions()}
    chosen["Rangschikking"].trigger()

    now = held(workspace)
    assert set(now.agenda[:2]) == {"D12", "D06"}
    ranks = {row.id: row.rank or 99 for row in workspace.computed().ranking.rows}
    rest = [ranks[dossier] for dossier in now.agenda[2:]]
    assert rest == sorted(rest)


def test_minutes_are_written_after_the_end(
    workspace: Workspace, qtbot: QtBot, tmp_path: Path
) -> None:
    page = sitting(workspace, qtbot)
    page.put_on_table("D06")
    page.lead.close_meeting()
    done = page.middle.currentWidget() is page.middle.done
    wrote = [page.write_minutes(tmp_path / f"notulen{kind}") for kind in (".pdf", ".docx")]
    movable = page.agenda.up_button.isVisible()
    page.middle.done.new_button.click()

    assert (done, wrote) == (True, [True, True])
    assert (movable, page.agenda.up_button.isVisible()) == (False, True)
    assert (tmp_path / "notulen.pdf").read_bytes().startswith(b"%PDF")
    assert (tmp_path / "notulen.docx").read_bytes().startswith(b"PK")
    assert page.middle.currentWidget() is page.middle.start


def test_a_reader_follows_and_changes_nothing(workspace: Workspace, qtbot: QtBot) -> None:
    meeting.open_meeting(workspace, "Zaal Ensor", "KM")
    meeting.open_item(workspace, "D06")
    workspace.environment = Environment(clock(workspace), Actor("lezer", Role.READER), "nl")

    page = shown(workspace, qtbot)

    parts = (page.bar.close_button, page.bar.next_button, page.sheet.commit_button)
    assert [part.isVisible() for part in parts] == [False, False, False]
    assert not page.room.note.isEnabled()
    assert not any(door.isEnabled() for door in page.room.doors.values())
    assert not page.agenda.up_button.isVisible()


def test_the_page_speaks_english(workspace: Workspace, qtbot: QtBot, qapp: QApplication) -> None:
    from ui.kit.language import Language

    language = Language(qapp)
    language.apply("en")
    try:
        page = sitting(workspace, qtbot)
        page.put_on_table("D04")
        said = texts(page)
        roles = {label.text() for label in page.room.findChildren(QLabel)}
    finally:
        language.apply("nl")

    assert "2 members have to leave for D04" in said
    assert "chair, in the room" in roles


def test_the_meeting_opens_from_the_consensus_and_keeps_what_is_typed(
    workspace: Workspace, qtbot: QtBot
) -> None:
    runner = JobRunner()
    window, session = MainWindow(runner), Session(workspace, runner)
    qtbot.addWidget(window)
    window.set_steps(session.steps())
    window.resize(1440, 900)
    with qtbot.waitExposed(window):
        window.show()
    consensus = window.open_step("consensus")
    assert isinstance(consensus, ConsensusPage)
    consensus.desk.meeting_button.click()
    page = session.meeting_page()
    page.middle.start.place.setText("Zaal Ensor")
    page.bar.back_button.click()
    back = (consensus.isVisible(), page.isVisible())
    window.open_step("panel")
    window.open_step("consensus")
    consensus.desk.meeting_button.click()

    assert back == (True, False)
    assert page.isVisible()
    assert page.middle.start.place.text() == "Zaal Ensor"
    words = [consensus.desk.meeting_button.text()]
    page.middle.start.open_button.click()
    words.append(consensus.desk.meeting_button.text())
    page.room.note.setText("Nog niet ingevoerd")
    window.close()
    assert words == ["Zitting", "Zitting hervatten"]
    assert [remark.text for remark in held(workspace).remarks] == ["Nog niet ingevoerd"]


def test_a_roll_call_in_the_meeting_is_of_who_is_in_the_room(
    workspace: Workspace, qtbot: QtBot
) -> None:
    agree_all(workspace)
    text = workspace.snapshot().call_text.replace(
        "discrepancy = 1.5", 'discrepancy = 1.5\napprovals = "all"'
    )
    calling.replace_text(workspace, text, "Goedkeuring gevraagd.")
    page = sitting(workspace, qtbot)
    page.put_on_table("D01")
    page.lead.send_out(("TS",))
    strip = page.sheet.approvals
    assert strip.isVisible()

    strip.roll_button.click()

    state = approval_state(workspace.snapshot(), "D01")
    assert set(state.approved) == held(workspace).in_room & set(state.required)
    assert "TS" in state.awaited
