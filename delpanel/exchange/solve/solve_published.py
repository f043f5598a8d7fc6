"""What a panel publishes, from bare numbers: both policies with their reasons and reserve lists.

Only for a question that names the policy of its call: then one of the two decides.
"""

from __future__ import annotations

from dataclasses import dataclass

from delpanel.exchange.solve.solve_call import choice, read_call, read_dossiers, read_synergies
from delpanel.exchange.solve.solve_fields import Field, Json
from scoring.aid.awards import Award, Share
from scoring.allocation.funding import Circumstances, Proposal, compare
from scoring.allocation.reasons import ON_CODES, DecisionCode, FailedGround, Reason
from scoring.allocation.reserve import ReserveEntry
from scoring.dossiers import Dossier, Synergy
from scoring.errors import InvalidInputError
from scoring.ranking.rank import Ranking, rank
from scoring.rules import Policy, Rules

Plain = dict[str, Json]


@dataclass(frozen=True, slots=True)
class Question:
    """A funding case as records; ``circumstances`` are failed grounds and withdrawals."""

    rules: Rules
    dossiers: tuple[Dossier, ...]
    synergies: tuple[Synergy, ...]
    circumstances: Circumstances


def read_question(instance: Field) -> Question:
    """Read a funding case.

    Raises:
        InvalidInputError: what is wrong and where.
    """
    listed = instance.get("dossiers")
    return Question(
        rules=read_call(instance.get("call")),
        dossiers=tuple(read_dossiers(listed)),
        synergies=tuple(read_synergies(instance.optional("synergies"))),
        circumstances=_circumstances(listed),
    )


def published(question: Question) -> Plain:
    """Give the published ranking and both policies, as JSON values; amounts in cents, T integers.

    Raises:
        InvalidRulesError, InvalidInputError: see ``scoring.validate``.
        NotProvenError: the optimum was not proved.
    """
    both = compare(
        question.rules,
        question.dossiers,
        synergies=question.synergies,
        circumstances=question.circumstances,
    )
    return {
        "policy": str(question.rules.policy),
        "ranking": _ranking(rank(question.rules, question.dossiers)),
        "policies": {str(policy): _policy(both.proposal(policy)) for policy in Policy},
    }


def _circumstances(listed: Field) -> Circumstances:
    grounds: dict[str, tuple[FailedGround, ...]] = {}
    withdrawn: set[str] = set()
    for item in listed.items():
        name = item.get("id").text()
        failed = item.optional("grounds")
        if failed is not None:
            grounds[name] = tuple(_ground(one) for one in failed.items())
        gone = item.optional("withdrawn")
        if gone is not None and gone.flag():
            withdrawn.add(name)
    return Circumstances(grounds, withdrawn)


def _ground(one: Field) -> FailedGround:
    code = choice(one.get("decision"), DecisionCode)
    if code not in ON_CODES:
        known = ", ".join(ON_CODES)
        raise InvalidInputError("solve_field_choice", one.get("decision").path, known=known)
    return FailedGround(one.get("ground").text(), str(code))


def _ranking(ranking: Ranking) -> list[Json]:
    """Who passes every gate, best first; level totals share a rank."""
    return [
        {"id": row.id, "rank": row.rank, "total": row.total, "decided_by": row.decided_by}
        for row in ranking.rows
        if row.rank is not None
    ]


def _policy(proposal: Proposal) -> Plain:
    sums = proposal.totals
    return {
        "funded": list[Json](proposal.funded),
        "awards": [_award(award) for award in proposal.awards],
        "totals": {
            "erdf": sums.erdf_cents,
            "cofin": sums.cofin_cents,
            "own": sums.own_cents,
            "cost": sums.cost_cents,
            "left_erdf": sums.erdf_left_cents,
            "left_cofin": sums.cofin_left_cents,
            "regions": list[Json](sums.provinces),
            "value": sums.value,
            "pair_value": sums.pair_value,
        },
        "n_ties": proposal.n_ties,
        "reasons": {name: _reason(found) for name, found in sorted(proposal.reasons.items())},
        "reserve": [_entry(entry) for entry in proposal.reserve if entry.on_list],
    }


def _award(award: Award) -> Plain:
    return {
        "id": award.dossier,
        "theta_bp": award.theta_bp,
        "cost": award.cost_cents,
        "erdf": award.erdf_cents,
        "cofin": award.cofin_cents,
        "own": award.own_cents,
        "lines": [{"id": share.id, **_share(share)} for share in award.lines],
        "partners": [_share(share) for share in award.partners],
    }


def _share(share: Share) -> Plain:
    return {
        "partner": share.partner,
        "cost": share.cost_cents,
        "erdf": share.erdf_cents,
        "cofin": share.cofin_cents,
        "own": share.own_cents,
    }


def _reason(found: Reason) -> Plain:
    """The code with what it rests on; ``decision`` before any declared condition."""
    return {
        "code": str(found.code),
        "decision": None if found.decision is None else str(found.decision),
        "params": {
            name: list[Json](value) if isinstance(value, tuple) else value
            for name, value in found.params.items()
        },
    }


def _entry(entry: ReserveEntry) -> Plain:
    return {
        "id": entry.dossier,
        "region": entry.region,
        "place": entry.place,
        "addon_erdf": entry.addon_erdf_cents,
        "addon_cofin": entry.addon_cofin_cents,
        "region_full": entry.province_full,
    }
