"""Records as plain data and back, by their declared fields; what equals its default is left out."""

from __future__ import annotations

import types
from collections.abc import Mapping
from dataclasses import MISSING, Field, fields, is_dataclass
from datetime import date
from enum import Enum
from functools import cache
from typing import Any, TypeVar, Union, get_args, get_origin, get_type_hints

from delpanel.exchange.packs.pack_format import DamagedError, Plain

# A type as it is declared: a class, an option, a tuple or mapping of something
Form = Any
T = TypeVar("T")
_PLAIN = frozenset({str, int, bool, type(None)})


def to_plain(value: object) -> Plain:
    """Give a record, or a value in one, as data that JSON holds."""
    if type(value) in _PLAIN:
        return value
    if is_dataclass(value) and not isinstance(value, type):
        return {
            field.name: to_plain(held)
            for field in fields(value)
            if (held := getattr(value, field.name)) != _default(field)
        }
    if isinstance(value, Enum):
        return str(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Mapping):
        return {str(key): to_plain(inner) for key, inner in value.items()}
    if isinstance(value, tuple | list):
        return [to_plain(inner) for inner in value]
    return value


def from_plain(kind: type[T], plain: object) -> T:
    """Read a record back; every field is of its declared type, and no other field is passed over.

    Raises:
        DamagedError: a field is missing, unknown or of another type.
    """
    try:
        found: T = _read(kind, plain)
    except (TypeError, ValueError, KeyError) as error:
        raise DamagedError(kind.__name__) from error
    return found


def _read(kind: Form, plain: Plain) -> Plain:
    origin: Form = get_origin(kind)
    if origin in {Union, types.UnionType}:
        if plain is None:
            return None
        (kind,) = (option for option in get_args(kind) if option is not type(None))
        return _read(kind, plain)
    if origin is tuple:
        _require(plain, list)
        return tuple(_read(get_args(kind)[0], inner) for inner in plain)
    if origin is Mapping:
        _require(plain, dict)
        return {key: _read(get_args(kind)[1], inner) for key, inner in plain.items()}
    if isinstance(kind, type) and is_dataclass(kind):
        _require(plain, dict)
        hints = _hints(kind)
        return kind(**{name: _read(hints[name], inner) for name, inner in plain.items()})
    return _single(kind, plain)


def _single(kind: Form, plain: Plain) -> Plain:
    if issubclass(kind, date):
        return kind.fromisoformat(plain)
    if issubclass(kind, Enum):
        return kind(plain)
    _require(plain, kind)
    return plain


def _require(plain: object, kind: type) -> None:
    """Refuse another type; a yes or no is no number here."""
    if type(plain) is not kind:
        raise TypeError(kind.__name__)


def _default(field: Field[Any]) -> object:
    if field.default is not MISSING:
        return field.default
    return field.default_factory() if field.default_factory is not MISSING else MISSING


@cache
def _hints(kind: type) -> Mapping[str, Form]:
    return get_type_hints(kind)
