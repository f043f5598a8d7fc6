"""Read a letter set: sender, signatories, legal grounds and desks, correctable without code."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from datetime import date
from typing import Any, TypeVar

import resources
from delpanel.errors import UserError
from delpanel.letters.call_facts import (
    Appeal,
    Contact,
    DeMinimisRegime,
    LetterSet,
    Privacy,
    Sender,
    Signatory,
)

_Table = Mapping[str, Any]
_T = TypeVar("_T")


def letter_set_names() -> tuple[str, ...]:
    """List the shipped letter sets."""
    return tuple(name.removesuffix(".toml") for name in resources.names("letters/sets", ".toml"))


def letter_set(name: str) -> LetterSet:
    """Read a shipped letter set; UserError LETTER_SET_UNKNOWN, or LETTER_SET_KEY by name."""
    if name not in letter_set_names():
        raise UserError("LETTER_SET_UNKNOWN", name=name, known=", ".join(letter_set_names()))
    return parse_letter_set(
        name,
        resources.read_text(f"letters/sets/{name}.toml"),
        resources.read_text("letters/law.toml"),
    )


def parse_letter_set(name: str, text: str, law_text: str) -> LetterSet:
    """Read a letter set from TOML; a missing or empty entry is refused by its name."""
    own: _Table = tomllib.loads(text)
    law: _Table = tomllib.loads(law_text)
    return LetterSet(
        id=name,
        object_name=_text(name, own, "object"),
        deciding_body=_text(name, own, "sender.body"),
        sender=Sender(
            authority=_text(name, own, "sender.authority"),
            department=_text(name, own, "sender.department"),
            address=_texts(name, own, "sender.address"),
            contact=Contact(
                name=_text(name, own, "sender.contact.name"),
                function=_text(name, own, "sender.contact.function"),
                phone=_text(name, own, "sender.contact.phone"),
                mail=_text(name, own, "sender.contact.mail"),
            ),
        ),
        signatories=tuple(
            Signatory(
                name=_text(name, row, "name"),
                function=_text(name, row, "function"),
                authority=_text(name, row, "authority"),
            )
            for row in _entry(name, own, "signatories", list)
        ),
        legal_grounds=_texts(name, own, "legal_grounds"),
        appeal=Appeal(
            council_address=_text(name, law, "appeal.council_address"),
            platform=_text(name, law, "appeal.platform"),
            complaint_contact=_text(name, own, "complaints.contact"),
            term_days=_entry(name, law, "appeal.term_days", int),
            access_days=_entry(name, law, "appeal.access_days", int),
        ),
        privacy=Privacy(
            controller=_text(name, own, "privacy.controller"),
            kept_until=_text(name, own, "privacy.kept_until"),
            officer_contact=_text(name, own, "privacy.officer_contact"),
            supervisor=_text(name, own, "privacy.supervisor"),
        ),
        regimes=tuple(_regime(name, row) for row in _entry(name, law, "de_minimis", list)),
        publicity=_text(name, own, "publicity"),
        archive_until=_text(name, own, "archive_until"),
        programme=_text(name, own, "programme"),
    )


def _regime(name: str, row: _Table) -> DeMinimisRegime:
    return DeMinimisRegime(
        regulation=_text(name, row, "regulation"),
        award_from=_entry(name, row, "award_from", date),
        award_to=_entry(name, row, "award_to", date),
        ceiling_cents=100 * _entry(name, row, "ceiling", int),
        period=_text(name, row, "period"),
    )


def _text(name: str, table: _Table, key: str) -> str:
    return _entry(name, table, key, str).strip()


def _texts(name: str, table: _Table, key: str) -> tuple[str, ...]:
    return tuple(str(line) for line in _entry(name, table, key, list))


def _entry(name: str, table: _Table, key: str, kind: type[_T]) -> _T:
    found: Any = table
    for part in key.split("."):
        found = found.get(part) if isinstance(found, Mapping) else None
    if not isinstance(found, kind) or not found:
        raise UserError("LETTER_SET_KEY", name=name, key=key)
    return found
