from __future__ import annotations

from pathlib import Path

from openpyxl import load_workbook

from delpanel.exchange.reading.workbook import read_book
from delpanel.exchange.sheets.panel_sheet import read_panel, write_panel
from delpanel.exchange.sheets.result_workbook import (
    ColumnKind,
    ResultColumn,
    ResultTable,
    write_results,
)
from delpanel.model.panel import Assignment, ConflictOfInterest, Evaluator, EvaluatorProfile

TABLE = ResultTable(
    "Toekenning",
    "Digital Experience Labs",
    (
        ResultColumn("Nr", ColumnKind.TEXT, 10),
        ResultColumn("Rang", ColumnKind.WHOLE, 8),
        ResultColumn("Punten", ColumnKind.POINTS, 9),
        ResultColumn("EFRO", ColumnKind.CENTS, 16),
        ResultColumn("Exact", ColumnKind.TEXT, 12),
    ),
    (
        ("D01", 1, 350, 78_000_001, "1250/3"),
        ("=D02", None, None, None, "84"),
    ),
    ("", None, None, 78_000_001, ""),
)


def test_numbers_are_numbers_with_formats_and_exact_totals_stay_text(tmp_path: Path) -> None:
    write_results(tmp_path / "r.xlsx", [TABLE])

    sheet = load_workbook(tmp_path / "r.xlsx")["Toekenning"]

    assert [c.value for c in sheet[5]] == ["D01", 1, 3.5, 780000.01, "1250/3"]
    assert sheet["D5"].number_format == "#,##0.00"
    assert sheet["D7"].font.bold
    assert sheet["B6"].value is None


def test_text_that_looks_like_a_formula_stays_text(tmp_path: Path) -> None:
    write_results(tmp_path / "r.xlsx", [TABLE])

    sheet = load_workbook(tmp_path / "r.xlsx")["Toekenning"]

    assert (sheet["A6"].data_type, sheet["A6"].value) == ("s", "=D02")


def test_table_prints_on_a4_landscape_with_its_heading_frozen(tmp_path: Path) -> None:
    write_results(tmp_path / "r.xlsx", [TABLE])

    sheet = load_workbook(tmp_path / "r.xlsx")["Toekenning"]

    assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)
    assert sheet.freeze_panes == "B5"
    assert sheet.print_title_rows == "$4:$4"


def test_no_word_of_a_heading_is_wider_than_its_column(tmp_path: Path) -> None:
    name = "vandersmissen"
    table = ResultTable("Punten", "", (ResultColumn(name, ColumnKind.POINTS, 9),), ((450,),))

    write_results(tmp_path / "r.xlsx", [table])

    width = load_workbook(tmp_path / "r.xlsx")["Punten"].column_dimensions["A"].width
    assert width > len(name)


def test_panel_written_comes_back_equal(tmp_path: Path) -> None:
    evaluators = (Evaluator("an", "An Alfa", "an@a.example", "Alfa"), Evaluator("bo", "Bo Beta"))
    assignments = (Assignment("an", "D01"), Assignment("bo", "D01"))
    conflicts = (ConflictOfInterest("bo", "D02", "Bestuurder van een partner."),)

    write_panel(tmp_path / "p.xlsx", evaluators, assignments, conflicts)
    reading = read_panel(read_book(tmp_path / "p.xlsx"))

    assert (reading.evaluators, reading.assignments, reading.conflicts, reading.issues) == (
        evaluators, assignments, conflicts, (),
    )  # fmt: skip


def test_panel_names_double_and_unknown_evaluators_by_cell(tmp_path: Path) -> None:
    evaluators = (Evaluator("an", "An Alfa"), Evaluator("an", "Nog een An"))

    write_panel(tmp_path / "p.xlsx", evaluators, (Assignment("cas", "D01"),), ())
    reading = read_panel(read_book(tmp_path / "p.xlsx"))

    assert [(i.code, i.place.sheet, i.place.cell) for i in reading.issues] == [
        ("PANEL_TWICE", "Beoordelaars", "A6"),
        ("PANEL_UNKNOWN", "Toewijzing", "A5"),
    ]


def test_expertise_and_limits_come_back_as_they_were_written(tmp_path: Path) -> None:
    people = (Evaluator("an", "An Alfa"), Evaluator("bo", "Bo Beta"))
    profiles = (EvaluatorProfile("an", ("bouw", "Recht"), 2, 5), EvaluatorProfile("bo"))
    asked = {"D01": ("recht",), "D02": ("bouw", "zorg")}

    write_panel(tmp_path / "p.xlsx", people, (), (), profiles=profiles, expertise=asked)
    reading = read_panel(read_book(tmp_path / "p.xlsx"))

    assert (reading.profiles, reading.expertise, reading.issues) == (profiles, asked, ())


def test_older_workbook_says_nothing_of_expertise(tmp_path: Path) -> None:
    write_panel(tmp_path / "p.xlsx", (Evaluator("an", "An Alfa"),), (), ())
    book = load_workbook(tmp_path / "p.xlsx")
    book["Beoordelaars"].delete_cols(5, 3)
    del book["Deskundigheid"]
    book.save(tmp_path / "oud.xlsx")

    reading = read_panel(read_book(tmp_path / "oud.xlsx"))

    assert (reading.evaluators, reading.issues) == ((Evaluator("an", "An Alfa"),), ())
    assert (reading.profiles, reading.expertise) == ((), {})


def test_limits_that_are_no_numbers_or_cross_are_named_by_cell(tmp_path: Path) -> None:
    people = (Evaluator("an", "An Alfa"), Evaluator("bo", "Bo Beta"))
    write_panel(tmp_path / "p.xlsx", people, (), ())
    book = load_workbook(tmp_path / "p.xlsx")
    book["Beoordelaars"]["F5"] = "veel"
    book["Beoordelaars"]["F6"], book["Beoordelaars"]["G6"] = 4, 3
    book.save(tmp_path / "p.xlsx")

    reading = read_panel(read_book(tmp_path / "p.xlsx"))

    assert [(i.code, i.place.cell, i.blocks) for i in reading.issues] == [
        ("PANEL_COUNT", "F5", True),
        ("PANEL_RANGE", "G6", True),
    ]
