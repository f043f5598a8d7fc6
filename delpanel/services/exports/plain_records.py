"""Records as plain data for a document: exact numbers as text, measured ones cut to ten digits."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from fractions import Fraction
from typing import Final

from delpanel.services.rankings.ranking import exact_text

DIGITS: Final = 10


def as_written(value: object) -> object:
    """Write records as plain data: a measured number with ten significant digits, as a text."""
    if isinstance(value, float):
        return f"{value:.{DIGITS}g}"
    if isinstance(value, Fraction):
        return exact_text(value)
    if isinstance(value, Mapping):
        return {str(key): as_written(inner) for key, inner in value.items()}
    if isinstance(value, set | frozenset):
        return [as_written(inner) for inner in sorted(value)]
    if isinstance(value, list | tuple):
        return [as_written(inner) for inner in value]
    if is_dataclass(value):
        return {f.name: as_written(getattr(value, f.name)) for f in fields(value)}
    return value
