"""Work that is asked for faster than it can be done: only the latest wish is carried out."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from ui.kit.jobs import Job, JobRunner, Work


class Latest(QObject):
    """Runs one job at a time; a wish made meanwhile waits, a later wish takes its place.

    ``made`` carries the result of a job, ``failed`` its fault. A job that is no longer wanted is
    asked to stop.
    """

    made = Signal(object)
    failed = Signal(object)

    def __init__(self, runner: JobRunner, name: str, parent: QObject) -> None:
        super().__init__(parent)
        self._runner = runner
        self._name = name
        self._waiting: Work | None = None
        self._job: Job | None = None

    @property
    def is_busy(self) -> bool:
        """Whether something runs or waits."""
        return self._job is not None

    def ask(self, work: Work, *, stops_other: bool = False) -> None:
        """Do this as soon as possible; with ``stops_other`` the running job may stop early."""
        if self._job is None:
            self._start(work)
            return
        self._waiting = work
        if stops_other:
            self._job.cancel()

    def drop(self) -> None:
        """Want nothing any more."""
        self._waiting = None
        if self._job is not None:
            self._job.cancel()

    def _start(self, work: Work) -> None:
        job = self._runner.prepare(work, self._name)
        job.succeeded.connect(self.made)
        job.failed.connect(self.failed)
        job.finished.connect(self._on_finished)
        self._job = job
        self._runner.start(job)

    def _on_finished(self) -> None:
        self._job = None
        waiting, self._waiting = self._waiting, None
        if waiting is not None:
            self._start(waiting)
