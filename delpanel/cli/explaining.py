"""Commands that ask why and what if: explanations with succession, and named scenarios."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from delpanel import messages
from delpanel.cli import DONE, output
from delpanel.cli.opening import opened
from scoring.rules import Policy

if TYPE_CHECKING:
    from delpanel.services.state.computed import Computed
    from scoring.aid.entitlement import Entitlement


def explain(options: argparse.Namespace) -> int:
    """Say per dossier what would have to change, and who follows if a funded one falls away."""
    from delpanel.services.allocation import explanation_view

    if options.money:
        return _money(options)
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


def _money(options: argparse.Namespace) -> int:
    """Say how the amounts of one dossier come about, line by line."""
    from delpanel.services.allocation import money_trace

    language = options.language
    with opened(options, read_only=True) as workspace:
        computed = workspace.computed()
        if options.json:
            output.as_json(money_trace.as_plain(computed, options.money, language))
            return DONE
        found = money_trace.variants(computed, options.money)
        output.line(f"{options.money}  {computed.snapshot.dossier_by_id[options.money].name}")
        for variant in found:
            output.line()
            _print_variant(computed, variant, language)
        output.line()
        for policy in [options.policy] if options.policy else [str(p) for p in Policy]:
            award = computed.proposal(Policy(policy)).award(options.money)
            shown = money_trace.shown_variant(found, award)
            name = messages.sentence(f"POLICY_{policy}", {}, language)
            output.line(f"{name}: {money_trace.award_sentence(shown, award, language)}")
    return DONE


def _print_variant(computed: Computed, found: Entitlement, language: str) -> None:
    from delpanel.services.allocation import money_trace

    money = messages.money
    budget = {
        "theta_bp": found.theta_bp,
        "cost_cents": found.cost_cents,
        "other_cents": found.other_public_cents,
    }
    output.line(messages.sentence("MONEY_BUDGET", budget, language))
    names = ("line", "partner", "rule", "cost", "room", "erdf", "left", "erdf_bound", "room_bound")
    rows = [
        (
            named.trace.line,
            named.partner,
            named.rule,
            money(named.trace.cost_cents),
            money(named.trace.room_cents),
            money(named.trace.erdf_cents),
            money(named.trace.cofin_room_cents),
            money_trace.bound_words(named.trace, named.trace.erdf_bound, language),
            money_trace.bound_words(named.trace, str(named.trace.room_bound), language),
        )
        for named in money_trace.named_lines(computed, found)
    ]
    output.table(output.heads(language, *names), rows, frozenset({3, 4, 5, 6}))
    trace, said = found.trace, list(money_trace.dossier_sentences(found, language))
    for kind, bounds, most in (
        ("erdf", trace.erdf_bounds, found.erdf_cents),
        ("flemish", trace.cofin_bounds, found.cofin_max_cents),
    ):
        output.line(said.pop(0))
        for bound in bounds:
            name = money_trace.limit_words(bound.limit, kind, language)
            mark = messages.sentence("MONEY_BINDS", {}, language)
            binds = f"  ({mark})" if bound.amount_cents == most else ""
            output.line(f"  - {name}: {money(bound.amount_cents)}{binds}")
    for sentence in said:
        output.line(sentence)


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
