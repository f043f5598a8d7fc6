"""Progress of long work, without Qt: the points where it reports are the points where it stops."""

from __future__ import annotations

from typing import Protocol


class Cancelled(Exception):  # noqa: N818 - not an error: the user asked for it
    """The user cancelled; nothing of the current step was written."""


class Progress(Protocol):
    """Called with how much is done of how much, and the code of the step; may raise Cancelled."""

    def __call__(self, done: int, total: int, code: str = "") -> None: ...


def silent(done: int, total: int, code: str = "") -> None:
    """Report to nobody."""
    del done, total, code
