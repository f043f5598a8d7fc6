"""Take a picture of every page of the window with the demo call.

screenshots.py FOLDER [--language nl|en] [--scheme light|dark|contrast] [--size 1440x900]
"""

from __future__ import annotations

import argparse
import os
import shutil
import tempfile
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

STEPS = ("call", "dossiers", "panel", "points", "consensus", "funding", "letters")


def main() -> None:
    """Open a copy of the demo panel and grab each page."""
    from PySide6.QtTest import QTest
    from PySide6.QtWidgets import QApplication

    from delpanel.services.rehearsal import demonstrating
    from delpanel.settings import Settings, save_settings
    from ui.application import Application

    options = _options()
    width, height = (int(part) for part in options.size.split("x"))
    folder = Path(options.folder)
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as home:
        save_settings(Path(home), Settings(language=options.language, scheme=options.scheme))
        panel = Path(options.panel) if options.panel else None
        if panel is None:
            panel = demonstrating.run_demo(Path(home) / "demo").panel
        copy = Path(home) / "del-2020.delpanel"
        shutil.copyfile(panel, copy)
        app = QApplication(["delpanel"])
        program = Application(app, Path(home))
        program.show(None)
        program.window.resize(width, height)
        _save(program, folder, "start", options)
        program.open_panel(str(copy))
        for step in options.steps.split(","):
            program.window.open_step(step)
            QTest.qWait(300)
            while program.runner.is_busy:
                QTest.qWait(50)
            QTest.qWait(400)
            _save(program, folder, step, options)
        program.close_panel()


def _save(program: object, folder: Path, name: str, options: argparse.Namespace) -> None:
    from PySide6.QtTest import QTest

    from ui.application import Application

    QTest.qWait(150)
    if isinstance(program, Application):
        path = folder / f"{name}-{options.language}-{options.scheme}.png"
        program.window.grab().save(str(path))
        print(path)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder")
    parser.add_argument("--language", default="nl", choices=("nl", "en"))
    parser.add_argument("--scheme", default="light", choices=("light", "dark", "contrast"))
    parser.add_argument("--size", default="1440x900")
    parser.add_argument("--panel", default="")
    parser.add_argument("--steps", default=",".join(STEPS))
    return parser.parse_args()


if __name__ == "__main__":
    main()
