"""Files members handed in, as a table: what each is, and what will happen with it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final

from PySide6.QtCore import QCoreApplication

from delpanel.model.pack import PackKind
from delpanel.services.returns.member_merge import CellRow
from delpanel.services.returns.pack_intake import IntakePlan
from delpanel.services.returns.pack_merge import row_sentence
from delpanel.services.returns.pack_returns import ReturnRow, ReturnState
from delpanel.services.returns.sheet_changes import SheetFile
from delpanel.services.state.snapshot import Snapshot
from ui import formats
from ui.kit.columns import Column, Mark
from ui.kit.fonts import TextStyle
from ui.kit.tokens import Role
from ui.models.packs import kind_word
from ui.models.points import window_language

LOOKS: Final[Mapping[ReturnState, tuple[str, Role]]] = {
    ReturnState.INTACT: ("checkc", "text2"),
    ReturnState.NEW: ("plus", "good"),
    ReturnState.SAME: ("check", "text3"),
    ReturnState.NEWER: ("aup", "good"),
    ReturnState.DIVERGED: ("swap", "warn"),
    ReturnState.OLDER: ("adown", "text3"),
    ReturnState.LEFT: ("minus", "warn"),
    ReturnState.FOREIGN: ("err", "bad"),
    ReturnState.FORGED: ("err", "bad"),
    ReturnState.DAMAGED: ("err", "bad"),
    ReturnState.CRITERIA: ("err", "bad"),
    ReturnState.KEY: ("key", "bad"),
    ReturnState.TEXT: ("err", "bad"),
}


@dataclass(frozen=True, slots=True)
class FileRow:
    """One file in the table; a score sheet has a ``sheet``, a return a ``row``."""

    name: str
    member: str
    row: ReturnRow | None
    sheet: SheetFile | None
    says: str
    key: tuple[str, str]

    @property
    def is_refused(self) -> bool:
        """Whether nothing is taken from it."""
        if self.row is not None:
            return self.row.is_refused
        return self.sheet is not None and self.sheet.is_refused

    @property
    def look(self) -> tuple[str, Role]:
        """The icon and tone of its state."""
        if self.row is not None:
            return LOOKS[self.row.state]
        return ("err", "bad") if self.is_refused else ("file", "good")

    @property
    def word(self) -> str:
        """The word of its state."""
        if self.row is not None:
            return state_word(self.row.state)
        return _tr("geweigerd") if self.is_refused else _tr("scoreblad")


def file_rows(state: Snapshot, plan: IntakePlan) -> tuple[FileRow, ...]:
    """Give every file of a plan, returns first."""
    found = [_return_row(state, row) for row in plan.rows]
    found += [_sheet_row(state, sheet, n) for n, sheet in enumerate(plan.sheets.files)]
    return tuple(found)


def file_columns() -> tuple[Column[FileRow], ...]:
    """Give the columns in the language of the window."""
    return (
        Column[FileRow](
            "state",
            _tr("Toestand"),
            lambda r: r.word,
            mark=lambda r: Mark(*r.look),
            tone=lambda r: r.look[1] if r.look[1] in {"bad", "warn"} else "text2",
            style=TextStyle.CHIP,
            width=148,
        ),
        Column[FileRow]("file", _tr("Bestand"), lambda r: r.name, width=212, style=TextStyle.NAME),
        Column[FileRow]("member", _tr("Lid"), lambda r: r.member or None, width=150),
        Column[FileRow](
            "kind",
            _tr("Soort"),
            _kind_word,
            width=104,
            style=TextStyle.CHIP,
            tone=lambda _r: "text2",
        ),
        Column[FileRow](
            "at",
            _tr("Ingediend"),
            _handed_in,
            text=lambda r: formats.moment(_handed_in(r)),
            mark=lambda r: Mark("clock", "warn") if r.row is not None and r.row.late else None,
            tone=lambda r: "warn" if r.row is not None and r.row.late else "text2",
            tip=lambda r: _tr("na de gestelde termijn") if r.row is not None and r.row.late else "",
            width=166,
        ),
        Column[FileRow](
            "says",
            _tr("Wat ermee gebeurt"),
            lambda r: r.says,
            tip=lambda r: r.says,
            tone=lambda _r: "text2",
            style=TextStyle.CHIP,
            width=180,
            stretch=True,
        ),
    )


def state_word(state: ReturnState) -> str:
    """Name what a file is."""
    return {
        ReturnState.INTACT: _tr("ongeschonden"),
        ReturnState.NEW: _tr("nieuw"),
        ReturnState.SAME: _tr("al opgenomen"),
        ReturnState.NEWER: _tr("nieuwer"),
        ReturnState.DIVERGED: _tr("twee versies"),
        ReturnState.OLDER: _tr("ouder"),
        ReturnState.LEFT: _tr("niet meer in het panel"),
        ReturnState.FOREIGN: _tr("ander paneel"),
        ReturnState.FORGED: _tr("vervalst"),
        ReturnState.DAMAGED: _tr("beschadigd"),
        ReturnState.CRITERIA: _tr("andere criteria"),
        ReturnState.KEY: _tr("andere sleutel"),
        ReturnState.TEXT: _tr("tekst te lang"),
    }[state]


def where_words(state: Snapshot, cell: CellRow) -> str:
    """Name dossier and criterion of a cell."""
    name = state.call.criterion_text(cell.held.criterion).name.text(window_language())
    return f"{cell.held.dossier} · {name}"


def when_words(edited_at: str) -> str:
    """Say when a member last changed a cell; empty where nobody knows."""
    try:
        return formats.moment(datetime.fromisoformat(edited_at))
    except ValueError:
        return ""


def _return_row(state: Snapshot, row: ReturnRow) -> FileRow:
    known = state.evaluator_by_id.get(row.evaluator)
    member = row.evaluator if known is None else known.name
    said = row_sentence(row if known is None else _named(row, known.name), window_language())
    said = said.removeprefix(f"{row.file}: ").removeprefix(f"{row.file} ")
    return FileRow(row.file, member, row, None, _capital(said), (row.file, row.receipt))


def _named(row: ReturnRow, name: str) -> ReturnRow:
    return replace(row, evaluator=name)


def _sheet_row(state: Snapshot, sheet: SheetFile, number: int) -> FileRow:
    known = state.evaluator_by_id.get(sheet.evaluator)
    if sheet.is_refused:
        said = _tr("Er wordt niets uit overgenomen; de bevindingen staan ernaast.")
    else:
        said = _tr("{0} cellen over te nemen, {1} ongewijzigd.").format(
            sheet.changed, sheet.unchanged
        )
    member = sheet.evaluator if known is None else known.name
    return FileRow(sheet.file, member, None, sheet, said, (sheet.file, str(number)))


def _kind_word(row: FileRow) -> str:
    if row.row is None:
        return _tr("Excel")
    return kind_word(row.row.kind) if isinstance(row.row.kind, PackKind) else formats.NOTHING


def _handed_in(row: FileRow) -> datetime | None:
    if row.row is None:
        return None
    try:
        return datetime.fromisoformat(row.row.finished_at)
    except ValueError:
        return None


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _tr(text: str) -> str:
    return QCoreApplication.translate("Returns", text)
