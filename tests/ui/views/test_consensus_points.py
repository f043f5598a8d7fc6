from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from delpanel.services.consensus.expected_ranking import expected_ranking
from delpanel.services.consensus.leaving_out import one_out, score_effects
from delpanel.services.consensus.severity_view import SeverityView, severity_view
from delpanel.services.state.workspace import Workspace
from scoring.rules import Policy
from tests.ui.front import bring_to_front
from tests.ui.views.score_panel import make_panel
from ui.commands import Acts
from ui.kit.hub import ChangeHub
from ui.kit.jobs import JobRunner
from ui.kit.theme import theme
from ui.kit.tokens import Scheme
from ui.models.left_out import effect_of_person, effect_of_score
from ui.views.consensus.expected import ExpectedPane
from ui.views.consensus.page import ConsensusPage
from ui.views.consensus.severity import SeverityPane
from ui.views.consensus.side_panel import STURDY
from ui.views.consensus.without import WithoutPane


@pytest.fixture(autouse=True)
def dressed(qapp: QApplication) -> None:
    theme().apply(qapp, Scheme.LIGHT)


@pytest.fixture
def undecided(tmp_path: Path) -> Iterator[Workspace]:
    with make_panel(tmp_path, scored=True) as opened:
        yield opened


@pytest.fixture
def runner() -> Iterator[JobRunner]:
    made = JobRunner()
    yield made
    made.close()


def names(workspace: Workspace) -> dict[str, str]:
    return {d.id: d.name for d in workspace.snapshot().dossiers}


def people(workspace: Workspace) -> dict[str, str]:
    return {e.id: e.name for e in workspace.snapshot().evaluators}


def measured(workspace: Workspace) -> SeverityView:
    """The panel's own view, with one dossier a place up and one a place down."""
    found = replace(severity_view(workspace.computed()), measurable=True, complete=False)
    first, second, *others = found.dossiers
    return replace(
        found,
        dossiers=(
            replace(first, rank=2, corrected_rank=1),
            replace(second, rank=1, corrected_rank=2),
            *(replace(row, rank=row.corrected_rank) for row in others),
        ),
    )


def test_both_orders_stand_side_by_side_with_their_moves(
    undecided: Workspace, qtbot: QtBot
) -> None:
    pane = SeverityPane(undecided.call)
    qtbot.addWidget(pane)
    found = measured(undecided)

    pane.show_severity(found, people(undecided), names(undecided))

    assert pane.lead() == "2 dossiers zouden van plaats veranderen als strengheid wegviel."
    assert [(row[2], row[4], row[5]) for row in pane.orders.rows[:2]] == [
        ("2", "1", "\N{UPWARDS ARROW}1"),
        ("1", "2", "\N{DOWNWARDS ARROW}1"),
    ]
    assert {row[5] for row in pane.orders.rows[2:]} == {""}
    assert len(pane.people.rows) == len(found.evaluators)
    assert pane.warning() == ""


def test_parts_without_a_common_evaluator_are_warned_about(
    undecided: Workspace, qtbot: QtBot
) -> None:
    pane = SeverityPane(undecided.call)
    qtbot.addWidget(pane)
    found = measured(undecided)
    split = replace(
        found,
        components=2,
        dossiers=(replace(found.dossiers[0], component=1), *found.dossiers[1:]),
    )

    pane.show_severity(split, people(undecided), names(undecided))

    assert pane.warning().startswith("Het panel bestaat uit 2 delen zonder gemeenschappelijke")
    assert pane.orders.rows[0][0].endswith("(deel B)")
    assert pane.orders.rows[1][0].endswith("(deel A)")


def test_no_measurable_difference_is_said_and_nothing_is_corrected(
    undecided: Workspace, qtbot: QtBot
) -> None:
    pane = SeverityPane(undecided.call)
    qtbot.addWidget(pane)
    found = severity_view(undecided.computed())
    level = replace(
        found,
        measurable=False,
        dossiers=tuple(
            replace(row, corrected_cp=row.mean_cp, corrected_rank=row.rank)
            for row in found.dossiers
        ),
    )

    pane.show_severity(level, people(undecided), names(undecided))

    assert pane.lead().startswith("Er is geen meetbaar verschil in strengheid")
    assert not pane.people.isVisibleTo(pane)
    assert all(row[1:3] == row[3:5] for row in pane.orders.rows)


def test_on_the_projector_no_person_is_named(undecided: Workspace, qtbot: QtBot) -> None:
    pane = SeverityPane(undecided.call)
    qtbot.addWidget(pane)

    pane.show_severity(measured(undecided), {}, names(undecided))

    assert pane.people.rows == ()


