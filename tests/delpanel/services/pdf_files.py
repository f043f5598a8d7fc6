"""Small PDF files to attach: sound, locked and damaged."""

from __future__ import annotations

import io

from pypdf import PdfWriter


def pdf(pages: int = 1, *, password: str = "", width: int = 595) -> bytes:
    """Give a PDF of blank A4 pages, perhaps behind a password; another width gives other bytes."""
    writer = PdfWriter()
    for _ in range(pages):
        writer.add_blank_page(width, 842)
    if password:
        writer.encrypt(password, algorithm="AES-256")
    target = io.BytesIO()
    writer.write(target)
    return target.getvalue()
