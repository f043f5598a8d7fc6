"""Changing the rules of a call: what changes, what it does, and the reason that is kept."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from ui.dialogs.words import Asked, WordsDialog

translate = QCoreApplication.translate


def weights_reason(changes: Sequence[str], effect: str, parent: QWidget | None) -> WordsDialog:
    """Ask why trial weights become official."""
    title = translate("RulesReason", "Gewichten officieel vaststellen")
    return _asking(
        title, translate("RulesReason", "Officieel vaststellen"), (*changes, effect), parent
    )


def call_reason(changes: Sequence[str], parent: QWidget | None) -> WordsDialog:
    """Ask why another call file holds from now on."""
    effect = translate("RulesReason", "Er zijn al punten gegeven.")
    title = translate("RulesReason", "Oproepbestand vervangen")
    return _asking(title, translate("RulesReason", "Vervangen"), (*changes, effect), parent)


def _asking(title: str, verb: str, meaning: Sequence[str], parent: QWidget | None) -> WordsDialog:
    hint = translate(
        "RulesReason", "De reden komt in het logboek, in de rangschikking en in de beslissing."
    )
    field = translate("RulesReason", "Reden")
    return WordsDialog(Asked(title, verb, field, title, meaning, hint), parent)
