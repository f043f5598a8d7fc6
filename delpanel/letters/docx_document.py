"""The same content as a Word document (.docx) that people go on writing in.

Headings, lists, table heads and the language are real ones, so that an office program can number,
navigate and check the spelling. Equal content gives equal bytes.
"""

from __future__ import annotations

import io
import zipfile
from datetime import datetime, time
from typing import Final

from docx import Document
from docx.document import Document as Written
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_BREAK
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.section import Section
from docx.shared import Mm, Pt, RGBColor
from docx.table import Table, _Cell
from docx.text.paragraph import Paragraph

from delpanel.letters.content import (
    Align,
    Block,
    Bullets,
    Grid,
    Head,
    Heading,
    LetterContent,
    NewPage,
    Signatures,
    Text,
    TextStyle,
)

LANGUAGE: Final = "nl-BE"
FONT: Final = "Arial"
_INK: Final = RGBColor(0x16, 0x19, 0x1D)
_INK_3: Final = RGBColor(0x62, 0x6A, 0x75)
_HAIRLINE: Final = "C6CBD2"
_SIZES: Final = {1: 15, 2: 12, 3: 10.5}
_WIDTH: Final = 160
"""Room for text on a page, in millimetres."""


def render_docx(content: LetterContent) -> bytes:
    """Write a document with every block of ``content`` in its order."""
    document = Document()
    _dress(document)
    _describe(document, content)
    _frame(document.sections[0], content)
    _head(document, content.head)
    for block, following in zip(content.blocks, (*content.blocks[1:], NewPage()), strict=True):
        _write(document, block)
        if isinstance(following, Grid) and not isinstance(block, Grid):
            document.paragraphs[-1].paragraph_format.keep_with_next = True
    made = io.BytesIO()
    document.save(made)
    return _repeatable(made.getvalue())


def _dress(document: Written) -> None:
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin = section.right_margin = Mm(25)
    section.top_margin, section.bottom_margin = Mm(22), Mm(22)
    normal = document.styles["Normal"]
    normal.font.name, normal.font.size, normal.font.color.rgb = FONT, Pt(10), _INK
    fonts = normal.element.get_or_add_rPr().get_or_add_rFonts()
    for script in ("w:ascii", "w:hAnsi", "w:cs", "w:eastAsia"):
        fonts.set(qn(script), FONT)
    language = OxmlElement("w:lang")
    language.set(qn("w:val"), LANGUAGE)
    normal.element.get_or_add_rPr().append(language)
    normal.paragraph_format.space_after = Pt(6)
    for level, size in _SIZES.items():
        style = document.styles[f"Heading {level}"]
        style.font.name, style.font.size, style.font.color.rgb = FONT, Pt(size), _INK
        style.font.bold = True
        heading_fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
        for name in [key for key in heading_fonts.attrib if "heme" in key]:
            del heading_fonts.attrib[name]
        for script in ("w:ascii", "w:hAnsi", "w:cs", "w:eastAsia"):
            heading_fonts.set(qn(script), FONT)
        style.paragraph_format.space_before = Pt(14 if level > 1 else 6)
        style.paragraph_format.space_after = Pt(4)
        style.paragraph_format.keep_with_next = True


def _describe(document: Written, content: LetterContent) -> None:
    at = datetime.combine(content.made_on, time())
    said = document.core_properties
    said.title, said.subject, said.author = content.title, content.subject, content.author
    said.language, said.comments, said.keywords = LANGUAGE, "", content.footer
    said.created = said.modified = at
    said.last_modified_by, said.revision = content.author, 1


def _frame(section: Section, content: LetterContent) -> None:
    """The running head of later pages and the footer with the number of the page."""
    section.different_first_page_header_footer = True
    head = section.header.paragraphs[0]
    _run(head, content.running_head, 8)
    for footer in (section.footer, section.first_page_footer):
        line = footer.paragraphs[0]
        _run(line, f"{content.footer} \N{MIDDLE DOT} ", 8)
        before, _, rest = content.page_words.partition("{bladzijde}")
        between, _, after = rest.partition("{bladzijden}")
        _run(line, before, 8)
        _field(line, "PAGE")
        _run(line, between, 8)
        _field(line, "NUMPAGES")
        _run(line, after, 8)


def _head(document: Written, head: Head) -> None:
    authority = document.add_paragraph()
    authority.paragraph_format.space_after = Pt(0)
    run = authority.add_run(head.authority)
    run.bold, run.font.size = True, Pt(13)
    document.add_paragraph(head.department)
    table = document.add_table(rows=0, cols=2)
    for name, value in head.references:
        cells = table.add_row().cells
        _run(_only(cells[0]), name, 9)
        _only(cells[1]).add_run(value)
    _widths(table, (40, _WIDTH - 40))


