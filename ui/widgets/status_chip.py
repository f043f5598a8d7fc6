"""Words for a state: an icon with its word, and the chip of a decision code."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QPointF, QRectF, QSize
from PySide6.QtGui import QFontMetricsF, QPainter
from PySide6.QtWidgets import QSizePolicy, QWidget
from typing_extensions import override

from ui.kit.fonts import TextStyle
from ui.kit.icons import draw_icon
from ui.kit.theme import theme
from ui.kit.tokens import Role
from ui.widgets.painted import CENTER, Painted, smooth, write

MARK: Final = 14
GAP: Final = 6
CHIP_HEIGHT: Final = 18


class StatusChip(Painted):
    """Icon and word, no ground; the tone colours both unless the state is the rule."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self._icon, self._word = "minus", ""
        self._tone: Role = "text2"
        self._word_tone: Role = "text2"
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def set_status(self, icon: str, word: str, tone: Role, word_tone: Role | None = None) -> None:
        """``word_tone`` differs where the word is the rule and needs no colour."""
        self._icon, self._word, self._tone = icon, word, tone
        self._word_tone = tone if word_tone is None else word_tone
        self.setAccessibleName(word)
        self.updateGeometry()
        self.update()

    @property
    def word(self) -> str:
        """The word as it stands."""
        return self._word

    @override
    def sizeHint(self) -> QSize:
        width = QFontMetricsF(theme().font(TextStyle.CHIP)).horizontalAdvance(self._word)
        return QSize(round(width) + MARK + GAP + 2, theme().px(18))

    @override
    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    @override
    def paint(self, painter: QPainter, rect: QRectF) -> None:
        at = QPointF(rect.left(), rect.center().y() - MARK / 2)
        draw_icon(painter, at, self._icon, self._tone, MARK)
        words = rect.adjusted(MARK + GAP, 0, 0, 0)
        write(painter, words, self._word, TextStyle.CHIP, self._word_tone)


class CodeChip(Painted):
    """A decision code on its ground."""

    def __init__(self, code: str = "", parent: QWidget | None = None) -> None:
        super().__init__(code, parent)
        self._code = code
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def set_code(self, code: str) -> None:
        """Show another code."""
        self._code = code
        self.setAccessibleName(code)
        self.updateGeometry()
        self.update()

    @override
    def sizeHint(self) -> QSize:
        width = QFontMetricsF(theme().font(TextStyle.HEADER)).horizontalAdvance(self._code)
        return QSize(round(width) + 12, theme().px(CHIP_HEIGHT))

    @override
    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    @override
    def paint(self, painter: QPainter, rect: QRectF) -> None:
        draw_code(painter, rect, self._code)


def code_roles(code: str) -> tuple[Role, Role]:
    """(word, ground) of a decision code: approvals good, below a threshold bad, others neutral."""
    if code.startswith("GK"):
        return "good", "good_soft"
    if code == "AF-DR":
        return "bad", "bad_soft"
    return "text2", "track"


def draw_code(painter: QPainter, rect: QRectF, code: str) -> None:
    """The chip at the left of a rectangle, vertically centred."""
    if not code:
        return
    smooth(painter)
    word, ground = code_roles(code)
    height = theme().px(CHIP_HEIGHT)
    width = QFontMetricsF(theme().font(TextStyle.HEADER)).horizontalAdvance(code) + 12
    chip = QRectF(rect.left(), round(rect.center().y() - height / 2), width, height)
    painter.setPen(theme().color(word) if theme().palette.hatched else theme().color(ground))
    painter.setBrush(theme().color(ground))
    painter.drawRoundedRect(chip.adjusted(0.5, 0.5, -0.5, -0.5), 3, 3)
    write(painter, chip, code, TextStyle.HEADER, word, CENTER)
