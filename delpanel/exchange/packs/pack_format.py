"""The container of packs and returns: a stored zip that has exactly one right form.

Fixed dates, names in order, no compression, no comment. A reader makes the container anew from what
it found and refuses the file unless the bytes are the same, so no byte is without meaning. The same
holds for the JSON inside. Described for outsiders in docs/packs.md.
"""

from __future__ import annotations

import hashlib
import json
import struct
import zlib
from collections.abc import Mapping
from typing import Any, Final

VERSION: Final = 1
PACK_SUFFIX: Final = ".delpack"
DRAFT_SUFFIX: Final = ".deldraft"
RETURN_SUFFIX: Final = ".delreturn"
KEY_SUFFIX: Final = ".delkey"
# A pack holds attachments; a draft or a return holds answers alone
MOST_BYTES: Final = 1 << 30
MOST_ANSWER_BYTES: Final = 64 << 20
_LOCAL: Final = struct.Struct("<4s5H3I2H")
_LISTED: Final = struct.Struct("<4s6H3I5H2I")
_END: Final = struct.Struct("<4s4H2IH")
_LOCAL_MARK: Final = b"PK\x03\x04"
_LISTED_MARK: Final = b"PK\x01\x02"
_END_MARK: Final = b"PK\x05\x06"
# Version 2.0, stored, 1980-01-01 00:00, made by system 3, mode 0600
_NEEDS: Final = 20
_MADE_BY: Final = (3 << 8) | 20
_MOMENT: Final = (0, (1 << 5) | 1)
_MOST_ENTRIES: Final = 0xFFFF
_MODE: Final = 0o600 << 16


# What JSON holds: nothing about it is known before it is read into a record
Plain = Any


class DamagedError(Exception):
    """The bytes are not what this program writes; the text says where it stopped."""


class NewerError(DamagedError):
    """The file is of a later version of the format."""


def pack_entries(entries: Mapping[str, bytes]) -> bytes:
    """Write named contents as a container; equal contents give equal bytes on every machine."""
    heads, listing = _frame(entries)
    pieces = [piece for name in sorted(entries) for piece in (heads[name], entries[name])]
    return b"".join([*pieces, listing])


def unpack_entries(content: bytes) -> dict[str, bytes]:
    """Read a container.

    Raises:
        DamagedError: it is not byte for byte what ``pack_entries`` writes.
    """
    entries: dict[str, bytes] = {}
    found: dict[str, bytes] = {}
    place = 0
    while content[place : place + 4] == _LOCAL_MARK:
        if len(content) - place < _LOCAL.size:
            raise DamagedError("cut")
        fields = _LOCAL.unpack_from(content, place)
        stored, named, extra = fields[8], fields[9], fields[10]
        start = place + _LOCAL.size + named + extra
        head, place = content[place:start], start + stored
        if place > len(content):
            raise DamagedError("cut")
        raw = content[start - named - extra : start - extra]
        if not raw.isascii() or raw.decode("ascii") in entries or len(entries) == _MOST_ENTRIES:
            raise DamagedError("name")
        name = raw.decode("ascii")
        entries[name], found[name] = content[start:place], head
    heads, listing = _frame(entries)
    # the contents come from these very bytes: what is left to compare is all that is around them
    same = heads == found and list(found) == sorted(found) and listing == content[place:]
    if not entries or not same:
        raise DamagedError("container")
    return entries


def _frame(entries: Mapping[str, bytes]) -> tuple[dict[str, bytes], bytes]:
    """Give what stands before each content, by name, and what stands after the last one."""
    heads: dict[str, bytes] = {}
    listed: list[bytes] = []
    place = 0
    for name in sorted(entries):
        raw, size = name.encode("ascii"), len(entries[name])
        facts = (0, 0, *_MOMENT, zlib.crc32(entries[name]), size, size, len(raw), 0)
        heads[name] = _LOCAL.pack(_LOCAL_MARK, _NEEDS, *facts) + raw
        line = _LISTED.pack(_LISTED_MARK, _MADE_BY, _NEEDS, *facts, 0, 0, 0, _MODE, place)
        listed.append(line + raw)
        place += len(heads[name]) + size
    listing, count = b"".join(listed), len(listed)
    return heads, listing + _END.pack(_END_MARK, 0, 0, count, count, len(listing), place, 0)


def canonical(value: object) -> bytes:
    """Write plain data as JSON in which equal data is equal bytes."""
    text = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return text.encode()


def read_canonical(content: bytes) -> Plain:
    """Read canonical JSON.

    Raises:
        DamagedError: it is no JSON, or not in its one right form.
    """
    try:
        value = json.loads(content)
        same = canonical(value) == content
    except (ValueError, RecursionError) as error:
        raise DamagedError("json") from error
    if not same:
        raise DamagedError("json")
    return value


def read_fields(content: bytes, kind: str, names: frozenset[str]) -> dict[str, Plain]:
    """Read a canonical JSON object of one format and version with exactly these further fields.

    Raises:
        DamagedError: it is another thing. NewerError: it is of a later version.
    """
    plain = read_canonical(content)
    if not isinstance(plain, dict) or plain.get("format") != kind:
        raise DamagedError("format")
    if isinstance(plain.get("version"), int) and plain["version"] > VERSION:
        raise NewerError
    if canonical(plain.get("version")) != canonical(VERSION):
        raise DamagedError("version")
    if set(plain) != names | {"format", "version"}:
        raise DamagedError("fields")
    return plain


def digest(content: bytes) -> str:
    """Give the SHA-256 in hex."""
    return hashlib.sha256(content).hexdigest()