def _write(document: Written, block: Block) -> None:
    match block:
        case Heading():
            document.add_heading(block.text, block.level)
        case Text():
            _paragraph(document, block)
        case Bullets():
            for item in block.items:
                document.add_paragraph(item, style="List Bullet")
        case Grid():
            _grid(document, block)
        case Signatures():
            _signatures(document, block)
        case NewPage():
            document.add_paragraph().add_run().add_break(WD_BREAK.PAGE)


def _paragraph(document: Written, block: Text) -> None:
    made = document.add_paragraph()
    if block.lead:
        made.add_run(f"{block.lead} ").bold = True
    run = made.add_run(block.text)
    if block.style is TextStyle.NOTE:
        run.font.size, run.font.color.rgb = Pt(9), _INK_3


def _grid(document: Written, grid: Grid) -> None:
    table = document.add_table(rows=1, cols=len(grid.columns))
    _rule(table)
    _say(table, grid.summary)
    for cell, column in zip(table.rows[0].cells, grid.columns, strict=True):
        line = _only(cell)
        line.add_run(column.title).bold = True
        _side(line, column.align)
    repeated = OxmlElement("w:tblHeader")
    repeated.set(qn("w:val"), "true")
    table.rows[0]._tr.get_or_add_trPr().append(repeated)  # noqa: SLF001 - no public name for it
    for number, row in enumerate(grid.rows, 1):
        is_total = grid.has_total and number == len(grid.rows)
        added = table.add_row()
        added._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))  # noqa: SLF001 - as above
        for cell, text, column in zip(added.cells, row, grid.columns, strict=True):
            line = _only(cell)
            line.add_run(text).bold = is_total
            _side(line, column.align)
    shares = sum(column.share for column in grid.columns)
    _widths(table, [_WIDTH * column.share / shares for column in grid.columns])
    document.add_paragraph().paragraph_format.space_after = Pt(2)


def _signatures(document: Written, signatures: Signatures) -> None:
    closing = document.add_paragraph(signatures.closing)
    closing.paragraph_format.keep_with_next = True
    table = document.add_table(rows=1, cols=len(signatures.lines))
    for cell, line in zip(table.rows[0].cells, signatures.lines, strict=True):
        _only(cell).add_run(line.authority).bold = True
        cell.add_paragraph()
        cell.add_paragraph()
        cell.add_paragraph(line.name)
        cell.add_paragraph(line.function)


def _only(cell: _Cell) -> Paragraph:
    """The paragraph every cell starts with."""
    line: Paragraph = cell.paragraphs[0]
    line.paragraph_format.space_after = Pt(2)
    return line


def _side(line: Paragraph, align: Align) -> None:
    if align is Align.RIGHT:
        line.alignment = WD_ALIGN_PARAGRAPH.RIGHT


def _run(line: Paragraph, text: str, points: float) -> None:
    run = line.add_run(text)
    run.font.size, run.font.color.rgb = Pt(points), _INK_3


def _field(line: Paragraph, name: str) -> None:
    """A figure the office program fills in, such as the number of the page."""
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), name)
    line._p.append(field)  # noqa: SLF001 - the library has no fields of its own
    _run(line, "1", 8)
    field.append(line.runs[-1]._r)  # noqa: SLF001 - as above


def _rule(table: Table) -> None:
    """Draw hairlines between rows, none between columns."""
    borders = OxmlElement("w:tblBorders")
    for side in ("w:top", "w:bottom", "w:insideH"):
        line = OxmlElement(side)
        for name, value in (("val", "single"), ("sz", "4"), ("space", "0"), ("color", _HAIRLINE)):
            line.set(qn(f"w:{name}"), value)
        borders.append(line)
    # Office programs refuse a file whose parts stand in another order than the standard's
    table._tbl.tblPr.insert_element_before(  # noqa: SLF001 - the library draws whole styles only
        borders, "w:shd", "w:tblLayout", "w:tblCellMar", "w:tblLook", "w:tblCaption"
    )


def _say(table: Table, summary: str) -> None:
    """Name a table for screen readers."""
    named = OxmlElement("w:tblCaption")
    named.set(qn("w:val"), summary)
    table._tbl.tblPr.append(named)  # noqa: SLF001 - the library has no captions of its own


def _widths(table: Table, millimetres: list[float] | tuple[float, ...]) -> None:
    table.autofit = False
    for column, wide in zip(table.columns, millimetres, strict=True):
        column.width = Mm(wide)
    for row in table.rows:
        for cell, wide in zip(row.cells, millimetres, strict=True):
            cell.width = Mm(wide)


def _repeatable(made: bytes) -> bytes:
    """Write the container anew without the moment of its making."""
    target = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(made)) as source,
        zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as written,
    ):
        for name in source.namelist():
            entry = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            entry.compress_type = zipfile.ZIP_DEFLATED
            written.writestr(entry, source.read(name))
    return target.getvalue()
