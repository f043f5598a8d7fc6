"""Scenarios in words and as plain data: the contract of ``delpanel scenarios --json``."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from delpanel import messages
from delpanel.model.call import Call
from delpanel.model.scenario import GROUP, TOTAL, Scenario
from delpanel.model.thresholds import overall_gate, reach_cp
from delpanel.services.rankings.ranking import display_totals
from delpanel.services.what_ifs.scenario_comparison import (
    PolicyResult,
    ScenarioResult,
    ScenarioTable,
)
from delpanel.services.what_ifs.scenarios import as_settings
from delpanel.services.what_ifs.threshold_settings import shown_cp, threshold_subjects
from scoring.rules import Policy


def name_of(result: ScenarioResult, language: str) -> str:
    """Name a column: the call itself, or the scenario."""
    return result.name or messages.sentence("SCENARIO_CALL", {}, language)


def settings_words(call: Call, scenario: Scenario | None, language: str) -> tuple[str, ...]:
    """Say what differs from the call, one short phrase per setting."""
    if scenario is None:
        return ()
    return tuple(_words(call, scenario, language))


def difference_words(result: PolicyResult, language: str) -> str:
    """Say which dossiers enter and leave: ``+ D06  − D07``, or that nothing changes."""
    parts = [f"+{name}" for name in result.entered]
    parts += [f"\N{MINUS SIGN}{name}" for name in result.left]
    return " ".join(parts) or messages.sentence("SCENARIO_SAME", {}, language)


def shown_sums(table: ScenarioTable) -> dict[str, str]:
    """Write every exact sum of a comparison so that different ones never print alike."""
    exact = {found.value for result in table.results for found in result.policies}
    return display_totals({value: Fraction(value) for value in exact})


def as_plain(table: ScenarioTable, language: str) -> dict[str, object]:
    """Give every column, the call first, and which dossiers are funded in all, some and none."""
    return {
        "scenarios": [_plain(table, result, language) for result in table.results],
        "funded_in": {
            str(found.policy): {
                "all": list(found.in_all),
                "some": list(found.in_some),
                "none": list(found.in_none),
            }
            for found in table.steadiness
        },
    }


def as_lines(table: ScenarioTable, language: str) -> Iterator[str]:
    """Give the comparison as lines for a terminal."""
    sums = shown_sums(table)
    for result in table.results:
        yield name_of(result, language)
        for phrase in settings_words(table.snapshot.call, result.scenario, language):
            yield f"    {phrase}"
        if result.problem is not None:
            yield f"  ! {messages.of_error(result.problem, language)}"
        for found in result.policies:
            mark = " *" if found.policy is result.deciding else ""
            name = messages.sentence(f"POLICY_{found.policy}", {}, language)
            params: dict[str, str | int | None] = {
                "funded": " ".join(found.funded),
                "provinces": found.provinces,
                "value": sums[found.value],
                "erdf_cents": found.erdf_cents,
                "flemish_cents": found.flemish_cents,
            }
            yield f"  {name}{mark}: {messages.sentence('SCENARIO_FIGURES', params, language)}"
            if result.scenario is not None:
                yield f"    {difference_words(found, language)}"
    yield ""
    for steady in table.steadiness:
        name = messages.sentence(f"POLICY_{steady.policy}", {}, language)
        for code, ids in (
            ("SCENARIO_IN_ALL", steady.in_all),
            ("SCENARIO_IN_SOME", steady.in_some),
            ("SCENARIO_IN_NONE", steady.in_none),
        ):
            yield f"{name}, {messages.sentence(code, {}, language)}: {' '.join(ids) or '–'}"


def _plain(table: ScenarioTable, result: ScenarioResult, language: str) -> dict[str, object]:
    scenario = result.scenario
    problem = result.problem
    return {
        "name": None if scenario is None else scenario.name,
        "settings": {} if scenario is None else as_settings(scenario, table.snapshot),
        "words": list(settings_words(table.snapshot.call, scenario, language)),
        "policy": str(result.deciding),
        "problem": None if problem is None else messages.of_error(problem, language),
        **{str(policy): _policy(result.result(policy)) for policy in Policy},
    }


def _policy(found: PolicyResult | None) -> dict[str, object] | None:
    if found is None:
        return None
    return {
        "funded": list(found.funded),
        "entered": list(found.entered),
        "left": list(found.left),
        "provinces": found.provinces,
        "value_on_100": found.value,
        "erdf_cents": found.erdf_cents,
        "flemish_cents": found.flemish_cents,
        "erdf_left_cents": found.erdf_left_cents,
        "flemish_left_cents": found.flemish_left_cents,
        "unique": found.is_unique,
    }


def _words(call: Call, scenario: Scenario, language: str) -> Iterator[str]:
    def say(code: str, **params: str | int | None) -> str:
        return messages.sentence(code, params, language)

    if scenario.erdf_cents is not None:
        yield say("SCENARIO_ERDF", value_cents=scenario.erdf_cents)
    if scenario.flemish_cents is not None:
        yield say("SCENARIO_FLEMISH", value_cents=scenario.flemish_cents)
    yield from _criteria_words(call, scenario, language)
    if scenario.policy is not None:
        yield say("SCENARIO_POLICY", name=say(f"POLICY_{scenario.policy}"))
    for choice in (scenario.on_nofit, scenario.cofin_rule, scenario.method):
        if choice is not None:
            yield say(f"SCENARIO_{choice}")
    if scenario.partial is not None:
        yield say("SCENARIO_partial" if scenario.partial else "SCENARIO_whole")
    if scenario.erdf_rate_bp is not None:
        yield say("SCENARIO_RATE", value_bp=scenario.erdf_rate_bp)
    left_out = {"": scenario.without, "_DOSSIERS": scenario.without_dossiers}
    yield from (
        say(f"SCENARIO_WITHOUT{what}", names=", ".join(names))
        for what, names in left_out.items()
        if names
    )


def _criteria_words(call: Call, scenario: Scenario, language: str) -> Iterator[str]:
    for criterion in call.rules.criteria:
        if criterion.id in scenario.weights:
            params: dict[str, str | int | None] = {
                "name": call.criterion_text(criterion.id).name.text(language),
                "weight": scenario.weights[criterion.id],
            }
            yield messages.sentence("SCENARIO_WEIGHT", params, language)
    for subject in threshold_subjects(call.rules):
        if subject in scenario.thresholds_cp:
            yield _threshold_words(call, subject, scenario.thresholds_cp[subject], language)


def _threshold_words(call: Call, subject: str, value_cp: int | None, language: str) -> str:
    name = threshold_name(call, subject, language)
    if value_cp is None:
        return messages.sentence("SCENARIO_NO_THRESHOLD", {"name": name}, language)
    params: dict[str, str | int | None] = {
        "name": name,
        "value_cp": shown_cp(subject, value_cp, call.rules),
    }
    whole = overall_gate(call.rules)
    if subject == TOTAL and whole is not None:
        params["out_of_cp"] = reach_cp(call.rules, whole)[1]
        return messages.sentence("SCENARIO_THRESHOLD_SUM", params, language)
    return messages.sentence("SCENARIO_THRESHOLD", params, language)


def threshold_name(call: Call, subject: str, language: str) -> str:
    """Name what a threshold is on: a criterion, a group, the total or the sum of points."""
    if subject == TOTAL:
        code = "GATE_OVERALL" if overall_gate(call.rules) is None else "SCENARIO_SUM"
        return messages.sentence(code, {}, language)
    if subject.startswith(GROUP) and subject not in {c.id for c in call.rules.criteria}:
        return subject.removeprefix(GROUP)
    return call.criterion_text(subject).name.text(language)
