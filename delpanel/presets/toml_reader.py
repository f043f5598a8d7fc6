"""Typed access to TOML tables, where every failure names the key."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction
from typing import TypeVar
from zoneinfo import ZoneInfo

from delpanel.errors import UserError
from delpanel.model.localized import Localized

T = TypeVar("T")
Table = Mapping[str, object]


class TomlReader:
    """Typed access to one TOML table; each failure names the full key."""

    def __init__(self, table: Table, source: str, prefix: str = "") -> None:
        self.values = table
        self.source = source
        self.prefix = prefix

    def has(self, key: str) -> bool:
        return key in self.values

    def optional(self, key: str, read: Callable[[str], T]) -> T | None:
        return read(key) if self.has(key) else None

    def table(self, key: str) -> Table:
        value: dict[str, object] = self._get(key, dict, None)
        return dict(value)

    def sub(self, key: str) -> TomlReader:
        return TomlReader(
            self.table(key) if self.has(key) else {}, self.source, self._key(key) + "."
        )

    def tables(self, key: str, default: Sequence[Table] | None = None) -> Sequence[Table]:
        rows = self._get(key, list, default)
        if not all(isinstance(row, dict) for row in rows):
            raise self.problem(key, "wrong_kind")
        return [row for row in rows if isinstance(row, dict)]

    def text(self, key: str, default: str | None = None) -> str:
        return str(self._get(key, str, default))

    def texts(self, key: str, default: Sequence[str] | None = None) -> tuple[str, ...]:
        return tuple(str(value) for value in self._get(key, list, default))

    def flag(self, key: str, *, default: bool | None = None) -> bool:
        return bool(self._get(key, bool, default))

    def whole(self, key: str, default: int | None = None) -> int:
        value = self._get(key, int, default)
        if isinstance(value, bool) or not isinstance(value, int):
            raise self.problem(key, "wrong_kind")
        return value

    def points(self, key: str, default: int | None = None) -> int:
        if default is not None and not self.has(key):
            return default
        return scaled(self._number(key), 100, self._key(key), self.source)

    def euro(self, key: str) -> int:
        return scaled(self._number(key), 100, self._key(key), self.source)

    def percent(self, key: str) -> int:
        value = scaled(self._number(key), 100, self._key(key), self.source)
        if not 0 <= value <= 10000:  # noqa: PLR2004 - 100 % in basis points
            raise self.problem(key, "out_of_range")
        return value

    def hundredths(self, key: str) -> Fraction:
        """A number with at most two decimals, exact and above zero."""
        value = scaled(self._number(key), 100, self._key(key), self.source)
        if value <= 0:
            raise self.problem(key, "out_of_range")
        return Fraction(value, 100)

    def day(self, key: str) -> date:
        value = self._get(key, date, None)
        if isinstance(value, datetime):
            raise self.problem(key, "wrong_kind")
        return value

    def moment(self, key: str, zone: ZoneInfo) -> datetime:
        value = self._get(key, datetime, None)
        return value.replace(tzinfo=zone) if value.tzinfo is None else value

    def localized(self, key: str) -> Localized:
        inner = self.sub(key)
        return Localized(inner.text("nl"), inner.text("en", default=""))

    def one_of(self, key: str, read: Callable[[str], T], default: str) -> T:
        try:
            return read(self.text(key, default=default))
        except ValueError as error:
            raise self.problem(key, "unknown_value") from error

    def problem(self, key: str, reason: str) -> UserError:
        return UserError("CALL_KEY", file=self.source, key=self._key(key), reason=reason)

    def _number(self, key: str) -> int | Decimal:
        value = self.values.get(key)
        if value is None:
            raise self.problem(key, "missing")
        if isinstance(value, bool) or not isinstance(value, int | Decimal):
            raise self.problem(key, "wrong_kind")
        return value

    def _get(self, key: str, kind: type[T] | tuple[type, ...], default: object) -> T:
        value = self.values.get(key, default)
        if value is None:
            raise self.problem(key, "missing")
        if key in self.values and not isinstance(value, kind):
            raise self.problem(key, "wrong_kind")
        return value  # type: ignore[return-value]  # checked one line up, or our own default

    def _key(self, key: str) -> str:
        return f"{self.prefix}{key}"


def scaled(value: object, factor: int, key: str, source: str) -> int:
    """Multiply a number from a file by ``factor``; it must come out whole (cents, cp, bp)."""
    if not isinstance(value, int | Decimal):
        raise UserError("CALL_KEY", file=source, key=key, reason="wrong_kind")
    whole = Decimal(value) * factor
    if not whole.is_finite() or whole != whole.to_integral_value():
        raise UserError("CALL_KEY", file=source, key=key, reason="out_of_range")
    return int(whole)
