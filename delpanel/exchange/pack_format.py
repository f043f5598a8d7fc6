"""The container of packs and returns: a stored zip that has exactly one right form.

Fixed dates, names in order, no compression, no comment. A reader makes the container anew from what
it found and refuses the file unless the bytes are the same, so no byte is without meaning. The same
holds for the JSON inside. Described for outsiders in docs/packs.md.
"""

from __future__ import annotations

import hashlib
import io
import json
import struct
import zipfile
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
_DATE: Final = (1980, 1, 1, 0, 0, 0)
_LOCAL: Final = struct.Struct("<4s5H3I2H")
_LOCAL_MARK: Final = b"PK\x03\x04"


# What JSON holds: nothing about it is known before it is read into a record
Plain = Any


class DamagedError(Exception):
    """The bytes are not what this program writes; the text says where it stopped."""


class NewerError(DamagedError):
    """The file is of a later version of the format."""


def pack_entries(entries: Mapping[str, bytes]) -> bytes:
    """Write named contents as a container; equal contents give equal bytes on every machine."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_STORED) as archive:
        for name in sorted(entries):
            info = zipfile.ZipInfo(name, _DATE)
            info.create_system = 3
            info.external_attr = 0o600 << 16
            archive.writestr(info, entries[name])
    return target.getvalue()


def unpack_entries(content: bytes) -> dict[str, bytes]:
    """Read a container.

    Raises:
        DamagedError: it is not byte for byte what ``pack_entries`` writes.
    """
    entries: dict[str, bytes] = {}
    place = 0
    while content[place : place + 4] == _LOCAL_MARK:
        if len(content) - place < _LOCAL.size:
            raise DamagedError("cut")
        fields = _LOCAL.unpack_from(content, place)
        stored, named, extra = fields[8], fields[9], fields[10]
        start = place + _LOCAL.size + named + extra
        place = start + stored
        if place > len(content):
            raise DamagedError("cut")
        raw = content[start - named - extra : start - extra]
        if not raw.isascii() or raw.decode("ascii") in entries:
            raise DamagedError("name")
        entries[raw.decode("ascii")] = content[start:place]
    if not entries or pack_entries(entries) != content:
        raise DamagedError("container")
    return entries


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
