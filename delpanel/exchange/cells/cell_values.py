"""Text, codes, flags and lists as people type them in a cell: a value or a coded problem."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Final, Generic, TypeVar

from delpanel.exchange.reading.source import Cell, is_blank, is_error

T = TypeVar("T")

_NOT_STATED: Final = frozenset({
    "-", "--", "/", "?", "n/a", "na", "nvt", "n.v.t.", "n.v.t", "niet van toepassing", "nihil",
    "n.b.", "nb", "onbekend", "unknown", "tbc", "tbd", "te bepalen", "geen", "none", "null", "\\n",
    "not_applicable", "not applicable",
})  # fmt: skip
_YES: Final = frozenset({"ja", "j", "yes", "y", "true", "waar", "1", "x", "oui", "✓"})
_NO: Final = frozenset({"nee", "neen", "n", "no", "false", "onwaar", "0", "non"})
_BULLET: Final = re.compile(
    r"^\s*(?:[-\u2013\u2014•·*▪◦‣]+|\(?\d{1,2}[.)]|[a-z][.)])\s+", re.IGNORECASE
)
_INLINE_BULLET: Final = re.compile(r"(?:^|\s)[•▪‣◦]\s*")
_MAIL: Final = re.compile(r"[^@\s]+@[^@\s]+")
_TAIL_OF_NAME: Final = re.compile(
    r"(?:inc|ltd|llc|plc|nv|n\.v|bv|b\.v|bvba|vzw|gmbh|sa|srl)\.?", re.IGNORECASE
)
_EXACT_DIGITS: Final = 15


@dataclass(frozen=True, slots=True)
class CellReading(Generic[T]):
    """What a cell was read as. Blank: no value, no code. Unreadable: no value, but a code.

    A code beside a value names something a user should look at. ``raw`` is the cell's own text.
    """

    value: T | None = None
    code: str = ""
    raw: str = ""
    was_text: bool = False

    @property
    def failed(self) -> bool:
        """There is something in the cell, and it cannot be read."""
        return self.value is None and self.code != ""


def plain_text(cell: Cell) -> str:
    """Give what a reader of the sheet sees, with one kind of blank and no blanks around."""
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "ja" if cell else "nee"
    if isinstance(cell, float):
        return plain_number(cell)
    if isinstance(cell, datetime):
        return cell.isoformat(sep=" ")
    if isinstance(cell, date):
        return cell.isoformat()
    return unicodedata.normalize(
        "NFC", str(cell).replace("\u00a0", " ").replace("\u202f", " ")
    ).strip()


def plain_number(number: float) -> str:
    """Write a float without exponent or a tail of zero: 934.0 is 934."""
    text = format(Decimal(repr(number)), "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def is_not_stated(cell: Cell) -> bool:
    """Say whether a cell is blank or says that there is nothing to say (``n.v.t.``, ``-``)."""
    return is_blank(cell) or (isinstance(cell, str) and plain_text(cell).casefold() in _NOT_STATED)


def read_text(cell: Cell) -> CellReading[str]:
    """Read one line of text; line breaks and runs of blanks become one blank."""
    if is_error(cell):
        return CellReading(code="cell_has_error", raw=plain_text(cell))
    text = " ".join(plain_text(cell).split())
    return CellReading(text or None, raw=text, was_text=isinstance(cell, str))


def read_paragraphs(cell: Cell) -> CellReading[str]:
    """Read a text whose line breaks mean something."""
    if is_error(cell):
        return CellReading(code="cell_has_error", raw=plain_text(cell))
    lines = [" ".join(line.split()) for line in plain_text(cell).splitlines()]
    text = re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()
    return CellReading(text or None, raw=text, was_text=isinstance(cell, str))


def read_code(cell: Cell) -> CellReading[str]:
    """Read an identifier: 66.0 and "66.0" are 66; case and inner blanks stay.

    A number of more than 15 digits comes with ``code_digits_lost``: the sheet rounded it.
    """
    if is_error(cell):
        return CellReading(code="cell_has_error", raw=plain_text(cell))
    text = " ".join(plain_text(cell).split())
    if isinstance(cell, str) and re.fullmatch(r"\d{1,15}\.0+", text):
        text = text.partition(".")[0]
    lost = isinstance(cell, int | float) and len(text.lstrip("-")) > _EXACT_DIGITS
    code = "code_digits_lost" if lost else ""
    return CellReading(text or None, code, text, isinstance(cell, str))


def read_flag(cell: Cell) -> CellReading[bool]:
    """Read yes or no in Dutch, English or French."""
    if isinstance(cell, bool):
        return CellReading(cell, raw=plain_text(cell))
    if is_not_stated(cell) and plain_text(cell).casefold() not in _NO:
        return CellReading()
    text = plain_text(cell)
    word = text.casefold().rstrip(".")
    if word in _YES or word in _NO:
        return CellReading(word in _YES, raw=text)
    return CellReading(code="flag_unreadable", raw=text)


def read_names(cell: Cell) -> CellReading[tuple[str, ...]]:
    """Read a list of names in one cell: lines, semicolons, bullets; commas only between mails.

    ``Stad Gent - dienst Economie`` stays one name; a leading bullet or number goes. A comma
    inside a name (``Dreambit, Inc.``) does not cut it.
    """
    if is_error(cell):
        return CellReading(code="cell_has_error", raw=plain_text(cell))
    text = plain_text(cell)
    if is_not_stated(cell):
        return CellReading(raw=text)
    seen: dict[str, str] = {}
    for part in _split_names(text):
        name = " ".join(_BULLET.sub("", part).split()).strip(" ;,")
        if name and not is_not_stated(name):
            seen.setdefault(name.casefold(), name)
    return CellReading(tuple(seen.values()) or None, raw=text, was_text=True)


def _split_names(text: str) -> list[str]:
    if "\n" in text:
        return text.splitlines()
    if ";" in text:
        return text.split(";")
    if re.search(r"[•▪‣◦]", text):
        return _INLINE_BULLET.split(text)
    if re.match(r"\s*[-\u2013\u2014]\s", text):
        return re.split(r"(?:^|\s)[-\u2013\u2014]\s", text)
    if " | " in text:
        return text.split("|")
    parts = [part.strip() for part in text.split(",")]
    if len(parts) > 1 and all(parts):
        are_mails = all(_MAIL.fullmatch(part) for part in parts)
        is_one_name = any(_TAIL_OF_NAME.fullmatch(part) for part in parts[1:])
        if are_mails or (len(parts) > 2 and not is_one_name):  # noqa: PLR2004 - a pair may be one name
            return parts
    return [text]
