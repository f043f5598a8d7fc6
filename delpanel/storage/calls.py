"""Versions of the call file: the TOML text as it stood, never changed, only followed."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select

from delpanel.storage.repository import Repository, RowTuple
from delpanel.storage.row_values import moment_text
from delpanel.storage.schema import CALL_VERSIONS


@dataclass(frozen=True, slots=True)
class CallVersion:
    """One version of the call: its TOML source, SHA-256 in hex, and who changed it why."""

    number: int
    text: str
    digest: str
    at: datetime
    actor: str
    reason: str = ""


class CallRepository(Repository):
    """The versions of the call, numbered from 1; the last one holds."""

    def current(self) -> CallVersion | None:
        """Give the version that holds; None while the panel has no call."""
        query = select(CALL_VERSIONS).order_by(CALL_VERSIONS.c.number.desc()).limit(1)
        row = self._row(query)
        return None if row is None else _version(row)

    def all(self) -> tuple[CallVersion, ...]:
        """Give every version, the first one first."""
        rows = self._rows(select(CALL_VERSIONS).order_by(CALL_VERSIONS.c.number))
        return tuple(_version(row) for row in rows)

    def add(self, text: str, *, at: datetime, actor: str, reason: str = "") -> CallVersion:
        """Let a new text hold from now on; gives it with its number."""
        number = self._number(select(func.max(CALL_VERSIONS.c.number))) + 1
        digest = hashlib.sha256(text.encode()).hexdigest()
        version = CallVersion(number, text, digest, at, actor, reason)
        row = {
            "number": number,
            "text": text,
            "digest": digest,
            "at": moment_text(at),
            "actor": actor,
            "reason": reason,
        }
        self._add(CALL_VERSIONS, [row])
        return version


def _version(row: RowTuple) -> CallVersion:
    number, text, digest, at, actor, reason = row
    return CallVersion(number, text, digest, datetime.fromisoformat(at), actor, reason)
