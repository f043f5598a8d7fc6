"""The parts of a dossier as text: what it says on a criterion, its budget, whose it is."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication

from delpanel.model.call import Call
from delpanel.model.dossier import Dossier, Evidence
from ui import formats
from ui.models.points import window_language
from ui.views.points.texts import DossierWriter


def said_meta(call: Call, dossier: Dossier) -> str:
    """Say in one line whose dossier it is, where, and what it costs."""
    lead = dossier.lead_partner
    province = call.province(dossier.nuts)
    parts = (
        dossier.id,
        dossier.acronym if dossier.acronym != dossier.title else "",
        lead.name if lead is not None else "",
        province.name.text(window_language()) if province is not None else "",
        formats.euro_sign(dossier.financing.cost_cents),
    )
    return " · ".join(part for part in parts if part and part != formats.NOTHING)


def write_criterion(
    writer: DossierWriter, dossier: Dossier, key: str, rest: Sequence[Evidence]
) -> None:
    """Write what a dossier says on a criterion, and the evidence that is no figure."""
    sections = [s for s in dossier.sections if s.criterion == key]
    for section in sections:
        if len(sections) > 1 or section.title not in {"", dossier.title}:
            writer.heading(section.title)
        writer.prose(section.text)
    for piece in rest:
        value = f"{piece.value} {piece.unit}".strip()
        writer.heading(": ".join(part for part in (piece.name, value) if part))
        writer.prose(piece.text)
    if not sections and not rest:
        writer.prose(_tr("Het dossier bevat geen tekst bij dit criterium."))


def write_budget(writer: DossierWriter, dossier: Dossier) -> None:
    """Write the financing plan and the cost lines."""
    plan = dossier.financing
    writer.table(
        (
            (_tr("Totale kost"), formats.euro(plan.cost_cents)),
            (_tr("Gevraagde EFRO-steun"), formats.euro(plan.erdf_requested_cents)),
            (
                _tr("Gevraagde Vlaamse cofinanciering"),
                formats.euro(plan.flemish_requested_cents),
            ),
            (_tr("Eigen bijdrage"), formats.euro(plan.own_cents)),
        )
    )
    if dossier.cost_lines:
        names = {partner.id: partner.name for partner in dossier.partners}
        writer.heading(_tr("Kostenlijnen"))
        writer.table(
            tuple(
                (
                    f"{line.heading or line.description}, {names.get(line.partner, '')}",
                    formats.euro(line.cost_cents),
                )
                for line in dossier.cost_lines
            )
        )


def _tr(text: str) -> str:
    return QCoreApplication.translate("ReadingPane", text)
