"""What ``--json`` prints is what docs/json.md says: every field, every kind, null only where said."""

from __future__ import annotations

import argparse
import io
import json
from collections.abc import Mapping
from contextlib import redirect_stdout
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from delpanel.cli import main
from delpanel.cli.parser import _tree
from delpanel.model.approval import ApprovalAnswer
from delpanel.model.pack import Answer, ConflictType
from delpanel.model.panel import ConflictOfInterest, Evaluator
from delpanel.services.calls import calling
from delpanel.services.consensus import agreeing
from delpanel.services.decision import deciding
from delpanel.services.people import approving, assessing, panelling
from delpanel.services.returns import collecting
from delpanel.services.round import declaring
from tests.delpanel.cli.contract import documented, problems, seen
from tests.factories import (
    CRITERIA,
    MOTIVATION,
    dossier,
    f1_dossiers,
    f1_points,
    judged_panel,
    with_money,
)

PAGE = documented()
# Their own tests hold them to the page
ALONE = {
    "rehearse",
    "assign",
    "attach",
    "attributes",
    "call",
    "copy",
    "expertise",
    "meeting",
    "open",
    "release",
    "server",
    "synergy",
    "verify",
    "withdraw",
}
ELSEWHERE = {
    "demo FOLDER",
    "A finding",
    *(name for name in PAGE if name.split()[0] in ALONE),
}
LIST = "Nr;Project;Kost;EFRO\n{id};Een hub;1.000.000,00;400.000,00\nA2;Tweede;x;1\n"


def printed(*words: str, code: int = 0) -> Any:
    out = io.StringIO()
    with redirect_stdout(out):
        assert main([*words, "--json"]) == code
    return json.loads(out.getvalue())


@pytest.fixture(scope="module")
def answers(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, list[Any]]:
    """Run every command that reports on a panel that holds one of everything."""
    folder = tmp_path_factory.mktemp("json")
    others = (
        dossier("D14", withdrawn=True, nuts=None, start_on=None, end_on=None),
        dossier("D15", sme_only=False, nuts="BE24", submitted_at=None, partners=()),
    )
    with judged_panel(folder, (*f1_dossiers(), *others), f1_points()) as workspace:
        for points in (400, 350):
            moved = agreeing.Agreement("D13", "sme_reach", points, MOTIVATION, "Besproken.")
            agreeing.agree(workspace, [moved])
        quote = agreeing.Agreement("D03", "sme_reach", 350, "", "Besproken.")
        agreeing.agree(workspace, [agreeing.quoted(workspace.snapshot(), quote, "E1")])
        panelling.declare_conflict(workspace, ConflictOfInterest("E5", "D14", "Familie."))
        knows = Evaluator("E6", "Fien Test", organisation="Hogeschool Voorbeeld", active=True)
        panelling.save_evaluators(workspace, [knows])
        said = ("E6", "D15"), Answer.CONFLICT, "Per brief.", ConflictType.FAMILY
        declaring.write_down(workspace, *said)
        deciding.add_condition(workspace, "D02", "Het huurcontract is getekend.")
        (sheet, *_) = collecting.write_score_sheets(workspace, folder)
    book = openpyxl.load_workbook(sheet)
    book.worksheets[1]["E5"].value = 4.5
    book.worksheets[1]["E6"].value = "vier"
    book.worksheets[1]["F5"].value = "Een andere motivering, die lang genoeg is voor de oproep."
    book.save(sheet)
    book.worksheets[1]["E5"].value = 1
    other_sheet = sheet.with_name("nog-een.xlsx")
    book.save(other_sheet)
    panel, file = str(folder / "paneel.delpanel"), folder / "lijst.csv"
    other = str(folder / "ander.delpanel")
    bad = folder / "fout.toml"
    bad.write_text("[call]\nid = 3\n", encoding="utf-8")
    held: dict[str, list[Any]] = {
        "new PANEL --preset NAME": [printed("new", other, "--preset", "del-2020")],
        "check-call FILE": [
            printed("check-call", "horizon"),
            printed("check-call", str(bad), code=3),
        ],
    }
    file.write_text(LIST.format(id="A1"), encoding="utf-8")
    dry = [printed("import", other, str(file), "--dry-run")]
    done = [printed("import", other, str(file))]
    file.write_text(LIST.format(id="A1").replace("Een hub", "Eén hub"), encoding="utf-8")
    dry.append(printed("import", other, str(file), "--dry-run"))
    done += [printed("import", other, str(file)), printed("import", other, str(file))]
    held["import PANEL SOURCE --dry-run"], held["import PANEL SOURCE"] = dry, done
    printed("score", other)
    apart, approvals = _of_an_uneven_panel(folder)
    joining = ("panel", apart, "--joined", "E9", "--name", "Nieuw Lid")
    held |= {
        "dossiers PANEL": [printed("dossiers", panel), printed("dossiers", other)],
        "admit PANEL [DOSSIER]": [printed("admit", panel), printed("admit", panel, "D15")],
        "panel PANEL": [printed("panel", panel)],
        "score PANEL": [printed("score", panel)],
        "score PANEL --read SHEET...": [
            printed("score", panel, "--read", str(sheet), "--dry-run", code=3),
            printed("score", panel, "--read", str(sheet), str(other_sheet), "--dry-run", code=3),
        ],
        "agree PANEL": [printed("agree", panel), printed("agree", other)],
        "ledger PANEL": [printed("ledger", panel), printed("ledger", other)],
        "queue PANEL [--members]": [
            printed("queue", panel, "--members"),
            printed("queue", apart, "--members", code=3),
        ],
        "agreement PANEL": [printed("agreement", panel), printed("agreement", apart)],
        "approve PANEL [DOSSIER]": approvals,
        "panel PANEL --left|--joined MEMBER --rule RULE": [
            printed("panel", apart, "--left", "E1", "--rule", "exclude", "--dry-run"),
            printed("panel", apart, "--left", "E1", "--rule", "exclude", "--reason", "Ziek."),
            printed("panel", apart, "--joined", "E1", "--rule", "return", "--reason", "Terug."),
            printed("panel", apart, "--left", "E1", "--rule", "keep", "--reason", "Toch weg."),
            printed("panel", apart, "--left", "E3", "--rule", "exclude", "--reason", "Weg."),
            printed(*joining, "--rule", "all", "--reason", "Vervangt."),
            printed("panel", apart, "--left", "E2", "--rule", "exclude", "--reason", "Weg."),
        ],
        "panel PANEL --changes": [printed("panel", apart, "--changes")],
        "rank PANEL": [printed("rank", panel), printed("rank", other)],
        "fund PANEL [--policy coverage|ranking]": [
            printed("fund", panel),
            printed("fund", panel, "--policy", "ranking"),
            printed("fund", other),
            printed("fund", _carried_alone(folder)),
        ],
        "explain PANEL [DOSSIER]": [printed("explain", panel)],
        "explain PANEL --money DOSSIER": [
            printed("explain", panel, "--money", "D01"),
            printed("explain", panel, "--money", "D02"),
        ],
        "scenarios PANEL": [printed("scenarios", panel, "--add", "minder", "erdf=2700000")],
        "freeze PANEL": [printed("freeze", panel)],
        "decide PANEL": [printed("decide", panel), printed("decide", other)],
        "letters PANEL FOLDER": [
            printed("letters", panel, str(folder / "brieven"), "--dossier", "D02")
        ],
        "presiding PANEL": [
            printed("presiding", panel),
            printed("presiding", panel, "--chair", "E6", "--deputy", "E2"),
        ],
        "conflicts PANEL": [printed("conflicts", panel)],
        "progress PANEL": [printed("progress", panel)],
        "journal PANEL": [printed("journal", panel)],
    }
    assert printed("freeze", panel, "--undo", "--reason", "Nieuwe vergadering.") is None
    return held


