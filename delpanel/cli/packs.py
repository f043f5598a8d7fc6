"""Commands of the offline panel: keys, packs out, scores in a pack, returns back."""

from __future__ import annotations

import argparse
import os
import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from delpanel import messages
from delpanel.cli import DONE, FOUND, output
from delpanel.cli.opening import opened, read_text
from delpanel.errors import UserError
from delpanel.model.pack import Answer, PackKind

if TYPE_CHECKING:
    from delpanel.services.pack_returns import ReturnRow
    from delpanel.services.workspace import Workspace


def keys(options: argparse.Namespace) -> int:
    """Make the opening key, whole for the chair or split among holders; show its public half."""
    from delpanel.services import opening_keys

    written: tuple[Path, ...] = ()
    with opened(options, read_only=options.action == "show") as workspace:
        if options.action == "new":
            if not options.out:
                raise UserError("OPTION_MISSING", option="--out")
            if options.holders:
                needed, holders = opening_keys.read_holders(options.holders)
                held, written = opening_keys.make_split(
                    workspace, Path(options.out), needed, holders
                )
            else:
                target = Path(options.out)
                held, path = opening_keys.make_whole(workspace, target, passphrase(options))
                written = (path,)
        else:
            found = opening_keys.held_key(workspace)
            if found is None:
                raise UserError("OPENING_KEY_MISSING")
            held = found
    if options.json:
        plain = {"public": held.public, "needed": held.needed, "holders": held.holders}
        output.as_json({**plain, "files": [str(path) for path in written]})
        return DONE
    params: dict[str, messages.Param] = {
        "public": held.public,
        "needed": held.needed,
        "holders": held.holders,
    }
    output.line(messages.sentence("OPENING_KEY", params, options.language))
    for path in written:
        output.line(str(path))
    return DONE


def pack(options: argparse.Namespace) -> int:
    """Write the packs of one kind, list what went out, or publish what lets anyone check."""
    from delpanel.services import packing

    if options.kind == "list":
        return _list(options)
    if not options.out:
        raise UserError("OPTION_MISSING", option="--out")
    if options.kind == "publish":
        with opened(options, read_only=True) as workspace:
            packing.write_published(workspace, Path(options.out))
        if options.json:
            output.as_json({"file": options.out})
        return DONE
    held = packing.read_passphrases(Path(options.passphrases)) if options.passphrases else {}
    with opened(options) as workspace:
        written = packing.issue(
            workspace,
            PackKind(options.kind),
            Path(options.out),
            evaluators=options.evaluator or (),
            passphrases=held,
            due_at=packing.read_due(options.due) if options.due else None,
        )
    if options.passphrases:
        added = {one.issued.head.evaluator: one.passphrase for one in written}
        packing.write_passphrases(Path(options.passphrases), {**held, **added})
    rows = [
        {
            **packing.as_plain(one.issued),
            "file": str(one.path),
            "passphrase": "" if options.passphrases else one.passphrase,
        }
        for one in written
    ]
    if options.json:
        output.as_json(rows)
        return DONE
    for row in rows:
        output.line(f"{row['evaluator']!s:<6} {row['file']}  {row['passphrase']}".rstrip())
    return DONE


