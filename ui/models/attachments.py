"""What attaching would do, file by file."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QCoreApplication

from delpanel import messages
from delpanel.services.intake.attach_plan import AttachPlan, AttachRow, AttachState
from ui import formats
from ui.kit.columns import Align, Column, Mark
from ui.kit.fonts import TextStyle
from ui.kit.record_table import RecordTable
from ui.kit.tokens import Role
from ui.models.points import window_language

_LOOK: Final[dict[AttachState, tuple[str, Role]]] = {
    AttachState.NEW: ("plus", "good"),
    AttachState.CHANGED: ("swap", "warn"),
    AttachState.SAME: ("minus", "text3"),
    AttachState.UNMATCHED: ("help", "warn"),
    AttachState.REFUSED: ("err", "bad"),
}


def plan_table(plan: AttachPlan) -> RecordTable[AttachRow]:
    """Give the rows of a plan as a table, those that stay out first."""
    table: RecordTable[AttachRow] = RecordTable(_columns(), key=lambda row: row.path)
    table.replace(sorted(plan.rows, key=lambda row: not row.is_refused))
    return table


def sentence(row: AttachRow) -> str:
    """Say what happens with a file, or why it stays out."""
    return messages.sentence(row.code, row.params, window_language())


def state_word(state: AttachState) -> str:
    """Name what happens with a file."""
    return {
        AttachState.NEW: _tr("nieuw"),
        AttachState.CHANGED: _tr("vervangt"),
        AttachState.SAME: _tr("ongewijzigd"),
        AttachState.UNMATCHED: _tr("geen dossier"),
        AttachState.REFUSED: _tr("geweigerd"),
    }[state]


def _columns() -> tuple[Column[AttachRow], ...]:
    return (
        Column[AttachRow](
            "file", _tr("Bestand"), lambda r: r.file, tip=lambda r: r.file, width=280
        ),
        Column[AttachRow]("dossier", _tr("Dossier"), lambda r: r.dossier or None, width=80),
        Column[AttachRow](
            "state",
            _tr("Wat gebeurt er"),
            lambda r: state_word(r.state),
            mark=lambda r: Mark(*_LOOK[r.state]),
            style=TextStyle.CHIP,
            width=140,
        ),
        Column[AttachRow](
            "pages",
            _tr("Blz."),
            lambda r: (r.record and r.record.pages) or None,
            align=Align.RIGHT,
            width=56,
        ),
        Column[AttachRow](
            "size",
            _tr("Grootte"),
            lambda r: r.record and r.record.size,
            text=lambda r: formats.file_size(r.record.size) if r.record else formats.NOTHING,
            align=Align.RIGHT,
            width=88,
        ),
        Column[AttachRow](
            "sentence",
            _tr("Uitleg"),
            lambda r: sentence(r) if r.is_refused else "",
            tip=sentence,
            tone=lambda _r: "text2",
            style=TextStyle.CHIP,
            width=200,
            stretch=True,
        ),
    )


def _tr(text: str) -> str:
    return QCoreApplication.translate("Attachments", text)
