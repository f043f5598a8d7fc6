"""Who left or joined the panel while a round ran: lines are only ever added."""

from __future__ import annotations

import json
from datetime import datetime

from sqlalchemy import func, select

from delpanel.model.panel_change import ChangeEffect, ChangeKind, PanelChange
from delpanel.storage.ledger import consequence_as_plain, read_consequence
from delpanel.storage.repository import Repository, RowTuple
from delpanel.storage.round_tables import PANEL_CHANGES
from delpanel.storage.row_values import canonical_json, moment_text

_LISTS = ("assigned", "unassigned", "short", "stale", "awaited", "gates")
_CELLS = ("excluded", "restored")


class PanelChangeRepository(Repository):
    """Changes of the panel, numbered from 1 without gaps."""

    def all(self) -> tuple[PanelChange, ...]:
        """Give every change, the first one first."""
        rows = self._rows(select(PANEL_CHANGES).order_by(PANEL_CHANGES.c.number))
        return tuple(_change(row) for row in rows)

    def next_number(self) -> int:
        """Give the number the next change will carry."""
        return self._number(select(func.max(PANEL_CHANGES.c.number))) + 1

    def add(self, change: PanelChange) -> None:
        """Add a change."""
        row: dict[str, object] = {
            "number": change.number,
            "evaluator": change.evaluator,
            "kind": str(change.kind),
            "rule": change.rule,
            "reason": change.reason,
            "effect": canonical_json(effect_as_plain(change.effect)),
            "at": moment_text(change.at),
            "actor": change.actor,
        }
        self._add(PANEL_CHANGES, [row])


def effect_as_plain(effect: ChangeEffect) -> dict[str, object]:
    """Give the effect of a change as plain data; equal ones give equal canonical JSON."""
    return {
        **{name: list(getattr(effect, name)) for name in _LISTS},
        **{name: [list(cell) for cell in getattr(effect, name)] for name in _CELLS},
        "outcome": consequence_as_plain(effect.consequence),
    }


def _change(row: RowTuple) -> PanelChange:
    number, evaluator, kind, rule, reason, effect, at, actor = row
    plain = json.loads(effect)
    held: dict[str, tuple[str, ...]] = {name: tuple(plain.get(name, ())) for name in _LISTS}
    excluded, restored = (tuple(map(tuple, plain.get(name, ()))) for name in _CELLS)
    found = ChangeEffect(
        read_consequence(plain.get("outcome", {})), excluded=excluded, restored=restored, **held
    )
    when = datetime.fromisoformat(at)
    return PanelChange(number, evaluator, ChangeKind(kind), rule, reason, found, when, actor)
