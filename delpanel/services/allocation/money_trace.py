"""How the amounts of a dossier come about, line by line: the trace of the core in words.

What a dossier may get follows from its own lines, requests and the rules, without solving
anything; what it gets of that is the award of a proposal.
"""

from __future__ import annotations

from dataclasses import dataclass

from delpanel import messages
from delpanel.errors import UserError
from delpanel.services.state.computed import Computed
from delpanel.services.state.core_input import WHOLE_DOSSIER
from scoring.aid.awards import Award
from scoring.aid.entitlement import Entitlement, entitlements
from scoring.allocation.funding import Proposal
from scoring.money import FULL_BP
from scoring.rules import Policy
from scoring.trace import Bound, Limit, LineTrace


@dataclass(frozen=True, slots=True)
class NamedLine:
    """One cost line with the words a reader knows it by; ``rule`` is empty where there is none."""

    trace: LineTrace
    partner: str
    description: str
    rule: str


def variants(computed: Computed, dossier: str) -> tuple[Entitlement, ...]:
    """Give what a dossier may get at most at each of its budgets, the full one first.

    Raises:
        UserError: UNKNOWN_DOSSIER.
    """
    held = [d for d in computed.core.dossiers if d.id == dossier]
    if not held:
        raise UserError("UNKNOWN_DOSSIER", dossier=dossier)
    return entitlements(computed.core.rules, held)[dossier]


def shown_variant(found: tuple[Entitlement, ...], award: Award | None) -> Entitlement:
    """Give the variant that was funded, and the budget as filed where none was."""
    theta = FULL_BP if award is None else award.theta_bp
    return next(one for one in found if one.theta_bp == theta)


def named_lines(computed: Computed, found: Entitlement) -> tuple[NamedLine, ...]:
    """Give the cost lines with the names of their partners, in the order of the core."""
    dossier = computed.snapshot.dossier_by_id[found.dossier]
    partners = {partner.id: partner.name for partner in dossier.partners}
    lines = {line.id: line for line in dossier.cost_lines}
    named = []
    for trace in found.lines:
        line = lines.get(trace.line)
        partner = "" if trace.partner == WHOLE_DOSSIER else trace.partner
        named.append(
            NamedLine(
                trace,
                partners.get(trace.partner, partner),
                "" if line is None else line.description or line.heading,
                "" if line is None else line.aid_rule,
            )
        )
    return tuple(named)


def bound_words(line: LineTrace, code: str, language: str) -> str:
    """Say in a few words what bound a line, by one of its two codes."""
    params = {
        "rate_bp": line.erdf_rate_bp,
        "cap_bp": line.aid_cap_bp,
        "ceiling_cents": line.ceiling_cents,
    }
    return messages.sentence(f"MONEY_BOUND_{code}", params, language)


def line_sentence(line: LineTrace, language: str) -> str:
    """Say how one line's ERDF support and its room for co-financing came about."""
    return messages.sentence(
        "MONEY_LINE",
        {
            "erdf_cents": line.erdf_cents,
            "bound": bound_words(line, line.erdf_bound, language),
            "room_cents": line.room_cents,
            "room": bound_words(line, str(line.room_bound), language),
            "left_cents": line.cofin_room_cents,
        },
        language,
    )


def limit_words(limit: Limit, kind: str, language: str) -> str:
    """Say what a limit of the whole dossier is; ``kind`` is ``erdf`` or ``flemish``."""
    own = f"MONEY_LIMIT_{limit}_{kind}"
    code = own if messages.knows(own, language) else f"MONEY_LIMIT_{limit}"
    return messages.sentence(code, {}, language)


def dossier_sentences(found: Entitlement, language: str) -> tuple[str, ...]:
    """Say what set ERDF support and co-financing of the dossier, and whether its plan closes."""
    trace = found.trace
    parts: list[tuple[str, dict[str, str | int | None]]] = [
        (
            "MONEY_ERDF",
            {
                "most_cents": found.erdf_cents,
                "limit": limit_words(trace.erdf_limit, "erdf", language),
            },
        ),
        (
            "MONEY_FLEMISH",
            {
                "most_cents": found.cofin_max_cents,
                "limit": limit_words(trace.cofin_limit, "flemish", language),
            },
        ),
    ]
    if trace.own_funds_cents is not None:
        own = {"own_cents": trace.own_funds_cents, "needed_cents": found.cofin_need_cents}
        code = "MONEY_NEEDED" if found.cofin_need_cents else "MONEY_NEEDED_NOTHING"
        parts.append((code, {**own}))
    if trace.gap_cents:
        parts.append(("MONEY_GAP", {"gap_cents": trace.gap_cents}))
    if trace.below_minimum_cents:
        parts.append(("MONEY_BELOW", {"below_cents": trace.below_minimum_cents}))
    return tuple(messages.sentence(code, params, language) for code, params in parts)


