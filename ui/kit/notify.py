"""Telling the user something: a bar that stays, and the only door to a message box."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import Enum
from html import escape
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QMessageBox,  # noqa: TID251 - this is the one door
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from ui.kit.dressing import icon_label, label, wear_text
from ui.kit.fonts import TextStyle
from ui.kit.tokens import Role


class Kind(Enum):
    """What a message is; decides its ground and its icon."""

    GOOD = "good"
    INFO = "info"
    WARN = "warn"
    BAD = "bad"


@dataclass(frozen=True, slots=True)
class Message:
    """``lead`` says in one sentence what is the case, ``text`` what to do.

    ``actions`` are (word, what happens) buttons; ``key`` lets a later message of the same key
    take its place.
    """

    kind: Kind
    lead: str
    text: str = ""
    actions: tuple[tuple[str, Callable[[], None]], ...] = ()
    key: str = ""
    can_close: bool = True


_ICONS: Final[dict[Kind, tuple[str, Role]]] = {
    Kind.GOOD: ("checkc", "good"),
    Kind.INFO: ("info", "accent"),
    Kind.WARN: ("warn", "warn"),
    Kind.BAD: ("err", "bad"),
}


class MessageBar(QFrame):
    """One message: icon, sentence, what to do, buttons. It stays until solved or closed."""

    closed = Signal()

    def __init__(self, message: Message, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.message = message
        self.setObjectName(f"{message.kind.value}Bar")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAccessibleName(f"{message.lead} {message.text}".strip())
        line = QHBoxLayout(self)
        line.setContentsMargins(12, 8, 12, 8)
        line.setSpacing(8)
        name, tone = _ICONS[message.kind]
        top, middle = Qt.AlignmentFlag.AlignTop, Qt.AlignmentFlag.AlignVCenter
        line.addWidget(
            icon_label(name, tone), 0, middle if message.actions or message.can_close else top
        )
        line.addWidget(_words(message), 1)
        self.buttons: list[QPushButton] = []
        for word, act in message.actions:
            self._add(line, word, act)
        if message.can_close:
            self._add(line, self.tr("Sluiten"), self.closed.emit)

    def _add(self, line: QHBoxLayout, word: str, act: Callable[[], None]) -> None:
        made = wear_text(QPushButton(word), TextStyle.NAME)
        made.setAutoDefault(False)
        made.clicked.connect(act)
        line.addWidget(made, 0, Qt.AlignmentFlag.AlignVCenter)
        self.buttons.append(made)


class MessageArea(QWidget):
    """Where message bars stand: between toolbar and content, full width."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(1)
        self._bars: list[MessageBar] = []
        self.hide()

    @property
    def messages(self) -> tuple[Message, ...]:
        """What stands there now, oldest first."""
        return tuple(bar.message for bar in self._bars)

    def show_message(self, message: Message) -> MessageBar:
        """Add a message; one with the same key goes."""
        if message.key:
            self.remove(message.key)
        bar = MessageBar(message, self)
        bar.closed.connect(self._on_closed)
        self._bars.append(bar)
        self._column.addWidget(bar)
        self.show()
        return bar

    def remove(self, key: str) -> None:
        """Take away the messages with this key."""
        for bar in [b for b in self._bars if b.message.key == key]:
            self._take(bar)

    def clear(self) -> None:
        """Take all messages away."""
        for bar in list(self._bars):
            self._take(bar)

    def _on_closed(self) -> None:
        bar = self.sender()
        if isinstance(bar, MessageBar):
            self._take(bar)

    def _take(self, bar: MessageBar) -> None:
        self._bars.remove(bar)
        self._column.removeWidget(bar)
        bar.hide()
        bar.deleteLater()
        self.setVisible(bool(self._bars))


@dataclass(frozen=True, slots=True)
class Question:
    """What ``confirm`` asks: the case, what follows from yes, and the verb on the button."""

    lead: str
    text: str
    verb: str
    refusal: str = ""
    is_grave: bool = False


def confirm(parent: QWidget | None, question: Question) -> bool:
    """Ask; the button repeats the verb, Escape refuses, a grave act is never the default."""
    box = make_question(parent, question)
    box.exec()
    return box.buttonRole(box.clickedButton()) == QMessageBox.ButtonRole.AcceptRole


def make_question(parent: QWidget | None, question: Question) -> QMessageBox:
    """The box of ``confirm``, not shown yet."""
    box = QMessageBox(parent)
    box.setTextFormat(Qt.TextFormat.PlainText)
    box.setText(question.lead)
    box.setInformativeText(question.text)
    icon = QMessageBox.Icon.Warning if question.is_grave else QMessageBox.Icon.NoIcon
    box.setIcon(icon)
    verb = box.addButton(question.verb, QMessageBox.ButtonRole.AcceptRole)
    refusal = question.refusal or box.tr("Annuleren")
    no = box.addButton(refusal, QMessageBox.ButtonRole.RejectRole)
    box.setEscapeButton(no)
    box.setDefaultButton(no if question.is_grave else verb)
    if not question.is_grave:
        verb.setObjectName("primary")
    for made in (verb, no):
        wear_text(made, TextStyle.NAME)
    return box


def tell(parent: QWidget | None, lead: str, text: str) -> None:
    """Say something that cannot wait in a bar, such as a file that will not open at start."""
    box = QMessageBox(parent)
    box.setTextFormat(Qt.TextFormat.PlainText)
    box.setText(lead)
    box.setInformativeText(text)
    box.exec()


def bars(messages: Sequence[Message]) -> QWidget:
    """Messages that cannot be closed, for a detail pane: the findings of one dossier."""
    holder = QWidget()
    column = QVBoxLayout(holder)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(8)
    for message in messages:
        column.addWidget(MessageBar(message))
    return holder


def _words(message: Message) -> QLabel:
    """The sentence in semibold and then what to do, as one text that wraps."""
    made = label("", TextStyle.CHIP, "text")
    made.setTextFormat(Qt.TextFormat.RichText)
    lead = f'<span style="font-weight:600">{escape(message.lead)}</span>'
    made.setText(f"{lead} {escape(message.text)}" if message.text else lead)
    made.setWordWrap(True)
    made.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return made
