"""Recorded attributes by command: list them, record one, take one away."""

from __future__ import annotations

import argparse

from delpanel import messages
from delpanel.cli import DONE, output
from delpanel.cli.opening import opened
from delpanel.services.rankings import tie_attributes as service


def attributes(options: argparse.Namespace) -> int:
    """Show the attributes, after recording one or taking one away where that is asked."""
    with opened(options, read_only=not (options.set or options.clear)) as workspace:
        if options.set:
            dossier, name, value = options.set
            service.record(workspace, dossier, name, service.read_whole(value), options.reason)
        elif options.clear:
            dossier, name = options.clear
            service.take_away(workspace, dossier, name, options.reason)
        computed = workspace.computed()
    if options.json:
        output.as_json(service.as_plain(computed))
        return DONE
    if not service.declared(computed.snapshot):
        output.line(messages.sentence("ATTRIBUTE_NONE", {}, options.language))
        return DONE
    output.table(
        output.heads(options.language, "number", "attribute", "value", "needed"),
        [
            (
                row.dossier,
                row.attribute,
                service.value_words(row.value),
                service.standing_words(row, options.language),
            )
            for row in service.attribute_rows(computed)
        ],
        frozenset({2}),
    )
    return DONE
