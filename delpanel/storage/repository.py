"""What every repository does with its tables: read rows, put one in place, take some away."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Connection, Executable, Table, and_, delete, insert, update

# A row by position; its fields are what the column says, which the from_row functions know
RowTuple = tuple[Any, ...]


class Repository:
    """Rows of some tables as records, inside one transaction.

    Rows are read by position, which costs half of what reading by name does.
    """

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def _rows(self, query: Executable) -> Sequence[RowTuple]:
        return self._connection.execute(query).all()

    def _row(self, query: Executable) -> RowTuple | None:
        return self._connection.execute(query).first()

    def _number(self, query: Executable) -> int:
        return int(self._connection.execute(query).scalar_one() or 0)

    def _add(self, table: Table, rows: Iterable[Mapping[str, object]]) -> None:
        listed = [dict(row) for row in rows]
        if listed:
            self._connection.execute(insert(table), listed)

    def _put(self, table: Table, row: Mapping[str, object]) -> None:
        """Change the row with this key, or add it where there is none."""
        keys = [column.name for column in table.primary_key.columns]
        held = and_(*(table.c[key] == row[key] for key in keys))
        rest = {name: value for name, value in row.items() if name not in keys}
        # A table of keys alone has nothing to change: writing a key over itself finds the row
        change = update(table).where(held).values(rest or {keys[0]: row[keys[0]]})
        if self._connection.execute(change).rowcount == 0:
            self._connection.execute(insert(table).values(dict(row)))

    def _remove(self, table: Table, *conditions: ColumnElement[bool]) -> int:
        """Take away the rows that meet every condition; gives how many there were."""
        return self._connection.execute(delete(table).where(and_(*conditions))).rowcount
