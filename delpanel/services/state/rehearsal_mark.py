"""The mark of a rehearsal on everything that leaves it: titles, pages, sheets, documents."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from delpanel import messages
from delpanel.errors import FileProblem
from delpanel.model.call import Call
from delpanel.model.localized import Localized
from delpanel.model.rehearsal import is_rehearsal

if TYPE_CHECKING:
    from delpanel.exchange.reading.source import SourceBook
    from delpanel.letters.content import LetterContent


def marked_call(call: Call, panel_id: str) -> Call:
    """Give the call as it is shown in this panel: a rehearsal says so in the title itself."""
    if not is_rehearsal(panel_id):
        return call
    title = Localized(
        nl=_titled(call.title.text("nl"), "nl"), en=_titled(call.title.text("en"), "en")
    )
    return replace(call, title=title)


def marked_content(content: LetterContent, panel_id: str) -> LetterContent:
    """Give a document with the mark on each page and in its first line; untouched when real."""
    from delpanel.letters.content import Text, TextStyle

    if not is_rehearsal(panel_id):
        return content
    first = Text(messages.sentence("REHEARSAL_DOCUMENT", {}, "nl"), style=TextStyle.NOTE)
    return replace(
        content,
        title=_titled(content.title, "nl"),
        blocks=(first, *content.blocks),
        watermark=word("nl"),
    )


def sheet_mark(panel_id: str, language: str) -> str:
    """Give the word that stands on each sheet of a workbook; empty where the panel is real."""
    return word(language) if is_rehearsal(panel_id) else ""


def require_fitting(book: SourceBook, panel_id: str) -> None:
    """Refuse a workbook that a rehearsal wrote, unless this is one.

    Raises:
        FileProblem: IMPORT_REHEARSAL.
    """
    marks = tuple(f"{word(language)} \u00b7 " for language in messages.LANGUAGES)
    for table in book.tables:
        first = table.cell(0, 0) if table.rows else None
        if isinstance(first, str) and first.startswith(marks) and not is_rehearsal(panel_id):
            raise FileProblem("IMPORT_REHEARSAL", file=book.path.name)


def word(language: str) -> str:
    """Give the mark itself."""
    return messages.sentence("REHEARSAL_MARK", {}, language)


def unmarked(title: str, language: str) -> str:
    """Give a title where the mark stands elsewhere already."""
    return title.removeprefix(f"{word(language)}: ")


def _titled(title: str, language: str) -> str:
    mark = f"{word(language)}: "
    return title if title.startswith(mark) else mark + title
