from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from openpyxl import load_workbook

from delpanel import messages
from delpanel.exchange.cells.checks import CheckFacts, facts_of
from delpanel.exchange.dossiers.dossier_reader import DossierReading, is_official, read_dossiers
from delpanel.exchange.dossiers.dossier_template import write_dossiers, write_template
from delpanel.exchange.reading.workbook import read_book
from delpanel.model.dossier import (
    CostLine,
    Dossier,
    EnterpriseSize,
    Evidence,
    Financing,
    Partner,
    PartnerKind,
    PartnerRole,
    Section,
)
from delpanel.presets.call_file import parse_call
from delpanel.presets.shipped import call_text, rule_set

CALL = parse_call(call_text("del-2020"))
RULES = rule_set("gber-2014-2020")
FACTS = facts_of(CALL, RULES)
BRUSSELS = ZoneInfo("Europe/Brussels")
CellContent = str | float | date | None


def a_dossier(number: str = "D01") -> Dossier:
    return Dossier(
        id=number,
        title="Proeftuin voor maakbedrijven",
        acronym="Proeftuin",
        summary="Eerste alinea.\nTweede alinea.",
        nuts="BE21",
        start_on=date(2021, 3, 1),
        end_on=date(2023, 2, 28),
        pre_registered_at=datetime(2020, 9, 14, 10, 12, 30, tzinfo=BRUSSELS),
        submitted_at=datetime(2020, 11, 21, 23, 59, 59, tzinfo=BRUSSELS),
        sme_only=True,
        financing=Financing(
            100_000_01, 40_000_00, 20_000_00, 40_000_01, 0, 80_000_00, (10000, 8000)
        ),
        partners=(
            Partner(
                "P1",
                "Alfa vzw",
                PartnerRole.LEAD,
                PartnerKind.FEDERATION,
                EnterpriseSize.UNKNOWN,
                "0123.456.749",
                "Straat 1",
                "2000",
                "Antwerpen",
                "An Alfa",
                "an@alfa.example",
                "03 111",
            ),
            Partner(
                "P2",
                "Beta bv",
                PartnerRole.PARTNER,
                PartnerKind.ENTERPRISE,
                EnterpriseSize.SMALL,
                "0123.456.848",
                "Straat 2",
                "2018",
                "Antwerpen",
                received_de_minimis_cents=12_345_67,
            ),
        ),
        cost_lines=(
            CostLine("K1", "P1", "personeel", "Begeleiders", "CLU-O", 60_000_01),
            CostLine(
                "K2",
                "P2",
                "externe prestaties",
                "Advies",
                "INN-C",
                40_000_00,
                0,
                ("aid_per_sme_below_ceiling",),
            ),
        ),
        evidence=tuple(Evidence(c.id, "aantal", "42", "stuks", "", "7") for c in CALL.criteria),
        sections=(Section("sme_reach", "Bereik", "Een.\n\nTwee.", "8-9"),),
    )


def write(path: Path, *dossiers: Dossier, language: str = "nl") -> Path:
    write_dossiers(
        path, dossiers, provinces=CALL.provinces, aid_rules=RULES.rules, language=language
    )
    return path


def edit(path: Path, **cells: CellContent) -> Path:
    """Change cells by ``Sheet__A1=value``; underscores in sheet names stand for blanks."""
    workbook = load_workbook(path)
    for name, value in cells.items():
        sheet, _, address = name.rpartition("__")
        workbook[sheet.replace("_", " ")][address] = value
    workbook.save(path)
    return path


def read(path: Path, facts: CheckFacts = FACTS) -> DossierReading:
    return read_dossiers(read_book(path), facts)


def codes(reading: DossierReading) -> list[str]:
    return [issue.code for issue in reading.issues]


