"""Packs of a round: made, opened and merged, beside the encryption library on the same bytes."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from hashlib import sha256
from itertools import count
from pathlib import Path
from random import Random

from benchmarks.figures import Figure, Target
from benchmarks.panels import START, environment, fill
from benchmarks.timing import alternate
from delpanel.exchange.packs import seal
from delpanel.exchange.packs.pack_format import unpack_entries
from delpanel.exchange.packs.pack_writer import answers_of, return_digest, write_return
from delpanel.model.attachment import PDF, AttachedFile, Attachment
from delpanel.model.pack import Answer, Draft, PackCell, PackKind
from delpanel.services.member import pack_draft
from delpanel.services.packs import opening_keys, pack_ledger, packing
from delpanel.services.packs.pack_ledger import Declared
from delpanel.services.returns import pack_merge
from delpanel.services.state.workspace import Workspace

MEMBERS, DOSSIERS, CRITERIA = 50, 60, 3
ATTACHED_BYTES = 2 << 20
TEXT = "De rollen zijn getekend, de kanalen overlappen niet en de meting bij start is beschreven. "
PHRASE = "een wachtzin om mee te meten"
SIZE = f"{MEMBERS} members, {DOSSIERS} dossiers, {CRITERIA} criteria"


@dataclass(frozen=True, slots=True)
class Round:
    """A panel whose packs are out: where it lies, what opens returns, the passphrases."""

    folder: Path
    panel: Path
    identity: str
    phrases: dict[str, str]

    def packs(self, number: int = 1) -> list[Path]:
        """The scoring packs that went out in one go."""
        folder = self.folder / f"packs-{number}"
        return sorted(folder.glob("scoring-*.delpack"))


def packs() -> list[Figure]:
    """Making, opening and merging; sealing alone is what the library takes for the same bytes."""
    with tempfile.TemporaryDirectory() as name:
        round_ = _round(Path(name), MEMBERS)
        made = _making(round_)
        opened = _opening(round_, f"{DOSSIERS} dossiers", Target(seconds=1.0))
        return [made, opened, _merging(round_), *_attached(Path(name) / "bijlagen")]


def _round(folder: Path, members: int) -> Round:
    """Everybody declared free of conflicts, no points given yet, the key in one hand."""
    folder.mkdir(exist_ok=True)
    panel = folder / "groot.delpanel"
    with fill(panel, DOSSIERS, CRITERIA, members, scored=False) as workspace:
        state = workspace.snapshot()
        with workspace.act("declare") as unit:
            free = {d.id: Declared(Answer.NONE, START.isoformat()) for d in state.dossiers}
            for evaluator in state.evaluators:
                pack_ledger.keep_declared(unit, evaluator.id, free)
        _, path = opening_keys.make_whole(workspace, folder / "sleutel", PHRASE)
        identity = opening_keys.key_from_file(workspace, path, PHRASE).identity
        phrases = {evaluator.id: PHRASE for evaluator in state.evaluators}
    return Round(folder, panel, identity, phrases)


def _making(round_: Round) -> Figure:
    numbers = count(1)

    def make() -> None:
        with Workspace.open(str(round_.panel), environment()) as workspace:
            folder = round_.folder / f"packs-{next(numbers)}"
            written = packing.issue(workspace, PackKind.SCORING, folder, passphrases=round_.phrases)
        if len(written) != MEMBERS:
            raise AssertionError

    make()
    sealed = [unpack_entries(p.read_bytes())["content.sealed"] for p in round_.packs()]
    times = alternate(make, partial(_sealed_alone, sealed), runs=1)
    return Figure("make the packs", SIZE, times, "Argon2id and AES-GCM alone")


def _opening(round_: Round, size: str, target: Target | None = None) -> Figure:
    path = round_.packs()[0]
    content = unpack_entries(path.read_bytes())["content.sealed"]
    times = alternate(
        lambda: pack_draft.open_desk(path, PHRASE), partial(_sealed_alone, [content]), runs=7
    )
    return Figure("open a pack", size, times, "Argon2id and AES-GCM alone", target)


def _merging(round_: Round) -> Figure:
    returns = [_returned(round_, path) for path in round_.packs()]
    fresh = _copies(round_, 4)
    given = MEMBERS * DOSSIERS * CRITERIA

    def merge() -> None:
        with Workspace.open(str(next(fresh)), environment()) as workspace:
            plan = pack_merge.plan_merge(workspace, returns, round_.identity)
            pack_merge.accept_merge(workspace, plan)
            held = sum(a.points_cp is not None for a in workspace.snapshot().assessments)
        if held != given:
            raise AssertionError(held)

    sealed = [unpack_entries(path.read_bytes())["content.age"] for path in returns]

    def decrypted() -> None:
        for content in sealed:
            seal.decrypt_with(round_.identity, content)

    times = alternate(merge, decrypted, runs=3)
    return Figure(
        "merge the returns, plan and write", SIZE, times, "age alone", Target(seconds=5.0)
    )


def _attached(folder: Path) -> list[Figure]:
    """One pack with an attachment of two megabytes for each dossier."""
    round_ = _round(folder, 1)
    with (
        Workspace.open(str(round_.panel), environment()) as workspace,
        workspace.act("attach") as unit,
    ):
        for dossier in unit.dossiers.load_all():
            content = os.urandom(ATTACHED_BYTES)
            digest = sha256(content).hexdigest()
            record = Attachment(dossier.id, 1, "plan.pdf", PDF, 20, digest, len(content))
            unit.attachments.put(AttachedFile(record, content))
    size = f"{DOSSIERS} dossiers, {DOSSIERS} attachments of 2 MB"
    numbers = count(1)

    def make() -> None:
        with Workspace.open(str(round_.panel), environment()) as workspace:
            target = round_.folder / f"packs-{next(numbers)}"
            packing.issue(workspace, PackKind.SCORING, target, passphrases=round_.phrases)

    make()
    content = unpack_entries(round_.packs()[0].read_bytes())["content.sealed"]
    made = alternate(make, partial(_sealed_alone, [content]), runs=3)
    return [
        Figure("make a pack", size, made, "Argon2id and AES-GCM alone"),
        _opening(round_, size),
    ]


def _sealed_alone(contents: Sequence[bytes]) -> None:
    """A key from a passphrase and one pass of the cipher, for each content."""
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM
    from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

    for content in contents:
        key = Argon2id(
            salt=bytes(16), length=32, iterations=3, lanes=1, memory_cost=64 * 1024
        ).derive(PHRASE.encode())
        AESGCM(key).encrypt(bytes(12), content, b"")


def _returned(round_: Round, pack: Path) -> Path:
    """Fill a pack in one go and hand it in, with a reason for every point."""
    desk = pack_draft.open_desk(pack, PHRASE)
    draw = Random(pack.name)
    cells = tuple(
        PackCell(
            dossier.id,
            criterion.id,
            50 * draw.randrange(11),
            TEXT * draw.randrange(2, 8),
            edits=1,
            edited_at=START.isoformat(),
        )
        for dossier in desk.content.dossiers
        for criterion in desk.call.rules.criteria
    )
    draft = Draft(cells)
    finished = (return_digest(desk.content.head, answers_of(draft), ()),)
    target = round_.folder / f"{pack.stem}.delreturn"
    content = write_return(desk.pack, Draft(cells, finished=finished), START.isoformat())
    target.write_bytes(content)
    return target


def _copies(round_: Round, number: int) -> Iterator[Path]:
    """Panels as they were before a merge, made beforehand."""
    made = [round_.folder / f"kopie-{place}.delpanel" for place in range(number)]
    for path in made:
        path.write_bytes(round_.panel.read_bytes())
    return iter(made)
