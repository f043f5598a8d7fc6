"""What the consensus page says: title, keys, refusals and what was recorded."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QCoreApplication

from delpanel import messages
from delpanel.errors import StaleValue, UserError
from delpanel.model.call import Call
from delpanel.services.rankings.ranking_view import basis_sentence
from scoring.errors import ScoringError
from scoring.rules import RankingBasis
from ui.kit.notify import Kind, Message
from ui.kit.page import Hint
from ui.models.points import window_language

NOTICE: Final = "consensus"
READ_ONLY: Final = "read-only"
translate = QCoreApplication.translate


def title(ranked: int, shown: int, call: Call, *, on_trial: bool) -> tuple[str, str, str]:
    """The state in the toolbar: title, note, and what the ranking rests on."""
    basis = basis_sentence(call, window_language())
    if on_trial:
        note = translate("Consensus", "proef met andere gewichten, niet bewaard")
        return translate("Consensus", "Rangschikking"), note, basis
    counted = translate("Consensus", "{0} van {1} dossiers boven alle drempels")
    note = counted.format(ranked, shown)
    if call.rules.consolidation.basis is RankingBasis.CALIBRATED:
        corrected = translate("Consensus", "gecorrigeerde punten")
        note = f"{note} · {corrected}"
    return translate("Consensus", "Rangschikking"), note, basis


def hints(*, in_meeting: bool) -> tuple[Hint, ...]:
    """The keys that work here and now."""
    up, down = "\N{UPWARDS ARROW}", "\N{DOWNWARDS ARROW}"
    left, right = "\N{LEFTWARDS ARROW}", "\N{RIGHTWARDS ARROW}"
    beamer = Hint(("B",), translate("Consensus", "beamer zonder namen"))
    if in_meeting:
        return (
            Hint(("0 \N{EN DASH} 5",), translate("Consensus", "punten")),
            Hint((",",), translate("Consensus", "half punt erbij")),
            Hint(("Ctrl S",), translate("Consensus", "dit criterium vastleggen")),
            Hint(("Ctrl Shift S",), translate("Consensus", "het dossier")),
            Hint(("Ctrl Enter",), translate("Consensus", "volgende bespreking")),
            Hint(("Esc",), translate("Consensus", "rangschikking")),
        )
    return (
        Hint((up, down), translate("Consensus", "dossier")),
        Hint(("Enter",), translate("Consensus", "bespreken")),
        Hint(("Ctrl Enter",), translate("Consensus", "volgende bespreking")),
        Hint((left, right), translate("Consensus", "gewicht ±1")),
        beamer,
    )


def refused(error: UserError | ScoringError) -> Message:
    """Why an act was not done."""
    if isinstance(error, StaleValue):
        return Message(
            Kind.WARN,
            messages.of_error(error, window_language()),
            translate(
                "Consensus", "Wat u invulde, blijft staan. Leg het opnieuw vast als het geldt."
            ),
            key=NOTICE,
        )
    return Message(Kind.BAD, messages.of_error(error, window_language()), key=NOTICE)


def failed(fault: Exception) -> Message:
    """Why a computation gave no answer."""
    lead = translate("Consensus", "Deze berekening gaf geen antwoord.")
    if isinstance(fault, UserError | ScoringError):
        return Message(Kind.BAD, lead, messages.of_error(fault, window_language()), key=NOTICE)
    return Message(Kind.BAD, lead, str(fault), key=NOTICE)


def reason_missing(criterion: str) -> Message:
    """A departure from the panel without a reason."""
    return Message(
        Kind.WARN,
        translate("Consensus", "{0}: de consensus wijkt af van het panel.").format(criterion),
        translate("Consensus", "Schrijf op waarom; zonder reden wordt niets vastgelegd."),
        key=NOTICE,
    )


def agreed(dossier: str) -> Message:
    """The consensus stands."""
    lead = translate("Consensus", "De consensus van {0} is vastgelegd.")
    return Message(Kind.GOOD, lead.format(dossier), key=NOTICE)


def nothing_left() -> Message:
    """The agenda is empty."""
    return Message(
        Kind.GOOD,
        translate("Consensus", "Er is niets meer te bespreken."),
        translate("Consensus", "Geen enkel open punt houdt de beslissing tegen."),
        key=NOTICE,
    )


def frozen() -> Message:
    """Nothing can be changed any more."""
    return Message(
        Kind.INFO,
        translate("Consensus", "De toekenning is vastgelegd."),
        translate("Consensus", "Consensus en gewichten kunnen niet meer wijzigen."),
        key=READ_ONLY,
    )
