from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from random import Random
from typing import Any

import pytest

from delpanel.errors import FileProblem
from delpanel.exchange.lists.column_mapping import suggest_mapping
from delpanel.exchange.lists.dossier_row import CallFacts, ListReading
from delpanel.exchange.lists.list_fields import ListField
from delpanel.exchange.lists.list_reader import read_list
from delpanel.exchange.lists.tables import find_list
from tests.delpanel.exchange.workbooks import table_of

HEADER = ["Nr", "Titel", "Promotor", "Partners", "Provincie", "Totale kost", "EFRO", "Startdatum"]


def read(*rows: Sequence[Any], facts: CallFacts | None = None) -> ListReading:
    found = find_list(table_of(*rows))
    assert found is not None
    return read_list(found, suggest_mapping(found), facts, "lijst.xlsx")


def codes(reading: ListReading, dossier: str | None = None) -> list[str]:
    return [i.code for i in reading.issues if dossier is None or i.dossier == dossier]


def full(nr: Any, title: str, **other: Any) -> list[Any]:
    values = {
        "lead": "Stad Gent",
        "partners": "UNIZO\nVoka",
        "province": "Oost-Vlaanderen",
        "cost": 1000.0,
        "erdf": 400.0,
        "start": date(2021, 3, 1),
        **other,
    }
    return [nr, title, *values.values()]


def test_row_becomes_a_draft_with_the_cell_of_each_value() -> None:
    reading = read(HEADER, full(1.0, "Lab Gent"), full(2.0, "Lab Aalst"))

    row = reading.rows[0]
    assert (row.id, row.title, row.lead_partner) == ("1", "Lab Gent", "Stad Gent")
    assert row.partners == ("UNIZO", "Voka")
    assert (row.nuts, row.cost_cents, row.erdf_requested_cents) == ("BE23", 100_000, 40_000)
    assert row.start_on == date(2021, 3, 1)
    assert row.addresses[ListField.COST] == "F2"
    assert row.locate("financing.cost").cell == "F2"
    assert (row.origin.file, row.origin.sheet, row.origin.row) == ("lijst.xlsx", "Lijst", 2)


def test_missing_and_repeated_ids_block_their_rows_only() -> None:
    reading = read(
        HEADER,
        full(1.0, "Lab Gent"),
        full(None, "Lab Aalst"),
        full("A 7", "Lab Brugge"),
        full("a7", "Lab Genk"),
    )

    assert [row.id for row in reading.rows] == ["1"]
    assert [row.title for row in reading.blocked] == ["Lab Aalst", "Lab Brugge", "Lab Genk"]
    blocking = [(i.code, i.place.cell) for i in reading.issues if i.blocks]
    assert blocking == [("id_missing", "A3"), ("id_repeated", "A4"), ("id_repeated", "A5")]


def test_amount_that_cannot_be_read_blocks_and_names_its_cell() -> None:
    reading = read(HEADER, full(1.0, "Lab Gent"), full(2.0, "Lab Aalst", erdf="veel"))

    assert [row.id for row in reading.rows] == ["1"]
    issue = next(i for i in reading.issues if i.blocks)
    assert (issue.code, issue.place.cell, issue.params["raw"]) == (
        "amount_unreadable",
        "G3",
        "veel",
    )


def test_everything_else_is_a_finding_that_goes_along() -> None:
    reading = read(
        HEADER,
        full(1.0, "Lab Gent", province="Oost Vlaandren", start="2021", cost="1.000,00"),
        full(2.0, "Lab Aalst", province="Vlaanderen", erdf=None, cost=-5.0),
    )

    assert len(reading.rows) == 2
    assert set(codes(reading, "1")) == {"amount_was_text", "date_only_year", "label_with_slip"}
    assert set(codes(reading, "2")) == {"amount_missing", "amount_negative", "province_unknown"}
    assert not any(issue.blocks for issue in reading.issues)


def test_unlabelled_total_that_skips_text_amounts_is_found_out() -> None:
    reading = read(
        HEADER,
        full(1.0, "Lab Gent", cost=100.0),
        full(2.0, "Lab Aalst", cost="76.999,5\n"),
        [None],
        [None, None, None, None, None, 100.0, 800.0],
    )

    assert len(reading.rows) == 2
    total = next(i for i in reading.issues if i.code == "total_leaves_out_text")
    assert total.place.cell == "F5"
    assert total.params["own_cents"] == 10_000
    assert total.params["recomputed_cents"] == 7_709_950
    assert total.params["difference_cents"] == 7_699_950
    assert total.params["cells"] == "F3"
    assert "total_agrees" in codes(reading)


