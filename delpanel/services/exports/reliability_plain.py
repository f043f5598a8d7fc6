"""Agreement and severity as plain data: the contract of ``delpanel agreement --json``.

Exact numbers stand exactly, measured ones with ten significant digits.
"""

from __future__ import annotations

from fractions import Fraction
from typing import Final

from delpanel import messages
from delpanel.model.call import Call
from delpanel.services.consensus import panel_reliability as reliability
from delpanel.services.consensus.panel_reliability import Reliability
from delpanel.services.consensus.severity_view import SeverityView
from delpanel.services.exports.plain_records import as_written
from scoring.statistics.panel_agreement import AgreementOn, AlphaWithInterval

Plain = dict[str, object]
SOURCE: Final = (
    "E. Erosheva, P. Martinková and C. Lee, When zero may not be zero, JRSS A 184 (2021)"
)


def as_plain(call: Call, found: Reliability, language: str) -> Plain:
    """Give everything as plain data: exact numbers exactly, measured ones with ten digits."""
    return {
        "sentence": reliability.lead(found.agreement, language),
        "coefficients": [_coefficient(one, language) for one in found.agreement],
        "notes": list(reliability.notes(call, found.agreement, language)),
        "caution": messages.sentence("AGREEMENT_CAUTION", {}, language),
        "source": SOURCE,
        "severity": None if found.severity is None else _severity(found.severity),
        "severity_notes": list(reliability.severity_notes(found.severity, language)),
    }


def _coefficient(one: AgreementOn, language: str) -> Plain:
    wording = reliability.shown(one).alpha.wording
    return {
        "criterion": one.criterion,
        "class": str(wording),
        "class_words": reliability.class_words(wording, language),
        "ordinal": _alpha(one.ordinal),
        "interval": _alpha(one.interval),
        "icc": _icc(one),
        "icc_sentence": reliability.intraclass_words(one, language),
    }


def _alpha(held: AlphaWithInterval) -> Plain:
    undefined = held.alpha.undefined
    return {
        "value": as_written(held.alpha.value),
        "undefined": None if undefined is None else str(undefined),
        "low": as_written(held.interval.low),
        "high": as_written(held.interval.high),
        "resamples": held.interval.resamples,
        "dropped": held.interval.dropped,
        "dossiers": held.alpha.units,
        "values": held.alpha.values,
    }


def _icc(one: AgreementOn) -> Plain | None:
    if one.intraclass is not None:
        exact = one.intraclass
        return {
            "model_based": False,
            "single": as_written(exact.icc2),
            "single_interval": _ends(exact.icc2_interval),
            "average": as_written(exact.icc2k),
            "average_interval": _ends(exact.icc2k_interval),
            "values_per_dossier": as_written(Fraction(exact.mean_squares.raters)),
        }
    if one.model is None:
        return None
    return {
        "model_based": True,
        "single": as_written(one.model.single),
        "single_interval": None,
        "average": as_written(one.model.average),
        "average_interval": None,
        "values_per_dossier": as_written(one.model.per_dossier),
    }


def _ends(held: tuple[float, float] | None) -> Plain | None:
    return None if held is None else {"low": as_written(held[0]), "high": as_written(held[1])}


def _severity(found: SeverityView) -> Plain:
    return {
        "measurable": found.measurable,
        "complete": found.complete,
        "components": found.components,
        "evaluators": [
            {
                "evaluator": row.evaluator,
                "leniency_cp": as_written(row.leniency),
                "standard_error_cp": as_written(row.standard_error),
                "stands_out": row.stands_out,
                "component": row.component,
            }
            for row in found.evaluators
        ],
    }
