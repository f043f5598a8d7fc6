"""Text with delimiters (csv, tsv) into one table. Runs in the reading process only."""

from __future__ import annotations

import codecs
import csv
import io
from pathlib import Path
from typing import Final

from delpanel.errors import FileProblem
from delpanel.exchange.reading.cell_cleaning import clean_table
from delpanel.exchange.reading.source import SourceBook, SourceKind, SourceNote
from delpanel.exchange.reading.source_limits import Limits

_NULL: Final = "\\N"
_SAMPLE_LINES: Final = 50


def read_text_book(path: Path, kind: SourceKind, limits: Limits) -> SourceBook:
    r"""Read delimited text: UTF-8, UTF-16 or Windows-1252; semicolon, comma, tab or bar.

    ``\N`` counts as absent, as databases write it. All other cells stay text.
    The table has no name of its own; it takes that of the file.

    Raises:
        FileProblem: more cells than the limits allow, or text that breaks inside a quote.
    """
    text, encoding = decode_text(path.read_bytes())
    csv.field_size_limit(10_000_000)
    delimiter = sniff_delimiter(text)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    rows = ([None if cell == _NULL else cell for cell in row] for row in reader)
    try:
        table = clean_table("", rows, limits)
    except csv.Error as error:
        raise FileProblem("file_damaged", detail=str(error)) from error
    names = {",": "comma", ";": "semicolon", "\t": "tab", "|": "bar"}
    note = SourceNote("text_read_as", {"encoding": encoding, "delimiter": names[delimiter]})
    return SourceBook(path, kind, (table,), (note,))


def decode_text(content: bytes) -> tuple[str, str]:
    """Decode text by its mark, else as UTF-8, else as Windows-1252, which always succeeds."""
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return content.decode("utf-16", errors="replace"), "utf-16"
    try:
        return content.decode("utf-8-sig"), "utf-8"
    except UnicodeDecodeError:
        return content.decode("cp1252", errors="replace"), "cp1252"


def sniff_delimiter(text: str) -> str:
    """Choose the delimiter that cuts most rows into the same number of columns, and into most.

    The rows are parsed with each candidate, so delimiters and line breaks inside quotes do not
    count.
    """
    best, best_merit = ",", 0.0
    for delimiter in (";", ",", "\t", "|"):
        widths = _widths(text, delimiter)
        usual = max(set(widths), key=widths.count, default=1)
        merit = widths.count(usual) / max(1, len(widths)) * min(usual - 1, 5)
        if merit > best_merit:
            best, best_merit = delimiter, merit
    return best


def _widths(text: str, delimiter: str) -> list[int]:
    reader = csv.reader(io.StringIO(text[:200_000], newline=""), delimiter=delimiter)
    widths: list[int] = []
    try:
        for row in reader:
            if row:
                widths.append(len(row))
            if len(widths) >= _SAMPLE_LINES:
                break
    except csv.Error:
        return []
    return widths
