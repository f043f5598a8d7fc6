from __future__ import annotations

import csv
import sqlite3
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import psycopg
import pytest
from sqlalchemy import create_engine, text

from delpanel.errors import FileProblem
from delpanel.exchange.lists.column_mapping import suggest_mapping
from delpanel.exchange.lists.dossier_row import DossierRow, ListReading
from delpanel.exchange.lists.list_reader import read_list
from delpanel.exchange.lists.tables import choose_list
from delpanel.exchange.reading.database_source import list_tables, read_database
from delpanel.exchange.reading.source import SourceBook
from delpanel.exchange.reading.source_limits import Limits
from tests.delpanel.exchange.real_files import shared
from tests.postgres import fresh_database

FINANCES = (
    'SELECT a."Application title", a."Lead Applicant", a."Collaborators", a."Start Date", '
    'f."Organisation name" AS funded FROM applications a JOIN finances f '
    'ON f."Application name" = a."Application title" WHERE f.kind = \'Finances\''
)


def _load(url: str, name: str, rows: list[list[str]]) -> None:
    """Load a table as a funding service would keep it: text columns, ``\\N`` as it came."""
    header = [cell or f"column {at}" for at, cell in enumerate(rows[0])]
    columns = ", ".join(f'"{cell}" TEXT' for cell in header)
    marks = ", ".join(f":v{at}" for at in range(len(header)))
    engine = create_engine(url)
    with engine.begin() as connection:
        connection.execute(text(f'CREATE TABLE "{name}" ({columns})'))
        for row in rows[1:]:
            padded = [*row, *[""] * (len(header) - len(row))][: len(header)]
            values = {f"v{at}": value for at, value in enumerate(padded)}
            connection.execute(text(f'INSERT INTO "{name}" VALUES ({marks})'), values)
    engine.dispose()


def _csv(name: str) -> list[list[str]]:
    with shared("ifs", name).open(encoding="utf-8", newline="") as stream:
        return list(csv.reader(stream))


def _sqlite(tmp_path: Path) -> str:
    path = tmp_path / "aanvragen.sqlite"
    sqlite3.connect(path).close()
    return f"sqlite:///{path}"


def _postgres(_tmp_path: Path) -> str:
    return fresh_database().replace("postgresql://", "postgresql+psycopg://")


