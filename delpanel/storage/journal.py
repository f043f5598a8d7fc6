"""The append-only journal: each line carries the digest of itself and of the line before."""

from __future__ import annotations

import hashlib
from datetime import datetime
from typing import Final

from sqlalchemy import select, text

from delpanel.model.decision import JournalEntry
from delpanel.storage.repository import Repository, RowTuple, storable
from delpanel.storage.row_values import canonical_json, moment_text
from delpanel.storage.schema import JOURNAL

FIRST_DIGEST: Final = "0" * 64
_APPEND: Final = "SELECT * FROM journal_append(:at, :actor, :verb, :subject, :detail)"


class JournalRepository(Repository):
    """Who did what and when, numbered from 1 without gaps."""

    def record(
        self, at: datetime, actor: str, verb: str, subject: str = "", detail: str = ""
    ) -> JournalEntry:
        """Add one line at the end of the chain.

        On a server the database appends it, so that no login can write a line for another. A
        member's login is not told its number: that would count what others did.
        """
        if self._connection.dialect.name == "postgresql":
            said = {"at": moment_text(at), "actor": actor, "verb": verb}
            said |= {"subject": subject, "detail": detail}
            number, sealed = self._rows(text(_APPEND).bindparams(**storable(said)))[0]
            return JournalEntry(number or 0, at, actor, verb, subject, detail, sealed or "")
        number, before = self.head()
        digest = _digest(before, number + 1, moment_text(at), actor, verb, subject, detail)
        entry = JournalEntry(number + 1, at, actor, verb, subject, detail, digest)
        row = {
            "number": entry.number,
            "at": moment_text(at),
            "actor": actor,
            "verb": verb,
            "subject": subject,
            "detail": detail,
            "digest": digest,
        }
        self._add(JOURNAL, [row])
        return entry

    def head(self) -> tuple[int, str]:
        """Give number and digest of the last line; 0 and noughts for an empty journal.

        Whoever keeps the pair elsewhere (minutes, a letter) can later tell that lines were cut off.
        """
        query = select(JOURNAL.c.number, JOURNAL.c.digest).order_by(JOURNAL.c.number.desc())
        row = self._row(query.limit(1))
        return (0, FIRST_DIGEST) if row is None else (int(row[0]), str(row[1]))

    def entries(self, after: int = 0, limit: int | None = None) -> tuple[JournalEntry, ...]:
        """Give the lines with a number above ``after``, the oldest first."""
        query = select(JOURNAL).where(JOURNAL.c.number > after).order_by(JOURNAL.c.number)
        return tuple(_entry(row) for row in self._rows(query.limit(limit)))

    def verify(self) -> int | None:
        """Give the number of the first broken or missing line; None if the chain holds."""
        before = FIRST_DIGEST
        rows = self._rows(select(JOURNAL).order_by(JOURNAL.c.number))
        for expected, row in enumerate(rows, start=1):
            number, *said, digest = row
            if number != expected or digest != _digest(before, number, *said):
                return expected
            before = digest
        return None


def _digest(before: str, number: int, *said: str) -> str:
    return hashlib.sha256(canonical_json([before, number, *said]).encode()).hexdigest()


def _entry(row: RowTuple) -> JournalEntry:
    number, at, actor, verb, subject, detail, digest = row
    return JournalEntry(number, datetime.fromisoformat(at), actor, verb, subject, detail, digest)
