"""Commands of a member: look into a pack, fill it in, hand it in."""

from __future__ import annotations

import argparse
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import TypeVar

from delpanel import messages
from delpanel.cli import DONE, FOUND, opening, output
from delpanel.cli.packs import passphrase
from delpanel.errors import UserError
from delpanel.model.approval import ApprovalAnswer
from delpanel.model.pack import Answer, ConflictType, Declaration, GivenApproval
from delpanel.model.rehearsal import is_rehearsal
from delpanel.services.member import pack_answering, pack_draft, pack_history, pack_view
from delpanel.services.member.pack_draft import PackDesk

T = TypeVar("T", bound=StrEnum)


def unpack(options: argparse.Namespace) -> int:
    """Show what a pack holds and what is still missing; set points or declare first if asked."""
    desk = _worked_on(_opened(options), options)
    if options.verify:
        return _verified(desk, options)
    if options.history:
        return _listed(desk, options)
    if options.extract:
        return _extracted(desk, options)
    gaps = pack_draft.missing(desk)
    if options.json:
        missing = [output.issue_as_plain(issue, options.language) for issue in gaps]
        output.as_json({**pack_view.as_plain(desk), "missing": missing})
        return DONE
    _say(desk, options.language)
    output.issues(gaps, options.language)
    return DONE


def finalise(options: argparse.Namespace) -> int:
    """Write the return and say its receipt code."""
    desk = _opened(options)
    receipt = pack_draft.finalise(
        desk, Path(options.out), opening.environment(options).clock(), partial=options.partial
    )
    if options.json:
        output.as_json(
            {"file": str(receipt.path), "receipt": receipt.code, "revision": receipt.revision}
        )
        return DONE
    params: dict[str, messages.Param] = {"file": str(receipt.path), "receipt": receipt.code}
    output.line(messages.sentence("PACK_FINALISED", params, options.language))
    return DONE


def _opened(options: argparse.Namespace) -> PackDesk:
    desk = pack_draft.open_desk(Path(options.pack), passphrase(options))
    if is_rehearsal(desk.content.head.panel):
        output.problem(messages.sentence("REHEARSAL_PACK", {}, options.language))
    return desk


def _extracted(desk: PackDesk, options: argparse.Namespace) -> int:
    """Write the attachments in a pack to a folder; they lie there without a seal."""
    from delpanel.cli.attaching import said_extracted
    from delpanel.services.intake import attachment_files

    held = {one.record: one.content for one in desk.content.attachments}
    folder = Path(options.extract)
    paths = attachment_files.extract(folder, held, held.__getitem__, replace=options.replace)
    said_extracted(paths, options)
    return DONE


def _say(desk: PackDesk, language: str) -> None:
    """Name what the pack holds, in the order of the member."""
    for one in desk.content.consortia:
        output.line(f"{one.dossier}  {one.name}  {', '.join(p.name for p in one.partners)}")
        for hint in one.hints:
            code = f"HINT_{hint.kind.name}"
            said = messages.sentence(code, {"text": hint.text}, language)
            output.line(f"   ! {said}")
    for agreed in desk.content.agreed:
        output.line(f"{agreed.dossier}  {agreed.name}")
        for part in agreed.criteria:
            output.line(
                f"   {part.criterion}: {messages.points(part.points_cp)}  {part.motivation}"
            )
    names = {dossier.id: dossier.name for dossier in desk.content.dossiers}
    for number in pack_view.own_order(desk):
        if number in names:
            output.line(f"{number}  {names[number]}")
        for attached in desk.content.attachments:
            if attached.record.dossier == number:
                output.line(f"   + {attached.record.file_name}")


def _worked_on(desk: PackDesk, options: argparse.Namespace) -> PackDesk:
    """Do what was asked to be changed."""
    now = opening.environment(options).clock()
    if options.set:
        desk = _given(desk, options, now)
    if options.declare:
        dossier, answer = options.declare
        kind = _choice(ConflictType, options.type) if options.type else None
        declared = Declaration(dossier, _choice(Answer, answer), kind, options.note)
        desk = pack_draft.declare(desk, declared, now)
    if options.approve:
        dossier, answer = options.approve
        given = GivenApproval(dossier, _choice(ApprovalAnswer, answer), options.note)
        desk = pack_answering.approve(desk, given, now)
    if options.restore is not None:
        desk = pack_history.restore(desk, options.restore, now)
    return desk


def _verified(desk: PackDesk, options: argparse.Namespace) -> int:
    """Check the journal; exit 3 where it is not intact."""
    check = pack_history.verify(desk)
    code = DONE if check.is_intact else FOUND
    if options.json:
        plain = {"intact": check.is_intact, "lines": check.lines, "broken": check.broken}
        output.as_json({**plain, "agrees": check.agrees})
        return code
    said = "DRAFT_INTACT" if check.is_intact else "DRAFT_APART"
    params: dict[str, messages.Param] = {"count": check.lines}
    if check.broken is not None:
        said, params = "DRAFT_BROKEN", {"number": check.broken}
    output.line(messages.sentence(said, params, options.language))
    return code


def _listed(desk: PackDesk, options: argparse.Namespace) -> int:
    """List every saved state, the oldest first."""
    found = pack_history.changes(desk)
    if options.json:
        output.as_json([pack_view.change_as_plain(change) for change in found])
        return DONE
    for one in found:
        where = f"{one.line.dossier} {one.line.criterion}".strip()
        before, after = (" ".join(text.split()) for text in (one.before, one.line.after))
        output.line(
            f"{one.number:>5}  {one.line.at[:19]}  {where:<24} {one.line.field}: "
            f"{before[:40]!r} > {after[:40]!r}"
        )
    return DONE


def _given(desk: PackDesk, options: argparse.Namespace, now: datetime) -> PackDesk:
    from delpanel.services.people.assessing import read_points

    dossier, criterion, text = options.set
    kept = desk.cell(dossier, criterion).motivation
    return pack_draft.give(
        desk,
        (dossier, criterion),
        now,
        points_cp=read_points(text),
        motivation=kept if options.motivation is None else options.motivation,
    )


def _choice(kind: type[T], typed: str) -> T:
    try:
        return kind(typed)
    except ValueError as error:
        known = ", ".join(str(one) for one in kind)
        raise UserError("CHOICE_UNKNOWN", text=typed, known=known) from error
