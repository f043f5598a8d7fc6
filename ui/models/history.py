"""The saved states of a pack as rows: when, which field, what it was and what it became."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import QCoreApplication

from delpanel import messages
from delpanel.model.approval import ApprovalAnswer
from delpanel.model.call import Call
from delpanel.model.pack import Answer
from delpanel.model.pack_change import ChangedField, PackChange
from ui import formats
from ui.kit.columns import Align, Column
from ui.kit.fonts import TextStyle
from ui.models.points import window_language

translate = QCoreApplication.translate


def history_columns(call: Call) -> tuple[Column[PackChange], ...]:
    """The columns of the history."""
    return (
        Column[PackChange](
            "at",
            translate("History", "Wanneer"),
            lambda c: c.line.at,
            text=lambda c: moment_text(c.line.at),
            width=176,
        ),
        Column[PackChange](
            "dossier", translate("History", "Dossier"), lambda c: c.line.dossier, width=84
        ),
        Column[PackChange](
            "field",
            translate("History", "Wat"),
            lambda c: field_text(call, c),
            width=236,
            style=TextStyle.NAME,
        ),
        Column[PackChange](
            "before",
            translate("History", "Was"),
            lambda c: value_text(c, c.before),
            width=200,
            tone=lambda _: "text2",
        ),
        Column[PackChange](
            "after",
            translate("History", "Werd"),
            lambda c: value_text(c, c.line.after),
            width=200,
            align=Align.LEFT,
            stretch=True,
        ),
    )


def field_text(call: Call, change: PackChange) -> str:
    """Which field it was, with the name of its criterion."""
    word = {
        ChangedField.POINTS: translate("History", "punten"),
        ChangedField.MOTIVATION: translate("History", "motivering"),
        ChangedField.STATE: translate("History", "toestand"),
        ChangedField.ANSWER: translate("History", "antwoord"),
        ChangedField.TYPE: translate("History", "soort conflict"),
        ChangedField.NOTE: translate("History", "toelichting"),
        ChangedField.RETURN: translate("History", "ingeleverd"),
    }[change.line.field]
    if not change.line.criterion:
        return word
    name = call.criterion_text(change.line.criterion).name.text(window_language())
    return f"{name}, {word}"


def value_text(change: PackChange, value: str) -> str:
    """A value on one line, as a person reads it."""
    match change.line.field:
        case ChangedField.POINTS if value:
            return formats.points(int(value))
        case ChangedField.ANSWER if value:
            return answer_text(value)
        case ChangedField.TYPE if value:
            return messages.sentence(f"CONFLICT_{value.upper()}", {}, window_language())
        case _:
            return " ".join(value.split()) or formats.NOTHING


def answer_text(answer: str) -> str:
    """What a member declares or answers, in a word or two."""
    return {
        str(Answer.NONE): translate("Declaration", "geen conflict"),
        str(Answer.CONFLICT): translate("Declaration", "conflict"),
        str(Answer.UNSURE): translate("Declaration", "twijfel"),
        str(ApprovalAnswer.APPROVED): translate("Declaration", "goedgekeurd"),
        str(ApprovalAnswer.DISSENT): translate("Declaration", "afwijkend standpunt"),
    }[answer]


def moment_text(at: str) -> str:
    """A moment to the second, in Brussels time."""
    value = datetime.fromisoformat(at).astimezone(formats.BRUSSELS)
    return f"{formats.day(value.date())} {value:%H:%M:%S}"
