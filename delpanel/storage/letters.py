"""Letters as they left: each version with its bytes, none ever replaced."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Column, func, select

from delpanel.model.decision import LetterVersion
from delpanel.storage.repository import Repository, RowTuple
from delpanel.storage.row_values import moment_text
from delpanel.storage.schema import LETTERS

_FACTS: Sequence[Column[object]] = [column for column in LETTERS.c if column.name != "pdf"]


class LetterRepository(Repository):
    """Letter versions per dossier, numbered from 1; ``allocation`` 0 quotes no allocation."""

    def add(self, letter: LetterVersion, pdf: bytes) -> None:
        """File one letter version with its bytes."""
        row = {
            "dossier": letter.dossier,
            "version": letter.version,
            "code": letter.code,
            "allocation": letter.allocation or None,
            "rendered_at": moment_text(letter.rendered_at),
            "digest": letter.digest,
            "pages": letter.pages,
            "file_name": letter.file_name,
            "pdf": pdf,
        }
        self._add(LETTERS, [row])

    def all(self) -> tuple[LetterVersion, ...]:
        """Give every version, by dossier and version."""
        found = (_letter(row) for row in self._rows(select(*_FACTS)))
        return tuple(sorted(found, key=lambda letter: (letter.dossier, letter.version)))

    def latest(self, dossier_id: str) -> LetterVersion | None:
        """Give the last version for one dossier; None if no letter was made."""
        query = select(*_FACTS).where(LETTERS.c.dossier == dossier_id)
        row = self._row(query.order_by(LETTERS.c.version.desc()).limit(1))
        return None if row is None else _letter(row)

    def next_version(self, dossier_id: str) -> int:
        """Give the number the next letter for this dossier will carry."""
        query = select(func.max(LETTERS.c.version)).where(LETTERS.c.dossier == dossier_id)
        return self._number(query) + 1

    def bytes(self, dossier_id: str, version: int) -> bytes:
        """Give the PDF of one version.

        Raises:
            KeyError: there is no such version.
        """
        query = select(LETTERS.c.pdf).where(
            LETTERS.c.dossier == dossier_id, LETTERS.c.version == version
        )
        row = self._row(query)
        if row is None:
            raise KeyError((dossier_id, version))
        return bytes(row[0])


def _letter(row: RowTuple) -> LetterVersion:
    dossier, version, code, allocation, rendered_at, digest, pages, file_name = row
    at = datetime.fromisoformat(rendered_at)
    return LetterVersion(dossier, version, code, allocation or 0, at, digest, pages, file_name)
