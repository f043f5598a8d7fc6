"""The first rows of a list as the sheet shows them, with the header row marked."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtWidgets import QVBoxLayout, QWidget

from delpanel.services.intake.importing import Inspection
from ui.kit.columns import Align, Column
from ui.kit.fonts import TextStyle
from ui.kit.pinned_table import PinnedTable
from ui.kit.record_table import RecordTable
from ui.kit.tokens import Role
from ui.models.imports import field_names, preview_rows

PreviewRow = tuple[int, tuple[str, ...]]


class ListPreview(QWidget):
    """Rows of the sheet; over each column stands what it is taken for."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.view: PinnedTable[PreviewRow] | None = None
        self._headers: tuple[str, ...] = ()
        self._header_rows: range = range(0)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)

    def show_list(self, inspection: Inspection, fields: Mapping[int, str]) -> None:
        """Show another list."""
        found = inspection.found
        if found is None:
            return
        self._headers = found.headers
        self._header_rows = range(found.header_row, found.header_row + found.header_lines)
        table: RecordTable[PreviewRow] = RecordTable(self._columns(fields), key=lambda r: r[0])
        table.replace(preview_rows(inspection))
        fresh = PinnedTable(table, pinned=1, row_height=28)
        if self.view is not None:
            self._column.removeWidget(self.view)
            self.view.deleteLater()
        self.view = fresh
        self._column.addWidget(fresh)

    def set_fields(self, fields: Mapping[int, str]) -> None:
        """Say anew what each column is taken for."""
        if self.view is not None:
            self.view.table.set_columns(self._columns(fields))

    def _columns(self, fields: Mapping[int, str]) -> tuple[Column[PreviewRow], ...]:
        names = field_names()
        row = Column[PreviewRow](
            "row",
            self.tr("Rij"),
            lambda r: r[0],
            align=Align.RIGHT,
            width=48,
            padding=8,
            tone=lambda _r: "text3",
            sortable=False,
        )
        return (row, *(self._one(n, names.get(fields.get(n, ""), "")) for n in self._positions()))

    def _positions(self) -> range:
        return range(len(self._headers))

    def _one(self, position: int, word: str) -> Column[PreviewRow]:
        return Column[PreviewRow](
            f"c{position}",
            word or self.tr("niet ingelezen"),
            lambda r: r[1][position],
            width=150,
            padding=8,
            sortable=False,
            tip=lambda r: r[1][position],
            tone=lambda r: self._tone(r, is_read=bool(word)),
            style=lambda r: TextStyle.SECTION if r[0] in self._header_rows else TextStyle.CHIP,
        )

    def _tone(self, record: PreviewRow, *, is_read: bool) -> Role:
        if record[0] < self._header_rows.start or not is_read:
            return "text3"
        return "text"
