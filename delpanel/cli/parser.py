"""The tree of commands and their options."""

from __future__ import annotations

import argparse
import os
from collections.abc import Sequence
from typing import Final

from delpanel.cli.assignment_options import add_assignment
from delpanel.cli.attach_options import (
    add_attach,
    add_attributes,
    add_rehearse,
    add_synergy,
    add_withdraw,
)
from delpanel.cli.call_options import add_call
from delpanel.cli.consensus_options import add_consensus, add_panel_change
from delpanel.cli.options import Commands, in_any_order
from delpanel.cli.options import add_command as _add
from delpanel.cli.options import json_option as _json
from delpanel.cli.options import late as _late
from delpanel.cli.options import panel_argument as _panel
from delpanel.cli.pack_options import add_packs
from delpanel.cli.server_options import add_server

EXPORTS: Final = ("ranking", "overview", "decision", "dossiers", "advisory", "solve")


def parse(arguments: Sequence[str] | None) -> argparse.Namespace:
    """Read the arguments; argparse prints usage and exits with 2 where they are wrong."""
    return in_any_order(_tree(), arguments)


def _tree() -> argparse.ArgumentParser:
    tree = argparse.ArgumentParser(
        prog="delpanel",
        description="Turns a pile of funding applications into decisions that hold.",
    )
    tree.add_argument(
        "--language", choices=("nl", "en"), default=os.environ.get("DELPANEL_LANGUAGE", "nl")
    )
    commands = tree.add_subparsers(dest="command", required=True, metavar="COMMAND")
    _intake(commands)
    add_call(commands)
    add_attach(commands)
    add_withdraw(commands)
    add_synergy(commands)
    add_attributes(commands)
    _judging(commands)
    add_assignment(commands)
    add_consensus(commands)
    _meeting(commands)
    _deciding(commands)
    add_packs(commands)
    _office(commands)
    add_server(commands)
    _others(commands)
    add_rehearse(commands)
    return tree


def _intake(commands: Commands[argparse.ArgumentParser]) -> None:
    new = _add(commands, "new", "Make a panel for a call.", "intake")
    _panel(new)
    chosen = new.add_mutually_exclusive_group(required=True)
    chosen.add_argument("--preset", help="a shipped call: del-2020, efro-vl-2022, horizon")
    chosen.add_argument("--call", help="a call file of your own (TOML)")
    _json(new)
    check = _add(commands, "check-call", "Find contradictions in a call file.", "intake")
    check.add_argument("file", help="call file (TOML), or the name of a shipped call")
    _json(check)
    template = _add(commands, "template", "Write the official dossier workbook.", "intake")
    template.add_argument("out", help="workbook to write (.xlsx)")
    template.add_argument("--preset", default="del-2020", help="the call it is for")
    template.add_argument("--replace", action="store_true")
    bring = _add(commands, "import", "Read dossiers from a workbook, list or database.", "intake")
    bring.set_defaults(run=_late("intake", "import_dossiers"))
    _panel(bring)
    bring.add_argument("source", nargs="+", help="files, or one SQLAlchemy address")
    bring.add_argument("--mapping", help="column mapping (TOML)")
    bring.add_argument("--save-mapping", help="write the mapping that was used (TOML)")
    bring.add_argument("--sheet", help="sheet to read")
    bring.add_argument("--header-row", type=int, help="row of the headers, counted from 1")
    bring.add_argument("--table", help="database table to read")
    bring.add_argument("--query", help="SQL query to read")
    bring.add_argument("--dry-run", action="store_true", help="report only, write nothing")
    bring.add_argument("--only-clean", action="store_true", help="leave out rows with errors")
    _json(bring)
    listed = _add(commands, "dossiers", "List the dossiers of a panel.", "intake")
    _panel(listed)
    _json(listed)
    admit = _add(commands, "admit", "Show or record admissibility.", "intake")
    _panel(admit)
    admit.add_argument("dossier", nargs="?")
    admit.add_argument("--ground")
    admit.add_argument("--finding", choices=("met", "failed", "to_clarify"))
    admit.add_argument("--reason", default="")
    admit.add_argument("--quote", default="")
    admit.add_argument("--page", default="")
    admit.add_argument("--undo", action="store_true", help="take the manual finding back")
    admit.add_argument("--file", help="findings from a TOML file")
    _json(admit)


