"""Finds the list in a sheet by itself: its header row under title rows, and the likeliest sheet.

Which rows below are dossiers, totals or headings is told in ``list_rows``, once the columns
are known.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from delpanel.errors import FileProblem
from delpanel.exchange.cells.cell_values import plain_text
from delpanel.exchange.cells.labels import folded
from delpanel.exchange.lists.list_fields import ListField
from delpanel.exchange.lists.synonyms import LIKELY, SURE, match_header
from delpanel.exchange.reading.source import (
    Cell,
    Row,
    SourceBook,
    SourceTable,
    column_letters,
    is_blank,
)

_SEARCHED_ROWS: Final = 60
_LONGEST_HEADER: Final = 400
_LONGEST_NAME: Final = 250
_ROW_COST: Final = 0.02
_ENOUGH_NAMES: Final = 3
_HIDDEN_COST: Final = 3.0
_ROWS_THAT_COUNT: Final = 50
_SURE_POINTS: Final = 2.0
_LIKELY_POINTS: Final = 0.7
_LINES_TOGETHER: Final = 2


@dataclass(frozen=True, slots=True)
class FoundList:
    """A list in a table. Positions count from 0 in ``table.rows``; columns likewise.

    ``headers`` has one text per column, made unique and never blank; ``merit`` compares lists.
    """

    table: SourceTable
    header_at: int
    header_lines: int
    headers: tuple[str, ...]
    merit: float = 0.0

    @property
    def body_at(self) -> int:
        """Position of the first row under the header."""
        return self.header_at + self.header_lines

    @property
    def header_row(self) -> int:
        """The sheet's own number of the header's first row."""
        return self.table.row_number(self.header_at)

    def column(self, position: int) -> list[Cell]:
        """Every cell of one column under the header."""
        rows = range(self.body_at, len(self.table.rows))
        return [self.table.cell(row, position) for row in rows]


def choose_list(
    book: SourceBook, *, sheet: str | None = None, header_row: int | None = None
) -> FoundList:
    """Find the likeliest list of a book, or the one in the sheet that is named.

    Raises:
        FileProblem: there is no such sheet (its params name those there are), or no header was
            found in any sheet.
    """
    tables = list(book.tables)
    if sheet is not None:
        named = book.table(sheet)
        if named is None:
            names = ", ".join(table.name for table in tables)
            raise FileProblem("sheet_missing", file=book.path.name, sheet=sheet, sheets=names)
        tables = [named]
    found = [found for table in tables if (found := find_list(table, header_row=header_row))]
    if not found:
        raise FileProblem("list_not_found", file=book.path.name, sheet=sheet or "")
    return max(found, key=lambda each: each.merit)


def find_list(table: SourceTable, *, header_row: int | None = None) -> FoundList | None:
    """Find the list in one table.

    Args:
        table: rows of a sheet, with title rows above and totals below.
        header_row: the sheet's own number of the header, where a user says so.

    Returns:
        None for a table in which no row can be a header above at least one other.
    """
    if header_row is not None:
        at = header_row - table.first_row
        return _list_at(table, at, 0.0, is_chosen=True) if 0 <= at < len(table.rows) else None
    best: tuple[float, int] | None = None
    for at in range(min(len(table.rows) - 1, _SEARCHED_ROWS)):
        merit = _header_merit(table, at)
        if merit > 0 and (best is None or merit > best[0]):
            best = (merit, at)
    if best is None:
        return None
    merit, at = best
    rows = min(len(table.rows) - at, _ROWS_THAT_COUNT) / _ROWS_THAT_COUNT
    return _list_at(table, at, merit + rows - (_HIDDEN_COST if table.hidden else 0.0))


def _list_at(table: SourceTable, at: int, merit: float, *, is_chosen: bool = False) -> FoundList:
    first, lines = _header_span(table, at, is_first=is_chosen)
    headers = _headers(table, first, lines)
    return FoundList(table, first, lines, headers, merit)


def _header_merit(table: SourceTable, at: int) -> float:
    """Weigh a row as header: known names, text only, and a body below that is as wide."""
    row = table.rows[at]
    texts = [cell for cell in row if isinstance(cell, str) and not is_blank(cell)]
    filled = sum(not is_blank(cell) for cell in row)
    if not texts or any(len(text) > _LONGEST_HEADER for text in texts):
        return 0.0
    known = sum(_known_fields(row).values())
    distinct = len({text.strip().casefold() for text in texts}) / len(texts)
    below = table.rows[at + 1 : at + 12]
    if not any(below):
        return 0.0
    width_below = sorted(sum(not is_blank(c) for c in cells) for cells in below if cells)
    typical = max(1, width_below[len(width_below) // 2])
    is_text = len(texts) / filled
    spread = min(1.0, filled / typical)
    contrast = 1.0 if any(not isinstance(c, str | None) for cells in below for c in cells) else 0.0
    if filled == 1 and (typical > 1 or known == 0):
        return 0.0
    # Names decide; without a known name, an early row of short texts over other kinds does.
    return (known + spread + contrast) * (is_text * distinct) ** 2 - at * _ROW_COST


def _known_fields(row: Sequence[Cell]) -> dict[ListField, float]:
    fields: dict[ListField, float] = {}
    for cell in row:
        ranked = match_header(cell) if isinstance(cell, str) and len(cell) <= _LONGEST_NAME else ()
        if ranked and ranked[0].score >= LIKELY:
            points = _SURE_POINTS if ranked[0].score >= SURE else _LIKELY_POINTS
            fields[ranked[0].field] = max(fields.get(ranked[0].field, 0.0), points)
    return fields


def _header_span(table: SourceTable, at: int, *, is_first: bool) -> tuple[int, int]:
    """Take in the line above or below where the header is written in two.

    A row that a user chose is the first line: nothing above it is taken in.
    """
    above = table.rows[at - 1] if at > 0 and not is_first else ()
    if above and _is_second_language(above, table.rows[at]):
        return at - 1, 2
    # Names that already say all need no head: what stands above is a title then.
    needs_head = len(_known_fields(table.rows[at])) < _ENOUGH_NAMES or _repeats(table.rows[at])
    if above and needs_head and _is_group_line(above, table.rows[at]):
        return at - 1, 2
    below = table.rows[at + 1] if at + 2 < len(table.rows) else ()
    if below and _is_second_language(below, table.rows[at]):
        return at, 2
    if below and _is_group_line(table.rows[at], below):
        return at, 2
    return at, 1


def _is_second_language(line: Row, header: Row) -> bool:
    """Say whether a line names the same columns again, as German over English does."""
    if not _only_text(line):
        return False
    both = sum(not is_blank(c) and not is_blank(d) for c, d in zip(line, header, strict=False))
    filled = sum(not is_blank(cell) for cell in header)
    names = len(_known_fields(line))
    return names >= _LINES_TOGETHER and names * 3 >= filled and both * 3 >= filled * 2


def _is_group_line(upper: Row, lower: Row) -> bool:
    """Say whether ``upper`` heads groups of columns that ``lower`` names one by one."""
    if not (_only_text(upper) and _only_text(lower)):
        return False
    headed = sum(not is_blank(cell) for cell in upper)
    fills_gap = sum(
        not is_blank(cell) and (at >= len(upper) or is_blank(upper[at]))
        for at, cell in enumerate(lower)
    )
    under_head = sum(
        not is_blank(cell) and at < len(upper) and not is_blank(upper[at])
        for at, cell in enumerate(lower)
    )
    return (
        headed >= _LINES_TOGETHER
        and fills_gap > 0
        and under_head > 0
        and _starts_group(upper, lower)
    )


def _starts_group(upper: Row, lower: Row) -> bool:
    """Every name in the lower line stands under a head or to the right of one, with a gap."""
    first = next((at for at, cell in enumerate(upper) if not is_blank(cell)), 0)
    columns = [at for at, cell in enumerate(lower) if not is_blank(cell)]
    groups = [at for at, cell in enumerate(upper) if not is_blank(cell) and at + 1 < len(upper)]
    has_gap = any(is_blank(upper[at + 1]) for at in groups) or len(lower) > len(upper)
    return has_gap and all(at >= first for at in columns)


def _repeats(row: Row) -> bool:
    texts = [folded(cell) for cell in row if isinstance(cell, str) and not is_blank(cell)]
    return len(set(texts)) < len(texts)


def _only_text(row: Row) -> bool:
    filled = [cell for cell in row if not is_blank(cell)]
    return len(filled) >= _LINES_TOGETHER and all(
        isinstance(cell, str) and not _is_number(cell) for cell in filled
    )


def _is_number(text: str) -> bool:
    return any(c.isdigit() for c in text) and not any(c.isalpha() for c in text)


def _headers(table: SourceTable, first: int, lines: int) -> tuple[str, ...]:
    width = table.width
    texts = [plain_text(table.cell(first, at)) for at in range(width)]
    if lines == _LINES_TOGETHER:
        lower = [plain_text(table.cell(first + 1, at)) for at in range(width)]
        is_group = any(text and not head for text, head in zip(lower, texts, strict=True))
        texts = _joined(texts, lower, carry=is_group)
    return _unique(texts, table.first_column)


def _joined(upper: list[str], lower: list[str], *, carry: bool) -> list[str]:
    joined: list[str] = []
    head = ""
    for above, below in zip(upper, lower, strict=True):
        head = above or (head if carry else "")
        joined.append("\n".join(part for part in ((head if below else above), below) if part))
    return joined


def _unique(texts: list[str], first_column: int) -> tuple[str, ...]:
    """Give each column a name of its own: a blank one its letter, a repeated one its count."""
    seen: dict[str, int] = {}
    names: list[str] = []
    for at, text in enumerate(texts):
        name = text or column_letters(first_column + at)
        form = folded(name) or name
        seen[form] = seen.get(form, 0) + 1
        names.append(name if seen[form] == 1 else f"{name} ({seen[form]})")
    return tuple(names)
