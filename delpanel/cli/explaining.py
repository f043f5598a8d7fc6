"""Commands that ask why and what if: explanations with succession, and named scenarios."""

from __future__ import annotations

import argparse
from pathlib import Path

from delpanel import messages
from delpanel.cli import DONE, output
from delpanel.cli.opening import opened
from scoring.rules import Policy


def explain(options: argparse.Namespace) -> int:
    """Say per dossier what would have to change, and who follows if a funded one falls away."""
    from delpanel.services.allocation import explanation_view

    with opened(options, read_only=True) as workspace:
        computed = workspace.computed()
        found = explanation_view.as_plain(
            computed, options.dossier, options.language, output.progress()
        )
    if options.json:
        output.as_json(found)
        return DONE
    wanted = [options.policy] if options.policy else [str(policy) for policy in Policy]
    form = "confidential" if options.confidential else "sentence"
    for entry in found:
        output.line(f"{entry['id']}  {entry['name']}")
        for policy in wanted:
            _print_policy(entry, policy, form, options.language)
        output.line()
    return DONE


def scenarios(options: argparse.Namespace) -> int:
    """Keep or drop a scenario; compare all of them with the call; write the comparison."""
    from delpanel.services.what_ifs import (
        scenario_comparison,
        scenario_settings,
        scenario_tables,
        scenario_view,
    )
    from delpanel.services.what_ifs import scenarios as keeping

    writes = bool(options.add or options.delete)
    with opened(options, read_only=not writes) as workspace:
        if options.add:
            name, *settings = options.add
            pairs = scenario_settings.pairs(settings)
            keeping.save(workspace, keeping.scenario_from(name, pairs, workspace.snapshot()))
        if options.delete:
            keeping.delete(workspace, options.delete)
        table = scenario_comparison.compare_scenarios(workspace, output.progress())
        if options.export:
            scenario_tables.export_scenarios(
                workspace, table, Path(options.export), replace=options.replace
            )
    if options.json:
        output.as_json(scenario_view.as_plain(table, options.language))
        return DONE
    if options.export:
        output.line(options.export)
        return DONE
    for line in scenario_view.as_lines(table, options.language):
        output.line(line)
    return DONE


def _print_policy(entry: dict[str, object], policy: str, form: str, language: str) -> None:
    policies, follows = entry["policies"], entry["succession"]
    if not isinstance(policies, dict) or not isinstance(follows, dict):
        return
    said = policies[policy]
    name = messages.sentence(f"POLICY_{policy}", {}, language)
    verdict = said["sentence"]
    if form == "confidential" and said["decision"]:
        verdict = messages.sentence(f"DECISION_{said['decision']}", {}, language)
    output.line(f"  {name}: {verdict}")
    for remedy in said["remedies"]:
        output.line(f"    - {remedy[form]}")
    if follows[policy] is not None and form == "sentence":
        output.line(f"    - {follows[policy]['sentence']}")
