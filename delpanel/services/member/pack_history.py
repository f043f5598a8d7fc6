"""What a member changed in a pack, field by field: listed, put back, checked, joined again."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from delpanel.errors import UserError
from delpanel.exchange.packs.draft_chain import first_broken, read_line
from delpanel.exchange.packs.pack_format import MOST_ANSWER_BYTES, digest
from delpanel.exchange.packs.pack_reader import open_draft
from delpanel.model.approval import ApprovalAnswer
from delpanel.model.pack import (
    Answer,
    ConflictType,
    Declaration,
    Draft,
    GivenApproval,
    PackKind,
)
from delpanel.model.pack_change import ChangedField, PackChange
from delpanel.services.member.draft_journal import (
    Field,
    approval_values,
    cell_values,
    declaration_values,
)
from delpanel.services.member.pack_answering import approved
from delpanel.services.member.pack_draft import PackDesk, declared, given, save
from delpanel.services.packs.opening_keys import read_file
from scoring.dossiers import ScoreState


@dataclass(frozen=True, slots=True)
class JournalCheck:
    """How a journal stands: its lines, the first broken one, and whether it gives what stands."""

    lines: int
    broken: int | None
    agrees: bool

    @property
    def is_intact(self) -> bool:
        """No line is broken, and playing the lines gives the work that stands in the draft."""
        return self.broken is None and self.agrees


def changes(desk: PackDesk) -> tuple[PackChange, ...]:
    """List every saved state, the oldest first, each with what stood there before."""
    held = _start(desk)
    found = []
    for number, text in enumerate(desk.draft.journal, start=1):
        line = read_line(text)
        place: Field = (line.field, line.dossier, line.criterion)
        found.append(PackChange(number, line, held.get(place, "")))
        held[place] = line.after
    return tuple(found)


def handed_in(desk: PackDesk) -> bool | None:
    """Say whether the work as it stands was handed in; None when it never was."""
    if not desk.draft.finished or not desk.draft.journal:
        return None
    return read_line(desk.draft.journal[-1]).field is ChangedField.RETURN


def last_moment(desk: PackDesk) -> datetime | None:
    """Say when the last saved state was made; None before the first."""
    lines = desk.draft.journal
    return datetime.fromisoformat(read_line(lines[-1]).at) if lines else None


def verify(desk: PackDesk) -> JournalCheck:
    """Check that the journal is whole and that it leads to the work that stands."""
    lines = desk.draft.journal
    broken = first_broken(lines, desk.content.head.id)
    if broken is not None:
        return JournalCheck(len(lines), broken, agrees=False)
    played = _start(desk)
    for text in lines:
        line = read_line(text)
        if line.field is not ChangedField.RETURN:
            played[line.field, line.dossier, line.criterion] = line.after
    return JournalCheck(len(lines), None, _filled(played) == _filled(_values(desk.draft)))


def restore(desk: PackDesk, number: int, at: datetime) -> PackDesk:
    """Put a saved state back as a new change, and save.

    Raises:
        UserError: CHANGE_UNKNOWN, there is no state with this number, or nothing to put back.
        Further refusals as for ``give`` and ``declare``.
    """
    after = restored(desk, number, at)
    return desk if after is desk else save(after, at)


def restored(desk: PackDesk, number: int, at: datetime) -> PackDesk:
    """Put a saved state back without saving; the same desk where it stands already."""
    found = next((c for c in changes(desk) if c.number == number), None)
    if found is None or found.line.field is ChangedField.RETURN:
        raise UserError("CHANGE_UNKNOWN", number=number)
    line = found.line
    # never a part of the typing before it
    apart = replace(desk, typing=None)
    if desk.content.head.kind is PackKind.CONFLICTS:
        after = declared(apart, _redeclared(desk, found), at)
    elif desk.content.head.kind is PackKind.APPROVAL:
        after = approved(apart, _reapproved(desk, found), at)
    else:
        held = desk.cell(line.dossier, line.criterion)
        points, motivation, state = held.points_cp, held.motivation, held.state
        if line.field is ChangedField.POINTS:
            points = int(line.after) if line.after else None
        elif line.field is ChangedField.STATE:
            state = ScoreState(line.after)
        else:
            motivation = line.after
        where = (line.dossier, line.criterion)
        after = given(apart, where, at, points_cp=points, motivation=motivation, state=state)
    return desk if after is apart else after


def rejoined(desk: PackDesk, base: PackDesk, at: datetime) -> PackDesk:
    """Read what was saved elsewhere, and put on top of it what was changed here since ``base``.

    Nothing is lost: a value that was replaced stays in the journal. The result is not saved yet.

    Raises:
        FileProblem: SOURCE_MISSING, PACK_TOO_LARGE, DRAFT_DAMAGED, DRAFT_OTHER.
    """
    place = desk.draft_path
    if place.exists():
        content = read_file(place, MOST_ANSWER_BYTES)
        draft, saved = open_draft(content, desk.pack, place.name), digest(content)
    else:
        # the file was moved or deleted: all of it is still here
        draft, saved = desk.draft, ""
    there = replace(desk, draft=draft, saved=saved, typing=None)
    for cell in desk.draft.cells:
        if cell != base.cell(cell.dossier, cell.criterion):
            there = given(
                there,
                (cell.dossier, cell.criterion),
                at,
                points_cp=cell.points_cp,
                motivation=cell.motivation,
                state=cell.state,
            )
    for one in desk.draft.declarations:
        if one != base.declaration(one.dossier):
            there = declared(there, one, at)
    for given_ in desk.draft.approvals:
        if given_ != base.approval(given_.dossier):
            there = approved(there, given_, at)
    return there


def _start(desk: PackDesk) -> dict[Field, str]:
    """What the pack held before anybody worked in it."""
    return _values(Draft(cells=desk.content.cells))


def _values(draft: Draft) -> dict[Field, str]:
    held: dict[Field, str] = {}
    for cell in draft.cells:
        for field, value in cell_values(cell).items():
            held[field, cell.dossier, cell.criterion] = value
    for one in draft.declarations:
        for field, value in declaration_values(one).items():
            held[field, one.dossier, ""] = value
    for said in draft.approvals:
        for field, value in approval_values(said).items():
            held[field, said.dossier, ""] = value
    return held


def _filled(values: dict[Field, str]) -> dict[Field, str]:
    """Leave out what equals a cell nobody touched."""
    untouched = {"", str(ScoreState.SCORED)}
    return {place: value for place, value in values.items() if value not in untouched}


def _redeclared(desk: PackDesk, change: PackChange) -> Declaration:
    line = change.line
    held = desk.declaration(line.dossier)
    values = declaration_values(held) | {line.field: line.after}
    answer = values[ChangedField.ANSWER]
    kind = values[ChangedField.TYPE]
    if not answer:
        raise UserError("CHANGE_UNKNOWN", number=change.number)
    return Declaration(
        line.dossier,
        Answer(answer),
        ConflictType(kind) if kind else None,
        values[ChangedField.NOTE],
    )


def _reapproved(desk: PackDesk, change: PackChange) -> GivenApproval:
    line = change.line
    values = approval_values(desk.approval(line.dossier)) | {line.field: line.after}
    if not values[ChangedField.ANSWER]:
        raise UserError("CHANGE_UNKNOWN", number=change.number)
    answer = ApprovalAnswer(values[ChangedField.ANSWER])
    return GivenApproval(line.dossier, answer, values[ChangedField.NOTE])
