"""Where the files of a member lie: packs by their name, returns, and work that has to move."""

from __future__ import annotations

import os
import shutil
from dataclasses import replace
from datetime import datetime
from enum import Enum
from pathlib import Path
from typing import Final

from delpanel.errors import FileProblem
from delpanel.exchange.packs.pack_format import MOST_BYTES, PACK_SUFFIX, RETURN_SUFFIX
from delpanel.services.member.pack_draft import PackDesk, save
from delpanel.services.packs.opening_keys import read_file
from delpanel.services.state.files import write_bytes

LEAST_FREE: Final = 1 << 20


def is_pack(name: str) -> bool:
    """Say whether a file is the pack of a member, by its name."""
    return name.lower().endswith(PACK_SUFFIX)


class Hindrance(Enum):
    """Why nothing can be kept in the folder of a pack, as far as one can see."""

    GONE = "gone"
    CLOSED = "closed"
    FULL = "full"


def hindrance(desk: PackDesk) -> Hindrance | None:
    """Look at the folder of a pack; None where nothing speaks against writing in it."""
    folder = desk.path.parent
    if not folder.is_dir():
        return Hindrance.GONE
    if not os.access(folder, os.W_OK):
        return Hindrance.CLOSED
    return Hindrance.FULL if shutil.disk_usage(folder).free < LEAST_FREE else None


def free_return(desk: PackDesk, folder: Path) -> Path:
    """Name a return of a pack in a folder that is not there yet."""
    stem, number = desk.path.stem, 1
    while True:
        ending = "" if number == 1 else f"-{number}"
        path = folder / f"{stem}{ending}{RETURN_SUFFIX}"
        if not path.exists():
            return path
        number += 1


def moved(desk: PackDesk, folder: Path, at: datetime) -> PackDesk:
    """Save the work in a folder, with a copy of the pack where it can still be read.

    Raises:
        FileProblem: OUT_EXISTS, work on this pack lies there already; OUT_FAILED.
    """
    there = replace(desk, path=folder / desk.path.name, saved="")
    if there.draft_path.exists():
        raise FileProblem("OUT_EXISTS", file=str(there.draft_path))
    kept = save(there, at)
    if not there.path.exists():
        try:
            pack = read_file(desk.path, MOST_BYTES)
        except FileProblem:
            # the pack went with its stick; the work is what cannot be made again
            return kept
        write_bytes(there.path, pack, replace=False)
    return kept