def merge(options: argparse.Namespace) -> int:
    """Take returns in (exit 3 if a file was refused): what was declared first, then the points."""
    from delpanel.services import pack_approvals, pack_declarations, pack_merge

    paths = [Path(name) for name in options.files]
    decisions = dict(map(_decision, options.decide or ()))
    with opened(options) as workspace:
        identity = _identity(workspace, options)
        declared = pack_declarations.plan_declarations(workspace, paths, identity)
        if not options.dry_run:
            pack_declarations.accept_declarations(workspace, declared, decisions)
        plan = pack_merge.plan_merge(workspace, paths, identity)
        if not options.dry_run:
            pack_merge.accept_merge(workspace, plan)
        said = pack_approvals.plan_approvals(workspace, paths, identity)
        if not options.dry_run:
            pack_approvals.accept_approvals(workspace, said)
    of_declarations = [row for row in declared.files if not row.is_refused]
    rows = (*of_declarations, *said.files, *plan.rows)
    code = FOUND if any(row.is_refused for row in rows) else DONE
    if options.json:
        plain = pack_merge.plan_as_plain(replace(plan, rows=rows), options.language)
        plain["declarations"] = pack_declarations.plan_as_plain(declared)
        output.as_json({**plain, "approvals": pack_approvals.plan_as_plain(said)})
        return code
    for row in rows:
        output.line(f" {'x' if row.is_refused else '·'} {_said(row, options.language)}")
    for one in declared.rows:
        output.line(f"   {one.evaluator} {one.declaration.dossier}: {one.declaration.answer}")
    for answer in said.rows:
        output.line(f"   {pack_approvals.row_sentence(answer, options.language)}")
    for cell in plan.cells:
        output.line(f"   {pack_merge.cell_sentence(cell, options.language)}")
    return code


def check_returns(options: argparse.Namespace) -> int:
    """Say which returns are whole and from this panel, and which packs are still out."""
    from delpanel.services import pack_merge, pack_returns

    published = pack_returns.read_published(Path(options.published))
    rows = pack_returns.check_returns(published, [Path(name) for name in options.files])
    code = FOUND if any(row.is_refused for row in rows) else DONE
    awaited = pack_returns.awaited(published, rows)
    if options.json:
        plain = [
            pack_returns.rows_as_plain(row, pack_merge.row_sentence(row, options.language))
            for row in rows
        ]
        output.as_json({"files": plain, "awaited": list(awaited)})
        return code
    for row in rows:
        said = _said(row, options.language)
        output.line(f" {'x' if row.is_refused else '·'} {said} {row.receipt}".rstrip())
    params: dict[str, messages.Param] = {"count": len(awaited)}
    output.line(messages.sentence("PACKS_AWAITED", params, options.language))
    return code


def passphrase(options: argparse.Namespace) -> str:
    """Take the passphrase from a file, the environment, or the person at the terminal."""
    if options.passphrase_file:
        return read_text(options.passphrase_file).strip()
    given = os.environ.get("DELPANEL_PASSPHRASE", "")
    if not given and sys.stdin.isatty():
        import getpass

        asked = messages.sentence("PASSPHRASE_ASKED", {}, options.language)
        given = getpass.getpass(f"{asked} ")
    if not given.strip():
        raise UserError("PASSPHRASE_EMPTY")
    return given


def _list(options: argparse.Namespace) -> int:
    from delpanel.services import pack_ledger, packing

    with opened(options, read_only=True) as workspace:
        rows = [packing.as_plain(one) for one in pack_ledger.load(workspace).all()]
    if options.json:
        output.as_json(rows)
        return DONE
    head = ("Lid", "Soort", "Nr", "Pakket", "SHA-256")
    keys = ("evaluator", "kind", "number", "pack", "digest")
    output.table(head, [[str(row[key]) for key in keys] for row in rows], frozenset({2}))
    return DONE


def _identity(workspace: Workspace, options: argparse.Namespace) -> str:
    from delpanel.services import opening_keys

    if options.words:
        lists = [read_text(name) for name in options.words]
        return opening_keys.key_from_words(workspace, lists).identity
    if not options.key:
        raise UserError("OPTION_MISSING", option="--key")
    return opening_keys.key_from_file(workspace, Path(options.key), passphrase(options)).identity


def _decision(typed: str) -> tuple[tuple[str, str], Answer]:
    where, _, answer = typed.partition("=")
    evaluator, _, dossier = where.partition("/")
    try:
        return (evaluator, dossier), Answer(answer)
    except ValueError as error:
        known = ", ".join(str(one) for one in Answer)
        raise UserError("CHOICE_UNKNOWN", text=typed, known=known) from error


def _said(row: ReturnRow, language: str) -> str:
    from delpanel.services import pack_merge

    return pack_merge.row_sentence(row, language)
