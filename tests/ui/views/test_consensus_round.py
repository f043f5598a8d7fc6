"""The workspace of a chair: proposals, the queue, approvals and the ledger, on real widgets."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from delpanel.model.approval import ApprovalAnswer
from delpanel.model.assessment import ReasonSource
from delpanel.services.calls import calling
from delpanel.services.consensus import consensus_ledger
from delpanel.services.consensus.proposing import proposals
from delpanel.services.people import approving, assessing
from delpanel.services.people.approving import approval_state
from delpanel.services.state.workspace import Workspace
from tests.ui.front import bring_to_front
from tests.ui.views.score_panel import CRITERIA, REASON, agree_all, make_panel
from ui.commands import Acts
from ui.dialogs.dissent import DissentDialog
from ui.kit.hub import ChangeHub
from ui.kit.jobs import JobRunner
from ui.kit.theme import theme
from ui.kit.tokens import Scheme
from ui.views.consensus.criterion import AgreeBlock
from ui.views.consensus.desk import LEDGER
from ui.views.consensus.page import ConsensusPage

NOTE = "Het bereik is te hoog ingeschat."


@pytest.fixture(autouse=True)
def dressed(qapp: QApplication) -> None:
    theme().apply(qapp, Scheme.LIGHT)


@pytest.fixture
def panel(tmp_path: Path) -> Iterator[Workspace]:
    """Give a panel with points, nothing agreed, of a call that asks everyone to answer."""
    with make_panel(tmp_path, scored=True) as opened:
        text = opened.snapshot().call_text.replace(
            "discrepancy = 1.5", 'discrepancy = 1.5\napprovals = "all"'
        )
        calling.replace_text(opened, text, "Goedkeuring gevraagd.")
        yield opened


@pytest.fixture
def runner() -> Iterator[JobRunner]:
    made = JobRunner()
    yield made
    made.close()


def shown(workspace: Workspace, runner: JobRunner, qtbot: QtBot) -> ConsensusPage:
    page = ConsensusPage(Acts(workspace, ChangeHub()), runner)
    qtbot.addWidget(page)
    page.resize(1440, 820)
    page.show()
    bring_to_front(page, qtbot)
    page.on_shown()
    return page


def block(page: ConsensusPage, criterion: str) -> AgreeBlock:
    return next(b for b in page.sheet.blocks if b.criterion == criterion)


def agreed(workspace: Workspace, dossier: str) -> dict[str, int | None]:
    held = workspace.snapshot().agreed_by_cell
    return {c: held[dossier, c].points_cp for c in CRITERIA if (dossier, c) in held}


def flagged(workspace: Workspace, dossier: str) -> set[str]:
    found = proposals(workspace.computed()).values()
    return {one.criterion for one in found if one.dossier == dossier and one.is_flagged}


def test_one_key_takes_over_one_criterion_and_the_focus_moves_on(
    panel: Workspace, runner: JobRunner, qtbot: QtBot
) -> None:
    page = shown(panel, runner, qtbot)
    page.discuss("D01")
    wanted = proposals(panel.computed())["D01", CRITERIA[0]]
    assert wanted.is_flagged
    assert block(page, CRITERIA[0]).scale.is_proposed
    assert "eerst bespreken" in block(page, CRITERIA[0]).status.word

    QTest.keyClick(
        block(page, CRITERIA[0]).scale, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier
    )

    assert agreed(panel, "D01") == {CRITERIA[0]: wanted.points_cp}
    assert block(page, CRITERIA[0]).status.word == "vastgelegd"
    assert block(page, CRITERIA[1]).has_focus
    page._acts.stack.undo()
    assert agreed(panel, "D01") == {}


def test_one_key_takes_over_the_dossier_but_no_flagged_proposal(
    panel: Workspace, runner: JobRunner, qtbot: QtBot
) -> None:
    page = shown(panel, runner, qtbot)
    page.discuss("D01")
    flags = flagged(panel, "D01")
    assert 0 < len(flags) < len(CRITERIA)

    both = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    QTest.keyClick(block(page, CRITERIA[0]).scale, Qt.Key.Key_S, both)

    assert set(agreed(panel, "D01")) == set(CRITERIA) - flags
    assert {b.criterion for b in page.sheet.blocks if b.is_proposed} == flags


def test_what_was_typed_elsewhere_stays_when_one_criterion_is_recorded(
    panel: Workspace, runner: JobRunner, qtbot: QtBot
) -> None:
    page = shown(panel, runner, qtbot)
    page.discuss("D01")
    block(page, CRITERIA[2]).motivation.setPlainText("Nog niet af")

    block(page, CRITERIA[0]).take_button.click()

    assert block(page, CRITERIA[2]).motivation.toPlainText() == "Nog niet af"
    assert block(page, CRITERIA[2]).is_proposed
    assert set(agreed(panel, "D01")) == {CRITERIA[0]}


def test_a_reason_that_is_taken_over_keeps_its_source(
    panel: Workspace, runner: JobRunner, qtbot: QtBot
) -> None:
    page = shown(panel, runner, qtbot)
    page.discuss("D06")
    first = block(page, CRITERIA[0])
    first.entries.insert_buttons[2].click()
    assert first.sources.words() == "Overgenomen van K. Maes."

    first.motivation.setPlainText("In eigen woorden.")
    assert first.sources.words() == "Op basis van K. Maes."
    page.sheet.commit_one(first)

    held = panel.snapshot().agreed_by_cell["D06", CRITERIA[0]]
    assert held.sources == (ReasonSource("KM", REASON),)
    assert block(page, CRITERIA[0]).sources.words() == "Op basis van K. Maes."


def test_the_queue_is_walked_by_key_and_loses_what_is_solved(
    panel: Workspace, runner: JobRunner, qtbot: QtBot
) -> None:
    page = shown(panel, runner, qtbot)
    keys = [item.key for item in page.panel.agenda.open_items if item.dossier]

    QTest.keyClick(page.ranking.view.right, Qt.Key.Key_F8)
    first = page.sheet.dossier
    QTest.keyClick(page.sheet, Qt.Key.Key_F8)
    second = page.sheet.dossier
    QTest.keyClick(page.sheet, Qt.Key.Key_F8, Qt.KeyboardModifier.ShiftModifier)

    assert [first, second, page.sheet.dossier] == [keys[0][0], keys[1][0], keys[0][0]]
    talk = next(key for key in keys if key[1])
    page.discuss(*talk)
    page.sheet.commit_one(block(page, talk[1]))
    left = [item.key for item in page.panel.agenda.table.all_records]
    assert talk not in left
    page._acts.stack.undo()
    assert talk in [item.key for item in page.panel.agenda.table.all_records]


def test_the_chair_calls_the_roll_on_the_sheet(
    panel: Workspace, runner: JobRunner, qtbot: QtBot
) -> None:
    agree_all(panel)
    page = shown(panel, runner, qtbot)
    page.discuss("D01")
    strip = page.sheet.approvals
    assert strip.isVisible()
    assert set(strip.answers().values()) == {"nog geen antwoord"}
    waiting = len(page.panel.agenda.open_items)

    QTest.keyClick(page.sheet, Qt.Key.Key_G, Qt.KeyboardModifier.ControlModifier)

    assert approval_state(panel.snapshot(), "D01").awaited == ()
    assert set(strip.answers().values()) == {"goedgekeurd"}
    assert len(page.panel.agenda.open_items) == waiting - 1
    page._acts.stack.undo()
    assert panel.snapshot().approvals == ()
    assert set(strip.answers().values()) == {"nog geen antwoord"}


def test_a_dissent_is_asked_why_and_shown(
    panel: Workspace, runner: JobRunner, qtbot: QtBot
) -> None:
    agree_all(panel)
    page = shown(panel, runner, qtbot)
    page.discuss("D01")

    def answer() -> None:
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, DissentDialog)
        assert not dialog.save_button.isEnabled()
        dialog.field.setPlainText(NOTE)
        dialog.save_button.click()

    QTimer.singleShot(0, answer)
    page.sheet.approvals.dissented.emit("TS")

    (held,) = panel.snapshot().approvals
    assert (held.evaluator, held.answer, held.note) == ("TS", ApprovalAnswer.DISSENT, NOTE)
    assert page.sheet.approvals.answers()["TS"] == f"afwijkend standpunt: {NOTE}"


def test_an_answer_lapses_on_screen_when_the_consensus_moves(
    panel: Workspace, runner: JobRunner, qtbot: QtBot
) -> None:
    agree_all(panel)
    approving.roll_call(panel, "D01")
    page = shown(panel, runner, qtbot)
    page.discuss("D01")

    block(page, CRITERIA[0]).motivation.setPlainText("Andere woorden voor de brief.")
    page.sheet.commit()

    assert set(page.sheet.approvals.answers().values()) == {"vervallen, de consensus wijzigde"}


def test_on_the_projector_members_are_numbers(
    panel: Workspace, runner: JobRunner, qtbot: QtBot
) -> None:
    agree_all(panel)
    page = shown(panel, runner, qtbot)
    page.discuss("D01")

    page._on_beamer()

    names = [made.accessibleName() for made in page.sheet.approvals.members.values()]
    assert names == ["#1", "#2", "#3", "#4"]
    reasons = " ".join(r for i in page.panel.agenda.table.all_records for r in i.reasons)
    assert [name for name in ("Verbeeck", "Dumortier", "Maes", "Simons") if name in reasons] == []


def test_without_a_rule_and_without_answers_there_is_no_strip(
    tmp_path: Path, runner: JobRunner, qtbot: QtBot
) -> None:
    with make_panel(tmp_path, scored=True, agreed=True) as workspace:
        page = shown(workspace, runner, qtbot)
        page.discuss("D01")

        assert not page.sheet.approvals.isVisible()


def test_every_move_is_in_the_ledger_on_screen(
    panel: Workspace, runner: JobRunner, qtbot: QtBot
) -> None:
    agree_all(panel)
    page = shown(panel, runner, qtbot)
    page.discuss("D13")
    second = block(page, "sme_reach")
    second.scale.set_points(400)
    second._on_points(400)
    second.reason.setPlainText("Toegelicht op de zitting.")
    page.sheet.commit()
    page.sheet.close_sheet()

    page.desk.views.segment(LEDGER).click()

    assert page.desk.ledger.isVisible()
    assert not page.ranking.isVisible()
    first = page.desk.ledger.table.all_records[0]
    line = consensus_ledger.lines(panel)[-1]
    assert (first.dossier, first.before_cp, first.after_cp) == ("D13", 350, 400)
    assert first.turns is bool(line.consequence.entered)
    assert first.turns
    assert first.short.startswith("D13 erin; D07 eruit")
    assert "over een toekenning" in page.desk.ledger.said()


def test_points_of_who_no_longer_counts_stay_in_sight(
    panel: Workspace, runner: JobRunner, qtbot: QtBot
) -> None:
    from delpanel.model.panel_change import LeaveRule
    from delpanel.services.consensus import panel_changing

    plan = panel_changing.plan_leave(panel, "TS", LeaveRule.EXCLUDE)
    panel_changing.apply(panel, plan, "Ziek.")
    page = shown(panel, runner, qtbot)

    page.discuss("D01")

    sheets = block(page, CRITERIA[0])._sheets
    given = assessing.cell(panel.snapshot(), "D01", "TS", CRITERIA[0]).points_cp
    assert [(s.name, s.points_cp) for s in sheets if not s.counts] == [("T. Simons", given)]
