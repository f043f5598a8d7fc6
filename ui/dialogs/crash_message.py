"""What the user reads after a fault: nothing typed is lost, and where the report is."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import QCoreApplication

from ui.kit.crash import copy_report, open_folder
from ui.kit.notify import Kind, Message


def crash_message(report: Path) -> Message:
    """Offer the report of a fault to copy, and its folder to open."""
    return Message(
        Kind.BAD,
        _tr("Er ging iets mis in het programma."),
        _tr("Wat u typte, is bewaard. Een verslag zonder namen of bedragen staat klaar."),
        (
            (_tr("Verslag kopiëren"), partial(copy_report, report)),
            (_tr("Map openen"), partial(open_folder, report)),
        ),
        key="crash",
    )


def _tr(text: str) -> str:
    return QCoreApplication.translate("CrashMessage", text)
