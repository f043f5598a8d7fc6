"""The one piece of work a dialog has going: a newer one takes the place of an older."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, Signal

from ui.kit.jobs import Job, JobRunner, Work


class LatestJob(QObject):
    """Only the latest job is listened to; ``refused`` carries what it raised."""

    busy_changed = Signal(bool)
    refused = Signal(object)

    def __init__(self, runner: JobRunner, parent: QObject) -> None:
        super().__init__(parent)
        self._runner = runner
        self._job: Job | None = None

    def run(self, work: Work, name: str, done: Callable[[object], None]) -> None:
        """Start this work and call ``done`` with its result; what ran before is cancelled."""
        self.stop()
        job = self._runner.prepare(work, name)
        self._job = job
        job.succeeded.connect(partial(self._on_succeeded, job, done))
        job.failed.connect(partial(self._on_failed, job))
        job.cancelled.connect(partial(self._on_cancelled, job))
        self.busy_changed.emit(True)
        self._runner.start(job)

    def stop(self) -> None:
        """Cancel what runs and forget about it."""
        if self._job is not None:
            self._job.cancel()
            self._job = None

    def _on_succeeded(self, job: Job, done: Callable[[object], None], result: object) -> None:
        if self._ends(job):
            done(result)

    def _on_failed(self, job: Job, error: object) -> None:
        if self._ends(job):
            self.refused.emit(error)

    def _on_cancelled(self, job: Job) -> None:
        self._ends(job)

    def _ends(self, job: Job) -> bool:
        if job is not self._job:
            return False
        self._job = None
        self.busy_changed.emit(False)
        return True
