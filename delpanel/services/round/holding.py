"""Points held back from the office until every sheet is in, or until the chair releases them.

Where the call asks for it, nobody of the office sees what was given while members still score: only
how far they are. The release is that of ``releasing``: an act of whoever presides.
"""

from __future__ import annotations

from delpanel.errors import NotAllowed
from delpanel.model.actor import Role
from delpanel.services.round.round_progress import sheets_done
from delpanel.services.state import presiding
from delpanel.services.state.workspace import Workspace


def is_held(workspace: Workspace) -> bool:
    """Say whether points are held back from whoever looks on; members see their own all along."""
    state = workspace.snapshot()
    if not state.call.panel.hold_scores or workspace.actor.role is Role.EVALUATOR:
        return False
    if state.allocation is not None or state.released:
        return False
    done, wanted = sheets_done(state)
    return done < wanted


def hidden(workspace: Workspace) -> frozenset[str]:
    """Give the dossiers of which no points may be shown to whoever looks on."""
    barred = presiding.withheld(workspace)
    return barred | set(workspace.snapshot().dossier_by_id) if is_held(workspace) else barred


def require_released(workspace: Workspace) -> None:
    """Refuse to show what follows from points that are held back.

    Raises:
        NotAllowed: SCORES_HELD, with how many sheets are done.
    """
    if is_held(workspace):
        done, wanted = sheets_done(workspace.snapshot())
        raise NotAllowed("SCORES_HELD", done=done, count=wanted)
