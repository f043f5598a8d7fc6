"""Files written whole or not at all."""

from __future__ import annotations

import errno
import os
import tempfile
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Final

from delpanel.errors import FileProblem
from delpanel.file_causes import not_written

PREFIX: Final = ".delpanel-"
STRAY_SECONDS: Final = 60


def write_bytes(path: Path, content: bytes, *, replace: bool) -> None:
    """Write a file through a neighbour and a rename, so that nobody sees half of it.

    Raises:
        FileProblem: OUT_EXISTS unless ``replace``; OUT_FAILED.
    """
    write_by(path, lambda place: place.write_bytes(content), replace=replace)


def write_by(path: Path, write: Callable[[Path], object], *, replace: bool) -> None:
    """Let ``write`` fill a neighbour of ``path`` and put it in place; refusals as above."""
    try:
        if path.is_dir():
            raise IsADirectoryError(errno.EISDIR, "", str(path))
        if path.exists() and not replace:
            raise FileProblem("OUT_EXISTS", file=str(path))
        handle, name = tempfile.mkstemp(suffix=path.suffix, prefix=PREFIX, dir=path.parent)
        os.close(handle)
        neighbour = Path(name)
        try:
            write(neighbour)
            with neighbour.open("rb+") as file:
                os.fsync(file.fileno())
            with suppress(OSError):
                # a stick without rights of its own refuses this and holds the file all the same
                neighbour.chmod(0o644)
            neighbour.replace(path)
            _settle(path.parent)
        finally:
            neighbour.unlink(missing_ok=True)
    except OSError as error:
        raise not_written(path, error) from error


def make_folder(folder: Path) -> None:
    """Make a folder with those above it, unless it is there; FileProblem OUT_FAILED."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except FileExistsError as error:
        raise FileProblem("OUT_NO_FOLDER", file=str(folder)) from error
    except OSError as error:
        raise not_written(folder, error) from error


def sweep(path: Path) -> None:
    """Take away the neighbours a killed program left beside a file, which is the newer one."""
    try:
        written = path.stat().st_mtime
        for stray in path.parent.glob(f"{PREFIX}*{path.suffix}"):
            if stray.stat().st_mtime < written - STRAY_SECONDS:
                stray.unlink(missing_ok=True)
    except OSError:
        return


def _settle(folder: Path) -> None:
    """Let a rename outlive a power cut, where the system lets a folder be forced to the disk."""
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
