"""A call that declares ``ranking_basis = "calibrated"``: locked, printed everywhere, recomputable."""

from __future__ import annotations

import json
from collections.abc import Iterator
from fractions import Fraction
from math import floor
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from delpanel.errors import UserError
from delpanel.exchange.solve.solve_lines import solve_lines
from delpanel.model.assessment import CriterionAssessment
from delpanel.services.calls import calling
from delpanel.services.consensus.agreeing import Agreement, agree
from delpanel.services.decision import freezing
from delpanel.services.exports import exporting
from delpanel.services.letters import lettering
from delpanel.services.rankings import ranking_view
from delpanel.services.state.core_input import score_records
from delpanel.services.state.workspace import Workspace
from scoring.dossiers import ScoreState
from tests.delpanel.letters.pdf_reading import flowing
from tests.factories import (
    CRITERIA,
    MOTIVATION,
    f1_dossiers,
    f1_points,
    new_panel,
    put_dossiers,
    seat_panel,
)

RAW = calling.shipped_text("del-2020")
DECLARED = RAW.replace(
    "rounding_step = 0.01\n",
    'rounding_step = 0.01\nranking_basis = "calibrated"\n'
    "evaluator_penalty = 2.5\ndossier_penalty = 0.5\n",
)
EVALUATOR_PENALTY, DOSSIER_PENALTY = 2.5, 0.5


