"""Declared synergy by command: list the pairs, set one, take one away."""

from __future__ import annotations

import argparse

from delpanel import messages
from delpanel.cli import DONE, output
from delpanel.cli.opening import opened
from delpanel.services.intake import synergy as service


def synergy(options: argparse.Namespace) -> int:
    """Show the pairs, after setting one or taking one away where that is asked."""
    with opened(options, read_only=not (options.set or options.remove)) as workspace:
        if options.set:
            one, other, points = options.set
            service.declare(workspace, one, other, service.read_signed(points), options.reason)
        elif options.remove:
            one, other = options.remove
            service.withdraw(workspace, one, other, options.reason)
        computed = workspace.computed()
    if options.json:
        output.as_json(service.as_plain(computed))
        return DONE
    rows = service.pair_rows(computed)
    if not rows:
        code = "SYNERGY_LISTED_NONE" if computed.snapshot.call.synergy else "SYNERGY_OFF"
        output.line(messages.sentence(code, {}, options.language))
        return DONE
    output.table(
        output.heads(options.language, "dossiers", "points", "standing", "reason"),
        [
            (
                " + ".join(row.pair.key),
                service.signed_points(row.pair.points_cp),
                service.standing_words(row, options.language),
                row.pair.reason,
            )
            for row in rows
        ],
        frozenset({1}),
    )
    return DONE
