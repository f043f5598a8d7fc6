"""What put one dossier of a frozen ranking below another with the same total, in words."""

from __future__ import annotations

from delpanel import messages
from delpanel.model.call import Call
from delpanel.services.decision.frozen_decision import FrozenDecision
from scoring.ranking.ladder import Ladder


def deciding_rung(call: Call, decision: FrozenDecision, upper: str, lower: str) -> str:
    """Name what decided between two ranked dossiers, as a letter says it; empty where nothing did.

    A frozen row says what put it below the one before. Since the order goes rung by rung, two
    dossiers further apart differ on the first rung on which any step between them differs.
    """
    names = [row.id for row in decision.rows if row.rank is not None]
    if upper not in names or lower not in names:
        return ""
    below, above = names.index(lower), names.index(upper)
    steps = {row.decided_by for row in decision.rows[above + 1 : below + 1]}
    rung = next((rung for rung in Ladder.of(call.rules).rungs if rung in steps), "")
    level, _, subject = rung.partition(":")
    match level:
        case "CRITERION":
            return call.criterion_text(subject).name.nl
        case "ATTRIBUTE":
            return subject
        case "LOT" | "ID":
            return messages.sentence(f"LETTER_TIE_{level}", {}, "nl")
        case _:
            return ""
