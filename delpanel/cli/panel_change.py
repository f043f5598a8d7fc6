"""Commands of the panel while a round runs: a member leaves or joins, the effect first."""

from __future__ import annotations

import argparse

from delpanel.cli import DONE, output
from delpanel.cli.opening import opened
from delpanel.errors import UserError
from delpanel.model.panel_change import JoinRule, LeaveRule


def change_panel(options: argparse.Namespace) -> int:
    """Let a member leave or join; ``--dry-run`` only says what it would do."""
    from delpanel.services.consensus import panel_change_view, panel_changing

    with opened(options) as workspace:
        if options.left:
            rule = _chosen(LeaveRule, options.rule)
            plan = panel_changing.plan_leave(workspace, options.left, LeaveRule(rule))
        else:
            rule = _chosen(JoinRule, options.rule)
            plan = panel_changing.plan_join(workspace, options.joined, JoinRule(rule), options.name)
        if not options.dry_run:
            panel_changing.apply(workspace, plan, options.reason)
    if options.json:
        plain = panel_change_view.plan_as_plain(plan, options.language, done=not options.dry_run)
        output.as_json(plain)
        return DONE
    for said in panel_change_view.effect_sentences(plan.effect, options.language):
        output.line(said)
    return DONE


def panel_changes(options: argparse.Namespace) -> int:
    """List who left and joined, by which rule and with what effect."""
    from delpanel.services.consensus import panel_change_view, panel_changing

    with opened(options, read_only=True) as workspace:
        made = panel_changing.changes(workspace)
    if options.json:
        output.as_json([panel_change_view.change_as_plain(one, options.language) for one in made])
        return DONE
    for one in made:
        output.line(f"{one.number}  {one.evaluator}  {one.kind} ({one.rule})  {one.reason}")
        for said in panel_change_view.effect_sentences(one.effect, options.language):
            output.line(f"   {said}")
    return DONE


def _chosen(kind: type[LeaveRule | JoinRule], typed: str | None) -> str:
    known = [str(one) for one in kind]
    if typed is None:
        raise UserError("OPTION_MISSING", option="--rule", reason="rule", example=known[0])
    if typed not in known:
        raise UserError("CHOICE_UNKNOWN", text=typed, known=", ".join(known))
    return typed
