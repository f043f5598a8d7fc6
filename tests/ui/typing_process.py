"""A window of its own process in which somebody types, until it is killed.

typing_process.py FILE [PASSPHRASE]: a pack with its passphrase, or a panel file. Says each letter
before it is typed: its number, and milliseconds since the start.
"""

from __future__ import annotations

import os
import sys
import tempfile
from pathlib import Path

from PySide6.QtCore import QElapsedTimer, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from delpanel.environment import Environment
from delpanel.model.actor import Actor, Role
from delpanel.services.member import pack_draft
from delpanel.services.state.workspace import Workspace
from ui.application import Application
from ui.commands import Acts
from ui.kit.hub import ChangeHub
from ui.sheets import PanelSheets
from ui.views.points.page import PointsPage

KEY_MS = 20
ALPHABET = "abcdefghijklmnopqrst uvwxyz"


def main() -> int:
    """Type into the first reason of the first open sheet, one letter each 20 milliseconds."""
    app = QApplication(sys.argv)
    page = _pack_page(app) if len(sys.argv) > 2 else _panel_page()
    block = page.form.blocks[0]
    page.form.enter(block.criterion)
    start = len(block.editor.toPlainText())
    block.editor.setFocus()
    clock = QElapsedTimer()
    clock.start()
    typed = 0

    def strike() -> None:
        nonlocal typed
        say(typed, clock.elapsed())
        QTest.keyClicks(block.editor, letter(start + typed))
        typed += 1

    timer = QTimer(app)
    timer.setInterval(KEY_MS)
    timer.timeout.connect(strike)
    say("ready", page.dossier, start)
    timer.start()
    return app.exec()


def say(*words: object) -> None:
    """Tell the one who will kill us; when nobody listens any more there is nothing left to do."""
    try:
        sys.stdout.write(" ".join(map(str, words)) + "\n")
        sys.stdout.flush()
    except BrokenPipeError:
        os._exit(1)


def letter(place: int) -> str:
    """Give the letter at a place of the text that is typed."""
    return ALPHABET[place % len(ALPHABET)]


def text(length: int) -> str:
    """Give the text that is typed, so far."""
    return "".join(letter(place) for place in range(length))


def _pack_page(app: QApplication) -> PointsPage:
    program = Application(app, Path(tempfile.mkdtemp()))
    program.show(None)
    program.member.opened.emit(pack_draft.open_desk(Path(sys.argv[1]), sys.argv[2]))
    page = program.window.page("points")
    if not isinstance(page, PointsPage):
        raise TypeError(page)
    KEPT.append(program)
    return page


def _panel_page() -> PointsPage:
    environment = Environment(actor=Actor("A. Verbeeck", Role.EVALUATOR, "AV"))
    acts = Acts(Workspace.open(sys.argv[1], environment), ChangeHub())
    page = PointsPage(PanelSheets(acts))
    page.resize(1440, 820)
    page.show()
    page.on_shown()
    KEPT.append(acts)
    return page


KEPT: list[object] = []

if __name__ == "__main__":
    sys.exit(main())
