"""The ranking as plain data and as sentences: the contract of ``delpanel rank --json``."""

from __future__ import annotations

from delpanel import messages
from delpanel.model.call import Call
from delpanel.services.rankings.ranking import RankingRow, ranking_rows
from delpanel.services.rankings.reason_wording import gate_sentence
from delpanel.services.state.computed import Computed
from scoring.ranking.rank import Standing


def as_plain(computed: Computed, language: str) -> list[dict[str, object]]:
    """Give every dossier: exact total on 100, rank or the reason for none, what decided."""
    return [_plain(computed, row, language) for row in ranking_rows(computed)]


def basis_sentence(call: Call, language: str) -> str:
    """Say which points the ranking rests on."""
    return messages.sentence(f"BASIS_{call.rules.consolidation.basis}", {}, language)


def basis_words(call: Call, language: str) -> str:
    """Name which points the ranking rests on, with the penalties of a call that corrects them."""
    rules = call.rules.consolidation
    params: dict[str, messages.Param] = {}
    if rules.calibration is not None:
        evaluator, dossier = rules.calibration.evaluator_penalty, rules.calibration.dossier_penalty
        params = {
            "evaluator": messages.points(int(evaluator * 100)),
            "dossier": messages.points(int(dossier * 100)),
        }
    return messages.sentence(f"BASIS_SHORT_{rules.basis}", params, language)


def no_rank_reason(computed: Computed, row: RankingRow, language: str) -> str:
    """Say why a dossier has no rank; empty for a ranked one."""
    if row.standing is Standing.RANKED:
        return ""
    if row.standing is Standing.INELIGIBLE:
        if row.id in computed.core.withdrawn:
            return messages.sentence("DECISION_IN", {}, language)
        return messages.sentence("VERDICT_inadmissible", {}, language)
    return "; ".join(gate_sentence(computed, gate, language) for gate in row.gates)


def decided_sentence(computed: Computed, row: RankingRow, language: str) -> str:
    """Say what put a dossier below the one before it; empty for the first."""
    if not row.decided_by:
        return ""
    level, _, subject = row.decided_by.partition(":")
    name = subject
    if level == "CRITERION":
        name = computed.snapshot.call.criterion_text(subject).name.text(language)
    return messages.sentence(f"DECIDED_{level}", {"name": name}, language)


def _plain(computed: Computed, row: RankingRow, language: str) -> dict[str, object]:
    return {
        "id": row.id,
        "name": row.name,
        "nuts": row.nuts or None,
        "total": row.total or None,
        "display": row.display,
        "rank": row.rank,
        "ex_aequo": row.ex_aequo,
        "verdict": str(row.standing),
        "reason": no_rank_reason(computed, row, language) or None,
        "gates": [gate.code for gate in row.gates],
        "decided_by": row.decided_by or None,
        "decided_by_sentence": decided_sentence(computed, row, language),
        "ranking_basis": str(computed.core.rules.consolidation.basis),
        "points_cp": {p.criterion: p.cell.value_cp for p in row.points},
    }
