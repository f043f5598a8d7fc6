"""The command that shows what each policy would fund, and what one costs against the other."""

from __future__ import annotations

import argparse
from collections.abc import Mapping

from delpanel import messages
from delpanel.cli import DONE, output
from delpanel.cli.opening import opened
from scoring.rules import Policy

Plain = Mapping[str, object]


def fund(options: argparse.Namespace) -> int:
    """Show what one policy, or both, would fund."""
    from delpanel.services.allocation.price_of_order import price_sentences
    from delpanel.services.decision import funding_view
    from delpanel.services.intake.synergy import counted_sentence

    with opened(options) as workspace:
        computed = workspace.computed()
        if options.json:
            chosen = Policy(options.policy) if options.policy else None
            output.as_json(funding_view.as_plain(computed, chosen, options.language))
            return DONE
        for policy in [Policy(options.policy)] if options.policy else list(Policy):
            _print_proposal(funding_view.as_plain(computed, policy, options.language), options)
            said = counted_sentence(computed, policy, options.language)
            if said:
                output.line(f"{said}\n")
        for said in price_sentences(computed, options.language):
            output.line(said)
    return DONE


def _print_proposal(plain: Plain, options: argparse.Namespace) -> None:
    output.line(_title(plain, options.language))
    awards, sums = plain["awards"], plain["totals"]
    if isinstance(awards, list) and isinstance(sums, dict):
        rows = [(str(award["id"]), *_amounts(award)) for award in awards]
        output.table(
            output.heads(options.language, "number", "erdf", "flemish", "own"),
            [*rows, ("", *_amounts(sums))],
            frozenset({1, 2, 3}),
        )
    without = plain["without_flemish"]
    if isinstance(without, dict):
        output.line(str(without["sentence"]))
    _print_reserve(plain["reserve"], options.language)
    output.line()


def _title(plain: Plain, language: str) -> str:
    """Name the policy, and say whether the call chose it and whether it is frozen."""
    said = messages.sentence(f"POLICY_{plain['policy']}", {}, language)
    marks = [
        messages.sentence(code, {}, language)
        for key, code in (("decides", "FUND_DECLARED"), ("frozen", "FUND_FROZEN"))
        if plain[key]
    ]
    return f"{said} ({', '.join(marks)})" if marks else said


def _amounts(row: Mapping[str, int]) -> tuple[str, str, str]:
    erdf, flemish, own = row["erdf_cents"], row["flemish_cents"], row["own_cents"]
    return messages.money(erdf), messages.money(flemish), messages.money(own)


def _print_reserve(listed: object, language: str) -> None:
    if not isinstance(listed, list) or not listed:
        output.line(messages.sentence("FUND_RESERVE_NONE", {}, language))
        return
    output.line(messages.sentence("FUND_RESERVE", {}, language))
    free = messages.sentence("FUND_PROVINCE_FREE", {}, language)
    output.table(
        output.heads(language, "number", "nuts", "place", "extra_erdf", "extra_flemish", "free_up"),
        [
            (
                str(entry["id"]),
                str(entry["province"]),
                str(entry["place"]),
                messages.money(entry["addon_erdf_cents"] or 0),
                messages.money(entry["addon_flemish_cents"] or 0),
                free if entry["province_full"] else "",
            )
            for entry in listed
        ],
        frozenset({2, 3, 4}),
    )
