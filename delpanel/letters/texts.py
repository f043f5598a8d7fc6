"""The sentences of the letters: TOML texts with {fields}, editable without code.

A text is one sentence or a list of paragraphs. A folder of the secretariat may replace any text of
the shipped ones, file by file and key by key. Fields and keys are checked when texts are loaded.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import resources
from delpanel.errors import UserError
from delpanel.file_causes import toml_place
from delpanel.letters.fields import FIELDS

FOLDER = "letters/nl"
_FIELD = re.compile(r"\{([^{}]*)\}")

_Section = Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class TextReport:
    """What a check of the texts found: (file, key, field) triples, (file, key) pairs, field names.

    ``unused`` fields are allowed: they are there for a secretariat that wants them.
    """

    unknown_fields: tuple[tuple[str, str, str], ...]
    unknown_keys: tuple[tuple[str, str], ...]
    unused: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Texts:
    """All texts by file and key; each text a tuple of paragraphs."""

    sections: Mapping[str, _Section]

    def paragraphs(self, section: str, key: str) -> tuple[str, ...]:
        """Give a text with its fields still open; KeyError if there is none."""
        return self.sections[section][key]

    def has(self, section: str, key: str) -> bool:
        """Say whether there is such a text."""
        return key in self.sections.get(section, {})


def load_texts(folder: Path | None = None) -> Texts:
    """Load the shipped texts, replaced where ``folder`` has a text of the same file and key.

    Raises:
        UserError: LETTER_TEXT_FIELD or LETTER_TEXT_KEY names the first text that cannot be used;
            LETTER_TEXT_FILE a file that is no TOML.
    """
    texts = _shipped()
    if folder is not None:
        texts = Texts({**texts.sections, **dict(_replaced(texts, folder))})
    report = check_texts(texts)
    for file, key in report.unknown_keys:
        raise UserError("LETTER_TEXT_KEY", file=file, key=key)
    for file, key, field in report.unknown_fields:
        raise UserError("LETTER_TEXT_FIELD", file=file, key=key, field=field)
    return texts


def check_texts(texts: Texts) -> TextReport:
    """Hold every text against the known fields and the shipped keys."""
    shipped = _shipped().sections
    used: set[str] = set()
    unknown: list[tuple[str, str, str]] = []
    for file, section in texts.sections.items():
        for key, paragraphs in section.items():
            found = {field for text in paragraphs for field in fields_in(text)}
            used |= found
            unknown += [(file, key, field) for field in sorted(found - FIELDS.keys())]
    return TextReport(
        unknown_fields=tuple(unknown),
        unknown_keys=tuple(
            (file, key)
            for file, section in texts.sections.items()
            for key in section
            if key not in shipped.get(file, {})
        ),
        unused=tuple(sorted(FIELDS.keys() - used)),
    )


def fields_in(text: str) -> frozenset[str]:
    """Give the names between braces in one text."""
    return frozenset(_FIELD.findall(text))


def fill(text: str, values: Mapping[str, str], dossier: str) -> str:
    """Fill the fields of one text; UserError LETTER_FIELD_EMPTY names the first empty one."""

    def value(match: re.Match[str]) -> str:
        name = match.group(1)
        found = values.get(name, "").strip()
        if not found:
            raise UserError("LETTER_FIELD_EMPTY", dossier=dossier, field=name)
        return found

    return _FIELD.sub(value, text)


@cache
def _shipped() -> Texts:
    return Texts(
        {
            name.removesuffix(".toml"): _parsed(name, resources.read_text(f"{FOLDER}/{name}"))
            for name in resources.names(FOLDER, ".toml")
        }
    )


def _replaced(texts: Texts, folder: Path) -> Iterator[tuple[str, _Section]]:
    for path in sorted(folder.glob("*.toml")):
        own = _parsed(path.name, path.read_text(encoding="utf-8"))
        yield path.stem, {**texts.sections.get(path.stem, {}), **own}


def _parsed(name: str, text: str) -> _Section:
    try:
        table = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise UserError("LETTER_TEXT_FILE", file=name, **toml_place(error)) from error
    return {key: _paragraphs(name, key, value) for key, value in table.items()}


def _paragraphs(name: str, key: str, value: object) -> tuple[str, ...]:
    paragraphs = value if isinstance(value, list) else [value]
    if not paragraphs or not all(isinstance(p, str) and p.strip() for p in paragraphs):
        raise UserError("LETTER_TEXT_KEY", file=name, key=key)
    return tuple(paragraphs)
