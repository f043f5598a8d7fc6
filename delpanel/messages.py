"""Codes become sentences: one place, two languages, Belgian figures.

Parameters say their unit by their suffix (``_cents``, ``_cp``, ``_bp``, ``_at``, ``_on``) and are
written the Belgian way (1.234.567,89; 3,5; 40 %; 21 november 2020) in both languages.
"""

from __future__ import annotations

import string
import tomllib
from collections.abc import Mapping
from datetime import date, datetime
from functools import cache
from zoneinfo import ZoneInfo

from typing_extensions import override

import resources
from delpanel.errors import UserError
from delpanel.model.issues import Issue
from scoring.errors import ScoringError

Param = str | int | None
LANGUAGES = ("nl", "en")
BRUSSELS = ZoneInfo("Europe/Brussels")
NBSP = "\u00a0"
_WORDS = frozenset({"field", "delimiter"})
"""Parameters that are codes themselves and have a word in each language."""
_MONTHS = {
    "nl": "januari,februari,maart,april,mei,juni,juli,augustus,september,oktober,november,december",
    "en": "January,February,March,April,May,June,July,August,September,October,November,December",
}


def sentence(code: str, params: Mapping[str, Param], language: str = "nl") -> str:
    """Give the sentence of a code; the bare code where no language knows it."""
    entry = _texts(language).get(code) or _texts("nl").get(code)
    if entry is None:
        return _bare(code, params)
    template = entry if isinstance(entry, str) else entry[_variant(entry, params)]
    return _Formatter(language).vformat(template, (), dict(params))


def of_error(error: UserError | ScoringError, language: str = "nl") -> str:
    """Give the sentence of a refusal."""
    params: dict[str, Param] = dict(error.params)
    if isinstance(error, ScoringError):
        # ``path`` is what stands in a file; ``field`` may be said by the name of a column
        params.setdefault("path", error.field)
        params.setdefault("field", error.field)
    return sentence(error.code, params, language)


def of_issue(issue: Issue, language: str = "nl") -> str:
    """Give the sentence of a finding; file, sheet and cell are known to the template."""
    params: dict[str, Param] = {
        "file": issue.place.file,
        "sheet": issue.place.sheet,
        "cell": issue.place.cell,
        "dossier": issue.dossier,
        **issue.params,
    }
    # a name of the call that has another wording in this language
    ending = f"_{language}"
    params |= {k.removesuffix(ending): v for k, v in issue.params.items() if k.endswith(ending)}
    return sentence(issue.code, params, language)


def knows(code: str, language: str) -> bool:
    """Say whether a sentence exists in this very language."""
    return code in _texts(language)


def codes(language: str) -> frozenset[str]:
    """Give every code that has a sentence in this language."""
    return frozenset(_texts(language))


def fields(code: str, language: str) -> frozenset[str]:
    """Give the parameter names a sentence uses."""
    entry = _texts(language)[code]
    templates = [entry] if isinstance(entry, str) else list(entry.values())
    return frozenset(
        name for text in templates for _, name, _, _ in string.Formatter().parse(text) if name
    )


def money(cents: int, *, decimals: bool = True) -> str:
    """Write cents as Belgian euro, 1.234.567,89; without decimals the cents must be nought."""
    sign = "\u2212" if cents < 0 else ""
    euro, rest = divmod(abs(cents), 100)
    whole = f"{euro:,}".replace(",", ".")
    return f"{sign}{whole},{rest:02d}" if decimals or rest else f"{sign}{whole}"


def points(value_cp: int) -> str:
    """Write centipoints with a comma and no idle noughts: 350 -> 3,5; 300 -> 3."""
    sign = "\u2212" if value_cp < 0 else ""
    whole, rest = divmod(abs(value_cp), 100)
    tail = f"{rest:02d}".rstrip("0")
    return f"{sign}{whole},{tail}" if tail else f"{sign}{whole}"


def percent(value_bp: int) -> str:
    """Write basis points as a percentage: 4000 -> 40 %, 3333 -> 33,33 %."""
    return f"{points(value_bp)}{NBSP}%"


def day(value: date, language: str = "nl") -> str:
    """Write a date in words: 21 november 2020."""
    return f"{value.day} {_MONTHS[language].split(',')[value.month - 1]} {value.year}"


def moment(value: datetime, language: str = "nl", zone: ZoneInfo = BRUSSELS) -> str:
    """Write a moment in the call's zone to the second."""
    local = value.astimezone(zone)
    at = "om" if language == "nl" else "at"
    return f"{day(local.date(), language)} {at} {local:%H:%M:%S}"


class _Formatter(string.Formatter):
    def __init__(self, language: str) -> None:
        self.language = language

    @override
    def get_value(self, key: int | str, args: object, kwargs: Mapping[str, object]) -> str:
        del args
        value = kwargs.get(str(key))
        return "" if value is None else _written(str(key), value, self.language)

    @override
    def check_unused_args(self, used_args: object, args: object, kwargs: object) -> None:
        del used_args, args, kwargs


def _written(name: str, value: object, language: str) -> str:
    if name in _WORDS and knows(f"{name}_{value}", language):
        return sentence(f"{name}_{value}", {}, language)
    if isinstance(value, int) and not isinstance(value, bool):
        if name.endswith("_cents"):
            return f"€{NBSP}{money(value)}"
        if name.endswith("_cp"):
            return points(value)
        if name.endswith("_bp"):
            return percent(value)
    if isinstance(value, str) and value and name.endswith("_at"):
        return moment(datetime.fromisoformat(value), language)
    if isinstance(value, str) and value and name.endswith("_on"):
        return day(date.fromisoformat(value), language)
    return str(value)


def _variant(entry: Mapping[str, str], params: Mapping[str, Param]) -> str:
    """Choose among wordings: by the ``reason`` where one is meant for it, else by the count."""
    reason = params.get("reason")
    if isinstance(reason, str) and reason in entry:
        return reason
    return "one" if params.get("count") == 1 and "one" in entry else "other"


def _bare(code: str, params: Mapping[str, Param]) -> str:
    tail = ", ".join(f"{key}={value}" for key, value in params.items() if value not in {None, ""})
    return f"{code} ({tail})" if tail else code


@cache
def _texts(language: str) -> Mapping[str, str | dict[str, str]]:
    found: dict[str, str | dict[str, str]] = {}
    for name in resources.names("texts", f".{language}.toml"):
        found.update(tomllib.loads(resources.read_text(f"texts/{name}")))
    return found
