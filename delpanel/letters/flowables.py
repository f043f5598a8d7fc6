"""Our own paragraphs and blocks: everything that reaches the page is tagged here."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Self
from xml.sax.saxutils import escape

from reportlab import platypus
from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus.flowables import Flowable
from typing_extensions import override

from delpanel.letters import styles
from delpanel.letters.canvas import TaggedCanvas
from delpanel.letters.structure import Element
from delpanel.letters.typefaces import clean


class Paragraph(platypus.Paragraph):
    """A paragraph that is the content of one element; both halves of a split one share it."""

    canv: TaggedCanvas
    element: Element | None = None
    _is_drawn = False

    @classmethod
    def of(cls, text: str, style: ParagraphStyle, element: Element | None, lead: str = "") -> Self:
        """Make a paragraph from plain text, with leading words in semibold."""
        written = escape(clean(text)).replace("\n", "<br/>")
        if lead:
            written = f"<b>{escape(clean(lead))}</b> {written}"
        made = cls(written, style)
        made.element = element
        return made

    @override
    def draw(self) -> None:
        # Drawn again means: the head of a table repeated on its next page, which is an artefact.
        with self.canv.marked(None if self._is_drawn else self.element):
            super().draw()
        self._is_drawn = True

    @override
    def split(self, availWidth: float, availHeight: float) -> list[Flowable]:
        parts: list[Flowable] = super().split(availWidth, availHeight)
        for part in parts:
            if isinstance(part, Paragraph):
                part.element = self.element
        return parts


class HeadingParagraph(Paragraph):
    """A heading that also stands in the outline."""

    level = 0

    @override
    def draw(self) -> None:
        if self.level and not self._is_drawn:
            self.canv.bookmark(self.getPlainText(), self.level - 1, self.height)
        super().draw()


class ListParagraph(Paragraph):
    """An item of a list; its dash is the label of the item."""

    label: Element | None = None

    @override
    def draw(self) -> None:
        if self.label is not None:
            with self.canv.marked(self.label):
                self.canv.setFont(self.style.fontName, self.style.fontSize)
                self.canv.setFillColor(styles.INK_3)
                self.canv.drawString(0, self.height - self.style.fontSize, "\u2013")
        super().draw()


class Placed(Flowable):
    """Paragraphs and tables at fixed places from the top left, in reading order; never split."""

    canv: TaggedCanvas

    def __init__(self, height: float, parts: Sequence[tuple[float, float, Flowable]]) -> None:
        super().__init__()
        self.height = height
        self.parts = parts

    @override
    def wrap(self, availWidth: float, availHeight: float) -> tuple[float, float]:
        del availHeight
        self.width = availWidth
        return availWidth, self.height

    def draw(self) -> None:
        for left, top, part in self.parts:
            part.drawOn(self.canv, left, self.height - top - part.height)


class WordmarkRule(Flowable):
    """The short accent line above the wordmark."""

    canv: TaggedCanvas
    height = 0.0

    def draw(self) -> None:
        length, weight = styles.WORDMARK_RULE
        with self.canv.artefact():
            self.canv.setFillColor(styles.ACCENT)
            self.canv.rect(0, 0, length, weight, stroke=0, fill=1)
