"""Returned packs come in: any order, any number of times, and nothing forged, foreign or barred."""

from __future__ import annotations

import itertools
import shutil
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from delpanel import messages
from delpanel.errors import StaleValue
from delpanel.exchange.packs.opening_key import new_opening_key
from delpanel.exchange.packs.pack_writer import answers_of, return_digest, write_return
from delpanel.model.pack import Draft, PackKind
from delpanel.services.calls import calling
from delpanel.services.consensus import setting_aside
from delpanel.services.member import pack_draft
from delpanel.services.packs import opening_keys, packing
from delpanel.services.people import assessing
from delpanel.services.returns import pack_merge, pack_returns
from delpanel.services.returns.member_merge import CellState
from delpanel.services.returns.pack_returns import ReturnState
from delpanel.storage.contents import state_digest
from scoring.dossiers import ScoreState
from tests.delpanel.services.pack_rounds import (
    SECRET,
    Round,
    copied,
    filled,
    handed_in,
    started_round,
)
from tests.factories import MOTIVATION, SITTING_AT

LATER_AT = SITTING_AT + timedelta(hours=1)
WHERE = ("D01", "sme_reach")


@pytest.fixture(scope="module")
def begun(tmp_path_factory: pytest.TempPathFactory) -> Round:
    """Do step zero once; every test works on a copy."""
    begun = started_round(tmp_path_factory.mktemp("round"))
    begun.workspace.close()
    return begun


@pytest.fixture
def round_(begun: Round, tmp_path: Path) -> Iterator[Round]:
    with copied(begun, tmp_path / "ronde") as found:
        yield found


def states(plan: pack_merge.MergePlan) -> list[ReturnState]:
    return [row.state for row in plan.rows]


def given_points(round_: Round) -> dict[tuple[str, str, str], int | None]:
    return {
        (a.evaluator, a.dossier, a.criterion): a.points_cp
        for a in round_.workspace.snapshot().assessments
        if a.state is not ScoreState.COI
    }


def forked(round_: Round) -> dict[str, Path]:
    """Let E1 hand in three times, once from a copy of the draft on another machine; E2 once."""
    folder = round_.folder
    first = pack_draft.finalise(filled(round_.desk("E1"), 300), folder / "first", SITTING_AT)
    found, desk = {"first": first.path}, first.desk
    shutil.copytree(folder / "packs", folder / "laptop")
    place = folder / "laptop" / desk.path.name
    elsewhere = pack_draft.open_desk(place, round_.phrases["E1"])
    elsewhere = pack_draft.give(elsewhere, WHERE, LATER_AT, points_cp=450, motivation=MOTIVATION)
    elsewhere = pack_draft.give(
        elsewhere, ("D03", "sme_reach"), LATER_AT, points_cp=100, motivation=MOTIVATION
    )
    found["fork"] = handed_in(elsewhere, folder / "fork.delreturn")
    at = LATER_AT + timedelta(minutes=5)
    own = pack_draft.give(desk, WHERE, at, points_cp=150, motivation=MOTIVATION)
    found["second"] = handed_in(own, folder / "second.delreturn")
    found["other"] = handed_in(filled(round_.desk("E2"), 400), folder / "other.delreturn")
    return found


def test_a_return_comes_in_as_points_and_reasons(round_: Round) -> None:
    path = handed_in(filled(round_.desk("E1"), 350), round_.folder / "E1.delreturn")

    plan = round_.plan(path)
    assert given_points(round_) == {}, "nothing is written before it is accepted"
    pack_merge.accept_merge(round_.workspace, plan)

    assert states(plan) == [ReturnState.NEW]
    assert given_points(round_) == {
        ("E1", number, name): 350
        for number in ("D01", "D03")
        for name in ("complementarity", "sme_reach", "infrastructure")
    }
    assert {a.motivation for a in round_.workspace.snapshot().assessments} == {MOTIVATION}
    with pytest.raises(StaleValue) as refused:
        pack_merge.accept_merge(round_.workspace, plan)
    assert refused.value.code == "MERGE_STALE"


