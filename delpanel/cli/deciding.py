"""Commands of the decision: both policies, freezing, conditions, letters, exports."""

from __future__ import annotations

import argparse
from datetime import date
from pathlib import Path

from delpanel import messages
from delpanel.cli import DONE, REFUSED, output
from delpanel.cli.opening import opened
from delpanel.errors import UserError
from delpanel.services.state.workspace import Workspace
from scoring.rules import Policy


def freeze(options: argparse.Namespace) -> int:
    """Freeze a proposal, or set the frozen one aside."""
    from delpanel.services.decision import freezing

    with opened(options) as workspace:
        if options.undo:
            freezing.thaw(workspace, options.reason)
        else:
            chosen = Policy(options.policy) if options.policy else None
            if _is_held_up(workspace, options.language):
                return REFUSED
            freezing.freeze(workspace, chosen, options.reason)
        held = workspace.snapshot().allocation
    plain = (
        None
        if held is None
        else {
            "number": held.number,
            "policy": held.policy,
            "frozen_at": held.frozen_at.isoformat(),
            "digest": held.digest,
        }
    )
    if options.json:
        output.as_json(plain)
    elif held is not None:
        output.line(f"{held.number} {held.policy} {held.digest}")
    return DONE


def _is_held_up(workspace: Workspace, language: str) -> bool:
    """Print everything that stands in the way, not the first thing alone."""
    from delpanel.services.decision import freezing

    if not workspace.snapshot().dossiers or workspace.snapshot().allocation is not None:
        return False
    found = freezing.obstacle_sentences(workspace.computed(), language)
    if found:
        output.problem(messages.sentence("FREEZE_OBSTACLES", {}, language))
    for said in found:
        output.problem(said)
    return bool(found)


def decide(options: argparse.Namespace) -> int:
    """Show the decisions, or attach a condition to an approval."""
    from delpanel.services.decision import deciding

    with opened(options) as workspace:
        if options.condition:
            dossier, text = options.condition
            deciding.add_condition(workspace, dossier, text, options.proof, _day(options.due))
        rows = deciding.decisions(workspace)
    if options.json:
        output.as_json(
            [
                {
                    "id": row.dossier,
                    "code": row.code or None,
                    "reason": row.reason,
                    "sentence": row.sentence,
                    "frozen": row.is_frozen,
                    "conditions": [
                        {
                            "number": c.number,
                            "text": c.text,
                            "proof": c.proof,
                            "due_on": None if c.due_on is None else c.due_on.isoformat(),
                        }
                        for c in row.conditions
                    ],
                }
                for row in rows
            ]
        )
        return DONE
    for row in rows:
        output.line(f"{row.dossier:<8} {row.code or chr(0x2013):<7} {row.sentence}")
    return DONE


def letters(options: argparse.Namespace) -> int:
    """Write the letters of the frozen allocation into a folder."""
    from delpanel.services.letters import lettering

    with opened(options) as workspace:
        made = lettering.issue(
            workspace, Path(options.folder), options.dossier or (), output.progress()
        )
    if options.json:
        output.as_json(
            [
                {
                    "id": letter.dossier,
                    "code": letter.code,
                    "version": letter.version,
                    "file": letter.file_name,
                    "pages": letter.pages,
                    "digest": letter.digest,
                }
                for letter in made
            ]
        )
        return DONE
    for letter in made:
        output.line(f"{letter.file_name}  v{letter.version}  {letter.pages} p.")
    return DONE


def export(options: argparse.Namespace) -> int:
    """Write the ranking workbook, the overview PDF, the decision document or the dossiers."""
    from delpanel.services.exports import exporting

    with opened(options) as workspace:
        exporting.export(workspace, options.kind, Path(options.out), replace=options.replace)
    output.line(options.out)
    return DONE


def _day(text: str | None) -> date | None:
    if not text:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise UserError("DATE_UNREADABLE", text=text) from error
