"""How our workbooks look: one set of fonts, fills, borders and number formats for all of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from openpyxl.cell.cell import Cell
    from openpyxl.worksheet.worksheet import Worksheet

INK: Final = "1F2A44"
ACCENT: Final = "1F3F8F"
PALE: Final = "E9EEF8"
QUIET: Final = "6B7280"
INPUT: Final = "FFFBEA"
LINE: Final = "C9D0DC"
GOOD: Final = "DDF1E4"
BAD: Final = "FBE3E1"

MONEY: Final = "#,##0.00"
WHOLE_MONEY: Final = "#,##0"
POINTS: Final = "0.0#"
PERCENT: Final = "0.00%"
DAY: Final = "dd/mm/yyyy"
MOMENT: Final = "dd/mm/yyyy hh:mm:ss"
AS_TEXT: Final = "@"

_CHARACTERS_PER_WIDTH: Final = 1.15
_WIDTH_PER_BOLD_CHARACTER: Final = 1.15
_INDENTS: Final = 3
_LINE_HEIGHT: Final = 15
_TALLEST_ROW: Final = 405


@dataclass(frozen=True, slots=True)
class Heading:
    """One heading of a table: its text, the width of its column in characters, its alignment."""

    text: str
    width: float
    right: bool = False


def write_title(sheet: Worksheet, title: str, about: str) -> None:
    """Write the title in the first row and the line of explanation in the second."""
    from openpyxl.styles import Alignment, Font

    first, second = sheet["A1"], sheet["A2"]
    first.value, second.value = title, about
    first.font = Font(name="Calibri", size=16, bold=True, color=ACCENT)
    second.font = Font(name="Calibri", size=11, color=QUIET)
    first.alignment = second.alignment = Alignment(vertical="center", wrap_text=False)
    sheet.row_dimensions[1].height = 28
    sheet.row_dimensions[2].height = 20
    sheet.sheet_view.showGridLines = False


def write_headings(sheet: Worksheet, row: int, headings: Sequence[Heading]) -> None:
    """Write a row of headings, set the widths and freeze everything above the next row."""
    from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
    from openpyxl.utils import get_column_letter

    for number, heading in enumerate(headings, start=1):
        cell = sheet.cell(row=row, column=number, value=heading.text)
        cell.font = Font(name="Calibri", size=11, bold=True, color="FFFFFF")
        cell.fill = PatternFill("solid", fgColor=ACCENT)
        cell.alignment = Alignment(
            horizontal="right" if heading.right else "left",
            vertical="center",
            wrap_text=True,
            indent=1,
        )
        cell.border = Border(bottom=Side("medium", color=INK))
        # A word is never broken: that reads as two headings.
        longest = max(map(len, heading.text.split()), default=0)
        width = max(heading.width, longest * _WIDTH_PER_BOLD_CHARACTER + _INDENTS)
        sheet.column_dimensions[get_column_letter(number)].width = width
    sheet.row_dimensions[row].height = 33
    sheet.freeze_panes = f"B{row + 1}"


def dress(cell: Cell, *, number_format: str = "General", right: bool = False) -> None:
    """Give a cell of a table its font, line and number format; text wraps from the top."""
    from openpyxl.styles import Alignment, Border, Font, Side

    cell.font = Font(name="Calibri", size=11, color=INK)
    cell.number_format = number_format
    cell.alignment = Alignment(
        horizontal="right" if right else "left", vertical="top", wrap_text=not right, indent=1
    )
    cell.border = Border(bottom=Side("thin", color=LINE))


def paint(cell: Cell, color: str) -> None:
    """Fill a cell with one colour."""
    from openpyxl.styles import PatternFill

    cell.fill = PatternFill("solid", fgColor=color)


def embolden(cell: Cell, color: str = INK) -> None:
    """Make a cell bold."""
    from openpyxl.styles import Font

    cell.font = Font(name="Calibri", size=11, bold=True, color=color)


def fit_height(sheet: Worksheet, row: int, texts: Sequence[tuple[str, float]]) -> None:
    """Make a row as tall as its longest text needs in a column of the given width."""
    lines = max((_lines(text, width) for text, width in texts), default=1)
    sheet.row_dimensions[row].height = min(_TALLEST_ROW, max(1, lines) * _LINE_HEIGHT + 3)


def print_landscape(sheet: Worksheet, heading_row: int, footer: str = "") -> None:
    """Print on A4 landscape, one page wide, headings repeated, pages numbered."""
    from openpyxl.worksheet.header_footer import HeaderFooterItem, _HeaderFooterPart
    from openpyxl.worksheet.properties import PageSetupProperties

    sheet.page_setup.paperSize = sheet.PAPERSIZE_A4
    sheet.page_setup.orientation = sheet.ORIENTATION_LANDSCAPE
    sheet.page_setup.fitToWidth = 1
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.print_title_rows = f"{heading_row}:{heading_row}"
    sheet.page_margins.left = sheet.page_margins.right = 0.4
    sheet.page_margins.top = sheet.page_margins.bottom = 0.6
    sheet.oddFooter = HeaderFooterItem(
        left=_HeaderFooterPart(text=footer.replace("&", "&&"), size=8),
        right=_HeaderFooterPart(text="&P / &N", size=8),
    )


def lock(sheet: Worksheet) -> None:
    """Keep headings and locked cells as they are; sorting, filtering and widths stay free."""
    protection = sheet.protection
    protection.sheet = True
    protection.formatColumns = protection.formatRows = False
    protection.insertRows = protection.deleteRows = False
    protection.sort = protection.autoFilter = False


def _lines(text: str, width: float) -> int:
    room = max(1, int((width - _INDENTS) * _CHARACTERS_PER_WIDTH))
    return sum(max(1, -(-len(part) // room)) for part in text.split("\n"))
