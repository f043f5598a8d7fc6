"""What attaching files would do: each file with its dossier, its name and what is wrong with it."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path, PurePath
from typing import Final

from delpanel.errors import FileProblem, Param, UserError
from delpanel.file_causes import not_read
from delpanel.model.attachment import Attachment
from delpanel.model.permissions import require_office, require_open
from delpanel.pdf_pages import count_pages
from delpanel.progress import Progress, silent
from delpanel.services.intake.attachment_names import dossier_of, files_in, media_type, safe_name
from delpanel.services.state.snapshot import Snapshot
from delpanel.services.state.workspace import Workspace

MOST_FILE_BYTES: Final = 64 << 20
MOST_DOSSIER_BYTES: Final = 256 << 20


class AttachState(StrEnum):
    """What will happen to one file."""

    NEW = "new"
    SAME = "same"
    CHANGED = "changed"
    UNMATCHED = "unmatched"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class AttachRow:
    """One file of a plan. ``record`` is what it becomes; None where it stays out.

    ``file`` names it for people, below the folder it was found in. ``code`` and ``other`` (another
    dossier, or a limit) make the sentence.
    """

    path: Path
    file: str
    dossier: str
    state: AttachState
    code: str
    record: Attachment | None = None
    other: str = ""

    @property
    def is_refused(self) -> bool:
        """Nothing is taken from it."""
        return self.record is None

    @property
    def params(self) -> dict[str, Param]:
        """What the sentence of ``code`` names."""
        return {"file": self.file, "dossier": self.dossier, "other": self.other, "most": self.other}


@dataclass(frozen=True, slots=True)
class AttachPlan:
    """What attaching would do; ``based_on`` is the state of the panel it was planned on."""

    rows: tuple[AttachRow, ...]
    based_on: int

    @property
    def taken(self) -> tuple[AttachRow, ...]:
        """The rows that change the panel."""
        wanted = {AttachState.NEW, AttachState.CHANGED}
        return tuple(row for row in self.rows if row.state in wanted)


def plan_files(
    workspace: Workspace, dossier: str, paths: Sequence[Path], progress: Progress = silent
) -> AttachPlan:
    """Plan attaching these files to one dossier.

    Raises:
        NotAllowed: OFFICE_ONLY, FROZEN. UserError: UNKNOWN_DOSSIER.
    """
    state, based_on = _guarded(workspace)
    if dossier not in state.dossier_by_id:
        raise UserError("UNKNOWN_DOSSIER", dossier=dossier)
    found = ((path, path.name, path.name, dossier) for path in paths)
    return AttachPlan(_rows(state, tuple(found), progress), based_on)


def plan_folder(workspace: Workspace, folder: Path, progress: Progress = silent) -> AttachPlan:
    """Plan attaching everything below a folder, each file to the dossier its name or folder says.

    Raises:
        NotAllowed: OFFICE_ONLY, FROZEN. FileProblem: SOURCE_MISSING.
    """
    state, based_on = _guarded(workspace)
    if not folder.is_dir():
        raise FileProblem("SOURCE_FOLDER", folder=str(folder))
    found = []
    for path in files_in(folder):
        dossier, name = _place(path.relative_to(folder), state)
        found.append((path, path.relative_to(folder).as_posix(), name, dossier))
    return AttachPlan(_rows(state, tuple(found), progress), based_on)


def read_attachment(path: Path, file: str) -> bytes:
    """Read a file that may become an attachment.

    Raises:
        FileProblem: SOURCE_MISSING, ATTACHMENT_LARGE, ATTACHMENT_EMPTY.
    """
    try:
        if path.stat().st_size > MOST_FILE_BYTES:
            raise FileProblem("ATTACHMENT_LARGE", file=file, most=MOST_FILE_BYTES >> 20)
        held = path.read_bytes()
    except OSError as error:
        raise not_read(file, error) from error
    if not held:
        raise FileProblem("ATTACHMENT_EMPTY", file=file)
    return held


# A file, how people know it, the name it gets, the dossier it is for ("" where none)
_Found = tuple[Path, str, str, str]


def _rows(state: Snapshot, found: Sequence[_Found], progress: Progress) -> tuple[AttachRow, ...]:
    shelves: dict[str, _Shelf] = {}
    rows = []
    for place, one in enumerate(found):
        progress(place, len(found), "attach")
        dossier = one[3]
        shelf = shelves.setdefault(dossier, _Shelf(state.attachments_of.get(dossier, ())))
        rows.append(_row(state, one, shelf))
    progress(len(found), len(found), "attach")
    return tuple(rows)


class _Shelf:
    """The attachments of one dossier as they will be, while a plan grows."""

    def __init__(self, held: Sequence[Attachment]) -> None:
        self._held = {a.file_name.casefold(): a for a in held}
        self._next = 1 + max((a.number for a in held), default=0)
        self._new: set[str] = set()

    def before(self, name: str) -> Attachment | None:
        """Give what the dossier holds under a name."""
        return self._held.get(name.casefold())

    def is_taken(self, name: str) -> bool:
        """Say whether another file of this plan got this name."""
        return name.casefold() in self._new

    def size_with(self, record: Attachment) -> int:
        """Count the bytes of the dossier with this one put in."""
        others = (a.size for k, a in self._held.items() if k != record.file_name.casefold())
        return record.size + sum(others)

    def put(self, record: Attachment) -> Attachment:
        """Give it the number of the one before, or the next one."""
        before = self.before(record.file_name)
        number = self._next if before is None else before.number
        self._next += before is None
        kept = replace(record, number=number)
        self._held[record.file_name.casefold()] = kept
        self._new.add(record.file_name.casefold())
        return kept


def _row(state: Snapshot, found: _Found, shelf: _Shelf) -> AttachRow:
    path, file, name, dossier = found
    plain = AttachRow(path, file, dossier, AttachState.REFUSED, "")
    if not dossier:
        return replace(plain, state=AttachState.UNMATCHED, code="ATTACHMENT_UNMATCHED")
    other = dossier_of(path.name, state.dossier_by_id)
    if other not in {"", dossier} and file != path.name:
        return replace(plain, code="ATTACHMENT_AMBIGUOUS", other=other)
    try:
        record = _record(path, file, safe_name(name), dossier)
    except UserError as error:
        return replace(plain, code=error.code, other=str(error.params.get("most", "")))
    before = shelf.before(record.file_name)
    if shelf.is_taken(record.file_name):
        return replace(plain, code="ATTACHMENT_TWICE")
    if shelf.size_with(record) > MOST_DOSSIER_BYTES:
        return replace(plain, code="ATTACHMENTS_MUCH", other=str(MOST_DOSSIER_BYTES >> 20))
    kept = shelf.put(record)
    if before is not None and before.digest == kept.digest:
        return replace(plain, state=AttachState.SAME, code="ATTACHMENT_SAME", record=before)
    done = AttachState.NEW if before is None else AttachState.CHANGED
    return replace(plain, state=done, code=f"ATTACHMENT_{done.name}", record=kept)


def _record(path: Path, file: str, name: str, dossier: str) -> Attachment:
    held = read_attachment(path, file)
    kind = media_type(path.name, held)
    plain = Attachment(dossier, 0, name, kind, 0, hashlib.sha256(held).hexdigest(), len(held))
    return replace(plain, pages=count_pages(held, file)) if plain.is_pdf else plain


def _place(below: PurePath, state: Snapshot) -> tuple[str, str]:
    """Give dossier and name of a file: its outermost folder that is one decides, else its name."""
    for depth, part in enumerate(below.parts[:-1]):
        dossier = dossier_of(part, state.dossier_by_id)
        if dossier:
            return dossier, "-".join(below.parts[depth + 1 :])
    return dossier_of(below.name, state.dossier_by_id), below.name


def _guarded(workspace: Workspace) -> tuple[Snapshot, int]:
    """Give the state to plan on, and its number, which is read first."""
    require_office(workspace.actor, "attach")
    require_open(workspace.phase, "attach")
    based_on = workspace.store.data_version()
    return workspace.snapshot(), based_on
