"""Valid things to put in a store, in one line each."""

from __future__ import annotations

import hashlib
from datetime import UTC, date, datetime

from sqlalchemy import Table, insert

from delpanel.model.admissibility import AdmissibilityFinding, Finding, Ground
from delpanel.model.assessment import AgreedPoints, CriterionAssessment, ReasonSource
from delpanel.model.attachment import PDF, AttachedFile, Attachment
from delpanel.model.decision import Condition, FrozenAllocation, LetterVersion
from delpanel.model.dossier import (
    CostLine,
    Dossier,
    EnterpriseSize,
    Evidence,
    Financing,
    Origin,
    Partner,
    PartnerKind,
    PartnerRole,
    Section,
)
from delpanel.model.issues import Issue, Place, Severity
from delpanel.model.panel import Assignment, ConflictOfInterest, Evaluator
from delpanel.storage.round_tables import (
    APPROVALS,
    CONSENSUS_LEDGER,
    DOSSIER_EXPERTISE,
    EVALUATOR_PROFILES,
    MEETING_EVENTS,
    PANEL_CHANGES,
    SERVER_LOGINS,
    SYNERGIES,
    WITHDRAWALS,
)
from delpanel.storage.unit_of_work import Store, UnitOfWork

AT = datetime(2020, 11, 21, 11, 0, 0, 250_000, tzinfo=UTC)
CHAIR = "voorzitter"


def dossier(dossier_id: str = "D01") -> Dossier:
    return Dossier(
        id=dossier_id,
        title="Digitaal Atelier Mechelen",
        acronym="DAM",
        summary="Een hub voor kmo's, «klein» & groot, €",
        nuts="BE21",
        start_on=date(2021, 4, 1),
        end_on=date(2023, 3, 31),
        pre_registered_at=AT,
        submitted_at=AT.replace(microsecond=0),
        sme_only=True,
        financing=Financing(90_000_000_000, 36_000_000_000, None, 0, None, 1, (10000, 7500)),
        partners=(
            Partner(
                "P1",
                "Hogeschool Één",
                PartnerRole.LEAD,
                PartnerKind.KNOWLEDGE,
                EnterpriseSize.LARGE,
                "0123456749",
                "Straat 1",
                "2800",
                "Mechelen",
                "An De Wit",
                "an@example.org",
                "+32 15 00 00 00",
            ),
            Partner("P2", "Klein bv", received_de_minimis_cents=12_345_67),
        ),
        cost_lines=(
            CostLine("L2", "P2", "personeel", "Tekenaar", "art28", 12_345, 10, ("small",)),
            CostLine("L1", "P9", "investering", "Frees", "art26", -1),
        ),
        evidence=(Evidence("SME", "bereikte kmo's", "40", "kmo", "", "12"),),
        sections=(Section("INFRA", "Machines", "Drie frezen.\nEen printer.", "14-15"),),
        extra={"Opmerking": "geen", "Referentie": "2020/7"},
        origin=Origin("lijst.xlsx", "Dossiers", 7),
    )


def cell(points_cp: int | None = 350, criterion: str = "SME") -> CriterionAssessment:
    return CriterionAssessment("D01", "E1", criterion, points_cp, "Goed.")


def allocation(number: int = 1, *, active: bool = True) -> FrozenAllocation:
    document = f'{{"number":{number}}}'
    digest = hashlib.sha256(document.encode()).hexdigest()
    return FrozenAllocation(number, "coverage", AT, CHAIR, document, digest, "", active)


def letter(version: int = 1, *, quoted: int = 1) -> LetterVersion:
    digest = hashlib.sha256(b"%PDF").hexdigest()
    return LetterVersion("D01", version, "GK-VW", quoted, AT, digest, 2, "D01.pdf")


