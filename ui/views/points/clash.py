"""Two people, one motivation: the newer text beside what is being typed, and who decides which."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget
from typing_extensions import override

from ui import formats
from ui.kit.dressing import button, icon_label, label, row
from ui.kit.fonts import TextStyle

LONGEST = 400


class ClashStrip(QWidget):
    """Shows what somebody else stored while a motivation was typed; the typed text stays above it.

    Nothing is stored until the user chose: ``mine_chosen`` puts the own text in its place,
    ``theirs_chosen`` lets the newer one stand.
    """

    mine_chosen = Signal()
    theirs_chosen = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._last: tuple[str, datetime] | None = None
        self._text = ""
        self.lead = label("", TextStyle.CAPTION, "warn")
        self.newer = label("", TextStyle.CELL, "text2")
        self.newer.setWordWrap(True)
        self.mine_button, self.theirs_button = button(""), button("")
        self.mine_button.clicked.connect(self.mine_chosen)
        self.theirs_button.clicked.connect(self.theirs_chosen)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 4, 0, 4)
        column.setSpacing(4)
        column.addWidget(row(icon_label("warn", "warn"), self.lead, None))
        column.addWidget(self.newer)
        column.addWidget(row(self.mine_button, self.theirs_button, None))
        self.hide()

    def show_newer(self, last: tuple[str, datetime] | None, text: str) -> None:
        """Show the newer text, by whom and since when where that is known."""
        self._last, self._text = last, text
        self._say()
        self.show()

    @override
    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self._say()
        super().changeEvent(event)

    def _say(self) -> None:
        lead = self.tr("Intussen door iemand anders bewaard:")
        if self._last is not None:
            who, at = self._last
            clock = f"{at.astimezone(formats.BRUSSELS):%H:%M:%S}"
            lead = self.tr("Intussen bewaard door {0}, om {1}:").format(who, clock)
        self.lead.setText(lead)
        shown = self._text if len(self._text) <= LONGEST else f"{self._text[:LONGEST]}…"
        self.newer.setText(shown or self.tr("(geen tekst meer)"))
        self.newer.setToolTip(self._text)
        self.mine_button.setText(self.tr("Mijn tekst bewaren"))
        self.theirs_button.setText(self.tr("Die tekst laten staan"))
        self.setAccessibleName(f"{lead} {shown}")