def award_sentence(found: Entitlement, award: Award | None, language: str) -> str:
    """Say what a proposal gives of it."""
    if award is None:
        return messages.sentence("MONEY_NOTHING", {}, language)
    is_less = award.cofin_cents < found.cofin_max_cents
    return messages.sentence(
        "MONEY_AWARD_LESS" if is_less else "MONEY_AWARD",
        {
            "erdf_cents": award.erdf_cents,
            "flemish_cents": award.cofin_cents,
            "own_cents": award.own_cents,
        },
        language,
    )


def bounds_as_plain(found: Entitlement) -> dict[str, object]:
    """Give the codes of what bound a dossier and its lines: as they stand in the decision."""
    trace = found.trace
    return {
        "erdf_limit": str(trace.erdf_limit),
        "flemish_limit": str(trace.cofin_limit),
        "gap_cents": trace.gap_cents,
        "below_minimum_cents": trace.below_minimum_cents,
        "lines": [
            {
                "id": line.line,
                "partner": line.partner,
                "cost_cents": line.cost_cents,
                "room_cents": line.room_cents,
                "erdf_cents": line.erdf_cents,
                "erdf_bound": line.erdf_bound,
                "room_bound": str(line.room_bound),
            }
            for line in found.lines
        ],
    }


def as_plain(computed: Computed, dossier: str, language: str) -> dict[str, object]:
    """Give every figure behind the amounts of a dossier: the contract of ``explain --money``.

    Raises:
        UserError: UNKNOWN_DOSSIER. NotProvenError: a proposal was not proved.
    """
    found = variants(computed, dossier)
    proposals = {policy: computed.proposal(policy) for policy in Policy}
    return {
        "id": dossier,
        "name": computed.snapshot.dossier_by_id[dossier].name,
        "variants": [_variant(computed, one, language) for one in found],
        "awards": {
            str(policy): _award(found, proposal, dossier, language)
            for policy, proposal in proposals.items()
        },
    }


def _variant(computed: Computed, found: Entitlement, language: str) -> dict[str, object]:
    trace = found.trace
    return {
        "theta_bp": found.theta_bp,
        "cost_cents": found.cost_cents,
        "other_public_cents": found.other_public_cents,
        "erdf_rate_bp": trace.erdf_rate_bp,
        "room_cents": trace.room_cents,
        "public_cap_bp": trace.public_cap_bp,
        "public_cap_cents": trace.public_cap_cents,
        "public_most_cents": trace.public_max_cents,
        "lines": [_line(line, language) for line in named_lines(computed, found)],
        "erdf_most_cents": found.erdf_cents,
        "erdf_limit": str(trace.erdf_limit),
        "erdf_bounds": [_bound(bound, "erdf", language) for bound in trace.erdf_bounds],
        "flemish_most_cents": found.cofin_max_cents,
        "flemish_limit": str(trace.cofin_limit),
        "flemish_bounds": [_bound(bound, "flemish", language) for bound in trace.cofin_bounds],
        "own_funds_cents": trace.own_funds_cents,
        "flemish_needed_cents": found.cofin_need_cents,
        "gap_cents": trace.gap_cents,
        "below_minimum_cents": trace.below_minimum_cents,
        "viable": found.viable,
        "sentences": list(dossier_sentences(found, language)),
    }


def _line(named: NamedLine, language: str) -> dict[str, object]:
    line = named.trace
    return {
        "id": line.line,
        "partner": line.partner,
        "partner_name": named.partner,
        "description": named.description,
        "aid_rule": named.rule,
        "cost_cents": line.cost_cents,
        "other_public_cents": line.other_public_cents,
        "aid_cap_bp": line.aid_cap_bp,
        "capped_cents": line.capped_cents,
        "ceiling_cents": line.ceiling_cents,
        "room_cents": line.room_cents,
        "room_bound": str(line.room_bound),
        "rated_cents": line.rated_cents,
        "erdf_cents": line.erdf_cents,
        "erdf_bound": line.erdf_bound,
        "flemish_room_cents": line.cofin_room_cents,
        "sentence": line_sentence(line, language),
    }


def _bound(bound: Bound, kind: str, language: str) -> dict[str, object]:
    return {
        "limit": str(bound.limit),
        "cents": bound.amount_cents,
        "name": limit_words(bound.limit, kind, language),
    }


def _award(
    found: tuple[Entitlement, ...], proposal: Proposal, dossier: str, language: str
) -> dict[str, object] | None:
    award = proposal.award(dossier)
    if award is None:
        return None
    return {
        "theta_bp": award.theta_bp,
        "erdf_cents": award.erdf_cents,
        "flemish_cents": award.cofin_cents,
        "own_cents": award.own_cents,
        "lines": [
            {"id": line.id, "erdf_cents": line.erdf_cents, "flemish_cents": line.cofin_cents}
            for line in award.lines
        ],
        "sentence": award_sentence(shown_variant(found, award), award, language),
    }
