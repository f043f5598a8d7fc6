"""Commands of the consensus: agreed points and the ledger of their moves."""

from __future__ import annotations

import argparse

from delpanel import messages
from delpanel.cli import DONE, output
from delpanel.cli.opening import opened, read_text


def agree(options: argparse.Namespace) -> int:
    """Show the consensus or record it, from a file or one criterion at a time."""
    from delpanel.services import agreeing, assessing

    with opened(options) as workspace:
        if options.file:
            agreeing.agree(
                workspace, agreeing.agreements_from(read_text(options.file), options.file)
            )
        if options.set:
            dossier, criterion, text = options.set
            points = assessing.read_points(text)
            entry = agreeing.Agreement(
                dossier, criterion, points, options.motivation, options.reason
            )
            if options.quote:
                entry = agreeing.quoted(workspace.snapshot(), entry, options.quote)
            agreeing.agree(workspace, [entry])
        rows = agreeing.as_plain(workspace.computed())
    if options.json:
        output.as_json(rows)
        return DONE
    output.table(
        ("Nr", "Criterium", "Waarde", "Bron", "Laagst", "Hoogst", ""),
        [
            (
                str(row["dossier"]),
                str(row["criterion"]),
                _points(row["value_cp"]),
                str(row["source"]),
                _points(row["lowest_cp"]),
                _points(row["highest_cp"]),
                _flags(row["flags"]),
            )
            for row in rows
        ],
        frozenset({2, 4, 5}),
    )
    return DONE


def ledger(options: argparse.Namespace) -> int:
    """Show every move of agreed points with its reason and its consequence."""
    from delpanel.services import consensus_ledger

    with opened(options, read_only=True) as workspace:
        rows = consensus_ledger.as_plain(workspace, options.language)
    if options.json:
        output.as_json(rows)
        return DONE
    if not rows:
        output.line(messages.sentence("LEDGER_EMPTY", {}, options.language))
        return DONE
    output.table(
        ("", "Nr", "Criterium", "Van", "Naar", "Wie", "Reden", "Gevolg"),
        [
            (
                str(row["number"]),
                str(row["dossier"]),
                str(row["criterion"]),
                _points(row["before_cp"]),
                _points(row["after_cp"]),
                str(row["actor"]),
                str(row["reason"]),
                str(row["sentence"]) if row["number"] == row["act"] else "",
            )
            for row in rows
        ],
        frozenset({0, 3, 4}),
    )
    return DONE


def _flags(value: object) -> str:
    return " ".join(value) if isinstance(value, list) else ""


def _points(value: object) -> str:
    return messages.points(value) if isinstance(value, int) else "\u2013"
