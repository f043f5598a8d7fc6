from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from delpanel import messages
from delpanel.errors import UserError
from delpanel.letters.compose import compose
from delpanel.letters.content import Grid, Heading, LetterContent, texts_of
from delpanel.letters.facts import (
    APPROVALS,
    DECISION_CODES,
    INADMISSIBLE,
    AmountFacts,
    LetterFacts,
    ReductionFacts,
    ResultFacts,
)
from delpanel.letters.reason_facts import (
    CoverageCost,
    CoverageFacts,
    GapKind,
    GateFacts,
    GateKind,
    Shortfall,
    ShortfallFacts,
    WinnerFacts,
)
from scoring.rules import Policy
from tests.delpanel.letters.samples import AMOUNTS, LATE, NOT_SME, SCORES, facts, result

CASES = [(code, policy) for code in DECISION_CODES for policy in Policy]
NOT_TRUE_UNDER_COVERAGE = ("beter gerangschikt", "hoogst gerangschikt", "hoger gerangschikt")


def words(content: LetterContent) -> str:
    return " ".join(" ".join(texts_of(content)).replace("\xa0", " ").split())


def refusal(made: LetterFacts) -> UserError:
    with pytest.raises(UserError) as caught:
        compose(made)
    for language in messages.LANGUAGES:
        assert messages.knows(caught.value.code, language)
    return caught.value


@pytest.mark.parametrize(("code", "policy"), CASES)
def test_each_decision_has_every_mandatory_part(code: str, policy: Policy) -> None:
    content = compose(facts(code, policy))
    headings = [block.text for block in content.blocks if isinstance(block, Heading)]

    expected = ["Beslissing", "Rechtsgrond", "Verloop van de procedure", "Motivering"]
    if code in APPROVALS:
        expected += ["Bedragen", "Staatssteun", "Bekendmaking en communicatie"]
    expected += ["Persoonsgegevens", "Beroep, klacht en inzage"]
    found = [heading for heading in headings if heading in expected]

    assert found == expected
    assert headings[0].startswith("Betreft: ")
    assert "Raad van State" in words(content)
    assert "zestig" in words(content) or "60 dagen" in words(content)
    assert "{" not in words(content)
    assert "}" not in words(content)


@pytest.mark.parametrize("code", DECISION_CODES)
def test_coverage_first_never_claims_that_a_rank_decided(code: str) -> None:
    told = words(compose(facts(code, Policy.COVERAGE)))

    assert [claim for claim in NOT_TRUE_UNDER_COVERAGE if claim in told] == []


@pytest.mark.parametrize("kind", list(CoverageCost))
@pytest.mark.parametrize("total", ["83", "84", "87.5"])
def test_no_coverage_reason_claims_that_a_rank_decided(kind: CoverageCost, total: str) -> None:
    made = replace(
        facts("AF-PR"),
        result=result(total=total),
        coverage=CoverageFacts(kind, 5, 4, "416.5", "348"),
    )

    told = words(compose(made))

    assert [claim for claim in NOT_TRUE_UNDER_COVERAGE if claim in told] == []
    assert ("hoger totaal" in told) is (total == "87.5")


def test_highest_of_the_province_is_said_only_where_it_is_true() -> None:
    first = facts("GK", Policy.RANKING)
    other = replace(first, result=result(is_best_of_province=False))

    assert "het hoogst gerangschikte" in words(compose(first))
    assert "het hoogst gerangschikte" not in words(compose(other))


def test_an_equal_total_names_the_rung_that_decided() -> None:
    made = facts("AF-PR", Policy.RANKING)
    tied = replace(made, winner=WinnerFacts("D05", "84", tie_key="Complementariteit"))

    told = words(compose(tied))

    assert "‘Complementariteit’ de doorslag" in told
    assert "beter gerangschikt" not in told
    assert refusal(replace(made, winner=WinnerFacts("D05", "84"))).params["field"] == (
        "winnaar.sleutel"
    )


@pytest.mark.parametrize("kind", [Shortfall.BLOCKED, Shortfall.STOPPED])
def test_a_walk_that_ended_names_the_dossier_it_ended_at(kind: Shortfall) -> None:
    made = facts("AF-BU", Policy.RANKING)

    told = words(compose(replace(made, shortfall=ShortfallFacts(kind, blocked_by="D01"))))

    assert "het beter gerangschikte dossier d01" in told.lower()
    unnamed = replace(made, shortfall=ShortfallFacts(kind))
    assert refusal(unnamed).params["field"] == "tekort.door"


def test_reasons_of_the_walk_are_refused_under_coverage_first() -> None:
    made = replace(facts("AF-BU"), shortfall=ShortfallFacts(Shortfall.BLOCKED, blocked_by="D01"))

    assert refusal(made).code == "LETTER_CONTRADICTION"


