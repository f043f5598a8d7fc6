"""Whatever is changed in a file of a round, it is refused by name or means what it meant before.

Flipped as they lie on disk, and flipped inside and packed anew with sums that fit, which is what
somebody does who knows the format.
"""

from __future__ import annotations

import random
import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from delpanel import messages
from delpanel.errors import FileProblem
from delpanel.exchange.packs.pack_format import (
    canonical,
    pack_entries,
    read_canonical,
    unpack_entries,
)
from delpanel.exchange.packs.pack_writer import ENVELOPE, SIGNATURE, sealed_entry
from delpanel.services.member import pack_draft
from delpanel.services.packs import opening_keys, packing
from delpanel.services.returns import pack_merge, pack_returns
from delpanel.services.returns.pack_returns import ReturnState
from delpanel.services.state.workspace import Workspace
from delpanel.storage.contents import state_digest
from tests.delpanel.services.pack_rounds import Round, filled, handed_in, started_round
from tests.factories import CRITERIA, MOTIVATION, SITTING_AT, environment

REFUSED = {ReturnState.DAMAGED, ReturnState.FORGED, ReturnState.FOREIGN, ReturnState.KEY}
CHANCE = random.Random(20201121)
WHERE = ("D01", "sme_reach")


@pytest.fixture(scope="module")
def begun(tmp_path_factory: pytest.TempPathFactory) -> Round:
    begun = started_round(tmp_path_factory.mktemp("round"))
    begun.workspace.close()
    return begun


@pytest.fixture
def round_(begun: Round, tmp_path: Path) -> Iterator[Round]:
    folder = tmp_path / "ronde"
    shutil.copytree(begun.folder, folder)
    with Workspace.open(str(folder / "paneel.delpanel"), environment()) as workspace:
        yield replace(begun, workspace=workspace, folder=folder)


def flipped(content: bytes, place: int, mask: int) -> bytes:
    return content[:place] + bytes([content[place] ^ mask]) + content[place + 1 :]


def sampled(content: bytes, count: int) -> Iterator[bytes]:
    """Change bytes all over a large file: its first and last ones, and some by chance."""
    ends = [*range(300), *range(len(content) - 300, len(content))]
    for place in [*ends, *(CHANCE.randrange(len(content)) for _ in range(count))]:
        yield flipped(content, place, 1 << CHANCE.randrange(8))


def small_return(round_: Round) -> bytes:
    desk = pack_draft.give(
        round_.desk("E1"), WHERE, SITTING_AT, points_cp=350, motivation=MOTIVATION
    )
    return handed_in(desk, round_.folder / "E1.delreturn").read_bytes()


def large_return(round_: Round) -> bytes:
    """A return of all dossiers with reasons as long as pages."""
    desk = filled(round_.desk("E2"), 350)
    for dossier in desk.content.dossiers:
        for criterion in CRITERIA:
            said = f"{dossier.id} {criterion} " + MOTIVATION * 170
            where = (dossier.id, criterion)
            desk = pack_draft.give(desk, where, SITTING_AT, points_cp=350, motivation=said)
    return handed_in(desk, round_.folder / "E2.delreturn").read_bytes()


def refused_by_name(round_: Round, candidates: list[bytes]) -> None:
    """Read every candidate with the key; none may bring anything, each gets its sentence."""
    folder = round_.folder / "gewijzigd"
    folder.mkdir()
    paths = []
    for number, candidate in enumerate(candidates):
        paths.append(folder / f"{number:05d}.delreturn")
        paths[-1].write_bytes(candidate)
    before = state_digest(round_.workspace.store)

    plan = round_.plan(*paths)
    pack_merge.accept_merge(round_.workspace, plan)

    assert {row.state for row in plan.rows} <= REFUSED
    assert (plan.changes, plan.returned) == ((), {})
    assert state_digest(round_.workspace.store) == before
    for row, path in zip(plan.rows, paths, strict=True):
        said = pack_merge.row_sentence(row, "nl")
        assert path.name in said
        assert row.code not in said


def test_every_byte_of_a_small_return(round_: Round) -> None:
    content = small_return(round_)
    candidates = [
        flipped(content, place, 1 << CHANCE.randrange(8)) for place in range(len(content))
    ]

    refused_by_name(round_, candidates)

    plan = round_.merge(round_.folder / "E1.delreturn")
    assert [row.state for row in plan.rows] == [ReturnState.NEW], "the file itself is taken"


def test_bytes_all_over_a_large_return(round_: Round) -> None:
    content = large_return(round_)
    assert len(content) > 120_000

    refused_by_name(round_, list(sampled(content, 300)))


def test_a_return_packed_anew_around_a_changed_byte(round_: Round) -> None:
    """The sums of the container fit again; what is left is the signature."""
    content = small_return(round_)
    entries = unpack_entries(content)
    candidates = []
    for name, held in entries.items():
        for place in range(0, len(held), 1 if name == SIGNATURE else 5):
            changed = {**entries, name: flipped(held, place, 1 << CHANCE.randrange(8))}
            candidates.append(pack_entries(changed))
            if name not in {ENVELOPE, SIGNATURE}:
                envelope = read_canonical(entries[ENVELOPE])
                envelope["sealed"] = sealed_entry(changed[name])
                candidates.append(pack_entries({**changed, ENVELOPE: canonical(envelope)}))
    for key, value in (("revision", 7), ("finished_at", "2020-12-24T09:00:00+00:00")):
        envelope = read_canonical(entries[ENVELOPE])
        envelope["head"][key] = value
        candidates.append(pack_entries({**entries, ENVELOPE: canonical(envelope)}))
    other = unpack_entries(large_return(round_))
    candidates += [pack_entries({**entries, name: other[name]}) for name in entries]

    refused_by_name(round_, candidates)


