"""Reads rules, dossiers and panel records of a case; every field is named when it is wrong."""

from __future__ import annotations

from enum import StrEnum
from typing import TypeVar

from delpanel.exchange.solve.solve_fields import Field
from scoring.dossiers import (
    Consensus,
    Dossier,
    Line,
    PartnerCeiling,
    Score,
    ScoreState,
    Synergy,
)
from scoring.errors import InvalidInputError
from scoring.rules import (
    CalibrationRules,
    CofinRule,
    ConsolidationRules,
    Criterion,
    Direction,
    ErdfLineMode,
    FundingRules,
    GroupBasis,
    GroupGate,
    Method,
    OnNoFit,
    Policy,
    Region,
    ReserveScope,
    Rules,
    Scale,
    TieAttribute,
    TotalBasis,
    TotalThreshold,
)

Choice = TypeVar("Choice", bound=StrEnum)

NO_FUNDING = FundingRules(0, 0, 0)
_UNBOUNDED = Scale(-(10**9), 10**9, 1)


def read_call(call: Field) -> Rules:
    """The rules of a funding case."""
    return Rules(
        criteria=tuple(
            Criterion(
                item.get("id").text(),
                item.get("weight").integer(),
                _maybe(item.optional("threshold_cp")),
            )
            for item in call.get("criteria").items()
        ),
        regions=tuple(
            Region(
                item.get("id").text(),
                item.get("max_funded").integer(),
                _maybe(item.optional("erdf_rate_bp")),
            )
            for item in call.get("regions").items()
        ),
        funding=_funding_rules(call),
        scale=Scale(
            _maybe(call.optional("scale_min_cp")) or 0, call.get("scale_max_cp").integer(), 1
        ),
        total_threshold=_total_threshold(call),
        group_gates=tuple(_group_gate(item) for item in _items(call.optional("group_gates"))),
        tie_order=tuple(item.text() for item in _items(call.optional("tie_order"))),
        tie_attributes=tuple(
            TieAttribute(item.get("name").text(), choice(item.get("direction"), Direction))
            for item in _items(call.optional("tie_attributes"))
        ),
        lottery_seed=_text(call.optional("lottery_seed")),
        policy=_word(call.optional("policy"), Policy.RANKING),
    )


def read_dossiers(listed: Field) -> list[Dossier]:
    """The dossiers of a funding case, already consolidated."""
    return [_dossier(item) for item in listed.items()]


def read_synergies(listed: Field | None) -> list[Synergy]:
    """Pair points; none when the field is absent."""
    return [
        Synergy(item.get("a").text(), item.get("b").text(), item.get("points").integer())
        for item in _items(listed)
    ]


def read_panel_rules(instance: Field) -> Rules:
    """Criteria and consolidation rules; without ``maximum_cp`` the scale has no end."""
    params = instance.get("params")
    calibration = params.optional("calibration")
    held = None if params.optional("maximum_cp") is None else params
    ends = held if calibration is None else calibration
    return Rules(
        criteria=tuple(Criterion(item.text(), 1) for item in instance.get("criteria").items()),
        regions=(),
        funding=NO_FUNDING,
        scale=_UNBOUNDED if ends is None else _panel_scale(ends),
        consolidation=ConsolidationRules(
            method=choice(params.get("method"), Method),
            trim_bp=_maybe(params.optional("trim_bp")) or 0,
            quorum=params.get("quorum").integer(0),
            rounding_step_cp=params.get("rounding_step_cp").integer(1, 10**6),
            calibration=None if calibration is None else _penalties(calibration),
        ),
    )


def _panel_scale(ends: Field) -> Scale:
    """Where values are held; points may lie anywhere on it."""
    low = ends.get("minimum_cp").integer(-(10**9), 10**9)
    return Scale(low, ends.get("maximum_cp").integer(low + 1, 10**9), 1)


def _penalties(calibration: Field) -> CalibrationRules:
    found = {}
    for name in ("evaluator_penalty", "dossier_penalty"):
        field = calibration.get(name)
        found[name] = field.rational()
        if found[name] <= 0:
            raise InvalidInputError("penalty_positive", field.path)
    return CalibrationRules(**found)


def read_scores(records: Field) -> list[Score]:
    """Evaluator records; ``value_cp`` is read where the state is ``scored``."""
    scores: list[Score] = []
    for item in records.items():
        state = choice(item.get("state"), ScoreState)
        scored = state is ScoreState.SCORED
        scores.append(
            Score(
                item.get("dossier").text(),
                item.get("evaluator").text(),
                item.get("criterion").text(),
                state,
                item.get("value_cp").integer() if scored else None,
            )
        )
    return scores


