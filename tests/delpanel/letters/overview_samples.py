"""A complete overview of an invented call, in the figures of the golden fixture."""

from __future__ import annotations

from datetime import UTC, date, datetime
from fractions import Fraction

from delpanel.letters.overview_facts import OverviewFacts, OverviewRow, PolicyFacts
from scoring.rules import Policy
from tests.delpanel.letters.samples import CRITERIA, DIGEST

_ROWS = (
    ("D06", "Gentse Proefstraat", "Oost-Vlaanderen", (500, 450, 400), "91.5", "RES", 1),
    ("D01", "DigiLab Kempen", "Antwerpen", (450, 450, 400), "87.5", "RES", 1),
    ("D04", "Maakplaats Limburg 4.0", "Limburg", (450, 400, 450), "86.5", "GK", None),
    ("D02", "Scheldehaven Digitaal", "Antwerpen", (450, 400, 400), "84", "GK", None),
    ("D07", "Waasland Connect", "Oost-Vlaanderen", (400, 450, 400), "83.5", "GK", None),
    ("D08", "Hageland Datalab", "Vlaams-Brabant", (400, 400, 450), "82.5", "GK-VW", None),
    ("D10", "Leiedal Testfabriek", "West-Vlaanderen", (400, 400, 400), "80", "GK", None),
    ("D09", "Pajottenland Proeft", "Vlaams-Brabant", (250, 450, 450), "74", "AF-DR", None),
    ("D14", "Kustlab", "West-Vlaanderen", (None, None, None), None, "ON-LT", None),
)


def overview() -> OverviewFacts:
    """The overview of the samples."""
    return OverviewFacts(
        call_code="DEL-2020",
        call_title="Digital Experience Labs",
        call_kind="EFRO-oproep 2020",
        authority="Managementautoriteit EFRO Vlaanderen",
        department="Agentschap Innoveren & Ondernemen",
        criteria=CRITERIA,
        total_threshold="60",
        threshold_maximum="100",
        total_maximum="100",
        total_is_weighted=True,
        erdf_envelope_cents=300_000_000,
        flemish_envelope_cents=200_000_000,
        policies=(
            PolicyFacts(
                Policy.COVERAGE,
                True,
                ("D02", "D04", "D07", "D08", "D10"),
                5,
                "416.5",
                300_000_000,
                198_000_000,
            ),
            PolicyFacts(
                Policy.RANKING,
                False,
                ("D06", "D01", "D04", "D08"),
                4,
                "348",
                278_000_000,
                184_000_000,
            ),
        ),
        rows=tuple(_row(rank, *row) for rank, row in enumerate(_ROWS, 1)),
        frozen_at=datetime(2020, 12, 16, 15, 30, tzinfo=UTC),
        made_on=date(2020, 12, 18),
        allocation_number=1,
        allocation_digest=DIGEST,
        reserve_until=date(2021, 12, 31),
    )


def _row(
    rank: int,
    dossier: str,
    name: str,
    province: str,
    points: tuple[int | None, ...],
    total: str | None,
    code: str,
    place: int | None,
) -> OverviewRow:
    is_funded = code.startswith("GK")
    return OverviewRow(
        dossier_id=dossier,
        name=name,
        lead_partner=f"{name} vzw",
        province=province,
        points_cp=points,
        total=total,
        display="" if total is None else f"{float(Fraction(total)):.1f}".replace(".", ","),
        rank=rank if rank < 8 else None,
        decision_code=code,
        reason="Behoort tot de keuze die de meeste provincies dekt met de hoogste som."
        if is_funded
        else "Niet gesteund; de reden staat in de brief aan de promotor.",
        decided_by="totaal",
        eligible_cost_cents=150_000_000,
        requested_erdf_cents=60_000_000,
        requested_flemish_cents=39_600_000,
        awarded_erdf_cents=60_000_000 if is_funded else 0,
        awarded_flemish_cents=39_600_000 if is_funded else 0,
        own_cents=50_400_000 if is_funded else 0,
        reserve_place=place,
    )
