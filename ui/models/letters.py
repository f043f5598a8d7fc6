"""Columns of the list of letters."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from delpanel.services.letters.lettering import LetterState
from ui.delegates import code_cell
from ui.formats import euro
from ui.kit.columns import Align, Column, Mark
from ui.kit.fonts import TextStyle
from ui.kit.record_table import RecordTable
from ui.kit.tokens import Role

GROUPS = ("GK", "RES", "AF", "ON")


def letter_table() -> RecordTable[LetterState]:
    """Make the empty table; ``letter_columns`` renews the words."""
    return RecordTable(letter_columns(), key=lambda row: row.dossier)


def letter_columns() -> tuple[Column[LetterState], ...]:
    """Give the columns in the language of the window."""
    return (
        Column[LetterState](
            "code", _tr("Code"), lambda r: r.code, width=72, paint=code_cell(lambda r: r.code)
        ),
        Column[LetterState](
            "name", _tr("Consortium"), lambda r: r.name, width=176, style=TextStyle.NAME
        ),
        Column[LetterState]("id", _tr("Nr"), lambda r: r.dossier, width=52),
        Column[LetterState](
            "award",
            _tr("Toegekend"),
            awarded,
            text=lambda r: euro(awarded(r)),
            align=Align.RIGHT,
            width=92,
        ),
        Column[LetterState](
            "pages",
            _tr("Blz."),
            lambda r: None if r.version is None else r.version.pages,
            align=Align.RIGHT,
            width=48,
        ),
        Column[LetterState](
            "state",
            _tr("Controle"),
            state_word,
            width=96,
            stretch=True,
            mark=_mark,
            tone=lambda r: "warn" if r.problem is not None else "text2",
        ),
    )


def awarded(row: LetterState) -> int | None:
    """ERDF and Flemish support together, in cents; None where nothing is awarded."""
    if row.erdf_cents is None:
        return None
    return row.erdf_cents + (row.flemish_cents or 0)


def state_word(row: LetterState) -> str:
    """Say in one word whether a letter can go out or went out."""
    if row.problem is not None:
        return _tr("onvolledig")
    if row.version is not None:
        return _tr("vrijgegeven, v{0}").format(row.version.version)
    return _tr("klaar")


def group_of(code: str) -> str:
    """Give the group a decision code is filtered by."""
    return next((group for group in GROUPS if code.startswith(group)), "IN")


def _mark(row: LetterState) -> Mark:
    tone: Role = "good"
    if row.problem is not None:
        return Mark("warn", "warn")
    return Mark("mail" if row.version is not None else "checkc", tone)


def _tr(text: str) -> str:
    return QCoreApplication.translate("Letters", text)
