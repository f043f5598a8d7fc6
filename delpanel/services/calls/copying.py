"""A panel from a file to a server and back, with nothing lost and nothing added."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from delpanel.environment import Environment
from delpanel.errors import NotAllowed, UserError
from delpanel.model.actor import Role
from delpanel.progress import Progress, silent
from delpanel.services.state.workspace import Workspace
from delpanel.storage.contents import copy_panel
from delpanel.storage.panelfile import create_panel, is_server, open_panel
from delpanel.storage.unit_of_work import Store


@dataclass(frozen=True, slots=True)
class Copied:
    """What was copied: the SHA-256 of everything the source and the copy hold, and its lines."""

    target: str
    digest: str
    journal_lines: int


def copy(source: str, target: str, environment: Environment, progress: Progress = silent) -> Copied:
    """Copy a whole panel into a new file, or into a database that holds none.

    Neither journal gets a line: the copy equals the source to the letter, which is checked before
    it holds. Roles of logins come along as a list; their rights on a server are granted anew.

    Raises:
        FileProblem: PANEL_EXISTS, or what opening says. UserError: PANEL_NOT_EMPTY, COPY_DIFFERS.
        NotAllowed: COPY_PARTIAL, the login of an evaluator sees only part of the panel.
    """
    with Workspace.open(source, environment, read_only=True) as opened:
        if opened.store.login is not None and opened.actor.role is Role.EVALUATOR:
            raise NotAllowed("COPY_PARTIAL", file=opened.store.location)
        made = _empty(target, environment)
        try:
            digest = copy_panel(opened.store, made, progress)
            with made.read() as state:
                lines, _ = state.journal.head()
        except BaseException:
            made.close()
            if not is_server(target):
                Path(target).unlink(missing_ok=True)
            raise
        made.close()
        return Copied(made.location, digest, lines)


def _empty(target: str, environment: Environment) -> Store:
    """A new panel; on a server also one that was made before and left empty."""
    actor, at = environment.actor.name, environment.clock()
    try:
        return create_panel(target, actor=actor, at=at)
    except UserError as error:
        if error.code != "PANEL_EXISTS" or not is_server(target):
            raise
    return open_panel(target, actor=actor, at=at)
