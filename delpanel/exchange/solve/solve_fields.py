"""Typed reading of a JSON instance: what is wrong is named with its path in the instance."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from math import isfinite
from typing import Final

from scoring.errors import InvalidInputError

Json = None | bool | int | float | str | list["Json"] | dict[str, "Json"]

LONGEST_LIST: Final = 100_000
LARGEST_INTEGER: Final = 10**18


@dataclass(frozen=True, slots=True)
class Field:
    """A JSON value and where it stands, e.g. ``instance.scores_cp[2][0]``.

    Every reader raises InvalidInputError: ``solve_field_missing``, ``solve_field_kind``,
    ``solve_field_range`` or ``solve_list_too_long``, with the path as its field.
    """

    value: Json
    path: str = "instance"

    def get(self, name: str) -> Field:
        """The field of an object; refused when it is not there."""
        if not isinstance(self.value, dict):
            raise self._kind("object")
        if name not in self.value:
            raise InvalidInputError("solve_field_missing", self._below(name))
        return Field(self.value[name], self._below(name))

    def optional(self, name: str) -> Field | None:
        """The field of an object, or None when it is absent or null."""
        if not isinstance(self.value, dict):
            raise self._kind("object")
        value = self.value.get(name)
        return None if value is None else Field(value, self._below(name))

    def items(self) -> Iterator[Field]:
        """The items of a list."""
        if not isinstance(self.value, list):
            raise self._kind("list")
        if len(self.value) > LONGEST_LIST:
            raise InvalidInputError("solve_list_too_long", self.path, maximum=LONGEST_LIST)
        for index, value in enumerate(self.value):
            yield Field(value, f"{self.path}[{index}]")

    def is_null(self) -> bool:
        """Whether the value is null."""
        return self.value is None

    def flag(self) -> bool:
        """True or false."""
        if not isinstance(self.value, bool):
            raise self._kind("true or false")
        return self.value

    def text(self) -> str:
        """A non-empty string."""
        if not isinstance(self.value, str) or not self.value:
            raise self._kind("text")
        return self.value

    def integer(self, minimum: int = -LARGEST_INTEGER, maximum: int = LARGEST_INTEGER) -> int:
        """An integer (not true or false, not 1.0) within these bounds."""
        if not isinstance(self.value, int) or isinstance(self.value, bool):
            raise self._kind("integer")
        if not minimum <= self.value <= maximum:
            raise InvalidInputError("solve_field_range", self.path, low=minimum, high=maximum)
        return self.value

    def rational(self) -> Fraction:
        """An integer, a decimal number taken as written, or a string "p/q"; exact."""
        if isinstance(self.value, str):
            top, _, bottom = self.value.partition("/")
            if not _is_integer(top) or not (bottom.isascii() and bottom.isdigit()):
                raise self._kind("rational")
            if int(bottom) == 0:
                raise InvalidInputError("solve_field_range", self.path, low=1, high=LARGEST_INTEGER)
            return Fraction(int(top), int(bottom))
        return Fraction(repr(self.number()))

    def number(self) -> int | float:
        """An integer or a finite decimal number."""
        if not isinstance(self.value, int | float) or isinstance(self.value, bool):
            raise self._kind("number")
        if not isfinite(self.value) or abs(self.value) > LARGEST_INTEGER:
            raise InvalidInputError(
                "solve_field_range", self.path, low=-LARGEST_INTEGER, high=LARGEST_INTEGER
            )
        return self.value

    def _below(self, name: str) -> str:
        return f"{self.path}.{name}" if self.path else name

    def _kind(self, expected: str) -> InvalidInputError:
        return InvalidInputError("solve_field_kind", self.path, expected=expected)


def _is_integer(text: str) -> bool:
    digits = text.removeprefix("-")
    return digits.isascii() and digits.isdigit()
