"""The ledger of the consensus: lines are only ever added."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import func, select

from delpanel.model.ledger import Consequence, LedgerLine, RankMove
from delpanel.storage.repository import Repository, RowTuple
from delpanel.storage.round_tables import CONSENSUS_LEDGER
from delpanel.storage.row_values import canonical_json, moment_text


class LedgerRepository(Repository):
    """Moves of agreed points, numbered from 1 without gaps."""

    def all(self) -> tuple[LedgerLine, ...]:
        """Give every line, the first one first."""
        rows = self._rows(select(CONSENSUS_LEDGER).order_by(CONSENSUS_LEDGER.c.number))
        # the lines of one act carry the same text
        read: dict[str, Consequence] = {}
        for row in rows:
            if row[7] not in read:
                read[row[7]] = read_consequence(json.loads(row[7]))
        return tuple(_line(row, read[row[7]]) for row in rows)

    def next_number(self) -> int:
        """Give the number the next line will carry."""
        return self._number(select(func.max(CONSENSUS_LEDGER.c.number))) + 1

    def add(self, lines: Iterable[LedgerLine]) -> None:
        """Add the lines of one act."""
        listed = list(lines)
        effects = {
            line.act: canonical_json(consequence_as_plain(line.consequence)) for line in listed[:1]
        }
        self._add(
            CONSENSUS_LEDGER,
            (
                {
                    "number": line.number,
                    "act": line.act,
                    "dossier": line.dossier,
                    "criterion": line.criterion,
                    "before_cp": line.before_cp,
                    "after_cp": line.after_cp,
                    "reason": line.reason,
                    "effect": effects[line.act],
                    "at": moment_text(line.at),
                    "actor": line.actor,
                }
                for line in listed
            ),
        )


def consequence_as_plain(found: Consequence) -> dict[str, object]:
    """Give a consequence as plain data; equal ones give equal canonical JSON."""
    return {
        "policy": found.policy,
        "known": found.is_known,
        "funded": list(found.funded),
        "entered": list(found.entered),
        "left": list(found.left),
        "ranks": {move.dossier: [move.before, move.after] for move in found.moves},
    }


def read_consequence(plain: dict[str, object]) -> Consequence:
    """Read a consequence back; what is not there is not known."""
    ranks = plain.get("ranks", {})
    moves = ranks if isinstance(ranks, dict) else {}
    return Consequence(
        policy=str(plain.get("policy", "")),
        funded=_names(plain, "funded"),
        entered=_names(plain, "entered"),
        left=_names(plain, "left"),
        moves=tuple(RankMove(name, *pair) for name, pair in sorted(moves.items())),
        is_known=plain.get("known") is True,
    )


def _names(plain: dict[str, object], key: str) -> tuple[str, ...]:
    held = plain.get(key, ())
    return tuple(str(name) for name in held) if isinstance(held, list) else ()


def _line(row: RowTuple, found: Consequence) -> LedgerLine:
    number, act, dossier, criterion, before_cp, after_cp, reason, _, at, actor = row
    when = datetime.fromisoformat(at)
    return LedgerLine(
        number, act, dossier, criterion, before_cp, after_cp, reason, found, when, actor
    )
