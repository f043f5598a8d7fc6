from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot

from delpanel.services.calls import calling
from scoring.dossiers import Score, ScoreState
from scoring.statistics.panel_agreement import AgreementOn, panel_agreement
from tests.factories import CRITERIA
from ui.views.consensus.agreement import AgreementPane


def measured(rows: tuple[tuple[int | None, ...], ...]) -> tuple[AgreementOn, ...]:
    """Agreement where evaluator n gives row n, the same on every criterion."""
    call = calling.shipped_calls()["del-2020"]
    scores = [
        Score(f"D{place}", f"E{number}", criterion, ScoreState.SCORED, value)
        for number, row in enumerate(rows)
        for place, value in enumerate(row)
        if value is not None
        for criterion in CRITERIA
    ]
    return panel_agreement(scores, call.rules.criteria)


@pytest.fixture
def pane(qtbot: QtBot) -> AgreementPane:
    made = AgreementPane(calling.shipped_calls()["del-2020"])
    qtbot.addWidget(made)
    return made


def test_level_points_are_not_called_too_few(pane: AgreementPane) -> None:
    pane.show_agreement(measured(((400, 400, 400), (400, 400, 400))))

    assert pane.lead().startswith("Iedereen gaf elk dossier evenveel")
    assert pane.reasons() == (
        "Complementariteit, Kmo-bereik, Infrastructuur, Totaal: iedereen gaf overal evenveel, dus"
        " er is geen coëfficiënt."
    )
    assert pane.intraclass().endswith("niet te schatten uit deze punten.")


def test_a_whole_panel_and_one_with_gaps_are_told_apart(pane: AgreementPane) -> None:
    whole = ((250, 300, 400, 500), (300, 300, 350, 450), (200, 350, 400, 500))
    pane.show_agreement(measured(whole))
    # by hand: mean squares 267500/9 (dossiers), 625/3 (evaluators) and 14375/9 (error) give
    # (267500 - 14375) / (267500 + 2 x 14375 + 3 x (1875 - 14375) / 4) = 0,882
    assert pane.intraclass().startswith("Totaal. Intraclasscorrelatie: 0,88 (")
    assert "modelmatig" not in pane.intraclass()
    assert pane.reasons() == ""

    pane.show_agreement(measured((*whole[:2], (200, 350, 400, None))))
    assert "modelmatig omdat niet iedereen alles beoordeelde" in pane.intraclass()
