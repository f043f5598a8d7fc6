"""Commands of a shared server: roles, release, copies, the window by address."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from delpanel import messages
from delpanel.cli import DONE, opening, output
from delpanel.cli.opening import opened, read_text
from delpanel.errors import UserError
from delpanel.services.state.workspace import Workspace


def grant(options: argparse.Namespace) -> int:
    """Give a login its role; the login is made where the server does not know it."""
    from delpanel.services.state import server_access

    password = _password(options.password_file)
    with opened(options) as workspace:
        made = server_access.grant(
            workspace, options.login, options.role, options.evaluator, password
        )
    if options.json:
        plain = {"login": options.login, "role": options.role, "evaluator": options.evaluator}
        output.as_json({**plain, "made": made, "password": password is not None})
        return DONE
    code = "SERVER_GRANTED_NEW" if made else "SERVER_GRANTED"
    if made and password is None:
        code = "SERVER_GRANTED_EXTERNAL"
    params = {"login": options.login, "role": _role(options.role, options.language)}
    output.line(messages.sentence(code, params, options.language))
    return DONE


def revoke(options: argparse.Namespace) -> int:
    """Take every right on the panel from a login."""
    from delpanel.services.state import server_access

    with opened(options) as workspace:
        server_access.revoke(workspace, options.login)
    if options.json:
        output.as_json({"login": options.login})
        return DONE
    output.line(messages.sentence("SERVER_REVOKED", {"login": options.login}, options.language))
    return DONE


def logins(options: argparse.Namespace) -> int:
    """Show who may log in, and as what."""
    from delpanel.services.state import server_access

    with opened(options, read_only=True) as workspace:
        listed = server_access.logins(workspace)
    if options.json:
        output.as_json([server_access.as_plain(login) for login in listed])
        return DONE
    for login in listed:
        role = _role(login.role, options.language)
        state = "" if login.active else messages.sentence("SERVER_INACTIVE", {}, options.language)
        output.line(f"{login.login:<24} {role:<14} {login.evaluator or '':<8} {state}".rstrip())
    return DONE


def release(options: argparse.Namespace) -> int:
    """Let the members see each other's points, or take that back with a reason."""
    from delpanel.services.calls import releasing

    with opened(options) as workspace:
        if options.undo:
            releasing.take_back(workspace, options.reason)
        else:
            releasing.release(workspace, options.reason)
        at = releasing.released_at(workspace)
    if options.json:
        output.as_json({"released": at is not None, "at": at.isoformat() if at else None})
        return DONE
    code = "RELEASE_DONE" if at else "RELEASE_UNDONE"
    output.line(messages.sentence(code, {}, options.language))
    return DONE


def copy(options: argparse.Namespace) -> int:
    """Copy a panel between file and server, and print the digest both hold."""
    from delpanel.services.calls import copying

    done = copying.copy(
        options.source, options.target, opening.environment(options), output.progress()
    )
    if options.json:
        output.as_json(
            {"target": done.target, "digest": done.digest, "journal_lines": done.journal_lines}
        )
        return DONE
    params: dict[str, messages.Param] = {
        "target": done.target,
        "digest": done.digest,
        "count": done.journal_lines,
    }
    output.line(messages.sentence("COPY_DONE", params, options.language))
    return DONE


def open_window(options: argparse.Namespace) -> int:
    """Open a panel in the window; with ``--check`` print what it is without one."""
    if not options.check:
        from delpanel.cli.others import app

        return app(options)
    with opened(options, read_only=True) as workspace:
        output.as_json(_checked(workspace))
    return DONE


def _checked(workspace: Workspace) -> dict[str, object]:
    from delpanel.services.people import assessing

    state, actor = workspace.snapshot(), workspace.actor
    own = [e.id for e in state.evaluators if actor.evaluator_id in {None, e.id}]
    sheets = [
        assessing.sheet_state(state, dossier, evaluator)
        for dossier, evaluators in state.assigned.items()
        for evaluator in evaluators
        if evaluator in own
    ]
    return {
        "panel": workspace.store.location,
        "panel_id": state.panel_id,
        "server": workspace.store.login is not None,
        "login": workspace.store.login.login if workspace.store.login else None,
        "role": str(actor.role),
        "evaluator": actor.evaluator_id,
        "phase": str(workspace.phase),
        "released": state.released,
        "call": state.call.id,
        "call_version": state.call_version,
        "dossiers": len(state.dossiers),
        "evaluators": len(state.evaluators),
        "sheets": len(sheets),
        "sheets_complete": sum(sheet.complete for sheet in sheets),
    }


def _password(file: str | None) -> str | None:
    """The first line of a file, or of standard input for ``-``; OPTION_MISSING where empty."""
    if file is None:
        return None
    lines = (sys.stdin.readline() if file == "-" else read_text(file)).splitlines()
    if not lines or not lines[0]:
        raise UserError("PASSWORD_EMPTY", file=Path(file).name)
    return lines[0]


def _role(role: str, language: str) -> str:
    return messages.sentence(f"ROLE_{role}", {}, language)