@pytest.mark.parametrize("language", ["nl", "en"])
def test_dossiers_written_come_back_equal_and_without_findings(
    tmp_path: Path, language: str
) -> None:
    dossiers = [a_dossier("D01"), a_dossier("D02")]

    reading = read(write(tmp_path / "d.xlsx", *dossiers, language=language))

    assert codes(reading) == []
    by_sheet = {"sme_reach": 0, "infrastructure": 1, "complementarity": 2}
    expected = [
        replace(
            d,
            evidence=tuple(sorted(d.evidence, key=lambda e: by_sheet[e.criterion])),
            origin=r.origin,
        )
        for d, r in zip(dossiers, reading.dossiers, strict=True)
    ]
    assert list(reading.dossiers) == expected


@pytest.mark.parametrize("language", ["nl", "en"])
def test_template_is_official_holds_no_dossier_and_is_the_same_bytes_twice(
    tmp_path: Path, language: str
) -> None:
    first, second = tmp_path / "a.xlsx", tmp_path / "b.xlsx"
    for path in (first, second):
        write_template(path, provinces=CALL.provinces, aid_rules=RULES.rules, language=language)

    reading = read(first)

    assert is_official(read_book(first))
    assert reading.dossiers == ()
    assert codes(reading) == []
    assert first.read_bytes() == second.read_bytes()


def test_template_offers_the_provinces_of_the_call_in_a_list(tmp_path: Path) -> None:
    path = tmp_path / "t.xlsx"
    write_template(path, provinces=CALL.provinces, aid_rules=RULES.rules)

    workbook = load_workbook(path)

    lists = [v for v in workbook["Dossier"].data_validations.dataValidation if v.type == "list"]
    province = next(v for v in lists if "D4" in v.sqref)
    sheet, _, cells = province.formula1.rpartition("!")
    offered = [c[0].value for c in workbook[sheet.strip("'")][cells.replace("$", "")]]
    assert offered == [
        "Antwerpen",
        "Limburg",
        "Oost-Vlaanderen",
        "Vlaams-Brabant",
        "West-Vlaanderen",
    ]
    assert workbook["Dossier"].freeze_panes == "B4"
    assert workbook["Dossier"].protection.sheet
    assert not workbook["Dossier"]["A4"].protection.locked


def test_another_workbook_is_not_official(tmp_path: Path) -> None:
    path = write(tmp_path / "d.xlsx", a_dossier())
    workbook = load_workbook(path)
    workbook.remove(workbook["Financiering"])
    workbook.save(path)

    assert not is_official(read_book(path))


def test_missing_number_blocks_that_dossier_only(tmp_path: Path) -> None:
    path = edit(write(tmp_path / "d.xlsx", a_dossier("D01"), a_dossier("D02")), Dossier__A4=None)

    reading = read(path)

    assert [d.id for d in reading.dossiers] == ["D02"]
    assert [d.id for d in reading.blocked] == [""]
    missing = next(i for i in reading.issues if i.code == "DOSSIER_ID_MISSING")
    assert (missing.place.sheet, missing.place.cell, missing.blocks) == ("Dossier", "A4", True)
    assert "WORKBOOK_ROWS_WITHOUT_DOSSIER" in codes(reading)


def test_double_number_blocks_both_rows_whatever_their_case(tmp_path: Path) -> None:
    path = edit(write(tmp_path / "d.xlsx", a_dossier("D01"), a_dossier("D02")), Dossier__A5=" d01")

    reading = read(path)

    assert reading.dossiers == ()
    assert sum(code == "DOSSIER_ID_TWICE" for code in codes(reading)) == 2


