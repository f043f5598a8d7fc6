from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from delpanel.cli import main
from delpanel.services.calls import calling
from delpanel.services.decision import freezing
from delpanel.services.people import approving
from delpanel.services.state.workspace import Workspace
from scoring.rules import Policy
from tests.factories import F1, f1_panel
from tests.ui.front import bring_to_front
from ui.commands import Acts
from ui.kit.hub import ChangeHub
from ui.kit.jobs import JobRunner
from ui.kit.theme import theme
from ui.kit.tokens import Scheme
from ui.views.funding.page import FundingPage

EXPECTED = F1["expected"]


@pytest.fixture(autouse=True)
def dressed(qapp: QApplication) -> None:
    theme().apply(qapp, Scheme.LIGHT)


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    with f1_panel(tmp_path) as opened:
        yield opened


@pytest.fixture
def page(workspace: Workspace, qtbot: QtBot) -> Iterator[FundingPage]:
    runner = JobRunner()
    made = FundingPage(Acts(workspace, ChangeHub()), runner)
    qtbot.addWidget(made)
    made.resize(1440, 820)
    made.show()
    bring_to_front(made, qtbot)
    made.on_shown()
    qtbot.waitUntil(lambda: not runner.is_busy and made.proposals.isVisible(), timeout=20_000)
    yield made
    runner.close()


def said(page: FundingPage, dossier: str, qtbot: QtBot) -> str:
    page.proposals.view.select_key(dossier)
    waiting = "wordt berekend"
    qtbot.waitUntil(lambda: waiting not in page.proposals.reasons.spoken(), timeout=20_000)
    return page.proposals.reasons.spoken().replace("\u00a0", " ")


def test_both_proposals_are_those_of_the_fixture(page: FundingPage) -> None:
    rows = page.proposals.table.records

    for policy in Policy:
        funded = {row.id for row in rows if row.outcome(policy).is_funded}
        assert funded == set(EXPECTED[f"policy_{policy}"]["funded"])
    assert page.toolbar.title() == "Twee voorstellen, 5 dossiers verschillen"


@pytest.mark.parametrize("dossier", sorted(EXPECTED["forced_in"]))
def test_reason_says_what_both_envelopes_would_have_to_grow(
    page: FundingPage, qtbot: QtBot, dossier: str
) -> None:
    spoken = said(page, dossier, qtbot)

    extra = EXPECTED["forced_in"][dossier]["enters_at_extra"]
    for cents in (extra["erdf"], extra["flemish"]):
        assert f"€ {cents:,}".replace(",", ".") in spoken
    assert "Wat zou moeten veranderen" in spoken
    assert "zolang de Vlaamse enveloppe blijft zoals ze is" in spoken


def test_reason_of_a_forced_dossier_names_the_sums(page: FundingPage, qtbot: QtBot) -> None:
    spoken = said(page, "D06", qtbot)

    assert "416,5" in spoken
    assert EXPECTED["forced_in"]["D06"]["sum"].replace(".", ",") in spoken
    assert "Had D08 niet ingediend, dan werd dit dossier gefinancierd." in spoken


def test_reason_of_a_funded_dossier_says_who_follows(page: FundingPage, qtbot: QtBot) -> None:
    spoken = said(page, "D10", qtbot)

    # D10 asked 620.000 and 410.000; D11 is first of its province and asks 560.000 and 380.000
    assert "Als D10 wegvalt" in spoken
    assert "komen € 620.000 EFRO en € 410.000 Vlaams vrij" in spoken
    assert "D11 volgt op met € 560.000 EFRO en € 380.000 Vlaams" in spoken


def test_the_pane_says_how_an_amount_comes_about_and_stays_open(
    page: FundingPage, qtbot: QtBot
) -> None:
    spoken = said(page, "D01", qtbot)
    part = page.proposals.reasons.money
    assert part is not None
    closed = part.content.isVisible()
    QTest.keyClick(part.heading, Qt.Key.Key_Space)
    opened = part.content.isVisible()
    said(page, "D06", qtbot)
    following = page.proposals.reasons.money

    assert (closed, opened) == (False, True)
    assert following is not None
    assert following.content.isVisible()
    assert "EFRO: het EFRO-percentage van 40 %. Ruimte: het steunplafond van 50 %." in spoken
    # 60 % of 1.950.000 at half, the rest in full, less 40 % ERDF
    assert {"1.170.000", "468.000", "117.000", "780.000", "585.000"} <= set(spoken.split("\n"))
    assert "Vlaamse cofinanciering hoogstens € 520.000: wat het dossier vraagt." in spoken


