"""Why a file could not be read or written, as a code: what a system says is in its own words."""

from __future__ import annotations

import errno
import re
from collections.abc import Mapping
from pathlib import Path
from tomllib import TOMLDecodeError
from typing import Final

from delpanel.errors import FileProblem

_CAUSES: Final[Mapping[int, str]] = {
    errno.EACCES: "denied",
    errno.EPERM: "denied",
    errno.EROFS: "read_only",
    errno.ENOSPC: "full",
    errno.EDQUOT: "full",
    errno.ENOENT: "missing",
    errno.ENOTDIR: "missing",
    errno.EISDIR: "folder",
    errno.ENAMETOOLONG: "long",
}
_SHOWN: Final = 120
_PLACE: Final = re.compile(r"at line (\d+), column (\d+)")


def cause_of(error: OSError | UnicodeError) -> str:
    """Name a cause: denied, read_only, full, missing, folder, long, text or other."""
    if isinstance(error, UnicodeError):
        return "text"
    return _CAUSES.get(error.errno or 0, "other")


def not_written(path: Path | str, error: OSError) -> FileProblem:
    """Give the refusal OUT_FAILED for a file, with its cause."""
    reason = cause_of(error)
    if reason in {"other", "missing"} and _is_folder(path):
        reason = "folder"
    return FileProblem("OUT_FAILED", file=_named(path), reason=reason)


def not_read(path: Path | str, error: OSError | UnicodeError) -> FileProblem:
    """Give the refusal SOURCE_MISSING for a file, with its cause."""
    return FileProblem("SOURCE_MISSING", file=_named(path), reason=cause_of(error))


def toml_place(error: TOMLDecodeError) -> dict[str, int | str]:
    """Give line and column at which a TOML text stops making sense, for its sentence."""
    found = _PLACE.search(str(error))
    if found is None:
        return {"line": 0, "column": 0, "reason": "end"}
    return {"line": int(found[1]), "column": int(found[2]), "reason": "place"}


def _named(path: Path | str) -> str:
    text = str(path)
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN]}\u2026"


def _is_folder(path: Path | str) -> bool:
    try:
        return Path(path).is_dir()
    except (OSError, ValueError):
        return False
