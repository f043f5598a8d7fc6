from __future__ import annotations

import pytest

from delpanel.errors import FileProblem
from delpanel.exchange.lists.column_mapping import suggest_mapping
from delpanel.exchange.lists.dossier_row import ListReading
from delpanel.exchange.lists.list_reader import read_list
from delpanel.exchange.lists.tables import choose_list
from delpanel.exchange.reading.source import SourceBook
from delpanel.exchange.reading.workbook import read_book
from tests.delpanel.exchange.real_files import shared, shared_files

# Rows counted by hand in each list: dossiers, and rows that must be kept out.
ROWS = {
    "BE1_ERDF_Brussels_2007-2013.xls": (29, 5),
    "DE3_ERDF_Berlin_2014-2020.xlsx": (386, 0),
    "DE5_ERDF_Bremen_2014-2020.xlsx": (9, 0),
    "NL_ESF+07-13+Publicatielijst++01-12-16+Actie+B.xls": (9, 0),
    "SI_seznam-projektov-28-6-2016.xls": (193, 0),
    "UKM_ESF-and-ERDF-Scotland-2014-2020.ods": (209, 1),
    "UKN_ERDF_Northern_Ireland_2014-2020_original.xlsx": (196, 0),
}


def read(book: SourceBook) -> ListReading:
    found = choose_list(book)
    return read_list(found, suggest_mapping(found), file=book.path.name)


def test_flemish_list_imports_without_a_mapping_to_the_cent() -> None:
    reading = read(read_book(shared_files("efro")[0]))

    assert len(reading.rows) == 23
    assert reading.blocked == ()
    assert sum(row.cost_cents or 0 for row in reading.rows) == 875_924_602
    assert sum(row.erdf_requested_cents or 0 for row in reading.rows) == 349_989_169
    assert sum(row.flemish_requested_cents or 0 for row in reading.rows) == 342_873_573


def test_flemish_list_says_what_its_own_total_leaves_out() -> None:
    reading = read(read_book(shared_files("efro")[0]))

    total = next(i for i in reading.issues if i.code == "total_leaves_out_text")
    assert total.params["difference_cents"] == 23_850_615
    assert total.params["own_cents"] == 319_022_958
    assert (total.place.cell, total.params["cells"]) == ("H29", "H10, H12")


def test_flemish_list_gives_lead_and_other_partners() -> None:
    reading = read(read_book(shared_files("efro")[0]))

    stebo = next(row for row in reading.rows if row.lead_partner == "STEBO")
    assert stebo.partners == ("Mechelen", "Gent", "Turnhout", "Brugge")
    assert stebo.id == "968"
    assert stebo.erdf_rate_bp == 4000


@pytest.mark.parametrize("name", sorted(ROWS))
def test_official_list_imports_every_row(name: str) -> None:
    reading = read(read_book(shared("lists", name)))

    assert (len(reading.rows), len(reading.blocked)) == ROWS[name]
    assert all(row.id and row.title for row in reading.rows)
    assert len({row.id for row in reading.rows}) == len(reading.rows)
    assert any(row.cost_cents for row in reading.rows)


def test_list_with_rows_of_places_keeps_its_operations_apart() -> None:
    reading = read(read_book(shared("lists", "IE_List of Operations October 2016.xlsx")))

    titles = [row.title for row in reading.rows]
    assert titles[0].startswith("ETB Training for the Unemployed")
    assert titles[-1].startswith("Technical Assistance")
    assert next(i for i in reading.issues if i.code == "headings_skipped").params["count"] == 5


def test_list_of_programmes_is_refused_in_one_sentence() -> None:
    with pytest.raises(FileProblem) as problem:
        read(read_book(shared("lists", "BG_opOperationalProgramms.xls")))

    assert problem.value.code == "list_without_title"


def test_subtotals_of_the_brussels_list_agree_to_the_cent() -> None:
    reading = read(read_book(shared("lists", "BE1_ERDF_Brussels_2007-2013.xls")))

    agreeing = {i.place.cell for i in reading.issues if i.code == "total_agrees"}
    assert agreeing >= {"I29", "I48", "I49"}
