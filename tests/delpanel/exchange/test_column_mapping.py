from __future__ import annotations

import csv
from pathlib import Path

import pytest

from delpanel.errors import FileProblem
from delpanel.exchange.lists.column_mapping import (
    MappedBy,
    SavedMapping,
    fit_mapping,
    format_mapping,
    load_mapping,
    mapping_issues,
    parse_mapping,
    save_mapping,
    suggest_mapping,
)
from delpanel.exchange.lists.list_fields import FIELD_KINDS, ListField
from delpanel.exchange.lists.synonyms import LIKELY, match_header, synonyms
from delpanel.exchange.lists.tables import FoundList, find_list
from tests.delpanel.exchange.real_files import shared
from tests.delpanel.exchange.workbooks import table_of

# The fields of the published hand mapping that are the same thing here.
SAME_FIELD = {
    "beneficiary_name": "lead_partner",
    "project_name": "title",
    "project_description": "summary",
    "total_amount_eligible": "cost",
    "total_amount": "cost",
    "starting_date": "start_on",
    "start_date": "start_on",
    "completion_date": "end_on",
    "eu_cofinancing_amount": "erdf_requested",
    "beneficiary_postal_code": "postcode",
    "beneficiary_city": "municipality",
    "beneficiary_country": "country",
    "beneficiary_address": "address",
    "member_state_amount": "flemish_requested",
    "beneficiary_nuts_region": "province",
    "project_id": "id",
}


def found_of(*rows: list[object]) -> FoundList:
    found = find_list(table_of(*rows))
    assert found is not None
    return found


def test_columns_are_suggested_by_their_names() -> None:
    found = found_of(
        ["Nr", "Promotor", "Co-promotoren", "Project", "Totale projectkost", "efro", "Percent"],
        [1.0, "Stad A", "Unizo", "Levend Stadshart", 100.0, 40.0, 0.4],
        [2.0, "Stad B", None, "Winkelen met zicht", 200.0, 80.0, 0.4],
    )

    mapping = suggest_mapping(found)

    assert [column.field.value for column in mapping.columns] == [
        "id",
        "lead_partner",
        "partners",
        "title",
        "cost",
        "erdf_requested",
        "erdf_rate",
    ]
    assert mapping_issues(mapping, found) == ()


def test_case_accents_blanks_and_slips_do_not_matter_but_slips_are_said() -> None:
    found = found_of(
        ["PROJECT_NAAM", "beneficaire", "Totale projectkots"],
        ["Levend Stadshart", "Stad A", 100.0],
        ["Winkelen met zicht", "Stad B", 200.0],
    )

    mapping = suggest_mapping(found)

    fields = {column.field: column.by for column in mapping.columns}
    assert fields == {
        ListField.TITLE: MappedBy.HEADER,
        ListField.LEAD_PARTNER: MappedBy.TYPO,
        ListField.COST: MappedBy.TYPO,
    }
    issues = mapping_issues(mapping, found)
    assert [issue.code for issue in issues] == ["header_with_slip", "header_with_slip"]
    assert [issue.place.cell for issue in issues] == ["B1", "C1"]


def test_cells_decide_where_names_are_alike() -> None:
    found = found_of(
        ["Actie", "Naam project", "Union co-financing rate", "Start"],
        ["B", "Levend Stadshart", 1_733_348.0, "geen datum"],
        ["B", "Winkelen met zicht", 83_821.0, "ook niet"],
        ["B", "Bruisend centrum", 42_000.0, "evenmin"],
    )

    mapping = suggest_mapping(found)

    assert mapping.position(ListField.TITLE) == 1
    rate = mapping.field_at(2)
    assert rate is ListField.ERDF_REQUESTED
    assert mapping.position(ListField.START_ON) is None
    assert [issue.code for issue in mapping_issues(mapping, found)] == ["column_by_content"]


