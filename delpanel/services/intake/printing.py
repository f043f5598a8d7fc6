"""Signs that no letter can show: found when a dossier comes in, and in the way of a freeze.

The typeface of the letters has no emoji and sets no script from right to left. Whoever learns that
only when the letters are made has frozen a decision that cannot be sent.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Final

from delpanel.model.dossier import Dossier
from delpanel.model.issues import Issue, Place, Severity
from delpanel.services.state.snapshot import Snapshot

RARE: Final = re.compile(
    r"[^\n\r\t -~\u00a0-\u017f\u2013\u2014\u2018\u2019\u201c-\u201e\u2022\u2026\u20ac]"
)
"""Any sign but those that every typeface of ours has, so that it need not be loaded for those."""


def unprintable(text: str) -> str:
    """Name the signs of a text that a letter cannot show: "😀 (U+1F600)"; empty without any."""
    if RARE.search(text) is None:
        return ""
    from delpanel.letters.typefaces import unknown_signs

    return ", ".join(f"{sign} (U+{ord(sign):04X})" for sign in unknown_signs(text))


def printing_issues(dossiers: Iterable[Dossier]) -> Iterator[Issue]:
    """Warn about every text of a dossier that goes into letters and cannot."""
    for dossier in dossiers:
        origin = dossier.origin
        place = Place(origin.file, origin.sheet, f"A{origin.row}" if origin.row else "")
        for text, signs in _unprintable_of(dossier):
            yield Issue(
                "DOSSIER_UNPRINTABLE",
                Severity.WARNING,
                place,
                {"text": text, "signs": signs},
                dossier=dossier.id,
            )


def unprintable_in(snapshot: Snapshot) -> Iterator[tuple[str, str, str]]:
    """Give (dossier, text, signs) for everything in a panel that goes into letters and cannot."""
    for dossier in snapshot.dossiers:
        for text, signs in _unprintable_of(dossier):
            yield dossier.id, text, signs
    said = [(agreed.dossier, agreed.motivation) for agreed in snapshot.agreed]
    for finding in snapshot.manual_findings:
        said += [(finding.dossier, text) for text in (finding.reason, finding.quote)]
    for condition in snapshot.conditions:
        said += [(condition.dossier, text) for text in (condition.text, condition.proof)]
    for name, text in said:
        if signs := unprintable(text):
            yield name, text, signs


def _unprintable_of(dossier: Dossier) -> Iterator[tuple[str, str]]:
    texts = [dossier.title, dossier.acronym]
    for partner in dossier.partners:
        texts += [partner.name, partner.street, partner.municipality, partner.contact]
    for text in dict.fromkeys(texts):
        if signs := unprintable(text):
            yield text, signs