def test_every_byte_of_a_published_list_lets_no_changed_return_pass(round_: Round) -> None:
    content = small_return(round_)
    broken = round_.folder / "gewijzigd.delreturn"
    broken.write_bytes(flipped(content, len(content) // 2, 1))
    listed = round_.folder / "lijst.json"
    packing.write_published(round_.workspace, listed)
    published, target = listed.read_bytes(), round_.folder / "andere.json"

    codes = set()
    for place in range(len(published)):
        target.write_bytes(flipped(published, place, 1 << CHANCE.randrange(8)))
        try:
            read = pack_returns.read_published(target)
        except FileProblem as refused:
            codes.add(refused.code)
            continue
        (row,) = pack_returns.check_returns(read, [broken])
        assert row.is_refused
    assert codes == {"PUBLISHED_UNREADABLE"}


def opens(path: Path, phrase: str) -> str:
    """Open a pack; gives the code of its refusal, nothing where it opened."""
    try:
        pack_draft.open_desk(path, phrase)
    except FileProblem as refused:
        problem = refused
    else:
        return ""
    said = messages.of_error(problem, "nl")
    assert problem.code not in said
    assert path.stem in said
    return problem.code


def test_bytes_all_over_a_pack_with_attachments(round_: Round) -> None:
    path = round_.folder / "packs" / "scoring-E2-1.delpack"
    content = path.read_bytes()
    assert b"bijlage van D01" not in content
    assert b"bijlage van D01" in {one.content for one in round_.desk("E2").content.attachments}

    codes = set()
    for candidate in sampled(content, 400):
        path.write_bytes(candidate)
        codes.add(opens(path, round_.phrases["E2"]))

    assert codes <= {"PACK_DAMAGED", "PACK_NEWER"}
    path.write_bytes(content)
    assert opens(path, round_.phrases["E2"]) == ""


def test_a_pack_packed_anew_around_a_changed_byte(round_: Round) -> None:
    path = round_.folder / "packs" / "scoring-E2-1.delpack"
    entries = unpack_entries(path.read_bytes())
    sealed = entries["content.sealed"]
    candidates = []
    for place in (0, 11, 12, len(sealed) // 2, len(sealed) - 1):
        changed = flipped(sealed, place, 1 << CHANCE.randrange(8))
        envelope = {**read_canonical(entries[ENVELOPE]), "sealed": sealed_entry(changed)}
        candidates.append({ENVELOPE: canonical(envelope), "content.sealed": changed})
    for key in ("panel", "pack"):
        envelope = {**read_canonical(entries[ENVELOPE]), key: "0" * 32}
        candidates.append({**entries, ENVELOPE: canonical(envelope)})
    for key in ("salt", "key"):
        envelope = read_canonical(entries[ENVELOPE])
        envelope["box"][key] = "00" + envelope["box"][key][2:]
        candidates.append({**entries, ENVELOPE: canonical(envelope)})

    for candidate in candidates:
        path.write_bytes(pack_entries(candidate))
        assert opens(path, round_.phrases["E2"]) in {"PACK_DAMAGED", "PASSPHRASE_WRONG"}


def test_bytes_all_over_a_draft(round_: Round) -> None:
    """Nothing of a changed draft is read; nothing of it is overwritten either."""
    desk = filled(round_.desk("E1"), 350)
    content = desk.draft_path.read_bytes()
    entries = unpack_entries(content)
    sealed = entries["draft.sealed"]
    anew = flipped(sealed, len(sealed) // 2, 4)
    envelope = {**read_canonical(entries[ENVELOPE]), "sealed": sealed_entry(anew)}
    candidates = [flipped(content, CHANCE.randrange(len(content)), 1) for _ in range(12)]
    candidates.append(pack_entries({ENVELOPE: canonical(envelope), "draft.sealed": anew}))

    for candidate in candidates:
        desk.draft_path.write_bytes(candidate)
        assert opens(desk.path, round_.phrases["E1"]) in {"DRAFT_DAMAGED", "DRAFT_OTHER"}
        assert desk.draft_path.read_bytes() == candidate
    desk.draft_path.write_bytes(content)
    assert round_.desk("E1").draft == desk.draft


def test_every_byte_of_the_key_of_the_chair(round_: Round) -> None:
    path = round_.folder / "voorzitter.delkey"
    content = path.read_bytes()
    for place in range(0, len(content), 11):
        path.write_bytes(flipped(content, place, 1 << CHANCE.randrange(8)))
        with pytest.raises(FileProblem) as refused:
            opening_keys.key_from_file(round_.workspace, path, "een wachtzin van de voorzitter")
        assert refused.value.code in {
            "KEY_FILE_DAMAGED",
            "PASSPHRASE_WRONG",
            "PACK_NEWER",
            "KEY_OTHER_PANEL",
        }