def _judging(commands: Commands[argparse.ArgumentParser]) -> None:
    panel = _add(commands, "panel", "Show, import or assign evaluators.", "judging")
    _panel(panel)
    panel.add_argument("--import", dest="workbook", help="evaluators from a workbook")
    panel.add_argument("--assign-all", action="store_true")
    add_panel_change(panel)
    _json(panel)
    score = _add(commands, "score", "Hand out score sheets, read them back, set points.", "judging")
    _panel(score)
    score.add_argument("--out", help="folder for one score sheet per evaluator")
    score.add_argument("--read", nargs="+", help="score sheets that came back")
    score.add_argument("--set", nargs=4, metavar=("DOSSIER", "EVALUATOR", "CRITERION", "POINTS"))
    score.add_argument("--motivation", help="motivation for --set")
    score.add_argument(
        "--state",
        nargs=4,
        metavar=("DOSSIER", "EVALUATOR", "CRITERION", "STATE"),
        help="declined or excluded: does not count; open: counts or is awaited again",
    )
    score.add_argument("--reason", default="", help="why; needed for --state")
    score.add_argument("--dry-run", action="store_true")
    _json(score)
    rank = _add(commands, "rank", "Show the ranking.", "judging")
    _panel(rank)
    _json(rank)


def _meeting(commands: Commands[argparse.ArgumentParser]) -> None:
    lead = _add(
        commands, "meeting", "Lead the meeting: agenda, items, recusals, minutes.", "meeting"
    )
    _panel(lead)
    lead.add_argument(
        "action",
        choices=(
            *("agenda", "open", "show", "item", "out", "in", "note", "decision", "question"),
            *("answer", "strike", "timer", "close", "minutes"),
        ),
    )
    lead.add_argument("words", nargs="*", help="dossier, members, number, text")
    lead.add_argument("--by", choices=("recusals", "discrepancy", "rank", "province"))
    lead.add_argument("--then", choices=("discrepancy", "rank", "province"), default="discrepancy")
    lead.add_argument("--order", help="agenda by hand, e.g. D04,D01,D02")
    lead.add_argument("--fix", action="store_true", help="store the agenda that is shown")
    lead.add_argument("--place", default="", help="where the meeting sits")
    lead.add_argument(
        "--chair", default="", help="evaluator or name; else the panel's, else who acts"
    )
    lead.add_argument("--deputy", default="", help="who takes over where the chair may not")
    lead.add_argument("--present", nargs="+", help="members who are there; else all active ones")
    lead.add_argument("--meeting", type=int, default=0, help="minutes of this one; else the last")
    lead.add_argument("--out", help="minutes to write (.pdf or .docx)")
    lead.add_argument("--replace", action="store_true")
    _json(lead)


