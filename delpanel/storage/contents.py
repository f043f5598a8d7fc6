"""A whole panel as plain data: to compare two states, and to copy one panel into another."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from typing import Final

from sqlalchemy import LargeBinary, Table, delete, func, insert, select

from delpanel.errors import UserError
from delpanel.progress import Progress, silent
from delpanel.storage.all_tables import ALL_TABLES
from delpanel.storage.round_tables import CONSENSUS_LEDGER, MEETING_EVENTS, PANEL_CHANGES
from delpanel.storage.row_values import canonical_json
from delpanel.storage.schema import (
    ASSESSMENT_HISTORY,
    ASSESSMENTS,
    CALL_VERSIONS,
    DOSSIERS,
    IMPORTS,
    JOURNAL,
    META,
    SYNC_POINT,
)
from delpanel.storage.unit_of_work import Reading, Store

# Table name, then its rows by key in order, each a mapping of column to value; bytes as hex
Contents = Mapping[str, list[dict[str, str | int | None]]]

_PAST: Final = (
    ASSESSMENT_HISTORY,
    CONSENSUS_LEDGER,
    IMPORTS,
    JOURNAL,
    MEETING_EVENTS,
    PANEL_CHANGES,
)


def contents(store: Store) -> dict[str, list[dict[str, str | int | None]]]:
    """Give everything a panel holds; equal panels give equal data, in a file or on a server."""
    with store.read() as state:
        return _contents(state)


def contents_digest(held: Contents) -> str:
    """Give the SHA-256 of plain contents in hex."""
    return hashlib.sha256(canonical_json(held).encode()).hexdigest()


def state_digest(store: Store) -> str:
    """Give the SHA-256 of what holds now, without how it came about.

    The journal, past versions and revision counts are left out, and a cell that was emptied equals
    one that was never touched: undoing a change gives the digest from before it.
    """
    held = contents(store)
    past = {table.name for table in _PAST}
    now = {name: rows for name, rows in held.items() if name not in past}
    now[CALL_VERSIONS.name] = [{"text": row["text"]} for row in held[CALL_VERSIONS.name][-1:]]
    now[ASSESSMENTS.name] = [
        {name: value for name, value in row.items() if name != "revision"}
        for row in held[ASSESSMENTS.name]
        if row["points_cp"] is not None or row["motivation"] or row["state"] != "scored"
    ]
    return contents_digest(now)


def copy_panel(source: Store, target: Store, progress: Progress = silent) -> str:
    """Copy a whole panel, journal and letters included, into a new and empty one.

    Nothing is added on the way, not even a journal line: what is read back from the target gives
    the digest of the source, which is returned.

    Raises:
        UserError: PANEL_NOT_EMPTY; COPY_DIFFERS, the target does not hold what was read.
        NotAllowed: the target is open for reading only.
    """
    held = contents(source)
    digest, steps = contents_digest(held), len(held) + 1
    with target.write() as unit:
        for table in (CALL_VERSIONS, DOSSIERS, JOURNAL):
            if unit.connection.execute(select(func.count()).select_from(table)).scalar_one():
                raise UserError("PANEL_NOT_EMPTY", file=target.location)
        unit.connection.execute(delete(META))
        for done, table in enumerate(ALL_TABLES.sorted_tables):
            progress(done, steps, "COPY")
            rows = held.get(table.name, [])
            if rows:
                unit.connection.execute(insert(table), [_unfolded(table, row) for row in rows])
        if contents_digest(_contents(unit)) != digest:
            raise UserError("COPY_DIFFERS", file=target.location)
        progress(steps, steps, "COPY")
        unit.commit()
    return digest


def _contents(state: Reading) -> dict[str, list[dict[str, str | int | None]]]:
    return {
        table.name: _rows(state, table)
        for table in ALL_TABLES.sorted_tables
        if table is not SYNC_POINT
    }


def _rows(state: Reading, table: Table) -> list[dict[str, str | int | None]]:
    names = [column.name for column in table.columns]
    keys = [names.index(column.name) for column in table.primary_key.columns]
    rows = sorted(
        state.connection.execute(select(table)).all(),
        key=lambda row: tuple(row[key] for key in keys),
    )
    return [{name: _folded(value) for name, value in zip(names, row, strict=True)} for row in rows]


def _folded(value: object) -> str | int | None:
    if value is None or isinstance(value, (str, int)):
        return value
    if isinstance(value, (bytes, memoryview)):
        return bytes(value).hex()
    raise TypeError(type(value))


def _unfolded(table: Table, row: Mapping[str, str | int | None]) -> dict[str, object]:
    held: dict[str, object] = dict(row)
    for column in table.columns:
        if isinstance(column.type, LargeBinary):
            held[column.name] = bytes.fromhex(str(row[column.name]))
    return held
