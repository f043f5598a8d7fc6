"""What decides level totals, in words: the same on the call page and on a command line."""

from __future__ import annotations

from delpanel import messages
from delpanel.model.call import Call


def ladder_words(call: Call, language: str) -> str:
    """Name what decides level totals one after another, and whether the call itself says so."""
    rules = call.rules
    rungs = [call.criterion_text(name).name.text(language) for name in rules.tie_order]
    rungs += [attribute.name for attribute in rules.tie_attributes]
    rungs.append(messages.sentence("TIE_LOT", {}, language))
    code = "TIE_LADDER_USUAL" if call.usual_ties else "TIE_LADDER"
    return messages.sentence(code, {"rungs": ", ".join(rungs)}, language)
