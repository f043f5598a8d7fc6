"""The ledger of the consensus: who moved which agreed points, and whose place hung on it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from delpanel import messages
from delpanel.model.assessment import AgreedPoints
from delpanel.model.ledger import Consequence, LedgerLine
from delpanel.services.consensus.consequences import consequence, with_agreed
from delpanel.services.state import presiding
from delpanel.services.state.computed import Computed
from delpanel.services.state.own_view import judges_alone
from delpanel.services.state.workspace import Workspace
from delpanel.storage.unit_of_work import UnitOfWork

Cell = tuple[str, str]


@dataclass(frozen=True, slots=True)
class LedgerRow:
    """A line with what the panel itself gave: lowest and highest points in centipoints.

    ``decides_alone`` is true where the act put a dossier in or out of the funded set.
    """

    line: LedgerLine
    lowest_cp: int | None
    highest_cp: int | None

    @property
    def decides_alone(self) -> bool:
        """Whether the funded set hung on this act."""
        return self.line.consequence.is_felt


def record(
    workspace: Workspace,
    unit: UnitOfWork,
    before: Computed,
    changed: Mapping[Cell, AgreedPoints | None],
) -> None:
    """Write one line per moved cell, in the transaction of the move itself."""
    held = before.snapshot.agreed_by_cell
    moved = {
        cell: (_points(held.get(cell)), _points(agreed))
        for cell, agreed in sorted(changed.items())
        if _points(held.get(cell)) != _points(agreed)
    }
    if not moved:
        return
    after = Computed(with_agreed(before.snapshot, changed))
    effect = consequence(before, after)
    first = unit.ledger.next_number()
    at = workspace.now()
    unit.ledger.add(
        LedgerLine(
            number=first + place,
            act=first,
            dossier=cell[0],
            criterion=cell[1],
            before_cp=was,
            after_cp=now,
            reason=_reason(changed[cell]),
            consequence=effect,
            at=at,
            actor=workspace.actor.name,
        )
        for place, (cell, (was, now)) in enumerate(moved.items())
    )


def lines(workspace: Workspace) -> tuple[LedgerLine, ...]:
    """Give every line, the first one first; none to an evaluator who still judges alone."""
    if judges_alone(workspace.snapshot(), workspace.actor):
        return ()
    with workspace.store.read() as reading:
        return reading.ledger.all()


def rows(workspace: Workspace) -> tuple[LedgerRow, ...]:
    """Give every line beside the points the panel holds now.

    Lines on a dossier of which who presides has a conflict of interest are left out.
    """
    barred = presiding.withheld(workspace)
    cells = workspace.computed().consolidation.cells
    found = []
    for line in lines(workspace):
        if line.dossier in barred:
            continue
        cell = cells.get((line.dossier, line.criterion))
        found.append(
            LedgerRow(line, cell.lowest_cp if cell else None, cell.highest_cp if cell else None)
        )
    return tuple(found)


def replayed(ledger: Iterable[LedgerLine]) -> dict[Cell, int | None]:
    """Give the agreed points after the last line, by dossier and criterion."""
    return {(line.dossier, line.criterion): line.after_cp for line in ledger}


def as_plain(workspace: Workspace, language: str) -> list[dict[str, object]]:
    """Give the ledger as plain data, points in centipoints."""
    return [
        {
            "number": row.line.number,
            "act": row.line.act,
            "at": row.line.at.isoformat(),
            "actor": row.line.actor,
            "dossier": row.line.dossier,
            "criterion": row.line.criterion,
            "before_cp": row.line.before_cp,
            "after_cp": row.line.after_cp,
            "lowest_cp": row.lowest_cp,
            "highest_cp": row.highest_cp,
            "reason": row.line.reason,
            **consequence_as_plain(row.line.consequence, language),
        }
        for row in rows(workspace)
    ]


def consequence_as_plain(found: Consequence, language: str) -> dict[str, object]:
    """Give what an act did as plain data, with the sentence about it."""
    return {
        "policy": found.policy,
        "known": found.is_known,
        "funded": list(found.funded),
        "entered": list(found.entered),
        "left": list(found.left),
        "ranks": {move.dossier: [move.before, move.after] for move in found.moves},
        "sentence": consequence_sentence(found, language),
    }


def consequence_sentence(found: Consequence, language: str) -> str:
    """Say what an act did to the funded set and to the ranks."""
    if not found.is_known:
        return messages.sentence("CONSEQUENCE_UNKNOWN", {}, language)
    said = []
    for code, names in (("CONSEQUENCE_ENTERED", found.entered), ("CONSEQUENCE_LEFT", found.left)):
        if names:
            params: dict[str, messages.Param] = {"names": ", ".join(names), "count": len(names)}
            said.append(messages.sentence(code, params, language))
    if not said:
        said.append(messages.sentence("CONSEQUENCE_SAME_SET", {}, language))
    count = len(found.moves)
    if count:
        said.append(messages.sentence("CONSEQUENCE_RANKS", {"count": count}, language))
    return " ".join(said)


def _points(agreed: AgreedPoints | None) -> int | None:
    return None if agreed is None else agreed.points_cp


def _reason(agreed: AgreedPoints | None) -> str:
    return "" if agreed is None else agreed.reason
