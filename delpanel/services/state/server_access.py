"""Who may log in to a panel on a server, and in which role."""

from __future__ import annotations

from dataclasses import asdict

from delpanel.errors import UserError
from delpanel.model.call import Call
from delpanel.services.state.workspace import Workspace
from delpanel.storage import engine, panelfile
from delpanel.storage.server_logins import ServerLogin
from delpanel.storage.unit_of_work import UnitOfWork


def logins(workspace: Workspace) -> tuple[ServerLogin, ...]:
    """Give every login with a role on this panel; UserError SERVER_ONLY on a file."""
    _require_server(workspace)
    with workspace.store.read() as reading:
        return reading.logins.all()


def as_plain(login: ServerLogin) -> dict[str, object]:
    """Give a login as plain data."""
    return asdict(login)


def kept_name(target: str) -> tuple[str, str]:
    """Give the name of a panel as it may be kept in a list or a log, and its password apart."""
    return panelfile.kept_name(target)


def with_password(address: str, password: str) -> str:
    """Give an address with this password; for connecting, never to be kept."""
    return engine.with_password(address, password)


def grant(
    workspace: Workspace,
    login: str,
    role: str,
    evaluator: str | None = None,
    password: str | None = None,
) -> bool:
    """Give a login its role and exactly the rights it needs; True where the login was made.

    What the login had before on this panel is taken from it. ``password`` None leaves the password
    of an existing login, or has the server ask somebody else.

    Raises:
        UserError: SERVER_ONLY, SERVER_LOGIN_NAME, SERVER_LOGIN_STRONG, UNKNOWN_EVALUATOR,
            SERVER_LOGIN_EVALUATOR (an evaluator without an id, or another role with one).
        NotAllowed: SERVER_FORBIDDEN, only the owner of the panel grants.
    """
    _require_server(workspace)
    if bool(evaluator) != (role == "evaluator") and not (evaluator and role == "chair"):
        raise UserError("SERVER_LOGIN_EVALUATOR", login=login)
    with workspace.act("login-granted", login, f"{role} {evaluator or ''}".strip()) as unit:
        keep_grid(workspace, unit, workspace.call)
        return unit.logins.grant(ServerLogin(login, role, evaluator), password)


def keep_grid(workspace: Workspace, unit: UnitOfWork, call: Call) -> None:
    """Tell the server which points the call allows, so that it takes no others from a member."""
    if workspace.store.login is not None:
        scale = call.rules.scale
        grid = (scale.minimum_cp, scale.maximum_cp, scale.step_cp)
        unit.logins.set_grid((criterion.id for criterion in call.rules.criteria), grid)


def revoke(workspace: Workspace, login: str) -> None:
    """Take every right on this panel from a login; it stays a login of the server.

    Raises:
        UserError: SERVER_ONLY, SERVER_LOGIN_MISSING. NotAllowed: SERVER_FORBIDDEN.
    """
    _require_server(workspace)
    with workspace.act("login-revoked", login) as unit:
        unit.logins.revoke(login)


def _require_server(workspace: Workspace) -> None:
    if workspace.store.login is None:
        raise UserError("SERVER_ONLY", file=workspace.store.location)
