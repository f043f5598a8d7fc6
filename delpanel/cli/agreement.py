"""Commands of the consensus: agreed points and the ledger of their moves."""

from __future__ import annotations

import argparse

from delpanel import messages
from delpanel.cli import DONE, FOUND, output
from delpanel.cli.opening import opened, read_text


def agree(options: argparse.Namespace) -> int:
    """Show the consensus or record it, from a file or one criterion at a time."""
    from delpanel.services.consensus import agreeing, proposing
    from delpanel.services.people import assessing
    from delpanel.services.state import presiding

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
        if options.take_over:
            dossier, _, criterion = options.take_over.partition("/")
            proposing.take_over(workspace, dossier, criterion)
        barred = presiding.withheld(workspace)
        rows = agreeing.as_plain(workspace.computed(), barred)
    if options.json:
        output.as_json(rows)
        return DONE
    output.table(
        output.heads(
            options.language, "number", "criterion", "value", "source", "lowest", "highest", ""
        ),
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
    if barred:
        params: dict[str, messages.Param] = {
            "count": len(barred),
            "dossiers": ", ".join(sorted(barred)),
        }
        output.line(messages.sentence("SCORES_WITHHELD", params, options.language))
    return DONE


def ledger(options: argparse.Namespace) -> int:
    """Show every move of agreed points with its reason and its consequence."""
    from delpanel.services.consensus import consensus_ledger

    with opened(options, read_only=True) as workspace:
        rows = consensus_ledger.as_plain(workspace, options.language)
    if options.json:
        output.as_json(rows)
        return DONE
    if not rows:
        output.line(messages.sentence("LEDGER_EMPTY", {}, options.language))
        return DONE
    output.table(
        output.heads(
            options.language, "", "number", "criterion", "from", "to", "who", "reason", "effect"
        ),
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


def queue(options: argparse.Namespace) -> int:
    """Show where sheets lie apart by the rules of the call; exit 3 while anything is left.

    What is about a member advises and holds nothing up: it does not count for the exit code.
    """
    from delpanel.services.consensus import discrepancies
    from delpanel.services.state import presiding

    with opened(options, read_only=True) as workspace:
        computed = workspace.computed()
        more = discrepancies.of_members(computed) if options.members else ()
        barred = presiding.withheld(workspace)
        items = [i for i in discrepancies.queue(computed, more) if i.dossier not in barred]
    code = DONE if all(item.is_advice for item in items) else FOUND
    if options.json:
        output.as_json(discrepancies.as_plain(computed, items, options.language))
        return code
    if not items:
        output.line(messages.sentence("QUEUE_EMPTY", {}, options.language))
        return DONE
    rows = []
    for item in items:
        said = [messages.sentence(f"FLAG_{f}", {}, options.language) for f in sorted(item.blocking)]
        said += [discrepancies.sentence(one, options.language) for one in item.discrepancies]
        rows.append((item.dossier, item.criterion, "; ".join(said)))
    output.table(output.heads(options.language, "number", "criterion", ""), rows, frozenset())
    return code


def _flags(value: object) -> str:
    return " ".join(value) if isinstance(value, list) else ""


def _points(value: object) -> str:
    return messages.points(value) if isinstance(value, int) else "\u2013"
