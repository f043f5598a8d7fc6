"""Settings of a scenario as texts by key, the same on the command line, in the file and in a field.

Keys: ``erdf`` and ``flemish`` in euro; ``weight.CRITERION``; ``threshold.CRITERION``,
``threshold.group.ID`` and ``threshold.total`` (see ``threshold_settings``), or ``none``;
``policy``, ``on_nofit``, ``cofin_rule``; ``partial`` as ``yes`` or ``no``; ``method`` of
consolidation; ``rate`` of ERDF in per cent; ``without`` as codes of evaluators
with commas, ``without_dossiers`` as numbers of dossiers.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from enum import StrEnum
from typing import Any, Final, TypeVar

from delpanel.errors import UserError
from delpanel.messages import money, points
from delpanel.model.scenario import Scenario
from delpanel.services.state.snapshot import Snapshot
from delpanel.services.what_ifs.threshold_settings import (
    hundredths,
    threshold_from,
    threshold_subjects,
    threshold_text,
)
from scoring.rules import CofinRule, Method, OnNoFit, Policy, Rules

WHOLE_BP: Final = 10_000
_EURO = re.compile(r"(\d{1,3}(?:\.\d{3})+|\d+)(?:,(\d{1,2}))?")
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
        UserError: SCENARIO_KEY for a key there is none of; SCENARIO_VALUE for what it cannot be,
            saying what it can.
    """
    rules = snapshot.call.rules
    weights: dict[str, int] = {}
    thresholds: dict[str, int | None] = {}
    found: dict[str, Any] = {"weights": weights, "thresholds_cp": thresholds}
    criteria = {criterion.id for criterion in rules.criteria}
    subjects = threshold_subjects(rules)
    for key, text in settings.items():
        group, _, subject = key.partition(".")
        if key in {"erdf", "flemish"}:
            found[f"{key}_cents"] = euro_from(key, text)
        elif group == "weight" and subject in criteria:
            weights[subject] = _whole(key, text)
        elif group == "threshold" and subject in subjects:
            thresholds[subject] = threshold_from(key, text, rules)
        elif key in _CHOICES:
            found[key] = _choice(key, text, _CHOICES[key])
        elif key == "partial":
            if text not in {"yes", "no"}:
                raise _refused(key, text, "choice", "yes, no")
            found[key] = text == "yes"
        elif key == "rate":
            found["erdf_rate_bp"] = _rate(key, text)
        elif key in {"without", "without_dossiers"}:
            found[key] = _codes(key, text, snapshot)
        else:
            raise UserError("SCENARIO_KEY", key=key)
    return found


def plain_of(scenario: Scenario, rules: Rules) -> dict[str, str]:
    """Turn a scenario on a call with these rules back into texts by key."""
    found = {f"weight.{key}": str(value) for key, value in scenario.weights.items()}
    for subject, value in scenario.thresholds_cp.items():
        found[f"threshold.{subject}"] = threshold_text(subject, value, rules)
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
    if scenario.without_dossiers:
        found["without_dossiers"] = ",".join(scenario.without_dossiers)
    return found


def euro_from(key: str, text: str) -> int:
    """Read euro the Belgian way into cents: 2.500.000 or 2500000,50."""
    match = _EURO.fullmatch(text.strip().removeprefix("€").replace("\u00a0", "").strip())
    if match is None:
        raise _refused(key, text, "euro")
    return 100 * int(match[1].replace(".", "")) + int((match[2] or "").ljust(2, "0"))


def _rate(key: str, text: str) -> int:
    """Read a rate in per cent, at most 100 with two decimals, into basis points."""
    value = hundredths(text.removesuffix("%").strip())
    if value is None or value > WHOLE_BP:
        raise _refused(key, text, "rate")
    return value


def _whole(key: str, text: str) -> int:
    if not text.isascii() or not text.isdigit():
        raise _refused(key, text, "whole")
    return int(text)


def _choice(key: str, text: str, kind: type[C]) -> C:
    try:
        return kind(text)
    except ValueError as error:
        raise _refused(key, text, "choice", ", ".join(kind)) from error


def _codes(key: str, text: str, snapshot: Snapshot) -> tuple[str, ...]:
    dossiers = key == "without_dossiers"
    there: Collection[str] = snapshot.dossier_by_id if dossiers else snapshot.evaluator_by_id
    wanted = tuple(sorted({part.strip() for part in text.split(",") if part.strip()}))
    unknown = [name for name in wanted if name not in there]
    if unknown or not wanted:
        known = ", ".join(sorted(there))
        reason = "codes" if known else "nothing" if dossiers else "nobody"
        raise _refused(key, ", ".join(unknown) or text, reason, known)
    return wanted


def _refused(key: str, value: str, reason: str, allowed: str = "") -> UserError:
    """Say what a setting may be; ``reason`` names the wording."""
    return UserError("SCENARIO_VALUE", key=key, value=value, reason=reason, allowed=allowed)
