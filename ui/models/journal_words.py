"""What a line of the journal says was done, in the language of the window."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from delpanel.model.decision import JournalEntry
from delpanel.model.pack import PackKind
from delpanel.services.journal_words import verb_words
from ui.models.packs import kind_word
from ui.models.points import window_language


def verb_word(verb: str) -> str:
    """Name an act of the journal; an act that has no name is shown as it was written."""
    return verb_words(verb, window_language())


def detail_word(entry: JournalEntry) -> str:
    """Give the detail of a line; where it is a code of the program, its word."""
    if entry.verb == "pack" and entry.detail in set(PackKind):
        return kind_word(PackKind(entry.detail))
    return entry.detail


def subject_word(entry: JournalEntry) -> str:
    """Give what a line is about; where it is a code of the program, its word."""
    if entry.verb != "act-as":
        return entry.subject
    return {
        "chair": QCoreApplication.translate("Journal", "voorzitter"),
        "deputy": QCoreApplication.translate("Journal", "plaatsvervanger"),
        "secretariat": QCoreApplication.translate("Journal", "secretariaat"),
    }.get(entry.subject, entry.subject)
