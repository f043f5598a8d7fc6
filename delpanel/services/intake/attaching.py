"""Attachments of dossiers: taken in as planned, listed, read, taken away.

An attachment of a dossier is known by its name: the same bytes again change nothing, other bytes
take the place of those before.
"""

from __future__ import annotations

import hashlib
from typing import Final

from delpanel.changes import Changes
from delpanel.errors import NotAllowed, StaleValue, UserError
from delpanel.model.actor import Role
from delpanel.model.attachment import AttachedFile, Attachment
from delpanel.model.permissions import require_office, require_open
from delpanel.services.intake.attach_plan import AttachPlan, AttachRow, read_attachment
from delpanel.services.intake.attachment_names import safe_name, same_name
from delpanel.services.state.presiding import require_free, withheld_from
from delpanel.services.state.snapshot import Snapshot
from delpanel.services.state.workspace import Workspace

_SHOWN: Final = 12


def accept(workspace: Workspace, plan: AttachPlan) -> Changes:
    """Take in what a plan found, in one transaction; files that were refused stay out.

    Raises:
        NotAllowed: OFFICE_ONLY, FROZEN, PRESIDING_CONFLICT.
        StaleValue: ATTACH_STALE, panel or files changed since.
    """
    _guarded(workspace, "attach")
    rows = plan.taken
    if not rows:
        return Changes()
    dossiers = sorted({row.dossier for row in rows})
    require_free(workspace, *dossiers)
    said = "; ".join(_noted(workspace.snapshot(), row) for row in rows)
    subject = ", ".join(dossiers)
    with workspace.act(
        "attach", subject, said, based_on=plan.based_on, stale="ATTACH_STALE"
    ) as unit:
        for row in rows:
            unit.attachments.put(_read_again(row))
    return Changes(dossiers=frozenset(dossiers))


def remove(workspace: Workspace, dossier: str, name: str) -> Changes:
    """Take an attachment away, by its name.

    Raises:
        NotAllowed: OFFICE_ONLY, FROZEN, PRESIDING_CONFLICT.
        UserError: UNKNOWN_DOSSIER, UNKNOWN_ATTACHMENT.
    """
    state = _guarded(workspace, "detach")
    require_free(workspace, dossier)
    held = find(state, dossier, name)
    said = f"{held.file_name} {held.digest[:_SHOWN]}"
    with workspace.act("detach", dossier, said) as unit:
        unit.attachments.remove(dossier, held.number)
    return Changes(dossiers=frozenset({dossier}))


def find(state: Snapshot, dossier: str, name: str) -> Attachment:
    """Give the attachment of a dossier with this name.

    Raises:
        UserError: UNKNOWN_DOSSIER, UNKNOWN_ATTACHMENT.
    """
    _require_dossier(state, dossier)
    for held in state.attachments_of.get(dossier, ()):
        if same_name(held.file_name, safe_name(name)):
            return held
    raise UserError("UNKNOWN_ATTACHMENT", dossier=dossier, name=name)


def listed(workspace: Workspace, dossier: str = "") -> tuple[Attachment, ...]:
    """Give the attachments of one dossier, or all, that this actor may see."""
    state = workspace.snapshot()
    if dossier:
        _require_dossier(state, dossier)
    shown = (a for a in state.attachments if dossier in {"", a.dossier})
    return tuple(a for a in shown if _may_see(workspace, state, a.dossier))


def content(workspace: Workspace, attachment: Attachment) -> bytes:
    """Give the bytes of an attachment.

    Raises:
        NotAllowed: CONFLICTED, kept from this evaluator. StaleValue: ATTACH_STALE, it is gone.
    """
    if not _may_see(workspace, workspace.snapshot(), attachment.dossier):
        raise NotAllowed("CONFLICTED", dossier=attachment.dossier)
    with workspace.store.read() as state:
        found = state.attachments.content(attachment.dossier, attachment.number)
    if found is None:
        raise StaleValue("ATTACH_STALE")
    return found


def as_plain(attachment: Attachment) -> dict[str, object]:
    """Give an attachment as plain data."""
    return {
        "dossier": attachment.dossier,
        "number": attachment.number,
        "file_name": attachment.file_name,
        "media_type": attachment.media_type,
        "pages": attachment.pages,
        "size": attachment.size,
        "digest": attachment.digest,
    }


def row_as_plain(row: AttachRow, sentence: str) -> dict[str, object]:
    """Give a row of a plan as plain data."""
    return {
        "file": row.file,
        "dossier": row.dossier,
        "state": str(row.state),
        "code": row.code,
        "sentence": sentence,
        "attachment": None if row.record is None else as_plain(row.record),
    }


def _guarded(workspace: Workspace, verb: str) -> Snapshot:
    require_office(workspace.actor, verb)
    require_open(workspace.phase, verb)
    return workspace.snapshot()


def _require_dossier(state: Snapshot, dossier: str) -> None:
    if dossier not in state.dossier_by_id:
        raise UserError("UNKNOWN_DOSSIER", dossier=dossier)


def _may_see(workspace: Workspace, state: Snapshot, dossier: str) -> bool:
    """A conflict of interest keeps attachments from an evaluator, and from who presides."""
    actor = workspace.actor
    if actor.role is Role.EVALUATOR:
        return (actor.evaluator_id, dossier) not in state.conflicted
    return dossier not in withheld_from(state, actor)


def _noted(state: Snapshot, row: AttachRow) -> str:
    """Say for the journal what came, and what it took the place of, by the start of the digest."""
    record = row.record
    if record is None:
        return ""
    held = state.attachments_of.get(row.dossier, ())
    before = [a.digest[:_SHOWN] for a in held if a.number == record.number]
    digests = " -> ".join([*before, record.digest[:_SHOWN]])
    return f"{row.dossier}/{record.file_name} {digests}"


def _read_again(row: AttachRow) -> AttachedFile:
    held = read_attachment(row.path, row.file)
    if row.record is None or hashlib.sha256(held).hexdigest() != row.record.digest:
        raise StaleValue("ATTACH_STALE")
    return AttachedFile(row.record, held)
