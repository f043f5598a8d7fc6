"""Attachments of dossiers: listed without their bytes, each read when somebody asks for it."""

from __future__ import annotations

from sqlalchemy import ColumnElement, func, select

from delpanel.model.attachment import AttachedFile, Attachment
from delpanel.storage.repository import Repository
from delpanel.storage.round_tables import ATTACHMENTS


class AttachmentRepository(Repository):
    """Attachments by dossier and number."""

    def all(self) -> tuple[Attachment, ...]:
        """Give every attachment without bytes, by dossier and number."""
        held = ATTACHMENTS.c
        query = select(
            held.dossier,
            held.number,
            held.file_name,
            held.media_type,
            held.pages,
            held.digest,
            func.length(held.content),
        )
        return tuple(sorted((Attachment(*row) for row in self._rows(query)), key=_place))

    def content(self, dossier: str, number: int) -> bytes | None:
        """Give the bytes of one attachment; None where there is none."""
        row = self._row(select(ATTACHMENTS.c.content).where(*_held(dossier, number)))
        return None if row is None else bytes(row[0])

    def put(self, attached: AttachedFile) -> None:
        """Add an attachment, or take the place of the one with its number."""
        record = attached.record
        row = {
            "dossier": record.dossier,
            "number": record.number,
            "file_name": record.file_name,
            "media_type": record.media_type,
            "digest": record.digest,
            "pages": record.pages,
            "content": attached.content,
        }
        self._put(ATTACHMENTS, row)

    def remove(self, dossier: str, number: int) -> bool:
        """Take an attachment away; says whether it was there."""
        return self._remove(ATTACHMENTS, *_held(dossier, number)) > 0


def _place(record: Attachment) -> tuple[str, int]:
    return record.dossier, record.number


def _held(dossier: str, number: int) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    return ATTACHMENTS.c.dossier == dossier, ATTACHMENTS.c.number == number
