"""The chair lets the members see each other's points, from the menu."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QObject, Signal

from delpanel.errors import UserError
from delpanel.model.actor import Role
from delpanel.model.permissions import Phase
from delpanel.services.calls import releasing
from ui.dialogs.main_menu import MainMenu
from ui.dialogs.sharing import SharingDialog
from ui.main_window import MainWindow
from ui.session import Session


class Sharing(QObject):
    """Offers the act to the chair as long as nothing is frozen; ``failed`` carries a refusal."""

    failed = Signal(object)

    def __init__(self, window: MainWindow, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._window = window
        self.dialog: SharingDialog | None = None

    def fill(self, menu: MainMenu, session: Session | None) -> None:
        """Offer to release the points, or to take that back."""
        if session is None:
            return
        workspace = session.workspace
        reads = session.acts.only_reads or workspace.phase is Phase.FROZEN
        if workspace.actor.role is not Role.CHAIR or reads:
            return
        released = workspace.snapshot().released
        back, forth = self.tr("Vrijgave terugnemen"), self.tr("Punten vrijgeven aan het panel")
        menu.offer(back if released else forth, partial(self.ask, session))

    def ask(self, session: Session, _checked: object = None) -> None:
        """Say what it does, and do it once the chair agrees."""
        takes_back = session.workspace.snapshot().released
        dialog = self.dialog = SharingDialog(self._window, takes_back=takes_back)
        dialog.accepted.connect(partial(self._on_accepted, session, takes_back=takes_back))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _on_accepted(self, session: Session, *, takes_back: bool) -> None:
        reason = "" if self.dialog is None else self.dialog.reason()
        try:
            if takes_back:
                changes = releasing.take_back(session.workspace, reason)
            else:
                changes = releasing.release(session.workspace)
        except UserError as error:
            self.failed.emit(error)
            return
        session.changed(changes)
