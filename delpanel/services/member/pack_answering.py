"""What a member says in an approval pack: approved or dissent, on disk after each answer."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from delpanel.errors import UserError
from delpanel.model.approval import ApprovalAnswer
from delpanel.model.pack import GivenApproval, PackKind
from delpanel.services.member.draft_journal import approval_changes
from delpanel.services.member.pack_draft import PackDesk, check_text, noted, require_kind, save
from delpanel.services.state.text_limits import kept_text


def approve(desk: PackDesk, given: GivenApproval, at: datetime) -> PackDesk:
    """Say of one dossier whether its agreed points are approved, and save.

    Raises:
        UserError: UNKNOWN_DOSSIER; DISSENT_NOTE; STORE_TEXT. NotAllowed: PACK_OTHER_KIND.
        StaleValue, FileProblem: as for ``save``.
    """
    after = approved(desk, given, at)
    return desk if after is desk else save(after, at)


def approved(desk: PackDesk, given: GivenApproval, at: datetime) -> PackDesk:
    """Answer without saving; the same desk where nothing changes. Refusals as for ``approve``."""
    require_kind(desk, PackKind.APPROVAL)
    if given.dossier not in {one.dossier for one in desk.content.agreed}:
        raise UserError("UNKNOWN_DOSSIER", dossier=given.dossier)
    if given.answer is ApprovalAnswer.DISSENT and not given.note.strip():
        raise UserError("DISSENT_NOTE", id=desk.content.head.evaluator, dossier=given.dossier)
    check_text("note", given.note)
    given = replace(given, note=kept_text(given.note, given.dossier))
    held = desk.approval(given.dossier)
    if given == held:
        return desk
    others = (one for one in desk.draft.approvals if one.dossier != given.dossier)
    all_of_them = tuple(sorted((*others, given), key=lambda one: one.dossier))
    changed = approval_changes(held, given)
    return noted(desk, replace(desk.draft, approvals=all_of_them), changed, at)
