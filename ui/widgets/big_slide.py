"""The picture on the projector: large, in few words, and without a name of anybody.

Sizes are shares of a screen of 1,920 by 1,080; the smallest letter is 32 of these pixels, which is
an inch on a screen of two metres and is read at five metres.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QCoreApplication, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget
from typing_extensions import override

from ui import formats
from ui.kit.fonts import TextStyle
from ui.kit.theme import theme
from ui.kit.tokens import Role
from ui.widgets.painted import CENTER, LEFT, RIGHT, Painted

WIDE, HIGH = 1920, 1080
SIDE: Final = 88
HEAD: Final = 208
FOOT: Final = 200
SMALL, BODY, NAME, TITLE, FIGURE = 32, 38, 48, 76, 104
WHOLE: Final = 100
translate = QCoreApplication.translate


@dataclass(frozen=True, slots=True)
class SlideCriterion:
    """One criterion: every sheet's points without its owner, lowest first; centipoints.

    ``is_recorded`` says that the agreed points are recorded, not only on trial in the room.
    """

    name: str
    sheets: tuple[int, ...]
    agreed: int | None
    is_recorded: bool
    threshold: int | None
    minimum: int
    maximum: int

    @property
    def is_below(self) -> bool:
        """Whether the agreed points miss the threshold."""
        if self.agreed is None or self.threshold is None:
            return False
        return self.agreed < self.threshold


@dataclass(frozen=True, slots=True)
class Slide:
    """One dossier, large; ``verdict`` says how it stands against the thresholds.

    ``reach`` says between which ranks it stays when one value moves by half a point.
    """

    dossier: str
    name: str
    province: str
    criteria: tuple[SlideCriterion, ...]
    total: str
    threshold: str
    verdict: str
    passes: bool
    rank: str
    reach: str = ""


class BigSlide(Painted):
    """Shows a dossier, or a neutral screen where there is none to show, or nothing at all."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(translate("BigSlide", "Groot scherm"), parent)
        self._slide: Slide | None = None
        self._title, self._clock, self._note = "", "", ""
        self.is_blank = False
        self.shows_rank = False
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumSize(640, 360)

    @property
    def slide(self) -> Slide | None:
        """The dossier on screen; None on the neutral screen."""
        return self._slide

    @property
    def clock(self) -> str:
        """The time as it stands at the top right."""
        return self._clock

    def show_slide(self, slide: Slide) -> None:
        """Show a dossier."""
        self._slide = slide
        said = [f"{c.name} {formats.points(c.agreed)}" for c in slide.criteria]
        self.setAccessibleDescription(", ".join([slide.dossier, slide.name, *said, slide.total]))
        self.update()

    def show_neutral(self, title: str, note: str) -> None:
        """Show nothing of any dossier: the name of the call and what to do."""
        self._slide, self._title, self._note = None, title, note
        self.setAccessibleDescription(f"{title}. {note}")
        self.update()

    def show_clock(self, clock: str, note: str = "") -> None:
        """Show how long the dossier lies on the table, or what time it is."""
        if (clock, note) != (self._clock, self._note if self._slide else ""):
            self._clock = clock
            if self._slide is not None:
                self._note = note
            self.update()

    def set_blank(self, blank: bool) -> None:
        """Show an even ground, or the picture again."""
        self.is_blank = blank
        self.update()

    def set_rank_shown(self, shown: bool) -> None:
        """Show the rank beside the total, or not."""
        self.shows_rank = shown
        self.update()

    @override
    def sizeHint(self) -> QSize:
        return QSize(1280, 720)

    @override
    def paint(self, painter: QPainter, rect: QRectF) -> None:
        painter.fillRect(rect, theme().color("base"))
        if self.is_blank:
            return
        unit = min(rect.width() / WIDE, rect.height() / HIGH)
        painter.translate((rect.width() - WIDE * unit) / 2, (rect.height() - HIGH * unit) / 2)
        painter.scale(unit, unit)
        if self._slide is None:
            self._paint_neutral(painter)
        else:
            self._paint_slide(painter, self._slide)

    def _paint_neutral(self, painter: QPainter) -> None:
        room = QRectF(SIDE, HIGH / 2 - 200, WIDE - 2 * SIDE, 120)
        _write(painter, room, self._title, TITLE, "text", CENTER, strong=True)
        room.translate(0, 120)
        _write(painter, room, self._note, NAME, "text2", CENTER)
        room.translate(0, 140)
        _write(painter, room, self._clock, FIGURE, "text", CENTER, strong=True)

    def _paint_slide(self, painter: QPainter, slide: Slide) -> None:
        above = QRectF(SIDE, 48, WIDE - 2 * SIDE - 330, 52)
        place = " \N{MIDDLE DOT} ".join(part for part in (slide.dossier, slide.province) if part)
        _write(painter, above, place, BODY, "text2")
        named = QRectF(SIDE, 100, WIDE - 2 * SIDE - 330, 92)
        _write(painter, named, slide.name, TITLE, "text", strong=True)
        time = QRectF(WIDE - SIDE - 320, 48, 320, 84)
        _write(painter, time, self._clock, 68, "text", RIGHT, strong=True)
        time.translate(0, 84)
        time.setHeight(52)
        _write(painter, time, self._note, SMALL, "text2", RIGHT)
        _line(painter, HEAD, "line2")
        high = (HIGH - HEAD - FOOT) / max(1, len(slide.criteria))
        for number, criterion in enumerate(slide.criteria):
            top = HEAD + number * high
            _criterion(painter, QRectF(SIDE, top, WIDE - 2 * SIDE, high), criterion)
            _line(painter, top + high, "line2")
        self._paint_total(painter, slide, QRectF(SIDE, HIGH - FOOT, WIDE - 2 * SIDE, FOOT))

    def _paint_total(self, painter: QPainter, slide: Slide, rect: QRectF) -> None:
        words = QRectF(rect.left(), rect.top() + 40, 900, 64)
        head = translate("BigSlide", "Totaal op 100")
        _write(painter, words, head, NAME, "text", strong=True)
        words.translate(0, 64)
        words.setHeight(48)
        said = ", ".join(part for part in (slide.threshold, slide.verdict) if part)
        _write(painter, words, said, SMALL, "text2")
        figure = QRectF(rect.right() - 520, rect.top() + 24, 520, 144)
        role: Role = "text" if slide.passes else "bad"
        _write(painter, figure, slide.total, 124, role, RIGHT, strong=True)
        if self.shows_rank and slide.rank:
            rank = QRectF(rect.right() - 1080, rect.top() + 40, 500, 64)
            _write(painter, rank, slide.rank, 56, "text2", RIGHT, strong=True)
            rank.translate(0, 68)
            rank.setHeight(48)
            _write(painter, rank, slide.reach, SMALL, "text2", RIGHT)


