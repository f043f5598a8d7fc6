from __future__ import annotations

from pathlib import Path

import pytest

from delpanel.errors import FileProblem
from delpanel.exchange.lists.tables import choose_list, find_list
from delpanel.exchange.reading.source import SourceBook, SourceKind
from tests.delpanel.exchange.workbooks import table_of


def test_header_is_found_under_titles_and_a_line_of_facts() -> None:
    table = table_of(
        ["Goedgekeurde projecten 2020"],
        [],
        ["Prioritaire as:", "Ondernemerschap"],
        ["Nr", "Promotor", "Project", "Totale kost"],
        [1.0, "Stad A", "Lab A", 100.0],
        [2.0, "Stad B", "Lab B", 200.0],
    )

    found = find_list(table)

    assert found is not None
    assert (found.header_row, found.header_lines) == (4, 1)
    assert found.headers == ("Nr", "Promotor", "Project", "Totale kost")


def test_header_in_two_languages_on_two_lines_is_one() -> None:
    table = table_of(
        ["Name des Begünstigten", "Bezeichnung des Vorhabens", "Gesamtbetrag"],
        ["beneficiary name", "operation name", "total eligible expenditure"],
        ["GmbH A", "Vorhaben A", 100.0],
        ["GmbH B", "Vorhaben B", 200.0],
    )

    found = find_list(table)

    assert found is not None
    assert found.header_lines == 2
    assert found.headers[0] == "Name des Begünstigten\nbeneficiary name"
    assert found.body_at == 2


def test_header_with_groups_above_its_names_is_one() -> None:
    table = table_of(
        ["Titel", "Promotor", "Financiering"],
        [None, None, "EFRO-steun", "Vlaamse cofinanciering"],
        ["Lab A", "Stad A", 40.0, 20.0],
        ["Lab B", "Stad B", 80.0, 40.0],
    )

    found = find_list(table)

    assert found is not None
    assert found.header_lines == 2
    assert found.headers[3] == "Financiering\nVlaamse cofinanciering"


def test_blank_and_repeated_headers_get_names_of_their_own() -> None:
    table = table_of(["Titel", None, "Kost", "Kost"], ["A", "x", 1.0, 2.0], ["B", "y", 3.0, 4.0])

    found = find_list(table)

    assert found is not None
    assert found.headers == ("Titel", "B", "Kost", "Kost (2)")


def test_likeliest_sheet_goes_before_hidden_and_odd_ones() -> None:
    rows = (["Titel", "Kost"], ["A", 1.0])
    book = SourceBook(
        Path("x.xlsx"),
        SourceKind.XLSX,
        (
            table_of(["Toelichting"], ["Lees dit eerst"], name="Uitleg"),
            table_of(*rows, name="Lijst"),
        ),
    )

    assert choose_list(book).table.name == "Lijst"
    assert choose_list(book, sheet="lijst ").table.name == "Lijst"


def test_sheet_that_is_not_there_is_named_with_those_that_are() -> None:
    book = SourceBook(Path("x.xlsx"), SourceKind.XLSX, (table_of(["Titel"], ["A"]),))

    with pytest.raises(FileProblem) as problem:
        choose_list(book, sheet="Blad2")

    assert problem.value.code == "sheet_missing"
    assert problem.value.params["sheets"] == "Lijst"


def test_header_row_that_a_user_names_goes_before_the_likeliest() -> None:
    table = table_of(["Titel", "Kost"], ["Naam", "Bedrag"], ["A", 1.0], ["B", 2.0])

    found = find_list(table, header_row=2)

    assert found is not None
    assert found.header_row == 2
    assert find_list(table, header_row=99) is None


def test_sheet_without_a_list_has_none() -> None:
    book = SourceBook(Path("x.xlsx"), SourceKind.XLSX, (table_of([1.0, 2.0], [3.0, 4.0]),))

    with pytest.raises(FileProblem) as problem:
        choose_list(book)

    assert problem.value.code == "list_not_found"
