"""Files written whole or not at all."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable
from pathlib import Path

from delpanel.errors import FileProblem


def write_bytes(path: Path, content: bytes, *, replace: bool) -> None:
    """Write a file through a neighbour and a rename, so that nobody sees half of it.

    Raises:
        FileProblem: OUT_EXISTS unless ``replace``; OUT_FAILED.
    """
    write_by(path, lambda place: place.write_bytes(content), replace=replace)


def write_by(path: Path, write: Callable[[Path], object], *, replace: bool) -> None:
    """Let ``write`` fill a neighbour of ``path`` and put it in place; refusals as above."""
    if path.exists() and not replace:
        raise FileProblem("OUT_EXISTS", file=str(path))
    try:
        handle, name = tempfile.mkstemp(suffix=path.suffix, prefix=".delpanel-", dir=path.parent)
        os.close(handle)
        neighbour = Path(name)
        try:
            write(neighbour)
            with neighbour.open("rb+") as file:
                os.fsync(file.fileno())
            neighbour.chmod(0o644)
            neighbour.replace(path)
        finally:
            neighbour.unlink(missing_ok=True)
    except OSError as error:
        detail = error.strerror or type(error).__name__
        raise FileProblem("OUT_FAILED", file=str(path), detail=detail) from error
