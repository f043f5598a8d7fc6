"""The call page: what is assumed, what the ranking rests on, another file with its reason."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from delpanel.services.calls import calling
from delpanel.services.state.workspace import Workspace
from scoring.rules import Policy
from tests.factories import f1_panel, new_panel
from ui.commands import Acts
from ui.dialogs.words import WordsDialog
from ui.kit.hub import ChangeHub
from ui.views.call.page import CallPage

DECLARED = calling.shipped_text("del-2020").replace(
    "rounding_step = 0.01\n",
    'rounding_step = 0.01\nranking_basis = "calibrated"\n'
    "evaluator_penalty = 2.5\ndossier_penalty = 1\n",
)


@pytest.fixture
def judged(tmp_path: Path) -> Iterator[Workspace]:
    with f1_panel(tmp_path) as workspace:
        yield workspace


def shown(workspace: Workspace, qtbot: QtBot) -> CallPage:
    page = CallPage(Acts(workspace, ChangeHub()))
    qtbot.addWidget(page)
    page.resize(1280, 800)
    page.show()
    page.on_shown()
    return page


def spoken(widget: QWidget) -> str:
    return "\n".join(part.text() for part in widget.findChildren(QLabel))


def ranking_first(workspace: Workspace, tmp_path: Path) -> Path:
    path = tmp_path / "oproep.toml"
    text = workspace.snapshot().call_text
    path.write_text(text.replace('decides = "coverage"', 'decides = "ranking"'), encoding="utf-8")
    return path


def answer(reason: str | None, asked: list[str]) -> None:
    """Type a reason into the dialog that comes up, or cancel it."""

    def act() -> None:
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, WordsDialog)
        asked.append(spoken(dialog))
        if reason is None:
            dialog.cancel_button.click()
            return
        asked.append(str(dialog.save_button.isEnabled()))
        QTest.keyClicks(dialog.field, reason)
        dialog.save_button.click()

    QTimer.singleShot(0, act)


def test_another_file_after_the_first_points_takes_a_reason_and_shows_it(
    judged: Workspace, qtbot: QtBot, tmp_path: Path
) -> None:
    page = shown(judged, qtbot)
    asked: list[str] = []
    answer("De stuurgroep besliste anders.", asked)

    page.replace_by(ranking_first(judged, tmp_path))

    assert judged.call.rules.policy is Policy.RANKING
    assert "Beslissend beleid: van dekking eerst naar rangschikking" in asked[0]
    assert asked[1] == "False", "no reason, no verb"
    said = spoken(page)
    assert "versie 2, voorzitter, 14 december 2020" in said
    assert "De stuurgroep besliste anders." in said


def test_a_cancelled_reason_changes_nothing(
    judged: Workspace, qtbot: QtBot, tmp_path: Path
) -> None:
    page = shown(judged, qtbot)
    answer(None, [])

    page.replace_by(ranking_first(judged, tmp_path))

    assert judged.call.rules.policy is Policy.COVERAGE
    assert judged.snapshot().call_version == 1


def test_before_the_first_points_nothing_is_asked(tmp_path: Path, qtbot: QtBot) -> None:
    with new_panel(tmp_path) as workspace:
        page = shown(workspace, qtbot)

        page.replace_by(ranking_first(workspace, tmp_path))

        assert workspace.call.rules.policy is Policy.RANKING


@pytest.mark.parametrize("content", [b"\xff\xfe geen tekst", b"dit is = = geen TOML"])
def test_a_file_that_is_no_call_is_refused_in_a_sentence(
    judged: Workspace, qtbot: QtBot, tmp_path: Path, content: bytes
) -> None:
    page, path = shown(judged, qtbot), tmp_path / "stuk.toml"
    path.write_bytes(content)

    page.replace_by(path)

    assert "stuk.toml" in spoken(page.messages)
    assert judged.snapshot().call_version == 1


def test_the_page_says_what_the_ranking_rests_on(tmp_path: Path, qtbot: QtBot) -> None:
    with new_panel(tmp_path, DECLARED) as workspace:
        page = shown(workspace, qtbot)
        said = spoken(page)

    assert "zonder mildheid of strengheid van beoordelaars (calibrated), demping 2,5 en 1" in said


def test_a_reserve_without_a_limit_is_not_shown_as_none(tmp_path: Path, qtbot: QtBot) -> None:
    text = calling.shipped_text("del-2020").replace("per_province = 1\n", "")
    with new_panel(tmp_path, text) as workspace:
        page = shown(workspace, qtbot)
        said = spoken(page).splitlines()

    assert said[said.index("Reserve per provincie") + 1] == "geen grens"
