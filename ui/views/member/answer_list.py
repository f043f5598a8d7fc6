"""A list of dossiers on which a member answers one by one: the list, the keys, the way through."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Sequence
from typing import Generic, Protocol, TypeVar

from PySide6.QtCore import QEvent, QObject, Signal
from PySide6.QtGui import QHideEvent, QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget
from typing_extensions import override

from delpanel import messages
from delpanel.errors import UserError
from ui.kit.columns import Column
from ui.kit.dressing import hairline
from ui.kit.notify import Kind, Message, MessageArea
from ui.kit.page import Page
from ui.kit.page_toolbar import PageToolbar
from ui.kit.pinned_table import PinnedTable
from ui.kit.record_table import RecordTable
from ui.models.points import window_language
from ui.views.points.keys import bind

REFUSAL, DONE = "refusal", "done"


class AnswerRow(Protocol):
    """A dossier in the list; ``answer`` is None before there is one."""

    @property
    def id(self) -> str: ...

    @property
    def answer(self) -> object | None: ...


class AnswerPane(QFrame):
    """The dossier that is shown, with the place where the answer is given."""

    @property
    @abstractmethod
    def dossier(self) -> str:
        """The dossier that is shown; empty before the first."""

    @abstractmethod
    def focus_answer(self) -> None:
        """Put the focus where the answer is given."""

    @abstractmethod
    def flush(self) -> None:
        """Say at once what was typed and not yet said."""


R = TypeVar("R", bound=AnswerRow)


class AnswerListPage(Page, Generic[R]):
    """List and pane side by side.

    ``finished`` asks for the hand-in page, once every dossier has an answer. Digits answer from
    the list too; Ctrl+Enter goes to the next without an answer, Alt with an arrow up or down.
    """

    finished = Signal()

    def __init__(
        self, columns: Sequence[Column[R]], pane: AnswerPane, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._answering = pane
        self.head = PageToolbar()
        self.messages = MessageArea()
        self.table: RecordTable[R] = RecordTable(tuple(columns), key=lambda row: row.id)
        self.view = PinnedTable(self.table, pinned=0, row_height=36)
        self.view.right.is_left = True  # nothing is pinned: the one half carries the mark
        self.sides = QWidget()
        self.view.current_changed.connect(self._on_current)
        self.view.right.installEventFilter(self)
        bind(
            self,
            ("Ctrl+Return", self.next_open),
            ("Ctrl+Enter", self.next_open),
            ("Alt+Left", lambda: self.step(-1)),
            ("Alt+Right", lambda: self.step(1)),
        )

    @property
    def dossier(self) -> str:
        """The dossier that is shown."""
        return self._answering.dossier

    @abstractmethod
    def reload(self) -> None:
        """Show what is asked and answered now."""

    @abstractmethod
    def open_dossier(self, dossier: str) -> None:
        """Show a dossier; a note that is being typed is stored first."""

    @override
    def on_shown(self) -> None:
        self.reload()
        self._answering.focus_answer()

    @override
    def search(self, text: str) -> None:
        self.table.search(text)

    @override
    def hideEvent(self, event: QHideEvent) -> None:
        self.flush()
        super().hideEvent(event)

    @override
    def flush(self) -> None:
        self._answering.flush()

    def next_open(self) -> None:
        """Go to the next dossier without an answer."""
        if self._is_held():
            return
        rows = self.table.all_records
        place = next((n for n, row in enumerate(rows) if row.id == self.dossier), -1)
        ordered = (*rows[place + 1 :], *rows[: place + 1])
        target = next((row for row in ordered if row.answer is None), None)
        if target is None:
            self.messages.show_message(self._said_done())
            return
        self.open_dossier(target.id)
        self._answering.focus_answer()

    def step(self, by: int) -> None:
        """Go up or down the list."""
        shown = [row.id for row in self.table.records]
        if shown and self._may_leave():
            place = shown.index(self.dossier) if self.dossier in shown else 0
            self.open_dossier(shown[max(0, min(len(shown) - 1, place + by))])
            self._answering.focus_answer()

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        return self._is_answer(event) or super().eventFilter(watched, event)

    def lay_sides(self, list_share: int, pane_share: int) -> None:
        """Put list and pane beside each other, under the head and the messages."""
        line = QHBoxLayout(self.sides)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(0)
        line.addWidget(self.view, list_share)
        line.addWidget(hairline(upright=True))
        line.addWidget(self._answering, pane_share)
        for part in (self.head, hairline(), self.messages):
            self.body.addWidget(part)
        self.body.addWidget(self.sides, 1)

    def _is_answer(self, event: QEvent) -> bool:
        """Whether a digit answered, typed in the list."""
        if not isinstance(event, QKeyEvent) or event.type() != QEvent.Type.KeyPress:
            return False
        return not event.modifiers() and self._answer(event.text())

    @abstractmethod
    def _answer(self, digit: str) -> bool:
        """Give the answer with this digit; False where there is none."""

    @abstractmethod
    def _said_done(self) -> Message:
        """Say that every dossier has an answer."""

    def _is_held(self) -> bool:
        """Whether something must be done first before the next dossier; says what."""
        self.flush()
        return False

    def _may_leave(self) -> bool:
        """Whether another dossier may be shown now; says why not."""
        return True

    def _on_current(self, row: R | None) -> None:
        if row is not None and row.id != self.dossier:
            self.open_dossier(row.id)

    def _on_changed(self, _changes: object, origin: QObject | None) -> None:
        if origin is not self and self.isVisible():
            self.reload()

    def _on_refused(self, error: UserError) -> None:
        if self.isVisible():
            said = messages.of_error(error, window_language())
            self.messages.show_message(Message(Kind.BAD, said, key=REFUSAL))
