"""The panel page on an offline round with real files: keys, packs, returns."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from pytestqt.qtbot import QtBot

from delpanel.services.state.workspace import Workspace
from tests.ui.front import bring_to_front
from ui.commands import Acts
from ui.kit.hub import ChangeHub
from ui.kit.jobs import JobRunner
from ui.views.panel.page import PanelPage

WAIT = 60_000


@contextmanager
def shown(workspace: Workspace, qtbot: QtBot, part: str = "people") -> Iterator[PanelPage]:
    """The page with one of its parts in front."""
    runner = JobRunner()
    page = PanelPage(Acts(workspace, ChangeHub()), runner)
    qtbot.addWidget(page)
    page.resize(1440, 820)
    page.show()
    qtbot.waitExposed(page)
    bring_to_front(page, qtbot)
    page.open_part(part)
    page.on_shown()
    try:
        yield page
    finally:
        runner.close()


def files_in(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())