def judge(workspace: Workspace) -> None:
    """E1 to E4 give the points of the fixture; E5 a point more, and only on every other dossier."""
    put_dossiers(workspace, f1_dossiers())
    seat_panel(workspace)
    cells = []
    for number, (dossier, row) in enumerate(sorted(f1_points().items())):
        for criterion, value in row.items():
            given = 50 * (value // 50)
            cells += [
                CriterionAssessment(dossier, f"E{n}", criterion, given, MOTIVATION)
                for n in range(1, 5)
            ]
            declines = number % 2 == 1
            cells.append(
                CriterionAssessment(
                    dossier,
                    "E5",
                    criterion,
                    None if declines else min(500, given + 100),
                    MOTIVATION,
                    ScoreState.DECLINED if declines else ScoreState.SCORED,
                )
            )
    with workspace.act("assess") as unit:
        unit.assessments.add_all(cells, at=workspace.now(), actor="test")


@pytest.fixture
def corrected(tmp_path: Path) -> Iterator[Workspace]:
    with new_panel(tmp_path, DECLARED) as workspace:
        judge(workspace)
        yield workspace


def by_least_squares(workspace: Workspace, criterion: str) -> dict[str, float]:
    """Corrected means in centipoints: ridge as ordinary least squares with rows for penalties."""
    seen = [
        (s.dossier, s.evaluator, s.value_cp)
        for s in score_records(workspace.snapshot())
        if s.criterion == criterion and s.state is ScoreState.SCORED
    ]
    dossiers = sorted({d for d, _, _ in seen})
    people = sorted({e for _, e, _ in seen})
    width = 1 + len(dossiers) + len(people)
    rows, right = [], []
    for d, e, value in seen:
        row = np.zeros(width)
        row[[0, 1 + dossiers.index(d), 1 + len(dossiers) + people.index(e)]] = 1
        rows.append(row)
        right.append(float(value or 0))
    for place in range(1, width):
        row = np.zeros(width)
        row[place] = (DOSSIER_PENALTY if place <= len(dossiers) else EVALUATOR_PENALTY) ** 0.5
        rows.append(row)
        right.append(0.0)
    found = np.linalg.lstsq(np.array(rows), np.array(right), rcond=None)[0]
    lenient = dict(zip(people, found[1 + len(dossiers) :], strict=True))
    return {
        name: float(np.mean([v - lenient[e] for d, e, v in seen if d == name])) for name in dossiers
    }


def test_the_values_that_decide_are_the_corrected_means(corrected: Workspace) -> None:
    cells = corrected.computed().consolidation.cells

    for criterion in CRITERIA:
        for name, mean in by_least_squares(corrected, criterion).items():
            cell = cells[name, criterion]
            assert cell.calibrated_cp is not None
            assert float(cell.calibrated_cp) == pytest.approx(mean, abs=1e-6)
            assert cell.value_cp == min(500, floor(mean + 0.5))


def test_a_declared_basis_ranks_otherwise_than_the_points_as_given(
    corrected: Workspace, tmp_path: Path
) -> None:
    (tmp_path / "raw").mkdir()
    with new_panel(tmp_path / "raw", RAW) as as_given:
        judge(as_given)
        raw = {r["id"]: r for r in ranking_view.as_plain(as_given.computed(), "nl")}
    rows = {r["id"]: r for r in ranking_view.as_plain(corrected.computed(), "nl")}

    assert {r["ranking_basis"] for r in rows.values()} == {"calibrated"}
    assert {r["ranking_basis"] for r in raw.values()} == {"raw"}
    assert {n: r["rank"] for n, r in rows.items()} != {n: r["rank"] for n, r in raw.items()}


@pytest.mark.parametrize(
    ("before", "after"),
    [(DECLARED, RAW), (RAW, DECLARED), (DECLARED, DECLARED.replace("= 2.5", "= 3"))],
)
def test_after_the_first_points_the_basis_cannot_change(
    tmp_path: Path, before: str, after: str
) -> None:
    with new_panel(tmp_path, before) as workspace:
        calling.replace_text(workspace, after, "before scores open it may")
        calling.replace_text(workspace, before, "and back")
        judge(workspace)

        with pytest.raises(UserError) as refused:
            calling.replace_text(workspace, after, "now it is too late")

    assert refused.value.code == "BASIS_LOCKED"


@pytest.mark.parametrize(
    ("text", "code", "key"),
    [
        (DECLARED.replace("evaluator_penalty = 2.5\n", ""), "missing", "evaluator_penalty"),
        (DECLARED.replace("dossier_penalty = 0.5", "dossier_penalty = 0"), "out_of_range", "dossier"),
        (DECLARED.replace("dossier_penalty = 0.5", "dossier_penalty = 0.005"), "out_of_range", ""),
        (DECLARED.replace('"calibrated"', '"raw"'), "only_calibrated", "evaluator_penalty"),
        (DECLARED.replace('"calibrated"', '"bayes"'), "unknown_value", "ranking_basis"),
    ],
)  # fmt: skip
def test_a_call_that_declares_it_badly_is_told_where(text: str, code: str, key: str) -> None:
    [found] = calling.check_text(text, "oproep.toml")

    assert found.params["reason"] == code
    assert f"consolidation.{key}" in str(found.params["key"])


def test_every_output_names_the_basis(corrected: Workspace, tmp_path: Path) -> None:
    settle(corrected)
    freezing.freeze(corrected)
    exporting.export(corrected, "decision", tmp_path / "besluit.json", replace=False)
    exporting.export(corrected, "advisory", tmp_path / "advies.json", replace=False)
    exporting.export(corrected, "overview", tmp_path / "overzicht.pdf", replace=False)
    exporting.export(corrected, "ranking", tmp_path / "rangschikking.xlsx", replace=False)
    decision = json.loads((tmp_path / "besluit.json").read_text(encoding="utf-8"))
    advice = json.loads((tmp_path / "advies.json").read_text(encoding="utf-8"))

    assert decision["ranking_basis"] == advice["ranking_basis"] == "calibrated"
    assert decision["calibration"] == {"evaluator_penalty": "5/2", "dossier_penalty": "1/2"}
    cell = decision["decision"]["consolidated"]["D02"]["sme_reach"]
    assert cell["calibrated"] != cell["aggregate"]
    words = "milder of strenger"
    assert words in flowing((tmp_path / "overzicht.pdf").read_bytes())
    funded = decision["decision"]["funded"][0]
    assert words in flowing(lettering.preview(corrected, funded).pdf)
    assert "(calibrated)" in workbook_text(tmp_path / "rangschikking.xlsx")


def test_an_outsider_recomputes_the_values_with_solve(corrected: Workspace) -> None:
    records = [
        {
            "dossier": s.dossier,
            "evaluator": s.evaluator,
            "criterion": s.criterion,
            "state": str(s.state),
            **({} if s.value_cp is None else {"value_cp": s.value_cp}),
        }
        for s in score_records(corrected.snapshot())
    ]
    case = {
        "id": "calibrated",
        "kind": "consolidation",
        "instance": {
            "dossiers": sorted(f1_points()),
            "criteria": list(CRITERIA),
            "records": records,
            "params": {
                "method": "mean",
                "quorum": 3,
                "rounding_step_cp": 1,
                "calibration": {
                    "evaluator_penalty": "5/2",
                    "dossier_penalty": 0.5,
                    "minimum_cp": 0,
                    "maximum_cp": 500,
                },
            },
        },
    }
    [answer] = [json.loads(line) for line in solve_lines([json.dumps(case)])]
    held = corrected.computed().consolidation.cells

    for (name, criterion), cell in held.items():
        if cell.value_cp is not None:
            told: Any = answer["result"][name][criterion]
            assert (told["value"], told["source"]) == (cell.value_cp, "aggregate")
            assert Fraction(told["calibrated"]) == cell.calibrated_cp
            assert not told["apart"]


def settle(workspace: Workspace) -> None:
    """Give the motivations a letter needs; the values stay those of the rule."""
    agree(
        workspace,
        [
            Agreement(name, criterion, None, MOTIVATION)
            for name in f1_points()
            for criterion in CRITERIA
        ],
    )


def workbook_text(path: Path) -> str:
    from openpyxl import load_workbook

    return "\n".join(
        str(value)
        for sheet in load_workbook(path)
        for row in sheet.iter_rows(values_only=True)
        for value in row
        if value is not None
    )
