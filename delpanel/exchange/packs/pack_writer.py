"""Packs, drafts and returns as bytes; the sealed and the signed parts of each."""

from __future__ import annotations

from dataclasses import dataclass

from delpanel.exchange.packs import seal
from delpanel.exchange.packs.pack_format import VERSION, canonical, digest, pack_entries
from delpanel.exchange.packs.pack_records import to_plain
from delpanel.model.pack import Draft, PackContent, PackHead, ReturnHead

PACK_FORMAT = "delpanel-pack"
DRAFT_FORMAT = "delpanel-draft"
RETURN_FORMAT = "delpanel-return"
ENVELOPE = "envelope.json"
SIGNATURE = "signature"
PACK_SEALED = "content.sealed"
DRAFT_SEALED = "draft.sealed"
RETURN_SEALED = "content.age"
MANIFEST = "manifest.json"
ANSWERS = "answers.json"
ENVELOPE_PURPOSE = "return envelope"
MANIFEST_PURPOSE = "return manifest"


@dataclass(frozen=True, slots=True)
class OpenPack:
    """A pack that was opened: its content, the key of its seals, its own signing key in hex."""

    content: PackContent
    key: bytes
    signing_key: str


def write_pack(content: PackContent, signing_key: str, passphrase: str) -> bytes:
    """Seal a pack for a member under a passphrase."""
    head = content.head
    key = seal.new_key()
    context = pack_context(PACK_FORMAT, head.panel, head.id)
    sealed = seal.seal(key, pack_entries(_pack_entries(content, signing_key)), context)
    envelope = {
        "format": PACK_FORMAT,
        "version": VERSION,
        "panel": head.panel,
        "pack": head.id,
        "box": seal.key_box(key, passphrase, context),
        "sealed": sealed_entry(sealed),
    }
    return pack_entries({ENVELOPE: canonical(envelope), PACK_SEALED: sealed})


def write_draft(pack: OpenPack, draft: Draft) -> bytes:
    """Seal what a member has done so far under the key of the pack; no passphrase is needed."""
    head = pack.content.head
    context = pack_context(DRAFT_FORMAT, head.panel, head.id)
    sealed = seal.seal(pack.key, canonical(to_plain(draft)), context)
    envelope = {
        "format": DRAFT_FORMAT,
        "version": VERSION,
        "panel": head.panel,
        "pack": head.id,
        "sealed": sealed_entry(sealed),
    }
    return pack_entries({ENVELOPE: canonical(envelope), DRAFT_SEALED: sealed})


def write_return(pack: OpenPack, draft: Draft, finished_at: str) -> bytes:
    """Sign what a member hands in and encrypt it to the opening key; anyone may read the envelope.

    ``draft.finished`` ends with the digest of this very return, see ``return_digest``.
    """
    head = pack.content.head
    answers = answers_of(draft)
    returned = ReturnHead(head.panel, head.id, head.kind, len(draft.finished), finished_at)
    manifest = canonical(
        {
            "head": to_plain(returned),
            "evaluator": head.evaluator,
            "opening_key": head.opening_key,
            "criteria_digest": head.criteria_digest,
            "ancestors": list(draft.finished[:-1]),
            "answers": digest(answers),
        }
    )
    inner = {
        MANIFEST: manifest,
        ANSWERS: answers,
        SIGNATURE: seal.sign(pack.signing_key, MANIFEST_PURPOSE, manifest),
    }
    sealed = seal.encrypt_to(head.opening_key, pack_entries(inner))
    envelope = canonical(
        {
            "format": RETURN_FORMAT,
            "version": VERSION,
            "head": to_plain(returned),
            "sealed": sealed_entry(sealed),
        }
    )
    signature = seal.sign(pack.signing_key, ENVELOPE_PURPOSE, envelope)
    return pack_entries({ENVELOPE: envelope, RETURN_SEALED: sealed, SIGNATURE: signature})


def answers_of(draft: Draft) -> bytes:
    """Give what a member hands in: cells ever touched, declarations or approvals, in order."""
    cells = sorted(
        (cell for cell in draft.cells if cell.edits), key=lambda c: (c.dossier, c.criterion)
    )
    declared = sorted(draft.declarations, key=lambda d: d.dossier)
    answers = {"cells": to_plain(cells), "declarations": to_plain(declared)}
    if draft.approvals:
        answers["approvals"] = to_plain(sorted(draft.approvals, key=lambda a: a.dossier))
    return canonical(answers)


def return_digest(head: PackHead, answers: bytes, ancestors: tuple[str, ...]) -> str:
    """Name a return by pack, answers and what was handed in before it."""
    return digest(canonical([head.panel, head.id, digest(answers), list(ancestors)]))


def pack_context(kind: str, panel: str, pack: str) -> bytes:
    """Name what is sealed, so that it opens as nothing else."""
    return canonical([kind, VERSION, panel, pack])


def sealed_entry(sealed: bytes) -> dict[str, object]:
    """Name sealed bytes, so that anyone can check them."""
    return {"size": len(sealed), "sha256": digest(sealed)}


def _pack_entries(content: PackContent, signing_key: str) -> dict[str, bytes]:
    entries = {
        "head.json": canonical(to_plain(content.head)),
        "call.toml": content.call_text.encode(),
        "member.json": canonical(
            {
                "name": content.evaluator_name,
                "call_version": content.call_version,
                "signing_key": signing_key,
            }
        ),
        "consortia.json": canonical(to_plain(content.consortia)),
        "cells.json": canonical(to_plain(content.cells)),
        "attachments.json": canonical(to_plain([a.record for a in content.attachments])),
    }
    if content.agreed:
        entries["agreed.json"] = canonical(to_plain(content.agreed))
    for number, attached in enumerate(content.attachments, start=1):
        entries[f"attachments/{number:04d}"] = attached.content
    for number, dossier in enumerate(content.dossiers, start=1):
        entries[f"dossiers/{number:04d}.json"] = canonical(to_plain(dossier))
    return entries
