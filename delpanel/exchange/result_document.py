"""Canonical JSON and its digest: the same content is the same bytes on every machine.

Sorted keys, no blanks, UTF-8 in NFC, integers only where a decision is concerned. Integers from
2**53 on are written as strings, since other readers would round them.
"""

from __future__ import annotations

import hashlib
import json
import unicodedata
from collections.abc import Mapping
from fractions import Fraction

SAFE_INTEGER = 2**53


def canonical(content: object) -> str:
    """Write plain data as canonical JSON; TypeError for a float, which no decision may hold."""
    return json.dumps(
        _plain(content), ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False
    )


def digest(text: str) -> str:
    """SHA-256 of the text in UTF-8, lower hex."""
    return hashlib.sha256(text.encode()).hexdigest()


def parse(text: str) -> dict[str, object]:
    """Read a canonical document back; ValueError if it is no JSON object."""
    content = json.loads(text)
    if not isinstance(content, dict):
        raise ValueError("not an object")  # noqa: TRY004 - a malformed document, not a wrong type
    return content


def _plain(value: object) -> object:
    if isinstance(value, bool) or value is None:
        return value
    if isinstance(value, str):
        return unicodedata.normalize("NFC", str(value))
    if isinstance(value, Fraction):
        return str(value)
    if isinstance(value, int):
        return value if abs(value) < SAFE_INTEGER else str(value)
    if isinstance(value, Mapping):
        return {str(key): _plain(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(inner) for inner in value]
    if isinstance(value, set | frozenset):
        return sorted(str(inner) for inner in value)
    raise TypeError(type(value).__name__)
