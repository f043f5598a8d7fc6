"""Others at the same panel: hears what they change, beside the window, and a server that is gone.

A panel file is looked at every two seconds. A server is heard in a thread with a connection of its
own, so that the window never waits for the network.
"""

from __future__ import annotations

from collections.abc import Callable
from threading import Event
from typing import Final, Protocol

from PySide6.QtCore import QObject, QThread, QTimer, Signal
from typing_extensions import override

from delpanel.errors import UserError
from delpanel.services.state.workspace import Workspace
from ui.kit.jobs import JobRunner

POLL_MS: Final = 2000


class Watch(Protocol):
    """What hears a server, see ``Store.watch``."""

    def run(self, tell: Callable[[int | None], None], over: Event) -> None:
        """Tell each new version, and None while the server is out of reach, until it is over."""


class Others(QObject):
    """``changed``: somebody else wrote. ``lost`` and ``found``: the server went and came back."""

    changed = Signal()
    lost = Signal()
    found = Signal()

    def __init__(self, runner: JobRunner, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._runner = runner
        self._workspace: Workspace | None = None
        self._listener: _Listener | None = None
        self._seen = self._told = 0
        self._poll = QTimer(self)
        self._poll.setInterval(POLL_MS)
        self._poll.timeout.connect(self._on_poll)
        runner.became_idle.connect(self._compare)

    def start(self, workspace: Workspace) -> None:
        """Hear about this panel from now on."""
        self.stop()
        self._workspace = workspace
        self.note_seen()
        watch = workspace.store.watch()
        if watch is None:
            self._poll.start()
            return
        workspace.keeps_last = True
        self._listener = _Listener(watch, self)
        self._listener.heard.connect(self._on_heard)
        self._listener.start()

    def stop(self) -> None:
        """Hear nothing any more; the thread is over when this returns."""
        self._poll.stop()
        self._workspace = None
        if self._listener is not None:
            self._listener.heard.disconnect(self._on_heard)
            self._listener.finish()
            self._listener = None

    def note_seen(self) -> None:
        """Take what stands now as seen: it was written here, or is shown already."""
        if self._workspace is None or self._workspace.is_offline:
            return
        try:
            self._seen = self._told = self._workspace.store.data_version()
        except UserError:
            return

    def _on_poll(self) -> None:
        if self._workspace is not None and not self._runner.is_busy:
            self._told = self._workspace.store.data_version()
            self._compare()

    def _on_heard(self, version: int | None) -> None:
        workspace = self._workspace
        if workspace is None:
            return
        if version is None:
            workspace.is_offline = True
            self.lost.emit()
            return
        if workspace.is_offline:
            workspace.is_offline = False
            self.found.emit()
        self._told = version
        self._compare()

    def _compare(self) -> None:
        if self._workspace is not None and self._told != self._seen and not self._runner.is_busy:
            self._seen = self._told
            self.changed.emit()


class _Listener(QThread):
    """Runs the watch; its signal arrives in the thread of the window."""

    heard = Signal(object)

    def __init__(self, watch: Watch, parent: QObject) -> None:
        super().__init__(parent)
        self._watch = watch
        self._over = Event()

    @override
    def run(self) -> None:
        self._watch.run(self.heard.emit, self._over)

    def finish(self) -> None:
        """Stop and wait: at most as long as a look at a server that does not answer."""
        self._over.set()
        self.wait()
        self.deleteLater()
