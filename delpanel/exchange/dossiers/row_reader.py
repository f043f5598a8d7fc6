"""Reads the cells of one dossier's rows; whatever is odd becomes a finding with its address."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from functools import cache
from typing import Final, TypeVar

from delpanel.exchange.cells.amounts import read_cents, read_rate_bp
from delpanel.exchange.cells.cell_values import (
    CellReading,
    is_not_stated,
    plain_text,
    read_code,
    read_flag,
    read_paragraphs,
    read_text,
)
from delpanel.exchange.cells.checks import CheckFacts
from delpanel.exchange.cells.geography import match_province
from delpanel.exchange.cells.labels import LabelMatch, match_label
from delpanel.exchange.cells.moments import read_date, read_moment
from delpanel.exchange.cells.sheet_rows import Findings, SheetRow
from delpanel.exchange.dossiers import dossier_layout as layout
from delpanel.exchange.dossiers.dossier_layout import ChoiceList
from delpanel.exchange.reading.source import is_blank
from delpanel.model.issues import Severity

_T = TypeVar("_T")

_FULL_BP: Final = 10_000
_BETWEEN_CODES: Final = re.compile(r"[;\n,]+")


class RowReader:
    """Reads cells for one dossier and collects what it finds under that dossier's number."""

    def __init__(
        self, dossier: str, facts: CheckFacts, findings: Findings, *, epoch_1904: bool = False
    ) -> None:
        self.dossier = dossier
        self.facts = facts
        self._findings = findings
        self._epoch_1904 = epoch_1904

    def report(
        self,
        code: str,
        severity: Severity,
        row: SheetRow,
        field: str,
        *,
        blocks: bool = False,
        **params: str | int | None,
    ) -> None:
        """Note a finding on a cell, with the heading of its column and what stands in it."""
        params.setdefault("column", row.label(field))
        params.setdefault("typed", _shortened(plain_text(row.cell(field))))
        place = row.place(field)
        self._findings.add(code, severity, place, dossier=self.dossier, blocks=blocks, **params)

    def text(self, row: SheetRow, field: str) -> str:
        """Read one line of text; empty if blank."""
        return self._words(row, field, read_text(row.cell(field)))

    def paragraphs(self, row: SheetRow, field: str) -> str:
        """Read a text with its line breaks; empty if blank."""
        return self._words(row, field, read_paragraphs(row.cell(field)))

    def code(self, row: SheetRow, field: str) -> str:
        """Read an identifier or a number that is no amount; empty if blank."""
        return self._words(row, field, read_code(row.cell(field)))

    def figure(self, row: SheetRow, field: str) -> str:
        """Read a figure as text, the Belgian way: 42.5 in a number cell is ``42,5``."""
        cell = row.cell(field)
        text = plain_text(cell)
        return text.replace(".", ",") if isinstance(cell, float) else text

    def day(self, row: SheetRow, field: str) -> date | None:
        """Read a day; None if blank or unreadable."""
        reading = read_date(row.cell(field), epoch_1904=self._epoch_1904)
        return self._value(row, field, reading, "DOSSIER_DATE_UNREADABLE")

    def moment(self, row: SheetRow, field: str) -> datetime | None:
        """Read a moment in the call's zone; None if blank or unreadable."""
        cell = row.cell(field)
        reading = read_moment(cell, zone=self.facts.zone, epoch_1904=self._epoch_1904)
        if reading.value is not None and reading.code == "moment_without_time":
            self.report("DOSSIER_MOMENT_NO_TIME", Severity.WARNING, row, field)
            return reading.value
        return self._value(row, field, reading, "DOSSIER_DATE_UNREADABLE")

    def flag(self, row: SheetRow, field: str) -> bool | None:
        """Read yes or no; None if blank or unreadable."""
        reading = read_flag(row.cell(field))
        return self._value(row, field, reading, "DOSSIER_FLAG_UNREADABLE")

    def cents(self, row: SheetRow, field: str) -> int | None:
        """Read an amount; one that cannot be read, or is negative, blocks the dossier."""
        reading = read_cents(row.cell(field))
        if reading.failed:
            self.report("DOSSIER_AMOUNT_UNREADABLE", Severity.ERROR, row, field, blocks=True)
            return None
        if reading.value is not None and reading.value < 0:
            self.report("DOSSIER_AMOUNT_NEGATIVE", Severity.ERROR, row, field, blocks=True)
            return None
        if reading.code:
            code = f"DOSSIER_{reading.code.upper()}"
            self.report(code, Severity.WARNING, row, field, taken_cents=reading.value)
        elif reading.value is not None and reading.was_text:
            taken = reading.value
            self.report("DOSSIER_AMOUNT_WAS_TEXT", Severity.INFO, row, field, taken_cents=taken)
        return reading.value

    def rates_bp(self, row: SheetRow, field: str) -> tuple[int, ...]:
        """Read the budgets a dossier accepts; the full one always belongs to them."""
        cell = row.cell(field)
        if is_not_stated(cell):
            return (_FULL_BP,)
        parts: Iterable[str | float | int]
        parts = _BETWEEN_CODES.split(cell) if isinstance(cell, str) else [cell]  # type: ignore[list-item]  # a date or flag reads as unreadable
        rates = [read_rate_bp(part) for part in parts if not is_blank(part)]
        if any(rate.failed or rate.value == 0 for rate in rates):
            self.report("DOSSIER_RATE_UNREADABLE", Severity.WARNING, row, field)
        found = {rate.value for rate in rates if rate.value} | {_FULL_BP}
        return tuple(sorted(found, reverse=True))

    def choice(self, row: SheetRow, field: str, choices: ChoiceList) -> str:
        """Read a word of a fixed list as its value; empty if blank or unknown."""
        match = self._match(row, field, choice_words(choices))
        return "" if match is None else match.key

    def province(self, row: SheetRow) -> str | None:
        """Read the hub province as its NUTS code, by the call's names first."""
        typed = plain_text(row.cell("province"))
        if is_not_stated(row.cell("province")):
            return None
        known = {p.nuts: (p.name.nl, p.name.en, p.nuts) for p in self.facts.provinces}
        match = match_label(typed, known) or match_province(typed)
        if match is None:
            names = ", ".join(p.name.nl for p in self.facts.provinces)
            self.report("DOSSIER_WORD_UNKNOWN", Severity.ERROR, row, "province", known=names)
            return None
        self._tell(row, "province", match)
        return match.key

    def aid_rule(self, row: SheetRow) -> str:
        """Read the id of an aid rule; an unknown one stays as typed and is found by the checks."""
        typed = self.code(row, "aid_rule")
        words = {rule.id: (rule.id, rule.name.nl, rule.name.en) for rule in self.facts.aid_rules}
        match = match_label(typed, words)
        # Ids differ by one letter on purpose (CLU-O, CLU-I), so no typo is guessed in them.
        if match is None or (match.has_typo and match.label == match.key):
            return typed
        self._tell(row, "aid_rule", match)
        return match.key

    def conditions(self, row: SheetRow) -> tuple[str, ...]:
        """Read the codes of declared conditions; without known rules they stay as typed."""
        typed = self.text(row, "conditions")
        known = {code: (code,) for code in sorted(self.facts.conditions)}
        found: list[str] = []
        for part in filter(None, map(str.strip, _BETWEEN_CODES.split(typed))):
            match = match_label(part, known)
            if match is None and self.facts.aid_rules:
                names = ", ".join(known)
                self.report(
                    "DOSSIER_CONDITION_UNKNOWN", Severity.WARNING, row, "conditions",
                    typed=part, known=names,
                )  # fmt: skip
                continue
            found.append(part if match is None else match.key)
        return tuple(dict.fromkeys(found))

    def _words(self, row: SheetRow, field: str, reading: CellReading[str]) -> str:
        if reading.code:
            lost = reading.code == "code_digits_lost"
            code = "DOSSIER_DIGITS_LOST" if lost else "DOSSIER_CELL_ERROR"
            self.report(code, Severity.WARNING, row, field)
        return reading.value or ""

    def _value(self, row: SheetRow, field: str, reading: CellReading[_T], code: str) -> _T | None:
        if reading.failed:
            self.report(code, Severity.WARNING, row, field)
        elif reading.code:
            self.report("DOSSIER_DATE_GUESSED", Severity.WARNING, row, field)
        return reading.value

    def _match(
        self, row: SheetRow, field: str, words: Mapping[str, tuple[str, ...]]
    ) -> LabelMatch | None:
        if is_blank(row.cell(field)):
            return None
        match = match_label(plain_text(row.cell(field)), words)
        if match is None:
            names = ", ".join(labels[0] for labels in words.values())
            self.report("DOSSIER_WORD_UNKNOWN", Severity.WARNING, row, field, known=names)
            return None
        self._tell(row, field, match)
        return match

    def _tell(self, row: SheetRow, field: str, match: LabelMatch) -> None:
        if match.has_typo:
            self.report("DOSSIER_WORD_GUESSED", Severity.WARNING, row, field, taken=match.label)
        elif row.cell(field) != match.label:
            self.report("DOSSIER_WORD_MATCHED", Severity.INFO, row, field, taken=match.label)


@cache
def choice_words(choices: ChoiceList) -> Mapping[str, tuple[str, ...]]:
    """Give per value of a fixed list the words that mean it, in both languages."""
    return {
        value: (
            *(layout.choice_label(choices, value, language) for language in layout.LANGUAGES),
            value,
        )
        for value in layout.FIXED_CHOICES[choices]
    }


def _shortened(text: str) -> str:
    longest = 60
    return text if len(text) <= longest else f"{text[:longest]}…"
