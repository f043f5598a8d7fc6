"""The attachments of one dossier to read: a segment for each, the chosen one below.

Knows no panel: it gets records and a callable that reads the bytes of one when it is looked at.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetrics, QResizeEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget
from typing_extensions import override

from delpanel import messages
from delpanel.errors import UserError
from delpanel.model.attachment import Attachment
from ui.kit.dressing import label
from ui.kit.fonts import TextStyle
from ui.kit.language import spoken_language
from ui.kit.segments import Segments
from ui.kit.theme import theme
from ui.widgets.attachment_pane import AttachmentPane

ReadBytes = Callable[[Attachment], bytes]
_SIDES = 26
_LEAST = 64


class AttachmentShelf(QWidget):
    """Nothing is read before it is shown."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._records: tuple[Attachment, ...] = ()
        self._read: ReadBytes | None = None
        self.choice = Segments(self.tr("Bijlage"))
        self.pane = AttachmentPane()
        self.refusal = label("", TextStyle.CELL, "text2")
        self.refusal.setWordWrap(True)
        self.refusal.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        for part in (self.choice, self.refusal):
            column.addWidget(part)
        column.addWidget(self.pane, 1)
        self.choice.chosen.connect(self.show_current)

    @property
    def records(self) -> tuple[Attachment, ...]:
        """The attachments that can be chosen."""
        return self._records

    def set_attachments(self, records: Sequence[Attachment], read: ReadBytes | None) -> None:
        """Offer these attachments; none of them is read yet."""
        if tuple(records) != self._records:
            self.pane.clear()
        self._records, self._read = tuple(records), read
        self._show_choices()

    def show_current(self) -> None:
        """Read the chosen attachment and show it, or say why that cannot be done."""
        record = self._current()
        if record is None or self._read is None:
            return
        try:
            self.pane.show_attachment(record, self._read(record))
        except UserError as error:
            self.pane.clear()
            self.refusal.setText(messages.of_error(error, spoken_language()))
        self.refusal.setVisible(not self.pane.is_filled)
        self.pane.setVisible(self.pane.is_filled)

    def choose(self, number: int) -> None:
        """Show the attachment with this number."""
        self.choice.choose(str(number))
        self.show_current()

    def next(self) -> bool:
        """Show the next attachment; says whether there was one."""
        numbers = [record.number for record in self._records]
        record = self._current()
        place = 0 if record is None else numbers.index(record.number) + 1
        if place >= len(numbers):
            return False
        self.choose(numbers[place])
        return True

    def retranslate(self) -> None:
        """The language changed."""
        self.choice.setAccessibleName(self.tr("Bijlage"))
        self.pane.retranslate()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._show_choices()

    def _current(self) -> Attachment | None:
        key = self.choice.current()
        return next((r for r in self._records if str(r.number) == key), None)

    def _show_choices(self) -> None:
        """Give each segment its share of the width; where that is too narrow, its number."""
        count = max(1, len(self._records))
        room = self.width() // count - _SIDES
        metrics = QFontMetrics(theme().font(TextStyle.CHIP_STRONG))
        names = [
            (str(r.number), metrics.elidedText(r.file_name, Qt.TextElideMode.ElideMiddle, room))
            if room >= _LEAST
            else (str(r.number), str(place))
            for place, r in enumerate(self._records, start=1)
        ]
        self.choice.set_choices(names)
        for record in self._records:
            made = self.choice.segment(str(record.number))
            made.setToolTip(record.file_name)
            made.setAccessibleName(record.file_name)
        self.choice.setVisible(len(self._records) > 1)
