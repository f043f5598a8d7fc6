"""What a file really is: told by its first bytes and its zip directory, never by its name."""

from __future__ import annotations

import codecs
import re
import zipfile
from pathlib import Path
from typing import Final

from delpanel.errors import FileProblem
from delpanel.exchange.reading.source import SourceKind
from delpanel.exchange.reading.source_limits import Limits

_HEAD_BYTES: Final = 65_536
_OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ZIP: Final = (b"PK\x03\x04", b"PK\x05\x06")
_OTHER_KINDS: Final = {
    b"%PDF": "PDF",
    b"\x1f\x8b": "gzip",
    b"Rar!": "RAR",
    b"7z\xbc\xaf": "7-Zip",
    b"SQLite format 3": "SQLite",
    b"\x89PNG": "PNG",
    b"\xff\xd8\xff": "JPEG",
    b"{\\rtf": "RTF",
}
_HTML: Final = re.compile(rb"<(?:!doctype\s+html|html|table|meta|head|body)\b", re.IGNORECASE)
_XML_SPREADSHEET: Final = b"urn:schemas-microsoft-com:office:spreadsheet"
_TEXT_NAMES: Final = frozenset({".csv", ".tsv", ".txt"})
_RATIO_FROM_BYTES: Final = 100_000
_UTF16: Final = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


def sniff_kind(path: Path, limits: Limits) -> SourceKind:
    """Tell what a file is and refuse what cannot be a list.

    A zip's directory is looked at before anything is unpacked: the sum of sizes and the ratio
    of unpacked over packed size bound what a reader may be made to do.

    Raises:
        FileProblem: absent, empty, too large, damaged, a bomb, or no table at all.
    """
    head = _read_head(path, limits)
    if head.startswith(_OLE):
        return SourceKind.XLS
    if head.startswith(_ZIP):
        return _zip_kind(path, limits)
    for magic, name in _OTHER_KINDS.items():
        if head.startswith(magic):
            raise FileProblem("file_is_other", file=path.name, kind=name)
    if _XML_SPREADSHEET in head:
        raise FileProblem("file_is_xml_spreadsheet", file=path.name)
    if _HTML.search(head[:4096]):
        return SourceKind.HTML
    if _is_text(head):
        return _text_kind(path, head)
    raise FileProblem("file_no_workbook", file=path.name)


def _read_head(path: Path, limits: Limits) -> bytes:
    try:
        size = path.stat().st_size
        if size > limits.file_bytes:
            raise FileProblem(
                "file_too_large",
                file=path.name,
                megabytes=size // 1_000_000,
                limit=limits.file_bytes // 1_000_000,
            )
        with path.open("rb") as stream:
            head = stream.read(_HEAD_BYTES)
    except FileNotFoundError as error:
        raise FileProblem(
            "file_missing", file=path.name, folder=str(path.absolute().parent)
        ) from error
    except IsADirectoryError as error:
        raise FileProblem("file_is_folder", file=path.name) from error
    except OSError as error:
        raise FileProblem("file_not_open", file=path.name) from error
    if not head.strip(b"\0 \t\r\n"):
        raise FileProblem("file_empty", file=path.name)
    return head


def _zip_kind(path: Path, limits: Limits) -> SourceKind:
    try:
        with zipfile.ZipFile(path) as archive:
            entries = archive.infolist()
            mimetype = archive.read("mimetype")[:200] if _has_mimetype(archive) else b""
    except (zipfile.BadZipFile, OSError, NotImplementedError, RuntimeError, ValueError) as error:
        raise FileProblem("file_damaged", file=path.name) from error
    _refuse_bomb(path, entries, limits)
    names = {entry.filename.replace("\\", "/").casefold() for entry in entries}
    if mimetype:
        if mimetype.startswith(b"application/vnd.oasis.opendocument.spreadsheet"):
            return SourceKind.ODS
        raise FileProblem("file_is_other", file=path.name, kind="OpenDocument")
    if "content.xml" in names and "[content_types].xml" not in names:
        return SourceKind.ODS
    return _office_kind(path, names)


def _has_mimetype(archive: zipfile.ZipFile) -> bool:
    try:
        return archive.getinfo("mimetype").file_size <= 200  # noqa: PLR2004 - a media type's length
    except KeyError:
        return False


def _refuse_bomb(path: Path, entries: list[zipfile.ZipInfo], limits: Limits) -> None:
    unpacked = sum(entry.file_size for entry in entries)
    packed = max(1, sum(entry.compress_size for entry in entries))
    ratio = unpacked // packed
    is_bomb = ratio > limits.zip_ratio and unpacked > _RATIO_FROM_BYTES
    if is_bomb or unpacked > limits.unpacked_bytes or len(entries) > limits.zip_entries:
        raise FileProblem(
            "file_is_bomb", file=path.name, ratio=ratio, megabytes=unpacked // 1_000_000
        )


def _office_kind(path: Path, names: set[str]) -> SourceKind:
    if any(name.endswith("workbook.bin") for name in names):
        return SourceKind.XLSB
    if any(name.endswith("workbook.xml") for name in names):
        return SourceKind.XLSX
    for folder, kind in (("word/", "Word"), ("ppt/", "PowerPoint"), ("index/", "Numbers")):
        if any(name.startswith(folder) for name in names):
            raise FileProblem("file_is_other", file=path.name, kind=kind)
    if "[content_types].xml" in names:
        return SourceKind.XLSX
    raise FileProblem("file_is_other", file=path.name, kind="zip")


def _is_text(head: bytes) -> bool:
    if head.startswith(_UTF16):
        return True
    return not any(byte < 9 or 13 < byte < 32 for byte in head)  # noqa: PLR2004 - control bytes


def _text_kind(path: Path, head: bytes) -> SourceKind:
    """Accept text under its own name; under a workbook's name only if it clearly is a table."""
    if path.suffix.casefold() in _TEXT_NAMES or head.startswith(_UTF16):
        return SourceKind.CSV
    lines = [line for line in head.splitlines()[:20] if line.strip()]
    for delimiter in (b";", b",", b"\t"):
        counts = {line.count(delimiter) for line in lines[:-1] or lines}
        if len(lines) > 1 and len(counts) == 1 and counts != {0}:
            return SourceKind.CSV
    raise FileProblem("file_no_workbook", file=path.name)
