"""What would change without one evaluator, or without one score: consolidation to funding redone.

The points left out become ``excluded``. Agreed values stay, since the panel agreed on them, and are
named in ``held``. Exact, by re-running the whole; advisory.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from scoring.allocation.funding import Circumstances, Engines, Proposal, propose
from scoring.dossiers import Consensus, Dossier, Score, ScoreState
from scoring.points.consolidate import consolidate
from scoring.rules import Rules
from scoring.statistics.panel_points import counted_scores

Cell = tuple[str, str]
"""Dossier and criterion."""


@dataclass(frozen=True, slots=True)
class RankMove:
    """A rank that changes; None is without a rank."""

    dossier: str
    before: int | None
    after: int | None


@dataclass(frozen=True, slots=True)
class GateChange:
    """The codes of the gates a dossier fails, before and after."""

    dossier: str
    before: tuple[str, ...]
    after: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class LeftOut:
    """What changes without an evaluator, or without one score when ``cell`` is given.

    ``held``: agreed values that stood although the points left out lie below them. ``added`` and
    ``dropped`` are the changes of the funded set.
    """

    evaluator: str
    cell: Cell | None
    moves: tuple[RankMove, ...]
    gates: tuple[GateChange, ...]
    added: tuple[str, ...]
    dropped: tuple[str, ...]
    held: tuple[Cell, ...]

    @property
    def turning(self) -> frozenset[str]:
        """The dossiers whose gate or funding hangs on it."""
        return frozenset({change.dossier for change in self.gates} | {*self.added, *self.dropped})

    @property
    def changes_nothing(self) -> bool:
        """Whether every rank, gate and award stays."""
        return not (self.moves or self.turning)


class LeaveOneOut:
    """Redoes a panel without some of its points, by the deciding policy and the integer engine.

    Args:
        rules: the call; its own policy decides.
        scores: what every evaluator left.
        dossiers: all dossiers; their points are consolidated anew from ``scores``.
        consensus: agreed points.
        circumstances: failed grounds and withdrawals.
        should_stop: asked now and then by the optimiser; True ends it with NotProvenError.
    """

    def __init__(
        self,
        rules: Rules,
        scores: Iterable[Score],
        dossiers: Iterable[Dossier],
        consensus: Iterable[Consensus] = (),
        circumstances: Circumstances | None = None,
        should_stop: Callable[[], bool] | None = None,
    ) -> None:
        self._rules = rules
        self._scores = _by_dossier(scores)
        self._agreed: dict[str, list[Consensus]] = {}
        for agreed in consensus:
            self._agreed.setdefault(agreed.dossier, []).append(agreed)
        self._circumstances = circumstances
        self._should_stop = should_stop
        self._dossiers = self._with_values(tuple(dossiers), self._scores)
        self._present = self._proposal(self._dossiers)

    @property
    def evaluators(self) -> tuple[str, ...]:
        """Everybody who gave points that count, sorted."""
        every = counted_scores(s for scores in self._scores.values() for s in scores)
        return tuple(sorted({score.evaluator for score in every}))

    @property
    def count(self) -> int:
        """How many scores count."""
        return len(counted_scores(s for scores in self._scores.values() for s in scores))

    def counted(self, dossier: str) -> tuple[Score, ...]:
        """The scores of one dossier that count, by criterion and evaluator."""
        return counted_scores(self._scores.get(dossier, ()))

    @property
    def funded(self) -> frozenset[str]:
        """The funded set with all points."""
        return frozenset(self._present.funded)

    def without_evaluator(self, evaluator: str) -> LeftOut:
        """Everything one evaluator gave becomes ``excluded``."""
        return self._left_out(evaluator, None)

    def without_score(self, evaluator: str, dossier: str, criterion: str) -> LeftOut:
        """One score becomes ``excluded``."""
        return self._left_out(evaluator, (dossier, criterion))

    def every_evaluator(self) -> Iterator[LeftOut]:
        """Leave out each evaluator in turn, sorted by id."""
        for evaluator in self.evaluators:
            yield self.without_evaluator(evaluator)

    def every_score(self) -> Iterator[LeftOut]:
        """Leave out each counting score in turn, by dossier, criterion and evaluator."""
        for score in counted_scores(s for scores in self._scores.values() for s in scores):
            yield self.without_score(score.evaluator, score.dossier, score.criterion)

    def _left_out(self, evaluator: str, cell: Cell | None) -> LeftOut:
        changed: dict[str, tuple[Score, ...]] = {}
        held: list[Cell] = []
        for dossier, given in sorted(self._scores.items()):
            left = tuple(_excluded(s) if _is_meant(s, evaluator, cell) else s for s in given)
            if left == given:
                continue
            changed[dossier] = left
            agreed = {a.criterion for a in self._agreed.get(dossier, ())}
            held += [
                (dossier, s.criterion)
                for s in counted_scores(given)
                if _is_meant(s, evaluator, cell) and s.criterion in agreed
            ]
        found = self._with_values(self._dossiers, changed)
        if found == self._dossiers:
            return LeftOut(evaluator, cell, (), (), (), (), tuple(held))
        return self._compared(evaluator, cell, self._proposal(found), tuple(held))

    def _compared(
        self, evaluator: str, cell: Cell | None, other: Proposal, held: tuple[Cell, ...]
    ) -> LeftOut:
        present = self._present
        ranks, new_ranks = _ranks(present), _ranks(other)
        gates, new_gates = _gates(present), _gates(other)
        return LeftOut(
            evaluator=evaluator,
            cell=cell,
            moves=tuple(
                RankMove(name, ranks[name], new_ranks.get(name))
                for name in sorted(ranks)
                if ranks[name] != new_ranks.get(name)
            ),
            gates=tuple(
                GateChange(name, gates[name], new_gates.get(name, ()))
                for name in sorted(gates)
                if gates[name] != new_gates.get(name, ())
            ),
            added=tuple(sorted(set(other.funded) - set(present.funded))),
            dropped=tuple(sorted(set(present.funded) - set(other.funded))),
            held=held,
        )

    def _with_values(
        self, dossiers: tuple[Dossier, ...], changed: Mapping[str, Sequence[Score]]
    ) -> tuple[Dossier, ...]:
        """The dossiers consolidated anew from the scores that changed.

        Where the call takes leniency off, one score moves everybody, so that all are redone.
        """
        if self._rules.consolidation.calibration is not None:
            changed = {**self._scores, **changed}
        elsewhere = [dossier.id for dossier in dossiers if dossier.id not in self._scores]
        values = consolidate(
            (score for scores in changed.values() for score in scores),
            self._rules,
            (a for name in (*changed, *elsewhere) for a in self._agreed.get(name, ())),
            elsewhere,
        )
        redone = {*changed, *elsewhere}
        return tuple(
            replace(d, scores_cp=values.values(d.id)) if d.id in redone else d for d in dossiers
        )

    def _proposal(self, dossiers: Sequence[Dossier]) -> Proposal:
        return propose(
            self._rules,
            dossiers,
            circumstances=self._circumstances,
            engines=Engines.FAST,
            should_stop=self._should_stop,
        )


def _by_dossier(scores: Iterable[Score]) -> dict[str, tuple[Score, ...]]:
    found: dict[str, list[Score]] = {}
    for score in scores:
        found.setdefault(score.dossier, []).append(score)
    return {dossier: tuple(given) for dossier, given in found.items()}


def _is_meant(score: Score, evaluator: str, cell: Cell | None) -> bool:
    """A conflict of interest stays what it is: it counts nowhere already."""
    if score.evaluator != evaluator or score.state is ScoreState.COI:
        return False
    return cell is None or (score.dossier, score.criterion) == cell


def _excluded(score: Score) -> Score:
    return replace(score, state=ScoreState.EXCLUDED, value_cp=None)


def _ranks(proposal: Proposal) -> Mapping[str, int | None]:
    return {row.id: row.rank for row in proposal.ranking.rows}


def _gates(proposal: Proposal) -> Mapping[str, tuple[str, ...]]:
    return {name: tuple(g.code for g in failed) for name, failed in proposal.gates.items()}
