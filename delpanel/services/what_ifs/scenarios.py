"""Named what-ifs: other envelopes, thresholds, weights or rules, fewer evaluators; kept by name.

A scenario says only what differs from the call; the call itself never changes. All scenarios of a
panel are kept as one canonical text, so that the same scenarios are the same bytes.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Final

from delpanel.changes import Changes
from delpanel.errors import UserError
from delpanel.exchange import result_document
from delpanel.model.permissions import require_office
from delpanel.model.scenario import Scenario
from delpanel.services.state.snapshot import Snapshot
from delpanel.services.state.workspace import Workspace
from delpanel.services.what_ifs.scenario_settings import plain_of, settings_of
from delpanel.services.what_ifs.threshold_settings import with_thresholds
from scoring.errors import ScoringError
from scoring.rules import Rules
from scoring.validate import check_rules

KEY: Final = "scenarios"


def scenario_from(name: str, settings: Mapping[str, str], snapshot: Snapshot) -> Scenario:
    """Make a scenario from texts by key, as typed; see ``scenario_settings`` for the keys.

    Raises:
        UserError: SCENARIO_NAME; SCENARIO_KEY; SCENARIO_VALUE naming the key; SCENARIO_RULES.
    """
    if not name.strip():
        raise UserError("SCENARIO_NAME")
    made = Scenario(name.strip(), **settings_of(settings, snapshot))
    try:
        check_rules(applied(snapshot, made).call.rules)
    except ScoringError as error:
        raise UserError("SCENARIO_RULES", key=error.field) from error
    return made


def as_settings(scenario: Scenario, snapshot: Snapshot) -> dict[str, str]:
    """Give the texts by key that make the same scenario again."""
    return plain_of(scenario, snapshot.call.rules)


def kept(workspace: Workspace) -> tuple[Scenario, ...]:
    """Give the scenarios of a panel, by name; one that no longer fits the call is left out."""
    snapshot = workspace.snapshot()
    found: list[Scenario] = []
    for name, settings in sorted(_stored(workspace).items()):
        try:
            found.append(scenario_from(name, settings, snapshot))
        except UserError:
            continue
    return tuple(found)


def save(workspace: Workspace, scenario: Scenario, replaces: str = "") -> Changes:
    """Keep a scenario, in place of the one of the same name or of the name it ``replaces``.

    Raises:
        NotAllowed: OFFICE_ONLY.
    """
    require_office(workspace.actor, "scenario")
    stored = _stored(workspace)
    stored.pop(replaces, None)
    stored[scenario.name] = as_settings(scenario, workspace.snapshot())
    _store(workspace, stored, scenario.name)
    return Changes()


def delete(workspace: Workspace, name: str) -> Changes:
    """Drop a scenario.

    Raises:
        NotAllowed: OFFICE_ONLY. UserError: SCENARIO_UNKNOWN.
    """
    require_office(workspace.actor, "scenario")
    stored = _stored(workspace)
    if name not in stored:
        raise UserError("SCENARIO_UNKNOWN", name=name)
    del stored[name]
    _store(workspace, stored, name)
    return Changes()


def applied(snapshot: Snapshot, scenario: Scenario) -> Snapshot:
    """Give the panel as it would be; nothing is stored.

    Without an evaluator the consensus on what that evaluator scored does not count either, since it
    was reached with those points on the table: the others' aggregate takes its place. A dossier
    left out stands as withdrawn: a fresh optimum, and never the succession after a decision.
    """
    call = snapshot.call.with_weights(scenario.weights)
    out = set(scenario.without_dossiers)
    there = replace(
        snapshot,
        call=replace(call, rules=_rules(call.rules, scenario)),
        dossiers=tuple(replace(d, withdrawn=True) if d.id in out else d for d in snapshot.dossiers),
    )
    gone = set(scenario.without)
    if not gone:
        return there
    touched = {(a.dossier, a.criterion) for a in snapshot.assessments if a.evaluator in gone}
    return replace(
        there,
        assessments=tuple(a for a in snapshot.assessments if a.evaluator not in gone),
        assignments=tuple(a for a in snapshot.assignments if a.evaluator not in gone),
        agreed=tuple(a for a in snapshot.agreed if (a.dossier, a.criterion) not in touched),
    )


def _rules(rules: Rules, scenario: Scenario) -> Rules:
    funding = rules.funding
    funding = replace(
        funding,
        erdf_budget_cents=_or(scenario.erdf_cents, funding.erdf_budget_cents),
        cofin_budget_cents=_or(scenario.flemish_cents, funding.cofin_budget_cents),
        on_nofit=scenario.on_nofit or funding.on_nofit,
        cofin_rule=scenario.cofin_rule or funding.cofin_rule,
        partial=funding.partial if scenario.partial is None else scenario.partial,
        erdf_rate_bp=_or(scenario.erdf_rate_bp, funding.erdf_rate_bp),
    )
    consolidation = rules.consolidation
    if scenario.method is not None:
        consolidation = replace(consolidation, method=scenario.method)
    return replace(
        with_thresholds(rules, scenario.thresholds_cp),
        funding=funding,
        consolidation=consolidation,
        policy=scenario.policy or rules.policy,
    )


def _or(wanted: int | None, held: int) -> int:
    return held if wanted is None else wanted


def _stored(workspace: Workspace) -> dict[str, dict[str, str]]:
    with workspace.store.read() as reading:
        text = reading.meta.get(KEY)
    found = result_document.parse(text) if text else {}
    return {
        name: {key: str(value) for key, value in settings.items()}
        for name, settings in found.items()
        if isinstance(settings, dict)
    }


def _store(workspace: Workspace, stored: Mapping[str, Mapping[str, str]], name: str) -> None:
    with workspace.act("scenario", name) as unit:
        unit.meta.set(KEY, result_document.canonical(stored))
