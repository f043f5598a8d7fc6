"""Commands of the panel: evaluators, score sheets, consensus, ranking."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Final

from delpanel import messages
from delpanel.cli import DONE, FOUND, output
from delpanel.cli.opening import opened
from delpanel.errors import UserError
from delpanel.model.issues import Severity
from scoring.dossiers import ScoreState

_STATES: Final = {
    "declined": ScoreState.DECLINED,
    "excluded": ScoreState.EXCLUDED,
    "open": ScoreState.SCORED,
}


def panel(options: argparse.Namespace) -> int:
    """Show the evaluators, bring them in, assign every dossier, let one leave or join."""
    from delpanel.cli.panel_change import change_panel, panel_changes
    from delpanel.services.people import panelling
    from delpanel.services.returns import collecting

    if options.left or options.joined:
        return change_panel(options)
    if options.changes:
        return panel_changes(options)
    with opened(options) as workspace:
        if options.workbook:
            collecting.import_panel(workspace, Path(options.workbook))
        if options.assign_all:
            panelling.assign_all(workspace)
        state = workspace.snapshot()
    rows = [
        {
            "id": e.id,
            "name": e.name,
            "organisation": e.organisation,
            "active": e.active,
            "assigned": [a.dossier for a in state.assignments if a.evaluator == e.id],
            "conflicts": [c.dossier for c in state.conflicts if c.evaluator == e.id],
        }
        for e in state.evaluators
    ]
    if options.json:
        output.as_json(rows)
        return DONE
    for row in rows:
        output.line(f"{row['id']!s:<6} {row['name']!s:<28} {_count(row['assigned'])}")
    return DONE


def score(options: argparse.Namespace) -> int:
    """Write score sheets, read returned ones (exit 3 if one was refused), set points."""
    from delpanel.services.consensus import setting_aside
    from delpanel.services.people import assessing
    from delpanel.services.returns import collecting, sheet_changes
    from delpanel.services.round import holding

    code = DONE
    with opened(options) as workspace:
        if options.out:
            for path in collecting.write_score_sheets(workspace, Path(options.out)):
                output.line(str(path))
        if options.read:
            paths = [Path(name) for name in options.read]
            plan = collecting.plan_sheets(workspace, paths, output.progress())
            if not options.dry_run:
                collecting.accept_sheets(workspace, plan)
            code = FOUND if any(i.severity is Severity.ERROR for i in plan.issues) else DONE
            count = len(plan.changes)
            plan = sheet_changes.without_dossiers(plan, holding.hidden(workspace))
            if options.json:
                output.as_json(collecting.plan_as_plain(plan, options.language))
                return code
            output.line(
                messages.sentence(
                    "SHEETS_READ",
                    {"sheets": len(paths), "count": count},
                    options.language,
                )
            )
            output.issues(plan.issues, options.language)
        if options.set:
            dossier, evaluator, criterion, text = options.set
            where = (dossier, evaluator, criterion)
            assessing.set_points(workspace, where, assessing.read_points(text))
            if options.motivation is not None:
                assessing.set_motivation(workspace, where, options.motivation)
        if options.state:
            *where, word = options.state
            cell = (where[0], where[1], where[2])
            setting_aside.settle(workspace, cell, _state(word), options.reason)
        if options.json:
            barred = holding.hidden(workspace)
            output.as_json(assessing.as_plain(workspace.snapshot(), barred))
    return code


def rank(options: argparse.Namespace) -> int:
    """Show the ranking with exact totals, gates and what decided between neighbours."""
    from delpanel.services.rankings import ranking_view

    with opened(options) as workspace:
        computed = workspace.computed()
        rows = ranking_view.as_plain(computed, options.language)
        if options.json:
            output.as_json(rows)
            return DONE
        output.table(
            output.heads(options.language, "rank", "number", "consortium", "total", "decided_by"),
            [
                (
                    "\u2013" if row["rank"] is None else str(row["rank"]),
                    str(row["id"]),
                    str(row["name"])[:40],
                    str(row["display"]) or "\u2013",
                    str(row["reason"] or row["decided_by_sentence"]),
                )
                for row in rows
            ],
            frozenset({0, 3}),
        )
        output.line(ranking_view.basis_sentence(workspace.call, options.language))
        blocking = [i for i in computed.core.issues if i.severity is Severity.ERROR]
        output.issues(blocking, options.language)
    return DONE


def _state(word: str) -> ScoreState:
    state = _STATES.get(word)
    if state is None:
        raise UserError("SCORE_STATE", text=word, allowed=", ".join(_STATES))
    return state


def _count(value: object) -> int:
    return len(value) if isinstance(value, list) else 0
