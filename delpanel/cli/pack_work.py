"""Commands of a member: look into a pack, fill it in, hand it in."""

from __future__ import annotations

import argparse
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import TypeVar

from delpanel import messages
from delpanel.cli import DONE, output
from delpanel.cli.opening import environment
from delpanel.cli.packs import passphrase
from delpanel.errors import UserError
from delpanel.model.pack import Answer, ConflictType, Declaration
from delpanel.services import pack_draft
from delpanel.services.pack_draft import PackDesk

T = TypeVar("T", bound=StrEnum)


def unpack(options: argparse.Namespace) -> int:
    """Show what a pack holds and what is still missing; set points or declare first if asked."""
    now = environment(options).clock()
    desk = pack_draft.open_desk(Path(options.pack), passphrase(options))
    if options.set:
        desk = _given(desk, options, now)
    if options.declare:
        dossier, answer = options.declare
        kind = _choice(ConflictType, options.type) if options.type else None
        declared = Declaration(dossier, _choice(Answer, answer), kind, options.note)
        desk = pack_draft.declare(desk, declared, now)
    if options.extract:
        return _extracted(desk, options)
    gaps = pack_draft.missing(desk)
    if options.json:
        missing = [output.issue_as_plain(issue, options.language) for issue in gaps]
        output.as_json({**pack_draft.as_plain(desk), "missing": missing})
        return DONE
    for one in desk.content.consortia:
        output.line(f"{one.dossier}  {one.name}  {', '.join(p.name for p in one.partners)}")
        for hint in one.hints:
            code = f"HINT_{hint.kind.name}"
            said = messages.sentence(code, {"text": hint.text}, options.language)
            output.line(f"   ! {said}")
    for dossier in desk.content.dossiers:
        output.line(f"{dossier.id}  {dossier.name}")
        for attached in desk.content.attachments:
            if attached.record.dossier == dossier.id:
                output.line(f"   + {attached.record.file_name}")
    output.issues(gaps, options.language)
    return DONE


def finalise(options: argparse.Namespace) -> int:
    """Write the return and say its receipt code."""
    desk = pack_draft.open_desk(Path(options.pack), passphrase(options))
    receipt = pack_draft.finalise(
        desk, Path(options.out), environment(options).clock(), partial=options.partial
    )
    if options.json:
        output.as_json(
            {"file": str(receipt.path), "receipt": receipt.code, "revision": receipt.revision}
        )
        return DONE
    params: dict[str, messages.Param] = {"file": str(receipt.path), "receipt": receipt.code}
    output.line(messages.sentence("PACK_FINALISED", params, options.language))
    return DONE


def _extracted(desk: PackDesk, options: argparse.Namespace) -> int:
    """Write the attachments in a pack to a folder; they lie there without a seal."""
    from delpanel.cli.attaching import said_extracted
    from delpanel.services import attachment_files

    held = {one.record: one.content for one in desk.content.attachments}
    folder = Path(options.extract)
    paths = attachment_files.extract(folder, held, held.__getitem__, replace=options.replace)
    said_extracted(paths, options)
    return DONE


def _given(desk: PackDesk, options: argparse.Namespace, now: datetime) -> PackDesk:
    from delpanel.services.assessing import read_points

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
