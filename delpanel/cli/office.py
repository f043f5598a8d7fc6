"""Commands of the office: who presides, and how everyone stands to every dossier."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from delpanel import messages
from delpanel.cli import DONE, output
from delpanel.cli.opening import opened
from delpanel.errors import UserError
from delpanel.model.pack import Answer, ConflictType

if TYPE_CHECKING:
    from delpanel.services.state.workspace import Workspace


def presiding(options: argparse.Namespace) -> int:
    """Show who chairs and who deputises, or name them."""
    from delpanel.services.state import presiding as service

    with opened(options, read_only=options.chair is None and options.deputy is None) as workspace:
        held = workspace.snapshot().presiding
        if options.chair is not None or options.deputy is not None:
            chair = held.chair if options.chair is None else options.chair
            deputy = held.deputy if options.deputy is None else options.deputy
            service.appoint(workspace, chair, deputy)
        state = workspace.snapshot()
    if options.json:
        output.as_json(service.as_plain(state))
        return DONE
    nobody = messages.sentence("PRESIDING_NOBODY", {}, options.language)
    names = [
        person.name if (person := state.evaluator_by_id.get(one)) else nobody
        for one in (state.presiding.chair, state.presiding.deputy)
    ]
    params: dict[str, messages.Param] = {"chair": names[0], "deputy": names[1]}
    output.line(messages.sentence("PRESIDING_SHOWN", params, options.language))
    return DONE


def conflicts(options: argparse.Namespace) -> int:
    """Show how everyone stands to every dossier; decide, write down, lift or restore first."""
    from delpanel.services.round import declaring

    acts = (options.decide, options.declare, options.lift, options.restore)
    with opened(options, read_only=not any(acts)) as workspace:
        _act(workspace, options)
        table = declaring.conflict_table(workspace)
    if options.json:
        output.as_json(declaring.as_plain(table))
        return DONE
    for person in table.people:
        output.line(f"{person.id} {person.name}")
        for number in table.dossiers:
            cell = table.cell(person.id, number)
            said = messages.sentence(f"STANDING_{cell.standing.name}", {}, options.language)
            output.line(f"   {number}  {said}  {cell.reason}".rstrip())
            for hint in cell.hints:
                code, params = f"HINT_{hint.kind.name}", {"text": hint.text}
                output.line(f"      ! {messages.sentence(code, dict(params), options.language)}")
    return DONE


def progress(options: argparse.Namespace) -> int:
    """Show how far everyone is, and whether points are held back until every sheet is in."""
    from delpanel.services.round import holding, round_progress

    with opened(options, read_only=True) as workspace:
        found = round_progress.round_progress(workspace)
        held = holding.is_held(workspace)
    if options.json:
        output.as_json({**round_progress.as_plain(found, options.language), "held": held})
        return DONE
    output.table(
        output.heads(options.language, "member", "declared", "sheets_done", "days", "next"),
        [
            (
                member.evaluator.name,
                f"{member.declared}/{member.to_declare}",
                f"{member.complete}/{member.assigned}",
                "" if member.days_left is None else str(member.days_left),
                messages.sentence(f"STEP_OF_{member.step.name}", {}, options.language),
            )
            for member in found.members
        ],
        frozenset({1, 2, 3}),
    )
    output.line(round_progress.summary(found, options.language))
    return DONE


def _act(workspace: Workspace, options: argparse.Namespace) -> None:
    from delpanel.services.people import panelling, voiding
    from delpanel.services.round import declaring

    reason = options.reason
    if options.decide:
        where, answer = _answer(options.decide)
        declaring.decide(workspace, *where, answer, reason)
    if options.declare:
        where, answer = _answer(options.declare)
        kind = _type(options.type) if options.type else None
        declaring.write_down(workspace, where, answer, reason, kind)
    if options.lift:
        panelling.lift_conflict(workspace, *_pair(options.lift), reason)
    if options.restore:
        voiding.restore_score(workspace, *_pair(options.restore), reason)


def _pair(typed: str) -> tuple[str, str]:
    evaluator, slash, dossier = typed.partition("/")
    if not slash:
        raise UserError("CHOICE_UNKNOWN", text=typed, known="MEMBER/DOSSIER")
    return evaluator, dossier


def _answer(typed: str) -> tuple[tuple[str, str], Answer]:
    where, _, answer = typed.partition("=")
    try:
        return _pair(where), Answer(answer)
    except ValueError as error:
        known = ", ".join(str(one) for one in Answer)
        raise UserError("CHOICE_UNKNOWN", text=typed, known=known) from error


def _type(typed: str) -> ConflictType:
    try:
        return ConflictType(typed)
    except ValueError as error:
        known = ", ".join(str(one) for one in ConflictType)
        raise UserError("CHOICE_UNKNOWN", text=typed, known=known) from error