def _deciding(commands: Commands[argparse.ArgumentParser]) -> None:
    fund = _add(commands, "fund", "Show what each policy would fund.", "funding")
    _panel(fund)
    fund.add_argument("--policy", choices=("coverage", "ranking"))
    _json(fund)
    explain = _add(
        commands, "explain", "Say what would have to change, and who would follow.", "explaining"
    )
    _panel(explain)
    explain.add_argument("dossier", nargs="?", default="")
    explain.add_argument("--policy", choices=("coverage", "ranking"))
    explain.add_argument(
        "--confidential", action="store_true", help="name no other applicant, as in a letter"
    )
    explain.add_argument(
        "--money", metavar="DOSSIER", default="", help="say how its amounts come about"
    )
    _json(explain)
    scenarios = _add(commands, "scenarios", "Compare named what-ifs with the call.", "explaining")
    _panel(scenarios)
    scenarios.add_argument(
        "--add",
        nargs="+",
        metavar=("NAME", "KEY=VALUE"),
        help="keep a scenario, e.g. erdf=2500000 weight.sme_reach=33 without=E3",
    )
    scenarios.add_argument("--delete", metavar="NAME")
    scenarios.add_argument("--export", metavar="OUT", help="write the comparison (.xlsx)")
    scenarios.add_argument("--replace", action="store_true")
    _json(scenarios)
    freeze = _add(commands, "freeze", "Freeze a proposal.", "deciding")
    _panel(freeze)
    freeze.add_argument("--policy", choices=("coverage", "ranking"))
    freeze.add_argument("--reason", default="")
    freeze.add_argument("--undo", action="store_true", help="set the frozen allocation aside")
    _json(freeze)
    decide = _add(commands, "decide", "Show the decisions, or attach a condition.", "deciding")
    _panel(decide)
    decide.add_argument("--condition", nargs=2, metavar=("DOSSIER", "TEXT"))
    decide.add_argument("--proof", default="")
    decide.add_argument("--due", help="YYYY-MM-DD")
    _json(decide)
    letters = _add(commands, "letters", "Write the decision letters.", "deciding")
    _panel(letters)
    letters.add_argument("folder")
    letters.add_argument("--dossier", action="append", help="only this one (repeatable)")
    _json(letters)
    export = _add(commands, "export", "Write ranking, overview or decision.", "deciding")
    _panel(export)
    export.add_argument("kind", choices=EXPORTS)
    export.add_argument("out")
    export.add_argument("--replace", action="store_true")


def _office(commands: Commands[argparse.ArgumentParser]) -> None:
    preside = _add(commands, "presiding", "Show or name who chairs and who deputises.", "office")
    _panel(preside)
    preside.add_argument("--chair", metavar="EVALUATOR", help="empty for nobody")
    preside.add_argument("--deputy", metavar="EVALUATOR", help="empty for nobody")
    _json(preside)
    far = _add(commands, "progress", "Show who has what, and what comes next.", "office")
    _panel(far)
    _json(far)
    stand = _add(
        commands, "conflicts", "Show or decide conflicts of interest, by member.", "office"
    )
    _panel(stand)
    stand.add_argument("--decide", metavar="MEMBER/DOSSIER=ANSWER", help="where one was unsure")
    stand.add_argument(
        "--declare", metavar="MEMBER/DOSSIER=ANSWER", help="what a member said without a pack"
    )
    stand.add_argument("--type", help="type of conflict for --declare")
    stand.add_argument("--lift", metavar="MEMBER/DOSSIER", help="lift a conflict")
    stand.add_argument(
        "--restore", metavar="MEMBER/DOSSIER", help="let points count again after a lifted conflict"
    )
    stand.add_argument("--reason", default="", help="reason, kept in the journal")
    _json(stand)


def _others(commands: Commands[argparse.ArgumentParser]) -> None:
    demo = _add(commands, "demo", "Run the whole job on the shipped demo call.", "others")
    demo.add_argument("folder")
    demo.add_argument("--replace", action="store_true")
    _json(demo)
    solve = _add(commands, "solve", "Recompute cases from JSON Lines, without a panel.", "others")
    solve.add_argument("file", help="JSON Lines, or - for standard input")
    check = _add(
        commands, "verify", "Say whether the papers of a decision are what they claim.", "verifying"
    )
    check.add_argument(
        "what",
        nargs="+",
        metavar="FILE",
        help="decision.json, advisory.json, lines of export solve; and the panel, if at hand",
    )
    check.add_argument("--digest", default="", help="digest as printed, or how it begins")
    _json(check)
    app = _add(commands, "app", "Open the window.", "others")
    app.add_argument("panel", nargs="?", help="panel file, address, or pack (.delpack)")
    known = _add(commands, "register", "Let a double click open packs and panels.", "others")
    known.add_argument("--remove", action="store_true", help="take it back")
    journal = _add(commands, "journal", "Show and verify the journal.", "others")
    _panel(journal)
    _json(journal)
    _add(commands, "selftest", "Does this build open, score, allocate and print?", "others")
