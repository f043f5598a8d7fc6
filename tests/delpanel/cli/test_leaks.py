"""From the scoring pack on, nothing a member has tells of a conflicted dossier or of others.

A whole session in processes of their own, with every folder the program may write to given to it;
then every file and every printed byte is searched, sealed content opened included.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from delpanel.exchange.packs import seal
from delpanel.exchange.packs.pack_format import PACK_SUFFIX, unpack_entries
from delpanel.exchange.packs.pack_reader import open_pack
from delpanel.exchange.packs.pack_writer import DRAFT_FORMAT, PACK_FORMAT, pack_context
from delpanel.model.pack import PackKind
from delpanel.services.member import pack_draft
from delpanel.services.packs import packing
from tests.delpanel.cli.running import delpanel
from tests.delpanel.services.pack_rounds import (
    Round,
    handed_in,
    secret_dossier,
    started_round,
)
from tests.factories import CRITERIA, MOTIVATION, SITTING_AT

OTHERS_WORDS = "Dit schreef een ander lid over dit dossier, en niemand anders mag het lezen."
SET = (("sme_reach", "3,5"), ("complementarity", "4"), ("infrastructure", "2,5"))


@pytest.fixture(scope="module")
def played(tmp_path_factory: pytest.TempPathFactory) -> Round:
    """E2 handed in on every dossier and was merged; E1, with a conflict on D02, gets a new pack."""
    round_ = started_round(tmp_path_factory.mktemp("ronde"))
    desk = round_.desk("E2")
    for dossier in desk.content.dossiers:
        for criterion in CRITERIA:
            where = (dossier.id, criterion)
            desk = pack_draft.give(desk, where, SITTING_AT, points_cp=150, motivation=OTHERS_WORDS)
    with round_.workspace as workspace:
        round_.merge(handed_in(desk, round_.folder / "E2.delreturn"))
        packing.issue(
            workspace,
            PackKind.SCORING,
            round_.folder / "packs",
            evaluators=["E1"],
            passphrases=round_.phrases,
        )
    return round_


@pytest.fixture(scope="module")
def session(
    played: Round, tmp_path_factory: pytest.TempPathFactory
) -> tuple[Path, Mapping[str, bytes]]:
    """Let E1 do the whole of it by command; gives the member's folder and all that was printed."""
    home = tmp_path_factory.mktemp("lid")
    pack = home / "werk" / "scoring-E1-2.delpack"
    pack.parent.mkdir()
    pack.write_bytes((played.folder / "packs" / pack.name).read_bytes())
    places = {
        name: str(home / name.lower())
        for name in ("HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_CACHE_HOME",
                     "XDG_STATE_HOME", "TMPDIR")
    }  # fmt: skip
    for place in places.values():
        Path(place).mkdir()
    printed: dict[str, bytes] = {}

    def run(*words: str | Path, code: int = 0) -> None:
        answer = delpanel(*words, cwd=home, DELPANEL_PASSPHRASE=played.phrases["E1"], **places)
        assert answer.code == code, (words, answer.problem)
        printed[" ".join(map(str, words))] = (answer.out + answer.problem).encode()

    run("unpack", pack)
    run("unpack", pack, "--json")
    run("unpack", pack, "--extract", home / "bijlagen")
    run("unpack", pack, "--set", "D02", "sme_reach", "3", code=1)
    run("unpack", pack, "--set", "D99", "sme_reach", "3", code=1)
    for dossier in ("D01", "D03"):
        for criterion, points in SET:
            run("unpack", pack, "--set", dossier, criterion, points, "--motivation", MOTIVATION)
    run("unpack", pack, "--history")
    run("unpack", pack, "--history", "--json")
    run("unpack", pack, "--verify", "--json")
    run("unpack", pack, "--json")
    run("finalise", pack, "--out", home / "werk" / "E1", "--json")
    run("finalise", pack, "--out", home / "werk" / "E1-nog-eens")
    return home, printed


