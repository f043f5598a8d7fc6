"""HTML tables that an information system saved under a workbook's name. Reading process only."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

from delpanel.errors import FileProblem
from delpanel.exchange.reading.cell_cleaning import clean_table
from delpanel.exchange.reading.source import SourceBook, SourceKind, SourceNote, SourceTable
from delpanel.exchange.reading.source_limits import Limits

_WIDEST_SPAN: Final = 200
_MOST_TABLES: Final = 200


def read_html_book(path: Path, kind: SourceKind, limits: Limits) -> SourceBook:
    """Read each HTML table with more than one row; a spanned cell stands at its first place.

    Raises:
        FileProblem: no table in it, or more cells than the limits allow.
    """
    from lxml import html

    parser = html.HTMLParser(no_network=True, huge_tree=False, remove_comments=True)
    document = html.document_fromstring(path.read_bytes(), parser=parser)
    tables: list[SourceTable] = []
    for number, element in enumerate(document.iter("table"), start=1):
        if number > _MOST_TABLES:
            break
        table = clean_table(f"HTML {number}", _rows(element), limits)
        if len(table.rows) > 1:
            tables.append(table)
    if not tables:
        raise FileProblem("file_without_cells")
    note = SourceNote("html_named_as_workbook", {"tables": len(tables)})
    return SourceBook(path, kind, tuple(tables), (note,))


def _rows(table: Any) -> Iterator[list[str | None]]:  # noqa: ANN401 - lxml has no types
    reserved: dict[int, int] = {}
    for row in table.xpath("./tr | ./thead/tr | ./tbody/tr | ./tfoot/tr"):
        cells: list[str | None] = []
        for cell in row.xpath("./td | ./th"):
            _skip_reserved(cells, reserved)
            height, width = _span(cell, "rowspan"), _span(cell, "colspan")
            for offset in range(width):
                if height > 1:
                    reserved[len(cells)] = height - 1
                cells.append(_text(cell) if offset == 0 else None)
        _skip_reserved(cells, reserved)
        yield cells


def _skip_reserved(cells: list[str | None], reserved: dict[int, int]) -> None:
    while reserved.get(len(cells), 0) > 0:
        reserved[len(cells)] -= 1
        cells.append(None)


def _span(cell: Any, name: str) -> int:  # noqa: ANN401 - lxml has no types
    text = str(cell.get(name, "1")).strip()
    return max(1, min(int(text), _WIDEST_SPAN)) if text.isdecimal() else 1


def _text(cell: Any) -> str:  # noqa: ANN401 - lxml has no types
    lines = "".join(f"{part}\n" if part.endswith("\n") else part for part in cell.itertext())
    return "\n".join(" ".join(line.split()) for line in lines.splitlines() if line.strip())
