from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path

import pytest
from openpyxl import load_workbook
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from delpanel.services.state.workspace import Workspace
from delpanel.services.what_ifs import scenarios
from scoring.rules import Policy
from tests.factories import F1, f1_panel
from tests.ui.front import bring_to_front
from ui.commands import Acts
from ui.kit.hub import ChangeHub
from ui.kit.jobs import JobRunner
from ui.kit.theme import theme
from ui.kit.tokens import Scheme
from ui.models.scenarios import change_words
from ui.views.funding.page import FRONTIER, SCENARIOS, FundingPage
from ui.views.funding.scenario_acts import SetScenario

LADDER = F1["expected"]["erdf_ladder_flemish_unlimited"]
MORE = {"erdf": "3.200.000", "flemish": "2.140.000"}


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


def opened_frontier(page: FundingPage, qtbot: QtBot) -> None:
    page.open_part(FRONTIER)
    qtbot.waitUntil(lambda: bool(page.frontier.steps()), timeout=20_000)


def names(page: FundingPage) -> list[str]:
    return [result.name for result in page.scenarios.table.records]


def kept(workspace: Workspace) -> list[str]:
    return [scenario.name for scenario in scenarios.kept(workspace)]


def keep(page: FundingPage, workspace: Workspace, name: str, qtbot: QtBot) -> None:
    made = scenarios.scenario_from(name, MORE, workspace.snapshot())
    page._acts.push(SetScenario(page._acts, None, made))
    qtbot.waitUntil(lambda: name in names(page), timeout=20_000)


def test_frontier_marks_the_call_and_shows_the_ladder(page: FundingPage, qtbot: QtBot) -> None:
    opened_frontier(page, qtbot)
    page.frontier.choices.choose("without")
    page.frontier.choices.chosen.emit("without")

    by_envelope = {step.erdf_cents: step for step in page.frontier.table.records}
    for envelope, wanted in LADDER.items():
        below = max(c for c in by_envelope if c <= 100 * int(envelope))
        assert by_envelope[below].value_on_100 == Fraction(wanted["sum"])
    marked = [step for step in page.frontier.table.records if step.is_call]
    funded = F1["expected"]["policy_coverage"]["funded"]
    assert [sorted(step.funded) for step in marked] == [sorted(funded)]


def test_frontier_says_that_the_flemish_envelope_binds(page: FundingPage, qtbot: QtBot) -> None:
    opened_frontier(page, qtbot)

    lead = page.frontier.lead().replace("\u00a0", " ")

    assert lead.startswith("Met € 3.000.000 EFRO: 5 provincies en een som van 416,5")
    assert "Meer EFRO verandert niets zolang de Vlaamse enveloppe gelijk blijft." in lead


def test_frontier_without_flemish_limit_names_the_next_step(
    page: FundingPage, qtbot: QtBot
) -> None:
    opened_frontier(page, qtbot)
    page.frontier.choices.choose("without")
    page.frontier.choices.chosen.emit("without")

    steps = [s for s in page.frontier.steps() if s.erdf_cents > 300000000]
    extra = steps[0].erdf_cents // 100 - 3000000

    assert f"{extra:,}".replace(",", ".") in page.frontier.lead()
    assert steps[0].value_on_100 > Fraction("416.5")


def test_clicking_a_point_of_the_plot_shows_its_step(page: FundingPage, qtbot: QtBot) -> None:
    opened_frontier(page, qtbot)
    page.frontier.sums.setFocus()

    QTest.keyClick(page.frontier.sums, Qt.Key.Key_Left)
    QTest.keyClick(page.frontier.sums, Qt.Key.Key_Return)

    record = page.frontier.view.current_record()
    steps = page.frontier.steps()
    assert record is not None
    assert record == steps[[s.is_call for s in steps].index(True) - 1]


def test_scenario_stands_beside_the_call_with_differences_marked(
    workspace: Workspace, page: FundingPage, qtbot: QtBot
) -> None:
    page.open_part(SCENARIOS)
    qtbot.waitUntil(lambda: names(page) == [""], timeout=20_000)
    keep(page, workspace, "Meer geld", qtbot)

    call, more = page.scenarios.table.records
    page.scenarios.view.select_key("Meer geld")

    assert change_words(call, Policy.COVERAGE) == "–"
    assert change_words(more, Policy.COVERAGE) == "+D06 −D07"
    assert change_words(more, Policy.RANKING) == "zelfde dossiers"
    assert more.result(Policy.COVERAGE).value == LADDER["3200000"]["sum"]  # type: ignore[union-attr]  # computed
    spoken = page.scenarios.spoken()
    assert "Erbij D06, eraf D07" in spoken
    assert "Altijd gefinancierd: D02 D04 D08 D10" in spoken
    assert page.toolbar.title().startswith("1 scenario")


