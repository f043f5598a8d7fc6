"""How points are brought together: the keys under ``consolidation`` of a call file."""

from __future__ import annotations

from delpanel.presets.toml_reader import TomlReader
from scoring.rules import CalibrationRules, ConsolidationRules, Method, RankingBasis


def consolidation_rules(merge: TomlReader) -> ConsolidationRules:
    """Read the rules; UserError CALL_KEY names the key that is missing or out of place."""
    return ConsolidationRules(
        method=merge.one_of("method", Method, "mean"),
        trim_bp=merge.percent("trim") if merge.has("trim") else 0,
        quorum=merge.whole("quorum", 1),
        rounding_step_cp=merge.points("rounding_step", 1),
        calibration=_calibration(merge),
    )


def _calibration(merge: TomlReader) -> CalibrationRules | None:
    """The penalties of a call that ranks without leniency; they mean nothing to any other."""
    penalties = ("evaluator_penalty", "dossier_penalty")
    if merge.one_of("ranking_basis", RankingBasis, "raw") is RankingBasis.CALIBRATED:
        return CalibrationRules(*(merge.hundredths(key) for key in penalties))
    for key in penalties:
        if merge.has(key):
            raise merge.problem(key, "only_calibrated")
    return None