def test_expected_ranks_come_with_both_intervals(undecided: Workspace, qtbot: QtBot) -> None:
    found = expected_ranking(undecided.computed(), Policy.COVERAGE)
    pane = ExpectedPane(undecided.call)
    qtbot.addWidget(pane)

    pane.show_expected(found, names(undecided))

    assert pane.lead() == (
        "De hub is minder dan 80 % zeker de beste van zijn provincie in: "
        "Antwerpen, Oost-Vlaanderen."
    )
    assert len(pane.ranks.rows) == len(found.dossiers)
    assert pane.ranks.rows[0][0] == names(undecided)[found.dossiers[0].dossier]
    low, high = found.dossiers[0].wide_interval
    assert pane.ranks.rows[0][3] == f"{low}\N{EN DASH}{high}"
    assert {row[1] for row in pane.provinces.rows} == {h for p in found.provinces for h in p.hubs}


def test_too_few_points_are_said(undecided: Workspace, qtbot: QtBot) -> None:
    severity, expected = SeverityPane(undecided.call), ExpectedPane(undecided.call)
    for pane in (severity, expected):
        qtbot.addWidget(pane)

    severity.show_severity(None, {}, {})
    expected.show_expected(None, {})

    assert severity.lead() == "Er zijn te weinig punten om strengheid te kunnen meten."
    assert expected.lead() == "Er zijn te weinig punten om rangen te kunnen schatten."


def test_every_evaluator_has_a_sentence_about_what_would_be_without(
    undecided: Workspace, qtbot: QtBot
) -> None:
    found = one_out(undecided.computed())
    pane = WithoutPane(undecided.call)
    qtbot.addWidget(pane)

    pane.show_found(found, people(undecided), names(undecided))

    said = pane.sentences()
    turning = sum(bool(left.turning) for left in found.people)
    assert said[0] == f"De uitkomst hangt aan {turning} beoordelaars."
    for left, sentence in zip(found.people, said[1:], strict=False):
        who = people(undecided)[left.evaluator]
        assert sentence == effect_of_person(left, who, names(undecided))
    assert any(text.startswith(f"{len(found.turning)} scores kantelen") for text in said)


def test_meeting_says_under_each_sheet_what_would_be_without_it(
    undecided: Workspace, runner: JobRunner, qtbot: QtBot
) -> None:
    page = ConsensusPage(Acts(undecided, ChangeHub()), runner)
    qtbot.addWidget(page)
    page.resize(1440, 820)
    page.show()
    bring_to_front(page, qtbot)
    page.on_shown()

    page.discuss("D07")
    block = page.sheet.blocks[0]
    qtbot.waitUntil(
        lambda: any(shown.text() for shown in block.entries.effects.values()), timeout=20_000
    )

    wanted = score_effects(undecided.computed(), "D07")
    for who, shown in block.entries.effects.items():
        left = wanted[block.criterion, who]
        assert shown.text() == effect_of_score(left, "D07", names(undecided))


def test_sturdiness_page_fills_every_pane(
    undecided: Workspace, runner: JobRunner, qtbot: QtBot
) -> None:
    page = ConsensusPage(Acts(undecided, ChangeHub()), runner)
    qtbot.addWidget(page)
    page.show()
    bring_to_front(page, qtbot)
    page.on_shown()

    page.panel.choose(STURDY)
    qtbot.waitUntil(
        lambda: bool(page.panel.expected.ranks.rows and page.panel.without.sentences()[1:]),
        timeout=30_000,
    )

    assert page.panel.severity.orders.rows
    assert any("trekkingen" in said for said in page.panel.stable.sentences())


def test_sentences_name_what_turns(undecided: Workspace) -> None:
    found = score_effects(undecided.computed(), "D07")
    known = names(undecided)
    left = next(left for left in found.values() if left.added and left.dropped)

    said = effect_of_score(left, "D07", known)

    assert said.startswith("Zonder deze score: ")
    assert f"{known[left.added[0]]} gefinancierd in plaats van {known[left.dropped[0]]}" in said
    still = replace(left, moves=(), gates=(), added=(), dropped=())
    assert effect_of_score(replace(still, held=()), "D07", known) == (
        "Zonder deze score: niets verandert."
    )
    assert effect_of_score(replace(still, held=(("D07", "x"),)), "D07", known) == (
        "Zonder deze score: de afgesproken punten blijven."
    )
