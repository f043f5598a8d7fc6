"""Commands of the offline panel: keys, packs out, scores in a pack, returns back."""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from delpanel import messages
from delpanel.cli import DONE, FOUND, output
from delpanel.cli.opening import opened, read_text
from delpanel.errors import UserError
from delpanel.model.pack import Answer, PackKind

if TYPE_CHECKING:
    from delpanel.services.returns.pack_intake import CellKey, Choice, IntakePlan
    from delpanel.services.returns.pack_returns import ReturnRow
    from delpanel.services.state.workspace import Workspace


def keys(options: argparse.Namespace) -> int:
    """Make the opening key, whole for the chair or split among holders; show its public half."""
    from delpanel.services.packs import opening_keys

    written: tuple[Path, ...] = ()
    with opened(options, read_only=options.action == "show") as workspace:
        if options.action == "new":
            if not options.out:
                raise UserError("OPTION_MISSING", option="--out", reason="out")
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
    from delpanel.services.packs import packing

    if options.kind == "list":
        return _list(options)
    if not options.out:
        raise UserError("OPTION_MISSING", option="--out", reason="out")
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
    """Take in what members handed in, in one act (exit 3 if a file was refused)."""
    from delpanel.services.returns import (
        intake_view,
        pack_approvals,
        pack_intake,
        pack_merge,
        sheet_changes,
    )
    from delpanel.services.round import holding

    paths = [Path(name) for name in options.files]
    decisions = dict(map(_decision, options.decide or ()))
    with opened(options) as workspace:
        sealed = [p for p in paths if p.suffix.lower() not in pack_intake.WORKBOOKS]
        identity = _identity(workspace, options) if sealed else None
        plan = pack_intake.plan_intake(workspace, paths, identity, output.progress())
        if not options.dry_run:
            pack_intake.accept_intake(
                workspace,
                plan,
                decisions=decisions,
                choices=_choices(plan, options),
                later=options.later,
            )
        barred = holding.hidden(workspace)
    refused = [row for row in plan.rows if row.is_refused]
    code = FOUND if refused or any(f.is_refused for f in plan.sheets.files) else DONE
    if options.json:
        output.as_json(intake_view.as_plain(plan, options.language, barred))
        return code
    for row in plan.rows:
        output.line(f" {'x' if row.is_refused else '·'} {_said(row, options.language)}")
    for one in plan.declarations.rows:
        output.line(f"   {one.evaluator} {one.declaration.dossier}: {one.declaration.answer}")
    for answer in plan.approvals.rows:
        if answer.given.dossier in barred:
            continue
        output.line(f"   {pack_approvals.row_sentence(answer, options.language)}")
    for cell in plan.merge.cells:
        if cell.held.dossier not in barred:
            output.line(f"   {pack_merge.cell_sentence(cell, options.language)}")
    if plan.sheets.files:
        counts: dict[str, messages.Param] = {
            "sheets": len(plan.sheets.files),
            "count": len(plan.sheets.changes),
        }
        output.line(messages.sentence("SHEETS_READ", counts, options.language))
        output.issues(sheet_changes.without_dossiers(plan.sheets, barred).issues, options.language)
    return code


def _choices(plan: IntakePlan, options: argparse.Namespace) -> dict[CellKey, Choice]:
    """Read which version of a cell shall hold: ``MEMBER/DOSSIER/CRITERION=FILE``.

    Raises:
        UserError: CHOICE_UNKNOWN, there is no such other version.
    """
    from delpanel.services.returns.pack_intake import Choice

    found: dict[CellKey, Choice] = {}
    for typed in options.choose or ():
        where, _, file = typed.partition("=")
        cells = {"/".join(key): cells for key, cells in plan.forks.items()}
        version = next((c for c in cells.get(where, ()) if c.file == file), None)
        if version is None:
            known = ", ".join(f"{k}={c.file}" for k, listed in cells.items() for c in listed)
            raise UserError("CHOICE_UNKNOWN", text=typed, known=known)
        found[version.key] = Choice(version.returned, options.reason)
    return found


def check_returns(options: argparse.Namespace) -> int:
    """Say which returns are whole and from this panel, and which packs are still out."""
    from delpanel.services.returns import pack_merge, pack_returns

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
    from delpanel.services.packs import pack_ledger, packing

    with opened(options, read_only=True) as workspace:
        rows = [packing.as_plain(one) for one in pack_ledger.load(workspace).all()]
    if options.json:
        output.as_json(rows)
        return DONE
    head = output.heads(options.language, "member", "kind", "number", "pack", "digest")
    keys = ("evaluator", "kind", "number", "pack", "digest")
    output.table(head, [[str(row[key]) for key in keys] for row in rows], frozenset({2}))
    return DONE


def _identity(workspace: Workspace, options: argparse.Namespace) -> str:
    from delpanel.services.packs import opening_keys

    if options.words:
        lists = [read_text(name) for name in options.words]
        return opening_keys.key_from_words(workspace, lists).identity
    if not options.key:
        raise UserError("OPTION_MISSING", option="--key", reason="key")
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
    from delpanel.services.returns import pack_merge

    return pack_merge.row_sentence(row, language)
