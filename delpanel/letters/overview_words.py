"""The texts of the overview with the fields that stand for the whole call."""

from __future__ import annotations

from collections.abc import Mapping

from delpanel import messages
from delpanel.letters.content import Align, Column
from delpanel.letters.figures import euro, exact
from delpanel.letters.overview_facts import OverviewFacts
from delpanel.letters.texts import Texts, fill

NONE = "\u2013"


class OverviewWords:
    """The texts of the overview with the fields that stand for the whole call."""

    def __init__(self, texts: Texts, facts: OverviewFacts) -> None:
        self._texts = texts
        self._name = facts.call_title
        self._values = {
            "oproep.titel": facts.call_title,
            "oproep.soort": facts.call_kind,
            "afzender.orgaan": facts.authority,
            "enveloppe.efro": euro(facts.erdf_envelope_cents),
            "enveloppe.vlaams": euro(facts.flemish_envelope_cents),
            "brief.datum": messages.moment(facts.frozen_at),
            "brief.controlegetal": facts.allocation_digest[:16],
            "drempel.totaal": exact(facts.total_threshold),
            "drempel.max": exact(facts.threshold_maximum),
            "res.geldig_tot": messages.day(facts.reserve_until) if facts.reserve_until else "",
        }
        self.page_words = " ".join(texts.paragraphs("kader", "bladzijde"))

    def line(self, key: str, own: Mapping[str, str] | None = None) -> str:
        """Give a text with its fields filled."""
        text = " ".join(self._texts.paragraphs("overzicht", key))
        return fill(text, {**self._values, **(own or {})}, self._name)

    def column(self, key: str, share: int, align: Align = Align.LEFT) -> Column:
        """Give a column under the head text of this key."""
        return Column(self.line(f"kop_{key}"), share, align)
