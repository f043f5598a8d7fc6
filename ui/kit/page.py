"""What the frame asks of a page, and what a page tells the frame."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget
from typing_extensions import override


@dataclass(frozen=True, slots=True)
class Hint:
    """Keys that work here and now and their verb: ``Hint(("Ctrl Z",), "ongedaan maken")``."""

    keys: tuple[str, ...]
    verb: str


class StepProgress(Enum):
    """How far a step of the pipeline is."""

    CLOSED = "closed"
    OPEN = "open"
    DONE = "done"


@dataclass(frozen=True, slots=True)
class StepState:
    """What the pipeline shows of a step: a count or the reason, and done of total for the ring."""

    progress: StepProgress
    count: str
    done: int = 0
    total: int = 0


class Page(QWidget):
    """A page of the window; subclasses fill ``body`` and override what they need.

    ``hints_changed`` when other keys work; ``front_wanted`` carries a page to stand in front of
    this one, or None to take it away again; ``narrow`` is set by the frame under 1,360 px.
    """

    hints_changed = Signal()
    front_wanted = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self.body = column
        self.is_narrow = False
        self.setAutoFillBackground(False)

    def title(self) -> str:
        """The name of the page for screen readers."""
        return self.accessibleName()

    def hints(self) -> tuple[Hint, ...]:
        """Up to five keys that work now."""
        return ()

    def on_shown(self) -> None:
        """The page came to the front: reload what is stale and put the focus where work starts."""

    def retranslate(self) -> None:
        """The language changed: set every text again."""

    def flush(self) -> None:
        """Store what is being typed; called before the panel closes."""

    def search(self, text: str) -> None:
        """The search field of the frame was used; a page with a table filters it."""

    def set_narrow(self, narrow: bool) -> None:
        """The window became narrow or wide."""
        self.is_narrow = narrow

    @override
    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)


@dataclass(frozen=True, slots=True)
class Step:
    """One step of the pipeline: the frame knows nothing else of it.

    ``page`` is called once, when the step is first opened; ``state`` after each change;
    ``title`` at each change of language.
    """

    id: str
    title: Callable[[], str]
    page: Callable[[], Page]
    state: Callable[[], StepState]
