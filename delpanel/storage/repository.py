"""What every repository does with its tables: read rows, put one in place, take some away."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

from sqlalchemy import ColumnElement, Connection, Executable, Table, and_, delete, insert, update

from delpanel.errors import UserError

# A row by position; its fields are what the column says, which the from_row functions know
RowTuple = tuple[Any, ...]
_LIMIT: Final = 2**63
_SHOWN: Final = 40


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
        listed = [storable(row) for row in rows]
        if listed:
            self._connection.execute(insert(table), listed)

    def _put(self, table: Table, row: Mapping[str, object]) -> None:
        """Change the row with this key, or add it where there is none."""
        keys = [column.name for column in table.primary_key.columns]
        held = and_(*(table.c[key] == row[key] for key in keys))
        rest = {name: value for name, value in row.items() if name not in keys}
        # A table of keys alone has nothing to change: writing a key over itself finds the row
        change = rest or {keys[0]: row[keys[0]]}
        if self._change(table, held, change) == 0:
            self._add(table, [row])

    def _change(
        self, table: Table, condition: ColumnElement[bool], values: Mapping[str, object]
    ) -> int:
        """Change the rows that meet a condition; gives how many there were."""
        change = update(table).where(condition).values(storable(values))
        return self._connection.execute(change).rowcount

    def _remove(self, table: Table, *conditions: ColumnElement[bool]) -> int:
        """Take away the rows that meet every condition; gives how many there were."""
        return self._connection.execute(delete(table).where(and_(*conditions))).rowcount


def storable(row: Mapping[str, object]) -> dict[str, object]:
    """Refuse what no column can hold on either backend, so that neither keeps what the other won't.

    Raises:
        UserError: STORE_TEXT, a nought character or half a surrogate pair; STORE_NUMBER, an integer
            of more than 64 bits.
    """
    for name, value in row.items():
        if isinstance(value, str):
            if "\x00" in value or not (value.isascii() or _is_whole(value)):
                shown = value.replace("\x00", "\ufffd").encode(errors="replace").decode()
                raise UserError("STORE_TEXT", field=name, text=shown[:_SHOWN])
        elif isinstance(value, int) and not -_LIMIT <= value < _LIMIT:
            raise UserError("STORE_NUMBER", field=name, number=str(value)[:_SHOWN])
    return dict(row)


def _is_whole(value: str) -> bool:
    try:
        value.encode()
    except UnicodeEncodeError:
        return False
    return True
