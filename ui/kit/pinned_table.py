"""A table with pinned columns: two views side by side over one model and one selection."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from functools import partial
from typing import Final, Generic

from PySide6.QtCore import QModelIndex, QPoint, Qt, Signal
from PySide6.QtGui import QGuiApplication, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QGridLayout,
    QMenu,
    QSizePolicy,
    QWidget,
)
from typing_extensions import override

from ui.kit.cell_painting import RowLook
from ui.kit.columns import R
from ui.kit.record_table import RecordTable
from ui.kit.table_half import TableHalf
from ui.kit.theme import theme
from ui.kit.total_row import TotalRow

SCROLLBAR: Final = 12


class PinnedTable(QWidget, Generic[R]):
    """The table of a page.

    ``current_changed`` carries the record under the cursor (or None), ``activated`` the record
    on which Enter or a double click fell, ``selection_changed`` the tuple of selected records.
    """

    current_changed = Signal(object)
    activated = Signal(object)
    selection_changed = Signal(object)

    def __init__(
        self,
        table: RecordTable[R],
        pinned: int = 2,
        row_height: int = 32,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._table = table
        self._row_height = row_height
        self._kept_key: Hashable | None = None
        self._widths: dict[str, int] = {}
        self._look = RowLook()
        count = table.columnCount()
        self.left = TableHalf(table, self._look, range(pinned), self)
        self.right = TableHalf(table, self._look, range(pinned, count), self)
        self._left_total = TotalRow(table, self.left, self)
        self._right_total = TotalRow(table, self.right, self)
        self._below_left = QWidget(self)
        self._build()
        self._connect()
        self.set_row_height(row_height)
        self._fit()

    @property
    def table(self) -> RecordTable[R]:
        """The model."""
        return self._table

    def current_record(self) -> R | None:
        """The record under the cursor."""
        index = self.right.currentIndex()
        return self._table.record_at(index) if index.isValid() else None

    def selected_records(self) -> tuple[R, ...]:
        """The selected records, from top to bottom."""
        rows = sorted(i.row() for i in self.right.selectionModel().selectedRows())
        return tuple(self._table.record_at(n) for n in rows)

    def select_key(self, key: Hashable) -> bool:
        """Put the cursor on the record with this key; False when the filter hides it."""
        row = self._table.row_of(key)
        if row < 0:
            return False
        column = self.right.shown_columns[0]
        self.right.setCurrentIndex(self._table.index(row, column))
        self.right.scrollTo(self._table.index(row, column))
        return True

    def select_first(self) -> None:
        """Put the cursor on the first row, if there is one and no row is current."""
        if self._table.rowCount() and not self.right.currentIndex().isValid():
            self.select_key(self._table.key_of(self._table.record_at(0)))

    def allow_many(self) -> None:
        """Let the user select several rows."""
        for half in (self.left, self.right):
            half.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)

    def set_total(self, texts: Mapping[str, str]) -> None:
        """Show a total row with these texts by column key; an empty mapping hides it."""
        for total in (self._left_total, self._right_total):
            total.set_texts(texts)
            total.setVisible(bool(texts))
        self._fit()

    def set_row_height(self, pixels: int) -> None:
        """32 for words, 36 with a bar, 40 with dots; grows with the text size."""
        self._row_height = pixels
        for half in (self.left, self.right):
            half.verticalHeader().setMinimumSectionSize(theme().px(pixels))
            half.verticalHeader().setDefaultSectionSize(theme().px(pixels))
        for total in (self._left_total, self._right_total):
            total.setFixedHeight(theme().px(pixels))

    def set_column_shown(self, key: str, shown: bool) -> None:
        """Show or hide a column, for a narrow window."""
        number = self._table.column_number(key)
        half = self.left if number in self.left.shown_columns else self.right
        half.setColumnHidden(number, not shown)
        self._fit()

    def set_widths(self, widths: Mapping[str, int]) -> None:
        """Change widths by column key; the stretching column takes what is left."""
        self._widths = dict(widths)
        self._fit()

    def copy(self) -> None:
        """Put the selected rows (or all, when none is selected) on the clipboard with headers."""
        columns = [
            n
            for half in (self.left, self.right)
            for n in half.shown_columns
            if not half.isColumnHidden(n)
        ]
        heads = [self._table.columns[n] for n in columns]
        lines = ["\t".join(c.title for c in heads)]
        lines.extend(
            "\t".join(c.shown(record).replace("\t", " ") for c in heads)
            for record in self.selected_records() or self._table.records
        )
        QGuiApplication.clipboard().setText("\n".join(lines))

    @override
    def setFocus(self, reason: Qt.FocusReason = Qt.FocusReason.OtherFocusReason) -> None:
        self.right.setFocus(reason)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit(keep_widths=True)

    def _build(self) -> None:
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(0)
        grid.addWidget(self.left, 0, 0)
        grid.addWidget(self.right, 0, 1, 2, 1)
        grid.addWidget(self._below_left, 1, 0)
        grid.addWidget(self._left_total, 2, 0)
        grid.addWidget(self._right_total, 2, 1)
        grid.setRowStretch(0, 1)
        grid.setColumnStretch(1, 1)
        self.left.is_left = self.left.header.pin_edge = True
        self.left.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.left.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.left.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.left.setSelectionModel(self.right.selectionModel())
        self.setFocusProxy(self.right)
        self.right.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self._below_left.setFixedHeight(0)
        for total in (self._left_total, self._right_total):
            total.hide()

    def _connect(self) -> None:
        left_bar, right_bar = self.left.verticalScrollBar(), self.right.verticalScrollBar()
        left_bar.valueChanged.connect(right_bar.setValue)
        right_bar.valueChanged.connect(left_bar.setValue)
        # the half that is laid out last could not follow before
        left_bar.rangeChanged.connect(self._on_range)
        right_bar.rangeChanged.connect(self._on_range)
        self.right.horizontalScrollBar().rangeChanged.connect(self._on_range)
        for half in (self.left, self.right):
            half.row_hovered.connect(self._on_hovered)
            half.resized.connect(self._stretch)
            half.focus_moved.connect(self._on_focus)
            half.copy_wanted.connect(self.copy)
            half.menu_wanted.connect(self._show_menu)
            half.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
            half.customContextMenuRequested.connect(self._on_context_menu)
            half.activated.connect(self._on_activated)
            half.doubleClicked.connect(self._on_activated)
            half.pressed.connect(self._on_pressed)
            half.horizontalHeader().sectionClicked.connect(self._on_header_clicked)
        selection = self.right.selectionModel()
        selection.currentRowChanged.connect(self._on_current)
        selection.selectionChanged.connect(self._on_selection)
        self._table.modelAboutToBeReset.connect(self._on_about_to_reset)
        self._table.modelReset.connect(self._on_reset)
        theme().changed.connect(self._on_theme)

    def _fit(self, *, keep_widths: bool = False) -> None:
        for half in (self.left, self.right):
            for number in half.shown_columns:
                if not keep_widths and not half.isColumnHidden(number):
                    half.setColumnWidth(number, self._width(number))
        shown = [n for n in self.left.shown_columns if not self.left.isColumnHidden(n)]
        self.left.setFixedWidth(sum(self.left.columnWidth(n) for n in shown))
        self._left_total.setFixedWidth(self.left.width())
        self._stretch()
        for total in (self._left_total, self._right_total):
            total.update()

    def _stretch(self) -> None:
        shown = [n for n in self.right.shown_columns if not self.right.isColumnHidden(n)]
        if not shown:
            return
        taking = [n for n in shown if self._table.columns[n].stretch] or [shown[-1]]
        fixed = sum(self.right.columnWidth(n) for n in shown if n not in taking)
        room = (self.right.viewport().width() - fixed) // len(taking)
        for number in taking:
            self.right.setColumnWidth(number, max(room, self._width(number)))

    def _width(self, number: int) -> int:
        column = self._table.columns[number]
        return theme().px(self._widths.get(column.key, column.width))

    def _on_range(self) -> None:
        self.left.verticalScrollBar().setValue(self.right.verticalScrollBar().value())
        across = self.right.horizontalScrollBar().maximum() > 0
        self._below_left.setFixedHeight(SCROLLBAR if across else 0)
        self._stretch()

    def _on_hovered(self, row: int) -> None:
        if row != self._look.hovered_row:
            self._look.hovered_row = row
            self._repaint()

    def _on_focus(self) -> None:
        self._look.has_focus = self.right.hasFocus() or self.left.hasFocus()
        self._repaint()

    def _on_pressed(self, _index: QModelIndex) -> None:
        self.right.setFocus(Qt.FocusReason.MouseFocusReason)

    def _on_current(self, current: QModelIndex) -> None:
        self.current_changed.emit(self._table.record_at(current) if current.isValid() else None)

    def _on_selection(self) -> None:
        self._repaint()
        self.selection_changed.emit(self.selected_records())

    def _on_activated(self, index: QModelIndex) -> None:
        if index.isValid():
            self.activated.emit(self._table.record_at(index))

    def _on_about_to_reset(self) -> None:
        record = self.current_record()
        self._kept_key = None if record is None else self._table.key_of(record)

    def _on_reset(self) -> None:
        self._fit()
        if self._kept_key is not None and not self.select_key(self._kept_key):
            self.current_changed.emit(None)

    def _on_theme(self) -> None:
        self.set_row_height(self._row_height)
        self._fit()

    def _on_header_clicked(self, section: int) -> None:
        if not self._table.columns[section].sortable:
            return
        before = self._table.sorted_by
        descending = before == (section, False)
        order = Qt.SortOrder.DescendingOrder if descending else Qt.SortOrder.AscendingOrder
        self._table.sort(-1 if before == (section, True) else section, order)

    def _on_context_menu(self, at: QPoint) -> None:
        self._show_menu(self.right.viewport().mapToGlobal(at))

    def _show_menu(self, at: QPoint) -> None:
        menu = self.make_menu()
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(at)

    def make_menu(self) -> QMenu:
        """Copy and sort by keyboard; a page may add its own actions in front."""
        menu = QMenu(self)
        menu.addAction(self.tr("Kopiëren"), self.copy)
        menu.addSeparator()
        for number, column in enumerate(self._table.columns):
            if column.sortable and column.title:
                words = self.tr("Sorteren op {0}").format(column.title)
                menu.addAction(words, partial(self._on_header_clicked, number))
        return menu

    def _repaint(self) -> None:
        self.left.viewport().update()
        self.right.viewport().update()
