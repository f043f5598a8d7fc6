"""What an opened return may hold: held to what the program would have let a member enter."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from delpanel.model.approval import ApprovalAnswer
from delpanel.model.pack import Answer, GivenApproval, ReturnContent
from delpanel.model.typed_text import cleaned, is_too_long
from delpanel.services.packs.pack_ledger import IssuedPack
from delpanel.services.people.assessing import points_on_grid
from delpanel.services.state.snapshot import Snapshot
from scoring.dossiers import ScoreState

# A member scores or declines; to exclude is not theirs
_OF_MEMBERS = frozenset({ScoreState.SCORED, ScoreState.DECLINED})


def is_sound(state: Snapshot, issued: IssuedPack, content: ReturnContent) -> bool:
    """Hold a signed return to what the program itself would have let a member enter."""
    criteria = {criterion.id for criterion in state.call.rules.criteria}
    places = [(cell.dossier, cell.criterion) for cell in content.cells]
    declared = [one.dossier for one in content.declarations]
    return (
        _are_sound(issued, content.approvals)
        and len(set(places)) == len(places)
        and len(set(declared)) == len(declared)
        and set(declared) <= set(issued.dossiers)
        and all("\0" not in one.note for one in content.declarations)
        and all(one.type or one.answer is not Answer.CONFLICT for one in content.declarations)
        and all(dossier in issued.dossiers and name in criteria for dossier, name in places)
        and all(
            cell.edits > 0
            and is_moment(cell.edited_at)
            and "\0" not in cell.motivation
            and cell.state in _OF_MEMBERS
            and (cell.points_cp is None or points_on_grid(state.call, cell.points_cp))
            for cell in content.cells
        )
    )


def as_kept(content: ReturnContent) -> ReturnContent:
    """Take the texts as the program itself would have kept them."""
    return replace(
        content,
        cells=tuple(replace(one, motivation=cleaned(one.motivation)) for one in content.cells),
        declarations=tuple(replace(d, note=cleaned(d.note)) for d in content.declarations),
        approvals=tuple(replace(one, note=cleaned(one.note)) for one in content.approvals),
    )


def too_long(content: ReturnContent) -> tuple[str, str] | None:
    """Give dossier and criterion of a text that is longer than is kept; a note has no criterion."""
    texts = [(one.dossier, one.criterion, one.motivation) for one in content.cells]
    texts += [(one.dossier, "", one.note) for one in content.declarations]
    texts += [(one.dossier, "", one.note) for one in content.approvals]
    return next((text[:2] for text in texts if is_too_long(text[2])), None)


def is_moment(text: str) -> bool:
    """Say whether a text is a moment that knows its zone."""
    try:
        return datetime.fromisoformat(text).utcoffset() is not None
    except ValueError:
        return False


def _are_sound(issued: IssuedPack, approvals: Sequence[GivenApproval]) -> bool:
    """Whether answers are about what the pack asks, one each, and a dissent says why."""
    named = [one.dossier for one in approvals]
    return (
        len(set(named)) == len(named)
        and set(named) <= set(issued.agreed)
        and all("\0" not in one.note for one in approvals)
        and all(one.note.strip() or one.answer is ApprovalAnswer.APPROVED for one in approvals)
    )
