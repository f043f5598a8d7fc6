"""Explanations in words, and as plain data: the contract of ``delpanel explain --json``."""

from __future__ import annotations

from delpanel import messages
from delpanel.errors import UserError
from delpanel.progress import Progress, silent
from delpanel.services.allocation.explaining import Explaining, Explanation, Remedy
from delpanel.services.allocation.funding import outcome
from delpanel.services.allocation.succession import succession_of, succession_sentence
from delpanel.services.state.computed import Computed
from scoring.rules import Policy


def remedy_sentence(
    computed: Computed, remedy: Remedy, language: str, *, confidential: bool = False
) -> str:
    """Say a remedy; the confidential form names no other applicant."""
    params = dict(remedy.params)
    for key in ("extra", "now", "needed"):
        if key in params:
            params[key] = str(params[key]).replace(".", ",")
    listed = str(params.get("criteria") or params.get("criterion") or "")
    names = [
        computed.snapshot.call.criterion_text(name).name.text(language)
        for name in listed.split(",")
        if name
    ]
    code = remedy.confidential if confidential and remedy.confidential else remedy.code
    return messages.sentence(code, {**params, "names": ", ".join(names)}, language)


def as_plain(
    computed: Computed, dossier: str = "", language: str = "nl", progress: Progress = silent
) -> list[dict[str, object]]:
    """Give one dossier, or all in the order of the ranking, under both policies.

    Raises:
        UserError: UNKNOWN_DOSSIER. NotProvenError: a proposal was not proved.
    """
    if dossier and dossier not in computed.snapshot.dossier_by_id:
        raise UserError("UNKNOWN_DOSSIER", dossier=dossier)
    explaining = Explaining(computed)
    wanted = [row.id for row in computed.ranking.rows if dossier in {"", row.id}]
    wanted += [name for name in sorted(computed.core.withdrawn) if dossier in {"", name}]
    found: list[dict[str, object]] = []
    for number, name in enumerate(dict.fromkeys(wanted)):
        progress(number, len(wanted), name)
        found.append(_plain(explaining, name, language))
    return found


def explanation_as_plain(
    computed: Computed, explanation: Explanation, language: str
) -> dict[str, object]:
    """Give one explanation with its sentences, those for letters beside those for the panel."""
    reason = outcome(computed, computed.proposal(explanation.policy), explanation.dossier, language)
    return {
        "funded": explanation.is_funded,
        "reason": str(reason.reason.code),
        "decision": reason.decision or None,
        "sentence": reason.sentence,
        "remedies": [
            {
                "code": remedy.code,
                "params": dict(remedy.params),
                "sentence": remedy_sentence(computed, remedy, language),
                "confidential": remedy_sentence(computed, remedy, language, confidential=True),
            }
            for remedy in explanation.remedies
        ],
    }


def _plain(explaining: Explaining, dossier: str, language: str) -> dict[str, object]:
    computed = explaining.computed
    rows = {row.id: row for row in computed.ranking.rows}
    follows = {policy: succession_of(computed, dossier, policy) for policy in Policy}
    return {
        "id": dossier,
        "name": computed.snapshot.dossier_by_id[dossier].name,
        "rank": rows[dossier].rank if dossier in rows else None,
        "policies": {
            str(policy): explanation_as_plain(computed, explaining.of(dossier, policy), language)
            for policy in Policy
        },
        "succession": {
            str(policy): None
            if row is None
            else {
                "released_erdf_cents": row.released_erdf_cents,
                "released_flemish_cents": row.released_flemish_cents,
                "followers": [
                    {
                        "id": f.dossier,
                        "erdf_cents": f.erdf_cents,
                        "flemish_cents": f.flemish_cents,
                        "theta_bp": f.theta_bp,
                    }
                    for f in row.followers
                ],
                "short_erdf_cents": row.short_erdf_cents,
                "short_flemish_cents": row.short_flemish_cents,
                "sentence": succession_sentence(row, language),
            }
            for policy, row in follows.items()
        },
    }
