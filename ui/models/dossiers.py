"""The dossiers as rows of a table: who pays, where it stands, what was found."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

from PySide6.QtCore import QCoreApplication

from delpanel.model.call import Call
from delpanel.model.dossier import Dossier, Financing
from delpanel.model.issues import Severity
from delpanel.services.intake.listing import DossierRow, Status
from ui import formats
from ui.delegates import financing_cell
from ui.kit.columns import NOTHING, Align, Column, Mark
from ui.kit.fonts import TextStyle
from ui.kit.tokens import Role
from ui.models.issues import count_words, severity_mark
from ui.models.points import window_language

STATUS_LOOK: Final[Mapping[Status, tuple[str, Role, Role]]] = {
    Status.ADMISSIBLE: ("checkc", "good", "text2"),
    Status.TO_CLARIFY: ("clock", "text2", "text2"),
    Status.INADMISSIBLE: ("err", "bad", "bad"),
    Status.WITHDRAWN: ("minus", "text3", "text3"),
}
NARROW: Final = {
    "id": 52,
    "name": 176,
    "province": 130,
    "status": 130,
    "cost": 100,
    "financing": 92,
    "erdf": 108,
    "findings": 96,
}
_TONES: Final[Mapping[Severity | None, Role]] = {
    Severity.ERROR: "bad",
    Severity.WARNING: "warn",
    Severity.INFO: "text2",
    None: "text3",
}


@dataclass(frozen=True, slots=True)
class Sums:
    """What the total row says: count, provinces, cost and ERDF support asked in cents."""

    count: int
    provinces: int
    cost_cents: int
    erdf_cents: int


def dossier_columns(
    call: Callable[[], Call], dearest: Callable[[], int]
) -> tuple[Column[DossierRow], ...]:
    """Give the columns; ``dearest`` is the total cost in cents that fills the financing cell."""
    return (
        Column[DossierRow]("id", _tr("Nr"), lambda r: r.id, width=52, tone=lambda _r: "text2"),
        Column[DossierRow](
            "name",
            _tr("Consortium"),
            lambda r: r.name,
            width=184,
            style=TextStyle.NAME,
            tip=lambda r: r.dossier.title,
        ),
        Column[DossierRow](
            "province",
            _tr("Provincie"),
            lambda r: r.nuts,
            text=lambda r: province_name(call(), r.nuts) or NOTHING,
            width=136,
        ),
        Column[DossierRow](
            "status",
            _tr("Status"),
            lambda r: list(STATUS_LOOK).index(r.status),
            text=lambda r: status_word(r.status),
            mark=lambda r: Mark(*STATUS_LOOK[r.status][:2]),
            tone=lambda r: STATUS_LOOK[r.status][2],
            style=TextStyle.CHIP,
            width=132,
            padding=10,
        ),
        Column[DossierRow](
            "cost",
            _tr("Totale kost"),
            lambda r: r.cost_cents,
            text=lambda r: formats.euro(r.cost_cents),
            align=Align.RIGHT,
            width=108,
        ),
        Column[DossierRow](
            "financing",
            _tr("Financiering"),
            lambda r: r.cost_cents,
            text=_said_parts,
            paint=financing_cell(lambda r: parts_of(r.dossier.financing), dearest),
            tip=_said_parts,
            width=124,
        ),
        Column[DossierRow](
            "erdf",
            _tr("EFRO gevraagd"),
            lambda r: r.erdf_requested_cents,
            text=lambda r: formats.euro(r.erdf_requested_cents),
            align=Align.RIGHT,
            width=112,
        ),
        Column[DossierRow](
            "findings",
            _tr("Bevindingen"),
            lambda r: -(r.errors * 10_000 + r.warnings * 100 + r.infos),
            text=lambda r: findings_word(r)[0],
            mark=_findings_mark,
            tone=lambda r: _TONES[findings_word(r)[1]],
            style=TextStyle.CHIP,
            width=112,
            stretch=True,
        ),
        # never shown: it lets the search of the frame find a dossier by its partners
        Column[DossierRow](
            "partners",
            "",
            lambda r: " ".join(partner.name for partner in r.dossier.partners),
            width=0,
            sortable=False,
        ),
    )


def parts_of(plan: Financing) -> tuple[int, int, int]:
    """Give ERDF, Flemish and own money in cents; own is the rest where the source names none."""
    erdf, flemish = plan.erdf_requested_cents or 0, plan.flemish_requested_cents or 0
    own = plan.own_cents
    if own is None:
        other = plan.other_public_cents or 0
        own = max(0, (plan.cost_cents or 0) - erdf - flemish - other)
    return erdf, flemish, own


def sums_of(rows: Sequence[DossierRow]) -> Sums:
    """Add up what is shown."""
    return Sums(
        count=len(rows),
        provinces=len({row.nuts for row in rows if row.nuts}),
        cost_cents=sum(row.cost_cents or 0 for row in rows),
        erdf_cents=sum(row.erdf_requested_cents or 0 for row in rows),
    )


def envelope_sentence(sums: Sums, call: Call) -> str:
    """Say what is asked against the ERDF envelope of the call."""
    budget = call.rules.funding.erdf_budget_cents
    if not budget:
        return ""
    times = formats.total(Fraction(sums.erdf_cents, budget))
    if sums.erdf_cents > budget:
        said = _tr("EFRO gevraagd {0} × de enveloppe van {1}")
        return said.format(times, formats.euro_sign(budget))
    said = _tr("EFRO gevraagd {0} van de enveloppe van {1}")
    return said.format(formats.share(sums.erdf_cents, budget), formats.euro_sign(budget))


def province_name(call: Call, nuts: str | None) -> str:
    """Name a province of the call in the language of the window; "" for none."""
    province = call.province(nuts)
    return province.name.text(window_language()) if province is not None else ""


def status_word(status: Status) -> str:
    """Name a status."""
    return {
        Status.ADMISSIBLE: _tr("Ontvankelijk"),
        Status.TO_CLARIFY: _tr("Te bevestigen"),
        Status.INADMISSIBLE: _tr("Onontvankelijk"),
        Status.WITHDRAWN: _tr("Ingetrokken"),
    }[status]


def findings_word(row: DossierRow) -> tuple[str, Severity | None]:
    """Say how many findings of the gravest kind stand on a dossier."""
    return count_words(row.errors, row.warnings, row.infos)


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure of a dossier among the same figure of all others; values are thousandths."""

    name: str
    shown: str
    own: int
    values: tuple[int, ...]