def _carried_alone(folder: Path) -> str:
    """Give a panel with one dossier that runs without Flemish co-financing too."""
    rich = with_money(dossier(), 150000000, 60000000, 40000000, own_cents=90000000)
    alone = folder / "alleen"
    alone.mkdir()
    with judged_panel(alone, [rich], {"D01": dict.fromkeys(CRITERIA, 400)}) as workspace:
        return str(workspace.path)


def _of_an_uneven_panel(folder: Path) -> tuple[str, list[Any]]:
    """Give a panel whose sheets lie apart, and what it prints about approvals."""
    text = calling.shipped_text("del-2020").replace(
        "discrepancy = 1.5", 'discrepancy = 1.5\napprovals = "all"'
    )
    uneven = folder / "ongelijk"
    uneven.mkdir()
    points = {name: dict.fromkeys(CRITERIA, 400) for name in ("D01", "D02")}
    both = [dossier(), dossier("D02", nuts="BE22")]
    with judged_panel(uneven, both, points, text, count=4) as workspace:
        path = str(workspace.path)
        for number in (1, 2, 3, 4):
            approving.answer(
                workspace, "D01", f"E{number}", ApprovalAnswer.DISSENT, "Te hoog voor de vloot."
            )
        assessing.set_points(workspace, ("D01", "E1", "sme_reach"), 100)
        agreeing.restore(workspace, "D02", [("sme_reach", None)])
        for member, given in (("E1", 0), ("E2", 350)):
            assessing.set_points(workspace, ("D02", member, "sme_reach"), given)
    said = printed("approve", path, "D01", "--member", "E1", "--answer", "approved")
    agreed = ("agree", path, "--set", "D01", "infrastructure", "4,5", "--motivation", MOTIVATION)
    printed(*agreed, "--reason", "Besproken.")
    return path, [said, printed("approve", path)]


@pytest.mark.parametrize("command", [name for name in PAGE if name not in ELSEWHERE])
def test_a_command_prints_what_its_table_says_and_nothing_else(
    answers: Mapping[str, list[Any]], command: str
) -> None:
    if command not in answers:
        assert PAGE[command] == {}, f"{command} has a table but was never run"
        return
    fields = PAGE[command]
    if command == "check-call FILE":
        fields = {"[]": "finding"}

    for content in answers[command]:
        assert problems(fields, content) == []
    held = set().union(*(seen(fields, content) for content in answers[command]))
    assert set(fields) - held == set(), "documented, but never printed"


def test_a_finding_prints_what_its_table_says(answers: Mapping[str, list[Any]]) -> None:
    fields = PAGE["A finding"]
    found = [
        *answers["check-call FILE"][1],
        *(issue for plan in answers["import PANEL SOURCE"] for issue in plan["issues"]),
    ]

    assert len(found) > 5
    for finding in found:
        assert set(finding) == set(fields)
        assert problems(fields, finding) == []


def test_every_command_that_prints_json_is_on_the_page() -> None:
    (tree,) = (a for a in _tree()._actions if isinstance(a, argparse._SubParsersAction))
    printing = {
        name for name, parser in tree.choices.items() if parser._option_string_actions.get("--json")
    }

    assert len(printing) > 15
    assert printing - {command.split()[0] for command in PAGE} == set()


def test_money_points_and_ranks_are_never_decimal_fractions(
    answers: Mapping[str, list[Any]],
) -> None:
    def floats(value: Any) -> bool:
        if isinstance(value, dict):
            return any(map(floats, value.values()))
        if isinstance(value, list):
            return any(map(floats, value))
        return isinstance(value, float)

    assert [name for name, held in answers.items() if any(map(floats, held))] == []
