"""The journal of a draft as lines of text, each bound to the one before it by its digest.

A line is the digest in hex, a blank, and the canonical JSON of what changed; the digest is that of
the digest before, a line feed and that JSON. The first line builds on the id of the pack.
"""

from __future__ import annotations

from collections.abc import Sequence

from delpanel.exchange.packs.pack_format import DamagedError, canonical, digest, read_canonical
from delpanel.exchange.packs.pack_records import from_plain, to_plain
from delpanel.model.pack_change import JournalLine

_DIGEST = 64


def chained(lines: Sequence[str], entry: JournalLine, pack: str) -> str:
    """Write an entry as the line that follows these."""
    plain = canonical(to_plain(entry)).decode()
    return f"{_linked(lines[-1][:_DIGEST] if lines else pack, plain)} {plain}"


def read_line(line: str) -> JournalLine:
    """Read one line.

    Raises:
        DamagedError: it is no line of a journal.
    """
    return from_plain(JournalLine, read_canonical(line[_DIGEST + 1 :].encode()))


def first_broken(lines: Sequence[str], pack: str) -> int | None:
    """Give the number, from 1, of the first line that does not follow from those before it."""
    before = pack
    for number, line in enumerate(lines, start=1):
        if line[:_DIGEST] != _linked(before, line[_DIGEST + 1 :]):
            return number
        try:
            read_line(line)
        except DamagedError:
            return number
        before = line[:_DIGEST]
    return None


def _linked(before: str, plain: str) -> str:
    return digest(f"{before}\n{plain}".encode())
