"""Our own table: cells are tagged paragraphs, heads repeat, lines and grounds are artefacts."""

from __future__ import annotations

from typing import Any

from reportlab import platypus
from reportlab.platypus.flowables import Flowable
from typing_extensions import override

from delpanel.letters import styles
from delpanel.letters.canvas import TaggedCanvas
from delpanel.letters.content import Align, Grid
from delpanel.letters.flowables import Paragraph
from delpanel.letters.structure import Element
from delpanel.letters.typefaces import REGULAR, clean

_LABEL = 54.0
_SHORT = 8
"""So many rows, the head among them, are not spread over two pages."""
# The library sets a cell's font before its paragraph does; its own would not be embedded.
_OWN_FONT = ("FONT", (0, 0), (-1, -1), REGULAR)


class Table(platypus.Table):
    """A table of tagged paragraphs; its lines and grounds are artefacts."""

    canv: TaggedCanvas
    room = 0.0

    @override
    def split(self, availWidth: float, availHeight: float) -> list[Flowable]:
        if self._stays_whole():
            return []
        parts: list[Flowable] = super().split(availWidth, availHeight)
        if not parts and self._is_taller_than_a_page():
            parts = self._splitRows(availHeight, doInRowSplit=1)  # type: ignore[attr-defined]  # not in the stubs
        for part in parts:
            if isinstance(part, Table):
                part.room = self.room
        return parts

    def _stays_whole(self) -> bool:
        """Whether a table so short is moved to the next page rather than torn apart."""
        heights: list[float] = self._rowHeights  # type: ignore[attr-defined]  # not in the stubs
        return len(heights) <= _SHORT and sum(heights) <= self.room

    def _is_taller_than_a_page(self) -> bool:
        """Whether the head and the first row need more than a page: only then a row may break."""
        heights: list[float] = self._rowHeights  # type: ignore[attr-defined]  # not in the stubs
        return sum(heights[:2]) > self.room

    def _drawBkgrnd(self) -> None:  # noqa: N802 - the library's hook
        with self.canv.artefact():
            super()._drawBkgrnd()  # type: ignore[misc]  # there, but not in the stubs

    def _drawLines(self) -> None:  # noqa: N802 - the library's hook
        with self.canv.artefact():
            super()._drawLines()  # type: ignore[misc]  # there, but not in the stubs

    def _drawCell(  # noqa: N802 - the library's hook
        self, value: object, style: object, place: object, size: object
    ) -> None:
        # The lower half of a split row has empty strings: nothing to draw, nothing to tag.
        if value:
            super()._drawCell(value, style, place, size)  # type: ignore[misc]  # not in the stubs


def grid_flowable(grid: Grid, parent: Element, width: float, room: float) -> Table:
    """Make a table with a repeated head; ``room`` is the height a page offers.

    Hairlines part the rows, a strong line stands above a total.
    """
    table = parent.add("Table", "Table", Summary=clean(grid.summary))
    body: list[list[Paragraph]] = []
    row_element = table.add("THead").add("TR")
    body.append(
        [
            Paragraph.of(
                column.title,
                styles.CELL_HEAD_RIGHT if column.align is Align.RIGHT else styles.CELL_HEAD,
                row_element.add("TH", "Table", Scope="/Column"),
            )
            for column in grid.columns
        ]
    )
    rows_element = table.add("TBody")
    for number, row in enumerate(grid.rows, 1):
        is_total = grid.has_total and number == len(grid.rows)
        body.append(_grid_row(grid, row, rows_element.add("TR"), is_total=is_total))
    share = width / sum(column.share for column in grid.columns)
    made = _styled(
        Table(
            body,
            colWidths=[column.share * share for column in grid.columns],
            repeatRows=1,
            spaceBefore=2,
            spaceAfter=9,
            hAlign="LEFT",
        ),
        has_total=grid.has_total,
    )
    made.room = room
    return made


def reference_flowable(
    references: tuple[tuple[str, str], ...], parent: Element, width: float
) -> Table:
    """Make a two-column table of labels and values, already wrapped to ``width``."""
    element = parent.add("Table", "Table", Summary=clean(references[0][0]))
    rows: list[list[Paragraph]] = []
    for label, value in references:
        row = element.add("TR")
        rows.append(
            [
                Paragraph.of(label, styles.REFERENCE_LABEL, row.add("TH", "Table", Scope="/Row")),
                Paragraph.of(value, styles.REFERENCE_VALUE, row.add("TD")),
            ]
        )
    table = Table(rows, colWidths=[_LABEL, width - _LABEL], hAlign="LEFT")
    table.setStyle(
        platypus.TableStyle(
            [
                _OWN_FONT,
                ("VALIGN", (0, 0), (-1, -1), "TOP"),
                ("LEFTPADDING", (0, 0), (-1, -1), 0),
                ("RIGHTPADDING", (0, 0), (-1, -1), 0),
                ("TOPPADDING", (0, 0), (-1, -1), 0),
                ("BOTTOMPADDING", (0, 0), (-1, -1), 1.5),
            ]
        )
    )
    _, table.height = table.wrap(width, 10_000)
    return table


def _grid_row(
    grid: Grid, row: tuple[str, ...], element: Element, *, is_total: bool
) -> list[Paragraph]:
    cells: list[Paragraph] = []
    for index, (text, column) in enumerate(zip(row, grid.columns, strict=True)):
        if column.align is Align.RIGHT:
            style = styles.CELL_TOTAL_RIGHT if is_total else styles.CELL_RIGHT
        else:
            style = styles.CELL_TOTAL if is_total else styles.CELL
        cell = element.add("TD") if index else element.add("TH", "Table", Scope="/Row")
        cells.append(Paragraph.of(text, style, cell))
    return cells


def _styled(table: Table, *, has_total: bool) -> Table:
    commands: list[Any] = [
        _OWN_FONT,
        ("VALIGN", (0, 0), (-1, -1), "TOP"),
        ("VALIGN", (0, 0), (-1, 0), "BOTTOM"),
        ("LEFTPADDING", (0, 0), (0, -1), 0),
        ("LEFTPADDING", (1, 0), (-1, -1), 5),
        ("RIGHTPADDING", (0, 0), (-1, -1), 5),
        ("RIGHTPADDING", (-1, 0), (-1, -1), 0),
        ("TOPPADDING", (0, 0), (-1, -1), 3),
        ("BOTTOMPADDING", (0, 0), (-1, -1), 4),
        ("LINEBELOW", (0, 0), (-1, 0), 0.6, styles.HAIRLINE),
        ("LINEBELOW", (0, 1), (-1, -1), 0.4, styles.FAINT),
    ]
    if has_total:
        commands.append(("LINEABOVE", (0, -1), (-1, -1), 0.8, styles.INK))
    table.setStyle(platypus.TableStyle(commands))
    return table