def test_the_same_return_again_changes_nothing(round_: Round) -> None:
    desk = filled(round_.desk("E1"), 350)
    path = handed_in(desk, round_.folder / "E1.delreturn")
    round_.merge(path, path)
    version = round_.workspace.store.data_version()
    resealed = handed_in(round_.desk("E1"), round_.folder / "nog.delreturn")
    assert resealed.read_bytes() != path.read_bytes()

    plan = round_.merge(path, resealed)

    assert states(plan) == [ReturnState.SAME, ReturnState.SAME]
    assert round_.workspace.store.data_version() == version


def test_a_later_return_takes_the_place_of_the_one_before_in_either_order(
    begun: Round, tmp_path: Path
) -> None:
    digests = set()
    for place, order in enumerate(((0, 1), (1, 0))):
        with copied(begun, tmp_path / str(place)) as round_:
            desk = filled(round_.desk("E1"), 300)
            paths = [handed_in(desk, round_.folder / "a.delreturn")]
            desk = round_.desk("E1")
            desk = pack_draft.give(desk, WHERE, LATER_AT, points_cp=None, motivation="")
            paths.append(handed_in(desk, round_.folder / "b.delreturn"))
            plans = [round_.merge(paths[one]) for one in order]
            digests.add(state_digest(round_.workspace.store))
            expected = {0: ReturnState.NEWER, 1: ReturnState.OLDER}[order[0]]
            assert [states(plan) for plan in plans] == [[ReturnState.NEW], [expected]]
            assert given_points(round_).get(("E1", *WHERE)) is None, "taken back is taken back"
    assert len(digests) == 1


def test_work_in_two_places_is_shown_field_by_field_and_the_last_change_holds(
    round_: Round,
) -> None:
    paths = forked(round_)

    plan = round_.merge(paths["fork"], paths["second"], paths["first"])

    assert states(plan) == [ReturnState.DIVERGED, ReturnState.DIVERGED, ReturnState.OLDER]
    assert given_points(round_)["E1", *WHERE] == 150
    assert given_points(round_)["E1", "D03", "sme_reach"] == 100
    shown = {
        (c.held.dossier, c.returned.points_cp)
        for c in plan.cells
        if c.state is CellState.DIVERGED and not c.taken
    }
    assert shown >= {("D01", 450), ("D03", 300)}
    for language in messages.LANGUAGES:
        assert all("CELL_" not in pack_merge.cell_sentence(c, language) for c in plan.cells)


def test_every_order_and_repetition_of_returns_gives_the_same_panel(
    begun: Round, tmp_path: Path
) -> None:
    with copied(begun, tmp_path / "bron") as source:
        paths = list(forked(source).values())
    digests = set()
    for place, order in enumerate(itertools.permutations(range(4))):
        with copied(begun, tmp_path / f"volgorde-{place}") as round_:
            round_.merge(*(paths[one] for one in order[: place % 4]))
            for one in order:
                round_.merge(paths[one])
            digests.add(state_digest(round_.workspace.store))

    assert len(digests) == 1


@settings(max_examples=25)
@given(st.lists(st.lists(st.integers(0, 3), min_size=1, max_size=4), max_size=5))
def test_any_batches_of_returns_give_the_same_panel(
    sources: tuple[Round, list[Path], str], batches: list[list[int]]
) -> None:
    begun, paths, expected = sources
    folder = begun.folder.parent / f"batch-{abs(hash(str(batches)))}"
    shutil.rmtree(folder, ignore_errors=True)
    with copied(begun, folder) as round_:
        for batch in (*batches, [3, 2, 1, 0]):
            round_.merge(*(paths[one] for one in batch))
        assert state_digest(round_.workspace.store) == expected


@pytest.fixture(scope="module")
def sources(
    begun: Round, tmp_path_factory: pytest.TempPathFactory
) -> tuple[Round, list[Path], str]:
    folder = tmp_path_factory.mktemp("bronnen") / "ronde"
    with copied(begun, folder) as round_:
        paths = list(forked(round_).values())
        for path in paths:
            round_.merge(path)
        return begun, paths, state_digest(round_.workspace.store)


