"""The demo call: from the shipped workbooks to letters, every published figure, twice the same."""

from __future__ import annotations

import json
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from delpanel.errors import UserError
from delpanel.services.exports import exporting
from delpanel.services.intake.admitting import admissibility
from delpanel.services.rehearsal.demonstrating import run_demo
from delpanel.services.state.workspace import Workspace
from tests.delpanel.cli.running import ask, delpanel
from tests.delpanel.services.recomputed import hold_against
from tests.factories import F1, environment, f1_points

EXPECTED = F1["expected"]


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Any]:
    """Run the demo as a person would, once, and give the folder with what was printed."""
    folder = tmp_path_factory.mktemp("werk") / "demo"
    answer = delpanel("demo", folder, "--json")
    assert answer.code == 0, answer.problem
    return folder, answer.json


@pytest.fixture(scope="module")
def panel(demo: tuple[Path, Any]) -> Iterator[Workspace]:
    folder, printed = demo
    assert printed["panel"] == str(folder / "del-2020.delpanel")
    with Workspace.open(printed["panel"], environment(), read_only=True) as workspace:
        yield workspace


def test_the_demo_prints_the_funded_hubs_with_their_amounts(demo: tuple[Path, Any]) -> None:
    asked = {d["id"]: d for d in F1["dossiers"]}

    funded = {hub["id"]: hub for hub in demo[1]["funded"]}

    assert sorted(funded) == EXPECTED["policy_coverage"]["funded"]
    for name, hub in funded.items():
        assert hub["erdf_cents"] == 100 * asked[name]["erdf_requested"]
        assert hub["flemish_cents"] == 100 * asked[name]["flemish_requested"]


def test_five_people_who_differ_agree_on_the_points_of_the_fixture(panel: Workspace) -> None:
    state, wanted = panel.snapshot(), f1_points()

    agreed = {(a.dossier, a.criterion): a.points_cp for a in state.agreed if a.dossier in wanted}
    assert agreed == {(d, c): value for d, row in wanted.items() for c, value in row.items()}
    assert len(state.evaluators) == 5
    spread = [
        cell.spread_cp for cell in panel.computed().consolidation.cells.values() if cell.n_valid
    ]
    assert any(spread), "they do not all give the same"
    assert all(a.motivation for a in state.assessments)


def test_three_dossiers_are_inadmissible_each_for_its_own_reason(panel: Workspace) -> None:
    failed = {
        name: [str(finding.ground) for finding in verdict.failed]
        for name, verdict in admissibility(panel).items()
        if verdict.failed
    }

    assert sorted(failed.values()) == [["late"], ["pre_registration"], ["sme_only"]]
    assert set(failed).isdisjoint(d["id"] for d in F1["dossiers"])
    (late,) = (
        verdict.failed[0].params["late_seconds"]
        for verdict in admissibility(panel).values()
        if verdict.failed and verdict.failed[0].ground == "late"
    )
    assert late == 60, "one minute"


def test_each_dossier_is_as_rich_as_a_real_one(panel: Workspace) -> None:
    wanted = {d["id"]: d for d in F1["dossiers"]}

    for held in panel.snapshot().dossiers:
        assert 3 <= len(held.partners) <= 7, held.id
        assert held.cost_lines
        assert held.evidence
        if held.id in wanted:
            assert held.financing.cost_cents == 100 * wanted[held.id]["cost"]
            assert sum(line.cost_cents for line in held.cost_lines) == held.financing.cost_cents
            assert held.nuts == wanted[held.id]["nuts"]


def test_the_demo_leaves_a_letter_a_dossier_and_every_document(demo: tuple[Path, Any]) -> None:
    folder, printed = demo

    letters = sorted(path.name for path in (folder / "brieven").glob("*.pdf"))
    assert len(letters) == 16
    assert letters == sorted(printed["letters"])
    assert all(path.read_bytes().startswith(b"%PDF") for path in folder.rglob("*.pdf"))
    book = openpyxl.load_workbook(folder / "rangschikking.xlsx", read_only=True)
    said = [str(cell) for row in book.worksheets[0].iter_rows(values_only=True) for cell in row]
    book.close()
    assert set(EXPECTED["totals"].values()) <= set(said)
    decision = json.loads((folder / "decision.json").read_text(encoding="utf-8"))
    assert decision["decision"]["totals"]["erdf_cents"] == 100 * EXPECTED["policy_coverage"]["erdf"]


def test_the_command_line_reads_the_demo_to_the_published_figures(
    demo: tuple[Path, Any],
) -> None:
    path = demo[0] / "del-2020.delpanel"

    rows = {row["id"]: row for row in ask("rank", path)}
    other = ask("fund", path, "--policy", "ranking")

    assert {name: rows[name]["total"] for name in EXPECTED["totals"]} == EXPECTED["totals"]
    assert sorted(other["funded"]) == sorted(EXPECTED["policy_ranking"]["funded"])
    assert set(other["reasons"]) == set(rows)
    assert ask("journal", path)["intact"]


def test_the_demo_is_the_same_bytes_each_time(demo: tuple[Path, Any], tmp_path: Path) -> None:
    again = tmp_path / "demo"
    run_demo(again)

    def digests(folder: Path) -> dict[str, str]:
        return {
            str(path.relative_to(folder)): sha256(path.read_bytes()).hexdigest()
            for path in folder.rglob("*")
            if path.suffix in {".pdf", ".json", ".xlsx"}
        }

    assert len(digests(again)) == 19
    assert digests(again) == digests(demo[0])


def test_a_second_demo_asks_first_and_then_leaves_a_persons_own_files(tmp_path: Path) -> None:
    folder = tmp_path / "demo"
    (folder / "brieven").mkdir(parents=True)
    (folder / "del-2020.delpanel").write_bytes(b"een eerder paneel")
    (folder / "brieven" / "brief-D99-GK.pdf").write_bytes(b"een eerdere brief")
    (folder / "nota.txt").write_text("van mij", encoding="utf-8")
    with pytest.raises(UserError) as refused:
        run_demo(folder)
    assert refused.value.code == "DEMO_EXISTS"

    run_demo(folder, replace=True)

    assert (folder / "nota.txt").read_text(encoding="utf-8") == "van mij"
    assert not (folder / "brieven" / "brief-D99-GK.pdf").exists()
    assert len(list((folder / "brieven").glob("*.pdf"))) == 16


def test_an_outsider_recomputes_the_demo_from_two_lines(panel: Workspace, tmp_path: Path) -> None:
    exporting.export(panel, "solve", tmp_path / "vragen.jsonl", replace=False)

    money = hold_against(panel.computed(), (tmp_path / "vragen.jsonl").read_text().splitlines())

    assert money["published"]["policies"]["coverage"]["totals"]["erdf"] == 300000000
