"""The frame of every letter: head, legal basis, course of the procedure, closing blocks."""

from __future__ import annotations

from delpanel.letters.compose_annexes import annex_titles
from delpanel.letters.content import (
    Block,
    Bullets,
    Head,
    Heading,
    SignatureLine,
    Signatures,
    Text,
)
from delpanel.letters.facts import APPROVALS, INADMISSIBLE, LetterFacts
from delpanel.letters.wording import Wording


def head(facts: LetterFacts, wording: Wording) -> Head:
    """Compose wordmark, sender, addressee and references."""
    sender = facts.call.letter_set.sender
    lead = facts.dossier.lead
    contact = (wording.line("kader", "tav"),) if lead.contact.strip() else ()
    annexes = annex_titles(facts)
    rows = [
        ("kenmerk", facts.decision.reference),
        ("datum", wording.line("kader", "brief_datum")),
        ("dossier", facts.dossier.id),
        ("contact", sender.contact.name),
        ("telefoon", sender.contact.phone),
        ("mail", sender.contact.mail),
        ("bijlagen", str(len(annexes)) if annexes else ""),
    ]
    return Head(
        authority=sender.authority,
        department=sender.department,
        sender=sender.address,
        addressee=(lead.name, *contact, *lead.address),
        references=tuple(
            (wording.line("kader", label), value) for label, value in rows if value.strip()
        ),
    )


def legal_basis(facts: LetterFacts, wording: Wording) -> list[Block]:
    """List the legal grounds of the set, and the call itself."""
    return [
        Heading(2, wording.line("kader", "titel_rechtsgrond")),
        Text(wording.line("verloop", "rechtsgrond")),
        Bullets(
            (
                *facts.call.letter_set.legal_grounds,
                wording.line("verloop", "rechtsgrond_oproep"),
            )
        ),
    ]


def procedure(facts: LetterFacts, wording: Wording) -> list[Block]:
    """Tell what was asked by when, what came in when, and how it was judged."""
    blocks: list[Block] = [Heading(2, wording.line("kader", "titel_verloop"))]
    asked = "verloop_oproep" if facts.call.pre_registration_at is None else "verloop_oproep_va"
    told = wording.line("verloop", asked)
    received = _received(facts)
    if received:
        told = f"{told} {wording.line('verloop', received)}"
    blocks.append(Text(told))
    if facts.decision.code in INADMISSIBLE:
        blocks.append(Text(wording.line("verloop", "verloop_ontvankelijkheid")))
    elif facts.decision.code != "IN":
        blocks += [Text(line) for line in wording.lines("verloop", "verloop_beoordeeld")]
    return blocks


def closing(facts: LetterFacts, wording: Wording) -> list[Block]:
    """Compose publication, personal data, appeal and signatures."""
    blocks: list[Block] = []
    if facts.decision.code in APPROVALS:
        blocks += _section(wording, "bekendmaking", ("bekendmaking",))
    blocks += _section(wording, "persoonsgegevens", ("persoonsgegevens",))
    blocks += _section(wording, "beroep", ("beroep", "klacht", "inzage"))
    blocks.append(
        Signatures(
            closing=wording.line("kader", "slot"),
            lines=tuple(
                SignatureLine(
                    wording.line("kader", "handtekening", {"ondertekenaar.orgaan": s.authority}),
                    s.name,
                    s.function,
                )
                for s in facts.call.letter_set.signatories
            ),
        )
    )
    return blocks


def _section(wording: Wording, title: str, keys: tuple[str, ...]) -> list[Block]:
    return [
        Heading(2, wording.line("kader", f"titel_{title}")),
        *(Text(wording.line("slot", key)) for key in keys),
    ]


def _received(facts: LetterFacts) -> str:
    if facts.dossier.submitted_at is None:
        return ""
    return (
        "verloop_ontvangen" if facts.dossier.pre_registered_at is None else "verloop_ontvangen_va"
    )
