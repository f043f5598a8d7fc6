"""How far the panel agrees and who is severe: coefficients, each with its interval and in words.

Advisory: no rank, gate or euro hangs on it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

from delpanel import messages
from delpanel.model.call import Call
from delpanel.model.permissions import require_office
from delpanel.services.consensus.severity_view import SeverityView, severity_view
from delpanel.services.round import holding
from delpanel.services.state.computed import Computed
from delpanel.services.state.core_input import score_records
from delpanel.services.state.workspace import Workspace
from scoring.errors import ScoringError
from scoring.statistics.agreement import Wording
from scoring.statistics.panel_agreement import AgreementOn, AlphaWithInterval, panel_agreement

NOTHING: Final = "\N{EN DASH}"


@dataclass(frozen=True, slots=True)
class Reliability:
    """``severity`` is None where nobody gave points on every criterion."""

    agreement: tuple[AgreementOn, ...]
    severity: SeverityView | None


def agreement_of(computed: Computed) -> tuple[AgreementOn, ...]:
    """Measure agreement on every criterion in the order of the call, then on totals."""
    return panel_agreement(score_records(computed.snapshot), computed.core.rules.criteria)


def reliability(workspace: Workspace) -> Reliability:
    """Measure agreement and severity on all points that count.

    Raises:
        NotAllowed: OFFICE_ONLY; SCORES_HELD while the call holds points back.
    """
    require_office(workspace.actor, "agreement")
    holding.require_released(workspace)
    computed = workspace.computed()
    try:
        severity = severity_view(computed)
    except ScoringError:
        severity = None
    return Reliability(agreement_of(computed), severity)


def shown(one: AgreementOn) -> AlphaWithInterval:
    """Give the coefficient that is shown: ordinal for points, interval for totals."""
    return one.interval if one.criterion is None else one.ordinal


def lead(found: Sequence[AgreementOn], language: str) -> str:
    """Say what a chair without statistics has to know, from the evaluators' own totals."""
    alpha = next(shown(one).alpha for one in found if one.criterion is None)
    return messages.sentence(f"AGREEMENT_{alpha.undefined or alpha.wording}", {}, language)


def notes(call: Call, found: Sequence[AgreementOn], language: str) -> tuple[str, ...]:
    """Say of every coefficient or interval that is not there why it is not."""
    return tuple(_notes(call, found, language))


def name_of(call: Call, one: AgreementOn, language: str) -> str:
    """Name the criterion, or the totals."""
    if one.criterion is None:
        return messages.sentence("AGREEMENT_TOTALS", {}, language)
    return call.criterion_text(one.criterion).name.text(language)


def class_words(wording: Wording, language: str) -> str:
    """Name the class of a coefficient."""
    return messages.sentence(f"AGREEMENT_CLASS_{wording}", {}, language)


def figures(one: AgreementOn, language: str) -> tuple[str, str]:
    """Write coefficient and interval with two decimals; a dash where there is none."""
    value, held = shown(one).alpha.value, shown(one).interval
    alpha = NOTHING if value is None else _decimal(float(value))
    if held.low is None or held.high is None:
        return alpha, NOTHING
    return alpha, _between(held.low, held.high, language)


def intraclass_words(one: AgreementOn, language: str) -> str:
    """Say the intraclass correlation for one evaluator and for the mean, labelled by its kind."""
    exact = one.intraclass
    if exact is not None and exact.icc2 is not None:
        params: dict[str, messages.Param] = {
            "single": _with_interval(exact.icc2, exact.icc2_interval, language),
            "average": _with_interval(exact.icc2k, exact.icc2k_interval, language),
            "raters": exact.mean_squares.raters,
        }
        return messages.sentence("AGREEMENT_ICC", params, language)
    if one.model is not None:
        params = {
            "single": _decimal(one.model.single),
            "average": _decimal(one.model.average),
            "raters": _decimal(float(one.model.per_dossier)).rstrip("0").rstrip(","),
        }
        return messages.sentence("AGREEMENT_ICC_MODEL", params, language)
    return messages.sentence("AGREEMENT_ICC_NONE", {}, language)


def severity_notes(found: SeverityView | None, language: str) -> tuple[str, ...]:
    """Say what limits the figures of severity; empty where nothing does."""
    if found is None:
        return (messages.sentence("SEVERITY_NOBODY", {}, language),)
    said = []
    if not found.measurable:
        said.append(messages.sentence("SEVERITY_NOT_MEASURABLE", {}, language))
    if found.components > 1:
        parts = {"count": found.components}
        said.append(messages.sentence("SEVERITY_PARTS", parts, language))
    if found.complete and found.measurable:
        said.append(messages.sentence("SEVERITY_COMPLETE", {}, language))
    return tuple(said)


def _notes(call: Call, found: Sequence[AgreementOn], language: str) -> Iterator[str]:
    without: dict[str, list[str]] = {}
    for one in found:
        undefined = shown(one).alpha.undefined
        if undefined is not None:
            without.setdefault(str(undefined), []).append(name_of(call, one, language))
    for reason, names in without.items():
        yield messages.sentence(f"AGREEMENT_NOTE_{reason}", {"name": ", ".join(names)}, language)
    for one in found:
        interval = shown(one).interval
        if shown(one).alpha.undefined is None and interval.low is None:
            params: dict[str, messages.Param] = {
                "name": name_of(call, one, language),
                "dropped": interval.dropped,
                "resamples": interval.resamples,
            }
            yield messages.sentence("AGREEMENT_NOTE_INTERVAL", params, language)


def _with_interval(value: Fraction | None, held: tuple[float, float] | None, language: str) -> str:
    if value is None:
        return NOTHING
    said = _decimal(float(value))
    return said if held is None else f"{said} ({_between(*held, language)})"


def _between(low: float, high: float, language: str) -> str:
    params: dict[str, messages.Param] = {"low": _decimal(low), "high": _decimal(high)}
    return messages.sentence("AGREEMENT_BETWEEN", params, language)


def _decimal(value: float) -> str:
    """Two decimals with a comma and a real minus; a coefficient decides nothing."""
    return f"{value:.2f}".replace(".", ",").replace("-", "\N{MINUS SIGN}")
