"""What a user waits for: another weight, a panel that opens, a list that is read, letters."""

from __future__ import annotations

import tempfile
from functools import partial
from itertools import count
from pathlib import Path
from random import Random

import openpyxl

from benchmarks.figures import Figure, Target
from benchmarks.panels import NUTS, call_text, environment, fill
from benchmarks.timing import alternate
from delpanel.services.intake import importing
from delpanel.services.letters import lettering
from delpanel.services.rankings.ranking import preview_weights, ranking_rows
from delpanel.services.rehearsal.demonstrating import run_demo
from delpanel.services.state.computed import Computed
from delpanel.services.state.workspace import Workspace
from scoring.rules import Policy

PANEL = (300, 10, 7)
ROWS = 2000


def weight_change_and_opening() -> list[Figure]:
    """A panel of 300 dossiers, 10 criteria and 7 evaluators, in a file and then in memory."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "large.delpanel"
        fill(path, *PANEL).close()
        opening = alternate(partial(_opened, path), runs=5)
        with Workspace.open(str(path), environment()) as workspace:
            snapshot = workspace.snapshot()
    size = "{} dossiers, {} criteria, {} evaluators".format(*PANEL)
    weights = count(11)
    official = Computed(snapshot)
    _must_fund(official)
    listed = alternate(lambda: _rank_order(official, next(weights)), runs=9)
    best = alternate(lambda: _best(official, next(weights)), runs=9)
    return [
        Figure(
            "weight change to ranking and rank-order set", size, listed, target=Target(seconds=0.05)
        ),
        Figure("weight change to the optimum's set", size, best, target=Target(seconds=0.15)),
        Figure("open a panel, up to its ranking on screen", size, opening),
    ]


def list_import() -> list[Figure]:
    """An Excel list of 2,000 rows into an empty panel."""
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "lijst.xlsx"
        _write_list(source)
        numbers = count()
        whole = alternate(
            lambda: _imported(Path(folder) / f"{next(numbers)}.delpanel", source), runs=3
        )
    return [Figure("import a list, plan and write", f"{ROWS} rows", whole)]


def letters() -> list[Figure]:
    """All letters of the demo call, composed, rendered to PDF, filed and written."""
    with tempfile.TemporaryDirectory() as folder:
        made = run_demo(Path(folder) / "demo")
        with Workspace.open(str(made.panel), environment()) as workspace:
            target = Path(folder) / "brieven"
            times = alternate(lambda: lettering.issue(workspace, target), runs=5)
    pages = len(made.letters)
    rate = f"{pages / times.seconds:.1f} letters/s"
    return [Figure("decision letters", f"{pages} letters", times, rate=rate)]


def _rank_order(official: Computed, weight: int) -> tuple[str, ...]:
    trial = preview_weights(official, {"c0": weight})
    if len(trial.ranking.rows) != PANEL[0]:
        raise AssertionError
    return trial.quick_proposal(Policy.RANKING).funded


def _best(official: Computed, weight: int) -> tuple[str, ...]:
    return preview_weights(official, {"c0": weight}).quick_proposal(Policy.COVERAGE).funded


def _must_fund(computed: Computed) -> None:
    if not computed.quick_proposal(Policy.RANKING).funded or len(computed.ranking.passing) < 100:
        raise AssertionError


def _opened(path: Path) -> int:
    with Workspace.open(str(path), environment()) as workspace:
        return len(ranking_rows(workspace.computed()))


def _imported(panel: Path, source: Path) -> int:
    with Workspace.create(str(panel), call_text(3), environment()) as workspace:
        plan = importing.plan_import(workspace, importing.ImportRequest((str(source),)))
        added = len(importing.commit(workspace, plan).added)
    if added != ROWS:
        raise AssertionError(added)
    return added


def _write_list(path: Path) -> None:
    draw = Random(ROWS)
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet("Dossiers")
    sheet.append(
        ["Dossiernummer", "Titel", "Samenvatting", "Provincie", "Totale kosten", "EFRO", "Promotor"]
    )
    for number in range(1, ROWS + 1):
        cost = draw.randrange(800_000, 1_500_000)
        sheet.append(
            [
                f"D{number:04d}",
                f"Experimenteerruimte {number}",
                "Een plek waar kmo's nieuwe toepassingen proberen.",
                draw.choice(NUTS),
                cost,
                cost * 36 / 100,
                f"Federatie {number}",
            ]
        )
    book.save(path)
