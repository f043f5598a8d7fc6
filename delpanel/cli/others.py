"""The demo, the auditors' interface, the window, the journal, and the self-test of a build."""

from __future__ import annotations

import argparse
import io
import os
import sys
from pathlib import Path
from typing import Final

from delpanel import messages
from delpanel.cli import DONE, FOUND, output
from delpanel.cli.opening import opened
from delpanel.errors import UserError
from delpanel.file_causes import not_read

BROKEN_BYTES: Final = "surrogateescape"
"""Bytes that are no UTF-8 cost their own line only."""


def demo(options: argparse.Namespace) -> int:
    """Run the whole job on the shipped demo call."""
    from delpanel.services.rehearsal import demonstrating

    done = demonstrating.run_demo(
        Path(options.folder), options.language, replace=options.replace, progress=output.progress()
    )
    if options.json:
        output.as_json(
            {
                "panel": str(done.panel),
                "funded": [
                    {"id": i, "name": n, "erdf_cents": e, "flemish_cents": f}
                    for i, n, e, f in done.hubs
                ],
                "letters": list(done.letters),
            }
        )
        return DONE
    rows = [(i, n, messages.money(e), messages.money(f)) for i, n, e, f in done.hubs]
    total = (
        "",
        "",
        messages.money(sum(hub[2] for hub in done.hubs)),
        messages.money(sum(hub[3] for hub in done.hubs)),
    )
    output.table(
        output.heads(options.language, "number", "hub", "erdf", "flemish"),
        [*rows, total],
        frozenset({2, 3}),
    )
    params: dict[str, str | int | None] = {
        "count": len(done.letters),
        "folder": str(done.panel.parent),
    }
    output.line(messages.sentence("DEMO_DONE", params, options.language))
    return DONE


def rehearse(options: argparse.Namespace) -> int:
    """Make a rehearsal: a call's shape with invented people, played through to the letters."""
    from delpanel.cli.opening import environment
    from delpanel.services.rehearsal import rehearsing

    done = rehearsing.run_rehearsal(
        options.source,
        Path(options.folder),
        environment(options),
        until=rehearsing.Stage(options.until),
        progress=output.progress(),
    )
    if options.json:
        output.as_json(
            {
                "panel": str(done.panel),
                "members": done.members,
                "dossiers": done.dossiers,
                "letters": list(done.letters),
            }
        )
        return DONE
    params: dict[str, messages.Param] = {
        "folder": str(done.folder),
        "count": len(done.letters),
    }
    output.line(messages.sentence("REHEARSAL_DONE", params, options.language))
    return DONE


def solve(options: argparse.Namespace) -> int:
    """Answer JSON Lines with JSON Lines; a malformed line gets an error line, the rest go on."""
    from delpanel.services.solving import solve as answers

    if options.file == "-":
        if isinstance(sys.stdin, io.TextIOWrapper):
            sys.stdin.reconfigure(encoding="utf-8", errors=BROKEN_BYTES)
        for line in answers(sys.stdin):
            print(line, flush=True)
        return DONE
    try:
        with Path(options.file).open(encoding="utf-8", errors=BROKEN_BYTES) as lines:
            for line in answers(lines):
                print(line)
    except OSError as error:
        raise not_read(options.file, error) from error
    return DONE


def app(options: argparse.Namespace) -> int:
    """Open the window, as a process of its own."""
    import subprocess

    from delpanel.services.state.server_access import kept_name

    arguments, environ = [str(_window())], dict(os.environ)
    if options.panel:
        address, password = kept_name(options.panel)
        arguments.append(address)
        if password:
            # Not among the arguments: everybody on the machine can list those
            environ["PGPASSWORD"] = password
    return subprocess.run(arguments, check=False, env=environ).returncode  # noqa: S603 - our own program


def register(options: argparse.Namespace) -> int:
    """Let the desktop of this person open packs and panel files with the window."""
    from delpanel.services.member import registering

    folder = registering.data_folder()
    if options.remove:
        written = registering.unregister(folder)
    else:
        written = registering.register(_window(), folder)
    for path in written:
        output.line(str(path))
    return DONE


def _window() -> Path:
    """Find the program with the window: beside this one, else by name."""
    import shutil

    beside = Path(sys.argv[0]).resolve().parent / "delpanel-gui"
    program = str(beside) if beside.exists() else shutil.which("delpanel-gui")
    if program is None:
        raise UserError("NO_WINDOW")
    return Path(program)


def journal(options: argparse.Namespace) -> int:
    """Show the journal; exit 3 when its chain is broken."""
    from delpanel.services.journal_words import verb_words
    from delpanel.services.state.own_view import judges_alone

    with opened(options, read_only=True) as workspace, workspace.store.read() as reading:
        alone = judges_alone(workspace.snapshot(), workspace.actor)
        # how much others do would show in the numbers of the lines
        entries = () if alone else reading.journal.entries()
        broken = None if alone else reading.journal.verify()
    if options.json:
        output.as_json(
            {
                "intact": broken is None,
                "entries": [
                    {
                        "number": e.number,
                        "at": e.at.isoformat(),
                        "actor": e.actor,
                        "verb": e.verb,
                        "subject": e.subject,
                        "detail": e.detail,
                        "digest": e.digest,
                    }
                    for e in entries
                ],
            }
        )
    else:
        for e in entries:
            output.line(
                f"{e.number:>5}  {e.at:%Y-%m-%d %H:%M:%S}  {e.actor:<12} "
                f"{verb_words(e.verb, options.language)}: {e.subject}".rstrip(": ")
            )
        if broken is not None:
            output.line(messages.sentence("JOURNAL_BROKEN", {"number": broken}, options.language))
    return DONE if broken is None else FOUND


def selftest(options: argparse.Namespace) -> int:
    """Run the demo in a folder that is thrown away: import, score, allocate, print, meet."""
    import tempfile

    from delpanel.cli.opening import environment
    from delpanel.services.meetings import meeting, minutes
    from delpanel.services.rehearsal import demonstrating
    from delpanel.services.state.workspace import Workspace

    with tempfile.TemporaryDirectory() as folder:
        done = demonstrating.run_demo(Path(folder) / "demo", options.language)
        with Workspace.open(str(done.panel), environment(options)) as workspace:
            meeting.open_meeting(workspace, "", "delpanel")
            for kind in minutes.KINDS:
                minutes.minutes_bytes(workspace, kind)
    output.line(f"ok: {len(done.hubs)} hubs, {len(done.letters)} letters")
    return DONE