def test_total_that_is_simply_wrong_is_reported_with_its_direction() -> None:
    rows = [HEADER, full(1.0, "Lab Gent"), full(2.0, "Lab Aalst")]

    lower = read(*rows, ["Totaal", None, None, None, None, 1500.0, 800.0])
    higher = read(*rows, ["Totaal", None, None, None, None, 2500.0, 800.0])

    assert "total_lower" in codes(lower)
    assert "total_higher" in codes(higher)
    assert len(lower.rows) == len(higher.rows) == 2


def test_subtotals_are_checked_against_their_own_group() -> None:
    reading = read(
        HEADER,
        ["As 1"],
        full(1.0, "Lab Gent"),
        full(2.0, "Lab Aalst"),
        ["Subtotaal", None, None, None, None, 2000.0, 800.0],
        ["As 2"],
        full(3.0, "Lab Brugge"),
        ["Subtotaal", None, None, None, None, 1000.0, 400.0],
        ["Algemeen totaal", None, None, None, None, 3000.0, 1200.0],
    )

    assert [row.id for row in reading.rows] == ["1", "2", "3"]
    assert codes(reading).count("total_agrees") == 6
    headings = next(i for i in reading.issues if i.code == "headings_skipped")
    assert headings.params["rows"] == "2, 6"


def test_project_named_after_a_total_is_a_dossier() -> None:
    reading = read(HEADER, full(1.0, "Totaal digitaal"), full(2.0, "Som van delen"))

    assert [row.title for row in reading.rows] == ["Totaal digitaal", "Som van delen"]


def test_rows_that_go_on_above_are_counted_and_not_read() -> None:
    reading = read(
        HEADER,
        full(1.0, "Lab Gent"),
        [None, None, None, "Nog een partner", "Limburg"],
        full(2.0, "Lab Aalst"),
    )

    assert [row.id for row in reading.rows] == ["1", "2"]
    assert next(i for i in reading.issues if i.code == "rows_go_on").params["rows"] == "3"


def test_made_ids_do_not_depend_on_place_or_order() -> None:
    header = HEADER[1:]
    rows = [full(None, f"Lab {n}")[1:] for n in range(12)]
    rows += [full(None, "Zelfde", lead="Stad A")[1:], full(None, "Zelfde", lead="Stad B")[1:]]
    shuffled = list(rows)
    Random(5).shuffle(shuffled)

    first = {(r.title, r.lead_partner): r.id for r in read(header, *rows).rows}
    again = read(["Een titelrij erboven"], [], header, *shuffled, full(None, "Nieuw")[1:])
    second = {(r.title, r.lead_partner): r.id for r in again.rows}

    assert len(set(first.values())) == 14
    assert {key: second[key] for key in first} == first
    assert codes(again).count("title_repeated") == 2
    assert "ids_made" in codes(again)


def test_equal_rows_get_ids_of_their_own_and_are_reported() -> None:
    row = full(None, "Lab Gent")[1:]

    reading = read(HEADER[1:], row, row, full(None, "Lab Aalst")[1:])

    assert len({r.id for r in reading.rows}) == 3
    assert codes(reading).count("row_repeated") == 1


def test_province_is_told_by_the_postcode_on_the_day_of_the_call() -> None:
    rows = (["Titel", "Postcode", "Kost"], ["Lab A", "2070", 1.0], ["Lab B", "9000", 2.0])

    before = read(*rows, facts=CallFacts(facts_on=date(2020, 11, 1)))
    after = read(*rows, facts=CallFacts(facts_on=date(2025, 2, 1)))

    assert [row.nuts for row in before.rows] == ["BE21", "BE23"]
    assert [row.nuts for row in after.rows] == ["BE23", "BE23"]
    assert codes(before).count("province_from_postcode") == 2


def test_other_columns_travel_along() -> None:
    reading = read(
        ["Nr", "Titel", "Totale kost", "Cofinanciering naam", "Kleur"],
        [1.0, "Lab Gent", 5.0, "Hermes", "blauw"],
        [2.0, "Lab Aalst", 6.0, None, "groen"],
    )

    assert reading.rows[0].extra == {"Cofinanciering naam": "Hermes", "Kleur": "blauw"}


def test_list_without_title_or_id_is_refused_with_its_headers() -> None:
    with pytest.raises(FileProblem) as problem:
        read(["Promotor", "Totale kost"], ["Stad A", 1.0], ["Stad B", 2.0])

    assert problem.value.code == "list_without_title"
    assert problem.value.params["headers"] == "Promotor, Totale kost"
