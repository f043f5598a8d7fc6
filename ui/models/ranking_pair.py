"""Why one dossier stands before another: the rule, the weighted difference, what would turn it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from PySide6.QtCore import QCoreApplication

from delpanel.services.allocation.necessary import surely_behind
from delpanel.services.rankings.awaited import level_between
from delpanel.services.state.computed import Computed
from scoring.dossiers import Dossier
from scoring.ranking.rank import on_100
from scoring.robustness.flip_distance import flip
from scoring.robustness.one_weight import PairStatement, Relation, pair_statement
from scoring.rules import Rules
from scoring.weights.score_matrix import ScoreMatrix
from ui import formats
from ui.models.points import in_sentence, window_language
from ui.models.ranking import decided_text, percent_text, total_text

HALF_STEP = 50
MOST_NAMED = 12
translate = QCoreApplication.translate


@dataclass(frozen=True, slots=True)
class PairRow:
    """One criterion: both values in centipoints and the difference on 100, weighted and exact."""

    name: str
    upper_cp: int
    lower_cp: int
    difference: Fraction


@dataclass(frozen=True, slots=True)
class Pair:
    """Two dossiers side by side; ``turn``, ``flip``, ``half_step``, ``official`` are said or ""."""

    upper: str
    lower: str
    upper_name: str
    lower_name: str
    rule: str
    rows: tuple[PairRow, ...]
    upper_total: Fraction
    lower_total: Fraction
    turn: str
    flip: str
    half_step: str
    official: str


def compare(computed: Computed, official: Computed, upper: str, lower: str) -> Pair:
    """Put two ranked dossiers side by side; ``upper`` stands first in ``computed``."""
    rules, snapshot = computed.core.rules, computed.snapshot
    dossiers = {d.id: d for d in computed.core.dossiers}
    above, below = dossiers[upper], dossiers[lower]
    language = window_language()
    whole = rules.weight_sum * rules.scale.maximum_cp
    rows = tuple(
        PairRow(
            snapshot.call.criterion_text(c.id).name.text(language),
            above.scores_cp[c.id],
            below.scores_cp[c.id],
            Fraction(100 * c.weight * (above.scores_cp[c.id] - below.scores_cp[c.id]), whole),
        )
        for c in rules.criteria
    )
    totals = computed.ranking.totals
    return Pair(
        upper=upper,
        lower=lower,
        upper_name=snapshot.dossier_by_id[upper].name,
        lower_name=snapshot.dossier_by_id[lower].name,
        rule=_rule(computed, upper, lower),
        rows=rows,
        upper_total=on_100(rules, totals[upper]),
        lower_total=on_100(rules, totals[lower]),
        turn=_turn(computed, above, below),
        flip=_flip(computed, above, below),
        half_step=_half_step(computed, above, below),
        official=_official(computed, official, upper, lower),
    )


def surely_text(official: Computed, dossier: str) -> str:
    """Whom a dossier is level with or ahead of for all weights near the official ones, or ""."""
    behind = surely_behind(official, dossier)
    if behind is None:
        return ""
    if not behind:
        text = translate(
            "Pair",
            "Met gewichten binnen vijf punten van de officiële staat {0} voor geen enkel ander"
            " dossier met zekerheid.",
        )
        return text.format(dossier)
    if len(behind) == len(official.ranking.passing) - 1:
        text = translate(
            "Pair",
            "Zolang elk gewicht binnen vijf punten van het officiële blijft, staat {0} gelijk met"
            " of voor elk ander dossier.",
        )
        return text.format(dossier)
    text = translate(
        "Pair",
        "Zolang elk gewicht binnen vijf punten van het officiële blijft, staat {0} gelijk met"
        " of voor {1}.",
    )
    return text.format(dossier, _listed(behind))


def _listed(names: Sequence[str]) -> str:
    """The first dozen by number, then how many more."""
    more = len(names) - MOST_NAMED
    if more > 0:
        said = translate("Pair", "%n andere", "", more)
        return translate("Pair", "{0} en {1}").format(", ".join(names[:MOST_NAMED]), said)
    if len(names) == 1:
        return names[0]
    return translate("Pair", "{0} en {1}").format(", ".join(names[:-1]), names[-1])


def _rule(computed: Computed, upper: str, lower: str) -> str:
    if computed.ranking.totals[upper] != computed.ranking.totals[lower]:
        return translate("Pair", "Beslist door het hoogste totaal.")
    level, _, subject = level_between(computed, upper, lower).partition(":")
    return translate("Pair", "Beslist bij gelijk totaal: {0}.").format(
        decided_text(computed, level, subject)
    )


def _turn(computed: Computed, above: Dossier, below: Dossier) -> str:
    """The one weight that turns the order with the smallest change, the others in proportion."""
    rules = computed.core.rules
    criteria = [criterion.id for criterion in rules.criteria]
    if len(criteria) < 2 or not rules.weight_sum:
        return ""
    matrix = ScoreMatrix.of((above, below), criteria)
    weights = [criterion.weight for criterion in rules.criteria]
    found: list[tuple[Fraction, PairStatement]] = []
    for criterion in rules.criteria:
        said = pair_statement(matrix, weights, criterion.id, below.id, above.id)
        share = Fraction(criterion.weight, rules.weight_sum)
        if said.bound is not None and said.relation in {Relation.ABOVE, Relation.BELOW}:
            found.append((abs(said.bound - share), said))
    if not found:
        return translate("Pair", "Geen enkele verschuiving van één gewicht keert deze volgorde om.")
    said = min(found, key=lambda pair: pair[0])[1]
    language = window_language()
    name = in_sentence(computed.snapshot.call.criterion_text(said.criterion).name.text(language))
    lower = computed.snapshot.dossier_by_id[below.id].name
    bound = percent_text(said.bound or Fraction(0))
    if said.relation is Relation.ABOVE:
        text = translate("Pair", "{0} komt voor zodra {1} meer dan {2} weegt.")
    else:
        text = translate("Pair", "{0} komt voor zodra {1} minder dan {2} weegt.")
    return text.format(lower, name, bound)


def _flip(computed: Computed, above: Dossier, below: Dossier) -> str:
    """The smallest move of weight between criteria that makes the two level; exact."""
    rules, call = computed.core.rules, computed.snapshot.call
    weights = [criterion.weight for criterion in rules.criteria]
    if len(weights) < 2 or not rules.weight_sum:
        return ""
    matrix = ScoreMatrix.of((above, below), [criterion.id for criterion in rules.criteria])
    found = flip(matrix, weights, above.id, below.id)
    names = [computed.snapshot.dossier_by_id[d.id].name for d in (above, below)]
    if found.share is None:
        return translate("Pair", "Bij geen enkele weging staat {1} gelijk met {0}.").format(*names)
    if not found.share:
        return ""
    language = window_language()
    said = [
        translate("Pair", "{0} van {1} naar {2}").format(
            percent_text(move.share),
            *(
                in_sentence(call.criterion_text(c).name.text(language))
                for c in (move.from_criterion, move.to_criterion)
            ),
        )
        for move in found.moves
    ]
    text = translate("Pair", "Kleinste verschuiving van gewicht die beide gelijk zet: {0}.")
    return text.format(", ".join(said))


def _half_step(computed: Computed, above: Dossier, below: Dossier) -> str:
    rules = computed.core.rules
    gap = computed.ranking.totals[above.id] - computed.ranking.totals[below.id]
    turning = [c.id for c in rules.criteria if _loss(rules, above, c.id) * c.weight > gap]
    if not turning:
        return translate("Pair", "Een half punt op één criterium keert de volgorde niet om.")
    where = _criteria(computed, turning)
    text = translate("Pair", "Eén half punt minder voor {0} op {1} keert de volgorde om.")
    return text.format(above.id, where)


def _loss(rules: Rules, dossier: Dossier, criterion: str) -> int:
    return min(HALF_STEP, dossier.scores_cp[criterion] - rules.scale.minimum_cp)


def _criteria(computed: Computed, ids: Sequence[str]) -> str:
    call, language = computed.snapshot.call, window_language()
    if len(ids) == len(call.rules.criteria):
        return translate("Pair", "om het even welk criterium")
    names = [in_sentence(call.criterion_text(c).name.text(language)) for c in ids]
    if len(names) == 1:
        return names[0]
    return translate("Pair", "{0} of {1}").format(", ".join(names[:-1]), names[-1])


def _official(computed: Computed, official: Computed, upper: str, lower: str) -> str:
    if computed is official:
        return ""
    totals, rules = official.ranking.totals, official.core.rules
    if upper not in totals or lower not in totals:
        return ""
    first, second = sorted((upper, lower), key=lambda name: -totals[name])
    return translate("Pair", "Bij de officiële gewichten: {0} {1} en {2} {3}.").format(
        first,
        total_text(on_100(rules, totals[first])),
        second,
        total_text(on_100(rules, totals[second])),
    )


def points_pair(row: PairRow) -> tuple[str, str]:
    """Both values as the window writes points."""
    return formats.points(row.upper_cp), formats.points(row.lower_cp)
