from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from delpanel.model.assessment import CriterionAssessment
from delpanel.services.meetings import agenda
from delpanel.services.meetings.agenda import AgendaOrder
from delpanel.services.state.workspace import Workspace
from scoring.assignment.recusal_order import moves
from tests.delpanel.services.sittings import meeting_panel
from tests.factories import MOTIVATION


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    opened, _ = meeting_panel(tmp_path)
    with opened:
        yield opened


def test_recusals_are_clustered_and_the_saving_is_said(workspace: Workspace) -> None:
    found = agenda.propose(workspace.computed(), then=AgendaOrder.RANK)

    recused = [entry.recused for entry in found.entries if entry.recused]
    outside = {entry.dossier: frozenset(entry.recused) for entry in found.entries}
    assert recused in ([("E1", "E2"), ("E1",), ("E3",)], [("E3",), ("E1", "E2"), ("E1",)])
    assert found.moves == moves(found.dossiers, outside) == 6
    assert (found.moves_plain, found.is_proved) == (8, True)
    assert agenda.explained(found, "nl") == (
        "Zo weinig mogelijk leden in en uit, en verder volgens de rangschikking."
        " 6 keer naar buiten of binnen, in plaats van 8; minder kan niet."
    )


def test_absent_members_cost_no_moves(workspace: Workspace) -> None:
    found = agenda.propose(workspace.computed(), present={"E3", "E4", "E5"})

    assert found.moves == found.moves_plain == 2
    assert [e.dossier for e in found.entries if e.recused] == ["D13"]
    assert agenda.explained(found, "nl").endswith(
        "2 keer gaat een lid naar buiten of naar binnen; minder kan niet."
    )


def test_rank_and_province_order_as_the_ranking_and_the_call_do(workspace: Workspace) -> None:
    by_rank = agenda.propose(workspace.computed(), AgendaOrder.RANK)
    by_province = agenda.propose(workspace.computed(), AgendaOrder.PROVINCE)

    ranks = [entry.rank for entry in by_rank.entries]
    assert ranks == [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, None]
    provinces = [entry.nuts for entry in by_province.entries]
    assert list(dict.fromkeys(provinces)) == ["BE21", "BE22", "BE23", "BE24", "BE25"]
    antwerp = [entry.rank for entry in by_province.entries if entry.nuts == "BE21"]
    assert antwerp == sorted(antwerp, key=lambda rank: rank or 99)


def test_where_the_panel_differs_most_comes_first(workspace: Workspace) -> None:
    far = [
        CriterionAssessment("D05", "E4", "sme_reach", 0, MOTIVATION),
        CriterionAssessment("D08", "E4", "sme_reach", 200, MOTIVATION),
    ]
    with workspace.act("assess") as unit:
        for one in far:
            unit.assessments.save(one, 1, at=workspace.now(), actor="test")

    found = agenda.propose(workspace.computed(), AgendaOrder.DISCREPANCY)

    assert found.dossiers[:2] == ("D05", "D08")
    assert [e.spread_cp for e in found.entries[:3]] == [400, 200, 0]


def test_an_order_by_hand_stays_as_it_was_given(workspace: Workspace) -> None:
    found = agenda.by_hand(workspace.computed(), ("D04", "D13", "D10"))

    assert found.dossiers == ("D04", "D13", "D10")
    assert (found.order, found.moves) == (AgendaOrder.HAND, 8)