def test_an_empty_motivation_is_refused_by_the_name_of_its_criterion() -> None:
    silent = (SCORES[0], replace(SCORES[1], motivation=" \n"), SCORES[2])

    error = refusal(replace(facts("GK"), result=result(scores=silent)))

    assert error.code == "LETTER_MOTIVATION_EMPTY"
    assert error.params == {"dossier": "D02", "criterion": "Kmo-bereik"}


def test_a_criterion_without_score_is_refused_by_name() -> None:
    error = refusal(replace(facts("RES"), result=result(scores=SCORES[:2])))

    assert error.params["criterion"] == "Infrastructuur"


@pytest.mark.parametrize(
    ("code", "changes", "expected"),
    [
        ("GK-RED", {"reductions": (ReductionFacts("Werking", 2, 1, ""),)}, "LETTER_REASON_EMPTY"),
        ("ON-KMO", {"grounds": (replace(NOT_SME, reason=""),)}, "LETTER_REASON_EMPTY"),
        ("ON-KMO", {"grounds": ()}, "LETTER_FIELD_EMPTY"),
        ("ON-KMO", {"grounds": (LATE,)}, "LETTER_CONTRADICTION"),
        ("ON-LT", {"grounds": (replace(LATE, deadline_at=None),)}, "LETTER_FIELD_EMPTY"),
        ("GK-VW", {"conditions": ()}, "LETTER_FIELD_EMPTY"),
        ("GK-RED", {"reductions": ()}, "LETTER_FIELD_EMPTY"),
        ("RES", {"reserve": None}, "LETTER_FIELD_EMPTY"),
        ("RES", {"shortfall": None}, "LETTER_FIELD_EMPTY"),
        ("AF-PR", {"winner": None}, "LETTER_FIELD_EMPTY"),
        ("AF-PR", {"coverage": None}, "LETTER_FIELD_EMPTY"),
        ("AF-FP", {"gap": None}, "LETTER_FIELD_EMPTY"),
        ("AF-DR", {"result": result(failed_gates=())}, "LETTER_FIELD_EMPTY"),
        ("GK", {"result": None}, "LETTER_FIELD_EMPTY"),
        ("GK", {"amounts": None}, "LETTER_FIELD_EMPTY"),
        ("GK", {"amounts": replace(AMOUNTS, aid=())}, "LETTER_FIELD_EMPTY"),
    ],
)
def test_a_missing_part_is_refused(code: str, changes: dict[str, Any], expected: str) -> None:
    error = refusal(replace(facts(code), **changes))

    assert error.code == expected
    assert error.params["dossier"] == "D02"


@pytest.mark.parametrize(
    ("part", "name", "field"),
    [
        ("decision", "accept_before", "beslissing.aanvaarden"),
        ("decision", "consensus_on", "panel.datum_consensus"),
        ("dossier", "start_on", "project.start"),
    ],
)
def test_an_empty_field_is_refused_by_its_name(part: str, name: str, field: str) -> None:
    made = facts("GK")

    error = refusal(replace(made, **{part: replace(getattr(made, part), **{name: None})}))

    assert (error.code, error.params["field"]) == ("LETTER_FIELD_EMPTY", field)


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"awarded_erdf_cents": 55_999_999}, "LETTER_AMOUNTS_DIFFER"),
        ({"own_cents": 47_000_001}, "LETTER_AMOUNTS_DIFFER"),
        ({"shares": AMOUNTS.shares[:2]}, "LETTER_AMOUNTS_DIFFER"),
        (
            {"aid": (replace(AMOUNTS.aid[0], aid_cents=42_000_001), *AMOUNTS.aid[1:])},
            "LETTER_AID_ABOVE_MAXIMUM",
        ),
    ],
)
def test_amounts_that_do_not_hold_together_are_refused(
    changes: dict[str, Any], expected: str
) -> None:
    assert refusal(replace(facts("GK"), amounts=replace(AMOUNTS, **changes))).code == expected


@pytest.mark.parametrize("code", [*INADMISSIBLE, "IN"])
def test_a_dossier_that_was_not_judged_gets_no_points(code: str) -> None:
    content = compose(facts(code))

    assert not any(isinstance(block, Grid) for block in content.blocks)
    assert "op 100" not in words(content)


def test_every_failed_ground_is_told_not_only_the_first() -> None:
    told = words(compose(replace(facts("ON-LT"), grounds=(LATE, NOT_SME))))

    assert "1 minuut en 1 seconde te laat" in told
    assert "op bladzijde 18: ‘Ook grote havenbedrijven" in told
    assert "volgende twee voorwaarden" in told


