"""The call of a panel by command: its versions, another file, other weights."""

from __future__ import annotations

import argparse
from pathlib import Path

from delpanel import messages
from delpanel.cli import DONE, output
from delpanel.cli.opening import opened, read_text
from delpanel.errors import UserError
from delpanel.model.call import Call
from scoring.ranking.ladder import commitment


def call(options: argparse.Namespace) -> int:
    """Show what the versions of the call changed, after changing it where that is asked."""
    from delpanel.services.calls import call_history, calling
    from delpanel.services.calls.tie_ladder import ladder_words
    from delpanel.services.state import files

    with opened(options, read_only=not (options.use or options.weight)) as workspace:
        if options.use:
            text = read_text(options.use)
            calling.replace_text(workspace, text, options.reason, options.use)
        elif options.weight:
            calling.set_weights(workspace, _weights(workspace.call, options.weight), options.reason)
        changes = call_history.call_changes(workspace)
        snapshot, held = workspace.snapshot(), workspace.call
        if options.out:
            files.write_bytes(
                Path(options.out), snapshot.call_text.encode(), replace=options.replace
            )
    seed = held.rules.lottery_seed
    if options.json:
        output.as_json(
            {
                "call": held.id,
                "version": snapshot.call_version,
                "ranking_basis": str(held.rules.consolidation.basis),
                "tie_order": list(held.rules.tie_order),
                "tie_order_declared": not held.usual_ties,
                "lot_commitment": commitment(seed) if seed else None,
                "changes": [
                    {**plain, "actor": change.actor, "at": change.at.isoformat()}
                    for plain, change in zip(call_history.as_plain(changes), changes, strict=True)
                ],
            }
        )
        return DONE
    number = {"number": snapshot.call_version}
    output.line(
        f"{held.title.text(options.language)}, "
        f"{messages.sentence('CALL_VERSION', number, options.language)}"
    )
    output.line(
        messages.sentence(
            "CALL_TIES", {"ladder": ladder_words(held, options.language)}, options.language
        )
    )
    if seed:
        published = {"commitment": commitment(seed)}
        output.line(messages.sentence("CALL_LOT", published, options.language))
    rows = [
        (
            str(change.version),
            change.actor,
            call_history.changed_words(held, change.keys, options.language),
            change.reason,
        )
        for change in changes
    ]
    if rows:
        output.table(
            output.heads(options.language, "version", "who", "change", "reason"),
            rows,
            frozenset({0}),
        )
    return DONE


def _weights(held: Call, given: list[str]) -> dict[str, int]:
    known = [criterion.id for criterion in held.rules.criteria]
    found = {}
    for text in given:
        criterion, _, weight = text.partition("=")
        if criterion not in known:
            raise UserError("UNKNOWN_CRITERION", criterion=criterion, known=", ".join(known))
        if not (weight.isascii() and weight.isdigit()):
            raise UserError("WEIGHT_NUMBER", text=text)
        found[criterion] = int(weight)
    return found
