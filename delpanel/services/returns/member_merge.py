"""What one member returned, held against what the panel has of that member.

Of two versions of a cell the later one holds, and every cell keeps the version it came in with.
That choice depends on the versions alone, so any order and any repetition of the same returns gives
the same panel. Points and motivation of a cell stay together: they are one judgement.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from delpanel.model.assessment import CriterionAssessment
from delpanel.model.pack import PackCell
from delpanel.services.packs.pack_ledger import CellStamp, Handed, Returned, stamp_of, with_head
from delpanel.services.people import voiding
from delpanel.services.people.assessing import cell as cell_of
from delpanel.services.returns.pack_returns import OpenedReturn, ReturnRow, ReturnState
from delpanel.services.state.snapshot import Snapshot
from scoring.dossiers import ScoreState


class CellState(StrEnum):
    """What becomes of one returned cell."""

    NEW = "new"
    CHANGED = "changed"
    DIVERGED = "diverged"
    CONFLICTED = "conflicted"
    LEFT = "left"
    VOIDED = "voided"
    UNASSIGNED = "unassigned"


@dataclass(frozen=True, slots=True)
class CellRow:
    """One cell that would change, or may not come in: what stands there, and what came.

    ``taken`` says whether the returned value will hold; of a fork that is not taken, ``held`` is
    the version that holds. ``held_at`` and ``returned_at`` are when the member last changed each.
    """

    evaluator: str
    state: CellState
    held: CriterionAssessment
    returned: CriterionAssessment
    file: str
    taken: bool
    held_at: str = ""
    returned_at: str = ""

    @property
    def key(self) -> tuple[str, str, str]:
        """Member, dossier and criterion."""
        return self.evaluator, self.held.dossier, self.held.criterion


class Member:
    """The returns of one member held against what the panel holds of that member."""

    def __init__(
        self, state: Snapshot, evaluator: str, before: Returned, here: Sequence[OpenedReturn]
    ) -> None:
        self.evaluator = evaluator
        self.rows: list[ReturnRow] = []
        self.cells: list[CellRow] = []
        self.changes: list[CriterionAssessment] = []
        self.voided: list[CriterionAssessment] = []
        self._state = state
        person = state.evaluator_by_id.get(evaluator)
        self._has_left = person is None or not person.active
        self._given_out = {(one.evaluator, one.dossier) for one in state.assignments}
        heads = dict(before.heads)
        for one in here:
            handed = Handed(one.content.digest, one.content.ancestors)
            heads[one.row.pack] = with_head(heads.get(one.row.pack, ()), handed)
        seen: set[str] = set()
        for one in here:
            self.rows.append(_judged(one, before.heads, heads, seen))
            seen.add(one.content.digest)
        stamps = {(s.dossier, s.criterion): s for s in before.stamps}
        self._merge(here, stamps, {row.pack for row in self.rows if _is_fork(row)})
        self.rows = [self._as_taken(row) for row in self.rows]
        kept = tuple(stamps[key] for key in sorted(stamps))
        self.after = Returned({pack: heads[pack] for pack in sorted(heads)}, kept)

    def _merge(
        self,
        here: Sequence[OpenedReturn],
        stamps: dict[tuple[str, str], CellStamp],
        forked: set[str],
    ) -> None:
        """Let the latest version of each cell hold; list the others of a fork beside it."""
        versions: dict[tuple[str, str], list[tuple[PackCell, OpenedReturn]]] = defaultdict(list)
        for one in here:
            for cell in one.content.cells:
                versions[cell.dossier, cell.criterion].append((cell, one))
        for key in sorted(versions):
            held = cell_of(self._state, key[0], self.evaluator, key[1])
            anew = self._given_anew(held, versions[key])
            best, source = max(anew or versions[key], key=lambda pair: stamp_of(pair[0]))
            after = best.assessment(self.evaluator, held.revision)
            if held.state is ScoreState.EXCLUDED:
                # what the chair set aside stays aside, whatever the member changed since
                after = replace(after, state=held.state)
            known = stamps.get(key)
            if anew and held.state is ScoreState.COI:
                # given anew: whatever stamp an older pack with a clock ahead left does not count
                known = None
            barred = self._barred(key[0]) or (None if anew else CellState.VOIDED)
            if barred is not None:
                is_late = _is_later(best, known) and after != held
                if is_late or barred in {CellState.CONFLICTED, CellState.UNASSIGNED}:
                    self._note(barred, held, after, source, taken=False)
                self._keep_void(barred, stamps, best, held)
                continue
            winner = (held, "" if known is None else known.edited_at)
            if _is_later(best, known):
                stamps[key] = CellStamp(key[0], key[1], *stamp_of(best))
                if after != held:
                    is_fork = source.row.pack in forked
                    self._take(held, after, source, is_fork=is_fork, at=(winner[1], best.edited_at))
                winner = (after, best.edited_at)
            self._note_others(anew, winner, forked)

    def _take(
        self,
        held: CriterionAssessment,
        after: CriterionAssessment,
        source: OpenedReturn,
        *,
        is_fork: bool,
        at: tuple[str, str],
    ) -> None:
        self.changes.append(after)
        kind = CellState.CHANGED if held.revision else CellState.NEW
        kind = CellState.DIVERGED if is_fork and held.revision else kind
        self._note(kind, held, after, source, taken=True, at=at)

    def _given_anew(
        self, held: CriterionAssessment, versions: Sequence[tuple[PackCell, OpenedReturn]]
    ) -> Sequence[tuple[PackCell, OpenedReturn]]:
        """Leave out what packs hold that went out before a conflict, lifted since, voided it."""
        where = (held.dossier, self.evaluator, held.criterion)
        before = self._state.is_of_before
        return [pair for pair in versions if not before(where, pair[1].issued.voids)]

    def _keep_void(
        self,
        barred: CellState,
        stamps: dict[tuple[str, str], CellStamp],
        best: PackCell,
        held: CriterionAssessment,
    ) -> None:
        """Keep what came too late for a conflict as void, as if it had come in before.

        Not beside points that were given anew since, and not of who left.
        """
        is_void = barred is CellState.CONFLICTED or (
            barred is CellState.VOIDED and held.state is ScoreState.COI
        )
        if self._has_left or not is_void:
            return
        if (self.evaluator, held.dossier) not in self._given_out:
            return
        known = stamps.get((held.dossier, held.criterion))
        if _is_later(best, known):
            stamp = CellStamp(held.dossier, held.criterion, *stamp_of(best))
            stamps[held.dossier, held.criterion] = stamp
            after = best.assessment(self.evaluator, held.revision)
            if held.revision or voiding.holds_something(after):
                self.voided.append(after)

    def _note_others(
        self,
        versions: Sequence[tuple[PackCell, OpenedReturn]],
        winner: tuple[CriterionAssessment, str],
        forked: set[str],
    ) -> None:
        holds, holds_at = winner
        for cell, one in versions:
            other = replace(cell.assessment(self.evaluator, holds.revision), state=holds.state)
            if one.row.pack in forked and other != holds:
                at = (holds_at, cell.edited_at)
                self._note(CellState.DIVERGED, holds, other, one, taken=False, at=at)

    def _note(
        self,
        kind: CellState,
        held: CriterionAssessment,
        after: CriterionAssessment,
        source: OpenedReturn,
        *,
        taken: bool,
        at: tuple[str, str] = ("", ""),
    ) -> None:
        row = CellRow(self.evaluator, kind, held, after, source.row.file, taken, *at)
        self.cells.append(row)

    def _as_taken(self, row: ReturnRow) -> ReturnRow:
        """Say of a file what it does now, where the member left or came back since."""
        mine = [cell for cell in self.cells if cell.file == row.file]
        if any(cell.state is CellState.LEFT for cell in mine):
            return _with_state(row, ReturnState.LEFT)
        if row.state is ReturnState.SAME and any(cell.taken for cell in mine):
            return _with_state(row, ReturnState.NEWER)
        return row

    def _barred(self, dossier: str) -> CellState | None:
        if (self.evaluator, dossier) in self._state.conflicted:
            return CellState.CONFLICTED
        if self._has_left:
            return CellState.LEFT
        if self.evaluator not in self._state.assigned.get(dossier, ()):
            return CellState.UNASSIGNED
        return None


def _is_later(cell: PackCell, known: CellStamp | None) -> bool:
    return known is None or stamp_of(cell) > known.stamp


def _with_state(row: ReturnRow, state: ReturnState) -> ReturnRow:
    return replace(row, state=state, code=f"RETURN_{state.name}")


def _is_fork(row: ReturnRow) -> bool:
    return row.state is ReturnState.DIVERGED


def _judged(
    one: OpenedReturn,
    before: Mapping[str, tuple[Handed, ...]],
    after: Mapping[str, tuple[Handed, ...]],
    seen: set[str],
) -> ReturnRow:
    """Say what a return is beside those held and those that came with it."""
    pack, name = one.row.pack, one.content.digest
    held, last = before.get(pack, ()), {head.digest for head in after[pack]}
    if name in seen or name in {head.digest for head in held}:
        state = ReturnState.SAME
    elif name not in last:
        state = ReturnState.OLDER
    elif len(last) > 1:
        state = ReturnState.DIVERGED
    else:
        state = ReturnState.NEWER if held else ReturnState.NEW
    return _with_state(one.row, state)
