"""Why nothing can be frozen yet: the whole list, not the first thing alone."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QCoreApplication

from delpanel import messages
from delpanel.errors import UserError
from delpanel.services.computed import Computed
from delpanel.services.freezing import obstacle_sentences
from ui.kit.notify import Kind, Message
from ui.models.points import window_language

MOST_SHOWN: Final = 6
translate = QCoreApplication.translate


def refusal(computed: Computed, error: UserError) -> Message:
    """Say why freezing was refused, with everything else that is open."""
    said = messages.of_error(error, window_language())
    found = obstacle_sentences(computed, window_language())
    if said not in found or len(found) == 1:
        return Message(Kind.BAD, said, key="refused")
    count = len(found)
    lead = translate("FundingRefusal", "%n dingen houden de beslissing tegen.", "", count)
    shown = list(found[:MOST_SHOWN])
    if count > MOST_SHOWN:
        more = translate("FundingRefusal", "En nog {0}; zie Consensus, Bespreken.")
        shown.append(more.format(count - MOST_SHOWN))
    return Message(Kind.BAD, lead, " ".join(shown), key="refused")
