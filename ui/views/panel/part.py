"""What the panel page asks of each of its parts: people, conflicts, assignment, packs, returns."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from delpanel.services.state.snapshot import Snapshot
from ui.commands import Acts
from ui.kit.dressing import hairline, pane
from ui.kit.jobs import JobRunner
from ui.kit.notify import MessageArea
from ui.kit.page import Hint


class PanelPart(QWidget):
    """One segment of the panel page: it has its own toolbar, and fills ``column``.

    The page calls ``show_state`` when the part comes to the front and after each change of the
    panel, and ``segment_word`` for the word with its count. ``hints_changed`` when other keys work.
    """

    hints_changed = Signal()

    def __init__(
        self,
        acts: Acts,
        runner: JobRunner,
        messages: MessageArea,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.acts = acts
        self.workspace = acts.workspace
        self.runner = runner
        self.messages = messages
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(0)

    def segment_word(self, state: Snapshot) -> str:
        """Give the word of the segment, with a count where one says something."""
        raise NotImplementedError

    def show_state(self, state: Snapshot) -> None:
        """Show the panel as it stands."""

    def focus_first(self) -> None:
        """Put the focus where work starts."""

    def hints(self) -> tuple[Hint, ...]:
        """Up to five keys that work now."""
        return ()

    def search(self, text: str) -> None:
        """The search field of the frame was used."""

    def set_narrow(self, narrow: bool) -> None:
        """The window became narrow or wide."""

    def retranslate(self) -> None:
        """The language changed: set every text again; ``show_state`` follows."""

    def take_files(self, files: Sequence[Path]) -> bool:
        """Files were dropped on the page; False where this part does not know what to do."""
        del files
        return False


def titled(bar: QWidget, *content: QWidget) -> QWidget:
    """A pane with a toolbar, a hairline and its content, of which the first one stretches."""
    holder = pane()
    column = QVBoxLayout(holder)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(0)
    column.addWidget(bar)
    column.addWidget(hairline())
    for number, part in enumerate(content):
        column.addWidget(part, 0 if number else 1)
    return holder