def test_user_choice_frees_column_and_field() -> None:
    found = found_of(["Titel", "Naam"], ["Lab A", "Stad A"], ["Lab B", "Stad B"])
    mapping = suggest_mapping(found)

    chosen = mapping.with_choice(ListField.TITLE, "Naam", 1)

    assert chosen.position(ListField.TITLE) == 1
    assert chosen.field_at(0) is None
    assert chosen.with_choice(None, "Naam", 1).columns == ()


def test_saved_mapping_finds_its_columns_in_the_next_file(tmp_path: Path) -> None:
    first = found_of(
        ["Nr", "Wat", "Wie", "Hoeveel"],
        ["a", "Lab A", "Stad A", 1.0],
        ["b", "Lab B", "Stad B", 2.0],
    )
    chosen = suggest_mapping(first).with_choice(ListField.TITLE, "Wat", 1)
    chosen = chosen.with_choice(ListField.LEAD_PARTNER, "Wie", 2)
    chosen = chosen.with_choice(ListField.COST, "Hoeveel", 3)
    save_mapping(chosen, tmp_path / "m.toml")

    saved = load_mapping(tmp_path / "m.toml")
    second = found_of(
        ["wie", "NR", "Hoevel", "Wat"],
        ["Stad A", "a", 1.0, "Lab A"],
        ["Stad B", "b", 2.0, "Lab B"],
    )
    fitted, issues = fit_mapping(saved, second)

    positions = {column.field: column.position for column in fitted.columns}
    assert positions == {
        ListField.LEAD_PARTNER: 0,
        ListField.ID: 1,
        ListField.COST: 2,
        ListField.TITLE: 3,
    }
    assert [(issue.code, issue.params["header"]) for issue in issues] == [
        ("header_matched", "Hoevel")
    ]


def test_saved_mapping_names_what_the_next_file_lacks() -> None:
    found = found_of(["Titel", "Kost"], ["A", 1.0], ["B", 2.0])
    saved = SavedMapping({ListField.TITLE: "Titel", ListField.PROVINCE: "Provincie"})

    fitted, issues = fit_mapping(saved, found)

    assert len(fitted.columns) == 1
    assert [(issue.code, issue.severity.value) for issue in issues] == [
        ("mapped_column_missing", "error")
    ]


def test_mapping_reads_back_as_it_was_written() -> None:
    found = found_of(
        ['Titel "van" het\nproject', "Kost"], ["Levend Stadshart", 1.0], ["Winkelen", 2.0]
    )
    mapping = suggest_mapping(found)

    saved = parse_mapping(format_mapping(mapping))

    assert saved.columns == {column.field: column.header for column in mapping.columns}
    assert (saved.sheet, saved.header_row) == ("Lijst", 1)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("[columns", "mapping_unreadable"),
        ("columns = 3", "mapping_unreadable"),
        ('header_row = "vier"', "mapping_unreadable"),
        ('[columns]\nnaam = "Titel"', "mapping_unknown_field"),
        ("[columns]\ntitle = 3", "mapping_unknown_field"),
    ],
)
def test_mapping_that_cannot_be_read_says_why(text: str, code: str) -> None:
    with pytest.raises(FileProblem) as problem:
        parse_mapping(text, "m.toml")

    assert problem.value.code == code
    assert problem.value.params["file"] == "m.toml"


def test_every_field_has_a_kind_and_a_synonym_in_dutch_and_english() -> None:
    named = {field for field, _ in synonyms().values()}

    assert set(FIELD_KINDS) == set(ListField)
    assert named == set(ListField)


def test_suggestions_agree_with_a_published_mapping_of_real_headers() -> None:
    with shared("headers", "list_headers.csv").open(encoding="utf-8") as stream:
        rows = [row for row in csv.DictReader(stream) if row["canonical_field"] in SAME_FIELD]

    agreed = 0
    for row in rows:
        ranked = match_header(row["header"])
        best = ranked[0].field.value if ranked and ranked[0].score >= LIKELY else None
        agreed += best == SAME_FIELD[row["canonical_field"]]

    # Most of the rest is a finer field here: amounts paid, years of approval, public support.
    assert len(rows) > 330
    assert agreed / len(rows) > 0.82
