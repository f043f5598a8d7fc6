"""What happens on a fault nobody foresaw: a report in a file, and a bar or box that says where.

The report names versions and code, never names of people or amounts: the message of an exception
may quote data, so only its type is written.
"""

from __future__ import annotations

import faulthandler
import logging
import platform
import sys
import traceback
from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import TextIO

from PySide6.QtCore import QObject, QUrl, Signal, qVersion
from PySide6.QtGui import QDesktopServices, QGuiApplication

log = logging.getLogger(__name__)

NATIVE_FILE = "native-fault.txt"


class CrashReporter(QObject):
    """Catches what slots and the main loop let through; ``reported`` carries the file."""

    reported = Signal(object)

    def __init__(
        self,
        folder: Path,
        stamp: Callable[[], str],
        more: Callable[[], str] = lambda: "",
        parent: QObject | None = None,
    ) -> None:
        """Make a reporter that is not installed yet.

        Args:
            folder: where reports are written.
            stamp: the moment as text for the file name; time comes from outside.
            more: extra lines such as the last verbs of the journal, without names or amounts.
            parent: the owner.
        """
        super().__init__(parent)
        self._folder = folder
        self._stamp = stamp
        self._more = more
        self._native: TextIO | None = None

    def install(self) -> None:
        """Take over the exception hook and let native faults write to a file."""
        self._folder.mkdir(parents=True, exist_ok=True)
        sys.excepthook = self.handle
        self._native = (self._folder / NATIVE_FILE).open("w", encoding="utf-8")
        faulthandler.enable(self._native)

    def uninstall(self) -> None:
        """Give the hook back."""
        sys.excepthook = sys.__excepthook__
        if self._native is not None:
            faulthandler.disable()
            self._native.close()
            self._native = None

    def last_native_fault(self) -> str:
        """What the previous run left behind when it died natively; ask before ``install``."""
        path = self._folder / NATIVE_FILE
        return path.read_text(encoding="utf-8") if path.is_file() else ""

    def handle(
        self,
        kind: type[BaseException],
        fault: BaseException,
        trace: TracebackType | None,
    ) -> None:
        """Write the report and tell who listens."""
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, fault, trace)
            return
        path = self._folder / f"report-{self._stamp()}.txt"
        path.write_text(report(kind, trace, self._more()), encoding="utf-8")
        log.error("unforeseen %s, report %s", kind.__name__, path.name)
        self.reported.emit(path)


def report(kind: type[BaseException], trace: TracebackType | None, more: str) -> str:
    """The text of a report: versions, the type of the fault, where it arose."""
    frames = traceback.format_list(traceback.extract_tb(trace))
    lines = [
        f"Python {platform.python_version()}, Qt {qVersion()}, {platform.system()}",
        f"{kind.__module__}.{kind.__qualname__}",
        "",
        *(frame.rstrip() for frame in frames),
    ]
    if more:
        lines += ["", more]
    return "\n".join(lines) + "\n"


def copy_report(path: Path) -> None:
    """Put the report on the clipboard."""
    QGuiApplication.clipboard().setText(path.read_text(encoding="utf-8"))


def open_folder(path: Path) -> None:
    """Show the folder of the report."""
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(path.parent)))
