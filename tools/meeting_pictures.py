"""Take pictures of a meeting on the demo call: the chair's page and the big screen.

meeting_pictures.py FOLDER [--language nl|en] [--scheme light|dark|contrast] [--size 1440x900]
"""

from __future__ import annotations

import argparse
import os
import tempfile
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from delpanel.services.state.workspace import Workspace

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

STARTED_AT = datetime(2020, 12, 14, 9, 0, tzinfo=UTC)


def main() -> None:
    """Open the consensus again, hold half a meeting, and grab what stands there."""
    from PySide6.QtWidgets import QApplication

    from ui.kit.language import Language
    from ui.kit.theme import theme
    from ui.kit.tokens import Scheme

    options = _options()
    app = QApplication(["delpanel"])
    Language(app).apply(options.language)
    theme().apply(app, Scheme(options.scheme))
    with tempfile.TemporaryDirectory() as home:
        _take(Path(home), options)


def _prepared(workspace: Workspace) -> list[str]:
    """Open the decision again, give two members a conflict, and name who presides."""
    from delpanel.model.panel import ConflictOfInterest
    from delpanel.services.consensus import agreeing
    from delpanel.services.decision import freezing
    from delpanel.services.people import panelling
    from delpanel.services.state import presiding

    freezing.thaw(workspace, "Nieuwe vergadering.")
    state = workspace.snapshot()
    first, second, *others = [e.id for e in state.evaluators]
    dossiers = [row.id for row in workspace.computed().ranking.rows]
    for who in others[:2]:
        panelling.declare_conflict(workspace, ConflictOfInterest(who, dossiers[2], "Werkgever"))
    for criterion in state.call.rules.criteria:
        agreeing.confirm(workspace, dossiers[2], criterion.id)
    presiding.appoint(workspace, first, second)
    return dossiers


def _take(home: Path, options: argparse.Namespace) -> None:
    from delpanel.environment import Environment
    from delpanel.model.actor import Actor, Role
    from delpanel.services.rehearsal import demonstrating
    from delpanel.services.state.workspace import Workspace
    from ui.kit.jobs import JobRunner
    from ui.main_window import MainWindow
    from ui.session import Session

    panel = demonstrating.run_demo(home / "demo").panel
    at = [STARTED_AT]
    environment = Environment(lambda: at[0], Actor("voorzitter", Role.CHAIR), options.language)
    with Workspace.open(str(panel), environment) as workspace:
        dossiers = _prepared(workspace)
        runner = JobRunner()
        window = MainWindow(runner)
        session = Session(workspace, runner)
        window.set_steps(session.steps())
        window.resize(*(int(part) for part in options.size.split("x")))
        window.show()
        window.open_step("consensus")
        page = session.meeting_page()
        window.page("consensus").front_wanted.emit(page)  # type: ignore[union-attr]  # just opened
        page.middle.start.place.setText("Zaal Ensor, Brussel")
        page.middle.start.open_button.click()
        screen = page.projector.open(window)
        screen.resize(1920, 1080)
        page.put_on_table(dossiers[0])
        at[0] += timedelta(minutes=17)
        page.put_on_table(dossiers[2])
        _save(window, options, "meeting-gate")
        page.gate.all_button.click()
        at[0] += timedelta(minutes=6, seconds=12)
        page.lead.ask("Is het huurcontract van de proefzaal getekend?")
        page.lead.decide("Het panel vraagt geen bijkomende stukken.")
        page.tick()
        _save(window, options, "meeting")
        screen.slide.set_rank_shown(True)
        _save(screen, options, "meeting-screen")
        screen.close()
        window.close()
        runner.close()


def _save(widget: object, options: argparse.Namespace, name: str) -> None:
    from PySide6.QtTest import QTest
    from PySide6.QtWidgets import QWidget

    QTest.qWait(400)
    folder = Path(options.folder)
    folder.mkdir(parents=True, exist_ok=True)
    if isinstance(widget, QWidget):
        path = folder / f"{name}-{options.language}-{options.scheme}.png"
        widget.grab().save(str(path))
        print(path)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder")
    parser.add_argument("--language", default="nl", choices=("nl", "en"))
    parser.add_argument("--scheme", default="light", choices=("light", "dark", "contrast"))
    parser.add_argument("--size", default="1440x900")
    return parser.parse_args()


if __name__ == "__main__":
    main()