def _criterion(painter: QPainter, rect: QRectF, criterion: SlideCriterion) -> None:
    middle = rect.center().y()
    words = QRectF(rect.left(), middle - 66, 500, 64)
    _write(painter, words, criterion.name, NAME, "text", strong=True)
    words.translate(0, 68)
    words.setHeight(46)
    if criterion.threshold is not None:
        limit = formats.points(criterion.threshold).removesuffix(",0")
        _write(painter, words, translate("BigSlide", "drempel {0}").format(limit), SMALL, "text2")
    axis = QRectF(rect.left() + 550, rect.top(), 780, rect.height())
    _axis(painter, axis, criterion)
    figure = QRectF(rect.right() - 330, middle - 84, 330, 116)
    role: Role = "bad" if criterion.is_below else "text"
    if criterion.agreed is not None and not criterion.is_recorded:
        role = "text2"
    _write(painter, figure, formats.points(criterion.agreed), FIGURE, role, RIGHT, strong=True)
    state = QRectF(rect.right() - 420, middle + 32, 420, 46)
    _write(painter, state, _state(criterion), SMALL, "text2", RIGHT)


def _state(criterion: SlideCriterion) -> str:
    if criterion.agreed is None:
        return translate("BigSlide", "nog open")
    if not criterion.is_recorded:
        return translate("BigSlide", "voorstel")
    return translate("BigSlide", "vastgelegd")


def _axis(painter: QPainter, rect: QRectF, criterion: SlideCriterion) -> None:
    line = rect.center().y() + 34

    def x(points: int) -> float:
        share = (points - criterion.minimum) / (criterion.maximum - criterion.minimum)
        return rect.left() + share * rect.width()

    painter.fillRect(QRectF(rect.left(), line - 1, rect.width(), 3), theme().color("field"))
    for stop in range(criterion.minimum, criterion.maximum + 1, WHOLE):
        painter.fillRect(QRectF(x(stop) - 1, line - 9, 3, 18), theme().color("field"))
        box = QRectF(x(stop) - 40, line + 16, 80, 42)
        _write(painter, box, str(stop // WHOLE), SMALL, "text2", CENTER)
    if criterion.threshold is not None:
        place = QRectF(x(criterion.threshold) - 3, line - 78, 6, 92)
        painter.fillRect(place, theme().color("text"))
    levels: dict[int, int] = {}
    most = max((criterion.sheets.count(value) for value in criterion.sheets), default=1)
    pitch = min(28.0, (rect.height() / 2 - 4) / max(1, most))
    painter.setPen(QPen(theme().color("base"), 2))
    painter.setBrush(theme().color("text3"))
    for value in criterion.sheets:
        level = levels.get(value, 0)
        levels[value] = level + 1
        painter.drawEllipse(QPointF(x(value), line - 38 - pitch * level), 12, 12)
    if criterion.agreed is not None:
        _mark(painter, QPointF(x(criterion.agreed), line + 0.5), criterion)


def _mark(painter: QPainter, at: QPointF, criterion: SlideCriterion) -> None:
    """Agreed: a disc, empty while on trial; below the threshold a diamond."""
    role: Role = "bad" if criterion.is_below else "accent"
    painter.setPen(QPen(theme().color(role), 6))
    painter.setBrush(theme().color(role if criterion.is_recorded else "base"))
    if criterion.is_below:
        half = 19
        corners = [(0, -half), (half, 0), (0, half), (-half, 0)]
        painter.drawPolygon(QPolygonF([QPointF(at.x() + dx, at.y() + dy) for dx, dy in corners]))
    else:
        painter.drawEllipse(at, 16, 16)


def _line(painter: QPainter, top: float, role: Role) -> None:
    painter.fillRect(QRectF(SIDE, top, WIDE - 2 * SIDE, 2), theme().color(role))


def _write(
    painter: QPainter,
    rect: QRectF,
    text: str,
    pixels: int,
    role: Role,
    align: Qt.AlignmentFlag = LEFT,
    *,
    strong: bool = False,
) -> None:
    font = QFont(theme().font(TextStyle.STRONG if strong else TextStyle.CELL))
    font.setPixelSize(pixels)
    painter.setFont(font)
    painter.setPen(theme().color(role))
    if align == LEFT:
        metrics = QFontMetricsF(font)
        text = metrics.elidedText(text, Qt.TextElideMode.ElideRight, rect.width())
    flags = align | Qt.TextFlag.TextDontClip | Qt.TextFlag.TextSingleLine
    painter.drawText(rect, int(flags), text)