def figures_of(dossier: Dossier, everyone: Sequence[Dossier]) -> tuple[Figure, ...]:
    """Give the evidence of a dossier that is a figure, each among all dossiers that state it."""
    found = []
    for entry in dossier.evidence:
        own = _thousandths(entry.value)
        if own is None:
            continue
        values = [
            value
            for other in everyone
            for same in other.evidence
            if same.name == entry.name and (value := _thousandths(same.value)) is not None
        ]
        name = f"{entry.name}, {entry.unit}" if entry.unit == "%" else entry.name
        found.append(Figure(name, entry.value, own, tuple(values)))
    return tuple(found)


def compared(dossier: Dossier, everyone: Sequence[Dossier]) -> tuple[Figure, ...]:
    """Compare what every list says: cost, share of ERDF support, number of partners."""
    named: tuple[tuple[str, Callable[[Dossier], int | None], Callable[[int], str]], ...] = (
        (_tr("totale kost"), _cost, formats.euro),
        (_tr("EFRO-aandeel"), _erdf_share, formats.percent),
        (_tr("partners"), lambda d: len(d.partners) or None, formats.number),
    )
    found = []
    for name, value, shown in named:
        own = value(dossier)
        if own is not None:
            values = tuple(v for other in everyone if (v := value(other)) is not None)
            found.append(Figure(name, shown(own), own, values))
    return tuple(found)


def _cost(dossier: Dossier) -> int | None:
    return dossier.financing.cost_cents


def _erdf_share(dossier: Dossier) -> int | None:
    plan = dossier.financing
    if not plan.cost_cents or plan.erdf_requested_cents is None:
        return None
    return 10_000 * plan.erdf_requested_cents // plan.cost_cents


def _thousandths(text: str) -> int | None:
    """Read a typed figure such as ``190`` or ``1.250,5``; None where it is no figure."""
    plain = text.strip().removesuffix("%").strip()
    if "," in plain:
        plain = plain.replace(".", "").replace(",", ".")
    try:
        return int(Fraction(plain) * 1000)
    except (ValueError, ZeroDivisionError):
        return None


def _said_parts(row: DossierRow) -> str:
    erdf, flemish, own = (formats.euro(part) for part in parts_of(row.dossier.financing))
    return _tr("EFRO {0}, Vlaams {1}, eigen {2}").format(erdf, flemish, own)


def _findings_mark(row: DossierRow) -> Mark | None:
    severity = findings_word(row)[1]
    return None if severity is None else severity_mark(severity)


def _tr(text: str) -> str:
    return QCoreApplication.translate("Dossiers", text)
