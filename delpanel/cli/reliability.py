"""The command that says how far the panel agrees, with severity by code; it changes nothing."""

from __future__ import annotations

import argparse
from fractions import Fraction

from delpanel import messages
from delpanel.cli import DONE, output
from delpanel.cli.opening import opened


def agreement(options: argparse.Namespace) -> int:
    """Show agreement on every criterion and on totals, then who gives more or less."""
    from delpanel.services.consensus import panel_reliability
    from delpanel.services.exports import reliability_plain

    language = options.language
    with opened(options, read_only=True) as workspace:
        found = panel_reliability.reliability(workspace)
        call = workspace.call
    if options.json:
        output.as_json(reliability_plain.as_plain(call, found, language))
        return DONE
    output.line(panel_reliability.lead(found.agreement, language))
    output.table(
        output.heads(language, "criterion", "agreement", "between", "class"),
        [
            (
                panel_reliability.name_of(call, one, language),
                *panel_reliability.figures(one, language),
                panel_reliability.class_words(panel_reliability.shown(one).alpha.wording, language),
            )
            for one in found.agreement
        ],
        frozenset({1}),
    )
    for note in panel_reliability.notes(call, found.agreement, language):
        output.line(note)
    for one in found.agreement:
        name = panel_reliability.name_of(call, one, language)
        output.line(f"{name}. {panel_reliability.intraclass_words(one, language)}")
    output.line(messages.sentence("AGREEMENT_ABOUT", {}, language))
    output.line(messages.sentence("AGREEMENT_CAUTION", {}, language))
    if found.severity is not None and found.severity.measurable:
        output.table(
            output.heads(language, "member", "gives_more", "standard_error"),
            [
                (row.evaluator, _points(row.leniency), _points(row.standard_error))
                for row in found.severity.evaluators
            ],
            frozenset({1, 2}),
        )
    for note in panel_reliability.severity_notes(found.severity, language):
        output.line(note)
    return DONE


def _points(centipoints: float) -> str:
    """An estimate in points of one criterion, to the nearest centipoint."""
    return messages.points(round(Fraction(centipoints)))
