"""From the name of a panel to the open panel: a file at once, a server beside the window."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from delpanel import messages
from delpanel.environment import Environment
from delpanel.errors import UserError
from delpanel.services.state import server_access
from delpanel.services.state.workspace import Workspace
from ui.dialogs.server import ServerDialog
from ui.kit.jobs import JobRunner


class Opener(QObject):
    """``opened`` carries the panel and its name without a password, ``failed`` the fault."""

    opened = Signal(object, str)
    failed = Signal(object)

    def __init__(
        self, runner: JobRunner, environment: Callable[[], Environment], window: QWidget
    ) -> None:
        super().__init__(window)
        self._runner = runner
        self._environment = environment
        self._window = window
        self.dialog: ServerDialog | None = None

    def open(self, target: str) -> None:
        """Open a panel; where a server wants a password it is asked for."""
        kept, password = server_access.kept_name(target)
        if "://" in target:
            self._connect(kept, password)
            return
        try:
            workspace = Workspace.open(target, self._environment())
        except UserError as error:
            self.failed.emit(error)
            return
        self.opened.emit(workspace, target)

    def ask(self, address: str = "", said: str = "") -> None:
        """Ask for the address of a server, or for the password of a known one."""
        dialog = self.dialog = ServerDialog(address, said, self._window)
        dialog.accepted.connect(self._on_accepted)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _on_accepted(self) -> None:
        if self.dialog is not None:
            kept, typed = server_access.kept_name(self.dialog.address())
            self._connect(kept, self.dialog.password() or typed)

    def _connect(self, kept: str, password: str) -> None:
        address = server_access.with_password(kept, password) if password else kept
        environment = self._environment()

        def work(_progress: object) -> Workspace:
            workspace = Workspace.open(address, environment)
            try:
                workspace.computed()
            except BaseException:
                workspace.close()
                raise
            return workspace

        job = self._runner.prepare(work, self.tr("Server openen"))
        job.succeeded.connect(lambda workspace: self.opened.emit(workspace, kept))
        job.failed.connect(lambda error: self._on_failed(kept, error))
        self._runner.start(job)

    def _on_failed(self, kept: str, error: object) -> None:
        if isinstance(error, UserError) and error.code == "SERVER_PASSWORD":
            self.ask(kept, messages.of_error(error, self._environment().language))
        else:
            self.failed.emit(error)
