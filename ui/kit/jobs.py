"""Long work beside the window: prepare, connect, start; one worker, so that order stays serial.

``work(progress)`` is core code without Qt. It stops where it reports progress. The public signals
are emitted in the thread of the window only, and a job cannot start before somebody listens for
its failure: a job that starts first can finish before the connection stands.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from threading import Event
from typing import Final

from PySide6.QtCore import (
    SIGNAL,
    QElapsedTimer,
    QObject,
    QRunnable,
    Qt,
    QThreadPool,
    Signal,
    Slot,
)
from typing_extensions import override

from delpanel.progress import Cancelled, Progress

log = logging.getLogger(__name__)

Work = Callable[[Progress], object]
PROGRESS_MS: Final = 50


class Job(QObject):
    """One piece of work; exactly one of succeeded, failed, cancelled, and then finished."""

    progressed = Signal(int, int, str)
    succeeded = Signal(object)
    failed = Signal(object)
    cancelled = Signal()
    finished = Signal()

    _reported = Signal(int, int, str)
    _ended = Signal(str, object)

    def __init__(self, work: Work, name: str, digest: str, parent: QObject) -> None:
        super().__init__(parent)
        self.name = name
        self.digest = digest
        self._work = work
        self._stop = Event()
        self._reported.connect(self.progressed, Qt.ConnectionType.QueuedConnection)
        self._ended.connect(self._on_ended, Qt.ConnectionType.QueuedConnection)

    def cancel(self) -> None:
        """Ask the work to stop at its next progress point."""
        self._stop.set()

    @property
    def is_cancelling(self) -> bool:
        """Whether somebody asked it to stop."""
        return self._stop.is_set()

    def execute(self) -> None:
        """Run the work in the worker thread; the one place there that catches every fault."""
        clock = QElapsedTimer()
        clock.start()
        last_sent = -PROGRESS_MS

        def progress(done: int, total: int, code: str = "") -> None:
            nonlocal last_sent
            if self._stop.is_set():
                raise Cancelled
            now = clock.elapsed()
            if done >= total or now - last_sent >= PROGRESS_MS:
                last_sent = now
                self._reported.emit(done, total, code)

        try:
            if self._stop.is_set():
                raise Cancelled  # noqa: TRY301 - cancelled while it waited for its turn
            result = self._work(progress)
        except Cancelled:
            self._ended.emit("cancelled", None)
        except Exception as fault:  # noqa: BLE001 - the boundary of the worker
            self._ended.emit("failed", fault)
        else:
            self._ended.emit("succeeded", result)

    @Slot(str, object)
    def _on_ended(self, how: str, result: object) -> None:
        match how:
            case "succeeded":
                self.succeeded.emit(result)
            case "cancelled":
                self.cancelled.emit()
            case _:
                self.failed.emit(result)
        self.finished.emit()


class JobRunner(QObject):
    """Runs jobs one after the other; ``became_busy`` and ``became_idle`` for a progress bar."""

    became_busy = Signal(object)
    became_idle = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._pool = QThreadPool(self)
        self._pool.setMaxThreadCount(1)
        self._pool.setExpiryTimeout(0)
        self._jobs: list[Job] = []

    @property
    def is_busy(self) -> bool:
        """Whether a job runs or waits."""
        return bool(self._jobs)

    def prepare(self, work: Work, name: str = "", digest: str = "") -> Job:
        """Make a job that has not started.

        Args:
            work: called with ``progress`` in the worker thread; touches no widget.
            name: what the progress bar says.
            digest: of the input; a caller drops a result whose digest is no longer the current.
        """
        return Job(work, name, digest, self)

    def start(self, job: Job) -> None:
        """Run a prepared job once its listeners are connected.

        Raises:
            RuntimeError: nobody listens for ``failed``; a fault would go unseen.
        """
        if not job.receivers(SIGNAL("failed(PyObject)")):
            raise RuntimeError("connect to failed before start")
        self._jobs.append(job)
        job.finished.connect(self._on_finished)
        self.became_busy.emit(job)
        self._pool.start(_Run(job))

    def cancel_all(self) -> None:
        """Ask every job to stop."""
        for job in self._jobs:
            job.cancel()

    def close(self) -> None:
        """Cancel and wait; after this no work touches a file any more."""
        self.cancel_all()
        self._pool.waitForDone()

    @Slot()
    def _on_finished(self) -> None:
        job = self.sender()
        self._jobs = [other for other in self._jobs if other is not job]
        if isinstance(job, Job):
            log.debug("job %s finished", job.name)
            job.deleteLater()
        if not self._jobs:
            self.became_idle.emit()


class _Run(QRunnable):
    """Carries a job into the pool."""

    def __init__(self, job: Job) -> None:
        super().__init__()
        self._job = job

    @override
    def run(self) -> None:
        self._job.execute()
