"""Contradictions in a call file, each named by its key."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Final

from delpanel.model.call import Call
from delpanel.model.discrepancy import DiscrepancyKind
from delpanel.model.issues import Issue, Place, Severity
from delpanel.presets.shipped import letter_set_names, rule_set, rule_set_names
from scoring.rules import GroupBasis, Method

_MOST_CENTS: Final = 10**15
_MOST_WEIGHT: Final = 10**9
_HALF_BP: Final = 5000


def check_call(call: Call, source: str = "") -> tuple[Issue, ...]:
    """Find contradictions between the keys of a call; each issue names the key in ``params``."""
    found = [
        *_weights(call),
        *_scale(call),
        *_thresholds(call),
        *_ties(call),
        *_regions(call),
        *_money(call),
        *_dates(call),
        *_references(call),
        *_panel(call),
        *_assignment(call),
        *_advice(call),
    ]
    return tuple(Issue(i.code, i.severity, Place(file=source), i.params) for i in found)


def _error(code: str, key: str, **params: str | int | None) -> Issue:
    return Issue(code, Severity.ERROR, params={"key": key, **params})


def _info(code: str, key: str, **params: str | int | None) -> Issue:
    return Issue(code, Severity.INFO, params={"key": key, **params})


def _warning(code: str, key: str, **params: str | int | None) -> Issue:
    return Issue(code, Severity.WARNING, params={"key": key, **params})


def _weights(call: Call) -> Iterator[Issue]:
    for index, criterion in enumerate(call.rules.criteria):
        if criterion.weight < 0:
            yield _error("CALL_WEIGHT_NEGATIVE", f"criteria[{index}].weight", id=criterion.id)
        if criterion.weight > _MOST_WEIGHT:
            yield _error("CALL_WEIGHT_ABSURD", f"criteria[{index}].weight", highest=_MOST_WEIGHT)
    if call.rules.weight_sum <= 0:
        yield _error("CALL_WEIGHTS_NO_SUM", "criteria.weight")
    for id_, count in Counter(c.id for c in call.rules.criteria).items():
        if count > 1:
            yield _error("CALL_DUPLICATE", "criteria.id", id=id_)


def _scale(call: Call) -> Iterator[Issue]:
    scale = call.rules.scale
    if scale.maximum_cp <= scale.minimum_cp:
        yield _error("CALL_SCALE_EMPTY", "scale.maximum")
    if scale.step_cp <= 0 or (scale.maximum_cp - scale.minimum_cp) % scale.step_cp:
        yield _error("CALL_STEP", "scale.step")
    yield from _consolidation(call)


def _consolidation(call: Call) -> Iterator[Issue]:
    merge, scale = call.rules.consolidation, call.rules.scale
    if merge.quorum < 1:
        yield _error("CALL_QUORUM", "consolidation.quorum")
    if merge.quorum > call.panel.evaluators_per_dossier:
        yield _error("CALL_QUORUM_ABOVE_PANEL", "consolidation.quorum")
    if merge.trim_bp > _HALF_BP:
        yield _error("CALL_TRIM", "consolidation.trim")
    step = merge.rounding_step_cp
    if step < 1:
        yield _error("CALL_ROUNDING", "consolidation.rounding_step")
    elif scale.minimum_cp % step or scale.maximum_cp % step:
        # values are rounded to multiples of the step, and full points must be one of them
        yield _error("CALL_ROUNDING_OFF_SCALE", "consolidation.rounding_step")


def _thresholds(call: Call) -> Iterator[Issue]:
    rules = call.rules
    low, high = rules.scale.minimum_cp, rules.scale.maximum_cp
    for index, criterion in enumerate(rules.criteria):
        value = criterion.threshold_cp
        if value is not None and not low <= value <= high:
            yield _error("CALL_THRESHOLD_OFF", f"criteria[{index}].threshold", id=criterion.id)
    total = rules.total_threshold
    if total is not None and not low <= total.threshold_cp <= high:
        yield _error("CALL_THRESHOLD_OFF", "thresholds.overall", id="overall")
    known = {c.id for c in rules.criteria}
    for gate in rules.group_gates:
        for unknown in sorted(set(gate.criteria) - known):
            yield _error("CALL_CRITERION_UNKNOWN", f"thresholds.{gate.id}", id=unknown)
        yield from _twice(gate.criteria, f"thresholds.{gate.id}")
        size = len(gate.criteria) if gate.basis is GroupBasis.SUM else 1
        if not low * size <= gate.minimum_cp <= high * size:
            yield _error("CALL_THRESHOLD_OFF", f"thresholds.{gate.id}", id=gate.id)


def _ties(call: Call) -> Iterator[Issue]:
    known = {c.id for c in call.rules.criteria}
    for index, key in enumerate(call.rules.tie_order):
        if key not in known:
            yield _error("CALL_TIE_UNKNOWN", f"ties.order[{index}]", id=key)
    yield from _twice(call.rules.tie_order, "ties.order")
    names = [attribute.name for attribute in call.rules.tie_attributes]
    for index, name in enumerate(names):
        key = f"ties.attributes[{index}].name"
        if not name.strip():
            yield _error("CALL_ATTRIBUTE_EMPTY", key)
        elif name in names[:index]:
            yield _error("CALL_DUPLICATE", key, id=name)
    if not call.rules.lottery_seed:
        yield _warning("CALL_NO_LOT", "ties.lottery_seed")


def _twice(criteria: Sequence[str], key: str) -> Iterator[Issue]:
    for id_, count in Counter(criteria).items():
        if count > 1:
            yield _error("CALL_CRITERION_TWICE", key, id=id_)


def _regions(call: Call) -> Iterator[Issue]:
    if not call.rules.regions:
        yield _error("CALL_NO_PROVINCE", "provinces")
    for id_, count in Counter(r.id for r in call.rules.regions).items():
        if count > 1:
            yield _error("CALL_DUPLICATE", "provinces.nuts", id=id_)
    for index, region in enumerate(call.rules.regions):
        if region.max_funded < 1:
            yield _error("CALL_PROVINCE_CLOSED", f"provinces[{index}].maximum", id=region.id)


def _money(call: Call) -> Iterator[Issue]:
    funding = call.rules.funding
    for key, value in (
        ("envelopes.erdf", funding.erdf_budget_cents),
        ("envelopes.flemish", funding.cofin_budget_cents),
        ("envelopes.erdf_per_dossier", funding.erdf_project_max_cents),
        ("envelopes.flemish_per_dossier", funding.cofin_project_max_cents),
        ("envelopes.expected_cost_per_dossier", call.expected_cost_cents),
    ):
        if value is not None and value < 0:
            yield _error("CALL_MONEY_NEGATIVE", key)
        if value is not None and value > _MOST_CENTS:
            yield _error("CALL_MONEY_ABSURD", key, highest_cents=_MOST_CENTS)
    if funding.reserve_per_region is not None and funding.reserve_per_region < 0:
        yield _error("CALL_COUNT_BELOW", "reserve.per_province", least=0)
    cap = funding.public_cap_bp
    if cap is not None and cap < funding.erdf_rate_bp:
        yield _error("CALL_CAP_BELOW_RATE", "rates.public_cap")
    if call.expected_cost_cents is not None:
        hub = {
            region.id: call.expected_cost_cents * call.erdf_rate_bp(region.id) // 10000
            for region in call.rules.regions
        }
        yield from check_coverage(call, hub)
    ceiling = funding.erdf_project_max_cents
    if ceiling is not None and ceiling > funding.erdf_budget_cents:
        yield _error("CALL_CEILING_ABOVE_ENVELOPE", "envelopes.erdf_per_dossier")


def _dates(call: Call) -> Iterator[Issue]:
    dates = call.deadlines
    first = dates.pre_registration_at
    if call.pre_registration_required and first is None:
        yield _error("CALL_DATE_MISSING", "deadlines.pre_registration")
    if first is not None and first <= dates.opens_at:
        yield _error("CALL_DATES_OVERLAP", "deadlines.pre_registration", other="deadlines.opens")
    if first is not None and first >= dates.dossier_at:
        yield _error("CALL_DATES_OVERLAP", "deadlines.pre_registration", other="deadlines.dossier")
    if dates.dossier_at <= dates.opens_at:
        yield _error("CALL_DATES_OVERLAP", "deadlines.dossier", other="deadlines.opens")
    if dates.decision_by < dates.dossier_at.date():
        yield _error("CALL_DATES_OVERLAP", "deadlines.decision_by", other="deadlines.dossier")
    start, end = dates.earliest_start_on, dates.latest_end_on
    if start is not None and end is not None and start >= end:
        yield _error("CALL_DATES_OVERLAP", "deadlines.earliest_start", other="deadlines.latest_end")
    if call.reserve_until is not None and call.reserve_until < dates.decision_by:
        yield _error("CALL_DATES_OVERLAP", "reserve.until", other="deadlines.decision_by")


def _panel(call: Call) -> Iterator[Issue]:
    panel, scale, merge = call.panel, call.rules.scale, call.rules.consolidation
    width = scale.maximum_cp - scale.minimum_cp
    if panel.consensus_gap_cp <= 0:
        yield _error("CALL_DISTANCE_OFF", "panel.consensus_gap")
    measured = {DiscrepancyKind.SPREAD, DiscrepancyKind.LONE_VOICE, DiscrepancyKind.TOTAL}
    for index, rule in enumerate(panel.discrepancies):
        key = f"panel.discrepancies[{index}]"
        if rule.kind in measured and not 0 < rule.points_cp <= width:
            yield _error("CALL_DISTANCE_OFF", f"{key}.points")
        if not 0 <= rule.within_cp <= rule.points_cp:
            yield _error("CALL_DISTANCE_OFF", f"{key}.within")
        if rule in panel.discrepancies[:index]:
            yield _error("CALL_DUPLICATE", f"{key}.kind", id=str(rule.kind))
    if panel.proposal is Method.TRIMMED and merge.trim_bp == 0:
        yield _warning("CALL_PROPOSAL_NO_TRIM", "panel.proposal")


def _assignment(call: Call) -> Iterator[Issue]:
    rules = call.assignment
    for key, value, least in (
        ("panel.evaluators_per_dossier", call.panel.evaluators_per_dossier, 1),
        ("assignment.minimum", rules.minimum, 0),
        ("assignment.maximum", rules.maximum, 1),
        ("assignment.page_step", rules.page_step, 1),
        ("assignment.words_per_page", rules.words_per_page, 1),
    ):
        if value is not None and value < least:
            yield _error("CALL_COUNT_BELOW", key, least=least)
    if rules.maximum is not None and rules.maximum < rules.minimum:
        yield _error("CALL_MAXIMUM_BELOW_MINIMUM", "assignment.maximum")


def _references(call: Call) -> Iterator[Issue]:
    if call.aid_rule_set not in rule_set_names():
        yield _error(
            "CALL_RULES_UNKNOWN",
            "call.aid_rules",
            id=call.aid_rule_set,
            known=", ".join(rule_set_names()),
        )
    else:
        rules = rule_set(call.aid_rule_set)
        if not rules.award_from <= call.deadlines.decision_by <= rules.award_to:
            yield _error("CALL_RULES_NOT_IN_FORCE", "call.aid_rules", id=rules.id)
    if call.letter_set not in letter_set_names():
        yield _error(
            "CALL_LETTERS_UNKNOWN",
            "call.letters",
            id=call.letter_set,
            known=", ".join(letter_set_names()),
        )
    known = {c.id for c in call.rules.criteria}
    for index, key in enumerate(call.mandatory_evidence):
        if key not in known:
            yield _error("CALL_CRITERION_UNKNOWN", f"call.mandatory_evidence[{index}]", id=key)


def _advice(call: Call) -> Iterator[Issue]:
    """What the text of a call could say to spare itself a choice; no contradiction."""
    funding = call.rules.funding
    hubs = sum(max(0, region.max_funded) for region in call.rules.regions)
    # one province alone has no coverage that could differ from the order
    if len(call.rules.regions) < 2 or funding.erdf_project_max_cents is not None:  # noqa: PLR2004 - two provinces
        return
    if hubs and funding.erdf_budget_cents >= hubs:
        yield _info(
            "CALL_NO_CEILING",
            "envelopes.erdf_per_dossier",
            ceiling_cents=funding.erdf_budget_cents // hubs,
            hubs=hubs,
        )


def check_coverage(call: Call, cheapest: dict[str, int]) -> tuple[Issue, ...]:
    """Say when the ERDF envelope is smaller than the cheapest hub in every province together.

    Args:
        call: the call.
        cheapest: smallest ERDF request per province in cents, provinces without dossier left out.
    """
    need = sum(cheapest.values())
    if need <= call.rules.funding.erdf_budget_cents:
        return ()
    return (
        _error(
            "CALL_ENVELOPE_BELOW_COVERAGE",
            "envelopes.erdf",
            need_cents=need,
            budget_cents=call.rules.funding.erdf_budget_cents,
        ),
    )