def test_flip_pair_hears_what_a_part_of_a_point_does(page: FundingPage, qtbot: QtBot) -> None:
    spoken = said(page, "D13", qtbot)

    assert "Een totaal van minstens 83,5 volstaat (nu 83, dus 0,5 erbij)." in spoken
    assert "Op Complementariteit volstaat 4,57 in plaats van 4,5." in spoken


def test_answer_is_solved_once_per_state(page: FundingPage, qtbot: QtBot) -> None:
    said(page, "D01", qtbot)
    page.proposals.view.select_key("D04")

    page.proposals.view.select_key("D01")

    assert "wordt berekend" not in page.proposals.reasons.spoken()


def test_letters_of_the_keyboard_choose_a_proposal(page: FundingPage) -> None:
    page.proposals.view.setFocus()

    QTest.keyClick(page.proposals.view.right, Qt.Key.Key_A)
    chosen_a = page.freeze_button.text()
    QTest.keyClick(page.proposals.view.right, Qt.Key.Key_B)

    assert chosen_a == "Voorstel A vastleggen"
    assert page.freeze_button.text() == "Voorstel B vastleggen"


def test_frozen_allocation_shows_its_digest_and_cannot_be_chosen_again(
    workspace: Workspace, page: FundingPage, qtbot: QtBot
) -> None:
    assert page.freeze()
    qtbot.waitUntil(lambda: page.toolbar.title().startswith("Vastgelegd"), timeout=20_000)
    page.choose(Policy.RANKING)

    assert page.toolbar.title() == "Vastgelegd: Dekking"
    assert workspace.snapshot().allocation is not None
    assert not page.proposals.bands[Policy.RANKING].radio.isEnabled()


def test_refused_freeze_is_said_on_the_page(workspace: Workspace, page: FundingPage) -> None:
    page.choose(Policy.RANKING)

    done = page.freeze()

    assert not done
    assert workspace.snapshot().allocation is None
    assert page.messages.isVisible()


def test_allocation_frozen_elsewhere_appears_at_the_next_look(
    workspace: Workspace, page: FundingPage, qtbot: QtBot
) -> None:
    freezing.freeze(workspace)

    page.on_shown()

    qtbot.waitUntil(page.thaw_button.isVisible, timeout=20_000)
    assert not page.freeze_button.isVisible()


def test_a_refused_freeze_lists_everything_that_blocks(
    workspace: Workspace, page: FundingPage
) -> None:
    text = workspace.snapshot().call_text.replace(
        "discrepancy = 1.5", 'discrepancy = 1.5\napprovals = "all"'
    )
    calling.replace_text(workspace, text, "Goedkeuring gevraagd.")
    for number in range(2, 14):
        approving.roll_call(workspace, f"D{number:02}")
    approving.roll_call(workspace, "D01", ["E1"])
    approving.take_back(workspace, "D02", ["E2"])

    assert not page.freeze()

    (message,) = [m for m in page.messages.messages if m.key == "refused"]
    assert message.lead.startswith("2 ")
    assert "D01: goedkeuring ontbreekt van E2, E3, E4, E5." in message.text
    assert "D02: goedkeuring ontbreekt van E2." in message.text
    assert workspace.snapshot().allocation is None


def test_files_of_a_decision_wait_for_the_freeze_and_the_figures_do_not(
    page: FundingPage, workspace: Workspace, tmp_path: Path
) -> None:
    button = page.export_button
    button.choices.aboutToShow.emit()
    assert [kind for kind, entry in button.entries.items() if entry.isEnabled()] == [
        "ranking",
        "solve",
    ]
    assert button.save("solve", tmp_path / "solve.jsonl")
    assert not button.save("decision", tmp_path / "decision.json")
    assert [message.key for message in page.messages.messages] == ["refused"]

    freezing.freeze(workspace)
    button.choices.aboutToShow.emit()

    assert all(entry.isEnabled() for entry in button.entries.values())
    assert button.save("decision", tmp_path / "decision.json")
    papers = (str(tmp_path / "decision.json"), str(tmp_path / "solve.jsonl"))
    assert main(["verify", *papers]) == 0


def test_each_proposal_says_what_is_left_without_flanders(page: FundingPage) -> None:
    said = "Zonder Vlaamse cofinanciering krijgt geen enkel dossier steun."

    assert [said in band.spoken_rule() for band in page.proposals.bands.values()] == [True, True]
