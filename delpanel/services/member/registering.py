"""Packs and panel files open by a double click: what a Linux desktop reads, in a person's folder.

On Windows an installer does it, see the remarks in build.spec.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

from delpanel.errors import UserError
from delpanel.services.state.files import write_bytes
from resources import read_text

ENTRY = Path("applications/delpanel.desktop")
KINDS = Path("mime/packages/delpanel.xml")


def data_folder() -> Path:
    """Name the folder of this person in which a desktop looks for programs and kinds of files."""
    own = os.environ.get("XDG_DATA_HOME")
    return Path(own) if own else Path.home() / ".local" / "share"


def register(program: Path, folder: Path) -> tuple[Path, ...]:
    """Write the desktop entry of the window and the kinds of our files; safe to do again.

    Raises:
        UserError: NOT_THIS_SYSTEM, no desktop reads such files here.
        FileProblem: OUT_FAILED.
    """
    _require_desktop()
    quoted = '"' + str(program).replace("\\", "\\\\").replace('"', '\\"') + '"'
    texts = {
        ENTRY: read_text("desktop/delpanel.desktop").replace("{program}", quoted),
        KINDS: read_text("desktop/delpanel.xml"),
    }
    for name, text in texts.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        write_bytes(folder / name, text.encode(), replace=True)
    _tell(folder)
    return tuple(folder / name for name in texts)


def unregister(folder: Path) -> tuple[Path, ...]:
    """Take away what ``register`` wrote; gives the files that were there."""
    _require_desktop()
    there = tuple(folder / name for name in (ENTRY, KINDS) if (folder / name).exists())
    for path in there:
        path.unlink()
    _tell(folder)
    return there


def _require_desktop() -> None:
    if os.name == "nt":
        raise UserError("NOT_THIS_SYSTEM")


def _tell(folder: Path) -> None:
    """Let the desktop read anew; one that is not there reads at the next start."""
    for program, place in (
        ("update-mime-database", folder / "mime"),
        ("update-desktop-database", folder / "applications"),
    ):
        found = shutil.which(program)
        if found is not None and place.is_dir():
            command = [found, str(place)]
            subprocess.run(command, check=False, capture_output=True)  # noqa: S603 - found by name
