"""How moments, days, flags and small mappings stand in a column, and back."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime

Param = str | int | None


def moment_text(value: datetime) -> str:
    """Write an aware moment as UTC ISO text of one width, so that texts sort as moments.

    Raises:
        ValueError: the moment does not know its zone.
    """
    if value.utcoffset() is None:
        raise ValueError("a moment without a zone cannot be kept")
    return value.astimezone(UTC).isoformat(timespec="microseconds")


def moment_text_or_none(value: datetime | None) -> str | None:
    """Write a moment that may be absent."""
    return None if value is None else moment_text(value)


def moment_or_none(text: str | None) -> datetime | None:
    """Read a moment that may be absent."""
    return None if text is None else datetime.fromisoformat(text)


def day_text_or_none(value: date | None) -> str | None:
    """Write a day that may be absent."""
    return None if value is None else value.isoformat()


def day_or_none(text: str | None) -> date | None:
    """Read a day that may be absent."""
    return None if text is None else date.fromisoformat(text)


def flag_or_none(value: bool | None) -> int | None:  # noqa: FBT001 - the value itself, no switch
    """Write a yes or a no that may be absent."""
    return None if value is None else int(value)


def canonical_json(value: Mapping[str, object] | Sequence[object]) -> str:
    """Write plain data as JSON in which equal data is equal text."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def read_mapping(text: str) -> dict[str, Param]:
    """Read figures kept as JSON."""
    found: dict[str, Param] = json.loads(text)
    return found


def read_text_mapping(text: str) -> dict[str, str]:
    """Read a mapping of texts kept as JSON."""
    found: dict[str, str] = json.loads(text)
    return found


def read_texts(text: str) -> tuple[str, ...]:
    """Read a list of texts kept as JSON."""
    return tuple(json.loads(text))


def read_numbers(text: str) -> tuple[int, ...]:
    """Read a list of integers kept as JSON."""
    return tuple(json.loads(text))