def test_unreadable_amount_blocks_with_its_cell(tmp_path: Path) -> None:
    path = edit(
        write(tmp_path / "d.xlsx", a_dossier("D01"), a_dossier("D02")), Kostenlijnen__G6="veel"
    )

    reading = read(path)

    assert [d.id for d in reading.dossiers] == ["D01"]
    issue = next(i for i in reading.issues if i.blocks)
    assert (issue.code, issue.dossier, issue.place.cell) == (
        "DOSSIER_AMOUNT_UNREADABLE",
        "D02",
        "G6",
    )
    assert messages.of_issue(issue) == (
        "\u2018veel\u2019 is geen leesbaar bedrag in \u2018Kost\u2019. Vul in G6 een getal in euro in."
    )


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("heel veel", "DOSSIER_AMOUNT_UNREADABLE"),
        (-1, "DOSSIER_AMOUNT_NEGATIVE"),
        (date(2020, 1, 1), "DOSSIER_AMOUNT_UNREADABLE"),
        ("=1/0", "DOSSIER_AMOUNT_UNREADABLE"),
        ("1e99", "DOSSIER_AMOUNT_UNREADABLE"),
    ],
)
def test_de_minimis_received_that_is_no_amount_is_refused_with_its_cell(
    tmp_path: Path, typed: CellContent, code: str
) -> None:
    reading = read(edit(write(tmp_path / "d.xlsx", a_dossier()), Partners__N5=typed))

    (issue,) = (i for i in reading.issues if i.blocks)
    assert reading.dossiers == ()
    assert (issue.code, issue.place.sheet, issue.place.cell) == (code, "Partners", "N5")
    for language in messages.LANGUAGES:
        assert "N5" in messages.of_issue(issue, language)


def test_a_workbook_without_the_column_for_de_minimis_still_reads(tmp_path: Path) -> None:
    path = write(tmp_path / "d.xlsx", a_dossier())
    workbook = load_workbook(path)
    assert workbook["Partners"]["N3"].value == "Reeds ontvangen de-minimissteun (3 jaar)"
    workbook["Partners"].delete_cols(14)
    workbook.save(path)

    reading = read(path)

    assert codes(reading) == []
    assert [p.received_de_minimis_cents for p in reading.dossiers[0].partners] == [None, None]


def test_amount_typed_as_text_is_read_to_the_cent_and_told(tmp_path: Path) -> None:
    path = edit(write(tmp_path / "d.xlsx", a_dossier()), Kostenlijnen__G4="€ 60.000,01")

    reading = read(path)

    assert reading.dossiers[0].cost_lines[0].cost_cents == 6_000_001
    assert codes(reading) == ["DOSSIER_AMOUNT_WAS_TEXT"]


def test_words_typed_otherwise_are_matched_and_told(tmp_path: Path) -> None:
    path = edit(
        write(tmp_path / "d.xlsx", a_dossier()),
        Dossier__D4="ANTWERPEN ",
        Partners__A5="d01",
        Partners__D5="Copromotor",
        Kostenlijnen__F5="inn c",
        Kostenlijnen__D4="Pérsoneel",
    )

    reading = read(path)

    assert set(codes(reading)) == {"DOSSIER_WORD_MATCHED"}
    assert {i.place.cell for i in reading.issues} == {"D4", "A5", "D5", "F5"} | {"D4"}
    dossier = reading.dossiers[0]
    assert dossier.nuts == "BE21"
    assert dossier.cost_lines == a_dossier().cost_lines
    assert dossier.partners == a_dossier().partners


