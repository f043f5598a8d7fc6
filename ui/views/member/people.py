"""The people of a consortium as a step-zero pack names them: partner, role, contact, number."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QVBoxLayout, QWidget

from delpanel.model.dossier import PartnerRole
from delpanel.model.pack import NamedPartner
from ui.kit.dressing import label
from ui.kit.fonts import TextStyle


def people_block(partners: Sequence[NamedPartner]) -> QWidget:
    """Every partner below the other."""
    holder = QWidget()
    column = QVBoxLayout(holder)
    column.setContentsMargins(0, 4, 0, 4)
    column.setSpacing(8)
    for partner in partners:
        column.addWidget(_partner(partner, holder))
    return holder


def _partner(partner: NamedPartner, owner: QWidget) -> QWidget:
    """Name and role on one line; number, contact and mail domain below."""
    lead = partner.role is PartnerRole.LEAD
    role = owner.tr("promotor") if lead else owner.tr("copromotor")
    known = (partner.contact, partner.kbo, partner.mail_domain)
    name = label(f"{partner.name}, {role}", TextStyle.NAME)
    name.setWordWrap(True)
    parts: list[QWidget] = [name]
    said = " · ".join(part for part in known if part)
    if said:
        parts.append(label(said, TextStyle.CHIP, "text2"))
    holder = QWidget()
    column = QVBoxLayout(holder)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(2)
    for part in parts:
        column.addWidget(part)
    return holder
