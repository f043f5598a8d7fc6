"""Who holds a panel file: a lock the system drops when its holder dies, with a name in it."""

from __future__ import annotations

import json
import os
import socket
import sys
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from delpanel.storage.row_values import canonical_json, moment_text_or_none

# Windows locks bytes, so the locked one lies far behind the name that others must read
_LOCKED_BYTE = 1 << 20
_ATTEMPTS = 5


@dataclass(frozen=True, slots=True)
class Holder:
    """Who opened the file first: name, computer, since when (ISO text). Empty: not known."""

    actor: str = ""
    computer: str = ""
    since: str = ""


class HeldElsewhere(Exception):  # noqa: N818 - an answer, not a failure
    """Somebody else holds the file."""

    def __init__(self, holder: Holder) -> None:
        super().__init__(holder)
        self.holder = holder


class FileLock:
    """The right to write to one panel file; held until released or until the program ends."""

    def __init__(self, path: Path, handle: int) -> None:
        self._path = path
        self._handle = handle

    @classmethod
    def take(cls, panel_file: Path, *, actor: str, at: datetime | None) -> FileLock:
        """Take the lock beside a panel file.

        Raises:
            HeldElsewhere: somebody has it.    OSError: no lock can be kept in this folder.
        """
        path = panel_file.with_name(f"{panel_file.name}.lock")
        for _ in range(_ATTEMPTS):
            handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o666)
            if not _lock(handle):
                os.close(handle)
                raise HeldElsewhere(_read_holder(path))
            if _is_still(handle, path):
                holder = {"actor": actor, "computer": socket.gethostname()}
                text = canonical_json(holder | {"since": moment_text_or_none(at) or ""})
                os.ftruncate(handle, 0)
                os.write(handle, text.encode())
                return cls(path, handle)
            # The former holder removed the file between our opening and locking it
            os.close(handle)
        raise HeldElsewhere(Holder())

    def release(self) -> None:
        """Let others write."""
        if sys.platform == "win32":
            os.close(self._handle)
            self._path.unlink(missing_ok=True)
        else:
            # Removed while still locked: whoever waits sees that this file is not the one any more
            self._path.unlink(missing_ok=True)
            os.close(self._handle)


def _lock(handle: int) -> bool:
    if sys.platform == "win32":
        import msvcrt

        os.lseek(handle, _LOCKED_BYTE, os.SEEK_SET)
        try:
            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        os.lseek(handle, 0, os.SEEK_SET)
        return True
    import fcntl

    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _is_still(handle: int, path: Path) -> bool:
    try:
        return os.path.samestat(os.fstat(handle), path.stat())
    except FileNotFoundError:
        return False


def _read_holder(path: Path) -> Holder:
    try:
        told = json.loads(path.read_text(encoding="utf-8"))
        return Holder(str(told["actor"]), str(told["computer"]), str(told["since"]))
    except (OSError, ValueError, KeyError, TypeError):
        return Holder()