@pytest.mark.parametrize(
    ("cells", "code", "cell"),
    [
        ({"Dossier__D4": "Utrecht"}, "DOSSIER_WORD_UNKNOWN", "D4"),
        ({"Dossier__E4": "ooit"}, "DOSSIER_DATE_UNREADABLE", "E4"),
        ({"Dossier__E4": date(2020, 12, 1)}, "DOSSIER_STARTS_EARLY", "E4"),
        ({"Dossier__F4": date(2023, 7, 1)}, "DOSSIER_ENDS_LATE", "F4"),
        ({"Dossier__F4": date(2021, 2, 1)}, "DOSSIER_DATES_REVERSED", "F4"),
        ({"Dossier__G4": "misschien"}, "DOSSIER_FLAG_UNREADABLE", "G4"),
        ({"Dossier__I4": "21/11/2020"}, "DOSSIER_MOMENT_NO_TIME", "I4"),
        ({"Partners__D4": "copromotor"}, "DOSSIER_NO_LEAD", "A4"),
        ({"Partners__D5": "promotor"}, "DOSSIER_LEADS", "D5"),
        ({"Partners__G5": "0123.456.750"}, "DOSSIER_KBO_CHECK_DIGITS", "G5"),
        ({"Partners__G5": "0123 456 749"}, "DOSSIER_KBO_TWICE", "G5"),
        ({"Partners__I5": "1999"}, "DOSSIER_POSTCODE", "I5"),
        ({"Partners__I4": "3500"}, "DOSSIER_LEAD_ELSEWHERE", "I4"),
        ({"Partners__I5": "1000"}, "DOSSIER_PARTNER_ELSEWHERE", "I5"),
        ({"Kostenlijnen__C5": "P9"}, "DOSSIER_LINE_PARTNER", "C5"),
        ({"Kostenlijnen__F5": "CLU-X"}, "DOSSIER_LINE_RULE", "F5"),
        ({"Kostenlijnen__I5": "altijd"}, "DOSSIER_CONDITION_UNKNOWN", "I5"),
        ({"Kostenlijnen__B5": "K1"}, "DOSSIER_NUMBER_TWICE", "B5"),
        ({"Financiering__E4": 40000}, "DOSSIER_PLAN_SHORT", "E4"),
        ({"Financiering__E4": 40000.02}, "DOSSIER_PLAN_OVER", "E4"),
        ({"Kmo-bereik__A4": "D07"}, "WORKBOOK_ROWS_WITHOUT_DOSSIER", "A4"),
    ],
)
def test_one_fault_is_found_at_its_cell(
    tmp_path: Path, cells: dict[str, CellContent], code: str, cell: str
) -> None:
    reading = read(edit(write(tmp_path / "d.xlsx", a_dossier()), **cells))

    found = [issue for issue in reading.issues if issue.code == code]

    assert [issue.place.cell for issue in found] == [cell]
    assert [d.id for d in reading.dossiers] == ["D01"]


def test_sum_of_lines_and_rate_are_held_against_the_total_to_the_cent(tmp_path: Path) -> None:
    path = edit(
        write(tmp_path / "d.xlsx", a_dossier()), Financiering__B4=99999.99, Financiering__C4=40000
    )

    reading = read(path)

    by_code = {issue.code: issue.params for issue in reading.issues}
    assert by_code["DOSSIER_COST_SUM"]["gap_cents"] == 2
    assert by_code["DOSSIER_ERDF_ABOVE_RATE"]["highest_cents"] == 3_999_999
    assert by_code["DOSSIER_ERDF_ABOVE_RATE"]["above_cents"] == 1


def test_missing_evidence_is_named_by_its_criterion(tmp_path: Path) -> None:
    dossier = replace(a_dossier(), evidence=a_dossier().evidence[:1])

    reading = read(write(tmp_path / "d.xlsx", dossier))

    found = {issue.code: issue.params["criterion"] for issue in reading.issues}
    assert found == {
        "DOSSIER_EVIDENCE_ONLY_TEXT": "Kmo-bereik",
        "DOSSIER_EVIDENCE_MISSING": "Infrastructuur",
    }


def test_column_of_its_own_travels_along(tmp_path: Path) -> None:
    path = edit(
        write(tmp_path / "d.xlsx", a_dossier()),
        Dossier__K3="Dossierbeheerder",
        Dossier__K4="team 2",
    )

    reading = read(path)

    assert reading.dossiers[0].extra == {"Dossierbeheerder": "team 2"}


def test_every_finding_has_a_sentence_without_holes_in_both_languages(tmp_path: Path) -> None:
    path = edit(
        write(tmp_path / "d.xlsx", a_dossier("D01"), replace(a_dossier("D02"), evidence=(), sections=())),
        Dossier__D4="Utrecht", Partners__G4="12", Partners__I4="2", Kostenlijnen__C4="P9",
        Kostenlijnen__H5=99999999, Financiering__D4="1.234", Financiering__H4="veel",
    )  # fmt: skip

    reading = read(path)

    assert len(reading.issues) > 8
    for issue in reading.issues:
        for language in ("nl", "en"):
            assert messages.knows(issue.code, language), issue.code
            known = {"file", "sheet", "cell", "dossier", *issue.params}
            assert messages.fields(issue.code, language) <= known, issue.code
