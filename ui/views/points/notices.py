"""What the scoring page says in its bar: refusals, closed sheets, frozen panels."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QCoreApplication

from delpanel import messages
from delpanel.errors import StaleValue, UserError
from delpanel.services.people.assessing import SheetState
from scoring.rules import Scale
from ui.kit.notify import Kind, Message, MessageArea
from ui.kit.page import Hint
from ui.models.points import window_language
from ui.sheets import Sheets

REFUSAL: Final = "refusal"
READ_ONLY: Final = "read-only"
CLOSED: Final = "closed"
translate = QCoreApplication.translate


def hints(scale: Scale) -> tuple[Hint, ...]:
    """The keys of the scoring page."""
    low, high = messages.points(scale.minimum_cp), messages.points(scale.maximum_cp)
    return (
        Hint((f"{low} \N{EN DASH} {high}",), translate("PointsNotices", "punten")),
        Hint((",",), translate("PointsNotices", "half punt erbij")),
        Hint(("F2",), translate("PointsNotices", "omschrijvingen")),
        Hint(("Ctrl Enter",), translate("PointsNotices", "volgende open")),
        Hint(
            ("Alt \N{LEFTWARDS ARROW} \N{RIGHTWARDS ARROW}",),
            translate("PointsNotices", "dossier"),
        ),
    )


def refused(error: UserError, again: Callable[[], None] | None = None) -> Message:
    """Why an act was not done; ``again`` does it on top of what somebody else did first."""
    said = messages.of_error(error, window_language())
    if error.code == "SERVER_UNREACHABLE":
        kept = "Wat u typte, blijft staan en wordt bewaard zodra de verbinding er weer is."
        retry = ((translate("PointsNotices", "Opnieuw proberen"), again),) if again else ()
        return Message(Kind.BAD, said, translate("PointsNotices", kept), retry, key=REFUSAL)
    if not isinstance(error, StaleValue):
        return Message(Kind.BAD, said, key=REFUSAL)
    acts = ((translate("PointsNotices", "Toch mijn punten"), again),) if again else ()
    return Message(
        Kind.WARN,
        said,
        translate(
            "PointsNotices",
            "U ziet nu wat er staat. Ongedaan maken gaat niet verder terug dan dit moment.",
        ),
        actions=acts,
        key=REFUSAL,
    )


def released() -> Message:
    """The panel sees everybody's points; a member gives none any more."""
    return Message(
        Kind.INFO,
        translate("PointsNotices", "De voorzitter gaf de punten vrij aan het panel."),
        translate("PointsNotices", "Uw blad kan niet meer wijzigen; u kunt het nog nalezen."),
        key=READ_ONLY,
    )


def show_standing(area: MessageArea, sheets: Sheets) -> None:
    """Say why nothing can be given any more, or nothing where it can."""
    area.remove(READ_ONLY)
    if sheets.is_frozen:
        area.show_message(frozen())
    elif sheets.is_own and sheets.is_released:
        area.show_message(released())


def off_scale(typed: str, scale: Scale) -> Message:
    """What was typed is no number of points of this call."""
    low, high = messages.points(scale.minimum_cp), messages.points(scale.maximum_cp)
    rule = translate("PointsNotices", "Geef {0} tot {1} in stappen van {2}.")
    return Message(
        Kind.WARN,
        translate("PointsNotices", "{0} ligt niet op de puntenschaal.").format(typed),
        rule.format(low, high, messages.points(scale.step_cp)),
        key=REFUSAL,
    )


def frozen() -> Message:
    """Nothing can be changed any more."""
    return Message(
        Kind.INFO,
        translate("PointsNotices", "De toekenning is vastgelegd."),
        translate("PointsNotices", "Punten en motiveringen kunnen niet meer wijzigen."),
        key=READ_ONLY,
    )


def closed(state: SheetState) -> Message:
    """Whether a sheet is complete, and what it still lacks."""
    if state.complete:
        return Message(
            Kind.GOOD,
            translate("PointsNotices", "Het blad van {0} is volledig.").format(state.dossier),
            translate("PointsNotices", "U kunt het wijzigen tot de toekenning vastligt."),
            key=CLOSED,
        )
    missing = translate(
        "PointsNotices", "Nog te doen: punten voor {0} en motivering voor {1} van de {2} criteria."
    )
    return Message(
        Kind.WARN,
        translate("PointsNotices", "Het blad van {0} is nog niet volledig.").format(state.dossier),
        missing.format(
            state.criteria - state.given, state.criteria - state.motivated, state.criteria
        ),
        key=CLOSED,
    )


def all_done() -> Message:
    """There is no open sheet left."""
    return Message(
        Kind.GOOD,
        translate("PointsNotices", "Alle bladen zijn volledig."),
        translate("PointsNotices", "U kunt ze nalezen en wijzigen tot de toekenning vastligt."),
        key=CLOSED,
    )
