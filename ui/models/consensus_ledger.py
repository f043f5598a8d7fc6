"""The ledger of the consensus as rows of the window."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from PySide6.QtCore import QCoreApplication

from delpanel.model.ledger import Consequence
from delpanel.services.consensus.consensus_ledger import consequence_sentence, rows
from delpanel.services.state.workspace import Workspace
from ui.models.points import window_language

translate = QCoreApplication.translate


@dataclass(frozen=True, slots=True)
class MoveRecord:
    """One move; points in centipoints, None for none agreed.

    ``consequence`` is that of the act in full, ``short`` in a few words at its last move alone.
    ``turns``: the act put a dossier in or out of the funded set. ``outside``: the points lie
    outside what the panel gave.
    """

    number: int
    act: int
    at: datetime
    dossier: str
    name: str
    criterion: str
    before_cp: int | None
    after_cp: int | None
    actor: str
    reason: str
    short: str
    consequence: str
    turns: bool
    outside: bool


def moves(workspace: Workspace) -> tuple[MoveRecord, ...]:
    """Give every move, the last one first."""
    snapshot, language = workspace.snapshot(), window_language()
    names = {text.id: text.name.text(language) for text in snapshot.call.criteria}
    found: list[MoveRecord] = []
    listed = rows(workspace)
    said = {
        row.line.act: consequence_sentence(row.line.consequence, language)
        for row in listed
        if row.line.number == row.line.act
    }
    last = {row.line.act: row.line.number for row in listed}
    for row in listed:
        line, after = row.line, row.line.after_cp
        held = snapshot.dossier_by_id.get(line.dossier)
        known = None not in {after, row.lowest_cp, row.highest_cp}
        outside = known and not (row.lowest_cp or 0) <= (after or 0) <= (row.highest_cp or 0)
        found.append(
            MoveRecord(
                line.number,
                line.act,
                line.at,
                line.dossier,
                "" if held is None else held.name,
                names.get(line.criterion, line.criterion),
                line.before_cp,
                after,
                line.actor,
                line.reason,
                short_words(line.consequence) if line.number == last[line.act] else "",
                said.get(line.act, ""),
                row.decides_alone,
                outside,
            )
        )
    return tuple(reversed(found))


def short_words(found: Consequence) -> str:
    """Say in a few words what an act did."""
    if not found.is_known:
        return translate("Ledger", "niet te berekenen")
    parts = []
    if found.entered:
        parts.append(translate("Ledger", "{0} erin").format(", ".join(found.entered)))
    if found.left:
        parts.append(translate("Ledger", "{0} eruit").format(", ".join(found.left)))
    count = len(found.moves)
    if count:
        parts.append(translate("Ledger", "%n rangen anders", "", count))
    return "; ".join(parts) or translate("Ledger", "niets verschuift")
