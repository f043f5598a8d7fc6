"""A list of dossiers comes in through the window, the way a person does it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog, QWidget
from pytestqt.qtbot import QtBot

import resources
from delpanel.environment import Environment
from delpanel.exchange.lists.column_mapping import parse_mapping
from delpanel.exchange.lists.list_fields import ListField
from delpanel.model.actor import Actor, Role
from delpanel.presets.shipped import call_text
from delpanel.services.calls import calling
from delpanel.services.intake.import_plan import ChangeKind
from delpanel.services.state.workspace import Workspace
from ui.commands import Acts, SetWeights
from ui.dialogs.import_wizard import MAPPING, REPORT, SOURCE, ImportWizard
from ui.kit.hub import ChangeHub
from ui.kit.jobs import JobRunner
from ui.models.imports import change_word, field_names, mapping_text
from ui.views.dossiers.page import DossiersPage

SHARED = Path(__file__).parents[4] / "shared" / "data"
OFFICE = Actor("secretariaat", Role.SECRETARIAT)
HEADER = "Nr;Project;Promotor;Totale kost;EFRO gevraagd\n"
ROWS = (
    "D1;Havenlab;Stad Ledegem;100.000,00;40.000,00\nD2;Bakkerslab;Stad Aalst;80.000,00;32.000,00\n"
)


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    target = str(tmp_path / "oproep.delpanel")
    with Workspace.create(target, call_text("del-2020"), Environment(actor=OFFICE)) as opened:
        yield opened


@pytest.fixture
def acts(workspace: Workspace) -> Acts:
    return Acts(workspace, ChangeHub())


@pytest.fixture
def runner() -> Iterator[JobRunner]:
    made = JobRunner()
    yield made
    made.close()


@pytest.fixture
def page(acts: Acts, runner: JobRunner, qtbot: QtBot) -> DossiersPage:
    made = DossiersPage(acts, runner)
    qtbot.addWidget(made)
    made.resize(1440, 820)
    made.show()
    qtbot.waitExposed(made)
    made.on_shown()
    return made


def real(*parts: str) -> Path:
    found = SHARED.joinpath(*parts)
    if not found.exists():
        pytest.skip(f"the published list {found.name} is not on this machine")
    return found


def efro_list() -> Path:
    return next(real("efro").glob("*.xls"))


def opened(page: DossiersPage, qtbot: QtBot, path: Path, step: int) -> ImportWizard:
    wizard = page.door.open_import((str(path),))
    qtbot.waitUntil(lambda: wizard.stack.currentIndex() == step, timeout=20_000)
    return wizard


def click(target: QWidget) -> None:
    QTest.mouseClick(target, Qt.MouseButton.LeftButton)


def to_report(wizard: ImportWizard, qtbot: QtBot) -> None:
    click(wizard.next_button)
    qtbot.waitUntil(lambda: wizard.stack.currentIndex() == REPORT, timeout=20_000)


def save(page: DossiersPage, wizard: ImportWizard, qtbot: QtBot) -> None:
    with qtbot.waitSignal(page.door.done, timeout=20_000):
        click(wizard.next_button)


def written(tmp_path: Path, text: str, name: str = "lijst.csv") -> Path:
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    return path


def test_published_list_comes_in_with_three_clicks_and_no_help(
    page: DossiersPage, workspace: Workspace, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = efro_list()
    answer = lambda *_: ([str(path)], "")  # noqa: E731 - what the system's file chooser gives back
    monkeypatch.setattr(QFileDialog, "getOpenFileNames", answer)

    click(page.first_button)
    wizard = page.door.wizard
    assert wizard is not None
    qtbot.waitUntil(lambda: wizard.stack.currentIndex() == MAPPING, timeout=20_000)
    assert wizard.mapping.header_row.value() == 4
    assert wizard.mapping.chosen() == {
        0: "id",
        1: "lead_partner",
        2: "partners",
        3: "title",
        4: "cost",
        5: "erdf_requested",
        6: "erdf_rate",
        7: "flemish_requested",
        8: "co_financer",
    }
    to_report(wizard, qtbot)
    said = [finding.sentence for finding in wizard.report.findings.records]
    assert any("238.506,15" in sentence for sentence in said)
    save(page, wizard, qtbot)

    state = workspace.snapshot()
    plans = [dossier.financing for dossier in state.dossiers]
    assert len(plans) == 23
    assert sum(plan.cost_cents or 0 for plan in plans) == 875_924_602
    assert sum(plan.erdf_requested_cents or 0 for plan in plans) == 349_989_169
    assert sum(plan.flemish_requested_cents or 0 for plan in plans) == 342_873_573
    assert page.toolbar.title() == "23 dossiers, 23 te bevestigen"
    assert page.messages.messages[0].lead == "23 dossiers ingelezen."


def test_nothing_is_written_before_the_last_page(
    page: DossiersPage, workspace: Workspace, qtbot: QtBot, tmp_path: Path
) -> None:
    wizard = opened(page, qtbot, written(tmp_path, HEADER + ROWS), MAPPING)
    to_report(wizard, qtbot)
    wizard.reject()

    assert workspace.snapshot().dossiers == ()
    assert page.door.wizard is None


@pytest.mark.parametrize(
    "name", ["excelize__BadWorkbook.xlsx", "made__password.xlsx", "poi__poc-xmlbomb.xlsx"]
)
def test_hostile_file_gives_one_sentence_and_leaves_the_dialog_open(
    page: DossiersPage, workspace: Workspace, qtbot: QtBot, name: str
) -> None:
    wizard = page.door.open_import((str(real("hostile", name)),))
    qtbot.waitUntil(lambda: bool(wizard.messages.messages), timeout=30_000)

    assert len(wizard.messages.messages) == 1
    assert name in wizard.messages.messages[0].lead + wizard.messages.messages[0].text
    assert wizard.stack.currentIndex() == SOURCE
    assert wizard.source.choose_button.isEnabled()
    assert workspace.snapshot().dossiers == ()
    wizard.reject()


def test_wrong_header_row_can_be_put_right(
    page: DossiersPage, qtbot: QtBot, tmp_path: Path
) -> None:
    path = written(tmp_path, "Overzicht;;;;\n" + HEADER + ROWS)
    wizard = opened(page, qtbot, path, MAPPING)
    assert wizard.mapping.header_row.value() == 2

    wizard.mapping.header_row.setValue(3)
    qtbot.waitUntil(lambda: wizard.mapping.chosen() != {} or not wizard.mapping.is_ready())
    qtbot.waitUntil(lambda: wizard.next_button.isVisible() and wizard.stack.isEnabled())
    assert "title" not in wizard.mapping.chosen().values()
    wizard.mapping.header_row.setValue(2)
    qtbot.waitUntil(lambda: wizard.mapping.chosen().get(1) == "title", timeout=10_000)
    wizard.reject()


def test_column_chosen_by_hand_is_read_and_named_so(
    page: DossiersPage, workspace: Workspace, qtbot: QtBot, tmp_path: Path
) -> None:
    path = written(tmp_path, "Nr;Project;Kolom X;Totale kost\nD1;Havenlab;40.000,00;100.000,00\n")
    wizard = opened(page, qtbot, path, MAPPING)
    assert 2 not in wizard.mapping.chosen()

    wizard.mapping.choose(2, "erdf_requested")
    assert wizard.mapping.note() == "lijst.csv"
    to_report(wizard, qtbot)
    save(page, wizard, qtbot)

    assert workspace.snapshot().dossiers[0].financing.erdf_requested_cents == 4_000_000


def test_a_field_is_never_given_to_two_columns(
    page: DossiersPage, qtbot: QtBot, tmp_path: Path
) -> None:
    wizard = opened(page, qtbot, written(tmp_path, HEADER + ROWS), MAPPING)
    wizard.mapping.choose(2, "title")

    assert list(wizard.mapping.chosen().values()).count("title") == 1
    assert wizard.mapping.chosen()[2] == "title"
    wizard.reject()


def test_saved_columns_are_found_again(page: DossiersPage, qtbot: QtBot, tmp_path: Path) -> None:
    wizard = opened(page, qtbot, written(tmp_path, HEADER + ROWS), MAPPING)
    wizard.mapping.choose(2, "contact")
    saved = tmp_path / "kolommen.toml"
    wizard.mapping.save_to(saved)
    wizard.mapping.choose(2, "")

    wizard.mapping.load_from(saved)
    qtbot.waitUntil(lambda: wizard.mapping.chosen().get(2) == "contact", timeout=10_000)
    assert wizard.mapping.choice()[2] == saved.read_text(encoding="utf-8")
    wizard.reject()


def test_saved_columns_of_another_list_are_named_as_missing(
    page: DossiersPage, qtbot: QtBot, tmp_path: Path
) -> None:
    wizard = opened(page, qtbot, written(tmp_path, HEADER + ROWS), MAPPING)
    other = written(tmp_path, '[columns]\ntitle = "Project"\ncost = "Investering"\n', "andere.toml")
    wizard.mapping.load_from(other)
    qtbot.waitUntil(lambda: bool(wizard.messages.messages), timeout=10_000)

    said = wizard.messages.messages[0]
    assert "Investering" in said.lead + said.text
    wizard.reject()


def test_closing_while_it_reads_stops_the_reading(
    page: DossiersPage, workspace: Workspace, runner: JobRunner, qtbot: QtBot
) -> None:
    wizard = page.door.open_import((str(efro_list()),))
    assert runner.is_busy
    wizard.reject()
    qtbot.waitUntil(lambda: not runner.is_busy, timeout=10_000)

    assert page.door.wizard is None
    assert workspace.snapshot().dossiers == ()


def test_second_import_shows_what_differs(
    page: DossiersPage, workspace: Workspace, qtbot: QtBot, tmp_path: Path
) -> None:
    first = opened(page, qtbot, written(tmp_path, HEADER + ROWS), MAPPING)
    to_report(first, qtbot)
    save(page, first, qtbot)
    later = ROWS.replace("80.000,00;32.000,00", "90.000,00;32.000,00")
    wizard = opened(page, qtbot, written(tmp_path, HEADER + later), MAPPING)
    to_report(wizard, qtbot)

    assert wizard.report.counts() == (1, 1)
    assert wizard.plan is not None
    changed = wizard.plan.of_kind(ChangeKind.CHANGED)[0]
    said = [change_word(change) for change in changed.changes]
    assert ("totale kost", "80.000,00", "90.000,00") in said
    save(page, wizard, qtbot)
    assert workspace.snapshot().dossier_by_id["D2"].financing.cost_cents == 9_000_000


def test_rows_with_errors_can_be_left_out(
    page: DossiersPage, workspace: Workspace, qtbot: QtBot, tmp_path: Path
) -> None:
    dated = HEADER.replace("\n", ";Startdatum;Einddatum\n")
    rows = (
        "D1;Havenlab;Stad Ledegem;100.000,00;40.000,00;01/02/2021;31/12/2022\n"
        "D2;Bakkerslab;Stad Aalst;80.000,00;32.000,00;01/02/2021;31/12/2020\n"
    )
    wizard = opened(page, qtbot, written(tmp_path, dated + rows), MAPPING)
    to_report(wizard, qtbot)
    assert wizard.report.counts() == (2, 1)
    assert wizard.report.views.current() == "errors"
    assert [c.dossier.id for c in wizard.report.table.records] == ["D2"]
    with qtbot.waitSignal(page.door.done, timeout=10_000):
        click(wizard.clean_button)

    assert {d.id for d in workspace.snapshot().dossiers} == {"D1"}


def test_unreadable_amount_keeps_its_row_out_and_names_the_cell(
    page: DossiersPage, workspace: Workspace, qtbot: QtBot, tmp_path: Path
) -> None:
    wrong = "D3;Brouwlab;Stad Gent;zestigduizend;24.000,00\n"
    wizard = opened(page, qtbot, written(tmp_path, HEADER + ROWS + wrong), MAPPING)
    to_report(wizard, qtbot)
    assert wizard.report.counts() == (2, 2)
    gravest = wizard.report.findings.records[0]
    assert (gravest.dossiers, gravest.places[0].cell) == (("D3",), "D4")
    save(page, wizard, qtbot)

    assert {d.id for d in workspace.snapshot().dossiers} == {"D1", "D2"}
    assert "1 niet bewaard" in page.messages.messages[-1].text


def test_official_workbook_needs_no_columns(
    page: DossiersPage, workspace: Workspace, qtbot: QtBot
) -> None:
    path = Path(resources.location("demo/dossiers-del-2020.xlsx"))
    wizard = opened(page, qtbot, path, REPORT)
    save(page, wizard, qtbot)

    assert len(workspace.snapshot().dossiers) == 16
    assert page.legend.sentence.text() == "EFRO gevraagd 3,2 × de enveloppe van €\u00a03.000.000"


def test_database_table_comes_in_like_a_list(
    page: DossiersPage, workspace: Workspace, qtbot: QtBot, tmp_path: Path
) -> None:
    import sqlite3

    base = sqlite3.connect(tmp_path / "dossiers.db")
    base.execute("CREATE TABLE aanvragen (dossiernummer TEXT, titel TEXT, totale_kost REAL)")
    base.execute("INSERT INTO aanvragen VALUES ('A1', 'Havenlab', 125000.5)")
    base.commit()
    base.close()
    wizard = page.door.open_import()
    wizard.source.address.setText(f"sqlite:///{tmp_path / 'dossiers.db'}")
    click(wizard.source.tables_button)
    qtbot.waitUntil(lambda: wizard.source.tables.currentText() == "aanvragen", timeout=10_000)
    click(wizard.source.read_button)
    qtbot.waitUntil(lambda: wizard.stack.currentIndex() == MAPPING, timeout=10_000)
    to_report(wizard, qtbot)
    save(page, wizard, qtbot)

    assert workspace.snapshot().dossier_by_id["A1"].financing.cost_cents == 12_500_050


def test_wrong_database_address_is_said_in_the_dialog(page: DossiersPage, qtbot: QtBot) -> None:
    wizard = page.door.open_import()
    wizard.source.address.setText("sqlite:////nergens/niets.db")
    click(wizard.source.tables_button)
    qtbot.waitUntil(lambda: len(wizard.messages.messages) == 1, timeout=10_000)
    wizard.reject()


def test_dropped_file_opens_the_import(page: DossiersPage, qtbot: QtBot, tmp_path: Path) -> None:
    path = written(tmp_path, HEADER + ROWS)
    carried = QMimeData()
    carried.setUrls([QUrl.fromLocalFile(str(path))])
    left, none = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    page.dropEvent(QDropEvent(QPointF(9, 9), Qt.DropAction.CopyAction, carried, left, none))
    wizard = page.door.wizard
    assert wizard is not None
    qtbot.waitUntil(lambda: wizard.stack.currentIndex() == MAPPING, timeout=10_000)
    assert wizard.mapping.note() == "lijst.csv"
    wizard.reject()


def test_import_empties_the_undo_history_and_says_so(
    page: DossiersPage, acts: Acts, workspace: Workspace, qtbot: QtBot, tmp_path: Path
) -> None:
    weights = {c.id: c.weight for c in workspace.call.rules.criteria}
    first, *_, last = weights
    weights[first] -= 5
    weights[last] += 5
    assert acts.push(SetWeights(acts, weights, "proef"))
    assert calling.shipped_calls()
    wizard = opened(page, qtbot, written(tmp_path, HEADER + ROWS), MAPPING)
    to_report(wizard, qtbot)
    save(page, wizard, qtbot)

    assert acts.stack.count() == 0
    assert "ongedaan" in page.messages.messages[-1].text


def test_every_field_of_a_list_can_be_chosen_by_name() -> None:
    assert set(field_names()) == {field.value for field in ListField}


def test_column_choice_is_what_the_reader_of_lists_reads() -> None:
    text = mapping_text("P2", 4, {"cost": 'Totale\n"kost"', "id": "Nr"})
    saved = parse_mapping(text)

    assert (saved.sheet, saved.header_row) == ("P2", 4)
    assert saved.columns == {ListField.COST: 'Totale\n"kost"', ListField.ID: "Nr"}
