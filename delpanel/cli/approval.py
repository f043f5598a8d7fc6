"""Commands of approvals: who stands behind the agreed points, in the room."""

from __future__ import annotations

import argparse

from delpanel import messages
from delpanel.cli import DONE, output
from delpanel.cli.opening import opened
from delpanel.errors import UserError
from delpanel.services.people.approving import ApprovalState
from delpanel.services.state.workspace import Workspace


def approve(options: argparse.Namespace) -> int:
    """Show the answers; record those of some members, or of everyone present who did not answer."""
    from delpanel.services.people import approving
    from delpanel.services.state import presiding

    with opened(options) as workspace:
        if options.dossier:
            _record(workspace, options)
        barred = presiding.withheld(workspace)
        plain = approving.as_plain(workspace.computed(), barred)
        states = [
            one
            for one in approving.approval_states(workspace.computed())
            if one.dossier not in barred
        ]
    if options.json:
        output.as_json(plain)
        return DONE
    for state in states:
        if options.dossier in {"", state.dossier}:
            params: dict[str, messages.Param] = {
                "dossier": state.dossier,
                "approved": len(state.approved),
                "required": len(state.required),
            }
            output.line(messages.sentence("APPROVALS_DONE", params, options.language))
            for name in state.required:
                output.line(f"   {name:<8} {_answer(state, name, options.language)}")
    return DONE


def _record(workspace: Workspace, options: argparse.Namespace) -> None:
    from delpanel.model.approval import ApprovalAnswer
    from delpanel.services.people import approving

    members = options.member or []
    if options.undo:
        if not members:
            raise UserError("OPTION_MISSING", option="--member", reason="member")
        approving.take_back(workspace, options.dossier, members)
    elif options.answer is None:
        return
    elif not members and options.answer == "approved":
        approving.roll_call(workspace, options.dossier)
    elif not members:
        raise UserError("OPTION_MISSING", option="--member", reason="member")
    else:
        for name in members:
            given = ApprovalAnswer(options.answer)
            approving.answer(workspace, options.dossier, name, given, options.note)


def _answer(state: ApprovalState, evaluator: str, language: str) -> str:
    held = state.answer_of(evaluator)
    if held is None:
        code = "ANSWER_stale" if state.lapsed(evaluator) else "ANSWER_awaited"
        return messages.sentence(code, {}, language)
    said = messages.sentence(f"ANSWER_{held.answer}", {}, language)
    return f"{said}: {held.note}" if held.note else said
