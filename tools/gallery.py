"""Show every part of the window in light, dark and high contrast, for looking.

``QT_QPA_PLATFORM=xcb xvfb-run -a -s "-screen 0 1920x1200x24" python tools/gallery.py FOLDER``
writes one picture per sheet and palette. Names and figures are invented.
"""

from __future__ import annotations

import sys
from pathlib import Path

from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from typing_extensions import override

from tools.gallery_pages import DossiersSheet, RankingSheet
from tools.gallery_parts import parts
from ui.kit.dressing import button, primary_button
from ui.kit.empty_state import EmptyState
from ui.kit.jobs import JobRunner
from ui.kit.page import Hint, Page, Step, StepProgress, StepState
from ui.kit.theme import theme
from ui.kit.tokens import Scheme
from ui.main_window import MainWindow


def main() -> int:
    """Draw all sheets into the folder named on the command line."""
    folder = Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    app = QApplication(sys.argv)
    for scheme in (Scheme.LIGHT, Scheme.DARK, Scheme.CONTRAST):
        theme().apply(app, scheme)
        runner = JobRunner()
        window = _window(runner)
        window.resize(1440, 900)
        window.show()
        QTest.qWaitForWindowExposed(window)
        for step in ("dossiers", "consensus", "letters"):
            window.open_step(step)
            QTest.qWait(80)
            window.grab().save(str(folder / f"{step}-{scheme.value}.png"))
        window.resize(1280, 720)
        window.open_step("consensus")
        QTest.qWait(80)
        window.grab().save(str(folder / f"narrow-{scheme.value}.png"))
        window.close()
        board = parts()
        board.resize(1440, 1100)
        board.show()
        QTest.qWaitForWindowExposed(board)
        QTest.qWait(50)
        board.grab().save(str(folder / f"parts-{scheme.value}.png"))
        board.close()
    return 0


def _window(runner: JobRunner) -> MainWindow:
    window = MainWindow(runner)
    window.top_bar.set_call("Digital Experience Labs", "EFRO-oproep 2020")
    window.top_bar.set_role("Secretariaat")
    window.top_bar.set_state("bewaard 14:32")
    window.hint_bar.set_file("oproep-DEL-2020.delpanel · 1.482 regels in het logboek")
    closed, opened, done = StepProgress.CLOSED, StepProgress.OPEN, StepProgress.DONE
    window.set_steps(
        [
            Step("call", lambda: "Oproep", _Empty, lambda: StepState(done, "vastgesteld")),
            Step(
                "dossiers",
                lambda: "Dossiers",
                DossiersSheet,
                lambda: StepState(opened, "9 van 13 klaar", 9, 13),
            ),
            Step("panel", lambda: "Panel", _Empty, lambda: StepState(opened, "0 van 4", 0, 4)),
            Step("scoring", lambda: "Beoordeling", _Empty, lambda: StepState(closed, "na panel")),
            Step(
                "consensus",
                lambda: "Consensus",
                RankingSheet,
                lambda: StepState(closed, "na beoordeling"),
            ),
            Step(
                "funding", lambda: "Toekenning", _Empty, lambda: StepState(closed, "na consensus")
            ),
            Step("letters", lambda: "Brieven", _Empty, lambda: StepState(closed, "na beslissing")),
        ]
    )
    return window


class _Empty(Page):
    def __init__(self) -> None:
        super().__init__()
        self._state = EmptyState(
            "import",
            "Nog geen dossiers",
            "Sleep het Excel-bestand van de oproep hierheen. U ziet eerst elke rij met een"
            " oordeel; er wordt niets bewaard voor u bevestigt.",
            (primary_button("Excel inlezen", "import"), button("Leeg sjabloon bewaren")),
            (Hint(("Ctrl O",), "bestand kiezen"), Hint(("Ctrl V",), "rijen plakken uit Excel")),
        )
        self.body.addWidget(self._state)

    @override
    def on_shown(self) -> None:
        self._state.focus_first()

    @override
    def hints(self) -> tuple[Hint, ...]:
        return (Hint(("Ctrl O",), "bestand"), Hint(("Ctrl K",), "zoeken"))


if __name__ == "__main__":
    sys.exit(main())
