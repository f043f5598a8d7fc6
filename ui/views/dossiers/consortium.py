"""Who stands behind a dossier: each partner with role and cost."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QGridLayout, QWidget

from delpanel.model.dossier import Dossier, Partner
from ui import formats
from ui.kit.dressing import label
from ui.kit.fonts import TextStyle
from ui.views.dossiers.detail_parts import group, number


def consortium(dossier: Dossier) -> QWidget:
    """The partners, the lead in semibold, with what each of them costs."""
    costs: dict[str, int] = {}
    for line in dossier.cost_lines:
        costs[line.partner] = costs.get(line.partner, 0) + line.cost_cents
    inner = QWidget()
    grid = QGridLayout(inner)
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setHorizontalSpacing(12)
    grid.setVerticalSpacing(4)
    grid.setColumnStretch(0, 1)
    for place, partner in enumerate(dossier.partners):
        lead = partner is dossier.lead_partner
        name = label(partner.name, TextStyle.STRONG if lead else TextStyle.CELL)
        name.setWordWrap(True)
        grid.addWidget(name, place, 0)
        grid.addWidget(label(_role(partner, is_lead=lead), TextStyle.CHIP, "text3"), place, 1)
        if costs:
            shown = formats.euro(costs.get(partner.id))
            grid.addWidget(number(shown, TextStyle.CELL), place, 2)
    count = _tr("%n partners", len(dossier.partners))
    return group(_tr("Consortium"), count, inner)


def _role(partner: Partner, *, is_lead: bool) -> str:
    if is_lead:
        return _tr("promotor")
    return {
        "enterprise": _tr("onderneming"),
        "knowledge": _tr("kennisinstelling"),
        "federation": _tr("federatie"),
        "cluster": _tr("cluster"),
        "public": _tr("overheid"),
        "nonprofit": _tr("vzw"),
    }.get(str(partner.kind), _tr("partner"))


def _tr(text: str, count: int = -1) -> str:
    return QCoreApplication.translate("DossierDetail", text, "", count)
