"""Packs out: step zero first, then one sealed scoring pack per member, without what it may not see.

What a pack may not hold is never put in, so there is nothing to hide: a scoring pack is built from
the dossiers that are assigned, declared free of conflict and not withdrawn.
"""

from __future__ import annotations

import tomllib
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from delpanel.errors import FileProblem, UserError
from delpanel.exchange.packs import seal
from delpanel.exchange.packs.pack_format import MOST_BYTES, PACK_SUFFIX, VERSION, canonical, digest
from delpanel.exchange.packs.pack_records import to_plain
from delpanel.exchange.packs.pack_writer import write_pack
from delpanel.model.attachment import AttachedFile
from delpanel.model.pack import (
    PackContent,
    PackHead,
    PackKind,
    PublishedPacks,
)
from delpanel.model.panel import Evaluator
from delpanel.model.permissions import require_office, require_open
from delpanel.presets.call_file import criteria_digest
from delpanel.progress import Progress, silent
from delpanel.services.packs import opening_keys, pack_filling, pack_ledger
from delpanel.services.packs.pack_ledger import IssuedPack
from delpanel.services.state.files import make_folder, write_bytes
from delpanel.services.state.snapshot import Snapshot
from delpanel.services.state.workspace import Workspace

PUBLISHED = "delpanel-published-packs"
# What a pack may hold beside its attachments
_ROOM_BYTES = 32 << 20


@dataclass(frozen=True, slots=True)
class WrittenPack:
    """A pack as it was written: its record, its file, and the passphrase that opens it."""

    issued: IssuedPack
    path: Path
    passphrase: str


def issue(
    workspace: Workspace,
    kind: PackKind,
    folder: Path,
    *,
    evaluators: Sequence[str] = (),
    passphrases: Mapping[str, str] | None = None,
    due_at: datetime | None = None,
    progress: Progress = silent,
) -> tuple[WrittenPack, ...]:
    """Write one pack per member, for these or for every active one.

    A member without a passphrase gets a new one; the panel never keeps it. Where no members are
    named, those without a dossier are passed over.

    Raises:
        NotAllowed: FROZEN, OFFICE_ONLY; DECLARATION_MISSING, a dossier of a member was not declared
            upon and accepted. UserError: OPENING_KEY_MISSING, UNKNOWN_EVALUATOR, PACK_EMPTY,
            PACK_ATTACHMENTS_LARGE.
        FileProblem: OUT_EXISTS, before anything is written; OUT_FAILED.
        Cancelled: what was written is taken away again.
    """
    require_office(workspace.actor, "pack")
    require_open(workspace.phase, "pack")
    state = workspace.snapshot()
    held = opening_keys.held_key(workspace)
    if held is None:
        raise UserError("OPENING_KEY_MISSING")
    ledger = pack_ledger.load(workspace)
    made = []
    for evaluator in _members(state, evaluators):
        number = 1 + sum(p.head.evaluator == evaluator.id for p in ledger.of_kind(kind))
        private, public = seal.new_signing_key()
        head = PackHead(
            panel=state.panel_id,
            id=uuid.uuid4().hex,
            kind=kind,
            evaluator=evaluator.id,
            number=number,
            criteria_digest=criteria_digest(state.call),
            opening_key=held.public,
            public_key=public,
            made_at=workspace.now(),
            due_at=due_at,
        )
        content = pack_filling.content_of(state, ledger, head, evaluator)
        _require_room(state, content)
        if content.consortia or content.dossiers or content.agreed:
            made.append((content, private, folder / _name(head)))
        elif evaluators:
            raise UserError("PACK_EMPTY", id=evaluator.id)
    return _written(workspace, made, dict(passphrases or {}), progress)


def published(workspace: Workspace) -> PublishedPacks:
    """Give what lets anyone check returns without a key: no names, no dossiers."""
    held = opening_keys.held_key(workspace)
    if held is None:
        raise UserError("OPENING_KEY_MISSING")
    heads = [pack.head for pack in pack_ledger.load(workspace).packs.values()]
    return PublishedPacks(
        panel=workspace.snapshot().panel_id,
        opening_key=held.public,
        public_keys={head.id: head.public_key for head in heads},
        due_at={head.id: head.due_at.isoformat() for head in heads if head.due_at is not None},
    )


def write_published(workspace: Workspace, target: Path) -> None:
    """Write what ``published`` gives as JSON, for anyone."""
    found = published(workspace)
    plain = {"public_keys": dict(found.public_keys), "due_at": dict(found.due_at)}
    head = {"format": PUBLISHED, "version": VERSION, "panel": found.panel}
    content = canonical({**head, "opening_key": found.opening_key, **plain})
    write_bytes(target, content, replace=True)


