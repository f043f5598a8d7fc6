"""Refusals before anything is computed: each names the field that breaks a rule."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction
from typing import NoReturn
from unicodedata import is_normalized

from scoring.dossiers import Consensus, Dossier, Score, ScoreState, Synergy
from scoring.errors import InvalidInputError, InvalidRulesError, Param, ScoringError
from scoring.money import FULL_BP
from scoring.rules import ErdfLineMode, FundingRules, Rules


def check_rules(rules: Rules) -> None:
    """Refuse rules that contradict themselves.

    Raises:
        InvalidRulesError: ``code`` and ``field`` name what and where.
    """
    check = _Checker(InvalidRulesError)
    _check_criteria(check, rules)
    _check_order(check, rules)
    _check_regions(check, rules)
    _check_consolidation(check, rules)
    _check_funding(check, rules.funding)
    _check_pairs(check, rules)


def check_dossiers(
    rules: Rules, dossiers: Sequence[Dossier], synergies: Iterable[Synergy] = ()
) -> None:
    """Refuse dossiers that do not fit the rules.

    Raises:
        InvalidInputError: ``code`` and ``field`` name what and where.
    """
    check = _Checker(InvalidInputError)
    check.unique("dossiers", (dossier.id for dossier in dossiers))
    regions = {region.id for region in rules.regions}
    criteria = {criterion.id for criterion in rules.criteria}
    scale = (rules.scale.minimum_cp, rules.scale.maximum_cp)
    for dossier in dossiers:
        where = f"dossiers[{dossier.id}]"
        check.known(f"{where}.region", dossier.region, regions)
        for criterion, value in dossier.scores_cp.items():
            check.known(f"{where}.scores_cp", criterion, criteria)
            check.between(f"{where}.scores_cp.{criterion}", value, *scale)
        _check_attributes(check, rules, dossier, where)
        _check_money(check, dossier, where)
    ids = {dossier.id for dossier in dossiers}
    top = max(abs(scale[0]), abs(scale[1])) * rules.weight_sum
    for index, synergy in enumerate(synergies):
        where = f"synergies[{index}]"
        check.known(f"{where}.a", synergy.a, ids)
        check.known(f"{where}.b", synergy.b, ids)
        if synergy.a == synergy.b:
            check.refuse("synergy_with_itself", where, dossier=synergy.a)
        check.between(f"{where}.points", synergy.points, -top, top)


def check_scores(
    rules: Rules, scores: Iterable[Score], consensus: Iterable[Consensus] = ()
) -> None:
    """Refuse scores and consensus values that do not fit the rules.

    Points of evaluators lie on the entry grid; a consensus may lie between grid points.

    Raises:
        InvalidInputError: ``code`` and ``field`` name what and where.
    """
    check = _Checker(InvalidInputError)
    criteria = {criterion.id for criterion in rules.criteria}
    scale = rules.scale
    seen: set[tuple[str, str, str]] = set()
    for score in scores:
        key = (score.dossier, score.evaluator, score.criterion)
        where = f"scores[{'/'.join(key)}]"
        if key in seen:
            check.refuse("duplicate_id", where, id="/".join(key))
        seen.add(key)
        check.known(where, score.criterion, criteria)
        if score.state is ScoreState.SCORED:
            check.between(where, score.value_cp, scale.minimum_cp, scale.maximum_cp)
            if ((score.value_cp or 0) - scale.minimum_cp) % scale.step_cp:
                check.refuse("off_grid", where, value=score.value_cp, step=scale.step_cp)
    agreed: set[tuple[str, str]] = set()
    for entry in consensus:
        where = f"consensus[{entry.dossier}/{entry.criterion}]"
        if (entry.dossier, entry.criterion) in agreed:
            check.refuse("duplicate_id", where, id=entry.dossier)
        agreed.add((entry.dossier, entry.criterion))
        check.known(where, entry.criterion, criteria)
        check.between(where, entry.value_cp, scale.minimum_cp, scale.maximum_cp)


def _check_criteria(check: _Checker, rules: Rules) -> None:
    check.unique("criteria", (criterion.id for criterion in rules.criteria))
    if not rules.criteria:
        check.refuse("no_criteria", "criteria")
    for criterion in rules.criteria:
        check.amount(f"criteria[{criterion.id}].weight", criterion.weight)
    if rules.weight_sum == 0:
        check.refuse("weights_sum_zero", "criteria.weight")
    check.whole("scale.minimum_cp", rules.scale.minimum_cp)
    check.whole("scale.maximum_cp", rules.scale.maximum_cp)
    check.between("scale.step_cp", rules.scale.step_cp, 1, None)
    if rules.scale.maximum_cp <= max(0, rules.scale.minimum_cp):
        check.refuse("empty_scale", "scale.maximum_cp", value=rules.scale.maximum_cp)
    top = rules.scale.maximum_cp
    for criterion in rules.criteria:
        if criterion.threshold_cp is not None:
            check.threshold(f"criteria[{criterion.id}].threshold_cp", criterion.threshold_cp, top)
    if rules.total_threshold is not None:
        check.threshold("total_threshold", rules.total_threshold.threshold_cp, top)


def _check_order(check: _Checker, rules: Rules) -> None:
    criteria = {criterion.id for criterion in rules.criteria}
    check.unique("tie_order", rules.tie_order)
    for name in rules.tie_order:
        check.known("tie_order", name, criteria)
    check.unique("tie_attributes", (attribute.name for attribute in rules.tie_attributes))
    check.unique("group_gates", (gate.id for gate in rules.group_gates))
    for gate in rules.group_gates:
        if not gate.criteria:
            check.refuse("no_criteria", f"group_gates[{gate.id}].criteria")
        for name in gate.criteria:
            check.known(f"group_gates[{gate.id}].criteria", name, criteria)
        check.whole(f"group_gates[{gate.id}].minimum_cp", gate.minimum_cp)


def _check_regions(check: _Checker, rules: Rules) -> None:
    check.unique("regions", (region.id for region in rules.regions))
    for region in rules.regions:
        check.amount(f"regions[{region.id}].max_funded", region.max_funded)
        if region.erdf_rate_bp is not None:
            check.rate(f"regions[{region.id}].erdf_rate_bp", region.erdf_rate_bp)


def _check_consolidation(check: _Checker, rules: Rules) -> None:
    check.rate("consolidation.trim_bp", rules.consolidation.trim_bp)
    check.between("consolidation.quorum", rules.consolidation.quorum, 0, None)
    check.between("consolidation.rounding_step_cp", rules.consolidation.rounding_step_cp, 1, None)
    penalties = rules.consolidation.calibration
    if penalties is not None:
        for name in ("evaluator_penalty", "dossier_penalty"):
            value = getattr(penalties, name)
            if type(value) is not Fraction or value <= 0:
                check.refuse("penalty_positive", f"consolidation.calibration.{name}")


def _check_funding(check: _Checker, funding: FundingRules) -> None:
    check.rate("funding.erdf_rate_bp", funding.erdf_rate_bp)
    check.amount("funding.erdf_budget_cents", funding.erdf_budget_cents)
    check.amount("funding.cofin_budget_cents", funding.cofin_budget_cents)
    check.optional("funding.erdf_project_max_cents", funding.erdf_project_max_cents)
    check.optional("funding.cofin_project_max_cents", funding.cofin_project_max_cents)
    check.optional("funding.reserve_per_region", funding.reserve_per_region)
    if funding.public_cap_bp is not None:
        check.rate("funding.public_cap_bp", funding.public_cap_bp)
    if funding.erdf_line_mode not in ErdfLineMode:
        check.refuse("unknown_id", "funding.erdf_line_mode", id=str(funding.erdf_line_mode))


def _check_pairs(check: _Checker, rules: Rules) -> None:
    top = max(abs(rules.scale.minimum_cp), abs(rules.scale.maximum_cp))
    check.unique("pairs", ("/".join(sorted((pair.a, pair.b))) for pair in rules.pairs))
    for pair in rules.pairs:
        where = f"pairs[{pair.a}/{pair.b}]"
        if pair.a == pair.b:
            check.refuse("synergy_with_itself", where, dossier=pair.a)
        check.between(f"{where}.points_cp", pair.points_cp, -top, top)


def _check_attributes(check: _Checker, rules: Rules, dossier: Dossier, where: str) -> None:
    for attribute in rules.tie_attributes:
        if attribute.name in dossier.attributes:
            check.whole(f"{where}.attributes.{attribute.name}", dossier.attributes[attribute.name])
        elif dossier.eligible:
            check.refuse("attribute_missing", f"{where}.attributes", name=attribute.name)


def _check_money(check: _Checker, dossier: Dossier, where: str) -> None:
    check.unique(f"{where}.lines", (line.id for line in dossier.lines))
    for line in dossier.lines:
        check.amount(f"{where}.lines[{line.id}].cost_cents", line.cost_cents)
        check.rate(f"{where}.lines[{line.id}].aid_cap_bp", line.aid_cap_bp)
        check.amount(f"{where}.lines[{line.id}].other_public_cents", line.other_public_cents)
    check.optional(f"{where}.erdf_requested_cents", dossier.erdf_requested_cents)
    check.optional(f"{where}.cofin_requested_cents", dossier.cofin_requested_cents)
    check.optional(f"{where}.own_funds_cents", dossier.own_funds_cents)
    check.amount(f"{where}.min_budget_cents", dossier.min_budget_cents)
    for theta in dossier.variants_bp:
        check.rate(f"{where}.variants_bp", theta)
    if FULL_BP not in dossier.variants_bp:
        check.refuse("variants_without_full", f"{where}.variants_bp")
    if len(set(dossier.variants_bp)) < len(dossier.variants_bp):
        check.refuse("duplicate_id", f"{where}.variants_bp", id="variants_bp")
    _check_ceilings(check, dossier, f"{where}.partner_ceilings")


def _check_ceilings(check: _Checker, dossier: Dossier, where: str) -> None:
    seen: set[tuple[str, frozenset[str]]] = set()
    partners = _texts(check, where, (ceiling.partner for ceiling in dossier.partner_ceilings))
    for ceiling, partner in zip(dossier.partner_ceilings, partners, strict=True):
        entry = f"{where}[{partner}]"
        if (partner, ceiling.lines) in seen:
            check.refuse("duplicate_id", where, id=partner)
        seen.add((partner, ceiling.lines))
        check.amount(f"{entry}.max_public_cents", ceiling.max_public_cents)
        own = {line.id for line in dossier.lines if line.partner == partner}
        for name in sorted(ceiling.lines):
            check.known(f"{entry}.lines", name, own)


class _Checker:
    """Small checks that raise one kind of refusal."""

    __slots__ = ("error",)

    def __init__(self, error: type[ScoringError]) -> None:
        self.error = error

    def refuse(self, code: str, field: str, **params: Param) -> NoReturn:
        raise self.error(code, field, **params)

    def unique(self, field: str, ids: Iterable[object]) -> None:
        seen: set[str] = set()
        for name in _texts(self, field, ids):
            if name in seen:
                self.refuse("duplicate_id", field, id=name)
            seen.add(name)

    def known(self, field: str, name: str, names: set[str]) -> None:
        if name not in names:
            self.refuse("unknown_id", field, id=str(name))

    def whole(self, field: str, value: object) -> None:
        # a float, NaN or bool would pass comparisons and spoil exactness further on
        if type(value) is not int:
            self.refuse("not_an_integer", field, value=str(value))

    def between(self, field: str, value: int | None, lowest: int, highest: int | None) -> None:
        self.whole(field, value)
        if value is not None and (value < lowest or (highest is not None and value > highest)):
            self.refuse("out_of_range", field, value=value, lowest=lowest, highest=highest)

    def amount(self, field: str, value: int) -> None:
        self.whole(field, value)
        if value < 0:
            self.refuse("negative", field, value=value)

    def optional(self, field: str, value: int | None) -> None:
        if value is not None:
            self.amount(field, value)

    def rate(self, field: str, value: int) -> None:
        self.between(field, value, 0, FULL_BP)

    def threshold(self, field: str, value: int, top: int) -> None:
        self.whole(field, value)
        if value > top:
            self.refuse("threshold_above_scale", field, value=value, highest=top)


def _texts(check: _Checker, field: str, ids: Iterable[object]) -> Iterator[str]:
    for name in ids:
        if not isinstance(name, str) or not name or not is_normalized("NFC", name):
            check.refuse("bad_id", field, id=str(name))
        yield name
