from __future__ import annotations

import socket
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from delpanel.services.state.workspace import Workspace
from tests.delpanel.services.sittings import held
from tests.ui.views.meeting_pages import (
    meeting_workspace,
    on,
    projected,
    sitting,
)
from tests.ui.views.score_panel import PEOPLE, REASON

NAMES = {name for _, name in PEOPLE}


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    with meeting_workspace(tmp_path) as opened:
        yield opened


def test_the_big_screen_names_nobody(workspace: Workspace, qtbot: QtBot) -> None:
    page = sitting(workspace, qtbot)
    screen = projected(page, qtbot)
    page.put_on_table("D06")

    slide = screen.slide.slide

    assert slide is not None
    assert [len(criterion.sheets) for criterion in slide.criteria] == [4, 4, 4]
    said = repr(slide) + screen.slide.accessibleDescription() + screen.windowTitle()
    assert [name for name in NAMES if name in said] == []
    assert screen.findChildren(QLabel) == []
    screen.close()


def test_points_typed_in_the_room_show_as_a_proposal_and_then_as_recorded(
    workspace: Workspace, qtbot: QtBot
) -> None:
    page = sitting(workspace, qtbot)
    screen = projected(page, qtbot)
    page.put_on_table("D06")
    before = on(screen)
    block = page.sheet.blocks[0]
    QTest.keyClick(block.scale, Qt.Key.Key_2)
    tried = on(screen)
    block.motivation.setPlainText(REASON)
    page.sheet.commit_button.click()
    refused = [message.key for message in page.messages.messages]
    block.reason.setPlainText("De rollen zijn niet getekend.")
    page.sheet.commit_button.click()
    recorded = on(screen)
    page._acts.stack.undo()
    undone = on(screen)

    assert (tried.criteria[0].agreed, tried.criteria[0].is_recorded) == (200, False)
    assert (before.passes, tried.passes, tried.verdict) == (True, False, "onder een drempel")
    assert refused == ["meeting"]
    assert (recorded.criteria[0].agreed, recorded.criteria[0].is_recorded) == (200, True)
    assert not undone.criteria[0].is_recorded
    moves = [
        (m.points_cp, m.is_undone) for m in held(workspace).agreed if m.criterion == block.criterion
    ]
    assert moves == [(200, False), (None, True)]
    screen.close()


def test_the_projector_is_blanked_and_filled_by_keys(workspace: Workspace, qtbot: QtBot) -> None:
    page = sitting(workspace, qtbot)
    screen = projected(page, qtbot)
    QTest.keyClick(screen, Qt.Key.Key_R)
    ranked = screen.slide.shows_rank
    QTest.keyClick(screen, Qt.Key.Key_B)
    blank = screen.slide.is_blank
    picture = screen.slide.grab().toImage()
    QTest.keyClick(screen, Qt.Key.Key_B)
    QTest.keyClick(screen, Qt.Key.Key_F11)
    full = screen.isFullScreen()
    QTest.keyClick(screen, Qt.Key.Key_Escape)
    left = screen.isFullScreen()
    QTest.keyClick(screen, Qt.Key.Key_Escape)

    colours = {picture.pixel(x, y) for x in range(0, 1200, 40) for y in range(0, 700, 20)}
    assert (ranked, blank, len(colours), full, left) == (True, True, 1, True, False)
    assert page.projector.screen is None


def test_a_meeting_in_the_window_opens_no_connection(
    workspace: Workspace, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    def no_network(*_: object, **__: object) -> None:
        raise AssertionError("a socket was made")

    monkeypatch.setattr(socket, "socket", no_network)
    monkeypatch.setattr(socket, "getaddrinfo", no_network)
    page = sitting(workspace, qtbot)
    screen = projected(page, qtbot)
    for _ in page.agenda.order():
        page.next_item()
        if page.middle.shows_gate:
            page.gate.all_button.click()
        page.room.noted.emit("Besproken.")
    page.next_item()
    page.lead.close_meeting()

    assert held(workspace).closed_at is not None
    assert len(held(workspace).treated) == 13
    assert page.write_minutes(tmp_path / "notulen.pdf")
    assert not [name for name in _loaded() if name.startswith("PySide6.QtNetwork")]
    screen.close()


def _loaded() -> list[str]:
    import sys

    return list(sys.modules)
