"""A member's work in a pack: opened, filled in, on disk after each change, handed in at the end.

The draft lies beside the pack and is sealed under the same key. Every change is written whole,
through a neighbour and a rename, before the next one is taken.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from delpanel.errors import FileProblem, NotAllowed, StaleValue, UserError
from delpanel.exchange.packs import seal
from delpanel.exchange.packs.pack_format import (
    DRAFT_SUFFIX,
    MOST_ANSWER_BYTES,
    MOST_BYTES,
    RETURN_SUFFIX,
    digest,
)
from delpanel.exchange.packs.pack_reader import open_draft, open_pack
from delpanel.exchange.packs.pack_writer import (
    OpenPack,
    answers_of,
    return_digest,
    write_draft,
    write_return,
)
from delpanel.model.call import Call
from delpanel.model.issues import Issue
from delpanel.model.pack import (
    Answer,
    Declaration,
    Draft,
    GivenApproval,
    PackCell,
    PackContent,
    PackKind,
)
from delpanel.model.pack_change import ChangedField
from delpanel.presets.call_file import parse_call
from delpanel.services.member.draft_journal import (
    Field,
    Typing,
    cell_changes,
    declaration_changes,
    later,
    moment,
    with_lines,
)
from delpanel.services.member.pack_gaps import gaps
from delpanel.services.packs.opening_keys import read_file
from delpanel.services.people.assessing import points_on_grid
from delpanel.services.state.files import sweep, write_bytes
from delpanel.services.state.rehearsal_mark import marked_call
from delpanel.services.state.text_limits import kept_text
from scoring.dossiers import ScoreState


@dataclass(frozen=True, slots=True)
class PackDesk:
    """An opened pack with the work done in it so far; a change gives a new desk.

    ``saved`` is the digest of the draft file as it was last read or written; empty before there is
    one. ``typing`` is what the last change since it was opened left for the journal.
    """

    path: Path
    pack: OpenPack
    call: Call
    draft: Draft
    saved: str = ""
    typing: Typing | None = None

    @property
    def content(self) -> PackContent:
        """What the pack holds."""
        return self.pack.content

    @property
    def draft_path(self) -> Path:
        """Where the work lies."""
        return self.path.with_suffix(DRAFT_SUFFIX)

    def cell(self, dossier: str, criterion: str) -> PackCell:
        """Give what stands in one cell; an empty one where nothing was given."""
        for cell in self.draft.cells:
            if (cell.dossier, cell.criterion) == (dossier, criterion):
                return cell
        return PackCell(dossier, criterion)

    def declaration(self, dossier: str) -> Declaration | None:
        """Give what was declared about a dossier; None before that."""
        return next((d for d in self.draft.declarations if d.dossier == dossier), None)

    def approval(self, dossier: str) -> GivenApproval | None:
        """Give what was said of the agreed points of a dossier; None before that."""
        return next((one for one in self.draft.approvals if one.dossier == dossier), None)


@dataclass(frozen=True, slots=True)
class Receipt:
    """What a member gets on handing in: the code to read out, the file, how often handed in.

    Whoever works on goes on with ``desk``, which remembers what was handed in.
    """

    code: str
    path: Path
    revision: int
    desk: PackDesk


def open_desk(path: Path, passphrase: str) -> PackDesk:
    """Open a pack and the work that lies beside it.

    Raises:
        FileProblem: SOURCE_MISSING, PACK_TOO_LARGE, PACK_DAMAGED, PACK_NEWER, PASSPHRASE_WRONG,
            DRAFT_DAMAGED, DRAFT_OTHER.
    """
    pack = open_pack(read_file(path, MOST_BYTES), passphrase, path.name)
    call = marked_call(parse_call(pack.content.call_text, path.name), pack.content.head.panel)
    desk = PackDesk(path, pack, call, Draft(cells=pack.content.cells))
    place = desk.draft_path
    if not place.exists():
        return desk
    sweep(place)
    content = read_file(place, MOST_ANSWER_BYTES)
    return replace(desk, draft=open_draft(content, pack, place.name), saved=digest(content))


def give(
    desk: PackDesk,
    where: tuple[str, str],
    at: datetime,
    *,
    points_cp: int | None,
    motivation: str,
    state: ScoreState = ScoreState.SCORED,
) -> PackDesk:
    """Set one cell (dossier, criterion) and save.

    Raises:
        UserError: UNKNOWN_CELL, POINTS_OFF_GRID, STORE_TEXT, TEXT_TOO_LONG.
        NotAllowed: PACK_OTHER_KIND. StaleValue, FileProblem: as for ``save``.
    """
    after = given(desk, where, at, points_cp=points_cp, motivation=motivation, state=state)
    return desk if after is desk else save(after, at)


def given(
    desk: PackDesk,
    where: tuple[str, str],
    at: datetime,
    *,
    points_cp: int | None,
    motivation: str,
    state: ScoreState = ScoreState.SCORED,
) -> PackDesk:
    """Set one cell without saving; the same desk where nothing changes. Refuses as ``give``."""
    dossier, criterion = where
    require_kind(desk, PackKind.SCORING)
    if not _knows(desk, dossier, criterion):
        evaluator = desk.content.head.evaluator
        raise UserError("UNKNOWN_CELL", dossier=dossier, evaluator=evaluator, criterion=criterion)
    if points_cp is not None and not points_on_grid(desk.call, points_cp):
        raise UserError("POINTS_OFF_GRID", value_cp=points_cp)
    check_text("motivation", motivation)
    motivation = kept_text(motivation, dossier, criterion)
    held = desk.cell(dossier, criterion)
    after = replace(held, points_cp=points_cp, motivation=motivation, state=state)
    if after == held:
        return desk
    stamped = replace(after, edits=held.edits + 1, edited_at=later(held.edited_at, at))
    others = (c for c in desk.draft.cells if (c.dossier, c.criterion) != where)
    cells = tuple(sorted((*others, stamped), key=lambda c: (c.dossier, c.criterion)))
    return noted(desk, replace(desk.draft, cells=cells), cell_changes(held, after), at)


def declare(desk: PackDesk, declaration: Declaration, at: datetime) -> PackDesk:
    """Record what a member declares about one dossier, and save.

    Raises:
        UserError: UNKNOWN_DOSSIER; CONFLICT_TYPE_MISSING; STORE_TEXT. NotAllowed: PACK_OTHER_KIND.
        StaleValue, FileProblem: as for ``save``.
    """
    after = declared(desk, declaration, at)
    return desk if after is desk else save(after, at)


def declared(desk: PackDesk, declaration: Declaration, at: datetime) -> PackDesk:
    """Declare without saving; the same desk where nothing changes. Refusals as for ``declare``."""
    require_kind(desk, PackKind.CONFLICTS)
    if declaration.dossier not in {c.dossier for c in desk.content.consortia}:
        raise UserError("UNKNOWN_DOSSIER", dossier=declaration.dossier)
    if declaration.answer is Answer.CONFLICT and declaration.type is None:
        raise UserError("CONFLICT_TYPE_MISSING", dossier=declaration.dossier)
    check_text("note", declaration.note)
    declaration = replace(declaration, note=kept_text(declaration.note, declaration.dossier))
    held = desk.declaration(declaration.dossier)
    if declaration == held:
        return desk
    others = (d for d in desk.draft.declarations if d.dossier != declaration.dossier)
    all_of_them = tuple(sorted((*others, declaration), key=lambda d: d.dossier))
    changed = declaration_changes(held, declaration)
    return noted(desk, replace(desk.draft, declarations=all_of_them), changed, at)


def save(desk: PackDesk, at: datetime) -> PackDesk:
    """Write the work over the draft this desk knows, and over no other.

    Raises:
        StaleValue: DRAFT_STALE, the pack is open twice and the other one saved meanwhile.
        FileProblem: OUT_FAILED, the folder is full, closed to us or gone.
    """
    place = desk.draft_path
    there = digest(read_file(place, MOST_ANSWER_BYTES)) if place.exists() else ""
    if there != desk.saved:
        raise StaleValue("DRAFT_STALE", file=place.name)
    kept = replace(desk.draft, saved_at=moment(at))
    content = write_draft(desk.pack, kept)
    write_bytes(place, content, replace=True)
    return replace(desk, draft=kept, saved=digest(content))


def missing(desk: PackDesk) -> tuple[Issue, ...]:
    """List what still has to be done before the pack is complete."""
    return gaps(desk.content, desk.draft, desk.call)


def finalise(desk: PackDesk, target: Path, at: datetime, *, partial: bool = False) -> Receipt:
    """Hand in: write the signed and encrypted return, and give its receipt code.

    Handing in the same work twice gives two files that the panel takes for one.

    Raises:
        UserError: PACK_INCOMPLETE unless ``partial``. FileProblem: OUT_EXISTS, OUT_FAILED.
    """
    open_ = missing(desk)
    if open_ and not partial:
        raise UserError("PACK_INCOMPLETE", count=len(open_), dossier=open_[0].dossier)
    draft = _with_return(desk)
    path = target if target.suffix == RETURN_SUFFIX else target.with_suffix(RETURN_SUFFIX)
    if path.exists():
        raise FileProblem("OUT_EXISTS", file=str(path))
    content = write_return(desk.pack, draft, moment(at))
    code = seal.receipt_code(content)
    # the draft first: a return that nobody remembers would look like another machine's
    after = save(noted(desk, draft, [((ChangedField.RETURN, "", ""), code)], at), at)
    write_bytes(path, content, replace=False)
    return Receipt(code, path, len(draft.finished), after)


def _with_return(desk: PackDesk) -> Draft:
    """Name the next return in the draft, unless it is the last one once more."""
    head, answers, past = desk.content.head, answers_of(desk.draft), desk.draft.finished
    if past and return_digest(head, answers, past[:-1]) == past[-1]:
        return desk.draft
    return replace(desk.draft, finished=(*past, return_digest(head, answers, past)))


def noted(
    desk: PackDesk, draft: Draft, changed: Sequence[tuple[Field, str]], at: datetime
) -> PackDesk:
    """Take over a draft, with a line in its journal for every field that changed."""
    kept, typing = with_lines(draft, desk.content.head.id, changed, at, desk.typing)
    return replace(desk, draft=kept, typing=typing)


def require_kind(desk: PackDesk, kind: PackKind) -> None:
    """Refuse what does not go into a pack of this kind; NotAllowed PACK_OTHER_KIND."""
    if desk.content.head.kind is not kind:
        raise NotAllowed("PACK_OTHER_KIND", file=desk.path.name)


def _knows(desk: PackDesk, dossier: str, criterion: str) -> bool:
    return any(d.id == dossier for d in desk.content.dossiers) and any(
        c.id == criterion for c in desk.call.rules.criteria
    )


def check_text(field: str, text: str) -> None:
    """Refuse here what the panel could not keep later; UserError STORE_TEXT."""
    refused = [c for c in text if c == "\0" or "\ud800" <= c <= "\udfff"]
    if refused:
        shown = "".join("\ufffd" if c in refused else c for c in text)
        raise UserError("STORE_TEXT", field=field, text=shown[:40])
