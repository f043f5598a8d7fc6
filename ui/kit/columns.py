"""A column of a table: how a record becomes a cell, said once for screen, sort, copy and reader."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Final, Generic, TypeVar

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter

from ui.kit.fonts import TextStyle
from ui.kit.tokens import Role

R = TypeVar("R")

NOTHING: Final = "\N{EN DASH}"


class Align(Enum):
    """Where the text of a column stands; numbers stand right."""

    LEFT = "left"
    RIGHT = "right"
    CENTER = "center"


@dataclass(frozen=True, slots=True)
class CellState:
    """How a cell stands while it is painted."""

    selected: bool = False
    hovered: bool = False
    focused: bool = False


@dataclass(frozen=True, slots=True)
class Mark:
    """An icon before the word of a cell, with the tone of both."""

    icon: str
    tone: Role = "text2"


CellPainter = Callable[[QPainter, QRectF, R, CellState], None]


@dataclass(frozen=True)  # without slots: ``Column[Row](...)`` must be able to note its type
class Column(Generic[R]):
    """One column.

    Attributes:
        key: stable name, for saved widths and tests.
        title: header text in the language of the window.
        value: what it sorts by; numbers as numbers; None is "not there" and sorts last.
        text: what stands in the cell; without it ``str(value)``, and an en dash for None.
        width: logical pixels; ``stretch`` lets the column take what is left.
        tone, style: colour role and text style of the word, per record where they differ.
        mark: icon before the word.
        paint: draws the cell instead of the word; the text stays for copy, search and readers.
        tip, spoken: tool tip and what a screen reader says where the text is not enough.
        edit: takes the typed text and says whether it was taken; None is read-only.
        group: header line above, shared by neighbours with the same group.
        axis: (share of the inner width, label) numbers under the header of a picture.
    """

    key: str
    title: str
    value: Callable[[R], object]
    text: Callable[[R], str] | None = None
    align: Align = Align.LEFT
    width: int = 120
    stretch: bool = False
    tone: Callable[[R], Role] | None = None
    style: TextStyle | Callable[[R], TextStyle] = TextStyle.CELL
    mark: Callable[[R], Mark | None] | None = None
    paint: CellPainter[R] | None = None
    tip: Callable[[R], str] | None = None
    spoken: Callable[[R], str] | None = None
    edit: Callable[[R, str], bool] | None = None
    group: str = ""
    axis: Sequence[tuple[float, str]] = ()
    padding: int = 12
    sortable: bool = True

    def shown(self, record: R) -> str:
        """The text of the cell."""
        if self.text is not None:
            return self.text(record)
        value = self.value(record)
        return NOTHING if value is None else str(value)

    def style_of(self, record: R) -> TextStyle:
        """The text style of the cell."""
        return self.style if isinstance(self.style, TextStyle) else self.style(record)
