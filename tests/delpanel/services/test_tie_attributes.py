"""Recorded attributes: what a draw decides, and what may not be frozen while it is missing."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from delpanel import messages
from delpanel.errors import NotAllowed, StaleValue, UserError
from delpanel.model.actor import Role
from delpanel.model.panel import ConflictOfInterest
from delpanel.services.decision import freezing
from delpanel.services.decision.freezing import Obstacle, obstacle_sentences, obstacles
from delpanel.services.exports.result_tables import result_tables
from delpanel.services.people import panelling
from delpanel.services.rankings import tie_attributes
from delpanel.services.rankings.awaited import awaited, level_between
from delpanel.services.rankings.ranking import ranking_rows
from delpanel.services.rankings.ranking_view import decided_sentence
from delpanel.services.state import presiding
from delpanel.services.state.data_digest import data_digest
from delpanel.services.state.workspace import Workspace
from delpanel.storage.contents import state_digest
from scoring.rules import Policy
from tests.delpanel.services.ties import (
    CALL,
    DRAWN_TWICE,
    FIRST,
    LAST,
    WHY,
    tied_panel,
)
from tests.factories import dossier, reopened

RANK = "lot_rank"


@pytest.fixture
def tied(tmp_path: Path) -> Iterator[Workspace]:
    with tied_panel(tmp_path) as workspace:
        yield workspace


def draw(workspace: Workspace, **ranks: int) -> None:
    for name, value in ranks.items():
        tie_attributes.record(workspace, name, RANK, value, WHY)


def decided(workspace: Workspace) -> list[tuple[str, str]]:
    return [(row.id, row.decided_by) for row in ranking_rows(workspace.computed())]


def in_the_way(workspace: Workspace) -> tuple[Obstacle, ...]:
    return obstacles(workspace.computed())


def test_a_recorded_draw_turns_the_order_that_the_lot_would_give(
    tied: Workspace, tmp_path: Path
) -> None:
    folder = tmp_path / "lot"
    folder.mkdir()
    with tied_panel(folder, CALL) as plain:
        assert decided(plain) == [(LAST, ""), (FIRST, "LOT"), ("D03", "TOTAL")]

    draw(tied, **{FIRST: 1, LAST: 2})

    assert decided(tied) == [(FIRST, ""), (LAST, f"ATTRIBUTE:{RANK}"), ("D03", "TOTAL")]
    assert in_the_way(tied) == ()
    freezing.freeze(tied)


def test_without_the_draw_nothing_is_frozen_and_nothing_claims_to_be_decided(
    tied: Workspace,
) -> None:
    row = ranking_rows(tied.computed())[1]

    assert row.decided_by == f"AWAITS:{RANK}"
    for language, said in (("nl", "ontbreekt nog"), ("en", "still missing")):
        assert said in decided_sentence(tied.computed(), row, language)
    assert in_the_way(tied) == (
        Obstacle("FREEZE_ATTRIBUTE", "D01", RANK),
        Obstacle("FREEZE_ATTRIBUTE", "D02", RANK),
    )
    assert obstacle_sentences(tied.computed(), "nl")[0] == (
        "D01 staat gelijk met een ander dossier en mist ‘lot_rank’, dat die gelijke stand beslist."
        " Noteer het onder ‘Gelijke standen’ bij de dossiers, of met ‘delpanel attributes’."
    )
    with pytest.raises(UserError) as refused:
        freezing.freeze(tied)
    assert refused.value.code == "FREEZE_ATTRIBUTE"


def test_half_a_draw_is_no_draw(tied: Workspace) -> None:
    draw(tied, D01=1)

    # the missing one is filled in as nought and stands first for now; it does not count as decided
    assert decided(tied)[:2] == [("D02", ""), ("D01", f"AWAITS:{RANK}")]
    assert in_the_way(tied) == (Obstacle("FREEZE_ATTRIBUTE", "D02", RANK),)


def test_a_recorded_nought_is_a_value(tied: Workspace) -> None:
    draw(tied, D01=1, D02=0)

    assert decided(tied)[:2] == [("D02", ""), ("D01", f"ATTRIBUTE:{RANK}")]
    assert in_the_way(tied) == ()


def test_where_no_tie_reaches_it_nobody_needs_it(tmp_path: Path) -> None:
    with tied_panel(tmp_path, points_cp={"D01": 400, "D02": 350}) as workspace:
        assert decided(workspace) == [("D01", ""), ("D02", "TOTAL")]
        assert in_the_way(workspace) == ()
        freezing.freeze(workspace)


def test_dossiers_level_below_a_threshold_or_inadmissible_need_no_draw(tmp_path: Path) -> None:
    with tied_panel(tmp_path, points_cp={"D01": 400, "D02": 100, "D03": 100}) as workspace:
        assert [r.rank for r in ranking_rows(workspace.computed())] == [1, None, None]
        assert in_the_way(workspace) == ()


def test_the_next_attribute_is_asked_only_of_those_level_on_the_first(tmp_path: Path) -> None:
    points = dict.fromkeys(("D01", "D02", "D03", "D04"), 400)
    with tied_panel(tmp_path, DRAWN_TWICE, points) as workspace:
        draw(workspace, D01=1, D02=0, D04=0)

        # D03 lacks the first and is filled in between D02 and D04, which share a recorded nought
        assert awaited(workspace.computed()) == {"D02": "visits", "D03": RANK, "D04": "visits"}

        draw(workspace, D03=2)
        tie_attributes.record(workspace, "D02", "visits", 3, WHY)
        assert awaited(workspace.computed()) == {"D04": "visits"}
        tie_attributes.record(workspace, "D04", "visits", 5, WHY)
        assert [name for name, _ in decided(workspace)] == ["D04", "D02", "D01", "D03"]
        assert decided(workspace)[1] == ("D02", "ATTRIBUTE:visits")
        found = level_between(workspace.computed(), "D04", "D03")
        assert found == f"ATTRIBUTE:{RANK}"
        assert in_the_way(workspace) == ()


def test_level_on_every_attribute_the_lot_decides(tied: Workspace) -> None:
    draw(tied, D01=1, D02=1)

    assert decided(tied)[:2] == [(LAST, ""), (FIRST, "LOT")]
    assert in_the_way(tied) == ()


def test_each_step_is_in_the_journal_with_before_and_after(tied: Workspace) -> None:
    draw(tied, D01=2)
    tie_attributes.record(tied, "D01", RANK, 2, "Nog eens.")
    tie_attributes.record(tied, "D01", RANK, -1, " Verkeerd gelezen. ")
    tie_attributes.take_away(tied, "D01", RANK, "Vergissing.")

    with tied.store.read() as reading:
        lines = [(e.verb, e.subject, e.detail) for e in reading.journal.entries()]
    assert [line for line in lines if line[0].startswith("attribute")] == [
        ("attribute", "D01", f"lot_rank: \u2013 \u2192 2: {WHY}"),
        ("attribute", "D01", "lot_rank: 2 \u2192 \u22121: Verkeerd gelezen."),
        ("attribute-removed", "D01", "lot_rank: \u22121 \u2192 \u2013: Vergissing."),
    ]
    for verb in ("ATTRIBUTE", "ATTRIBUTE_REMOVED", "ATTRIBUTE_UNDONE"):
        assert all(messages.knows(f"VERB_{verb}", language) for language in messages.LANGUAGES)
    assert tied.snapshot().attributes == {}


@pytest.mark.parametrize(
    ("name", "attribute", "value", "reason", "code"),
    [
        ("D01", RANK, 1, " ", "REASON_MISSING"),
        ("D01", RANK, 1, "a" * 15_001, "ATTRIBUTE_REASON_LONG"),
        ("D01", RANK, None, WHY, "ATTRIBUTE_EMPTY"),
        ("D01", RANK, 10**12 + 1, WHY, "ATTRIBUTE_RANGE"),
        ("D99", RANK, 1, WHY, "UNKNOWN_DOSSIER"),
        ("D01", "loting", 1, WHY, "ATTRIBUTE_UNKNOWN"),
    ],
)
def test_what_cannot_be_is_refused(
    tied: Workspace, name: str, attribute: str, value: int | None, reason: str, code: str
) -> None:
    with pytest.raises(UserError) as refused:
        tie_attributes.record(tied, name, attribute, value, reason)

    assert refused.value.code == code
    if code == "ATTRIBUTE_UNKNOWN":
        assert "Ze kent: lot_rank." in messages.of_error(refused.value)
    assert tied.snapshot().attributes == {}


def test_a_call_that_declares_none_has_none(tmp_path: Path) -> None:
    with tied_panel(tmp_path, CALL) as workspace:
        with pytest.raises(UserError) as refused:
            draw(workspace, D01=1)
        freezing.freeze(workspace)
        allocation = workspace.snapshot().allocation

    assert refused.value.code == "ATTRIBUTE_NONE"
    assert allocation is not None
    assert "tie_attributes" not in allocation.document


def test_after_freezing_nothing_changes(tied: Workspace) -> None:
    draw(tied, D01=1, D02=2)
    freezing.freeze(tied)

    steps: tuple[Callable[[], object], ...] = (
        lambda: draw(tied, D01=3),
        lambda: tie_attributes.take_away(tied, "D01", RANK, WHY),
        lambda: tie_attributes.put_back(tied, ("D01", RANK), 1, None),
    )
    for step in steps:
        with pytest.raises(NotAllowed) as refused:
            step()
        assert refused.value.code == "FROZEN"
    assert tied.snapshot().attributes == {"D01": {RANK: 1}, "D02": {RANK: 2}}


def test_only_the_office_and_nobody_with_a_conflict(tied: Workspace) -> None:
    panelling.declare_conflict(tied, ConflictOfInterest("E1", "D02", "Familie."))
    presiding.appoint(tied, "E1", "")

    with pytest.raises(NotAllowed) as refused:
        draw(tied, D02=1)
    assert refused.value.code == "PRESIDING_CONFLICT"
    for role in (Role.READER, Role.EVALUATOR):
        with reopened(tied, role, evaluator="E2") as other, pytest.raises(NotAllowed) as denied:
            draw(other, D01=1)
        assert denied.value.code == "OFFICE_ONLY"


def test_undo_gives_the_state_from_before(tied: Workspace) -> None:
    before = state_digest(tied.store)
    draw(tied, D01=4)

    tie_attributes.put_back(tied, ("D01", RANK), 4, None)

    assert state_digest(tied.store) == before
    with pytest.raises(StaleValue):
        tie_attributes.put_back(tied, ("D01", RANK), 4, 1)


def test_taking_away_what_is_not_there_is_told(tied: Workspace) -> None:
    with pytest.raises(UserError) as refused:
        tie_attributes.take_away(tied, "D01", RANK, WHY)

    assert refused.value.code == "ATTRIBUTE_MISSING"


@pytest.mark.parametrize(
    ("text", "value"), [(" 3 ", 3), ("\u22122", -2), ("-2", -2), ("+7", 7), ("", None)]
)
def test_whole_numbers_are_read_as_people_type_them(text: str, value: int | None) -> None:
    assert tie_attributes.read_whole(text) == value


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("1,5", "ATTRIBUTE_NUMBER"),
        ("\u0663", "ATTRIBUTE_NUMBER"),
        ("derde", "ATTRIBUTE_NUMBER"),
        ("1000000000001", "ATTRIBUTE_RANGE"),
        ("9" * 5000, "ATTRIBUTE_RANGE"),
    ],
)
def test_what_is_no_whole_number_is_told(text: str, code: str) -> None:
    with pytest.raises(UserError) as refused:
        tie_attributes.read_whole(text)

    assert refused.value.code == code


def test_the_decision_holds_what_a_stranger_needs_to_make_the_order_again(
    tied: Workspace,
) -> None:
    bare = data_digest(tied.snapshot())
    draw(tied, **{FIRST: 1, LAST: 2})
    with tied.act("import") as unit:
        unit.dossiers.save_all([dossier("D04", withdrawn=True)])
    draw(tied, D04=3)
    freezing.freeze(tied, Policy.COVERAGE)
    allocation = tied.snapshot().allocation
    assert allocation is not None
    document = json.loads(allocation.document)

    decision = document["decision"]
    assert document["data_hash"] != bare
    assert decision["tie_attributes"] == [
        {"name": RANK, "direction": "asc", "values": {FIRST: 1, LAST: 2}}
    ]
    ranked = [row for row in decision["ranking"] if row["rank"] is not None]
    [held] = decision["tie_attributes"]
    again = sorted(ranked, key=lambda row: (-float(row["total"]), held["values"].get(row["id"], 0)))
    assert [row["id"] for row in again] == [row["id"] for row in ranked] == [FIRST, LAST, "D03"]
    assert ranked[1]["decided_by"] == f"ATTRIBUTE:{RANK}"


def test_the_ranking_workbook_names_the_values(tied: Workspace) -> None:
    draw(tied, D01=1, D02=2)

    said = "Bij een gelijke stand komt het kleinste getal eerst. D01 1; D02 2"
    assert ("Kenmerk lot_rank", said) in result_tables(tied.computed())[-1].rows
