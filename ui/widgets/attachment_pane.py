"""One attachment: its pages to read, or a door out for what is no PDF.

Knows no panel: it gets a record and its bytes, so a member's pack shows through it as well.
"""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from delpanel import messages
from delpanel.errors import UserError
from delpanel.model.attachment import Attachment
from delpanel.services.state.files import write_bytes
from ui import formats
from ui.kit.dressing import button, icon_label, label, pane
from ui.kit.elided import ElidedLabel
from ui.kit.file_dialogs import choose_target
from ui.kit.fonts import TextStyle
from ui.kit.language import spoken_language
from ui.kit.pdf_view import PageTurner, PdfView


class AttachmentPane(QWidget):
    """Name and pages above, the page itself below; page keys and arrows turn it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._record: Attachment | None = None
        self._content = b""
        self.view = PdfView(fits_width=True)
        self.turner = PageTurner(self.view)
        self.name = ElidedLabel(TextStyle.NAME)
        self._size = label("", TextStyle.CHIP, "text3")
        self.save_button = button("", "save")
        self.note = label("", TextStyle.CELL, "text2")
        self.other = pane()
        self._stack = QStackedWidget()
        self._build()
        self.save_button.clicked.connect(self.save)
        self.retranslate()

    @property
    def is_filled(self) -> bool:
        """Whether an attachment is shown."""
        return self._record is not None

    def show_attachment(self, record: Attachment, content: bytes) -> None:
        """Show an attachment from its first page; the one shown already stays on its page."""
        if (record, content) == (self._record, self._content):
            return
        self._record, self._content = record, content
        self._show()

    def clear(self) -> None:
        """Show nothing and let go of the bytes."""
        self._record, self._content = None, b""
        self.view.show_pdf(None)

    def retranslate(self) -> None:
        """The language changed."""
        self.save_button.setText(self.tr("Bewaren als"))
        if self._record is not None:
            page = self.view.page
            self._show()
            self.view.go_to(page)

    def save(self) -> None:
        """Ask where to, and write the bytes there."""
        record = self._record
        if record is None:
            return
        title, kinds = self.tr("Bijlage bewaren als"), self.tr("Alle bestanden (*)")
        path = choose_target(self, title, kinds, Path(record.file_name))
        if path is not None:
            self.save_to(path)

    def save_to(self, path: Path) -> None:
        """Write the bytes to a file; where that cannot be done the reason stands in the pane."""
        try:
            write_bytes(path, self._content, replace=True)
        except UserError as error:
            self._show_note(messages.of_error(error, spoken_language()))

    def _show(self) -> None:
        record = self._record
        if record is None:
            return
        self.name.set_name(record.file_name)
        self._size.setText(formats.file_size(record.size))
        self.view.setAccessibleName(self.tr("Bijlage {0}").format(record.file_name))
        self.turner.setVisible(record.is_pdf)
        if not record.is_pdf:
            self.view.show_pdf(None)
            self._show_note(
                self.tr("Dit bestand is geen pdf. Bewaar het om het in zijn programma te openen.")
            )
            return
        try:
            self.view.show_pdf(self._content)
        except UserError as error:
            named = {**error.params, "file": record.file_name}
            self._show_note(messages.sentence(error.code, named, spoken_language()))
        else:
            self._stack.setCurrentWidget(self.view)

    def _show_note(self, text: str) -> None:
        self.note.setText(text)
        self._stack.setCurrentWidget(self.other)

    def _build(self) -> None:
        self.note.setWordWrap(True)
        inner = QVBoxLayout(self.other)
        inner.setContentsMargins(0, 24, 24, 24)
        inner.setSpacing(8)
        inner.addWidget(icon_label("file", "text2", 20))
        inner.addWidget(self.note)
        inner.addStretch(1)
        self._stack.addWidget(self.view)
        self._stack.addWidget(self.other)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(icon_label("file", "text2"))
        head.addWidget(self.name, 1)
        for part in (self._size, self.turner, self.save_button):
            head.addWidget(part)
        column.addLayout(head)
        column.addWidget(self._stack, 1)
