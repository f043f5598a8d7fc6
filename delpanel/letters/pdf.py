"""From content to PDF bytes: PDF/A-2a and PDF/UA-1, equal bytes for equal content."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import IO

from reportlab.platypus.doctemplate import (
    BaseDocTemplate,
    LayoutError,
    NextPageTemplate,
    PageTemplate,
)
from reportlab.platypus.flowables import CondPageBreak, Flowable, KeepTogether, PageBreak
from reportlab.platypus.frames import Frame

from delpanel.errors import UserError
from delpanel.letters import styles
from delpanel.letters.canvas import PAGINATION, TaggedCanvas
from delpanel.letters.content import (
    Block,
    Bullets,
    Grid,
    Heading,
    LetterContent,
    NewPage,
    Signatures,
    Text,
    TextStyle,
    texts_of,
)
from delpanel.letters.flowables import (
    HeadingParagraph,
    ListParagraph,
    Paragraph,
)
from delpanel.letters.letter_blocks import head_flowable, signature_flowable
from delpanel.letters.metadata import Metadata
from delpanel.letters.structure import Element
from delpanel.letters.tables import grid_flowable
from delpanel.letters.typefaces import clean, register_typeface, require_glyphs

LANGUAGE = "nl-BE"
_STYLES = {
    TextStyle.BODY: styles.BODY,
    TextStyle.NOTE: styles.NOTE,
    TextStyle.SALUTATION: styles.SALUTATION,
}


def render(content: LetterContent) -> bytes:
    """Render a document. The same content gives the same bytes, whenever and however often.

    Raises:
        UserError: LETTER_GLYPH_MISSING or LETTER_RIGHT_TO_LEFT names the characters that cannot be
            written; LETTER_LAYOUT a part that fits on no page.
    """
    register_typeface()
    require_glyphs(content.title, texts_of(content))
    root = Element("Document")
    size = styles.LANDSCAPE if content.is_landscape else styles.PORTRAIT
    target = io.BytesIO()
    template = BaseDocTemplate(target, pagesize=size, pageTemplates=_page_templates(size))
    metadata = Metadata(
        title=clean(content.title),
        author=clean(content.author),
        subject=clean(content.subject),
        keywords=clean(content.footer),
        language=LANGUAGE,
        made_on=content.made_on,
    )

    def canvas(target: str | IO[bytes], /, **_: object) -> TaggedCanvas:
        return TaggedCanvas(target, size, root, metadata, _PageFrame(content, size))

    try:
        template.build(_story(content, root, size), canvasmaker=canvas)
    except LayoutError as error:
        raise UserError("LETTER_LAYOUT", document=content.title) from error
    return target.getvalue()


class _PageFrame:
    """The running head of later pages, the footer with the page number, the fold marks."""

    def __init__(self, content: LetterContent, size: tuple[float, float]) -> None:
        self._content = content
        self._width, self._height = size

    def __call__(self, canvas: TaggedCanvas, number: int, count: int) -> None:
        name, points, colour = styles.FRAME_TEXT
        right = self._width - styles.SIDE
        words = clean(self._content.page_words)
        words = words.replace("{bladzijde}", str(number)).replace("{bladzijden}", str(count))
        with canvas.artefact(PAGINATION):
            canvas.setFont(name, points)
            canvas.setFillColor(colour)
            canvas.drawString(styles.SIDE, styles.FOOTER, clean(self._content.footer))
            canvas.drawRightString(right, styles.FOOTER, words)
            canvas.setStrokeColor(styles.FAINT)
            canvas.setLineWidth(0.5)
            canvas.line(styles.SIDE, styles.FOOTER + 11, right, styles.FOOTER + 11)
            if number > 1:
                head = self._height - styles.HEADER
                canvas.drawString(styles.SIDE, head, clean(self._content.running_head))
            elif self._content.head.addressee:
                canvas.setStrokeColor(styles.HAIRLINE)
                for fold in styles.FOLDS:
                    canvas.line(10, self._height - fold, 17, self._height - fold)

    def under(self, canvas: TaggedCanvas) -> None:
        """Draw the watermark, so pale that the text on it reads as on white."""
        words = clean(self._content.watermark)
        if not words:
            return
        name, points, colour = styles.WATERMARK
        with canvas.artefact(PAGINATION):
            canvas.saveState()
            canvas.translate(self._width / 2, self._height / 2)
            canvas.rotate(45)
            canvas.setFont(name, points)
            canvas.setFillColor(colour)
            canvas.drawCentredString(0, -points / 3, words)
            canvas.restoreState()


def _page_templates(size: tuple[float, float]) -> list[PageTemplate]:
    width, height = size

    def frame(top: float) -> Frame:
        return Frame(
            styles.SIDE,
            styles.BOTTOM,
            width - 2 * styles.SIDE,
            height - styles.BOTTOM - top,
            leftPadding=0,
            rightPadding=0,
            topPadding=0,
            bottomPadding=0,
        )

    return [
        PageTemplate("first", [frame(styles.TOP)]),
        PageTemplate("later", [frame(styles.LATER_TOP)]),
    ]


def _story(content: LetterContent, root: Element, size: tuple[float, float]) -> list[Flowable]:
    width = size[0] - 2 * styles.SIDE
    room = size[1] - styles.BOTTOM - styles.LATER_TOP
    story: list[Flowable] = [
        NextPageTemplate("later"),
        head_flowable(content.head, root, width),
    ]
    for block in content.blocks:
        made = list(_flowables(block, root, width, room))
        # No signature stands alone on a page: the paragraph above goes with it.
        if isinstance(block, Signatures):
            made = [KeepTogether([story.pop(), *made])]
        story += made
    return story


def _flowables(block: Block, root: Element, width: float, room: float) -> Iterator[Flowable]:
    match block:
        case Heading():
            yield from _heading(block, root)
        case Text():
            yield Paragraph.of(block.text, _STYLES[block.style], root.add("P"), block.lead)
        case Bullets():
            yield from _bullets(block, root)
        case Grid():
            yield grid_flowable(block, root, width, room)
        case Signatures():
            yield signature_flowable(block, root, width)
        case NewPage():
            yield PageBreak()


def _heading(block: Heading, root: Element) -> Iterator[Flowable]:
    style = styles.HEADINGS[block.level]
    made = HeadingParagraph.of(block.text, style, root.add(f"H{block.level}"))
    made.level = block.level
    # A heading is never left alone at the foot of a page.
    below = styles.ROOM_BELOW_HEADING + block.room * styles.MILLIMETRE
    yield CondPageBreak(style.spaceBefore + style.leading + below)
    yield made


def _bullets(block: Bullets, root: Element) -> Iterator[Flowable]:
    found = root.add("L", "List", ListNumbering="/Disc")
    for number, text in enumerate(block.items, 1):
        item = found.add("LI")
        label = item.add("Lbl")
        style = styles.BULLET_LAST if number == len(block.items) else styles.BULLET
        made = ListParagraph.of(text, style, item.add("LBody"))
        made.label = label
        yield made
