"""Where the window stood last time: geometry and widths, never facts of a call."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QByteArray, QSettings
from PySide6.QtWidgets import QSplitter, QWidget


class WindowState:
    """Geometry and splitters in one ini file of the user's folder."""

    def __init__(self, file: Path) -> None:
        self._settings = QSettings(str(file), QSettings.Format.IniFormat)

    def restore_window(self, window: QWidget) -> bool:
        """Put a window where it stood; False when nothing is known of it."""
        saved = self._settings.value("geometry")
        return isinstance(saved, QByteArray) and window.restoreGeometry(saved)

    def keep_window(self, window: QWidget) -> None:
        """Remember where a window stands."""
        self._settings.setValue("geometry", window.saveGeometry())
        self._settings.sync()

    def restore_splitter(self, name: str, splitter: QSplitter) -> bool:
        """Put the handles of a splitter where they stood."""
        saved = self._settings.value(f"splitter/{name}")
        return isinstance(saved, QByteArray) and splitter.restoreState(saved)

    def keep_splitter(self, name: str, splitter: QSplitter) -> None:
        """Remember the handles of a splitter."""
        self._settings.setValue(f"splitter/{name}", splitter.saveState())
