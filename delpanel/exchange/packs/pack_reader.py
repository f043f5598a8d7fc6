"""Packs, drafts and returns opened: whatever is not whole, ours and meant for us is refused."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TypeVar

from delpanel.errors import FileProblem
from delpanel.exchange.packs import seal
from delpanel.exchange.packs.pack_format import (
    DamagedError,
    NewerError,
    Plain,
    digest,
    read_canonical,
    read_fields,
    unpack_entries,
)
from delpanel.exchange.packs.pack_records import from_plain
from delpanel.exchange.packs.pack_writer import (
    ANSWERS,
    DRAFT_FORMAT,
    DRAFT_SEALED,
    ENVELOPE,
    ENVELOPE_PURPOSE,
    MANIFEST,
    MANIFEST_PURPOSE,
    PACK_FORMAT,
    PACK_SEALED,
    RETURN_FORMAT,
    RETURN_SEALED,
    SIGNATURE,
    OpenPack,
    pack_context,
    return_digest,
    sealed_entry,
)
from delpanel.model.attachment import AttachedFile, Attachment
from delpanel.model.dossier import Dossier
from delpanel.model.pack import (
    AgreedDossier,
    Consortium,
    Declaration,
    Draft,
    GivenApproval,
    PackCell,
    PackContent,
    PackHead,
    ReturnContent,
    ReturnHead,
)

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class SealedReturn:
    """A return as it came: what anyone may read, and what only the opening key opens."""

    head: ReturnHead
    envelope: bytes
    signature: bytes
    sealed: bytes

    def is_signed_by(self, public_key: str) -> bool:
        """Say whether it comes from the pack with this public key, and nobody changed it since."""
        return seal.is_signed(public_key, self.signature, ENVELOPE_PURPOSE, self.envelope)


def open_pack(content: bytes, passphrase: str, file: str = "") -> OpenPack:
    """Open a pack.

    Raises:
        FileProblem: PACK_DAMAGED, PACK_NEWER, PASSPHRASE_WRONG.
    """
    with _refusals("PACK_DAMAGED", "PASSPHRASE_WRONG", file):
        names = frozenset({"panel", "pack", "box", "sealed"})
        plain, sealed = _envelope(content, PACK_FORMAT, names, PACK_SEALED)
        context = pack_context(PACK_FORMAT, plain["panel"], plain["pack"])
        key = seal.open_key_box(plain["box"], passphrase, context)
        entries = unpack_entries(seal.unseal(key, sealed, context))
        return _pack(entries, key)
    raise AssertionError  # pragma: no cover - the block above returns or raises


def open_draft(content: bytes, pack: OpenPack, file: str = "") -> Draft:
    """Open the draft of a pack.

    Raises:
        FileProblem: DRAFT_DAMAGED; DRAFT_OTHER, it belongs to another pack.
    """
    head = pack.content.head
    with _refusals("DRAFT_DAMAGED", "DRAFT_OTHER", file):
        names = frozenset({"panel", "pack", "sealed"})
        _, sealed = _envelope(content, DRAFT_FORMAT, names, DRAFT_SEALED)
        context = pack_context(DRAFT_FORMAT, head.panel, head.id)
        return from_plain(Draft, read_canonical(seal.unseal(pack.key, sealed, context)))
    raise AssertionError  # pragma: no cover - the block above returns or raises


def read_return(content: bytes, file: str = "") -> SealedReturn:
    """Read what anyone may read of a return; whoever wrote it is not yet known.

    Raises:
        FileProblem: RETURN_DAMAGED, PACK_NEWER.
    """
    with _refusals("RETURN_DAMAGED", "RETURN_DAMAGED", file):
        entries = unpack_entries(content)
        plain, sealed = _envelope(
            content, RETURN_FORMAT, frozenset({"head", "sealed"}), RETURN_SEALED, SIGNATURE
        )
        head = from_plain(ReturnHead, plain["head"])
        return SealedReturn(head, entries[ENVELOPE], entries[SIGNATURE], sealed)
    raise AssertionError  # pragma: no cover - the block above returns or raises


def open_return(
    returned: SealedReturn, pack: PackHead, identity: str, file: str = ""
) -> ReturnContent:
    """Open a return of a pack this panel made.

    Raises:
        FileProblem: RETURN_FORGED, not signed by the pack, or its inside says another thing than
            its envelope; RETURN_OTHER_KEY, made for another opening key.
    """
    if not returned.is_signed_by(pack.public_key):
        raise FileProblem("RETURN_FORGED", file=file)
    with _refusals("RETURN_FORGED", "RETURN_OTHER_KEY", file):
        entries = unpack_entries(seal.decrypt_with(identity, returned.sealed))
        return _returned(entries, returned, pack)
    raise AssertionError  # pragma: no cover - the block above returns or raises


@contextmanager
def _refusals(damaged: str, wrong_key: str, file: str) -> Iterator[None]:
    try:
        yield
    except NewerError as error:
        raise FileProblem("PACK_NEWER", file=file) from error
    except (DamagedError, KeyError, TypeError, UnicodeDecodeError) as error:
        raise FileProblem(damaged, file=file) from error
    except seal.WrongKeyError as error:
        raise FileProblem(wrong_key, file=file) from error


def _envelope(
    content: bytes, kind: str, names: frozenset[str], sealed_name: str, *others: str
) -> tuple[dict[str, Plain], bytes]:
    """Read envelope and sealed bytes of a container that holds these entries and no other."""
    entries = unpack_entries(content)
    if set(entries) != {ENVELOPE, sealed_name, *others}:
        raise DamagedError("entries")
    plain = read_fields(entries[ENVELOPE], kind, names)
    if plain["sealed"] != sealed_entry(entries[sealed_name]):
        raise DamagedError("sealed")
    return plain, entries[sealed_name]


def _pack(entries: dict[str, bytes], key: bytes) -> OpenPack:
    member = read_canonical(entries["member.json"])
    names = sorted(name for name in entries if name.startswith("dossiers/"))
    content = PackContent(
        head=from_plain(PackHead, read_canonical(entries["head.json"])),
        call_text=entries["call.toml"].decode(),
        call_version=member["call_version"],
        evaluator_name=member["name"],
        consortia=_records(Consortium, entries["consortia.json"]),
        dossiers=tuple(from_plain(Dossier, read_canonical(entries[name])) for name in names),
        cells=_records(PackCell, entries["cells.json"]),
        attachments=_attached(entries),
        agreed=_records(AgreedDossier, entries.get("agreed.json", b"[]")),
    )
    return OpenPack(content, key, member["signing_key"])


def _attached(entries: dict[str, bytes]) -> tuple[AttachedFile, ...]:
    records = _records(Attachment, entries["attachments.json"])
    return tuple(
        AttachedFile(record, entries[f"attachments/{number:04d}"])
        for number, record in enumerate(records, start=1)
    )


def _records(kind: type[T], content: bytes) -> tuple[T, ...]:
    return tuple(from_plain(kind, plain) for plain in _listed(read_canonical(content)))


def _listed(plain: Plain) -> list[Plain]:
    if not isinstance(plain, list):
        raise DamagedError("list")
    return plain


def _returned(entries: dict[str, bytes], returned: SealedReturn, pack: PackHead) -> ReturnContent:
    """Read the inside of a return; whatever it does not bind to this pack is forged."""
    if set(entries) != {MANIFEST, ANSWERS, SIGNATURE}:
        raise DamagedError("entries")
    manifest = entries[MANIFEST]
    if not seal.is_signed(pack.public_key, entries[SIGNATURE], MANIFEST_PURPOSE, manifest):
        raise DamagedError("signature")
    plain = read_canonical(manifest)
    head = from_plain(ReturnHead, plain["head"])
    bound = {
        "head": plain["head"],
        "evaluator": pack.evaluator,
        "opening_key": pack.opening_key,
        "criteria_digest": pack.criteria_digest,
        "ancestors": plain["ancestors"],
        "answers": digest(entries[ANSWERS]),
    }
    ancestors = from_plain(Draft, {"finished": plain["ancestors"]}).finished
    here = (pack.panel, pack.id, pack.kind, len(ancestors) + 1)
    if plain != bound or head != returned.head:
        raise DamagedError("binding")
    if (head.panel, head.pack, head.kind, head.revision) != here:
        raise DamagedError("binding")
    answers = read_canonical(entries[ANSWERS])
    return ReturnContent(
        head=head,
        evaluator=pack.evaluator,
        criteria_digest=pack.criteria_digest,
        digest=return_digest(pack, entries[ANSWERS], ancestors),
        ancestors=ancestors,
        cells=tuple(from_plain(PackCell, cell) for cell in _listed(answers["cells"])),
        declarations=tuple(
            from_plain(Declaration, one) for one in _listed(answers["declarations"])
        ),
        approvals=tuple(
            from_plain(GivenApproval, one) for one in _listed(answers.get("approvals", []))
        ),
    )
