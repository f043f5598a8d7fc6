"""Attachments of dossiers by command: attach files or a folder, list, write out, remove."""

from __future__ import annotations

import argparse
from pathlib import Path

from delpanel import messages
from delpanel.cli import DONE, FOUND, output
from delpanel.cli.opening import opened
from delpanel.errors import UserError
from delpanel.model.attachment import Attachment
from delpanel.services.intake import attach_plan, attaching, attachment_files
from delpanel.services.state.workspace import Workspace


def attach(options: argparse.Namespace) -> int:
    """Attach files (exit 3 if one was refused), or do what one of the options asks instead."""
    reads = options.list or bool(options.extract)
    with opened(options, read_only=reads or options.dry_run) as workspace:
        if options.list:
            return _list(workspace, options)
        if options.extract:
            return _extract(workspace, options)
        if options.remove:
            attaching.remove(workspace, _dossier(options), options.remove)
            return _list(workspace, options)
        return _attach(workspace, options)


def show(found: tuple[Attachment, ...], options: argparse.Namespace) -> None:
    """Print attachments as a table, or as JSON."""
    if options.json:
        output.as_json([attaching.as_plain(one) for one in found])
        return
    head = output.heads(options.language, "dossier", "number", "file", "pages", "kilobytes")
    rows = [
        (
            one.dossier,
            str(one.number),
            one.file_name,
            str(one.pages or "–"),
            str(-(-one.size // 1024)),
        )
        for one in found
    ]
    output.table(head, rows, frozenset({1, 3, 4}))


def said_extracted(paths: tuple[Path, ...], options: argparse.Namespace) -> None:
    """Say what was written where."""
    if options.json:
        output.as_json({"files": [str(path) for path in paths]})
        return
    params: dict[str, messages.Param] = {"count": len(paths), "folder": options.extract}
    output.line(messages.sentence("EXTRACTED", params, options.language))


def _attach(workspace: Workspace, options: argparse.Namespace) -> int:
    progress = output.progress()
    if options.folder:
        plan = attach_plan.plan_folder(workspace, Path(options.folder), progress)
    else:
        if not options.files:
            raise UserError("OPTION_MISSING", option="FILE", reason="files")
        paths = [Path(name) for name in options.files]
        plan = attach_plan.plan_files(workspace, _dossier(options), paths, progress)
    if not options.dry_run:
        attaching.accept(workspace, plan)
    code = FOUND if any(row.is_refused for row in plan.rows) else DONE
    said = [messages.sentence(row.code, row.params, options.language) for row in plan.rows]
    if options.json:
        rows = zip(plan.rows, said, strict=True)
        output.as_json([attaching.row_as_plain(row, sentence) for row, sentence in rows])
        return code
    for row, sentence in zip(plan.rows, said, strict=True):
        output.line(f" {'x' if row.is_refused else '·'} {sentence}")
    if not options.dry_run:
        params: dict[str, messages.Param] = {"count": len(plan.taken)}
        output.line(messages.sentence("ATTACHED", params, options.language))
    return code


def _list(workspace: Workspace, options: argparse.Namespace) -> int:
    show(attaching.listed(workspace, options.dossier or ""), options)
    return DONE


def _extract(workspace: Workspace, options: argparse.Namespace) -> int:
    found = attaching.listed(workspace, options.dossier or "")
    paths = attachment_files.extract(
        Path(options.extract),
        found,
        lambda one: attaching.content(workspace, one),
        replace=options.replace,
    )
    said_extracted(paths, options)
    return DONE


def _dossier(options: argparse.Namespace) -> str:
    if not options.dossier:
        raise UserError("OPTION_MISSING", option="DOSSIER", reason="dossier")
    return str(options.dossier)