def as_plain(issued: IssuedPack) -> dict[str, object]:
    """Give a pack that went out as plain data."""
    head = issued.head
    return {
        "pack": head.id,
        "kind": str(head.kind),
        "evaluator": head.evaluator,
        "number": head.number,
        "made_at": head.made_at.isoformat(),
        "due_at": None if head.due_at is None else head.due_at.isoformat(),
        "public_key": head.public_key,
        "dossiers": list(issued.dossiers),
        "digest": issued.digest,
    }


def read_due(text: str) -> datetime:
    """Read a moment as it is typed.

    Raises:
        UserError: MOMENT_UNREADABLE, no moment, or one that does not know its zone.
    """
    try:
        found = datetime.fromisoformat(text)
    except ValueError as error:
        raise UserError("MOMENT_UNREADABLE", text=text) from error
    if found.utcoffset() is None:
        raise UserError("MOMENT_UNREADABLE", text=text)
    return found


def read_passphrases(path: Path) -> dict[str, str]:
    """Read passphrases by member from a TOML file; none where the file is not there yet.

    Raises:
        FileProblem: PASSPHRASES_UNREADABLE.
    """
    if not path.exists():
        return {}
    try:
        found = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except (OSError, ValueError) as error:
        raise FileProblem("PASSPHRASES_UNREADABLE", file=str(path)) from error
    return {member: str(phrase) for member, phrase in found.items()}


def write_passphrases(path: Path, passphrases: Mapping[str, str]) -> None:
    """Keep passphrases by member for the next packs, in a file for this person alone."""
    import tomlkit

    write_bytes(path, tomlkit.dumps(dict(sorted(passphrases.items()))).encode(), replace=True)
    path.chmod(0o600)


def _members(state: Snapshot, named: Sequence[str]) -> tuple[Evaluator, ...]:
    for one in named:
        if one not in state.evaluator_by_id:
            raise UserError("UNKNOWN_EVALUATOR", id=one)
    return tuple(e for e in state.evaluators if (e.id in named if named else e.active))


def _require_room(state: Snapshot, content: PackContent) -> None:
    """Refuse a pack that no reader would take, before any file is written."""
    listed = (a for d in content.dossiers for a in state.attachments_of.get(d.id, ()))
    if sum(a.size for a in listed) > MOST_BYTES - _ROOM_BYTES:
        most = MOST_BYTES >> 20
        raise UserError("PACK_ATTACHMENTS_LARGE", id=content.head.evaluator, most=most)


def _with_attachments(workspace: Workspace, content: PackContent) -> PackContent:
    """Put in the attachments of the dossiers in a pack, and of no other, as they are held now."""
    ids = {dossier.id for dossier in content.dossiers}
    found = []
    with workspace.store.read() as state:
        for record in state.attachments.all() if ids else ():
            if record.dossier in ids:
                held = state.attachments.content(record.dossier, record.number)
                found.append(AttachedFile(record, held or b""))
    return replace(content, attachments=tuple(found))


def _written(
    workspace: Workspace,
    made: Sequence[tuple[PackContent, str, Path]],
    passphrases: Mapping[str, str],
    progress: Progress,
) -> tuple[WrittenPack, ...]:
    """Write the files, then record them: a file nobody recorded brings nothing back."""
    for _, _, path in made:
        if path.exists():
            raise FileProblem("OUT_EXISTS", file=str(path))
    done: list[WrittenPack] = []
    try:
        for content, private, path in made:
            progress(len(done), len(made), "packs")
            whole = _with_attachments(workspace, content)
            done.append(_sealed(workspace, whole, private, path, passphrases))
        progress(len(made), len(made), "packs")
    except BaseException:
        for one in done:
            one.path.unlink(missing_ok=True)
        raise
    if done:
        subject = ", ".join(pack.issued.head.evaluator for pack in done)
        with workspace.act("pack", subject, str(done[0].issued.head.kind)) as unit:
            for pack in done:
                key = pack_ledger.PACKS + pack.issued.head.id
                unit.meta.set(key, canonical(to_plain(pack.issued)).decode())
    return tuple(done)


def _sealed(
    workspace: Workspace,
    content: PackContent,
    private: str,
    path: Path,
    passphrases: Mapping[str, str],
) -> WrittenPack:
    make_folder(path.parent)
    phrase = passphrases.get(content.head.evaluator, "").strip() or seal.new_passphrase()
    sealed = write_pack(content, private, phrase)
    write_bytes(path, sealed, replace=False)
    issued = IssuedPack(
        content.head,
        pack_filling.numbers_in(content),
        digest(sealed),
        {one.dossier: one.digest for one in content.agreed},
        workspace.snapshot().seen_voids(content.head.evaluator),
    )
    return WrittenPack(issued, path, phrase)


def _name(head: PackHead) -> str:
    return f"{head.kind}-{head.evaluator}-{head.number}{PACK_SUFFIX}"
