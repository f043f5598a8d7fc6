"""Hints for a step-zero pack: where a member and a consortium may have to do with each other.

A hint decides nothing. It names what agrees, so that nobody declares without having looked.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from delpanel.exchange.cells.labels import folded
from delpanel.model.dossier import Dossier, Partner
from delpanel.model.pack import Hint, HintKind
from delpanel.model.panel import Evaluator

PUBLIC_MAIL: Final = frozenset(
    (
        "gmail.com",
        "googlemail.com",
        "outlook.com",
        "outlook.be",
        "hotmail.com",
        "hotmail.be",
        "live.com",
        "live.be",
        "msn.com",
        "yahoo.com",
        "icloud.com",
        "me.com",
        "proton.me",
        "protonmail.com",
        "gmx.com",
        "gmx.net",
        "aol.com",
        "telenet.be",
        "skynet.be",
        "proximus.be",
        "scarlet.be",
        "pandora.be",
        "belgacom.net",
    )
)
_TITLES: Final = frozenset(
    (
        "de",
        "heer",
        "mevrouw",
        "dhr",
        "mevr",
        "mr",
        "mrs",
        "ms",
        "dr",
        "ir",
        "ing",
        "prof",
        "drs",
    )
)
_NUMBER: Final = re.compile(r"[01]\d{3}\D?\d{3}\D?\d{3}")


def mail_domain(mail: str) -> str:
    """Give the domain of a mail address in small letters; empty where there is none."""
    return mail.strip().casefold().rpartition("@")[2] if "@" in mail else ""


def hints_for(evaluator: Evaluator, dossiers: Sequence[Dossier]) -> Mapping[str, tuple[Hint, ...]]:
    """Give what agrees between a member and each dossier, by dossier id.

    The enterprise number of a member is the one in the organisation's text, or the number of a
    partner anywhere whose name is that organisation. Dossiers for the same province compete.
    """
    numbers = _numbers(evaluator, dossiers)
    found = {d.id: _direct(evaluator, numbers, d) for d in dossiers}
    linked = [d for d in dossiers if found[d.id]]
    return {d.id: (*found[d.id], *_competing(d, linked)) for d in dossiers}


def _numbers(evaluator: Evaluator, dossiers: Iterable[Dossier]) -> frozenset[str]:
    organisation = folded(evaluator.organisation)
    written = {re.sub(r"\D", "", number) for number in _NUMBER.findall(evaluator.organisation)}
    known = {
        partner.kbo
        for dossier in dossiers
        for partner in dossier.partners
        if partner.kbo and organisation and folded(partner.name) == organisation
    }
    return frozenset(written | known)


def _direct(evaluator: Evaluator, numbers: frozenset[str], dossier: Dossier) -> tuple[Hint, ...]:
    found: dict[Hint, None] = {}
    domain = mail_domain(evaluator.mail)
    for partner in dossier.partners:
        if partner.kbo and partner.kbo in numbers:
            found[Hint(HintKind.ENTERPRISE_NUMBER, f"{partner.name} ({partner.kbo})")] = None
        if domain and domain not in PUBLIC_MAIL and mail_domain(partner.mail) == domain:
            found[Hint(HintKind.MAIL_DOMAIN, f"{partner.name} ({domain})")] = None
        if _same_name(evaluator, partner):
            found[Hint(HintKind.NAME, partner.contact or partner.name)] = None
    return tuple(found)


def _same_name(evaluator: Evaluator, partner: Partner) -> bool:
    organisation = folded(evaluator.organisation)
    person = _name_words(evaluator.name)
    return bool(organisation and folded(partner.name) == organisation) or (
        len(person) > 1 and person == _name_words(partner.contact)
    )


def _name_words(name: str) -> frozenset[str]:
    """Give the words of a person's name, whatever their order, without forms of address."""
    words = re.split(r"[^\w]+", folded(name))
    return frozenset(word for word in words if word and word not in _TITLES)


def _competing(dossier: Dossier, linked: Iterable[Dossier]) -> tuple[Hint, ...]:
    return tuple(
        Hint(HintKind.COMPETITOR, f"{other.id} {other.name}")
        for other in linked
        if other.id != dossier.id and other.nuts is not None and other.nuts == dossier.nuts
    )