def test_points_typed_in_the_panel_stay_until_the_member_changes_them(round_: Round) -> None:
    path = handed_in(filled(round_.desk("E1"), 350), round_.folder / "a.delreturn")
    round_.merge(path)
    assessing.set_points(round_.workspace, (WHERE[0], "E1", WHERE[1]), 200)

    round_.merge(path)
    assert given_points(round_)["E1", *WHERE] == 200
    desk = pack_draft.give(round_.desk("E1"), WHERE, LATER_AT, points_cp=500, motivation=MOTIVATION)
    plan = round_.merge(handed_in(desk, round_.folder / "b.delreturn"))

    assert given_points(round_)["E1", *WHERE] == 500
    (cell,) = plan.cells
    assert (cell.state, cell.held.points_cp, cell.taken) == (CellState.CHANGED, 200, True)


def test_the_next_pack_holds_what_came_back_and_merges_on(round_: Round) -> None:
    round_.merge(handed_in(filled(round_.desk("E1"), 350), round_.folder / "a.delreturn"))
    packing.issue(
        round_.workspace,
        PackKind.SCORING,
        round_.folder / "packs",
        evaluators=["E1"],
        passphrases=round_.phrases,
    )
    assert round_.desk("E1", 2).cell(*WHERE).points_cp == 350

    same = round_.merge(handed_in(round_.desk("E1", 2), round_.folder / "b.delreturn"))
    desk = round_.desk("E1", 2)
    desk = pack_draft.give(desk, WHERE, LATER_AT, points_cp=50, motivation=MOTIVATION)
    round_.merge(handed_in(desk, round_.folder / "c.delreturn"))

    assert same.changes == ()
    assert given_points(round_)["E1", *WHERE] == 50


def test_returns_of_another_panel_and_on_other_criteria_are_refused(
    round_: Round, tmp_path: Path
) -> None:
    path = handed_in(filled(round_.desk("E1"), 350), round_.folder / "E1.delreturn")
    (tmp_path / "ander").mkdir()
    other = started_round(tmp_path / "ander", 1)
    with other.workspace:
        foreign = handed_in(filled(other.desk("E1"), 500), other.folder / "vreemd.delreturn")
    text = round_.workspace.snapshot().call_text.replace("threshold = 3", "threshold = 2.5")

    assert states(round_.plan(foreign, path)) == [ReturnState.FOREIGN, ReturnState.NEW]
    calling.replace_text(round_.workspace, text, "")
    assert states(round_.plan(path)) == [ReturnState.CRITERIA]
    assert round_.plan(path).changes == ()


def test_a_return_signed_by_another_pack_or_with_impossible_points_is_refused(
    round_: Round,
) -> None:
    mine, other = filled(round_.desk("E1"), 350), filled(round_.desk("E2"), 500)
    stolen = replace(mine.pack, signing_key=other.pack.signing_key)
    forged = round_.folder / "vals.delreturn"
    forged.write_bytes(write_return(stolen, _finished(mine), "2020-12-14T09:00:00+00:00"))
    cells = tuple(replace(c, points_cp=c.points_cp and 999) for c in mine.draft.cells)
    unsound = round_.folder / "onmogelijk.delreturn"
    wild = replace(mine, draft=replace(mine.draft, cells=cells))
    unsound.write_bytes(write_return(mine.pack, _finished(wild), "2020-12-14T09:00:00+00:00"))
    renamed = tuple(replace(c, dossier="D02") for c in mine.draft.cells[:1])
    smuggled = round_.folder / "gesmokkeld.delreturn"
    wild = replace(mine, draft=replace(mine.draft, cells=renamed))
    smuggled.write_bytes(write_return(mine.pack, _finished(wild), "2020-12-14T09:00:00+00:00"))
    undated = round_.folder / "ongedateerd.delreturn"
    undated.write_bytes(write_return(mine.pack, _finished(mine), "gisteren"))

    plan = round_.plan(forged, unsound, smuggled, undated)

    assert states(plan) == [ReturnState.FORGED] * 4
    assert (plan.changes, plan.returned) == ((), {})
    assert plan.rows[0].code == "RETURN_FORGED"


def _finished(desk: pack_draft.PackDesk) -> Draft:
    name = return_digest(desk.content.head, answers_of(desk.draft), ())
    return replace(desk.draft, finished=(name,))