def test_scenario_is_undone_and_done_again(
    workspace: Workspace, page: FundingPage, qtbot: QtBot
) -> None:
    page.open_part(SCENARIOS)
    keep(page, workspace, "Meer geld", qtbot)
    page.scenarios.view.select_key("Meer geld")

    page.scenarios.delete()
    after_delete = kept(workspace)
    page._acts.stack.undo()
    after_undo = kept(workspace)
    page._acts.stack.undo()

    assert (after_delete, after_undo, kept(workspace)) == ([], ["Meer geld"], [])


def test_working_it_out_with_a_dossier_makes_the_scenario_that_brings_it_in(
    workspace: Workspace, page: FundingPage, qtbot: QtBot
) -> None:
    page.proposals.view.select_key("D06")
    qtbot.waitUntil(lambda: page.proposals.reasons.try_button is not None, timeout=20_000)
    button = page.proposals.reasons.try_button
    assert button is not None

    button.click()
    qtbot.waitUntil(lambda: "Met D06" in names(page), timeout=20_000)

    (made,) = scenarios.kept(workspace)
    extra = F1["expected"]["forced_in"]["D06"]["enters_at_extra"]
    assert made.erdf_cents == 300000000 + 100 * extra["erdf"]
    assert made.flemish_cents == 200000000 + 100 * extra["flemish"]
    record = page.scenarios.view.current_record()
    assert record is not None
    assert "D06" in record.result(Policy.COVERAGE).funded  # type: ignore[union-attr]  # computed
    assert page.segments.current() == SCENARIOS


def test_row_of_the_call_can_be_neither_changed_nor_dropped(
    page: FundingPage, qtbot: QtBot
) -> None:
    page.open_part(SCENARIOS)
    qtbot.waitUntil(lambda: names(page) == [""], timeout=20_000)

    assert not page.scenarios.edit_button.isEnabled()
    assert not page.scenarios.delete_button.isEnabled()
    assert page.scenarios.add_button.isVisible()
    assert not page.freeze_button.isVisible()


def test_dialog_keeps_what_was_typed_and_names_what_is_wrong(
    page: FundingPage, qtbot: QtBot
) -> None:
    dialog = page.scenarios.dialog(None)
    qtbot.addWidget(dialog)
    empty = dialog.save_button.isEnabled()

    dialog.name.setText("Strenger")
    dialog.fields["erdf"].setText("veel")
    wrong = (dialog.save_button.isEnabled(), dialog.hint.text())
    dialog.fields["erdf"].setText("2.500.000")
    dialog.fields["threshold.total"].setText("65")
    dialog.fields["threshold.infrastructure"].setText("geen")
    dialog.left_out["E1"].setChecked(True)
    made = dialog.scenario()

    assert not empty
    refused = "veel kan niet als waarde van EFRO-enveloppe: een bedrag in euro, zoals 2.500.000"
    assert wrong == (False, f"{refused} of 2.500.000,50.")
    assert made is not None
    assert made.erdf_cents == 250000000
    assert made.thresholds_cp == {"total": 325, "infrastructure": None}
    assert made.without == ("E1",)
    again = page.scenarios.dialog(made)
    qtbot.addWidget(again)
    assert again.scenario() == made


def test_dialog_refuses_a_name_that_is_taken(
    workspace: Workspace, page: FundingPage, qtbot: QtBot
) -> None:
    page.open_part(SCENARIOS)
    keep(page, workspace, "Meer geld", qtbot)
    dialog = page.scenarios.dialog(None)
    qtbot.addWidget(dialog)

    dialog.name.setText("Meer geld")
    dialog.fields["erdf"].setText("1")

    assert dialog.scenario() is None
    assert dialog.hint.text() == "Er is al een scenario met deze naam."


def test_comparison_on_screen_is_exported(
    workspace: Workspace, page: FundingPage, qtbot: QtBot, tmp_path: Path
) -> None:
    page.open_part(SCENARIOS)
    keep(page, workspace, "Meer geld", qtbot)

    page.scenarios.export(tmp_path / "scenarios.xlsx")

    book = load_workbook(tmp_path / "scenarios.xlsx")
    first = [row[0].value for row in book.worksheets[0].iter_rows(min_row=5)]
    assert first == ["De oproep zelf", "De oproep zelf", "Meer geld", "Meer geld"]
