"""What a province may have funded, and what of it a draw leaves out as beaten in every way.

A choice is a set of candidates of one province with a variant each. What it costs depends on no
weight and no point, so the choices are written down once; what they are worth is asked per draw.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations, product
from typing import TYPE_CHECKING, Any, Final

from scoring.selection.problem import Candidate, Option, SelectionProblem

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Integers = NDArray[Any]

MOST_CHOICES: Final = 400

Picked = tuple[tuple[int, Option], ...]
"""Candidates by their place in the problem, each with its option."""


@dataclass(frozen=True, slots=True)
class Choices:
    """All choices of one province, the empty one first.

    ``members[k]`` holds place and variant of everybody in choice k; the arrays what it takes of
    both envelopes, the cost given up and the co-financing it may get, in cents. ``beaten_by[k]``
    lists choices that take no more and hold the same candidates of declared pairs, ``and_room[k]``
    those among them that may get as much co-financing.
    """

    members: tuple[tuple[tuple[int, int], ...], ...]
    erdf: Integers
    need: Integers
    reduction: Integers
    room: Integers
    beaten_by: tuple[Integers, ...]
    and_room: tuple[Integers, ...]

    def values(self, totals: Integers) -> Integers:
        """The sum of totals of every draw and choice."""
        import numpy as np

        held = np.zeros((totals.shape[1], len(self.members)), dtype=np.int64)
        for number, members in enumerate(self.members):
            for place, _ in members:
                held[place, number] = 1
        own = np.flatnonzero(held.any(axis=1))
        sums: Integers = totals[:, own] @ held[own]
        return sums

    def passing(self, passing: Integers) -> Integers:
        """Whether everybody in a choice passes the gates of a draw."""
        import numpy as np

        return np.column_stack(
            [passing[:, [place for place, _ in members]].all(axis=1) for members in self.members]
        )

    def unbeaten(self, levels: Integers, positions: Integers) -> Integers:
        """Leave out what another choice of the province beats whatever the others have.

        A choice that takes no more money beats one that is worth less; also one that is worth the
        same, if it gives up no more, may get as much and stands before it in the strict order:
        the published levels and the last one. The optimum never holds a beaten choice.

        Args:
            levels: provinces and value of every draw and choice, packed.
            positions: the place of every candidate in the strict order of a draw.
        """
        import numpy as np

        places = self._places(positions)
        given_up = np.broadcast_to(self.reduction, levels.shape)
        order = np.lexsort([*places[::-1], given_up, -levels], axis=-1)
        rank = np.empty_like(order)
        np.put_along_axis(rank, order, np.arange(levels.shape[1])[None], axis=1)
        kept = np.ones(levels.shape, dtype=bool)
        for number, (cheaper, roomy) in enumerate(zip(self.beaten_by, self.and_room, strict=True)):
            if len(cheaper):
                kept[:, number] = levels[:, cheaper].max(axis=1) <= levels[:, number]
            if len(roomy):
                kept[:, number] &= rank[:, roomy].min(axis=1) > rank[:, number]
        return kept

    def _places(self, positions: Integers) -> list[Integers]:
        """Who is funded along the strict order: the first difference decides, nobody comes last."""
        import numpy as np

        variants = 1 + max((v for members in self.members for _, v in members), default=0)
        last = positions.shape[1] * variants
        most = max(len(members) for members in self.members)
        digits = np.full((len(positions), len(self.members), max(most, 1)), last, dtype=np.int64)
        for number, members in enumerate(self.members):
            for slot, (place, variant) in enumerate(members):
                digits[:, number, slot] = positions[:, place] * variants + variant
        digits.sort(axis=2)
        return [digits[:, :, slot] for slot in range(digits.shape[2])]


def choices(problem: SelectionProblem, paired: Collection[int] = ()) -> list[Choices] | None:
    """The choices of every province that can have a hub; None where there are too many.

    Args:
        problem: the money; totals and the order of its candidates are not read.
        paired: places of candidates in declared pairs, whose worth depends on other provinces.
    """
    by_region: dict[str, list[int]] = {}
    for place, candidate in enumerate(problem.candidates):
        if candidate.options and problem.limits.get(candidate.region, 0) > 0:
            by_region.setdefault(candidate.region, []).append(place)
    found: list[Choices] = []
    for region, places in sorted(by_region.items()):
        picked: list[Picked] = []
        for choice in _picked(problem.candidates, places, problem.limits[region]):
            if len(picked) == MOST_CHOICES:
                return None
            if _affordable(problem, choice):
                picked.append(choice)
        found.append(_written(picked, frozenset(paired)))
    return found


def _picked(candidates: Sequence[Candidate], places: Sequence[int], limit: int) -> Iterator[Picked]:
    for size in range(min(limit, len(places)) + 1):
        for who in combinations(places, size):
            for options in product(*(candidates[place].options for place in who)):
                yield tuple(zip(who, options, strict=True))


def _affordable(problem: SelectionProblem, choice: Picked) -> bool:
    return (
        sum(option.erdf for _, option in choice) <= problem.erdf_budget
        and sum(option.need for _, option in choice) <= problem.cofin_budget
    )


def _written(picked: Sequence[Picked], paired: frozenset[int]) -> Choices:
    import numpy as np

    erdf, need, reduction, room = (
        np.array([[o.erdf, o.need, o.reduction, o.room] for o in map(_summed, picked)], np.int64)
        .reshape(-1, 4)
        .T
    )
    groups = [paired.intersection(place for place, _ in choice) for choice in picked]
    same = np.array([[a == b for b in groups] for a in groups])
    cheaper = (erdf[None] <= erdf[:, None]) & (need[None] <= need[:, None]) & same
    np.fill_diagonal(cheaper, val=False)
    roomy = cheaper & (room[None] >= room[:, None])
    return Choices(
        tuple(tuple((place, option.variant) for place, option in choice) for choice in picked),
        erdf,
        need,
        reduction,
        room,
        tuple(np.flatnonzero(row) for row in cheaper),
        tuple(np.flatnonzero(row) for row in roomy),
    )


def _summed(choice: Picked) -> Option:
    options = [option for _, option in choice]
    return Option(
        variant=0,
        theta_bp=0,
        erdf=sum(o.erdf for o in options),
        need=sum(o.need for o in options),
        room=sum(o.room for o in options),
        reduction=sum(o.reduction for o in options),
    )
