"""Small calls with few distinct numbers, so that ties, full regions and exact fits are common."""

from __future__ import annotations

from dataclasses import dataclass

from hypothesis import strategies as st

from scoring.dossiers import Dossier, Line, PartnerCeiling, Synergy
from scoring.rules import (
    CofinRule,
    Criterion,
    Direction,
    ErdfLineMode,
    FundingRules,
    GroupBasis,
    GroupGate,
    OnNoFit,
    Region,
    Rules,
    TieAttribute,
    TotalBasis,
    TotalThreshold,
)

CRITERIA = ("COMP", "INFRA", "SME")
REGIONS = ("ANT", "LIM", "OVL")


@dataclass(frozen=True)
class Case:
    rules: Rules
    dossiers: tuple[Dossier, ...]
    synergies: tuple[Synergy, ...] = ()


@st.composite
def lines(draw: st.DrawFn) -> tuple[Line, ...]:
    return tuple(
        Line(
            f"L{number}",
            draw(st.sampled_from(["P1", "P2"])),
            draw(st.integers(0, 12)) * 1000 + draw(st.integers(0, 3)),
            draw(st.sampled_from([0, 2500, 3333, 5000, 10000])),
            draw(st.sampled_from([0, 0, 0, 777])),
        )
        for number in range(draw(st.integers(1, 3)))
    )


@st.composite
def dossiers(draw: st.DrawFn, name: str, *, variants: bool) -> Dossier:
    costs = draw(lines())
    return Dossier(
        id=name,
        region=draw(st.sampled_from(REGIONS)),
        eligible=draw(st.integers(0, 9)) > 0,
        scores_cp={c: draw(st.sampled_from([200, 300, 350, 400])) for c in CRITERIA},
        attributes={"smes": draw(st.integers(0, 1))},
        lines=costs,
        erdf_requested_cents=draw(st.none() | st.integers(0, 6000)),
        cofin_requested_cents=draw(st.none() | st.integers(0, 6000)),
        own_funds_cents=draw(st.none() | st.integers(0, 30000)),
        min_budget_cents=draw(st.sampled_from([0, 0, 5000])),
        variants_bp=draw(st.sampled_from([(10000,), (10000, 8000), (7500, 10000)]))
        if variants
        else (10000,),
        partner_ceilings=draw(ceilings(costs)),
    )


@st.composite
def ceilings(draw: st.DrawFn, costs: tuple[Line, ...]) -> tuple[PartnerCeiling, ...]:
    """None, one on all lines of P1, one on some of them, or both."""
    own = sorted(line.id for line in costs if line.partner == "P1")
    some = draw(st.frozensets(st.sampled_from(own))) if own else frozenset[str]()
    return tuple(
        PartnerCeiling("P1", draw(st.integers(0, 3000)), held)
        for held in sorted({frozenset[str](), some}, key=sorted)
        if draw(st.booleans())
    )


@st.composite
def cases(draw: st.DrawFn, *, most: int = 6, variants: bool = True, synergy: bool = False) -> Case:
    thresholds = st.none() | st.sampled_from([250, 300])
    rules = Rules(
        criteria=tuple(
            Criterion(c, draw(st.integers(0, 3)) + (c == "SME"), draw(thresholds)) for c in CRITERIA
        ),
        regions=tuple(
            Region(r, draw(st.sampled_from([0, 1, 1, 1, 2])), draw(st.sampled_from([None, 3000])))
            for r in REGIONS
        ),
        funding=FundingRules(
            erdf_rate_bp=4000,
            erdf_budget_cents=draw(st.integers(0, 20000)),
            cofin_budget_cents=draw(st.integers(0, 12000)),
            erdf_project_max_cents=draw(st.none() | st.integers(500, 6000)),
            cofin_project_max_cents=draw(st.none() | st.integers(0, 6000)),
            public_cap_bp=draw(st.none() | st.just(8500)),
            erdf_line_mode=draw(st.sampled_from(list(ErdfLineMode))),
            on_nofit=draw(st.sampled_from(list(OnNoFit))),
            partial=variants and draw(st.booleans()),
            cofin_rule=draw(st.sampled_from(list(CofinRule))),
            coverage_first=draw(st.booleans()),
            reserve_per_region=draw(st.none() | st.integers(0, 1)),
        ),
        total_threshold=draw(
            st.none() | st.builds(TotalThreshold, st.just(290), st.sampled_from(list(TotalBasis)))
        ),
        group_gates=draw(
            st.just(())
            | st.tuples(
                st.builds(
                    GroupGate,
                    st.just("block"),
                    st.just(("COMP", "SME")),
                    st.sampled_from(list(GroupBasis)),
                    st.sampled_from([300, 600]),
                )
            )
        ),
        tie_order=draw(st.sampled_from([(), ("SME",), ("SME", "COMP", "INFRA")])),
        tie_attributes=draw(
            st.just(())
            | st.tuples(st.builds(TieAttribute, st.just("smes"), st.sampled_from(list(Direction))))
        ),
        lottery_seed="seed",
    )
    names = [f"D{number}" for number in range(draw(st.integers(0, most)))]
    chosen = tuple(draw(dossiers(name, variants=variants)) for name in names)
    pairs: tuple[Synergy, ...] = ()
    if synergy and len(names) > 1:
        pairs = tuple(
            Synergy(a, b, draw(st.integers(-400, 400)))
            for a, b in draw(st.lists(st.permutations(names).map(lambda p: p[:2]), max_size=3))
        )
    return Case(rules, chosen, pairs)
