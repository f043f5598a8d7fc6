"""Where a page says that something changed, and where pages hear it."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from delpanel.changes import Changes


class ChangeHub(QObject):
    """``changed`` carries what changed and who did it, so that a page can skip its own act."""

    changed = Signal(object, object)

    def tell(self, changes: Changes, origin: QObject | None = None) -> None:
        """Tell every page what a service call touched."""
        self.changed.emit(changes, origin)
