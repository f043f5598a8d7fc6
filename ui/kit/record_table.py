"""Frozen records as a Qt table: own list of rows, narrow signals, sort and filter in Python.

Records are replaced by key: rows that go, move, come and change are told apart, so a selection
stays on its record. A proxy model costs several times as much at ten thousand rows.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Hashable, Sequence
from enum import IntEnum
from typing import Any, Final, Generic

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)
from typing_extensions import override

from ui.kit.columns import Align, Column, R
from ui.kit.row_changes import runs

Index = QModelIndex | QPersistentModelIndex
NO_PARENT: Final = QModelIndex()
MANY: Final = 24


class ExtraRole(IntEnum):
    """Roles beside Qt's own."""

    SORT = Qt.ItemDataRole.UserRole + 1


class RecordTable(QAbstractTableModel, Generic[R]):
    """A model over records of one kind; ``count_changed`` after each change of what is shown."""

    count_changed = Signal(int)

    def __init__(
        self,
        columns: Sequence[Column[R]],
        key: Callable[[R], Hashable],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._columns = tuple(columns)
        self._key = key
        self._all: list[R] = []
        self._shown: list[R] = []
        self._prepared: dict[Hashable, str] = {}
        self._words: tuple[str, ...] = ()
        self._keep: Callable[[R], bool] | None = None
        self._sorted_by: tuple[int, bool] | None = None

    @property
    def columns(self) -> tuple[Column[R], ...]:
        """The columns, in order."""
        return self._columns

    @property
    def records(self) -> tuple[R, ...]:
        """What is shown now, in the order on screen."""
        return tuple(self._shown)

    @property
    def all_records(self) -> tuple[R, ...]:
        """Everything handed in, whether the filter shows it or not, in its own order."""
        return tuple(self._all)

    @property
    def sorted_by(self) -> tuple[int, bool] | None:
        """(column, descending) or None for the order as handed in."""
        return self._sorted_by

    def record_at(self, index: Index | int) -> R:
        """The record of an index or row number."""
        return self._shown[index if isinstance(index, int) else index.row()]

    def row_of(self, key: Hashable) -> int:
        """The row that shows a key, or -1."""
        return next((n for n, r in enumerate(self._shown) if self._key(r) == key), -1)

    def key_of(self, record: R) -> Hashable:
        """The key of a record."""
        return self._key(record)

    def column_number(self, key: str) -> int:
        """The number of the column with this key; KeyError when there is none."""
        for number, column in enumerate(self._columns):
            if column.key == key:
                return number
        raise KeyError(key)

    def replace(self, records: Sequence[R]) -> None:
        """Show these records from now on; keys must be unique."""
        self._all = list(records)
        self._prepared = {self._key(r): self._searchable(r) for r in self._all}
        if len(self._prepared) != len(self._all):
            raise ValueError("keys of a table must be unique")
        self._refresh()

    def set_columns(self, columns: Sequence[Column[R]]) -> None:
        """Change the columns (another language, another call); the rows stay."""
        self.beginResetModel()
        self._columns = tuple(columns)
        self._prepared = {self._key(r): self._searchable(r) for r in self._all}
        self._sorted_by = None
        self._shown = self._arranged()
        self.endResetModel()
        self.count_changed.emit(len(self._shown))

    def search(self, text: str) -> None:
        """Show only records in which every word occurs; accents and capitals do not matter."""
        self._words = tuple(folded(text).split())
        self._refresh()

    def keep(self, wanted: Callable[[R], bool] | None) -> None:
        """Show only the records for which this holds; None shows all."""
        self._keep = wanted
        self._refresh()

    @override
    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Sort by the value of a column, missing values last; column -1 is the order handed in."""
        descending = order == Qt.SortOrder.DescendingOrder
        self._sorted_by = None if column < 0 else (column, descending)
        self._refresh()
        if self._columns:
            last = len(self._columns) - 1
            self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, last)

    @override
    def rowCount(self, parent: Index = NO_PARENT) -> int:
        return 0 if parent.isValid() else len(self._shown)

    @override
    def columnCount(self, parent: Index = NO_PARENT) -> int:
        return 0 if parent.isValid() else len(self._columns)

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        record, column = self._shown[index.row()], self._columns[index.column()]
        match role:
            case Qt.ItemDataRole.DisplayRole | Qt.ItemDataRole.EditRole:
                return column.shown(record)
            case Qt.ItemDataRole.ToolTipRole:
                return (column.tip(record) or None) if column.tip else None
            case Qt.ItemDataRole.AccessibleTextRole:
                said = column.spoken(record) if column.spoken else column.shown(record)
                return f"{column.title}: {said}"
            case Qt.ItemDataRole.TextAlignmentRole:
                return _ALIGNMENT[column.align]
            case ExtraRole.SORT:
                return column.value(record)
            case _:
                return None

    @override
    def headerData(
        self,
        section: int,
        orientation: Qt.Orientation,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> Any:
        if orientation != Qt.Orientation.Horizontal or not 0 <= section < len(self._columns):
            return None
        column = self._columns[section]
        if role == Qt.ItemDataRole.DisplayRole:
            return column.title
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{column.group} {column.title}".strip()
        return None

    @override
    def flags(self, index: Index) -> Qt.ItemFlag:
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        flags = (
            Qt.ItemFlag.ItemIsEnabled
            | Qt.ItemFlag.ItemIsSelectable
            | Qt.ItemFlag.ItemNeverHasChildren
        )
        editable = self._columns[index.column()].edit is not None
        return flags | Qt.ItemFlag.ItemIsEditable if editable else flags

    @override
    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        if not index.isValid() or role != Qt.ItemDataRole.EditRole:
            return False
        edit = self._columns[index.column()].edit
        return edit is not None and edit(self._shown[index.row()], str(value))

    def _searchable(self, record: R) -> str:
        return folded(" ".join(column.shown(record) for column in self._columns))

    def _arranged(self) -> list[R]:
        rows = [r for r in self._all if self._wanted(r)]
        if self._sorted_by is None:
            return rows
        number, descending = self._sorted_by
        value = self._columns[number].value
        there = [(value(r), r) for r in rows]
        known = [(v, r) for v, r in there if v is not None]
        known.sort(key=lambda pair: _sortable(pair[0]), reverse=descending)
        return [r for _, r in known] + [r for v, r in there if v is None]

    def _wanted(self, record: R) -> bool:
        if self._keep is not None and not self._keep(record):
            return False
        text = self._prepared[self._key(record)] if self._words else ""
        return all(word in text for word in self._words)

    def _refresh(self) -> None:
        target = self._arranged()
        wanted = {self._key(r) for r in target}
        gone = [n for n, r in enumerate(self._shown) if self._key(r) not in wanted]
        scattered = len(gone) > MANY and len(runs(gone)) > MANY
        if not self._shown or not target:
            self._reset(target)
        elif scattered or len(target) - len(self._shown) + len(gone) > MANY:
            self._rearrange(target)
        else:
            self._drop(gone)
            self._move(target)
            self._insert(target)
            self._tell_changed(target)
        self.count_changed.emit(len(self._shown))

    def _reset(self, target: list[R]) -> None:
        if not self._shown and not target:
            return
        self.beginResetModel()
        self._shown = target
        self.endResetModel()

    def _drop(self, gone: list[int]) -> None:
        for first, last in reversed(runs(gone)):
            self.beginRemoveRows(NO_PARENT, first, last)
            del self._shown[first : last + 1]
            self.endRemoveRows()

    def _move(self, target: list[R]) -> None:
        by_key = {self._key(r): r for r in self._shown}
        new = [by_key[key] for r in target if (key := self._key(r)) in by_key]
        if any(a is not b for a, b in zip(self._shown, new, strict=True)):
            self._rearrange(new)

    def _rearrange(self, target: list[R]) -> None:
        """One signal for everything: far cheaper than hundreds of scattered runs."""
        self.layoutAboutToBeChanged.emit()
        place = {self._key(r): n for n, r in enumerate(target)}
        before = self.persistentIndexList()
        rows = [place.get(self._key(self._shown[i.row()]), -1) for i in before]
        self._shown = target
        pairs = zip(before, rows, strict=True)
        after = [self.index(n, i.column()) if n >= 0 else NO_PARENT for i, n in pairs]
        self.changePersistentIndexList(before, after)
        self.layoutChanged.emit()

    def _insert(self, target: list[R]) -> None:
        present = {self._key(r) for r in self._shown}
        fresh = [n for n, r in enumerate(target) if self._key(r) not in present]
        for first, last in runs(fresh):
            self.beginInsertRows(NO_PARENT, first, last)
            self._shown[first:first] = target[first : last + 1]
            self.endInsertRows()

    def _tell_changed(self, target: list[R]) -> None:
        pairs = enumerate(zip(self._shown, target, strict=True))
        changed = [n for n, (a, b) in pairs if a is not b and a != b]
        self._shown = target
        for first, last in runs(changed):
            right = len(self._columns) - 1
            self.dataChanged.emit(self.index(first, 0), self.index(last, right))


def folded(text: str) -> str:
    """The text without accents and capitals, for search."""
    plain = unicodedata.normalize("NFKD", text)
    return "".join(c for c in plain if not unicodedata.combining(c)).casefold()


def _sortable(value: object) -> Any:
    if isinstance(value, str):
        return folded(value)
    return value


_ALIGNMENT: Final = {
    Align.LEFT: Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter,
    Align.RIGHT: Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter,
    Align.CENTER: Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignVCenter,
}