def contents(played: Round, home: Path) -> Iterator[tuple[str, bytes]]:
    """Give every file the member has, and what is inside the sealed ones."""
    phrase = played.phrases["E1"]
    (path,) = home.rglob(f"*{PACK_SUFFIX}")
    opened = open_pack(path.read_bytes(), phrase)
    head = opened.content.head
    for file in sorted(home.rglob("*")):
        if not file.is_file():
            continue
        content = file.read_bytes()
        yield str(file), content
        if file.suffix == ".delpack":
            sealed = unpack_entries(content)["content.sealed"]
            context = pack_context(PACK_FORMAT, head.panel, head.id)
            yield f"{file} opened", seal.unseal(opened.key, sealed, context)
        elif file.suffix == ".deldraft":
            sealed = unpack_entries(content)["draft.sealed"]
            context = pack_context(DRAFT_FORMAT, head.panel, head.id)
            yield f"{file} opened", seal.unseal(opened.key, sealed, context)
        elif file.suffix == ".delreturn":
            sealed = unpack_entries(content)["content.age"]
            yield f"{file} opened", seal.decrypt_with(played.identity, sealed)


def forbidden() -> tuple[re.Pattern[bytes], ...]:
    """Give what may stand nowhere: whole words for ids, everything else as it is."""
    secret = secret_dossier()
    words = (
        secret.title,
        secret.acronym,
        secret.summary,
        *(p.name for p in secret.partners),
        *(s.text for s in secret.sections),
        "verzwegen bijlage",
        OTHERS_WORDS,
        "Bram Claes",
    )
    ids = [re.compile(rb"\b" + one.encode() + rb"\b") for one in (secret.id, "E2")]
    return (*ids, *(re.compile(re.escape(word.encode())) for word in words))


def found_in(content: bytes, *, sealed: bool) -> list[bytes]:
    """What of it stands in a content; sealed bytes may spell a short id by chance."""
    return [
        one.pattern
        for one in forbidden()
        if one.search(content) and not (sealed and len(one.pattern) < 10)
    ]


def test_no_file_of_the_member_tells_of_what_is_kept_from_it(
    played: Round, session: tuple[Path, Mapping[str, bytes]]
) -> None:
    home, _ = session
    held = dict(contents(played, home))
    kinds = {Path(name.removesuffix(" opened")).suffix for name in held}
    assert {".delpack", ".deldraft", ".delreturn", ".txt"} <= kinds

    for name, content in held.items():
        sealed = name.endswith((".delpack", ".deldraft", ".delreturn"))
        assert found_in(content, sealed=sealed) == [], name

    opened = b"".join(content for name, content in held.items() if name.endswith("opened"))
    for word in (b"D01", b"D03", b"bijlage van D01", MOTIVATION.encode()):
        assert word in opened, "what may be seen is there, so the search looks in the right place"


def test_nothing_the_program_printed_tells_of_it(
    session: tuple[Path, Mapping[str, bytes]],
) -> None:
    _, printed = session

    for command, said in printed.items():
        # what the member typed is said back in a refusal
        own = said.replace(b"D02", b"") if "--set D02" in command else said
        assert found_in(own, sealed=False) == [], command
    assert b"D01" in b"".join(printed.values())


def test_the_search_finds_what_is_there(played: Round) -> None:
    """The other member's pack holds everything that is forbidden to this one."""
    path = played.folder / "packs" / "scoring-E2-1.delpack"
    opened = open_pack(path.read_bytes(), played.phrases["E2"])
    context = pack_context(PACK_FORMAT, opened.content.head.panel, opened.content.head.id)
    sealed = unpack_entries(path.read_bytes())["content.sealed"]
    inside = seal.unseal(opened.key, sealed, context)

    assert len(found_in(inside, sealed=False)) == len(forbidden()) - 1, "all but E2's own words"


def test_a_wrong_guess_at_a_hidden_dossier_is_answered_like_any_other(
    session: tuple[Path, Mapping[str, bytes]],
) -> None:
    _, printed = session
    hidden = next(said for command, said in printed.items() if "--set D02" in command)
    unknown = next(said for command, said in printed.items() if "--set D99" in command)

    assert hidden.replace(b"D02", b"D99") == unknown
