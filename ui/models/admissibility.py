"""Grounds of admissibility in words: what was found, by whom, on what."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Final

from PySide6.QtCore import QCoreApplication

from delpanel import messages
from delpanel.model.admissibility import AdmissibilityFinding, Finding, Ground
from delpanel.services.state.snapshot import Snapshot
from ui.kit.tokens import Role
from ui.models.points import window_language

FINDING_LOOK: Final[Mapping[Finding, tuple[str, Role, Role]]] = {
    Finding.MET: ("checkc", "good", "text2"),
    Finding.TO_CLARIFY: ("warn", "warn", "warn"),
    Finding.FAILED: ("err", "bad", "bad"),
}


def ground_word(ground: Ground) -> str:
    """Name a ground."""
    return messages.sentence(f"GROUND_{ground}", {}, window_language())


def finding_word(finding: Finding) -> str:
    """Name a finding."""
    return messages.sentence(f"FINDING_{finding}", {}, window_language())


def finding_note(found: AdmissibilityFinding) -> str:
    """Say on what a finding rests: the reason of a person, or the facts the program saw."""
    language = window_language()
    if not found.automatic:
        quote = _tr("\N{LEFT SINGLE QUOTATION MARK}{0}\N{RIGHT SINGLE QUOTATION MARK}, blz. {1}")
        passage = quote.format(found.quote, found.page) if found.quote else ""
        return " ".join(part for part in (found.reason, passage) if part)
    if found.finding is Finding.MET:
        return _dates(found, language)
    said = messages.sentence(f"GROUND_REASON_{found.ground}", found.params, language)
    dates = _dates(found, language)
    if found.finding is Finding.TO_CLARIFY and found.ground in {
        Ground.LATE,
        Ground.PRE_REGISTRATION,
    }:
        return _tr("De bron vermeldt geen tijdstip. {0}").format(dates)
    return " ".join(part for part in (said, dates) if part)


def who_found(found: AdmissibilityFinding) -> str:
    """Say whether the program or a person found it."""
    if found.automatic:
        return _tr("vanzelf nagegaan")
    return _tr("bevestigd door {0}").format(found.actor) if found.actor else _tr("met de hand")


def manual_finding(snapshot: Snapshot, dossier: str, ground: Ground) -> AdmissibilityFinding | None:
    """Look up what a person recorded on a ground; None where nobody did."""
    return next(
        (f for f in snapshot.manual_findings if f.dossier == dossier and f.ground is ground), None
    )


def _dates(found: AdmissibilityFinding, language: str) -> str:
    received, deadline = found.params.get("received_at"), found.params.get("deadline_at")
    if not deadline:
        return ""
    both = {"received_at": received, "deadline_at": deadline}
    if received:
        said = _tr("Ontvangen {0}; uiterlijk {1}.")
        return said.format(
            *(_moment(both[key], language) for key in ("received_at", "deadline_at"))
        )
    return _tr("Uiterlijk {0}.").format(_moment(deadline, language))


def _moment(value: object, language: str) -> str:

    return messages.moment(datetime.fromisoformat(str(value)), language)


def _tr(text: str) -> str:
    return QCoreApplication.translate("Admissibility", text)
