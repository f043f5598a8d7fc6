"""The optimum of many draws at once: every portfolio the money allows, compared in integers.

Which portfolios both envelopes and the limits of the provinces allow depends on no weight and no
point. Where they are few they are written down once and every draw takes the best of them. Where
they are many, a draw first leaves out what another choice of the same province beats whatever the
others have (``scoring.draws.drawn_choices``) and draws that leave out the same share what remains.
Provinces and the sum of totals with the pairs are compared for all draws together; what is level
on both is told apart by the levels below, one draw at a time.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from scoring.draws.drawn_choices import Choices, choices
from scoring.selection.problem import SelectionProblem

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Integers = NDArray[Any]

FEW_PORTFOLIOS: Final = 8_000
MOST_PORTFOLIOS: Final = 400_000
_MOST_KNOWN: Final = 2_000_000
_AT_ONCE: Final = 2_000_000

Pair = tuple[int, int, int]
"""Two candidates by their place and the centipoints they add together; may be negative."""


@dataclass(frozen=True, slots=True)
class Draws:
    """What a block of draws says about the candidates: one row a draw, one column a candidate.

    ``positions`` are places in the strict order, ``weight_sums`` W of every draw.
    """

    totals: Integers
    passing: Integers
    positions: Integers
    weight_sums: Integers


@dataclass(frozen=True, slots=True)
class _Portfolios:
    """One row each: the choice of every province, and the centipoints of its pairs."""

    picks: Integers
    pair_points: Integers


class DrawnOptimum:
    """The optimum over all five levels, for one problem's money.

    Args:
        problem: candidates with their options, limits and budgets; totals and order are not read.
        pairs: declared synergy, worth its centipoints times W.
        few: up to so many portfolios are compared without leaving any out.

    ``can`` is False where a province has too many choices: the engines have to answer.
    """

    def __init__(
        self, problem: SelectionProblem, pairs: Sequence[Pair] = (), few: int = FEW_PORTFOLIOS
    ) -> None:
        self.problem = problem
        self.pairs = tuple(pairs)
        self.size = len(problem.candidates)
        found = choices(problem, {place for a, b, _ in pairs for place in (a, b)})
        self.can = found is not None
        self.provinces: list[Choices] = found or []
        self.whole = self._portfolios(None, max(few, 1))
        self._known: dict[bytes, _Portfolios | None] = {}
        self._room = _MOST_KNOWN

    def largest(self, largest_total: int) -> int:
        """No number compared is larger, if no total is larger than this one."""
        return self._base(largest_total) * (len(self.provinces) + 2) ** 2

    def funded(
        self,
        draws: Draws,
        largest_total: int,
        unanswered: Callable[[Integers], Integers],
        tell: Callable[[int], None] | None = None,
    ) -> Integers:
        """Who is funded in every draw; True where a candidate is.

        Args:
            draws: totals, gates and orders.
            largest_total: see ``DrawnRanks.largest_total``; ``largest`` of it must stay small.
            unanswered: gives the same for the draws at these rows, of which too many portfolios
                are left to compare.
            tell: called with the number of draws answered here since the last call; may raise.
        """
        import numpy as np

        funded = np.zeros(draws.totals.shape, dtype=bool)
        levels = self._levels(draws, self._base(largest_total))
        if self.whole is not None:
            self._settle(self.whole, draws, levels, np.arange(len(funded)), funded)
            if tell is not None:
                tell(len(funded))
            return funded
        kept = [
            province.passing(draws.passing) & province.unbeaten(level, draws.positions)
            for province, level in zip(self.provinces, levels, strict=True)
        ]
        codes, group_of = np.unique(
            np.packbits(np.column_stack(kept), axis=1), axis=0, return_inverse=True
        )
        rows_of = np.split(
            np.argsort(group_of.ravel(), kind="stable"),
            np.cumsum(np.bincount(group_of.ravel(), minlength=len(codes)))[:-1],
        )
        for code, rows in zip(codes, rows_of, strict=True):
            portfolios = self._of(code.tobytes(), [mask[rows[0]] for mask in kept])
            if portfolios is None:
                funded[rows] = unanswered(rows)
            else:
                self._settle(portfolios, draws, levels, rows, funded)
                if tell is not None:
                    tell(len(rows))
        return funded

    def _base(self, largest_total: int) -> int:
        """One province more outweighs every sum of totals and pairs."""
        points = sum(abs(points) for _, _, points in self.pairs)
        return 2 * largest_total * (self.size + points) + 1

    def _levels(self, draws: Draws, base: int) -> list[Integers]:
        """Provinces and value of every draw and choice, packed; far below nothing where gated."""
        import numpy as np

        found: list[Integers] = []
        for province in self.provinces:
            hubs = np.array([len(m) > 0 for m in province.members], dtype=np.int64)
            level = province.values(draws.totals)
            if self.problem.coverage_first:
                level = level + base * hubs
            out = -base * (len(self.provinces) + 2)
            found.append(np.where(province.passing(draws.passing), level, out))
        return found

    def _of(self, code: bytes, kept: Sequence[Integers]) -> _Portfolios | None:
        if code in self._known:
            return self._known[code]
        found = self._portfolios(kept, MOST_PORTFOLIOS)
        self._room -= 1 if found is None else len(found.picks)
        if self._room < 0:
            self._known.clear()
            self._room = _MOST_KNOWN
        self._known[code] = found
        return found

    def _portfolios(self, kept: Sequence[Integers] | None, most: int) -> _Portfolios | None:
        """Every affordable combination of the choices kept; None if more than ``most``."""
        import numpy as np

        picks = np.zeros((1, 0), dtype=np.int16)
        erdf = need = np.zeros(1, dtype=np.int64)
        for number, province in enumerate(self.provinces):
            own = np.arange(len(province.members), dtype=np.int16)
            if kept is not None:
                own = own[kept[number]]
            if len(picks) * len(own) > _AT_ONCE:
                return None
            more = (erdf[:, None] + province.erdf[own]).ravel()
            needed = (need[:, None] + province.need[own]).ravel()
            held = (more <= self.problem.erdf_budget) & (needed <= self.problem.cofin_budget)
            (fitting,) = held.nonzero()
            before, added = np.divmod(fitting, len(own))
            picks = np.column_stack((picks[before], own[added]))
            erdf, need = more[fitting], needed[fitting]
        return _Portfolios(picks, self._pair_points(picks)) if len(picks) <= most else None

    def _pair_points(self, picks: Integers) -> Integers:
        import numpy as np

        points = np.zeros(len(picks), dtype=np.int64)
        for a, b, worth in self.pairs:
            points += worth * (self._holds(a, picks) & self._holds(b, picks))
        return points

    def _holds(self, place: int, picks: Integers) -> Integers:
        import numpy as np

        holds = np.zeros(len(picks), dtype=bool)
        for number, province in enumerate(self.provinces):
            inside = np.array([any(p == place for p, _ in m) for m in province.members])
            holds |= inside[picks[:, number]]
        return holds

    def _settle(
        self,
        portfolios: _Portfolios,
        draws: Draws,
        levels: Sequence[Integers],
        rows: Integers,
        funded: Integers,
    ) -> None:
        """Take the best portfolio of each of these draws."""
        import numpy as np

        step = max(1, _AT_ONCE // len(portfolios.picks))
        for start in range(0, len(rows), step):
            part = rows[start : start + step]
            value = np.zeros((len(part), len(portfolios.picks)), dtype=np.int64)
            for number, level in enumerate(levels):
                value += level[part][:, portfolios.picks[:, number]]
            if self.pairs:
                value += draws.weight_sums[part][:, None] * portfolios.pair_points
            best = value.argmax(axis=1)
            top = value == np.take_along_axis(value, best[:, None], axis=1)
            for draw in np.flatnonzero(top.sum(axis=1) > 1).tolist():
                level_ones = np.flatnonzero(top[draw])
                best[draw] = self._preferred(
                    portfolios, level_ones, draws.positions[part[draw]].tolist()
                )
            for draw, portfolio in zip(part.tolist(), best.tolist(), strict=True):
                for province, pick in zip(
                    self.provinces, portfolios.picks[portfolio].tolist(), strict=True
                ):
                    for place, _ in province.members[pick]:
                        funded[draw, place] = True

    def _preferred(self, portfolios: _Portfolios, level: Integers, positions: Sequence[int]) -> int:
        """Least reduction, most co-financing used, then along the strict order."""

        def key(number: int) -> tuple[int, int, list[tuple[int, int]]]:
            picks = portfolios.picks[number].tolist()
            pairs = list(zip(self.provinces, picks, strict=True))
            members = [m for province, pick in pairs for m in province.members[pick]]
            place = sorted((positions[candidate], variant) for candidate, variant in members)
            return (
                sum(int(province.reduction[pick]) for province, pick in pairs),
                -min(
                    self.problem.cofin_budget,
                    sum(int(province.room[pick]) for province, pick in pairs),
                ),
                # not funded comes last
                [*place, (len(positions), 0)],
            )

        numbers: list[int] = level.tolist()
        return min(numbers, key=key)
