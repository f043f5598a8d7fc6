"""What the window says about where a panel lies, and about a server that is out of reach."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from PySide6.QtCore import QCoreApplication

from delpanel.errors import UserError
from delpanel.model.actor import Role
from delpanel.services.state.own_view import judges_alone
from delpanel.services.state.workspace import Workspace
from ui.kit.notify import Kind, Message

KEY: Final = "connection"


def lost() -> Message:
    """The server is gone; what is typed is not."""
    return Message(
        Kind.WARN,
        _tr("De verbinding met de server is weg."),
        _tr("U kunt verder lezen en typen. Wat u typt, wordt bewaard zodra ze er weer is."),
        key=KEY,
        can_close=False,
    )


def said_file(workspace: Workspace) -> str:
    """Name the panel, with the lines of its journal where this login may count them."""
    name = panel_word(workspace.store.location)
    if workspace.is_offline or hides_journal(workspace):
        return name
    try:
        with workspace.store.read() as reading:
            lines, _ = reading.journal.head()
    except UserError:
        return name
    return _tr("{0} · {1} regels in het logboek").format(name, lines)


def hides_journal(workspace: Workspace) -> bool:
    """Whether the journal would tell more of others than this person may know."""
    of_member = workspace.is_bound and workspace.actor.role is Role.EVALUATOR
    return of_member or judges_alone(workspace.snapshot(), workspace.actor)


def panel_word(target: str) -> str:
    """Name a panel briefly: a file by its name, a server by login, computer and database."""
    if "://" not in target:
        return Path(target).name
    login, _, place = target.partition("://")[2].partition("?")[0].rpartition("@")
    return f"{place} ({login})" if login else place


def _tr(text: str) -> str:
    return QCoreApplication.translate("Connection", text)
