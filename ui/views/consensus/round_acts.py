"""What a chair does around the sheets: the queue by keyboard, and the ledger."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from delpanel.errors import NotAllowed
from delpanel.services.state import presiding
from ui.commands import Acts
from ui.models.consensus_ledger import moves
from ui.views.consensus import notices as consensus_notices
from ui.views.consensus.agenda import AgendaPane
from ui.views.consensus.approving import ApprovalDesk
from ui.views.consensus.desk import LEDGER, RankingDesk
from ui.views.consensus.set_aside import SetAsideDoor
from ui.views.consensus.sheet import AgreeSheet


class Round(QObject):
    """``wanted`` carries (dossier, criterion) of the item that is next, ``told`` a message."""

    wanted = Signal(str, str)
    told = Signal(object)

    def __init__(
        self, acts: Acts, sheet: AgreeSheet, agenda: AgendaPane, desk: RankingDesk, page: QWidget
    ) -> None:
        super().__init__(page)
        self._acts, self._sheet, self._agenda, self._desk = acts, sheet, agenda, desk
        self._here = ("", "")
        self.approvals = ApprovalDesk(acts, sheet, page)
        self.aside = SetAsideDoor(acts, sheet, page)
        desk.views.chosen.connect(lambda _view: self._show_ledger())
        forth, back = (lambda: self.step(1)), (lambda: self.step(-1))
        bind_keys(page, {"F8": forth, "Shift+F8": back, "Ctrl+Return": forth, "Ctrl+Enter": forth})

    def step(self, by: int) -> None:
        """Go to the next item of the queue, or to the one before."""
        item = self._agenda.step(self._here, by)
        if item is not None:
            self.wanted.emit(item.dossier, item.criterion)

    def next_dossier(self) -> None:
        """Go to the next dossier of the queue, or say that nothing is left."""
        item = self._agenda.after(self._sheet.dossier)
        if item is None:
            self.told.emit(consensus_notices.nothing_left())
        else:
            self.wanted.emit(item.dossier, item.criterion)

    def barred(self, dossier: str) -> NotAllowed | None:
        """Why who presides may not see a dossier; None where they may."""
        try:
            presiding.require_free(self._acts.workspace, dossier)
        except NotAllowed as error:
            return error
        return None

    def at(self, dossier: str, criterion: str) -> None:
        """Remember which item of the queue is on the table."""
        self._here = (dossier, criterion)

    def renew(self, *, anonymous: bool, may_act: bool) -> None:
        """Show what the panel holds now."""
        self._show_ledger()
        self.approvals.show(anonymous=anonymous, may_act=may_act)

    def _show_ledger(self) -> None:
        """Read the ledger only where somebody looks at it."""
        if self._desk.views.current() == LEDGER:
            self._desk.ledger.show_moves(moves(self._acts.workspace))


def bind_keys(page: QWidget, acts: Mapping[str, Callable[[], object]]) -> None:
    """Let keys work anywhere on a page."""
    for keys, act in acts.items():
        shortcut = QShortcut(QKeySequence(keys), page)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(act)
