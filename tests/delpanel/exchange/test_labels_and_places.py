from __future__ import annotations

import csv
from datetime import date

import pytest

from delpanel.exchange.cells.geography import (
    match_province,
    municipalities_of_postcode,
    province_of_municipality,
    province_of_postcode,
    read_postcode,
)
from delpanel.exchange.cells.identifiers import format_kbo, read_kbo
from delpanel.exchange.cells.labels import folded, match_label
from tests.delpanel.exchange.real_files import shared


@pytest.mark.parametrize(
    ("typed", "nuts", "has_typo"),
    [
        ("Antwerpen", "BE21", False),
        ("Prov. Antwerpen", "BE21", False),
        ("Oost Vlaanderen", "BE23", False),
        ("oostvlaanderen ", "BE23", False),
        ("BE23", "BE23", False),
        ("BE234", "BE23", False),
        ("Flemish Brabant", "BE24", False),
        ("WEST-VLAANDEREN", "BE25", False),
        ("Oost-Vlaandren", "BE23", True),
        ("Atnwerpen", "BE21", True),
        ("Limburgg", "BE22", True),
    ],
)
def test_province_is_matched_in_spite_of_how_it_is_typed(
    typed: str, nuts: str, has_typo: bool
) -> None:
    match = match_province(typed)

    assert match is not None
    assert (match.key, match.has_typo) == (nuts, has_typo)


@pytest.mark.parametrize("typed", ["Vlaanderen", "Brabant", "BE26", "", "Est-Vlaanderen"])
def test_what_could_be_two_provinces_is_none(typed: str) -> None:
    assert match_province(typed) is None


def test_short_codes_are_not_corrected() -> None:
    assert match_label("A1", {"a": ("A2",), "b": ("B1",)}) is None


def test_folding_drops_case_accents_and_punctuation() -> None:
    assert folded("  Begünstigte/r \u2013 ÉÉN ") == "begunstigte r een"


def test_merger_moves_a_postcode_to_another_province() -> None:
    assert province_of_postcode("2070", date(2024, 12, 31)) == "BE21"
    assert province_of_postcode("2070", date(2025, 1, 1)) == "BE23"
    assert municipalities_of_postcode("9850", date(2018, 12, 31)) == ("Nevele",)
    assert municipalities_of_postcode("9850", date(2019, 1, 1)) == ("Deinze",)


def test_postcodes_agree_with_the_register_of_2018_and_2025() -> None:
    with shared("ref", "flanders_postcode_municipality_pre2019.csv").open(encoding="utf-8") as old:
        for row in csv.DictReader(old):
            on = date(2018, 6, 1)
            assert province_of_postcode(row["postcode"], on) == row["nuts2"]
            assert row["municipality"] in municipalities_of_postcode(row["postcode"], on)
    with shared("ref", "flanders_municipalities_2025.csv").open(encoding="utf-8") as new:
        for row in csv.DictReader(new):
            for postcode in row["postcodes"].split():
                on = date(2025, 6, 1)
                assert province_of_postcode(postcode, on) == row["nuts2"]
                assert row["name_nl"] in municipalities_of_postcode(postcode, on)


def test_postcode_outside_flanders_and_one_that_does_not_exist() -> None:
    today = date(2020, 11, 1)

    assert province_of_postcode("1050", today) == "BE10"
    assert province_of_postcode("4000", today) == "BE33"
    assert province_of_postcode("2999", today) is None
    assert province_of_postcode("abcd", today) is None
    assert read_postcode("B-9000 Gent") == "9000"
    assert read_postcode("G4 0HF") is None


def test_municipality_tells_its_province() -> None:
    assert province_of_municipality("GENT", date(2020, 11, 1)) == "BE23"
    assert province_of_municipality("Nergenshuizen", date(2020, 11, 1)) is None


def test_enterprise_numbers_of_the_published_vectors() -> None:
    with shared("ref", "identifier_testvectors.csv").open(encoding="utf-8") as vectors:
        rows = [row for row in csv.DictReader(vectors) if row["kind"] == "kbo"]

    assert len(rows) >= 7
    for row in rows:
        assert (read_kbo(row["value"]).value is not None) == (row["valid"] == "1"), row["value"]


def test_enterprise_number_says_what_is_wrong() -> None:
    assert read_kbo("0566.988.259").value == "0566988259"
    assert read_kbo(566988259.0).value == "0566988259"
    assert read_kbo("0566.988.258").code == "kbo_check_digits"
    assert read_kbo("2.147.812.701").code == "kbo_is_establishment"
    assert read_kbo("12-34").code == "kbo_unreadable"
    assert read_kbo(None).code == ""
    assert format_kbo("0566988259") == "0566.988.259"
