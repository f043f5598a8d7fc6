"""Packs that went out, as a table: to whom, of which kind, until when, and whether back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from PySide6.QtCore import QCoreApplication

from delpanel.model.pack import PackKind
from delpanel.services.packs.pack_ledger import IssuedPack, PackLedger
from delpanel.services.round.round_progress import has_returned
from delpanel.services.state.snapshot import Snapshot
from ui import formats
from ui.kit.columns import Align, Column, Mark
from ui.kit.fonts import TextStyle
from ui.kit.tokens import Role


@dataclass(frozen=True, slots=True)
class PackRow:
    """One pack that went out; ``is_past`` where its term passed and nothing came back."""

    issued: IssuedPack
    name: str
    has_returned: bool
    is_past: bool

    @property
    def id(self) -> str:
        """The id of the pack."""
        return self.issued.head.id


def pack_rows(state: Snapshot, ledger: PackLedger, now: datetime) -> tuple[PackRow, ...]:
    """Give every pack, the newest first."""
    rows = []
    for pack in ledger.all():
        head = pack.head
        known = state.evaluator_by_id.get(head.evaluator)
        back = has_returned(ledger, pack)
        past = not back and head.due_at is not None and head.due_at < now
        rows.append(PackRow(pack, head.evaluator if known is None else known.name, back, past))
    return tuple(sorted(rows, key=lambda r: (r.issued.head.made_at, r.name), reverse=True))


def pack_columns() -> tuple[Column[PackRow], ...]:
    """Give the columns in the language of the window."""
    return (
        Column[PackRow](
            "kind",
            _tr("Soort"),
            lambda r: kind_word(r.issued.head.kind),
            width=132,
            tone=lambda _r: "text2",
            style=TextStyle.CHIP,
        ),
        Column[PackRow]("name", _tr("Lid"), lambda r: r.name, width=176, style=TextStyle.NAME),
        Column[PackRow](
            "number", _tr("Nr"), lambda r: r.issued.head.number, align=Align.RIGHT, width=44
        ),
        Column[PackRow](
            "dossiers",
            _tr("Dossiers"),
            lambda r: len(r.issued.dossiers),
            align=Align.RIGHT,
            width=76,
            tip=lambda r: ", ".join(r.issued.dossiers),
        ),
        Column[PackRow](
            "made",
            _tr("Gemaakt"),
            lambda r: r.issued.head.made_at,
            text=lambda r: formats.moment(r.issued.head.made_at),
            width=160,
            tone=lambda _r: "text2",
        ),
        Column[PackRow](
            "due",
            _tr("Termijn"),
            lambda r: r.issued.head.due_at,
            text=lambda r: formats.moment(r.issued.head.due_at),
            width=160,
            tone=lambda r: "bad" if r.is_past else "text2",
        ),
        Column[PackRow](
            "back",
            _tr("Ingediend"),
            _standing_word,
            mark=_standing_mark,
            tone=_standing_tone,
            style=TextStyle.CHIP,
            width=130,
            stretch=True,
        ),
    )


def kind_word(kind: PackKind) -> str:
    """Name a kind of pack."""
    return {
        PackKind.CONFLICTS: _tr("verklaring"),
        PackKind.SCORING: _tr("scores"),
        PackKind.APPROVAL: _tr("goedkeuring"),
    }[kind]


def _standing_word(row: PackRow) -> str:
    if row.has_returned:
        return _tr("ingediend")
    return _tr("termijn voorbij") if row.is_past else _tr("verwacht")


def _standing_mark(row: PackRow) -> Mark:
    if row.has_returned:
        return Mark("check", "good")
    return Mark("warn", "bad") if row.is_past else Mark("clock", "text3")


def _standing_tone(row: PackRow) -> Role:
    return "bad" if row.is_past else "text2"


def _tr(text: str) -> str:
    return QCoreApplication.translate("Packs", text)
