"""Complete sample facts for every decision code under both policies; all names are invented."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from delpanel.letters.call_facts import CallFacts, CriterionFacts
from delpanel.letters.facts import (
    AidFacts,
    AmountFacts,
    ConditionFacts,
    DecisionFacts,
    DossierFacts,
    LetterFacts,
    PartnerFacts,
    ReductionFacts,
    ResultFacts,
    ScoreFacts,
    ShareFacts,
)
from delpanel.letters.letter_set import letter_set
from delpanel.letters.reason_facts import (
    CoverageCost,
    CoverageFacts,
    GapFacts,
    GateFacts,
    GateKind,
    GroundFacts,
    ReserveFacts,
    Shortfall,
    ShortfallFacts,
    WinnerFacts,
)
from delpanel.model.admissibility import Ground
from scoring.rules import Policy

PRE_REGISTRATION_AT = datetime(2020, 9, 18, 21, 59, 59, tzinfo=UTC)
DOSSIER_AT = datetime(2020, 11, 21, 22, 59, 59, tzinfo=UTC)
DIGEST = "7f3a91c2" + "0" * 56

CRITERIA = (
    CriterionFacts("complementarity", "Complementariteit", 40, 300, 500),
    CriterionFacts("sme_reach", "Kmo-bereik", 35, 300, 500),
    CriterionFacts("infrastructure", "Infrastructuur", 25, 300, 500),
)
SCORES = (
    ScoreFacts(
        "complementarity",
        450,
        "De rollen met het strategische onderzoekscentrum en met twee speerpuntclusters zijn "
        "getekend en de doorverwijzing is per sector uitgewerkt. Eén overlap met een bestaand "
        "initiatief in de haven blijft beschreven maar nog niet opgelost.",
        "p. 12-15",
    ),
    ScoreFacts(
        "sme_reach",
        400,
        "Het dossier onderbouwt een bereik van 185 kmo's per sector; vijf federaties leiden hun "
        "leden toe en tekenden daarvoor in. De meting bij het begin en op het einde geldt niet "
        "voor elke kmo.",
        "p. 21",
    ),
    ScoreFacts(
        "infrastructure",
        400,
        "Zeven testopstellingen zijn aanwezig en toegankelijk tegen voorwaarden die voor elke kmo "
        "gelijk zijn; onderhoud en personeel zijn geregeld.",
        "p. 30-34",
    ),
)
AMOUNTS = AmountFacts(
    eligible_cost_cents=140_000_000,
    requested_erdf_cents=56_000_000,
    requested_flemish_cents=37_000_000,
    awarded_erdf_cents=56_000_000,
    awarded_flemish_cents=37_000_000,
    own_cents=47_000_000,
    shares=(
        ShareFacts("Havenkring Scheldemond vzw", 84_000_000, 33_600_000, 8_400_000, 0, 42_000_000),
        ShareFacts("Hogeschool De Kaaien", 50_000_000, 20_000_000, 28_600_000, 0, 1_400_000),
        ShareFacts("Nautilus Sensoren bv", 6_000_000, 2_400_000, 0, 0, 3_600_000),
    ),
    aid=(
        AidFacts(
            "Havenkring Scheldemond vzw",
            "Exploitatiesteun voor innovatieclusters",
            "27",
            "Verordening (EU) nr. 651/2014",
            "gber",
            5000,
            84_000_000,
            42_000_000,
        ),
        AidFacts(
            "Hogeschool De Kaaien",
            "Niet-economische activiteit",
            "107(1)",
            "Verdrag betreffende de werking van de Europese Unie",
            "no_aid",
            10000,
            50_000_000,
            48_600_000,
        ),
        AidFacts(
            "Nautilus Sensoren bv",
            "De-minimissteun",
            "3",
            "Verordening (EU) nr. 1407/2013",
            "de_minimis",
            10000,
            6_000_000,
            2_400_000,
        ),
    ),
)


def call(policy: Policy = Policy.COVERAGE) -> CallFacts:
    """The call of the samples, deciding by ``policy``."""
    return CallFacts(
        code="DEL-2020",
        title="Digital Experience Labs",
        kind="EFRO-oproep 2020",
        policy=policy,
        criteria=CRITERIA,
        total_threshold="60",
        threshold_maximum="100",
        total_maximum="100",
        total_is_weighted=True,
        erdf_envelope_cents=300_000_000,
        flemish_envelope_cents=200_000_000,
        province_count=5,
        maximum_per_province=1,
        pre_registration_at=PRE_REGISTRATION_AT,
        dossier_at=DOSSIER_AT,
        letter_set=letter_set("del-2020"),
    )


def dossier() -> DossierFacts:
    """The dossier of the samples."""
    return DossierFacts(
        id="D02",
        title="Scheldehaven Digitaal",
        acronym="SHD",
        province="Antwerpen",
        lead=PartnerFacts(
            "Havenkring Scheldemond vzw",
            "0123.456.749",
            ("Kaaistraat 14", "2000 Antwerpen"),
            "mevrouw L. Hendrickx",
        ),
        partners=(PartnerFacts("Hogeschool De Kaaien"), PartnerFacts("Nautilus Sensoren bv")),
        pre_registered_at=PRE_REGISTRATION_AT - timedelta(days=3),
        submitted_at=DOSSIER_AT - timedelta(hours=30),
        start_on=date(2021, 3, 1),
        end_on=date(2023, 2, 28),
    )


def result(**changes: object) -> ResultFacts:
    """The result of the samples: 84 of 100, rank 4."""
    made = ResultFacts(SCORES, "84", 4, 13, 12)
    return replace(made, **changes)  # type: ignore[arg-type]  # the caller names its fields


def facts(code: str, policy: Policy = Policy.COVERAGE) -> LetterFacts:
    """Complete facts for one decision code under one policy."""
    made = LetterFacts(
        call=call(policy),
        dossier=dossier(),
        decision=DecisionFacts(
            code=code,
            decided_on=date(2020, 12, 17),
            body="de Managementautoriteit EFRO Vlaanderen",
            reference=f"DEL-2020/D02/{code}/v1",
            letter_on=date(2020, 12, 18),
            letter_version=1,
            allocation_digest=DIGEST,
            accept_before=date(2021, 1, 31),
            consensus_on=date(2020, 12, 9),
            evaluator_count=5,
        ),
        result=result(is_best_of_province=policy is Policy.RANKING),
        amounts=AMOUNTS,
    )
    return _SPECIAL.get(code, _unchanged)(made)


def _unchanged(made: LetterFacts) -> LetterFacts:
    return made


def _with_conditions(made: LetterFacts) -> LetterFacts:
    return replace(
        made,
        conditions=(
            ConditionFacts(
                1,
                "Het consortium legt een getekende overeenkomst voor met het bestaande "
                "haveninitiatief, waarin staat wie welke dienst aanbiedt.",
                "de getekende overeenkomst",
                date(2021, 2, 15),
            ),
            ConditionFacts(
                2, "De meting bij het begin en op het einde geldt voor elke begeleide kmo."
            ),
        ),
    )


def _reduced(made: LetterFacts) -> LetterFacts:
    return replace(
        made,
        amounts=replace(
            AMOUNTS, requested_erdf_cents=60_000_000, requested_flemish_cents=40_000_000
        ),
        reductions=(
            ReductionFacts(
                "Investeringen",
                40_000_000,
                33_000_000,
                "De tweede meetopstelling doet hetzelfde als de eerste en is niet nodig voor "
                "de dienstverlening.",
            ),
        ),
    )


def _reserve(made: LetterFacts) -> LetterFacts:
    return replace(_province(made), reserve=ReserveFacts(1, "Antwerpen", date(2021, 12, 31)))


def _province(made: LetterFacts) -> LetterFacts:
    coverage = made.call.policy is Policy.COVERAGE
    better = (SCORES[0], replace(SCORES[1], value_cp=450), SCORES[2])
    return replace(
        made,
        result=result(scores=better, total="87.5", rank=2) if coverage else result(),
        winner=WinnerFacts(
            "D05",
            "84" if coverage else "87.5",
            tuple((s.criterion, s.value_cp) for s in (SCORES if coverage else better)),
        ),
        shortfall=ShortfallFacts(Shortfall.PROVINCE),
        coverage=CoverageFacts(
            CoverageCost.FEWER_PROVINCES,
            provinces_chosen=5,
            provinces_with=4,
            sum_chosen="416.5",
            sum_with="348",
            raises=((40_000_000, 25_000_000),),
        )
        if coverage
        else None,
    )


def _budget(made: LetterFacts) -> LetterFacts:
    made = replace(made, result=result())
    if made.call.policy is Policy.RANKING:
        short = ShortfallFacts(Shortfall.BUDGET, 22_000_000, 16_000_000, 34_000_000, 21_000_000)
        return replace(made, shortfall=short)
    return replace(
        made,
        shortfall=ShortfallFacts(Shortfall.BUDGET),
        coverage=CoverageFacts(
            CoverageCost.LOWER_SUM, 5, 5, "416.5", "395.5", raises=((18_000_000, 0),)
        ),
    )


def _below(made: LetterFacts) -> LetterFacts:
    motivation = (
        "Het dossier noemt de bestaande spelers in de regio, maar beschrijft met geen van hen een "
        "afspraak; de overlap met twee lopende initiatieven blijft open."
    )
    scores = (replace(SCORES[0], value_cp=250, motivation=motivation), *SCORES[1:])
    gate = GateFacts(
        GateKind.CRITERION,
        "Complementariteit",
        "2.5",
        "3",
        "5",
        "met geen enkele bestaande speler "
        "is een afspraak gemaakt; de overlap met twee lopende initiatieven blijft open.",
    )
    return replace(made, result=result(scores=scores, total="68", rank=None, failed_gates=(gate,)))


def _gap(made: LetterFacts) -> LetterFacts:
    return replace(
        made,
        gap=GapFacts(
            12_500_000,
            "De provinciale bijdrage in uw plan is niet bevestigd en telt daarom niet mee.",
        ),
    )


def _ground(made: LetterFacts, *grounds: GroundFacts) -> LetterFacts:
    return replace(made, result=None, amounts=None, grounds=grounds)


LATE = GroundFacts(
    Ground.LATE,
    "",
    deadline_at=DOSSIER_AT,
    received_at=DOSSIER_AT + timedelta(minutes=1, seconds=1),
    answer="U beriep zich op een storing van uw internetverbinding. Dat is geen overmacht, omdat "
    "de indiening al vanaf 15 juni openstond en het platform ononderbroken bereikbaar was.",
)
NOT_PRE_REGISTERED = GroundFacts(
    Ground.PRE_REGISTRATION,
    "Wij zochten op het ondernemingsnummer van elke partner.",
    deadline_at=PRE_REGISTRATION_AT,
)
NOT_SME = GroundFacts(
    Ground.SME_ONLY,
    "De begeleiding van grote ondernemingen maakt deel uit van de gesteunde dienstverlening.",
    "Ook grote havenbedrijven kunnen gratis gebruikmaken van de begeleiding.",
    "18",
)


def _not_pre_registered(made: LetterFacts) -> LetterFacts:
    made = replace(made, dossier=replace(made.dossier, pre_registered_at=None))
    return _ground(made, NOT_PRE_REGISTERED)


def _late(made: LetterFacts) -> LetterFacts:
    made = replace(made, dossier=replace(made.dossier, submitted_at=LATE.received_at))
    return _ground(made, LATE)


def _incomplete(made: LetterFacts) -> LetterFacts:
    reason = "De verklaring over het btw-statuut van Nautilus Sensoren bv ontbreekt."
    return _ground(
        made,
        GroundFacts(
            Ground.INCOMPLETE,
            reason,
            answer="Op 24 november 2020 vroegen wij u het stuk binnen vijf werkdagen te bezorgen; "
            "wij ontvingen geen antwoord.",
        ),
    )


def _consortium(made: LetterFacts) -> LetterFacts:
    return _ground(
        made,
        GroundFacts(Ground.CONSORTIUM, "Uw dossier telt één partner; de oproep vraagt er twee."),
        NOT_SME,
    )


def _not_sme(made: LetterFacts) -> LetterFacts:
    return _ground(made, NOT_SME)


def _withdrawn(made: LetterFacts) -> LetterFacts:
    decision = replace(made.decision, withdrawn_on=date(2020, 12, 1))
    return replace(made, decision=decision, result=None, amounts=None)


_SPECIAL = {
    "GK-VW": _with_conditions,
    "GK-RED": _reduced,
    "RES": _reserve,
    "AF-DR": _below,
    "AF-BU": _budget,
    "AF-PR": _province,
    "AF-FP": _gap,
    "ON-VA": _not_pre_registered,
    "ON-LT": _late,
    "ON-VOL": _incomplete,
    "ON-CO": _consortium,
    "ON-KMO": _not_sme,
    "IN": _withdrawn,
}
