"""What a member says of the agreed points of each own dossier, as rows."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication

from delpanel.model.approval import ApprovalAnswer
from delpanel.model.pack import AgreedDossier, GivenApproval
from ui.kit.columns import Column, Mark
from ui.kit.fonts import TextStyle

translate = QCoreApplication.translate


@dataclass(frozen=True, slots=True)
class GivenRow:
    """One dossier with the answer on it; None before there is one."""

    id: str
    name: str
    answer: ApprovalAnswer | None

    @classmethod
    def of(cls, agreed: AgreedDossier, given: GivenApproval | None) -> GivenRow:
        """Make the row of a dossier."""
        return cls(agreed.dossier, agreed.name, None if given is None else given.answer)


def given_columns() -> tuple[Column[GivenRow], ...]:
    """Number, name and the answer."""
    return (
        Column[GivenRow]("id", translate("Given", "Nr"), lambda r: r.id, width=60, padding=16),
        Column[GivenRow](
            "name",
            translate("Given", "Consortium"),
            lambda r: r.name,
            width=160,
            style=TextStyle.NAME,
            stretch=True,
            tip=lambda r: r.name,
        ),
        Column[GivenRow](
            "answer",
            translate("Given", "Uw antwoord"),
            lambda r: None if r.answer is None else str(r.answer),
            text=lambda r: answer_word(r.answer),
            width=168,
            style=TextStyle.CHIP,
            mark=_mark,
            tone=lambda _: "text2",
        ),
    )


def answer_word(answer: ApprovalAnswer | None) -> str:
    """Name an answer."""
    match answer:
        case ApprovalAnswer.APPROVED:
            return translate("Given", "goedgekeurd")
        case ApprovalAnswer.DISSENT:
            return translate("Given", "afwijkend standpunt")
        case None:
            return translate("Given", "open")


def _mark(row: GivenRow) -> Mark:
    match row.answer:
        case ApprovalAnswer.APPROVED:
            return Mark("checkc", "good")
        case ApprovalAnswer.DISSENT:
            return Mark("flag", "warn")
        case None:
            return Mark("minus", "text3")
