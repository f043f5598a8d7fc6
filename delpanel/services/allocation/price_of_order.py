"""What ranking order costs against coverage first, and the other way round, in words."""

from __future__ import annotations

from fractions import Fraction

from delpanel import messages
from delpanel.services.rankings.ranking import displayed, exact_text
from delpanel.services.state.computed import Computed
from scoring.ranking.rank import on_100


def price_sentences(computed: Computed, language: str) -> tuple[str, ...]:
    """Say what the two policies differ in; one sentence where they fund the same dossiers."""
    both = computed.comparison
    if not both.only_coverage and not both.only_ranking:
        return (messages.sentence("PRICE_SAME", {}, language),)
    sums = [_sum(computed, one.totals.value) for one in (both.coverage, both.ranking)]
    first, second = displayed(*sums)
    figures: dict[str, messages.Param] = {
        "provinces": len(both.coverage.totals.provinces),
        "provinces_ranking": len(both.ranking.totals.provinces),
        "value": first,
        "value_ranking": second,
    }
    swapped: dict[str, messages.Param] = {
        "only_coverage": ", ".join(both.only_coverage) or "\N{EN DASH}",
        "only_ranking": ", ".join(both.only_ranking) or "\N{EN DASH}",
        "coverage_cents": both.coverage.totals.erdf_cents,
        "ranking_cents": both.ranking.totals.erdf_cents,
    }
    return (
        messages.sentence("PRICE_FIGURES", figures, language),
        messages.sentence("PRICE_SWAPPED", swapped, language),
    )


def price_as_plain(computed: Computed, language: str) -> dict[str, object]:
    """Give the difference as plain data: coverage first minus ranking order."""
    both = computed.comparison
    return {
        "provinces": both.provinces,
        "value": both.value,
        "value_on_100": exact_text(_sum(computed, both.value)),
        "erdf_cents": both.erdf_cents,
        "flemish_cents": both.cofin_cents,
        "only_coverage": list(both.only_coverage),
        "only_ranking": list(both.only_ranking),
        "sentences": list(price_sentences(computed, language)),
    }


def _sum(computed: Computed, value: int) -> Fraction:
    return on_100(computed.core.rules, value)
