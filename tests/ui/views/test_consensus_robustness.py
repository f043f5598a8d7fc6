from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from delpanel.services.consensus.watching import evaluator_flags, leave_one_out
from delpanel.services.state.computed import Computed
from delpanel.services.state.workspace import Workspace
from scoring.statistics.flags import Flag, FlagCode
from tests.ui.front import bring_to_front
from tests.ui.views.score_panel import DOSSIERS, agree_all, make_panel
from ui.commands import Acts
from ui.kit.hub import ChangeHub
from ui.kit.jobs import JobRunner
from ui.kit.theme import theme
from ui.kit.tokens import Scheme
from ui.models.consensus_people import flag_sentence, people_items
from ui.views.consensus.page import ConsensusPage
from ui.views.consensus.side_panel import STURDY


@pytest.fixture(autouse=True)
def dressed(qapp: QApplication) -> None:
    theme().apply(qapp, Scheme.LIGHT)


@pytest.fixture
def undecided(tmp_path: Path) -> Iterator[Workspace]:
    with make_panel(tmp_path, scored=True) as opened:
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


def people(page: ConsensusPage) -> dict[str, str]:
    items = page.panel.agenda.table.all_records
    return {f"{i.criterion}": i.reasons[0] for i in items if not i.dossier}


def test_agenda_names_the_evaluators_on_whom_the_result_hangs(
    undecided: Workspace, runner: JobRunner, qtbot: QtBot
) -> None:
    panel = leave_one_out(undecided.computed())
    turning = {who: panel.without_evaluator(who).turning for who in panel.evaluators}

    page = shown(undecided, runner, qtbot)
    qtbot.waitUntil(lambda: bool(people(page)), timeout=20_000)

    found = people(page)
    expected = {f"pivotal {who}" for who, dossiers in turning.items() if dossiers}
    assert {key for key in found if key.startswith("pivotal")} == expected != set()
    for who, dossiers in turning.items():
        if dossiers:
            names = ", ".join(sorted(dossiers))
            said = f"Zonder deze punten verandert de uitkomst van {names}."
            assert found[f"pivotal {who}"] == said


def test_a_dossier_says_whom_it_leads_whatever_the_weights_nearby(
    tmp_path: Path, runner: JobRunner, qtbot: QtBot
) -> None:
    """Whole weights from 35 to 45, 30 to 40 and 20 to 30 hold the corners of what is looked at."""
    points = {name: row for name, _, _, _, row in DOSSIERS}
    nearby = [
        (a, b, 100 - a - b) for a in range(35, 46) for b in range(30, 41) if 20 <= 100 - a - b <= 30
    ]

    def leads(one: str, other: str) -> bool:
        return all(
            sum(w * (x - y) for w, x, y in zip(weights, points[one], points[other], strict=True))
            >= 0
            for weights in nearby
        )

    with make_panel(tmp_path, scored=True, agreed=True) as workspace:
        page = shown(workspace, runner, qtbot)
        order = workspace.computed().ranking.passing
        said = {}
        for name in order:
            page.ranking.select(name)
            said[name] = page.panel.pair.spoken()
        page.ranking.select("D09")
        below = page.panel.pair.spoken()

    behind = {name: [o for o in order if o != name and leads(name, o)] for name in order}
    assert len(behind["D06"]) == len(order) - 1
    assert "staat D06 gelijk met of voor elk ander dossier." in said["D06"]
    first, *_, last = behind["D07"]
    assert 1 < len(behind["D07"]) < len(order) - 1
    assert f"staat D07 gelijk met of voor {first}, " in said["D07"]
    assert f"{behind['D07'][-2]} en {last}." in said["D07"]
    assert all((name in said["D07"].split("gelijk met of voor")[1]) for name in behind["D07"])
    assert behind["D12"] == []
    assert "staat D12 voor geen enkel ander dossier met zekerheid." in said["D12"]
    assert "vijf punten" not in below


def test_an_item_about_a_person_opens_no_meeting(
    undecided: Workspace, runner: JobRunner, qtbot: QtBot
) -> None:
    page = shown(undecided, runner, qtbot)
    qtbot.waitUntil(lambda: bool(people(page)), timeout=20_000)
    person = next(i for i in page.panel.agenda.table.all_records if not i.dossier)

    page.panel.agenda.view.activated.emit(person)

    assert not page.sheet.isVisible()


def test_projector_says_nothing_about_a_person(
    undecided: Workspace, runner: JobRunner, qtbot: QtBot
) -> None:
    page = shown(undecided, runner, qtbot)
    qtbot.waitUntil(lambda: bool(people(page)), timeout=20_000)

    QTest.keyClick(page, Qt.Key.Key_B)
    hidden = people(page)
    QTest.keyClick(page, Qt.Key.Key_B)

    assert hidden == {}
    qtbot.waitUntil(lambda: bool(people(page)), timeout=20_000)


def test_the_queue_says_of_people_only_what_the_call_asks(undecided: Workspace) -> None:
    flags = [Flag(code, evaluator="TS", amount=80.0) for code in FlagCode if code != "pivotal"]
    computed = undecided.computed()
    call = undecided.call
    silent = replace(call, panel=replace(call.panel, discrepancies=()))

    said = people_items(computed, flags)

    assert {item.criterion for item in said} >= {"severity TS", "halo TS"}
    assert people_items(Computed(computed.snapshot.with_call(silent)), flags) == ()


def test_level_points_throughout_are_flagged(undecided: Workspace) -> None:
    snapshot = undecided.snapshot()
    level = tuple(
        replace(a, points_cp=400) if a.evaluator == "TS" else a for a in snapshot.assessments
    )

    flags = evaluator_flags(Computed(replace(snapshot, assessments=level)))

    assert [f.evaluator for f in flags if f.code is FlagCode.HALO] == ["TS"]


def test_severity_is_said_on_a_hundred() -> None:
    flag = Flag(FlagCode.SEVERITY, evaluator="TS", amount=-31.5)

    assert flag_sentence(flag, 500) == "Geeft gemiddeld 6,3 op 100 minder dan het panel."


def test_sturdiness_says_one_sentence_a_criterion_with_the_exact_ends(
    undecided: Workspace, runner: JobRunner, qtbot: QtBot
) -> None:
    agree_all(undecided)
    page = shown(undecided, runner, qtbot)

    page.panel.choose(STURDY)
    qtbot.waitUntil(lambda: len(page.panel.stable.sentences()) > 3, timeout=20_000)

    # D07 and D13 are level where reach weighs a third: only then does the optimum turn.
    said = page.panel.stable.sentences()
    assert "De gefinancierde set blijft dezelfde zolang kmo-bereik meer dan 33,3 % weegt." in said
    assert "Gentse Proefstraat: gefinancierd" not in " ".join(said)
    assert any("Scheldehaven Digitaal: gefinancierd in 100 % van de wegingen" in s for s in said)
    tips = [found.toolTip() for found in page.panel.stable.findChildren(QLabel)]
    assert any("1/3 " in tip for tip in tips)
    assert any("Monte-Carlofout" in tip for tip in tips)