@pytest.fixture(params=[_sqlite, _postgres], ids=["sqlite", "postgresql"])
def service(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """A database with the tables of a funding service."""
    make: Callable[[Path], str] = request.param
    url = make(tmp_path)
    _load(url, "applications", _csv("applications.csv"))
    _load(url, "projects", _csv("projects.csv"))
    finances = _csv("application-finances.csv")
    _load(url, "finances", [["kind", *finances[0][1:]], *finances[1:]])
    return url


def _read(book: SourceBook) -> ListReading:
    found = choose_list(book)
    return read_list(found, suggest_mapping(found), file=book.path.name)


def _by_title(rows: tuple[DossierRow, ...]) -> dict[str, DossierRow]:
    return {row.title: row for row in rows}


def test_applications_import_with_their_collaborators_as_partners(service: str) -> None:
    reading = _read(read_database(service, table="applications"))

    expected = _csv("applications.csv")[1:]
    rows = _by_title(reading.rows)
    titles = Counter(source[0] for source in expected)
    assert len(reading.rows) == len(expected) == 398
    assert reading.blocked == ()
    for source in expected:
        if titles[source[0]] == 1:
            row = rows[source[0]]
            collaborators = source[5].replace("\\N", "").split(",")
            others = [name for name in dict.fromkeys(collaborators) if name not in {"", source[4]}]
            assert list(row.partners) == others
            assert row.lead_partner == source[4]
            assert (row.submitted_at is None) == (source[6] in {"", "\\N"})
    assert sum(len(row.partners) for row in reading.rows) > 100


def test_projects_and_a_query_over_two_tables_import(service: str) -> None:
    projects = _read(read_database(service, table="projects"))
    joined = _read(read_database(service, query=FINANCES))

    assert len(projects.rows) == len(_csv("projects.csv")) - 1
    assert joined.rows
    assert any(row.partners for row in joined.rows)


def test_tables_are_listed_and_a_wrong_name_says_which_there_are(service: str) -> None:
    assert list_tables(service) == ("applications", "finances", "projects")
    with pytest.raises(FileProblem) as absent:
        read_database(service, table="dossiers")
    with pytest.raises(FileProblem) as unsaid:
        read_database(service)

    assert absent.value.code == "database_no_table"
    assert absent.value.params["tables"] == "applications, finances, projects"
    assert unsaid.value.code == "database_choose_table"


@pytest.mark.parametrize(
    "statement",
    [
        "DELETE FROM applications",
        "DROP TABLE applications",
        "INSERT INTO applications SELECT * FROM applications",
        "CREATE TABLE extra (a INTEGER)",
    ],
)
def test_nothing_is_ever_written(service: str, statement: str) -> None:
    with pytest.raises(FileProblem) as problem:
        read_database(service, query=statement)

    assert problem.value.code == "database_query_failed"
    assert len(read_database(service, table="applications").tables[0].rows) == 399


def test_wrong_query_is_one_sentence_with_the_database_own_words(service: str) -> None:
    with pytest.raises(FileProblem) as problem:
        read_database(service, query="SELECT nergens FROM applications")

    assert problem.value.code == "database_query_failed"
    assert "nergens" in str(problem.value.params["detail"])


def test_exact_numbers_dates_and_colons_survive(tmp_path: Path) -> None:
    url = fresh_database()
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(
            "CREATE TABLE dossiers (nr integer, titel text, kost numeric(18,2), start date, "
            "ingediend timestamptz, partners text[])"
        )
        connection.execute(
            "INSERT INTO dossiers VALUES (1, 'Lab: Gent', 12345678901.23, '2021-03-01', "
            "'2020-11-20 12:00:00+01', '{UNIZO,Voka}'), (2, 'Lab Aalst', 100, NULL, NULL, NULL)"
        )

    reading = _read(read_database(url, query="SELECT *, titel::text AS weg FROM dossiers"))

    first = _by_title(reading.rows)["Lab: Gent"]
    assert first.cost_cents == 1_234_567_890_123
    assert first.partners == ("UNIZO", "Voka")
    assert first.start_on is not None
    assert first.start_on.isoformat() == "2021-03-01"
    del tmp_path


def test_database_that_is_not_there_is_one_sentence_without_the_password(tmp_path: Path) -> None:
    cases = {
        f"sqlite:///{tmp_path}/weg.sqlite": "file_missing",
        "postgresql://jan:geheim@127.0.0.1:1/panel": "database_unreachable",
        "mysql://jan:geheim@server/panel": "database_kind_unknown",
        "dit is geen adres": "database_address_invalid",
    }
    for url, code in cases.items():
        with pytest.raises(FileProblem) as problem:
            list_tables(url)
        assert problem.value.code == code
        assert "geheim" not in str(problem.value.params)


def test_file_that_is_no_database_is_refused(tmp_path: Path) -> None:
    (tmp_path / "x.sqlite").write_text("geen databank, maar wel een lange regel tekst " * 20)

    with pytest.raises(FileProblem) as problem:
        list_tables(f"sqlite:///{tmp_path / 'x.sqlite'}")

    assert problem.value.code == "database_unreachable"


def test_more_rows_than_allowed_are_refused(tmp_path: Path) -> None:
    url = _sqlite(tmp_path)
    _load(url, "t", [["Titel"], *[[f"Lab {n}"] for n in range(100)]])

    with pytest.raises(FileProblem) as problem:
        read_database(url, limits=Limits(cells=50))

    assert problem.value.code == "file_too_many_cells"
