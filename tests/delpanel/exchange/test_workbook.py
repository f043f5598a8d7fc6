from __future__ import annotations

import codecs
import json
import subprocess
import sys
from dataclasses import asdict
from datetime import date, datetime
from pathlib import Path
from time import monotonic

import pytest
from openpyxl import Workbook

from delpanel.errors import FileProblem
from delpanel.exchange.reading.book_transport import decode_book
from delpanel.exchange.reading.source import UNCALCULATED, SourceBook, SourceKind
from delpanel.exchange.reading.source_limits import MEBIBYTE, Limits
from delpanel.exchange.reading.workbook import read_book, read_books
from delpanel.exchange.reading.workbook_child import READER_ARGUMENT
from delpanel.progress import Cancelled
from tests.delpanel.exchange.real_files import shared, shared_files
from tests.delpanel.exchange.workbooks import write_workbook

MOMENT = datetime(2020, 11, 21, 9, 30)  # noqa: DTZ001 - a sheet knows no zone

# What each hostile file must end in, where that is a refusal: from what the file is.
REFUSED = {
    "calamine__pass_protected.ods": "file_has_password",
    "poi__protected_passtika.xlsb": "file_has_password",
    "python-calamine__password.xls": "file_has_password",
    "python-calamine__password.xlsx": "file_has_password",
    "poi__xor-encryption-abc.xls": "file_has_password",
    "made__password.xlsx": "file_has_password",
    "made__stray_cell.xlsx": "file_kills_reader",
    "made__malformed_reference.xlsx": "file_damaged",
    "calamine__too_small.xls": "file_no_workbook",
    "openspout__non_zip.ods": "file_no_workbook",
    "sheetjs__d11.dbf": "file_no_workbook",
    "phpss__gzbomb.gnumeric": "file_is_other",
    "sheetjs__Attendance.numbers": "file_is_other",
    "excelize__BadWorkbook.xlsx": "file_without_cells",
    "poi__54764.xlsx": "file_damaged",
    "openspout__attack_billion_laughs.xlsx": "file_damaged",
    "openspout__attack_quadratic_blowup.ods": "file_damaged",
}


def test_workbook_gives_typed_cells_with_their_addresses(tmp_path: Path) -> None:
    book = Workbook()
    page = book.active
    assert page is not None
    page["C4"] = "Titel"
    page["D4"] = "Kost"
    page["C5"] = "Lab\r\nGent"
    page["D5"] = 12.5
    page["E5"] = date(2020, 11, 21)
    page["F5"] = MOMENT
    page["G5"] = True
    book.save(tmp_path / "een.xlsx")

    read = read_book(tmp_path / "een.xlsx")

    table = read.tables[0]
    assert read.kind is SourceKind.XLSX
    assert (table.first_row, table.first_column) == (4, 3)
    assert table.rows[1] == (
        "Lab\nGent",
        12.5,
        date(2020, 11, 21),
        MOMENT,
        True,
    )
    assert table.address(1, 1) == "D5"


def test_formula_without_value_is_named_and_never_taken_for_blank(tmp_path: Path) -> None:
    path = write_workbook(tmp_path / "som.xlsx", [["Titel", "Kost"], ["A", "=1+2"], ["B", 5]])

    read = read_book(path)

    assert read.tables[0].cell(1, 1) == UNCALCULATED
    note = next(note for note in read.notes if note.code == "formulas_without_value")
    assert dict(note.params) == {"sheet": "Lijst", "count": 1, "cells": "B2"}


def test_error_cells_keep_their_text() -> None:
    read = read_book(shared("hostile", "made__error_cells.xlsx"))

    assert {note.code for note in read.notes} >= {"cells_with_error"}
    texts = [cell for row in read.tables[0].rows for cell in row if isinstance(cell, str)]
    assert "#N/A" in texts


@pytest.mark.parametrize(
    ("content", "encoding", "delimiter"),
    [
        ("Nr;Titel;Kost\n1;Café;1.234,56\n2;B;2\n".encode("cp1252"), "cp1252", "semicolon"),
        ('Nr,Titel,Kost\r\n1,Café,"1.234,56"\r\n2,B,2\r\n'.encode("utf-8-sig"), "utf-8", "comma"),
        (
            codecs.BOM_UTF16_LE
            + "Nr\tTitel\tKost\n1\tCafé\t1.234,56\n2\tB\t2\n".encode("utf-16-le"),
            "utf-16",
            "tab",
        ),
    ],
)
def test_text_is_read_in_its_encoding_and_delimiter(
    tmp_path: Path, content: bytes, encoding: str, delimiter: str
) -> None:
    (tmp_path / "lijst.csv").write_bytes(content)

    read = read_book(tmp_path / "lijst.csv")

    assert read.tables[0].name == "lijst"
    assert read.tables[0].rows[1] == ("1", "Café", "1.234,56")
    assert dict(read.notes[0].params) == {"encoding": encoding, "delimiter": delimiter}


def test_text_null_and_quoted_break(tmp_path: Path) -> None:
    (tmp_path / "n.csv").write_text('a,b\n\\N,"x\ny, z"\n', encoding="utf-8")

    assert read_book(tmp_path / "n.csv").tables[0].rows[1] == (None, "x\ny, z")


def test_html_named_as_workbook_is_read_with_its_spans(tmp_path: Path) -> None:
    (tmp_path / "l.xls").write_text(
        "<html><table><tr><td rowspan=2>Titel</td><td colspan=2>Steun</td></tr>"
        "<tr><td>EFRO</td><td>Vlaams</td></tr><tr><td>Lab</td><td>1</td><td>2</td></tr></table>",
        encoding="utf-8",
    )

    read = read_book(tmp_path / "l.xls")

    assert read.kind is SourceKind.HTML
    assert read.tables[0].rows == (
        ("Titel", "Steun"),
        (None, "EFRO", "Vlaams"),
        ("Lab", "1", "2"),
    )