def test_every_failed_gate_is_told() -> None:
    made = facts("AF-DR")
    assert isinstance(made.result, ResultFacts)
    gates = (
        *made.result.failed_gates,
        GateFacts(GateKind.GROUP, "strategisch blok", "29", "30", "50"),
        GateFacts(GateKind.TOTAL, "", "175/3", "60", "100"),
    )

    told = words(compose(replace(made, result=replace(made.result, failed_gates=gates))))

    assert "2,5 op 5 voor het criterium ‘Complementariteit’" in told
    assert "29 op 50 voor het onderdeel ‘strategisch blok’" in told
    assert "in totaal 58,33 (exact 175/3) op 100, terwijl de oproep minstens 60 vraagt" in told


def test_each_kind_of_aid_has_its_own_legal_ground() -> None:
    told = words(compose(facts("GK")))

    assert "Artikel 27 van Verordening (EU) nr. 651/2014" in told
    assert "€ 24.000,00 als de-minimissteun in de zin van Verordening (EU) nr. 1407/2013" in told
    assert "€ 200.000,00 over drie belastingjaren" in told
    assert "geen staatssteun in de zin van artikel 107, lid 1" in told


def test_de_minimis_follows_the_date_of_award() -> None:
    made = facts("GK")
    later = replace(made, decision=replace(made.decision, decided_on=date(2024, 1, 1)))
    beyond = replace(made, decision=replace(made.decision, decided_on=date(2031, 1, 1)))

    assert "2023/2831" in words(compose(later))
    assert "€ 300.000,00 over een voortschrijdende periode" in words(compose(later))
    assert refusal(beyond).code == "LETTER_NO_REGIME"


def test_printed_rates_are_recomputed_and_never_rounded_up() -> None:
    grids = [block for block in compose(facts("GK")).blocks if isinstance(block, Grid)]
    shares = {row[0]: row[-1].replace("\xa0", " ") for row in grids[0].rows}

    # 370,000 / 1,400,000 = 26.4285... %, 470,000 / 1,400,000 = 33.5714... %
    assert shares["Vlaamse cofinanciering"] == "26,42 %"
    assert shares["Eigen bijdrage"] == "33,57 %"


def test_other_public_aid_has_a_row_only_where_there_is_some() -> None:
    shares = (
        replace(AMOUNTS.shares[0], own_cents=41_000_000, other_public_cents=1_000_000),
        *AMOUNTS.shares[1:],
    )
    with_other: AmountFacts = replace(
        AMOUNTS, own_cents=46_000_000, other_public_cents=1_000_000, shares=shares
    )

    assert "Andere overheidssteun" not in words(compose(facts("GK")))
    assert "Andere overheidssteun | – | 10.000,00 | 0,71 %" in words(
        compose(replace(facts("GK"), amounts=with_other))
    )


def test_an_unknown_code_is_refused() -> None:
    made = facts("GK")

    error = refusal(replace(made, decision=replace(made.decision, code="OK")))

    assert error.params == {"dossier": "D02", "code": "OK"}


@pytest.mark.parametrize(
    ("kind", "said", "unsaid"),
    [
        (GapKind.PLAN, "ongedekt", "uitvoerbaar noemt"),
        (GapKind.MINIMUM, "onder de kleinste begroting die u in uw aanvraag", "ongedekt"),
        (GapKind.NO_ERDF, "geen EFRO-steun", "ongedekt"),
    ],
)
def test_a_plan_that_does_not_close_is_refused_for_what_it_is(
    kind: GapKind, said: str, unsaid: str
) -> None:
    made = facts("AF-FP")
    assert made.gap is not None

    text = words(compose(replace(made, gap=replace(made.gap, kind=kind))))

    assert said in text
    assert unsaid not in text


@pytest.mark.parametrize(
    ("raises", "said"),
    [
        ((), None),
        (((1_000_000, 0),), "wanneer de EFRO-enveloppe 10.000,00 hoger was."),
        (
            ((1_000_000, 2_000_000), (3_000_000, 0)),
            (
                "wanneer de EFRO-enveloppe 10.000,00 en de Vlaamse enveloppe 20.000,00 hoger"
                " waren, of wanneer de EFRO-enveloppe 30.000,00 hoger was."
            ),
        ),
        (
            ((0, 9_000_000), (1_000_000, 8_000_000), (2_000_000, 5_000_000), (4_000_000, 0)),
            (
                "zou onder meer bij de keuze horen wanneer de Vlaamse enveloppe 90.000,00 hoger"
                " was, of wanneer de EFRO-enveloppe 40.000,00 hoger was."
            ),
        ),
    ],
)
def test_every_smallest_raise_is_told_as_a_way_in(
    raises: tuple[tuple[int, int], ...], said: str | None
) -> None:
    made = facts("AF-BU", Policy.COVERAGE)
    assert made.coverage is not None

    text = words(compose(replace(made, coverage=replace(made.coverage, raises=raises))))

    if said is None:
        assert "hoger was" not in text
    else:
        assert said in text.replace("€ ", "")
