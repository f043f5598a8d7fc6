"""Panels the program plays itself, in a job: the demo call, and a rehearsal."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from delpanel import messages
from delpanel.environment import Environment
from delpanel.services.rehearsal import demonstrating, rehearsing
from ui.kit.jobs import JobRunner, Work
from ui.kit.notify import Kind, Message
from ui.models.issues import split_sentence

DEMO_FOLDER = "delpanel-demo"
KEY = "rehearsal"


class PlayedPanels(QObject):
    """``made`` carries the panel file, ``failed`` what went wrong."""

    made = Signal(str)
    failed = Signal(object)

    def __init__(
        self, runner: JobRunner, environment: Callable[[], Environment], parent: QObject
    ) -> None:
        super().__init__(parent)
        self._runner = runner
        self._environment = environment

    def demo(self, folder: str) -> None:
        """Make the demo call below a folder."""
        place = Path(folder) / DEMO_FOLDER
        self._start(
            lambda progress: demonstrating.run_demo(place, replace=True, progress=progress).panel,
            self.tr("Demo maken"),
        )

    def rehearsal(self, source: str, folder: str) -> None:
        """Play a rehearsal of a call or a panel in a new folder below this one."""
        place = rehearsing.free_folder(Path(folder), Path(source).stem)
        environment = self._environment()
        self._start(
            lambda progress: (
                rehearsing.run_rehearsal(source, place, environment, progress=progress).panel
            ),
            self.tr("Oefening maken"),
        )

    def _start(self, work: Work, name: str) -> None:
        job = self._runner.prepare(work, name)
        job.succeeded.connect(lambda path: self.made.emit(str(path)))
        job.failed.connect(self.failed)
        self._runner.start(job)


def rehearsal_message(language: str) -> Message:
    """Give the bar that stands on every page of a rehearsal."""
    lead, text = split_sentence(messages.sentence("REHEARSAL_OPEN", {}, language))
    return Message(Kind.WARN, lead, text, key=KEY, can_close=False)
