"""An invented panel with points: thirteen dossiers of the golden fixture, four evaluators."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

from delpanel.environment import Environment
from delpanel.model.actor import Actor, Role
from delpanel.model.dossier import (
    Dossier,
    Evidence,
    Financing,
    Partner,
    PartnerRole,
    Section,
)
from delpanel.model.panel import Assignment, ConflictOfInterest, Evaluator
from delpanel.presets.shipped import call_text
from delpanel.services.consensus import agreeing
from delpanel.services.consensus.agreeing import Agreement
from delpanel.services.people import assessing, panelling
from delpanel.services.state.workspace import Workspace

CRITERIA = ("complementarity", "sme_reach", "infrastructure")
# id, name, province, cost, consensus points in centipoints: those of the golden fixture.
DOSSIERS = (
    ("D01", "DigiLab Kempen", "BE21", 1950000, (450, 450, 400)),
    ("D02", "Scheldehaven Digitaal", "BE21", 1400000, (450, 400, 400)),
    ("D03", "Voorkempen Datahuis", "BE21", 1300000, (350, 350, 300)),
    ("D04", "Maakplaats Limburg 4.0", "BE22", 1500000, (450, 400, 450)),
    ("D05", "Haspengouw Slim", "BE22", 1450000, (400, 400, 350)),
    ("D06", "Gentse Proefstraat", "BE23", 1800000, (500, 450, 400)),
    ("D07", "Waasland Connect", "BE23", 1500000, (400, 450, 400)),
    ("D08", "Hageland Datalab", "BE24", 1600000, (400, 400, 450)),
    ("D09", "Pajottenland Proeft", "BE24", 1200000, (250, 450, 450)),
    ("D10", "Leiedal Testfabriek", "BE25", 1500000, (400, 400, 400)),
    ("D11", "Kustlab Digitaal", "BE25", 1250000, (350, 350, 350)),
    ("D12", "Westhoek Verbindt", "BE25", 1100000, (300, 300, 300)),
    ("D13", "Denderlab", "BE23", 1350000, (450, 350, 450)),
)
PEOPLE = (("AV", "A. Verbeeck"), ("BD", "B. Dumortier"), ("KM", "K. Maes"), ("TS", "T. Simons"))
REASON = "Tien federaties tekenden en leiden toe per sector; het aantal is per kanaal onderbouwd."
PROSE = (
    "Het lab opent een werkplaats waar kmo's uit de voedings- en maakindustrie met hun eigen"
    " productiegegevens aan de slag gaan. Een begeleider zoekt samen met het bedrijf één vraag uit,"
    " test een oplossing op de proefopstelling en rekent voor wat ze oplevert.\n\n"
    "Over twee jaar volgen 165 kmo's een traject: 110 in individuele begeleiding en 55 in een test"
    " van minstens vijf dagen. Tien beroepsfederaties tekenden een intentieverklaring.\n\n"
    "Hoe de kmo's gevonden worden\n\n"
    "De promotor werkt met drie kanalen. De federaties nodigen hun leden uit per sector."
)


class Ticking:
    """A clock that moves a second at each look."""

    def __init__(self) -> None:
        self.at = datetime(2020, 12, 1, 13, 32, 6, tzinfo=UTC)

    def __call__(self) -> datetime:
        self.at += timedelta(seconds=1)
        return self.at


def dossier(row: tuple[str, str, str, int, tuple[int, int, int]]) -> Dossier:
    name, title, nuts, cost, _ = row
    lead = Partner("p1", f"Kennishuis {title.split(maxsplit=1)[0]}", PartnerRole.LEAD)
    return Dossier(
        id=name,
        title=title,
        nuts=nuts,
        sme_only=True,
        pre_registered_at=datetime(2020, 9, 1, 9, tzinfo=UTC),
        submitted_at=datetime(2020, 11, 20, 9, tzinfo=UTC),
        financing=Financing(
            cost_cents=cost * 100,
            erdf_requested_cents=cost * 40,
            flemish_requested_cents=cost * 26,
            own_cents=cost * 34,
        ),
        partners=(lead, Partner("p2", "Streekontwikkelaar")),
        evidence=(
            Evidence("sme_reach", "kmo's in een traject", "165", page="12"),
            Evidence("sme_reach", "intentieverklaringen", "10"),
            Evidence("sme_reach", "testopstellingen", "7"),
            Evidence("sme_reach", "rijpheid bij start", "42", "%"),
            Evidence("complementarity", "spelers met een afspraak", "6"),
            Evidence("infrastructure", "proefopstellingen", "7"),
        ),
        sections=tuple(Section(c, "", PROSE, "12 tot 15") for c in CRITERIA),
    )


def make_panel(
    path: Path, actor: Actor | None = None, *, scored: bool = False, agreed: bool = False
) -> Workspace:
    """A panel in ``path``; with points of everybody and with an agreed consensus where asked."""
    office = Environment(clock=Ticking(), actor=Actor("voorzitter", Role.CHAIR))
    target = str(path / "panel.delpanel")
    workspace = Workspace.create(target, call_text("del-2020"), office)
    with workspace.act("import") as unit:
        unit.dossiers.save_all([dossier(row) for row in DOSSIERS])
    panelling.save_evaluators(workspace, [Evaluator(*person) for person in PEOPLE])
    panelling.declare_conflict(workspace, ConflictOfInterest("AV", "D10", "Familie"))
    panelling.assign(
        workspace,
        [
            Assignment(who, row[0])
            for who, _ in PEOPLE
            for row in DOSSIERS
            if (who, row[0]) != ("AV", "D10")
        ],
    )
    if scored:
        give_points(workspace)
    if agreed:
        agree_all(workspace)
    if actor is None:
        return workspace
    workspace.close()
    return Workspace.open(target, Environment(clock=Ticking(), actor=actor))


def give_points(workspace: Workspace) -> None:
    """Everybody gives points around the consensus; some lie far apart."""
    from delpanel.model.assessment import CriterionAssessment

    cells = []
    for number, row in enumerate(DOSSIERS):
        for place, (who, _) in enumerate(PEOPLE):
            if (who, row[0]) == ("AV", "D10"):
                continue
            for column, (criterion, points) in enumerate(zip(CRITERIA, row[4], strict=True)):
                shift = ((number * 3 + place * 5 + column * 2) % 4 - 1) * 50
                if (number + column) % 5 == 0 and place == 0:
                    shift = -150
                given = max(0, min(500, points + shift))
                cells.append(CriterionAssessment(row[0], who, criterion, given, REASON))
    with workspace.act("assess") as unit:
        unit.assessments.add_all(cells, at=workspace.now(), actor="test")


def agree_all(workspace: Workspace) -> None:
    """The panel agrees on the points of the fixture."""
    agreeing.agree(
        workspace,
        [
            Agreement(row[0], criterion, points, REASON, "Besproken in de vergadering.")
            for row in DOSSIERS
            for criterion, points in zip(CRITERIA, row[4], strict=True)
        ],
    )


def points_of(workspace: Workspace, dossier_id: str, who: str, criterion: str) -> int | None:
    return assessing.cell(workspace.snapshot(), dossier_id, who, criterion).points_cp
