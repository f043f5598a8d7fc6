from __future__ import annotations

import re
from pathlib import Path

from delpanel import messages
from delpanel.exchange.lists.list_fields import ListField
from delpanel.exchange.lists.list_reader import EXPECTED

ROOM = Path(__file__).resolve().parents[3] / "delpanel" / "exchange"
CODE = re.compile(
    r"\"((?:file|list|sheet|mapping|mapped|header|column|headings|rows|total|ids?|title|row|code"
    r"|cells?|amount|rate|date|moment|flag|label|province|database|formulas|html|text|reader)"
    r"_[a-z_]+)\""
)
NO_CODES = frozenset({
    "header_row", "header_again", "header_at", "file_bytes", "row_kind", "date_only", "title_at",
    "rate_bp",
})  # fmt: skip


def _used() -> set[str]:
    rooms = ("reading", "cells", "lists")
    texts = (path.read_text(encoding="utf-8") for r in rooms for path in (ROOM / r).glob("*.py"))
    return {code for text in texts for code in CODE.findall(text)} - NO_CODES


def test_every_code_of_the_reading_side_has_a_sentence_in_both_languages() -> None:
    used = _used()

    assert len(used) > 70
    for language in messages.LANGUAGES:
        assert [code for code in sorted(used) if not messages.knows(code, language)] == []


def test_every_field_has_a_name_in_both_languages() -> None:
    for language in messages.LANGUAGES:
        assert all(messages.knows(f"field_{each.value}", language) for each in ListField)


def test_every_absent_column_has_a_sentence_in_both_languages() -> None:
    for language in messages.LANGUAGES:
        assert all(messages.knows(f"no_column_{each.value}", language) for each in EXPECTED)
