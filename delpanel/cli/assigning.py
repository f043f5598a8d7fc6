"""Commands of the assignment: spread dossiers over evaluators, and what everyone knows."""

from __future__ import annotations

import argparse
from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from delpanel import messages
from delpanel.cli import DONE, FOUND, output
from delpanel.cli.opening import opened
from delpanel.errors import UserError
from delpanel.model.call import Balance

if TYPE_CHECKING:
    from delpanel.model.panel import EvaluatorProfile
    from delpanel.services.assignment.assigning import AssigningPlan
    from delpanel.services.assignment.assignment_view import AssignmentWords
    from delpanel.services.state.workspace import Workspace


def assign(options: argparse.Namespace) -> int:
    """Plan and accept an assignment; exit 3 where the demands clash, and nothing is written."""
    from delpanel.services.assignment import assigning
    from delpanel.services.assignment.assignment_input import Wishes
    from delpanel.services.assignment.assignment_view import AssignmentWords, as_plain

    asked = options.balance
    wishes = Wishes(
        options.per_dossier,
        options.minimum,
        options.maximum,
        None if asked is None else Balance(asked),
    )
    only_asks = options.dry_run or options.explain
    with opened(options, read_only=bool(only_asks)) as workspace:
        plan = assigning.plan_assignment(workspace, wishes, output.progress())
        state = workspace.snapshot()
        if plan.found is not None and not only_asks:
            assigning.accept_assignment(workspace, plan)
    words = AssignmentWords(state, plan, options.language)
    code = DONE if plan.found is not None else FOUND
    if options.explain:
        _explain(options, plan, words)
    elif options.json:
        output.as_json(as_plain(state, plan, options.language))
    else:
        _print_plan(options, plan, words, names={e.id: e.name for e in state.evaluators})
    return code


def expertise(options: argparse.Namespace) -> int:
    """Show what evaluators know and take on and what dossiers ask, or set it for one of them."""
    from delpanel.services.people import expertise as service

    changes = (options.words, options.minimum, options.maximum)
    writes = options.id is not None and any(value is not None for value in changes)
    with opened(options, read_only=not writes) as workspace:
        if options.id is not None:
            _set(workspace, options)
        state = workspace.snapshot()
    if options.json:
        output.as_json(service.as_plain(state))
        return DONE
    for person in state.evaluators:
        profile = state.profile_of[person.id]
        output.line(f"{person.id:<6} {person.name:<28} {_knows(profile.expertise, options)}")
        output.line(f"       {_limits(profile, options)}")
    for dossier in state.dossiers:
        asked = state.dossier_expertise.get(dossier.id, ())
        if asked:
            output.line(f"{dossier.id:<6} {dossier.name:<28} {', '.join(asked)}")
    return DONE


def _print_plan(
    options: argparse.Namespace,
    plan: AssigningPlan,
    words: AssignmentWords,
    names: Mapping[str, str],
) -> None:
    for said in words.clash():
        output.line(said)
    if plan.found is not None:
        for load in plan.loads.values():
            params: dict[str, messages.Param] = {
                "now": load.now,
                "then": load.then,
                "pages": load.pages_then,
            }
            said = messages.sentence("ASSIGN_LOAD", params, options.language)
            mine = [d for d, e in sorted(plan.proposed) if e == load.evaluator]
            name = names[load.evaluator]
            output.line(f"{load.evaluator:<6} {name:<28} {said}")
            output.line(f"       {' '.join(mine)}".rstrip())
        counts: dict[str, messages.Param] = {
            "added": len(plan.added),
            "removed": len(plan.removed),
            "kept": len(plan.present & plan.proposed),
        }
        done = "ASSIGN_PREVIEW" if options.dry_run else "ASSIGN_DONE"
        output.line(messages.sentence(done, counts, options.language))
    for said in words.notices():
        output.line(f" ! {said}")


def _explain(options: argparse.Namespace, plan: AssigningPlan, words: AssignmentWords) -> None:
    evaluator, _, dossier = options.explain.partition("/")
    if not evaluator or not dossier:
        raise UserError("PAIR_EXPECTED", text=options.explain)
    reason, other = plan.reason(evaluator, dossier), plan.other_way(evaluator, dossier)
    said = words.of_reason(reason, evaluator, dossier)
    cost = words.of_other_way(other)
    if options.json:
        output.as_json(
            {
                "evaluator": evaluator,
                "dossier": dossier,
                "proposed": (dossier, evaluator) in plan.proposed,
                "why": str(reason.why),
                "sentence": said,
                "other_way": None if other.level is None else str(other.level),
                "now": None if other.level is None else other.now,
                "then": None if other.level is None else other.then,
                "other_sentence": cost,
            }
        )
        return
    output.line(said)
    output.line(cost)


def _set(workspace: Workspace, options: argparse.Namespace) -> None:
    from delpanel.model.panel import expertise_words
    from delpanel.services.people import expertise as service

    state = workspace.snapshot()
    if options.id in state.dossier_by_id:
        if options.minimum is not None or options.maximum is not None:
            raise UserError("EXPERTISE_NO_LIMITS", id=options.id)
        if options.words is not None:
            service.ask(workspace, options.id, [options.words])
        return
    profile = state.profile_of.get(options.id)
    if profile is None:
        raise UserError("EXPERTISE_TARGET", id=options.id)
    if options.words is not None:
        profile = replace(profile, expertise=expertise_words(options.words))
    if options.minimum is not None:
        profile = replace(profile, minimum=_limit(options.minimum, options.id))
    if options.maximum is not None:
        profile = replace(profile, maximum=_limit(options.maximum, options.id))
    service.save_profile(workspace, profile)


def _limit(text: str, evaluator: str) -> int | None:
    if text == "-":
        return None
    if not (text.isascii() and text.isdigit()):
        raise UserError("PROFILE_RANGE", id=evaluator)
    return int(text)


def _knows(words: tuple[str, ...], options: argparse.Namespace) -> str:
    return ", ".join(words) or messages.sentence("ASSIGN_NO_EXPERTISE", {}, options.language)


def _limits(profile: EvaluatorProfile, options: argparse.Namespace) -> str:
    usual = messages.sentence("ASSIGN_NO_LIMIT", {}, options.language)
    least, most = (
        usual if number is None else str(number) for number in (profile.minimum, profile.maximum)
    )
    params: dict[str, messages.Param] = {"least": least, "most": most}
    return messages.sentence("ASSIGN_LIMITS", params, options.language)
