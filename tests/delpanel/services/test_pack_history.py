"""What a member typed stays: every saved state is listed, comes back, and is chained."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import given as examples
from hypothesis import strategies as st

from delpanel.errors import StaleValue, UserError
from delpanel.exchange.packs.draft_chain import read_line
from delpanel.model.pack import Draft, PackCell
from delpanel.model.pack_change import ChangedField
from delpanel.services.member import pack_draft, pack_history, pack_view
from delpanel.services.member.draft_journal import Typing, cell_changes, with_lines
from delpanel.services.member.pack_draft import PackDesk
from tests.delpanel.services.pack_rounds import Round, filled, started_round
from tests.factories import CRITERIA, SITTING_AT

WHERE = ("D01", "sme_reach")
SECOND = timedelta(seconds=1)


@pytest.fixture
def started(tmp_path: Path) -> Round:
    made = started_round(tmp_path, 2)
    made.workspace.close()
    return made


def typed(desk: PackDesk, text: str, seconds: float) -> PackDesk:
    at = SITTING_AT + timedelta(seconds=seconds)
    held = desk.cell(*WHERE)
    return pack_draft.give(desk, WHERE, at, points_cp=held.points_cp, motivation=text)


def states(desk: PackDesk) -> list[tuple[str, str]]:
    return [(c.before, c.line.after) for c in pack_history.changes(desk)]


def test_typing_in_one_go_is_one_state_with_its_beginning(started: Round) -> None:
    desk = started.desk("E1")

    for place, text in enumerate(("Tien", "Tien federaties", "Tien federaties tekenden.")):
        desk = typed(desk, text, place * 0.4)

    (change,) = pack_history.changes(started.desk("E1"))
    assert (change.before, change.line.after) == ("", "Tien federaties tekenden.")
    assert change.line.since == "2020-12-14T09:00:00.000000+00:00"


def test_after_a_pause_another_state_begins(started: Round) -> None:
    desk = typed(started.desk("E1"), "Eerste gedachte.", 0)

    desk = typed(desk, "Eerste gedachte. Tweede.", 31)

    assert states(desk) == [
        ("", "Eerste gedachte."),
        ("Eerste gedachte.", "Eerste gedachte. Tweede."),
    ]


def test_a_long_burst_is_cut_every_two_minutes(started: Round) -> None:
    desk = started.desk("E1")

    for count in range(1, 20):
        desk = typed(desk, "woord " * count, count * 20)

    kept = [change.line.after.count("woord") for change in pack_history.changes(desk)]
    assert kept == [7, 14, 19]


def test_what_is_deleted_in_the_middle_of_typing_can_be_put_back(started: Round) -> None:
    text = "Een lange reden die iemand per ongeluk wist."
    desk = typed(started.desk("E1"), text, 0)

    for place, length in enumerate(range(len(text), 0, -4)):
        desk = typed(desk, text[:length], 1 + place * 0.4)
    desk = pack_history.restore(desk, 1, SITTING_AT + 60 * SECOND)

    assert desk.cell(*WHERE).motivation == text


def test_restoring_is_a_change_of_its_own_and_takes_nothing_away(started: Round) -> None:
    desk = typed(started.desk("E1"), "Eerste.", 0)
    desk = typed(desk, "Tweede.", 40)
    before = states(desk)

    desk = pack_history.restore(desk, 1, SITTING_AT + 50 * SECOND)

    assert states(desk)[:2] == before
    assert states(desk)[-1] == ("Tweede.", "Eerste.")
    assert started.desk("E1").cell(*WHERE).motivation == "Eerste."


def test_points_are_kept_each_and_restored_without_the_reason(started: Round) -> None:
    desk = typed(started.desk("E1"), "Een reden.", 0)
    for number, points in enumerate((300, 350, None)):
        desk = pack_draft.give(
            desk, WHERE, SITTING_AT + number * SECOND, points_cp=points, motivation="Een reden."
        )

    desk = pack_history.restore(desk, 3, SITTING_AT + 9 * SECOND)

    cell = desk.cell(*WHERE)
    assert [c.line.after for c in pack_history.changes(desk)[1:]] == ["300", "350", "", "350"]
    assert (cell.points_cp, cell.motivation) == (350, "Een reden.")


def test_a_state_that_is_not_there_is_refused(started: Round) -> None:
    desk = typed(started.desk("E1"), "Een reden.", 0)

    with pytest.raises(UserError) as refused:
        pack_history.restore(desk, 2, SITTING_AT)

    assert refused.value.code == "CHANGE_UNKNOWN"


def test_handing_in_stands_in_the_history_with_its_code(started: Round, tmp_path: Path) -> None:
    receipt = pack_draft.finalise(
        filled(started.desk("E1"), 300), tmp_path / "terug", SITTING_AT + 60 * SECOND
    )

    last = pack_history.changes(started.desk("E1"))[-1]

    assert (last.line.field, last.line.after) == (ChangedField.RETURN, receipt.code)
    assert pack_history.verify(receipt.desk).is_intact


def test_the_journal_shows_where_it_was_changed(started: Round) -> None:
    desk = filled(started.desk("E1"), 300)
    lines = list(desk.draft.journal)
    lines[2] = lines[2].replace("300", "500")

    changed = pack_history.verify(replace(desk, draft=replace(desk.draft, journal=tuple(lines))))
    cut = pack_history.verify(
        replace(desk, draft=replace(desk.draft, journal=desk.draft.journal[:3]))
    )

    assert pack_history.verify(desk) == pack_history.JournalCheck(len(lines), None, agrees=True)
    assert changed.broken == 3
    assert (cut.broken, cut.agrees) == (None, False)


def test_the_clock_going_back_loses_no_order(started: Round) -> None:
    desk = typed(started.desk("E1"), "Voor de klok terugging.", 3600)

    desk = typed(desk, "Voor de klok terugging. En erna.", 0)
    desk = typed(desk, "Voor de klok terugging. En erna, verder.", 1)

    found = pack_history.changes(desk)
    assert [c.line.at for c in found] == sorted({c.line.at for c in found})
    assert [c.line.after for c in found] == [
        "Voor de klok terugging.",
        "Voor de klok terugging. En erna, verder.",
    ]
    assert pack_history.verify(desk).is_intact


def test_what_two_windows_changed_comes_together(started: Round) -> None:
    first = second = started.desk("E1")
    first = typed(first, "Getypt in het eerste venster.", 0)
    mine = pack_draft.given(
        second, ("D03", "sme_reach"), SITTING_AT, points_cp=400, motivation="In het tweede."
    )
    with pytest.raises(StaleValue):
        pack_draft.save(mine, SITTING_AT)

    joined = pack_draft.save(
        pack_history.rejoined(mine, second, SITTING_AT + SECOND), SITTING_AT + SECOND
    )

    assert joined.cell(*WHERE).motivation == "Getypt in het eerste venster."
    assert joined.cell("D03", "sme_reach").points_cp == 400
    assert pack_history.verify(started.desk("E1")).is_intact


def test_where_two_windows_changed_one_field_both_values_stay_in_the_history(
    started: Round,
) -> None:
    base = started.desk("E1")
    typed(base, "In het eerste venster.", 0)
    mine = pack_draft.given(base, WHERE, SITTING_AT, points_cp=None, motivation="In het tweede.")

    joined = pack_history.rejoined(mine, base, SITTING_AT + SECOND)

    assert joined.cell(*WHERE).motivation == "In het tweede."
    assert states(joined)[-1] == ("In het eerste venster.", "In het tweede.")


def test_a_work_file_that_was_taken_away_is_written_again(started: Round) -> None:
    desk = typed(started.desk("E1"), "Een reden.", 0)
    desk.draft_path.unlink()
    mine = pack_draft.given(
        desk, WHERE, SITTING_AT + SECOND, points_cp=300, motivation="Een reden."
    )

    pack_draft.save(pack_history.rejoined(mine, desk, SITTING_AT), SITTING_AT + SECOND)

    cell = started.desk("E1").cell(*WHERE)
    assert (cell.points_cp, cell.motivation) == (300, "Een reden.")
    assert pack_history.verify(started.desk("E1")).is_intact


def test_each_member_has_an_own_order_that_stays(started: Round) -> None:
    dossiers = tuple(
        replace(started.desk("E1").content.dossiers[0], id=f"D{n:02}") for n in range(1, 21)
    )
    numbers = [one.id for one in dossiers]

    def order(evaluator: str) -> list[str]:
        desk = started.desk(evaluator)
        content = replace(desk.content, dossiers=dossiers)
        return list(pack_view.own_order(replace(desk, pack=replace(desk.pack, content=content))))

    assert order("E1") == order("E1")
    assert sorted(order("E1")) == numbers
    assert len({tuple(order("E1")), tuple(order("E2")), tuple(numbers)}) == 3


@examples(
    st.lists(
        st.tuples(
            st.sampled_from(CRITERIA),
            st.text(max_size=60),
            st.none() | st.integers(0, 10).map(lambda half: half * 50),
            st.integers(-100, 100),
        ),
        max_size=30,
    )
)
def test_any_changes_play_back_to_what_stands(
    steps: list[tuple[str, str, int | None, int]],
) -> None:
    draft, at, typing = Draft(), SITTING_AT, None
    held = {one: PackCell("D01", one) for one in CRITERIA}

    for criterion, text, points, seconds in steps:
        at += timedelta(seconds=seconds)
        after = replace(held[criterion], motivation=text, points_cp=points)
        draft, typing = with_lines(draft, "P", cell_changes(held[criterion], after), at, typing)
        held[criterion] = after
        assert isinstance(typing, Typing | None)

    played = {one: PackCell("D01", one) for one in CRITERIA}
    moments = []
    for line in map(read_line, draft.journal):
        points = int(line.after) if line.field is ChangedField.POINTS and line.after else None
        cell = played[line.criterion]
        played[line.criterion] = (
            replace(cell, points_cp=points)
            if line.field is ChangedField.POINTS
            else replace(cell, motivation=line.after)
        )
        moments.append(line.at)
    assert played == held
    assert moments == sorted(set(moments))
