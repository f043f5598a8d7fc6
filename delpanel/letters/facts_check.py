"""Refuse facts that would make a letter empty, contradictory or untrue; each refusal by name."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeVar

from delpanel.errors import UserError
from delpanel.letters.facts import (
    APPROVALS,
    DECISION_CODES,
    INADMISSIBLE,
    AmountFacts,
    LetterFacts,
    ResultFacts,
)
from delpanel.letters.figures import rate_bp
from delpanel.letters.reason_facts import GateKind, Shortfall
from delpanel.model.admissibility import Ground
from scoring.rules import Policy

_T = TypeVar("_T")
_SCORED = (*APPROVALS, "RES", "AF-DR", "AF-BU", "AF-PR", "AF-FP")
_DATED = (Ground.PRE_REGISTRATION, Ground.LATE)
_WALK_ONLY = (Shortfall.BLOCKED, Shortfall.STOPPED)


def check_facts(facts: LetterFacts) -> None:
    """Raise UserError with the first thing that is missing or contradicts the decision."""
    code = facts.decision.code
    if code not in DECISION_CODES:
        raise UserError("LETTER_CODE_UNKNOWN", dossier=facts.dossier.id, code=code)
    if code in _SCORED:
        _check_result(facts, _present(facts, facts.result, "score.totaal"))
    if code in APPROVALS:
        _check_amounts(facts, _present(facts, facts.amounts, "efro.bedrag"))
    if code in INADMISSIBLE:
        _check_grounds(facts)
    _check_parts(facts)
    _check_shortfall(facts)


def _check_result(facts: LetterFacts, result: ResultFacts) -> None:
    known = {score.criterion: score for score in result.scores}
    for criterion in facts.call.criteria:
        score = known.get(criterion.id)
        if score is None or not score.motivation.strip():
            raise UserError(
                "LETTER_MOTIVATION_EMPTY", dossier=facts.dossier.id, criterion=criterion.name
            )
    if facts.decision.code == "AF-DR":
        _present(facts, result.failed_gates, "drempel.waarde")
        for gate in result.failed_gates:
            if gate.kind is GateKind.CRITERION and not gate.motivation.strip():
                raise UserError(
                    "LETTER_MOTIVATION_EMPTY", dossier=facts.dossier.id, criterion=gate.name
                )
    elif result.failed_gates:
        _contradiction(facts, "drempel.waarde")
    else:
        _present(facts, result.rank, "score.rang")


def _check_amounts(facts: LetterFacts, amounts: AmountFacts) -> None:
    _present(facts, amounts.aid, "steun.bedrag")
    _present(facts, amounts.shares, "bijlage.financiering")
    _present(facts, amounts.awarded_erdf_cents + amounts.awarded_flemish_cents, "efro.bedrag")
    financed = (
        amounts.awarded_erdf_cents
        + amounts.awarded_flemish_cents
        + amounts.other_public_cents
        + amounts.own_cents
    )
    shares = amounts.shares
    for what, stated, summed in (
        ("kost.totaal", amounts.eligible_cost_cents, financed),
        ("kost.totaal", amounts.eligible_cost_cents, sum(s.cost_cents for s in shares)),
        ("efro.bedrag", amounts.awarded_erdf_cents, sum(s.erdf_cents for s in shares)),
        ("vl.bedrag", amounts.awarded_flemish_cents, sum(s.flemish_cents for s in shares)),
        ("eigen.bedrag", amounts.own_cents, sum(s.own_cents for s in shares)),
        ("kost.totaal", amounts.eligible_cost_cents, sum(a.cost_cents for a in amounts.aid)),
    ):
        if stated != summed:
            raise UserError(
                "LETTER_AMOUNTS_DIFFER",
                dossier=facts.dossier.id,
                field=what,
                stated_cents=stated,
                summed_cents=summed,
            )
    _check_aid(facts, amounts)


def _check_aid(facts: LetterFacts, amounts: AmountFacts) -> None:
    for row in amounts.aid:
        if row.aid_cents * 10_000 > row.maximum_bp * row.cost_cents:
            raise UserError(
                "LETTER_AID_ABOVE_MAXIMUM",
                dossier=facts.dossier.id,
                partner=row.partner,
                rate_bp=rate_bp(row.aid_cents, row.cost_cents),
                maximum_bp=row.maximum_bp,
            )


def _check_grounds(facts: LetterFacts) -> None:
    _present(facts, facts.grounds, "grond.citaat")
    if facts.decision.code not in {ground.ground.decision_code for ground in facts.grounds}:
        _contradiction(facts, "beslissing.code")
    for ground in facts.grounds:
        if ground.ground not in _DATED and not ground.reason.strip():
            raise UserError(
                "LETTER_REASON_EMPTY", dossier=facts.dossier.id, part=str(ground.ground)
            )


def _check_parts(facts: LetterFacts) -> None:
    code = facts.decision.code
    if code == "GK-VW":
        _present(facts, facts.conditions, "voorwaarde.nr")
    if code == "GK-RED":
        _present(facts, facts.reductions, "verlaging.reden")
    if code == "GK" and (facts.conditions or facts.reductions):
        _contradiction(facts, "voorwaarde.nr" if facts.conditions else "verlaging.reden")
    if code == "RES":
        _present(facts, facts.reserve, "res.rang")
    if code == "AF-FP":
        _present(facts, facts.gap, "gat.bedrag")
        _present(facts, facts.amounts, "kost.totaal")
    _refuse_silent(facts, ((f"{c.number}", c.text) for c in facts.conditions), "voorwaarde")
    _refuse_silent(facts, ((r.heading, r.reason) for r in facts.reductions), "verlaging")


def _check_shortfall(facts: LetterFacts) -> None:
    code, policy = facts.decision.code, facts.call.policy
    if code not in {"RES", "AF-BU", "AF-PR"}:
        return
    shortfall = _present(facts, facts.shortfall, "tekort.bedragen")
    if (code == "AF-PR") != (shortfall.kind is Shortfall.PROVINCE) and code != "RES":
        _contradiction(facts, "tekort.bedragen")
    if policy is Policy.COVERAGE:
        _present(facts, facts.coverage, "dekking.gekozen")
        if shortfall.kind in _WALK_ONLY:
            _contradiction(facts, "tekort.door")
    elif facts.coverage is not None:
        _contradiction(facts, "dekking.gekozen")
    if shortfall.kind is Shortfall.PROVINCE:
        _present(facts, facts.winner, "winnaar.nr")


def _refuse_silent(facts: LetterFacts, parts: Iterable[tuple[str, str]], kind: str) -> None:
    for name, text in parts:
        if not text.strip():
            raise UserError("LETTER_REASON_EMPTY", dossier=facts.dossier.id, part=f"{kind} {name}")


def _contradiction(facts: LetterFacts, field: str) -> None:
    raise UserError(
        "LETTER_CONTRADICTION",
        dossier=facts.dossier.id,
        code=facts.decision.code,
        policy=str(facts.call.policy),
        field=field,
    )


def _present(facts: LetterFacts, value: _T | None, field: str) -> _T:
    if not value:
        raise UserError("LETTER_FIELD_EMPTY", dossier=facts.dossier.id, field=field)
    return value
