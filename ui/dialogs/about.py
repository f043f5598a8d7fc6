"""What this program is, which version, under which licences its parts come."""

from __future__ import annotations

from importlib.metadata import PackageNotFoundError, version

from PySide6.QtCore import qVersion
from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from ui.kit.dressing import button, label, row
from ui.kit.fonts import TextStyle


class AboutDialog(QDialog):
    """Name, version, credits."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Over delpanel"))
        self.setMinimumWidth(440)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 24, 24, 16)
        column.setSpacing(8)
        column.addWidget(label("delpanel", TextStyle.HERO))
        column.addWidget(label(self.tr("Versie {0}, Qt {1}").format(_version(), qVersion())))
        said = label(
            self.tr(
                "Maakt van een stapel dossiers beslissingen die standhouden: elke rang en elke "
                "euro is na te rekenen met ‘delpanel solve’."
            ),
            TextStyle.CELL,
            "text2",
        )
        said.setWordWrap(True)
        column.addWidget(said)
        credit = label(
            self.tr("Grenzen: Statbel, CC BY 4.0, vereenvoudigd")
            + "\nInter: SIL Open Font License 1.1. Open Sans: Apache-2.0.\n"
            "PySide6: LGPL-3. reportlab: BSD. HiGHS: MIT.",
            TextStyle.CAPTION,
            "text3",
        )
        credit.setWordWrap(True)
        column.addWidget(credit)
        close = button(self.tr("Sluiten"))
        close.clicked.connect(self.accept)
        column.addWidget(row(None, close))


def _version() -> str:
    try:
        return version("delpanel")
    except PackageNotFoundError:
        return "0"
