"""Saved column mappings, and which files were imported when."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import func, select

from delpanel.storage.repository import Repository, RowTuple
from delpanel.storage.row_values import Param, canonical_json, moment_text, read_mapping
from delpanel.storage.schema import COLUMN_MAPPINGS, IMPORTS


@dataclass(frozen=True, slots=True)
class ImportRecord:
    """One import: which file with which SHA-256, when, by whom, and its figures."""

    number: int
    file: str
    digest: str
    at: datetime
    actor: str
    summary: Mapping[str, Param] = field(default_factory=dict)


class MappingRepository(Repository):
    """Column mappings by name as TOML text."""

    def all(self) -> dict[str, str]:
        """Give every mapping by name, names in order."""
        rows = sorted(self._rows(select(COLUMN_MAPPINGS)))
        return {str(name): str(text) for name, text in rows}

    def get(self, name: str) -> str | None:
        """Give one mapping; None if it was never saved."""
        row = self._row(select(COLUMN_MAPPINGS.c.text).where(COLUMN_MAPPINGS.c.name == name))
        return None if row is None else str(row[0])

    def save(self, name: str, text: str) -> None:
        """Keep a mapping under a name, in place of the one before."""
        self._put(COLUMN_MAPPINGS, {"name": name, "text": text})

    def delete(self, name: str) -> None:
        """Forget a mapping."""
        self._remove(COLUMN_MAPPINGS, COLUMN_MAPPINGS.c.name == name)


class ImportRepository(Repository):
    """The imports into this panel, numbered from 1."""

    def all(self) -> tuple[ImportRecord, ...]:
        """Give every import, the first one first."""
        return tuple(_import(row) for row in self._rows(select(IMPORTS).order_by(IMPORTS.c.number)))

    def with_digest(self, digest: str) -> ImportRecord | None:
        """Give the last import of a file with this very content; None if it is new."""
        query = select(IMPORTS).where(IMPORTS.c.digest == digest)
        row = self._row(query.order_by(IMPORTS.c.number.desc()).limit(1))
        return None if row is None else _import(row)

    def record(
        self, file: str, digest: str, *, at: datetime, actor: str, summary: Mapping[str, Param]
    ) -> ImportRecord:
        """Remember an import; gives it with its number."""
        number = self._number(select(func.max(IMPORTS.c.number))) + 1
        row = {
            "number": number,
            "file": file,
            "digest": digest,
            "at": moment_text(at),
            "actor": actor,
            "summary": canonical_json(summary),
        }
        self._add(IMPORTS, [row])
        return ImportRecord(number, file, digest, at, actor, summary)


def _import(row: RowTuple) -> ImportRecord:
    number, file, digest, at, actor, summary = row
    moment = datetime.fromisoformat(at)
    return ImportRecord(number, file, digest, moment, actor, read_mapping(summary))
