"""Names of attachments: which dossier a file is of, what kind it is, what it may be called."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator
from pathlib import Path, PurePath
from typing import Final

from delpanel.model.attachment import PDF
from delpanel.pdf_pages import is_pdf

# Written down here: what the machine knows of types differs from one to the next
_TYPES: Final = {
    ".csv": "text/csv",
    ".doc": "application/msword",
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".jpeg": "image/jpeg",
    ".jpg": "image/jpeg",
    ".odp": "application/vnd.oasis.opendocument.presentation",
    ".ods": "application/vnd.oasis.opendocument.spreadsheet",
    ".odt": "application/vnd.oasis.opendocument.text",
    ".pdf": PDF,
    ".png": "image/png",
    ".pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    ".rtf": "application/rtf",
    ".txt": "text/plain",
    ".xls": "application/vnd.ms-excel",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".zip": "application/zip",
}
_UNKNOWN: Final = "application/octet-stream"
# What a file manager or a word processor leaves beside the files people made
_LEFTOVERS: Final = frozenset({"thumbs.db", "desktop.ini"})
_FORBIDDEN: Final = frozenset('<>:"/\\|?*')
_DEVICES: Final = frozenset(
    {"con", "prn", "aux", "nul", *(f"{d}{n}" for d in ("com", "lpt") for n in range(1, 10))}
)
_LONGEST: Final = 150


def media_type(name: str, content: bytes) -> str:
    """Name the type of a file: a PDF by its bytes or its name, the rest by their name."""
    if is_pdf(content):
        return PDF
    return _TYPES.get(PurePath(name).suffix.lower(), _UNKNOWN)


def safe_name(name: str) -> str:
    """Give a name that every machine can write: no separators, no devices, not too long."""
    plain = unicodedata.normalize("NFC", name)
    kept = "".join("_" if _is_barred(c) else c for c in plain).strip(" .")
    stem, suffix = PurePath(kept).stem, PurePath(kept).suffix
    if stem.partition(".")[0].lower() in _DEVICES or not stem:
        stem = f"_{stem}"
    return stem[: _LONGEST - len(suffix[:20])] + suffix[:20]


def same_name(first: str, second: str) -> bool:
    """Say whether two names would be one file on some machine."""
    return first.casefold() == second.casefold()


def files_in(folder: Path) -> Iterator[Path]:
    """Give the files below a folder in order of name; hidden ones and leftovers are passed over."""
    for path in sorted(folder.rglob("*")):
        inside = path.relative_to(folder).parts
        hidden = any(part.startswith((".", "~$")) for part in inside)
        if not hidden and path.name.lower() not in _LEFTOVERS and path.is_file():
            yield path


def dossier_of(name: str, ids: Iterable[str]) -> str:
    """Give the dossier a name begins with (``D04``, ``D04-plan``); the longest id, else nothing."""
    plain = unicodedata.normalize("NFC", name).casefold()
    fitting = [one for one in ids if _begins(plain, one.casefold())]
    return max(fitting, key=len, default="")


def _begins(name: str, start: str) -> bool:
    return name.startswith(start) and not name[len(start) : len(start) + 1].isalnum()


def _is_barred(letter: str) -> bool:
    return letter in _FORBIDDEN or unicodedata.category(letter) in {"Cc", "Cf", "Cs"}
