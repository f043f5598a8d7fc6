"""Settings of a scenario as texts by key, the same on the command line, in the file and in a field.

Keys: ``erdf`` and ``flemish`` in euro; ``weight.CRITERION``; ``threshold.CRITERION`` in points and
``threshold.total`` on 100, or ``none``; ``policy``, ``on_nofit``, ``cofin_rule``; ``partial`` as
``yes`` or ``no``; ``method`` of consolidation; ``rate`` of ERDF in per cent; ``without`` as codes
of evaluators with commas.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from enum import StrEnum
from fractions import Fraction
from typing import Any, Final, TypeVar

from delpanel.errors import UserError
from delpanel.messages import money, points
from delpanel.model.scenario import TOTAL, Scenario
from delpanel.services.state.snapshot import Snapshot
from scoring.rules import CofinRule, Method, OnNoFit, Policy

NONE: Final = "none"
WHOLE_BP: Final = 10_000
_EURO = re.compile(r"(\d{1,3}(?:\.\d{3})+|\d+)(?:,(\d{1,2}))?")
_POINTS = re.compile(r"(\d+)(?:[.,](\d{1,2}))?")
_CHOICES: Final[Mapping[str, type[StrEnum]]] = {
    "policy": Policy,
    "on_nofit": OnNoFit,
    "cofin_rule": CofinRule,
    "method": Method,
}
C = TypeVar("C", bound=StrEnum)


def pairs(settings: Iterable[str]) -> dict[str, str]:
    """Read ``key=value`` texts; UserError SCENARIO_KEY for one without a sign."""
    found: dict[str, str] = {}
    for text in settings:
        key, sign, value = text.partition("=")
        if not sign:
            raise UserError("SCENARIO_KEY", key=text)
        found[key.strip()] = value.strip()
    return found


def settings_of(settings: Mapping[str, str], snapshot: Snapshot) -> dict[str, Any]:
    """Turn texts into the fields of a scenario.

    Raises:
        UserError: SCENARIO_KEY for a key there is none of; SCENARIO_VALUE for what it cannot be.
    """
    weights: dict[str, int] = {}
    thresholds: dict[str, int | None] = {}
    found: dict[str, Any] = {"weights": weights, "thresholds_cp": thresholds}
    criteria = {criterion.id for criterion in snapshot.call.rules.criteria}
    for key, text in settings.items():
        group, _, subject = key.partition(".")
        if key in {"erdf", "flemish"}:
            found[f"{key}_cents"] = euro_from(key, text)
        elif group == "weight" and subject in criteria:
            weights[subject] = _whole(key, text)
        elif group == "threshold" and subject in {*criteria, TOTAL}:
            thresholds[subject] = _threshold(key, text, snapshot)
        elif key in _CHOICES:
            found[key] = _choice(key, text, _CHOICES[key])
        elif key == "partial":
            if text not in {"yes", "no"}:
                raise UserError("SCENARIO_VALUE", key=key, value=text)
            found[key] = text == "yes"
        elif key == "rate":
            found["erdf_rate_bp"] = _rate(key, text)
        elif key == "without":
            found[key] = _evaluators(key, text, snapshot)
        else:
            raise UserError("SCENARIO_KEY", key=key)
    return found


def plain_of(scenario: Scenario, maximum_cp: int) -> dict[str, str]:
    """Turn a scenario back into texts by key; ``maximum_cp`` is the top of the scale."""
    found = {f"weight.{key}": str(value) for key, value in scenario.weights.items()}
    for key, value in scenario.thresholds_cp.items():
        shown = value
        if key == TOTAL and value is not None:
            shown = value * 100 * 100 // maximum_cp
        found[f"threshold.{key}"] = NONE if shown is None else points(shown)
    for key, cents in (("erdf", scenario.erdf_cents), ("flemish", scenario.flemish_cents)):
        if cents is not None:
            found[key] = money(cents)
    for key in _CHOICES:
        value = getattr(scenario, key)
        if value is not None:
            found[key] = str(value)
    if scenario.partial is not None:
        found["partial"] = "yes" if scenario.partial else "no"
    if scenario.erdf_rate_bp is not None:
        found["rate"] = points(scenario.erdf_rate_bp)
    if scenario.without:
        found["without"] = ",".join(scenario.without)
    return found


def euro_from(key: str, text: str) -> int:
    """Read euro the Belgian way into cents: 2.500.000 or 2500000,50."""
    match = _EURO.fullmatch(text.strip().removeprefix("€").replace("\u00a0", "").strip())
    if match is None:
        raise UserError("SCENARIO_VALUE", key=key, value=text)
    return 100 * int(match[1].replace(".", "")) + int((match[2] or "").ljust(2, "0"))


def _threshold(key: str, text: str, snapshot: Snapshot) -> int | None:
    if text == NONE:
        return None
    match = _POINTS.fullmatch(text)
    if match is None:
        raise UserError("SCENARIO_VALUE", key=key, value=text)
    value_cp = 100 * int(match[1]) + int((match[2] or "").ljust(2, "0"))
    if not key.endswith(f".{TOTAL}"):
        return value_cp
    # the overall threshold is said on 100 and held against points on one criterion's scale
    exact = Fraction(value_cp * snapshot.call.rules.scale.maximum_cp, 100 * 100)
    if exact.denominator != 1:
        raise UserError("SCENARIO_VALUE", key=key, value=text)
    return exact.numerator


def _rate(key: str, text: str) -> int:
    """Read a rate in per cent, at most 100 with two decimals, into basis points."""
    match = _POINTS.fullmatch(text.removesuffix("%").strip())
    value = 100 * int(match[1]) + int((match[2] or "").ljust(2, "0")) if match else WHOLE_BP + 1
    if value > WHOLE_BP:
        raise UserError("SCENARIO_VALUE", key=key, value=text)
    return value


def _whole(key: str, text: str) -> int:
    if not text.isascii() or not text.isdigit():
        raise UserError("SCENARIO_VALUE", key=key, value=text)
    return int(text)


def _choice(key: str, text: str, kind: type[C]) -> C:
    try:
        return kind(text)
    except ValueError as error:
        raise UserError("SCENARIO_VALUE", key=key, value=text) from error


def _evaluators(key: str, text: str, snapshot: Snapshot) -> tuple[str, ...]:
    wanted = tuple(sorted({part.strip() for part in text.split(",") if part.strip()}))
    unknown = [name for name in wanted if name not in snapshot.evaluator_by_id]
    if unknown or not wanted:
        raise UserError("SCENARIO_VALUE", key=key, value=", ".join(unknown) or text)
    return wanted
