"""Why nothing can be frozen yet: the whole list, not the first thing alone."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QCoreApplication

from delpanel import messages
from delpanel.errors import UserError
from delpanel.services.decision.freezing import Obstacle, obstacles
from delpanel.services.state.computed import Computed
from ui.kit.notify import Kind, Message
from ui.models.points import window_language

MOST_SHOWN: Final = 6
translate = QCoreApplication.translate


def refusal(computed: Computed, error: UserError) -> Message:
    """Say why freezing was refused, with everything else that is open."""
    language = window_language()
    said = messages.of_error(error, language)
    found = obstacles(computed)
    codes = {one.code for one in found}
    if error.code not in codes or len(found) == 1:
        return Message(Kind.BAD, said, key="refused")
    count = len(found)
    lead = translate("FundingRefusal", "%n dingen houden de beslissing tegen.", "", count)
    shown = _sentences(found, language)
    left = len(shown) - MOST_SHOWN
    if left > 0:
        more = translate("FundingRefusal", "En nog {0}; zie Consensus, Bespreken.").format(left)
        shown = [*shown[:MOST_SHOWN], more]
    return Message(Kind.BAD, lead, " ".join(shown), key="refused")


def _sentences(found: Sequence[Obstacle], language: str) -> list[str]:
    """Say the same thing about several dossiers once."""
    together: dict[tuple[str, str], list[str]] = {}
    for one in found:
        together.setdefault((one.code, one.detail), []).append(one.dossier)
    return [
        messages.sentence(code, {"dossier": ", ".join(dossiers), "detail": detail}, language)
        for (code, detail), dossiers in together.items()
    ]
