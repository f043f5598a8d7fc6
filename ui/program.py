"""The program as it is started: settings folder, crash report, the file that was named."""

from __future__ import annotations

import sys
from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, QTimer
from PySide6.QtWidgets import QApplication

from delpanel.environment import system_clock
from delpanel.logs import set_up
from delpanel.settings import settings_folder
from ui.application import Application
from ui.kit.crash import CrashReporter


def run() -> None:
    """Start as a program."""
    from delpanel.services.intake.reading_process import serve_if_asked

    serve_if_asked(sys.argv)
    sys.exit(main(sys.argv))


def main(arguments: Sequence[str]) -> int:
    """Open the window on the file named first, if any; ``--selftest`` closes it at once."""
    QCoreApplication.setApplicationName("delpanel")
    app = QApplication(list(arguments))
    folder = settings_folder()
    set_up(folder)
    crash = CrashReporter(folder / "crash", lambda: f"{system_clock():%Y%m%d-%H%M%S}")
    crash.install()
    program = Application(app)
    crash.reported.connect(program.show_crash)
    named = [a for a in arguments[1:] if not a.startswith("-")]
    program.show(named[0] if named else None)
    if "--selftest" in arguments:
        QTimer.singleShot(0, app.quit)
    return app.exec()
