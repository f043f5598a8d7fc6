"""De minimis: an amount per undertaking over three years, whatever it does and wherever.

Ceilings take off what a partner declares to have received. Across dossiers nothing is taken off:
who gets what is settled by whoever decides, so the same undertaking twice is a finding.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from delpanel.exchange.cells.identifiers import read_kbo
from delpanel.model.aid_rules import AidRule, AidRuleSet
from delpanel.model.dossier import Dossier, Partner
from delpanel.model.issues import Issue, Severity
from scoring.dossiers import PartnerCeiling


@dataclass(frozen=True, slots=True)
class Headroom:
    """What one partner may still get under one de minimis rule, and the lines it is asked for.

    ``most_cents`` is the full amount less what was received, never negative; ``cost_cents`` the
    cost of the lines. ``partner`` is None where a line names nobody of the consortium.
    """

    dossier: str
    key: str
    partner: Partner | None
    rule: AidRule
    most_cents: int
    lines: frozenset[str]
    cost_cents: int


def headrooms(dossier: Dossier, rules: AidRuleSet) -> tuple[Headroom, ...]:
    """Give the headroom of every partner with cost lines under a de minimis rule."""
    partners = {partner.id: partner for partner in dossier.partners}
    held: dict[tuple[str, str], list[int]] = {}
    lines: dict[tuple[str, str], set[str]] = {}
    for line in dossier.cost_lines:
        key = line.partner, line.aid_rule
        held.setdefault(key, []).append(line.cost_cents)
        lines.setdefault(key, set()).add(line.id)
    found = []
    for (name, rule_id), costs in sorted(held.items()):
        rule = rules.rule(rule_id)
        if rule is None or rule.variant != "de_minimis" or rule.full_maximum_cents is None:
            continue
        partner = partners.get(name)
        received = 0 if partner is None else partner.received_de_minimis_cents or 0
        most = max(0, rule.full_maximum_cents - received)
        own = frozenset(lines[name, rule_id])
        found.append(Headroom(dossier.id, name, partner, rule, most, own, sum(costs)))
    return tuple(found)


def ceilings(dossier: Dossier, rules: AidRuleSet) -> tuple[PartnerCeiling, ...]:
    """Give the headrooms as ceilings of the core; lines under other rules take nothing of them."""
    return tuple(PartnerCeiling(h.key, h.most_cents, h.lines) for h in headrooms(dossier, rules))


def same_undertakings(dossiers: Iterable[Dossier], rules: AidRuleSet) -> tuple[Issue, ...]:
    """Say where dossiers together could give an undertaking more than it may still get.

    An undertaking is known by its enterprise number. Each of the dossiers gets the finding, naming
    the others; the headroom of an undertaking is the smallest of those its rows leave.
    """
    by_undertaking: dict[tuple[str, str], list[Headroom]] = {}
    for dossier in dossiers:
        for room in headrooms(dossier, rules):
            number = None if room.partner is None else read_kbo(room.partner.kbo).value
            if number is not None:
                by_undertaking.setdefault((number, room.rule.id), []).append(room)
    return tuple(
        issue
        for (number, _), rooms in sorted(by_undertaking.items())
        for issue in _beyond(number, rooms)
    )


def _beyond(number: str, rooms: list[Headroom]) -> Iterable[Issue]:
    most = min(room.most_cents for room in rooms)
    if sum(min(room.most_cents, room.cost_cents) for room in rooms) <= most:
        return
    for room in rooms:
        others = ", ".join(sorted({other.dossier for other in rooms if other is not room}))
        yield Issue(
            "AID_SAME_UNDERTAKING",
            Severity.WARNING,
            dossier=room.dossier,
            params={
                "partner": room.partner.name if room.partner else room.key,
                "number": number,
                "rule": room.rule.id,
                "others": others,
                "most_cents": most,
            },
        )
