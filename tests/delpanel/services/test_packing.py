"""Packs out: step zero first; a scoring pack holds no byte of a conflicted dossier."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from delpanel.errors import FileProblem, NotAllowed, StaleValue, UserError
from delpanel.exchange.packs import seal
from delpanel.exchange.packs.pack_format import read_canonical, unpack_entries
from delpanel.model.dossier import Partner
from delpanel.model.pack import Answer, ConflictType, Declaration, HintKind, PackKind
from delpanel.model.panel import Evaluator
from delpanel.services.member import pack_draft
from delpanel.services.packs import packing
from delpanel.services.people import panelling
from delpanel.services.people.conflict_hints import hints_for
from delpanel.services.returns import pack_declarations
from tests.delpanel.services.pack_rounds import (
    Round,
    filled,
    handed_in,
    panel_with_key,
    secret_dossier,
    started_round,
)
from tests.factories import MOTIVATION, SITTING_AT, dossier, put_dossiers


@pytest.fixture
def round_(tmp_path: Path) -> Iterator[Round]:
    started = started_round(tmp_path)
    with started.workspace:
        yield started


def test_a_scoring_pack_holds_no_byte_of_a_conflicted_dossier(round_: Round) -> None:
    desk = filled(round_.desk("E1"), 300)
    handed_in(desk, round_.folder / "E1.delreturn")
    secret = secret_dossier()
    words = (
        secret.id,
        secret.title,
        secret.acronym,
        secret.summary,
        *(p.name for p in secret.partners),
        *(s.text for s in secret.sections),
    )
    opened = [seal.decrypt_with(round_.identity, _entry(round_, "E1.delreturn", "content.age"))]
    for name, entry in (("scoring-E1-1.delpack", "content.sealed"),):
        sealed, plain = _entry(round_, f"packs/{name}", entry), desk.pack.key
        context = _context("delpanel-pack", desk)
        opened.append(seal.unseal(plain, sealed, context))
    draft = _entry(round_, "packs/scoring-E1-1.deldraft", "draft.sealed")
    opened.append(seal.unseal(desk.pack.key, draft, _context("delpanel-draft", desk)))
    files = [path.read_bytes() for path in (round_.folder / "packs").glob("scoring-E1-1.*")]

    for content in opened:
        assert [word for word in words if word.encode() in content] == []
    for content in files:
        # sealed bytes may spell three letters by chance
        assert [word for word in words if len(word) > 6 and word.encode() in content] == []
    assert [content for content in (*opened, *files) if b"verzwegen bijlage" in content] == []
    assert b"D01" in opened[1], "what may be seen is there"
    assert b"bijlage van D01" in opened[1]
    of_other = round_.desk("E2")
    assert secret.id in {d.id for d in of_other.content.dossiers}
    assert {a.content for a in of_other.content.attachments} == {
        b"bijlage van D01",
        b"verzwegen bijlage",
    }


def _entry(round_: Round, name: str, entry: str) -> bytes:
    return unpack_entries((round_.folder / name).read_bytes())[entry]


def _context(kind: str, desk: pack_draft.PackDesk) -> bytes:
    from delpanel.exchange.packs.pack_writer import pack_context

    return pack_context(kind, desk.content.head.panel, desk.content.head.id)


def test_a_pack_opens_with_its_passphrase_alone_and_shows_no_name_outside(round_: Round) -> None:
    path = round_.folder / "packs" / "scoring-E2-1.delpack"

    assert b"Verbeeck" not in path.read_bytes()
    assert b"Experimenteerruimte" not in path.read_bytes()
    with pytest.raises(FileProblem) as refused:
        pack_draft.open_desk(path, round_.phrases["E1"])
    assert refused.value.code == "PASSPHRASE_WRONG"


def test_a_pack_changed_in_any_sampled_byte_does_not_open(round_: Round, tmp_path: Path) -> None:
    content = (round_.folder / "packs" / "scoring-E2-1.delpack").read_bytes()
    target = tmp_path / "gewijzigd.delpack"
    for place in range(0, len(content), len(content) // 25):
        changed = bytearray(content)
        changed[place] ^= 0x10
        target.write_bytes(changed)
        with pytest.raises(FileProblem) as refused:
            pack_draft.open_desk(target, round_.phrases["E2"])
        assert refused.value.code in {"PACK_DAMAGED", "PASSPHRASE_WRONG", "PACK_NEWER"}


def test_every_change_is_on_disk_and_sealed(round_: Round) -> None:
    desk = filled(round_.desk("E1"), 350)
    again = round_.desk("E1")

    assert again.draft == desk.draft
    assert again.cell("D01", "sme_reach").points_cp == 350
    assert MOTIVATION.encode() not in desk.draft_path.read_bytes()
    desk.draft_path.write_bytes(b"weg")
    with pytest.raises(FileProblem) as refused:
        round_.desk("E1")
    assert refused.value.code == "DRAFT_DAMAGED"


def test_a_pack_open_twice_overwrites_nothing(round_: Round) -> None:
    first, second = round_.desk("E1"), round_.desk("E1")
    where = ("D01", "sme_reach")
    pack_draft.give(first, where, SITTING_AT, points_cp=400, motivation=MOTIVATION)

    with pytest.raises(StaleValue) as refused:
        pack_draft.give(second, where, SITTING_AT, points_cp=100, motivation="")

    assert refused.value.code == "DRAFT_STALE"
    assert round_.desk("E1").cell(*where).points_cp == 400


def test_a_draft_of_another_pack_is_refused(round_: Round) -> None:
    first, second = filled(round_.desk("E1"), 300), round_.desk("E2")
    second.draft_path.write_bytes(first.draft_path.read_bytes())

    with pytest.raises(FileProblem) as refused:
        round_.desk("E2")

    assert refused.value.code == "DRAFT_OTHER"


def test_a_clock_that_goes_back_leaves_a_later_change_later(round_: Round) -> None:
    where = ("D01", "sme_reach")
    desk = pack_draft.give(
        round_.desk("E1"), where, SITTING_AT, points_cp=300, motivation=MOTIVATION
    )
    first = desk.cell(*where)
    past = SITTING_AT - timedelta(days=2)

    desk = pack_draft.give(desk, where, past, points_cp=450, motivation=MOTIVATION)

    assert desk.cell(*where).edited_at > first.edited_at
    assert desk.cell(*where).edits == 2


def test_handing_in_names_what_is_missing(round_: Round) -> None:
    desk = round_.desk("E1")
    assert {i.code for i in pack_draft.missing(desk)} == {"PACK_WITHOUT_POINTS"}
    desk = pack_draft.give(desk, ("D01", "sme_reach"), SITTING_AT, points_cp=400, motivation="Ja.")

    with pytest.raises(UserError) as refused:
        pack_draft.finalise(desk, round_.folder / "E1", SITTING_AT)

    assert (refused.value.code, refused.value.params["count"]) == ("PACK_INCOMPLETE", 6)
    assert "PACK_SHORT_MOTIVATION" in {i.code for i in pack_draft.missing(desk)}
    assert pack_draft.missing(filled(desk, 300)) == ()


@pytest.mark.parametrize(
    ("where", "points_cp", "text", "code"),
    [
        (("D02", "sme_reach"), 300, "", "UNKNOWN_CELL"),
        (("D01", "beauty"), 300, "", "UNKNOWN_CELL"),
        (("D01", "sme_reach"), 325, "", "POINTS_OFF_GRID"),
        (("D01", "sme_reach"), 300, "nul\0", "STORE_TEXT"),
        (("D01", "sme_reach"), 300, "half \ud83d", "STORE_TEXT"),
    ],
)
def test_what_cannot_be_given_is_refused(
    round_: Round, where: tuple[str, str], points_cp: int, text: str, code: str
) -> None:
    with pytest.raises(UserError) as refused:
        pack_draft.give(round_.desk("E1"), where, SITTING_AT, points_cp=points_cp, motivation=text)

    assert refused.value.code == code


def test_no_scoring_pack_before_the_declaration_was_accepted(tmp_path: Path) -> None:
    workspace, _ = panel_with_key(tmp_path)
    with workspace:
        with pytest.raises(NotAllowed) as refused:
            packing.issue(workspace, PackKind.SCORING, tmp_path / "packs")

        assert refused.value.code == "DECLARATION_MISSING"
        assert not (tmp_path / "packs").exists()


def test_a_dossier_that_came_later_has_to_be_declared_on_first(round_: Round) -> None:
    put_dossiers(round_.workspace, [dossier("D04", nuts="BE24")])
    panelling.assign_all(round_.workspace)

    with pytest.raises(NotAllowed) as refused:
        packing.issue(round_.workspace, PackKind.SCORING, round_.folder / "packs")

    assert refused.value.params["dossier"] == "D04"


def test_step_zero_records_conflicts_and_asks_for_a_decision_on_doubt(tmp_path: Path) -> None:
    workspace, identity = panel_with_key(tmp_path, 1)
    with workspace:
        (one,) = packing.issue(workspace, PackKind.CONFLICTS, tmp_path)
        desk = pack_draft.open_desk(one.path, one.passphrase)
        assert desk.content.dossiers == ()
        assert b"Verzwegen" not in repr(desk.content).encode()
        for declared in (
            Declaration("D01", Answer.UNSURE, None, "Ken ik die?"),
            Declaration("D02", Answer.CONFLICT, ConflictType.MANDATE, "Bestuurder."),
            Declaration("D03", Answer.NONE),
        ):
            desk = pack_draft.declare(desk, declared, SITTING_AT)
        path = pack_draft.finalise(desk, tmp_path / "E1", SITTING_AT).path
        plan = pack_declarations.plan_declarations(workspace, [path], identity)

        with pytest.raises(UserError) as refused:
            pack_declarations.accept_declarations(workspace, plan)
        assert refused.value.code == "DECLARATION_UNDECIDED"
        assert workspace.snapshot().conflicts == (), "nothing is written before it is accepted"

        decisions = {("E1", "D01"): Answer.CONFLICT}
        pack_declarations.accept_declarations(workspace, plan, decisions)
        version = workspace.store.data_version()
        pack_declarations.accept_declarations(workspace, plan, decisions)

        assert workspace.store.data_version() == version, "accepting twice changes nothing"
        assert workspace.snapshot().conflicted == {("E1", "D01"), ("E1", "D02")}
        reasons = {c.dossier: c.reason for c in workspace.snapshot().conflicts}
        assert reasons["D02"] == "Mandaat: Bestuurder."
        packing.issue(workspace, PackKind.SCORING, tmp_path, passphrases={"E1": one.passphrase})
        scoring = pack_draft.open_desk(tmp_path / "scoring-E1-1.delpack", one.passphrase)
        assert [d.id for d in scoring.content.dossiers] == ["D03"]


def test_a_conflict_is_declared_with_its_type(tmp_path: Path) -> None:
    workspace, _ = panel_with_key(tmp_path, 1)
    with workspace:
        (one,) = packing.issue(workspace, PackKind.CONFLICTS, tmp_path)
    desk = pack_draft.open_desk(one.path, one.passphrase)

    with pytest.raises(UserError) as refused:
        pack_draft.declare(desk, Declaration("D01", Answer.CONFLICT), SITTING_AT)
    assert refused.value.code == "CONFLICT_TYPE_MISSING"
    where = ("D01", "sme_reach")
    with pytest.raises(NotAllowed) as other:
        pack_draft.give(desk, where, SITTING_AT, points_cp=300, motivation="")
    assert other.value.code == "PACK_OTHER_KIND"


def test_hints_name_number_domain_name_and_competitor() -> None:
    member = Evaluator("E1", "Anke Verbeeck", "anke@mail.voka.be", "Hogeschool Vóórbeeld")
    school = Partner("1", "Hogeschool Voorbeeld", kbo="0403170701")
    first = replace(dossier("D01"), partners=(school,))
    second = replace(
        dossier("D02", nuts="BE22"), partners=(Partner("1", "HS Vb", kbo="0403170701"),)
    )
    third = replace(
        dossier("D03", nuts="BE23"), partners=(Partner("1", "Voka", mail="x@MAIL.voka.be"),)
    )
    fourth = replace(
        dossier("D04", nuts="BE24"),
        partners=(Partner("1", "X", contact="Mevr. Verbeeck, Anke", mail="x@gmail.com"),),
    )
    fifth = replace(dossier("D05", nuts="BE22"), partners=(Partner("1", "Y"),))

    found = hints_for(member, (first, second, third, fourth, fifth))

    kinds = {key: [hint.kind for hint in hints] for key, hints in found.items()}
    assert kinds == {
        "D01": [HintKind.ENTERPRISE_NUMBER, HintKind.NAME],
        "D02": [HintKind.ENTERPRISE_NUMBER],
        "D03": [HintKind.MAIL_DOMAIN],
        "D04": [HintKind.NAME],
        "D05": [HintKind.COMPETITOR],
    }
    public = replace(member, mail="anke@gmail.com", organisation="", name="Iemand Anders")
    assert set(hints_for(public, (fourth,)).values()) == {()}


def test_packs_keep_passphrases_and_numbers_apart(round_: Round) -> None:
    path = round_.folder / "wachtzinnen.toml"
    packing.write_passphrases(path, {**round_.phrases, "vreemd id": 'met "haken"'})

    assert packing.read_passphrases(path) == {**round_.phrases, "vreemd id": 'met "haken"'}
    assert path.stat().st_mode & 0o077 == 0
    with pytest.raises(UserError) as refused:
        packing.read_due("2020-12-14T17:00:00")
    assert refused.value.code == "MOMENT_UNREADABLE"
    (again,) = packing.issue(
        round_.workspace, PackKind.SCORING, round_.folder / "packs", evaluators=["E2"]
    )
    assert again.path.name == "scoring-E2-2.delpack"
    assert again.passphrase not in round_.phrases.values()


def test_what_is_published_names_nobody(round_: Round) -> None:
    target = round_.folder / "pakketten.json"
    packing.write_published(round_.workspace, target)
    plain = read_canonical(target.read_bytes())

    assert len(plain["public_keys"]) == 4
    for word in ("Verbeeck", "E1", "D01", "Hub"):
        assert word.encode() not in target.read_bytes()
