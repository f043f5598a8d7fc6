"""A field for a reason or a note: takes no more than is kept, and says so; it never cuts."""

from __future__ import annotations

from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import QInputMethodEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QPlainTextEdit, QWidget
from typing_extensions import override

from delpanel.model.typed_text import MOST_CHARACTERS, cleaned
from ui.kit.dressing import label, wear_text
from ui.kit.fonts import TextStyle

_NEAR = MOST_CHARACTERS * 9 // 10


class LimitedText(QPlainTextEdit):
    """What would go beyond the limit is not entered: what stood there stays, whole.

    ``counter`` appears near the limit, and says in red what was not entered and why.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.counter = label("", TextStyle.CAPTION, "text3")
        self.counter.setParent(self)
        self.counter.setContentsMargins(6, 0, 6, 2)
        self.counter.hide()
        self.textChanged.connect(self._count)

    @override
    def insertFromMimeData(self, source: QMimeData) -> None:
        text = cleaned(source.text()).replace("\0", "")
        if self._has_room(text):
            self.insertPlainText(text)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        typed = event.text()
        breaks = event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}
        adds = "\n" if breaks else typed if typed.isprintable() else ""
        if self.isReadOnly() or self._has_room(adds):
            super().keyPressEvent(event)
        else:
            event.accept()

    @override
    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        if self._has_room(event.commitString()):
            super().inputMethodEvent(event)
        else:
            event.accept()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place()

    def _has_room(self, text: str) -> bool:
        """Whether a text can be entered where the cursor stands; says so where it cannot."""
        selected = len(self.textCursor().selectedText())
        over = len(self.toPlainText()) - selected + len(text) - MOST_CHARACTERS
        if not text or over <= 0 or len(text) <= selected:
            return True
        said = self.tr("Niet ingevoegd: één teken te veel.")
        if over > 1:
            said = self.tr("Niet ingevoegd: {0} tekens te veel.").format(_whole(over))
        self._say(f"{said} {self._limit()}", is_refusal=True)
        return False

    def _count(self) -> None:
        length = len(self.toPlainText())
        if length < _NEAR:
            self._say("")
            return
        counted = self.tr("{0} tekens.").format(_whole(length))
        self._say(f"{counted} {self._limit()}", is_refusal=length > MOST_CHARACTERS)

    def _limit(self) -> str:
        return self.tr("Hoogstens {0} worden bewaard.").format(_whole(MOST_CHARACTERS))

    def _say(self, text: str, *, is_refusal: bool = False) -> None:
        self.counter.setText(text)
        wear_text(self.counter, TextStyle.CAPTION, "bad" if is_refusal else "text3")
        self.counter.setVisible(bool(text))
        self.setAccessibleDescription(text)
        height = self.counter.sizeHint().height() if text else 0
        self.setViewportMargins(0, 0, 0, height)
        self._place()

    def _place(self) -> None:
        height = self.counter.sizeHint().height()
        self.counter.setGeometry(1, self.height() - height - 1, self.width() - 2, height)


def _whole(number: int) -> str:
    return f"{number:,}".replace(",", ".")
