"""An award down to partner and cost line, exact to the cent.

ERDF support goes over the partners by largest remainder (weights: the sums of their line parts e),
then over each partner's lines; co-financing the same over what is left under the caps, U - e.
"""

from __future__ import annotations

from collections.abc import Sequence

from scoring.aid.awards import Award, Share
from scoring.aid.entitlement import Entitlement
from scoring.money import apportion, apportion_by_key
from scoring.trace import LineTrace


def split_award(entitled: Entitlement, cofin_cents: int) -> Award:
    """The award of a funded dossier: its whole ERDF entitlement and the given co-financing.

    Args:
        entitled: The entitlement at the funded variant.
        cofin_cents: The co-financing it gets, at most ``cofin_max_cents``.
    """
    lines = entitled.lines
    erdf = _split(entitled.erdf_cents, lines, [line.erdf_cents for line in lines])
    left = [line.room_cents - part for line, part in zip(lines, erdf, strict=True)]
    cofin = _split(cofin_cents, lines, left)
    shares = tuple(
        Share(
            id=line.line,
            partner=line.partner,
            cost_cents=line.cost_cents,
            other_public_cents=min(line.other_public_cents, line.cost_cents),
            erdf_cents=a,
            cofin_cents=b,
        )
        for line, a, b in zip(lines, erdf, cofin, strict=True)
    )
    return Award(
        dossier=entitled.dossier,
        theta_bp=entitled.theta_bp,
        cost_cents=entitled.cost_cents,
        other_public_cents=entitled.other_public_cents,
        erdf_cents=entitled.erdf_cents,
        cofin_cents=cofin_cents,
        lines=shares,
        partners=_partners(shares),
    )


def split_over_years(amount_cents: int, planned_cents: Sequence[int]) -> list[int]:
    """An amount over the planned years by largest remainder; ties to the larger, then earlier."""
    return apportion(amount_cents, planned_cents)


def _split(amount: int, lines: Sequence[LineTrace], weights: Sequence[int]) -> list[int]:
    """Largest remainder over partners, then over each partner's lines."""
    own: dict[str, list[int]] = {}
    for index, line in enumerate(lines):
        own.setdefault(line.partner, []).append(index)
    by_partner = {
        partner: sum(weights[i] for i in indices) for partner, indices in sorted(own.items())
    }
    parts = [0] * len(lines)
    for partner, share in apportion_by_key(amount, by_partner).items():
        for index, part in zip(
            own[partner], apportion(share, [weights[i] for i in own[partner]]), strict=True
        ):
            parts[index] = part
    return parts


def _partners(shares: Sequence[Share]) -> tuple[Share, ...]:
    names = sorted({share.partner for share in shares})
    return tuple(
        Share(
            id=name,
            partner=name,
            cost_cents=sum(s.cost_cents for s in shares if s.partner == name),
            other_public_cents=sum(s.other_public_cents for s in shares if s.partner == name),
            erdf_cents=sum(s.erdf_cents for s in shares if s.partner == name),
            cofin_cents=sum(s.cofin_cents for s in shares if s.partner == name),
        )
        for name in names
    )