def test_content_counts_and_not_the_name(tmp_path: Path) -> None:
    write_workbook(tmp_path / "echt.xlsx", [["Titel"], ["A"]])
    (tmp_path / "echt.xlsx").rename(tmp_path / "oud.xls")

    assert read_book(tmp_path / "oud.xls").kind is SourceKind.XLSX


def test_missing_empty_and_foreign_files_are_one_sentence_each(tmp_path: Path) -> None:
    (tmp_path / "leeg.xlsx").touch()
    (tmp_path / "brief.pdf").write_bytes(b"%PDF-1.7 ...")

    answers = read_books(
        [tmp_path / "weg.xlsx", tmp_path / "leeg.xlsx", tmp_path / "brief.pdf", tmp_path]
    )

    assert [a.code for a in answers if isinstance(a, FileProblem)] == [
        "file_missing",
        "file_empty",
        "file_is_other",
        "file_is_folder",
    ]


def test_every_hostile_file_ends_in_rows_or_one_problem() -> None:
    paths = [path for path in shared_files("hostile") if path.name != "MANIFEST.csv"]
    start = monotonic()

    answers = read_books(paths)

    assert len(paths) > 80
    assert monotonic() - start < 60
    refused = {
        path.name: answer.code
        for path, answer in zip(paths, answers, strict=True)
        if isinstance(answer, FileProblem)
    }
    assert {name: refused.get(name) for name in REFUSED} == REFUSED
    for answer in answers:
        if isinstance(answer, SourceBook):
            assert any(table.rows for table in answer.tables)


def test_files_behind_a_deadly_one_are_read(tmp_path: Path) -> None:
    deadly = shared("hostile", "made__stray_cell.xlsx")
    good = write_workbook(tmp_path / "goed.xlsx", [["Titel"], ["A"]])

    first, second, third = read_books([good, deadly, good])

    assert isinstance(first, SourceBook)
    assert isinstance(second, FileProblem)
    assert second.params["file"] == deadly.name
    assert isinstance(third, SourceBook)
    assert third.tables == first.tables


def test_bomb_is_refused_before_it_is_opened(tmp_path: Path) -> None:
    path = write_workbook(tmp_path / "bom.xlsx", [["x" * 30_000] * 5 for _ in range(40)])

    answer = read_books([path], limits=Limits(zip_ratio=3))[0]

    assert isinstance(answer, FileProblem)
    assert answer.code == "file_is_bomb"


def test_deadline_ends_a_reading_that_takes_too_long(tmp_path: Path) -> None:
    big = tmp_path / "groot.csv"
    big.write_text("a,b\n" + "1,2\n" * 2_000_000, encoding="utf-8")
    start = monotonic()

    answer = read_books([big], limits=Limits(seconds=0.3, start_seconds=0.0, cells=100_000_000))[0]

    assert isinstance(answer, FileProblem)
    assert answer.code == "file_too_slow"
    assert monotonic() - start < 10


def test_memory_ceiling_refuses_what_asks_for_more(tmp_path: Path) -> None:
    if sys.platform != "linux":
        pytest.skip("the address space is bounded by RLIMIT_AS on Linux")
    big = tmp_path / "groot.csv"
    big.write_text("a,b\n" + f"{'x' * 2000},2\n" * 45_000, encoding="utf-8")

    answer = read_books([big], limits=Limits(memory_bytes=250 * MEBIBYTE))[0]

    assert isinstance(answer, FileProblem)
    assert answer.code == "file_kills_reader"


def test_too_many_cells_are_refused(tmp_path: Path) -> None:
    path = write_workbook(tmp_path / "veel.xlsx", [[1] * 10 for _ in range(200)])

    answer = read_books([path], limits=Limits(cells=1_000))[0]

    assert isinstance(answer, FileProblem)
    assert answer.code == "file_too_many_cells"


def test_cancel_between_files_ends_the_reading_process(tmp_path: Path) -> None:
    path = write_workbook(tmp_path / "een.xlsx", [["Titel"], ["A"]])
    seen: list[int] = []

    def stop(done: int, total: int, code: str = "") -> None:
        seen.append(done)
        del total, code
        raise Cancelled

    with pytest.raises(Cancelled):
        read_books([path, path, path], progress=stop)

    assert seen == [1]


def test_reading_process_loads_no_window_library() -> None:
    code = (
        "import sys, delpanel.exchange.reading.workbook_child, delpanel.exchange.reading.spreadsheets\n"
        "print([m for m in sys.modules if m.startswith(('PySide6', 'openpyxl', 'sqlalchemy'))])"
    )

    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert run.stdout.strip() == "[]"


def test_packaged_program_serves_when_asked_and_only_then(tmp_path: Path) -> None:
    write_workbook(tmp_path / "0.xlsx", [["Titel"], ["A"]])
    request = {"limits": asdict(Limits()), "files": [[0, "xlsx"]]}
    (tmp_path / "request.json").write_text(json.dumps(request), encoding="utf-8")
    code = (
        "import sys; from delpanel.exchange.reading.workbook_child import serve_if_asked\n"
        "print(serve_if_asked(sys.argv[1:]))"
    )

    def run(*arguments: str) -> str:
        command = [sys.executable, "-c", code, *arguments]
        return subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip()

    assert run("--help") == "False"
    assert run(READER_ARGUMENT, str(tmp_path)) == "True"
    book = decode_book((tmp_path / "0.json").read_text(encoding="utf-8"), Path("een.xlsx"))
    assert book.tables[0].rows == (("Titel",), ("A",))
