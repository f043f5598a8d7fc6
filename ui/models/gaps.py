"""What is missing in a pack, as rows to jump to."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication

from delpanel.model.issues import Issue
from delpanel.services.member import pack_draft
from delpanel.services.member.pack_draft import PackDesk
from delpanel.services.member.pack_view import own_order
from ui.kit.columns import Column, Mark
from ui.kit.fonts import TextStyle
from ui.models.points import window_language

translate = QCoreApplication.translate


@dataclass(frozen=True, slots=True)
class GapRow:
    """One thing that is missing: where, on which criterion, and what."""

    dossier: str
    name: str
    criterion: str
    criterion_name: str
    text: str


def gap_rows(desk: PackDesk) -> tuple[GapRow, ...]:
    """List what is missing, in the order of the member."""
    place = {number: n for n, number in enumerate(own_order(desk))}
    names = {one.id: one.name for one in desk.content.dossiers}
    names |= {one.dossier: one.name for one in desk.content.consortia}
    names |= {one.dossier: one.name for one in desk.content.agreed}
    issues = sorted(pack_draft.missing(desk), key=lambda issue: place[issue.dossier])
    return tuple(_row(desk, issue, names[issue.dossier]) for issue in issues)


def gap_columns() -> tuple[Column[GapRow], ...]:
    """Dossier, criterion and what is missing."""
    return (
        Column[GapRow]("dossier", translate("Gaps", "Nr"), lambda g: g.dossier, width=56),
        Column[GapRow](
            "name",
            translate("Gaps", "Dossier"),
            lambda g: g.name,
            width=90,
            style=TextStyle.NAME,
            stretch=True,
            tip=lambda g: g.name,
        ),
        Column[GapRow](
            "criterion",
            translate("Gaps", "Criterium"),
            lambda g: g.criterion_name,
            width=132,
            tip=lambda g: g.criterion_name,
        ),
        Column[GapRow](
            "text",
            translate("Gaps", "Wat ontbreekt"),
            lambda g: g.text,
            width=238,
            style=TextStyle.CHIP,
            mark=lambda _: Mark("clock", "warn"),
        ),
    )


def _row(desk: PackDesk, issue: Issue, name: str) -> GapRow:
    criterion = str(issue.params.get("criterion", ""))
    label = ""
    if criterion:
        label = desk.call.criterion_text(criterion).name.text(window_language())
    return GapRow(issue.dossier, name, criterion, label, _said(issue))


def _said(issue: Issue) -> str:
    match issue.code:
        case "PACK_WITHOUT_POINTS":
            return translate("Gaps", "punten")
        case "PACK_SHORT_MOTIVATION" if not issue.params["length"]:
            return translate("Gaps", "motivering")
        case "PACK_SHORT_MOTIVATION":
            said = translate("Gaps", "motivering te kort: {0} van {1} tekens")
            return said.format(issue.params["length"], issue.params["least"])
        case _:
            return translate("Gaps", "antwoord")
