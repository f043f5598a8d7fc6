"""A file that was handed in with a dossier: what it is, apart from its bytes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

PDF: Final = "application/pdf"


@dataclass(frozen=True, slots=True)
class Attachment:
    """One attachment of a dossier. ``number`` counts from 1 in the order they came.

    ``pages`` counts the pages of a PDF and is 0 for any other type; ``digest`` is the SHA-256 of
    the bytes in hex, ``size`` counts them.
    """

    dossier: str
    number: int
    file_name: str
    media_type: str
    pages: int
    digest: str
    size: int = 0

    @property
    def is_pdf(self) -> bool:
        """Say whether it can be shown page by page."""
        return self.media_type == PDF


@dataclass(frozen=True, slots=True)
class AttachedFile:
    """An attachment with its bytes."""

    record: Attachment
    content: bytes
