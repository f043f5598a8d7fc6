"""Returns read and judged one by one: whose they are, whether whole, late, forged or foreign."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from pathlib import Path

from delpanel.errors import FileProblem, UserError
from delpanel.exchange.packs import seal
from delpanel.exchange.packs.pack_format import MOST_ANSWER_BYTES, DamagedError, read_fields
from delpanel.exchange.packs.pack_reader import SealedReturn, open_return, read_return
from delpanel.exchange.packs.pack_records import from_plain
from delpanel.model.pack import PackKind, PublishedPacks, ReturnContent
from delpanel.model.rehearsal import is_rehearsal
from delpanel.presets.call_file import criteria_digest
from delpanel.services.packs.opening_keys import read_file
from delpanel.services.packs.pack_ledger import IssuedPack, PackLedger
from delpanel.services.packs.packing import PUBLISHED
from delpanel.services.returns.return_checks import as_kept, is_moment, is_sound, too_long
from delpanel.services.state.snapshot import Snapshot


class ReturnState(StrEnum):
    """What a returned file is, to whoever holds it."""

    INTACT = "intact"
    NEW = "new"
    SAME = "same"
    NEWER = "newer"
    DIVERGED = "diverged"
    OLDER = "older"
    LEFT = "left"
    FOREIGN = "foreign"
    FORGED = "forged"
    DAMAGED = "damaged"
    CRITERIA = "criteria"
    KEY = "key"
    TEXT = "text"


@dataclass(frozen=True, slots=True)
class ReturnRow:
    """One file: what it is, of which pack and member, and the code of the sentence about it."""

    file: str
    state: ReturnState
    code: str
    pack: str = ""
    evaluator: str = ""
    kind: PackKind | None = None
    number: int = 0
    revision: int = 0
    finished_at: str = ""
    receipt: str = ""
    late: bool = False
    dossier: str = ""
    criterion: str = ""

    @property
    def is_refused(self) -> bool:
        """Nothing of it is looked at any further."""
        return self.state in _REFUSED


@dataclass(frozen=True, slots=True)
class OpenedReturn:
    """A file that is a whole return of a pack of this panel, with what it holds."""

    row: ReturnRow
    content: ReturnContent
    issued: IssuedPack


_REFUSED = frozenset(
    {
        ReturnState.FOREIGN,
        ReturnState.FORGED,
        ReturnState.DAMAGED,
        ReturnState.CRITERIA,
        ReturnState.KEY,
        ReturnState.TEXT,
    }
)
_OF_CODE: Mapping[str, ReturnState] = {
    "RETURN_FORGED": ReturnState.FORGED,
    "RETURN_OTHER_KEY": ReturnState.KEY,
}


def check_returns(published: PublishedPacks, paths: Sequence[Path]) -> tuple[ReturnRow, ...]:
    """Say of each file whether it is whole and from a pack of this panel; no key is needed."""
    rows = []
    for path in paths:
        found = _read(path, published)
        if isinstance(found, ReturnRow):
            rows.append(found)
        else:
            rows.append(_row(published, path, *found, ReturnState.INTACT, "RETURN_INTACT"))
    return tuple(rows)


def awaited(published: PublishedPacks, rows: Sequence[ReturnRow]) -> tuple[str, ...]:
    """Give the packs of which no whole return is among these."""
    here = {row.pack for row in rows if not row.is_refused}
    return tuple(sorted(set(published.public_keys) - here))


def read_published(path: Path) -> PublishedPacks:
    """Read what a panel published about its packs.

    Raises:
        FileProblem: SOURCE_MISSING, PUBLISHED_UNREADABLE.
    """
    content = read_file(path, MOST_ANSWER_BYTES)
    try:
        names = frozenset({"panel", "opening_key", "public_keys", "due_at"})
        plain = read_fields(content, PUBLISHED, names)
        found = from_plain(PublishedPacks, {name: plain[name] for name in names})
    except DamagedError as error:
        raise FileProblem("PUBLISHED_UNREADABLE", file=path.name) from error
    if not all(map(is_moment, found.due_at.values())):
        raise FileProblem("PUBLISHED_UNREADABLE", file=path.name)
    return found


def open_returns(
    state: Snapshot,
    ledger: PackLedger,
    published: PublishedPacks,
    paths: Sequence[Path],
    identity: str,
) -> tuple[OpenedReturn | ReturnRow, ...]:
    """Open each file as far as it can be trusted; a refused one is a row that says why."""
    return tuple(_opened(state, ledger, published, path, identity) for path in paths)


def rows_as_plain(row: ReturnRow, sentence: str) -> dict[str, object]:
    """Give a row as plain data with its sentence."""
    return {
        "file": row.file,
        "state": str(row.state),
        "code": row.code,
        "sentence": sentence,
        "pack": row.pack,
        "evaluator": row.evaluator,
        "kind": None if row.kind is None else str(row.kind),
        "revision": row.revision,
        "finished_at": row.finished_at,
        "receipt": row.receipt,
        "late": row.late,
    }


def _opened(
    state: Snapshot, ledger: PackLedger, published: PublishedPacks, path: Path, identity: str
) -> OpenedReturn | ReturnRow:
    found = _read(path, published)
    if isinstance(found, ReturnRow):
        return found
    sealed, receipt = found
    issued = ledger.packs[sealed.head.pack]
    try:
        content = open_return(sealed, issued.head, identity, path.name)
    except UserError as error:
        return _row(
            published,
            path,
            sealed,
            receipt,
            _OF_CODE.get(error.code, ReturnState.FORGED),
            error.code,
            issued,
        )
    if issued.head.criteria_digest != criteria_digest(state.call):
        return _row(
            published, path, sealed, receipt, ReturnState.CRITERIA, "RETURN_CRITERIA", issued
        )
    if not is_sound(state, issued, content):
        return _row(published, path, sealed, receipt, ReturnState.FORGED, "RETURN_UNSOUND", issued)
    content = as_kept(content)
    row = _row(published, path, sealed, receipt, ReturnState.INTACT, "RETURN_INTACT", issued)
    long = too_long(content)
    if long is not None:
        dossier, criterion = long
        code = "RETURN_TEXT" if criterion else "RETURN_NOTE"
        return replace(row, state=ReturnState.TEXT, code=code, dossier=dossier, criterion=criterion)
    return OpenedReturn(row, content, issued)


def _read(path: Path, published: PublishedPacks) -> tuple[SealedReturn, str] | ReturnRow:
    """Read a file as far as anyone can: whole, of this panel, signed by one of its packs."""
    try:
        content = read_file(path, MOST_ANSWER_BYTES)
        sealed = read_return(content, path.name)
    except FileProblem as error:
        return ReturnRow(path.name, ReturnState.DAMAGED, error.code)
    receipt = seal.receipt_code(content)
    if sealed.head.panel != published.panel:
        code = _foreign(sealed.head.panel, published.panel)
        return _row(published, path, sealed, receipt, ReturnState.FOREIGN, code)
    public_key = published.public_keys.get(sealed.head.pack)
    if public_key is None or not sealed.is_signed_by(public_key):
        return _row(published, path, sealed, receipt, ReturnState.FORGED, "RETURN_FORGED")
    if not is_moment(sealed.head.finished_at):
        return _row(published, path, sealed, receipt, ReturnState.FORGED, "RETURN_UNSOUND")
    return sealed, receipt


def _foreign(returned: str, panel: str) -> str:
    """Say why a return of another panel is refused; a rehearsal and the real thing apart."""
    if is_rehearsal(returned) == is_rehearsal(panel):
        return "RETURN_FOREIGN"
    return "RETURN_REHEARSAL" if is_rehearsal(returned) else "RETURN_NOT_REHEARSAL"


def _row(
    published: PublishedPacks,
    path: Path,
    sealed: SealedReturn,
    receipt: str,
    state: ReturnState,
    code: str,
    issued: IssuedPack | None = None,
) -> ReturnRow:
    head = sealed.head
    due = published.due_at.get(head.pack, "")
    is_dated = bool(due) and is_moment(head.finished_at)
    return ReturnRow(
        file=path.name,
        state=state,
        code=code,
        pack=head.pack,
        evaluator="" if issued is None else issued.head.evaluator,
        kind=head.kind,
        number=0 if issued is None else issued.head.number,
        revision=head.revision,
        finished_at=head.finished_at,
        receipt=receipt,
        late=is_dated and datetime.fromisoformat(head.finished_at) > datetime.fromisoformat(due),
    )
