"""What a member declares about each consortium, as rows."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication

from delpanel.model.pack import Answer, Consortium, Declaration
from ui import formats
from ui.kit.columns import Column, Mark
from ui.kit.fonts import TextStyle
from ui.models.history import answer_text

translate = QCoreApplication.translate


@dataclass(frozen=True, slots=True)
class DeclarationRow:
    """One consortium with its partners as one text, the number of hints, and the answer."""

    id: str
    name: str
    partners: str
    hints: int
    answer: Answer | None

    @classmethod
    def of(cls, consortium: Consortium, declared: Declaration | None) -> DeclarationRow:
        """Make the row of a consortium."""
        return cls(
            consortium.dossier,
            consortium.name,
            ", ".join(partner.name for partner in consortium.partners),
            len(consortium.hints),
            None if declared is None else declared.answer,
        )


def declaration_columns() -> tuple[Column[DeclarationRow], ...]:
    """Number, name, partners, hints and the answer."""
    return (
        Column[DeclarationRow]("id", translate("Declaration", "Nr"), lambda r: r.id, width=60),
        Column[DeclarationRow](
            "name",
            translate("Declaration", "Consortium"),
            lambda r: r.name,
            width=184,
            style=TextStyle.NAME,
        ),
        Column[DeclarationRow](
            "partners",
            translate("Declaration", "Partners"),
            lambda r: r.partners,
            width=88,
            tone=lambda _: "text2",
            tip=lambda r: r.partners,
            stretch=True,
        ),
        Column[DeclarationRow](
            "hints",
            translate("Declaration", "Aanwijzing"),
            lambda r: r.hints,
            text=_hints,
            width=128,
            style=TextStyle.CHIP,
            mark=lambda r: Mark("warn", "warn") if r.hints else None,
            tone=lambda r: "warn" if r.hints else "text3",
        ),
        Column[DeclarationRow](
            "answer",
            translate("Declaration", "Verklaring"),
            lambda r: None if r.answer is None else str(r.answer),
            text=lambda r: (
                translate("Declaration", "open") if r.answer is None else answer_text(r.answer)
            ),
            width=128,
            style=TextStyle.CHIP,
            mark=_mark,
            tone=lambda _: "text2",
        ),
    )


def _hints(row: DeclarationRow) -> str:
    if not row.hints:
        return formats.NOTHING
    return QCoreApplication.translate("Declaration", "%n aanwijzingen", None, row.hints)


def _mark(row: DeclarationRow) -> Mark:
    match row.answer:
        case Answer.NONE:
            return Mark("checkc", "good")
        case Answer.CONFLICT:
            return Mark("err", "bad")
        case Answer.UNSURE:
            return Mark("info", "warn")
        case None:
            return Mark("minus", "text3")