def read_consensus(listed: Field | None) -> list[Consensus]:
    """Agreed points; none when the field is absent."""
    return [
        Consensus(
            item.get("dossier").text(), item.get("criterion").text(), item.get("value_cp").integer()
        )
        for item in _items(listed)
    ]


def choice(field: Field, kind: type[Choice]) -> Choice:
    """One of the words of an enumeration.

    Raises:
        InvalidInputError: ``solve_field_choice``.
    """
    word = field.text()
    try:
        return kind(word)
    except ValueError:
        known = ", ".join(sorted(member.value for member in kind))
        raise InvalidInputError("solve_field_choice", field.path, known=known) from None


def _funding_rules(call: Field) -> FundingRules:
    return FundingRules(
        erdf_rate_bp=call.get("erdf_rate_bp").integer(),
        erdf_budget_cents=call.get("erdf_budget_cents").integer(),
        cofin_budget_cents=call.get("cofin_budget_cents").integer(),
        erdf_project_max_cents=_maybe(call.optional("erdf_project_max_cents")),
        cofin_project_max_cents=_maybe(call.optional("cofin_project_max_cents")),
        public_cap_bp=_maybe(call.optional("public_cap_bp")),
        erdf_line_mode=choice(call.get("erdf_line_mode"), ErdfLineMode),
        on_nofit=choice(call.get("on_nofit"), OnNoFit),
        partial=call.get("partial").flag(),
        cofin_rule=choice(call.get("cofin_rule"), CofinRule),
        coverage_first=call.get("coverage_first").flag(),
        reserve_per_region=_maybe(call.optional("reserve_per_region")),
        reserve_scope=_word(call.optional("reserve_scope"), ReserveScope.ALL),
    )


def _total_threshold(call: Field) -> TotalThreshold | None:
    points = call.optional("total_threshold_cp")
    if points is None:
        return None
    return TotalThreshold(points.integer(), choice(call.get("total_threshold_basis"), TotalBasis))


def _group_gate(item: Field) -> GroupGate:
    return GroupGate(
        item.get("id").text(),
        tuple(name.text() for name in item.get("criteria").items()),
        choice(item.get("basis"), GroupBasis),
        item.get("min_cp").integer(),
    )


def _dossier(item: Field) -> Dossier:
    return Dossier(
        id=item.get("id").text(),
        region=item.get("region").text(),
        eligible=item.get("eligible").flag(),
        scores_cp=_numbers(item.get("scores_cp")),
        attributes=_numbers(item.optional("attributes")),
        lines=tuple(_line(line) for line in item.get("lines").items()),
        erdf_requested_cents=_maybe(item.optional("erdf_requested_cents")),
        cofin_requested_cents=_maybe(item.optional("cofin_requested_cents")),
        own_funds_cents=_maybe(item.optional("own_funds_cents")),
        min_budget_cents=_maybe(item.optional("min_budget_cents")) or 0,
        variants_bp=tuple(theta.integer() for theta in item.get("variants_bp").items()),
        partner_ceilings=tuple(
            PartnerCeiling(
                c.get("partner").text(),
                c.get("max_public_cents").integer(),
                frozenset(line.text() for line in _items(c.optional("lines"))),
            )
            for c in _items(item.optional("partner_ceilings"))
        ),
    )


def _line(line: Field) -> Line:
    return Line(
        id=line.get("id").text(),
        partner=line.get("partner").text(),
        cost_cents=line.get("cost_cents").integer(),
        aid_cap_bp=line.get("aid_cap_bp").integer(),
        other_public_cents=_maybe(line.optional("other_public_cents")) or 0,
    )


def _numbers(field: Field | None) -> dict[str, int]:
    if field is None:
        return {}
    if not isinstance(field.value, dict):
        raise InvalidInputError("solve_field_kind", field.path, expected="object")
    return {name: field.get(name).integer() for name in field.value}


def _word(field: Field | None, default: Choice) -> Choice:
    return default if field is None else choice(field, type(default))


def _maybe(field: Field | None) -> int | None:
    return None if field is None else field.integer()


def _text(field: Field | None) -> str:
    if field is None or field.value == "":
        return ""
    return field.text()


def _items(field: Field | None) -> tuple[Field, ...]:
    return () if field is None else tuple(field.items())