def test_what_the_chair_set_aside_stays_aside(round_: Round) -> None:
    round_.merge(handed_in(filled(round_.desk("E1"), 350), round_.folder / "a.delreturn"))
    where = (WHERE[0], "E1", WHERE[1])
    setting_aside.settle(round_.workspace, where, ScoreState.EXCLUDED, "Reden.")
    desk = pack_draft.give(round_.desk("E1"), WHERE, LATER_AT, points_cp=500, motivation=MOTIVATION)

    round_.merge(handed_in(desk, round_.folder / "b.delreturn"))

    held = round_.workspace.snapshot().assessment_by_cell[WHERE[0], "E1", WHERE[1]]
    assert (held.points_cp, held.state) == (500, ScoreState.EXCLUDED)


def test_anyone_sees_which_returns_are_whole_and_which_are_awaited(round_: Round) -> None:
    desk = filled(round_.desk("E1"), 350)
    receipt = pack_draft.finalise(desk, round_.folder / "E1", SITTING_AT)
    content = receipt.path.read_bytes()
    broken = round_.folder / "stuk.delreturn"
    broken.write_bytes(content[:-7])
    listed = round_.folder / "pakketten.json"
    packing.write_published(round_.workspace, listed)

    published = pack_returns.read_published(listed)
    rows = pack_returns.check_returns(published, [receipt.path, broken])

    assert [row.state for row in rows] == [ReturnState.INTACT, ReturnState.DAMAGED]
    assert rows[0].receipt == receipt.code
    assert rows[0].evaluator == "", "without a key nobody sees whose it is"
    packs = {pack for pack in published.public_keys if pack != desk.content.head.id}
    assert set(pack_returns.awaited(published, rows)) == packs


def test_a_return_after_the_term_is_late_and_still_comes_in(round_: Round) -> None:
    packing.issue(
        round_.workspace,
        PackKind.SCORING,
        round_.folder / "packs",
        evaluators=["E1"],
        passphrases=round_.phrases,
        due_at=SITTING_AT,
    )
    desk = filled(round_.desk("E1", 2), 350)
    path = handed_in(desk, round_.folder / "laat.delreturn", LATER_AT)

    (row,) = round_.merge(path).rows

    listed = round_.folder / "pakketten.json"
    packing.write_published(round_.workspace, listed)
    (seen,) = pack_returns.check_returns(pack_returns.read_published(listed), [path])
    assert (row.late, seen.late) == (True, True)
    assert "termijn" in pack_merge.row_sentence(row, "nl")
    assert len(given_points(round_)) == 6


def test_the_key_of_the_chair_opens_and_another_does_not(round_: Round) -> None:
    path = handed_in(filled(round_.desk("E1"), 350), round_.folder / "E1.delreturn")
    key = opening_keys.key_from_file(round_.workspace, round_.folder / "voorzitter.delkey", SECRET)
    assert states(pack_merge.plan_merge(round_.workspace, [path], key.identity)) == [
        ReturnState.NEW
    ]
    other = new_opening_key().identity
    assert states(pack_merge.plan_merge(round_.workspace, [path], other)) == [ReturnState.KEY]


def test_a_return_changed_in_any_byte_is_refused_with_a_sentence(round_: Round) -> None:
    desk = pack_draft.give(
        round_.desk("E1"), WHERE, SITTING_AT, points_cp=350, motivation=MOTIVATION
    )
    path = handed_in(desk, round_.folder / "E1.delreturn")
    content = path.read_bytes()
    target = round_.folder / "gewijzigd.delreturn"
    flipped = [
        content[:place] + bytes([content[place] ^ mask]) + content[place + 1 :]
        for place in range(len(content))
        for mask in ((0x01,) if place % 16 else (0x01, 0x20, 0x80))
    ]
    cut = [content[:length] for length in range(0, len(content), 97)]
    published = packing.published(round_.workspace)

    for candidate in (*flipped, *cut, content + b"\0", b"\0" + content, content + content):
        target.write_bytes(candidate)
        (row,) = pack_returns.check_returns(published, [target])
        assert row.is_refused
        assert row.code not in pack_merge.row_sentence(row, "nl")
    for candidate in (*flipped[:: len(flipped) // 40], content):
        target.write_bytes(candidate)
        plan = round_.plan(target)
        assert bool(plan.changes) is (candidate == content)
