"""Dossiers in: planned first, then written as one; a second time nothing changes."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest

from delpanel import messages
from delpanel.errors import FileProblem, NotAllowed, StaleValue, UserError
from delpanel.model.actor import Role
from delpanel.model.dossier import Dossier, Origin
from delpanel.model.issues import Severity
from delpanel.services.exports import exporting
from delpanel.services.intake import importing
from delpanel.services.intake.import_plan import ChangeKind, ImportPlan, ImportReport
from delpanel.services.intake.importing import ImportRequest
from delpanel.services.intake.listing import dossier_rows
from delpanel.services.state.workspace import Workspace
from tests.factories import BRUSSELS, dossier, new_panel, put_dossiers, reopened, with_money

HEAD = "Nr;Project;Kost;EFRO;Vlaamse cofinanciering;Provincie"
FIRST = "A1;Eerste hub;1.000.000,00;400.000,00;250.000,50;Antwerpen"
SECOND = "A2;Tweede hub;€ 76.999,5;30.000;9.999,99;Limburg"


@pytest.fixture
def panel(tmp_path: Path) -> Iterator[Workspace]:
    with new_panel(tmp_path) as workspace:
        yield workspace


@pytest.fixture
def listed(tmp_path: Path) -> Callable[..., str]:
    """Write a list as a spreadsheet program saves it, and give its path."""

    def write(*rows: str, name: str = "lijst.csv") -> str:
        path = tmp_path / name
        path.write_text("\n".join((HEAD, *rows)) + "\n", encoding="utf-8")
        return str(path)

    return write


def plan(workspace: Workspace, *sources: str) -> ImportPlan:
    return importing.plan_import(workspace, ImportRequest(sources))


def bring(workspace: Workspace, *sources: str, only_clean: bool = False) -> ImportReport:
    return importing.commit(workspace, plan(workspace, *sources), only_clean=only_clean)


def ids(changes: Sequence[object]) -> list[str]:
    return [str(getattr(change, "dossier").id) for change in changes]  # noqa: B009 - any change


def without_origin(dossiers: Sequence[Dossier]) -> list[Dossier]:
    return [
        replace(
            d,
            origin=Origin(),
            evidence=tuple(sorted(d.evidence, key=lambda e: e.criterion)),
            sections=tuple(sorted(d.sections, key=lambda s: s.criterion)),
        )
        for d in dossiers
    ]


def test_a_list_comes_in_to_the_cent_with_its_findings_kept(
    panel: Workspace, listed: Callable[..., str]
) -> None:
    report = bring(panel, listed(FIRST, SECOND))

    assert report.added == ("A1", "A2")
    first, second = panel.snapshot().dossiers
    assert (first.nuts, second.nuts) == ("BE21", "BE22")
    assert first.financing.flemish_requested_cents == 25_000_050
    assert second.financing.cost_cents == 7_699_950
    assert first.start_on is None
    rows = dossier_rows(panel.computed())
    assert all(row.warnings for row in rows), "what a list leaves out stays on the dossier"
    assert {issue.dossier for issue in panel.snapshot().issues} == {"A1", "A2"}


def test_nothing_is_written_by_planning(panel: Workspace, listed: Callable[..., str]) -> None:
    version = panel.store.data_version()

    found = plan(panel, listed(FIRST))

    assert ids(found.of_kind(ChangeKind.NEW)) == ["A1"]
    assert panel.store.data_version() == version
    assert panel.snapshot().dossiers == ()


def test_a_second_import_of_the_same_file_changes_nothing_at_all(
    panel: Workspace, listed: Callable[..., str]
) -> None:
    source = listed(FIRST, SECOND)
    bring(panel, source)
    version = panel.store.data_version()

    report = bring(panel, source)

    assert report.unchanged == ("A1", "A2")
    assert (report.added, report.replaced, report.refused) == ((), (), ())
    assert panel.store.data_version() == version


def test_a_changed_import_shows_what_changed_before_it_is_written(
    panel: Workspace, listed: Callable[..., str]
) -> None:
    bring(panel, listed(FIRST, SECOND))

    source = listed(FIRST.replace("400.000,00", "400.000,01").replace("Eerste", "1ste"), SECOND)
    found = plan(panel, source)

    (change,) = found.of_kind(ChangeKind.CHANGED)
    assert {(c.field, c.before, c.after) for c in change.changes} == {
        ("title", "Eerste hub", "1ste hub"),
        ("financing.erdf_requested_cents", "40000000", "40000001"),
    }
    assert ids(found.of_kind(ChangeKind.SAME)) == ["A2"]
    report = importing.commit(panel, found)
    assert report.replaced == ("A1",)
    assert panel.snapshot().dossier_by_id["A1"].title == "1ste hub"


def test_an_amount_that_cannot_be_read_blocks_that_row_only(
    panel: Workspace, listed: Callable[..., str]
) -> None:
    report = bring(panel, listed(FIRST, "A2;Tweede hub;honderd;1;1;Limburg"))

    assert (report.added, report.refused) == (("A1",), ("A2",))
    (blocking,) = (issue for issue in report.issues if issue.blocks)
    assert (blocking.place.file, blocking.place.cell) == ("lijst.csv", "C3")
    assert "honderd" in messages.of_issue(blocking)


def test_the_same_number_in_two_files_comes_in_once_and_is_told(
    panel: Workspace, listed: Callable[..., str]
) -> None:
    one, two = listed(FIRST, name="een.csv"), listed(FIRST, SECOND, name="twee.csv")

    report = bring(panel, one, two)

    assert report.added == ("A1", "A2")
    (twice,) = (issue for issue in report.issues if issue.code == "IMPORT_TWICE")
    assert (twice.dossier, twice.place.file, twice.severity) == ("A1", "twee.csv", Severity.ERROR)
    assert "een.csv" in messages.of_issue(twice)
    assert "IMPORT_TWICE" not in {issue.code for issue in panel.snapshot().issues}


def test_the_same_number_twice_in_one_list_blocks_both_rows_each_with_its_cell(
    panel: Workspace, listed: Callable[..., str]
) -> None:
    found = plan(panel, listed(FIRST, SECOND, SECOND))

    assert ids(found.of_kind(ChangeKind.NEW)) == ["A1"]
    blocked = found.of_kind(ChangeKind.BLOCKED)
    assert ids(blocked) == ["A2", "A2"]
    assert [[issue.place.cell for issue in change.issues] for change in blocked] == [["A3"], ["A4"]]
    assert len(set(map(repr, found.all_issues))) == len(found.all_issues)


def test_rows_without_errors_can_be_committed_without_the_rest(
    panel: Workspace, listed: Callable[..., str]
) -> None:
    # a province of another country is an error, but blocks nothing
    source = listed(FIRST, "A2;Hub over de grens;1.000.000;400.000;100.000;BE10")

    clean = bring(panel, source, only_clean=True)
    assert (clean.added, clean.refused) == (("A1",), ("A2",))

    rest = bring(panel, source)
    assert (rest.added, rest.unchanged) == (("A2",), ("A1",))


def test_a_plan_made_on_an_older_state_is_refused(
    panel: Workspace, listed: Callable[..., str]
) -> None:
    found = plan(panel, listed(FIRST))
    put_dossiers(panel, [dossier()])

    with pytest.raises(StaleValue) as refused:
        importing.commit(panel, found)

    assert refused.value.code == "IMPORT_STALE"
    assert ids_of(panel) == ["D01"]


def ids_of(workspace: Workspace) -> list[str]:
    return [d.id for d in workspace.snapshot().dossiers]


def test_the_office_imports_and_nobody_else(panel: Workspace, listed: Callable[..., str]) -> None:
    source = listed(FIRST)
    with reopened(panel, Role.EVALUATOR, evaluator="E1") as other:
        with pytest.raises(NotAllowed) as refused:
            plan(other, source)

        assert refused.value.code == "OFFICE_ONLY"


def test_a_mapping_made_by_hand_is_used_again_for_the_next_list(
    panel: Workspace, tmp_path: Path
) -> None:
    own = "Code;Wat;Bedrag\n"
    mapping = '[columns]\nid = "Code"\ntitle = "Wat"\ncost = "Bedrag"\n'
    for name, row in (("een.csv", "X1;Alfa;100,00"), ("twee.csv", "X2;Beta;200,00")):
        (tmp_path / name).write_text(own + row + "\n", encoding="utf-8")

    first = importing.plan_import(
        panel, ImportRequest((str(tmp_path / "een.csv"),), mapping=mapping)
    )
    importing.commit(panel, first)
    bring(panel, str(tmp_path / "twee.csv"))

    assert [(d.id, d.title, d.financing.cost_cents) for d in panel.snapshot().dossiers] == [
        ("X1", "Alfa", 10_000),
        ("X2", "Beta", 20_000),
    ]


@pytest.mark.parametrize(
    ("table", "query"), [("aanvragen", ""), ("", "SELECT * FROM aanvragen WHERE kost > 0")]
)
def test_a_table_of_a_database_comes_in_like_a_list(
    panel: Workspace, tmp_path: Path, table: str, query: str
) -> None:
    with sqlite3.connect(tmp_path / "bron.db") as source:
        source.execute("CREATE TABLE aanvragen (nr TEXT, project TEXT, kost NUMERIC, efro TEXT)")
        rows = [("B1", "Alfa", 1000.5, "400,20"), ("B2", "Bèta", 250, "100")]
        source.executemany("INSERT INTO aanvragen VALUES (?, ?, ?, ?)", rows)
    source.close()
    request = ImportRequest((f"sqlite:///{tmp_path / 'bron.db'}",), table=table, query=query)

    report = importing.commit(panel, importing.plan_import(panel, request))
    again = importing.commit(panel, importing.plan_import(panel, request))

    assert report.added == again.unchanged == ("B1", "B2")
    first = panel.snapshot().dossier_by_id["B1"]
    assert first.financing.cost_cents == 100_050
    assert first.financing.erdf_requested_cents == 40_020


@pytest.mark.parametrize(
    ("content", "name"),
    [(None, "weg.xlsx"), (b"", "leeg.xlsx"), (b"PK\x03\x04 niet echt", "stuk.xlsx")],
)
def test_a_source_that_cannot_be_read_is_one_sentence_that_names_it(
    panel: Workspace, tmp_path: Path, content: bytes | None, name: str
) -> None:
    if content is not None:
        (tmp_path / name).write_bytes(content)

    with pytest.raises(FileProblem) as refused:
        plan(panel, str(tmp_path / name))

    for language in messages.LANGUAGES:
        said = messages.of_error(refused.value, language)
        assert name in said
        assert said != refused.value.code


def test_a_text_without_a_list_is_refused(panel: Workspace, tmp_path: Path) -> None:
    (tmp_path / "brief.csv").write_text("Geachte heer\n\nHoogachtend\n", encoding="utf-8")

    with pytest.raises(UserError) as refused:
        bring(panel, str(tmp_path / "brief.csv"))

    assert "brief.csv" in messages.of_error(refused.value)


def test_dossiers_written_out_come_back_as_no_change(panel: Workspace, tmp_path: Path) -> None:
    # filed half an hour before midnight in summer and in winter, so that a slip of zone shows
    late = dossier(
        "D02",
        nuts="BE22",
        pre_registered_at=datetime(2020, 9, 17, 23, 30, tzinfo=BRUSSELS),
        submitted_at=datetime(2020, 11, 20, 23, 30, tzinfo=BRUSSELS),
    )
    put_dossiers(panel, [dossier("D01"), with_money(late, 99_999_999, 3, 1)])
    exporting.export(panel, "dossiers", tmp_path / "uit.xlsx", replace=False)

    found = plan(panel, str(tmp_path / "uit.xlsx"))

    assert [c.changes for c in found.changes] == [(), ()]
    assert ids(found.of_kind(ChangeKind.SAME)) == ["D01", "D02"]


def test_dossiers_written_out_fill_another_panel_with_the_same(
    panel: Workspace, tmp_path: Path
) -> None:
    put_dossiers(panel, [dossier("D01"), dossier("D02", nuts="BE22")])
    exporting.export(panel, "dossiers", tmp_path / "uit.xlsx", replace=False)

    with new_panel(tmp_path, name="ander.delpanel") as other:
        bring(other, str(tmp_path / "uit.xlsx"))

        assert without_origin(other.snapshot().dossiers) == without_origin(
            panel.snapshot().dossiers
        )


def test_a_changed_cost_line_is_named_by_its_number(panel: Workspace, tmp_path: Path) -> None:
    held = dossier()
    put_dossiers(panel, [held])
    exporting.export(panel, "dossiers", tmp_path / "uit.xlsx", replace=False)
    lines = (held.cost_lines[0], replace(held.cost_lines[1], heading="overhead"))
    put_dossiers(panel, [replace(held, cost_lines=lines, evidence=held.evidence[1:])])

    (change,) = plan(panel, str(tmp_path / "uit.xlsx")).changes

    assert [(c.field, bool(c.before), bool(c.after)) for c in change.changes] == [
        ("cost_lines[2]", True, True),
        ("evidence[complementarity, bewijsstuk]", False, True),
    ]


def test_import_is_journaled_with_source_and_count(
    panel: Workspace, listed: Callable[..., str]
) -> None:
    source = listed(FIRST, SECOND)
    bring(panel, source)

    with panel.store.read() as reading:
        last = reading.journal.entries()[-1]
        assert reading.journal.verify() is None
    assert (last.verb, last.subject, last.detail) == ("import", source, "2")
