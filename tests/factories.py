"""Panels and dossiers to test with: sound by default, each departure written out by the test."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from delpanel.environment import Environment
from delpanel.model.actor import Actor, Role
from delpanel.model.assessment import CriterionAssessment
from delpanel.model.dossier import (
    CostLine,
    Dossier,
    Evidence,
    Financing,
    Partner,
    PartnerKind,
    PartnerRole,
    Section,
)
from delpanel.model.panel import Evaluator
from delpanel.services.calls import calling
from delpanel.services.consensus import agreeing
from delpanel.services.people import panelling
from delpanel.services.state.workspace import Workspace

BRUSSELS = ZoneInfo("Europe/Brussels")
FILES = Path(__file__).parent / "files"
F1: Mapping[str, Any] = json.loads((FILES / "f1.json").read_text(encoding="utf-8"))
CRITERIA = ("complementarity", "sme_reach", "infrastructure")
PROVINCES = ("BE21", "BE22", "BE23", "BE24", "BE25")
MOTIVATION = "Het panel stelt vast dat de rollen getekend zijn, zie bladzijde 12 van het dossier."
SITTING_AT = datetime(2020, 12, 14, 9, 0, tzinfo=UTC)


class TickingClock:
    """A clock that moves on by a second at each look."""

    def __init__(self, start: datetime = SITTING_AT) -> None:
        self._now = start

    def __call__(self) -> datetime:
        self._now += timedelta(seconds=1)
        return self._now


def environment(
    role: Role = Role.CHAIR, *, evaluator: str | None = None, language: str = "nl"
) -> Environment:
    """Give what services need from outside, with a clock of our own."""
    return Environment(TickingClock(), Actor("voorzitter", role, evaluator), language)


def new_panel(folder: Path, call_text: str = "", name: str = "paneel.delpanel") -> Workspace:
    """Make an empty panel; for the call of the mission unless another text is given."""
    text = call_text or calling.shipped_text("del-2020")
    return Workspace.create(str(folder / name), text, environment())


def reopened(workspace: Workspace, role: Role = Role.CHAIR, **who: str) -> Workspace:
    """Close a panel file and open it again, perhaps as somebody else."""
    path = workspace.path
    assert path is not None
    workspace.close()
    return Workspace.open(str(path), environment(role, **who))


def dossier(dossier_id: str = "D01", **changes: Any) -> Dossier:
    """Give a sound and admissible dossier: 1.500.000 euro, 600.000 ERDF, 400.000 Flemish.

    60 % of the cost is capped at 50 % aid, 40 % at 100 %.
    """
    sound = Dossier(
        id=dossier_id,
        title=f"Experimenteerruimte {dossier_id}",
        acronym=f"Hub {dossier_id}",
        nuts="BE21",
        start_on=date(2021, 3, 1),
        end_on=date(2023, 2, 28),
        pre_registered_at=datetime(2020, 9, 10, 10, tzinfo=BRUSSELS),
        submitted_at=datetime(2020, 11, 20, 10, tzinfo=BRUSSELS),
        sme_only=True,
        partners=(
            Partner(
                "1",
                f"Kamer {dossier_id}",
                PartnerRole.LEAD,
                PartnerKind.FEDERATION,
                street="Dorpsstraat 1",
                postcode="2300",
                municipality="Turnhout",
                contact="Mevrouw A. Test",
            ),
            Partner("2", "Hogeschool Voorbeeld", kind=PartnerKind.KNOWLEDGE),
        ),
        evidence=tuple(Evidence(key, "bewijsstuk", "10") for key in CRITERIA),
        sections=tuple(
            Section(key, "Toelichting", "Tekst van de aanvraag. " * 8 + "Einde.", "12")
            for key in CRITERIA
        ),
    )
    return replace(with_money(sound, 150000000, 60000000, 40000000), **changes)


def with_money(
    plain: Dossier, cost_cents: int, erdf_cents: int, flemish_cents: int, **plan: Any
) -> Dossier:
    """Give a dossier with this cost and these requests; own funds close the plan."""
    financing = Financing(
        cost_cents=cost_cents,
        erdf_requested_cents=erdf_cents,
        flemish_requested_cents=flemish_cents,
        own_cents=cost_cents - erdf_cents - flemish_cents,
        other_public_cents=0,
    )
    half = cost_cents * 6 // 10
    lines = (
        CostLine("1", "1", "werking", "Werking van de hub", "CLU-O", half),
        CostLine("2", "2", "personeel", "Onafhankelijk onderzoek", "NA", cost_cents - half),
    )
    return replace(plain, financing=replace(financing, **plan), cost_lines=lines)


def f1_dossiers() -> tuple[Dossier, ...]:
    """Give the thirteen dossiers of the golden fixture, with partners and cost lines."""
    return tuple(
        with_money(
            dossier(d["id"], nuts=d["nuts"]),
            100 * d["cost"],
            100 * d["erdf_requested"],
            100 * d["flemish_requested"],
        )
        for d in F1["dossiers"]
    )


def f1_points() -> Mapping[str, Mapping[str, int]]:
    """Give the consensus of the golden fixture in centipoints."""
    return {
        d["id"]: {key: round(100 * points) for key, points in d["consensus"].items()}
        for d in F1["dossiers"]
    }


def put_dossiers(workspace: Workspace, dossiers: Iterable[Dossier]) -> None:
    """Write dossiers into a panel without a file in between."""
    with workspace.act("import") as unit:
        unit.dossiers.save_all(dossiers)


def seat_panel(workspace: Workspace, count: int = 5) -> tuple[str, ...]:
    """Make evaluators E1, E2, ... and give them every admissible dossier."""
    names = ("Anke Verbeeck", "Bram Claes", "Chris De Wit", "Dirk Maes", "Els Peeters")
    evaluators = [Evaluator(f"E{i}", names[i - 1]) for i in range(1, count + 1)]
    panelling.save_evaluators(workspace, evaluators)
    panelling.assign_all(workspace)
    return tuple(evaluator.id for evaluator in evaluators)


def give_points(
    workspace: Workspace,
    points_cp: Mapping[str, Mapping[str, int]],
    evaluators: Iterable[str] = ("E1", "E2", "E3", "E4", "E5"),
) -> None:
    """Let every evaluator give the same points on every criterion."""
    cells = [
        CriterionAssessment(dossier_id, evaluator, criterion, value, MOTIVATION)
        for dossier_id, row in points_cp.items()
        for criterion, value in row.items()
        for evaluator in evaluators
    ]
    with workspace.act("assess") as unit:
        unit.assessments.add_all(cells, at=workspace.now(), actor="test")


def agree_all(workspace: Workspace, points_cp: Mapping[str, Mapping[str, int]]) -> None:
    """Let the panel agree on these points, with a motivation for the letter."""
    agreeing.agree(
        workspace,
        [
            agreeing.Agreement(dossier_id, criterion, value, MOTIVATION)
            for dossier_id, row in points_cp.items()
            for criterion, value in row.items()
        ],
    )


def judged_panel(
    folder: Path,
    dossiers: Iterable[Dossier],
    points_cp: Mapping[str, Mapping[str, int]],
    call_text: str = "",
    count: int = 5,
) -> Workspace:
    """Make a panel in which everything is scored, agreed and ready to be frozen."""
    workspace = new_panel(folder, call_text)
    put_dossiers(workspace, dossiers)
    evaluators = seat_panel(workspace, count)
    give_points(workspace, points_cp, evaluators)
    agree_all(workspace, points_cp)
    return workspace


def f1_panel(folder: Path) -> Workspace:
    """Make the panel of the golden fixture, ready to be frozen."""
    return judged_panel(folder, f1_dossiers(), f1_points())
