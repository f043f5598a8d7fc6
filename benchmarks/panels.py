"""Panels to measure on: a call of any number of criteria, dossiers, evaluators and their points."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from random import Random
from zoneinfo import ZoneInfo

import tomlkit

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
)
from delpanel.model.panel import Assignment, Evaluator
from delpanel.services.calls import calling
from delpanel.services.state.workspace import Workspace

NUTS = ("BE21", "BE22", "BE23", "BE24", "BE25")
BRUSSELS = ZoneInfo("Europe/Brussels")
START = datetime(2020, 12, 14, 9, 0, tzinfo=UTC)


def environment() -> Environment:
    """A chair at work at a fixed hour."""
    moments = (START + timedelta(seconds=second) for second in range(10**6))
    return Environment(lambda: next(moments), Actor("benchmark", Role.CHAIR))


def call_text(criteria: int) -> str:
    """The call of 2020 with this number of criteria."""
    document = tomlkit.parse(calling.shipped_text("del-2020"))
    shipped = document["criteria"].unwrap()
    rows = []
    for number in range(criteria):
        row = dict(shipped[number % len(shipped)])
        row["id"], row["weight"] = f"c{number}", 10 + number
        rows.append(row)
    document["criteria"] = rows
    document["ties"]["order"] = [row["id"] for row in rows]
    document["call"]["mandatory_evidence"] = []
    document.pop("assumed", None)
    return tomlkit.dumps(document)


def fill(
    path: Path, dossiers: int, criteria: int, evaluators: int, *, scored: bool = True
) -> Workspace:
    """A panel in which every evaluator gave points on every criterion of every dossier.

    Not ``scored``, everything is assigned and nothing given yet.
    """
    workspace = Workspace.create(str(path), call_text(criteria), environment())
    draw = Random(dossiers)
    filed = [_dossier(number, draw) for number in range(1, dossiers + 1)]
    with workspace.act("import") as unit:
        unit.dossiers.save_all(filed)
    names = [f"E{number}" for number in range(1, evaluators + 1)]
    with workspace.act("panel") as unit:
        for name in names:
            unit.panel.save_evaluator(Evaluator(name, f"Evaluator {name}"))
            for dossier in filed:
                unit.panel.assign(Assignment(name, dossier.id))
    if not scored:
        return workspace
    cells = list(_points(filed, names, [f"c{number}" for number in range(criteria)], draw))
    with workspace.act("assess") as unit:
        unit.assessments.add_all(cells, at=workspace.now(), actor="benchmark")
    return workspace


def _points(
    filed: list[Dossier], evaluators: list[str], criteria: list[str], draw: Random
) -> Iterator[CriterionAssessment]:
    for dossier in filed:
        for criterion in criteria:
            middle = 5 if draw.random() < 0.02 else draw.randrange(7, 11)
            for evaluator in evaluators:
                points = 50 * min(10, max(0, middle + draw.randrange(-1, 2)))
                yield CriterionAssessment(
                    dossier.id,
                    evaluator,
                    criterion,
                    points,
                    "Het dossier toont dit aan, zie p. 12.",
                )


def _dossier(number: int, draw: Random) -> Dossier:
    cost = 100 * draw.randrange(800_000, 1_500_000)
    erdf = cost * 36 // 100
    flemish = cost * 14 // 100
    half = cost // 2
    return Dossier(
        id=f"D{number:04d}",
        title=f"Experimenteerruimte {number}",
        acronym=f"Hub {number}",
        summary="Een plek waar kmo's nieuwe toepassingen proberen. " * 10,
        nuts=draw.choice(NUTS),
        start_on=date(2021, 3, 1),
        end_on=date(2023, 2, 28),
        pre_registered_at=datetime(2020, 9, 10, 10, tzinfo=BRUSSELS),
        submitted_at=datetime(2020, 11, 20, 10, tzinfo=BRUSSELS),
        sme_only=True,
        financing=Financing(cost, erdf, flemish, cost - erdf - flemish, 0),
        partners=(
            Partner("1", f"Federatie {number}", PartnerRole.LEAD, PartnerKind.FEDERATION),
            Partner("2", "Hogeschool Voorbeeld", kind=PartnerKind.KNOWLEDGE),
        ),
        cost_lines=(
            CostLine("1", "1", "werking", "Werking van de hub", "CLU-O", half),
            CostLine("2", "2", "onderzoek", "Onafhankelijk onderzoek", "NA", cost - half),
        ),
        evidence=(Evidence("c0", "bewijsstuk", "10"),),
    )