FINDING = AdmissibilityFinding(
    "D01",
    Ground.LATE,
    Finding.MET,
    automatic=False,
    reason="Storing van het loket",
    quote="om 12.01 uur",
    page="1",
    params={"filed_at": "2020-11-21T11:01:00+00:00", "seconds": 60, "none": None},
    actor=CHAIR,
)
ISSUE = Issue(
    "KBO_CHECK_DIGIT", Severity.WARNING, Place("lijst.xlsx", "Dossiers", "F7"), {"row": 7}, "D01"
)
CONDITION = Condition("D01", 1, "Teken de overeenkomst.", "kopie", date(2021, 3, 1))
ATTACHED = AttachedFile(
    Attachment("D01", 1, "plan.pdf", PDF, 1, hashlib.sha256(b"%PDF\x00").hexdigest(), 5),
    b"%PDF\x00",
)
AGREED = AgreedPoints("D01", "SME", 300, "Samen beslist.", "Te hoog", "abc", CHAIR)
AGREED = AgreedPoints(
    "D01", "SME", 300, "Samen beslist.", "Te hoog", "abc", CHAIR, (ReasonSource("E1", "Samen"),)
)
EVALUATORS = (
    Evaluator("E1", "Els Eén", "els@example.org", "UGent"),
    Evaluator("E2", "Tom Twee", active=False),
)


def fill(store: Store) -> None:
    """Put one of everything in an empty panel."""
    with store.write() as unit:
        unit.meta.set("lottery_seed", "2020")
        unit.calls.add("[call]\n", at=AT, actor=CHAIR)
        unit.dossiers.save_all([dossier("D02"), dossier("D01")])
        unit.dossiers.save_findings("D01", [ISSUE])
        unit.dossiers.set_attribute("D01", "sme_reach", 40)
        for evaluator in EVALUATORS:
            unit.panel.save_evaluator(evaluator)
        unit.panel.assign(Assignment("E1", "D01"))
        unit.panel.save_conflict(ConflictOfInterest("E2", "D01", "familie"))
        unit.admissibility.save(FINDING)
        unit.assessments.save(cell(), 0, at=AT, actor="E1")
        unit.consensus.save(AGREED)
        unit.decisions.freeze(allocation())
        unit.decisions.save_conditions("D01", [CONDITION])
        unit.letters.add(letter(), b"%PDF-1.7\x00\xff")
        unit.mappings.save("efro", 'id = "Nr"\n')
        unit.imports.record("lijst.xlsx", "a" * 64, at=AT, actor=CHAIR, summary={"added": 2})
        _fill_round(unit)
        unit.journal.record(AT, CHAIR, "import", "lijst.xlsx", "2")
        unit.commit()


def _fill_round(unit: UnitOfWork) -> None:
    """One row in each table of a round, as it is stored."""
    at = "2020-11-21T11:00:00.250000+00:00"
    unit.attachments.put(ATTACHED)
    rows: dict[Table, dict[str, object]] = {
        EVALUATOR_PROFILES: {"evaluator": "E1", "expertise": '["AI"]', "minimum": None, "maximum": 4},
        DOSSIER_EXPERTISE: {"dossier": "D01", "expertise": "AI"},
        APPROVALS: {
            "dossier": "D01", "evaluator": "E1", "answer": "dissent", "note": "Te laag.",
            "based_on": "abc", "source": "room", "at": at, "actor": CHAIR,
        },
        CONSENSUS_LEDGER: {
            "number": 1, "act": 1, "dossier": "D01", "criterion": "SME", "before_cp": None, "after_cp": 300,
            "reason": "Samen beslist.", "effect": "{}", "at": at, "actor": CHAIR,
        },
        PANEL_CHANGES: {
            "number": 1, "evaluator": "E2", "kind": "left", "rule": "keep", "reason": "Ziek.",
            "effect": "{}", "at": at, "actor": CHAIR,
        },
        MEETING_EVENTS: {
            "number": 1, "meeting": 1, "kind": "opened", "dossier": "", "evaluator": "",
            "text": "", "at": at, "actor": CHAIR,
        },
        SYNERGIES: {
            "dossier_a": "D01", "dossier_b": "D02", "points_cp": -25, "reason": "Overlap.",
            "at": at, "actor": CHAIR,
        },
        WITHDRAWALS: {
            "dossier": "D02", "told_on": "2020-12-01", "reason": "Per brief.", "actor": CHAIR, "at": at,
        },
        SERVER_LOGINS: {"login": "els", "role": "evaluator", "evaluator": "E1"},
    }  # fmt: skip
    for table, row in rows.items():
        unit.connection.execute(insert(table).values(row))
