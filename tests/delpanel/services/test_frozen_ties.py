"""What a letter says decided between two dossiers with the same total."""

from __future__ import annotations

from pathlib import Path

import pytest

from delpanel.services.decision import freezing
from delpanel.services.letters.lettering import composed, frozen_decision
from delpanel.services.rankings import tie_attributes
from delpanel.services.state.workspace import Workspace
from scoring.rules import Policy
from tests.delpanel.services.ties import CALL, DRAWN, FIRST, LAST, WHY, tied_panel
from tests.factories import CRITERIA, dossier, judged_panel


def told(workspace: Workspace, name: str) -> str:
    freezing.freeze(workspace, Policy.RANKING, "Zo gevraagd.")
    state = workspace.snapshot()
    return " ".join(composed(state, frozen_decision(state), name))


def test_a_recorded_attribute_is_named(tmp_path: Path) -> None:
    with tied_panel(tmp_path, DRAWN) as workspace:
        for name, rank in ((FIRST, 1), (LAST, 2)):
            tie_attributes.record(workspace, name, "lot_rank", rank, WHY)

        assert "hier gaf ‘lot_rank’ de doorslag" in told(workspace, LAST)


def test_the_lot_is_named(tmp_path: Path) -> None:
    with tied_panel(tmp_path, CALL) as workspace:
        assert "hier gaf ‘het vooraf vastgelegde lot’ de doorslag" in told(workspace, FIRST)


@pytest.mark.parametrize("name", ["D02", "D03"])
def test_dossiers_further_apart_are_told_what_decided_between_them(
    tmp_path: Path, name: str
) -> None:
    """Weights 40, 35 and 25: two half steps up, three down and one up leave the total as it is.

    D02 and D03 are alike, so the lot puts one below the other, but D01 is above both by a criterion.
    """
    rows = {"D01": (500, 300, 450), "D02": (400, 450, 400), "D03": (400, 450, 400)}
    points = {who: dict(zip(CRITERIA, row, strict=True)) for who, row in rows.items()}
    with judged_panel(tmp_path, [dossier(who) for who in rows], points) as workspace:
        assert {row.total for row in workspace.computed().ranking.rows} == {41_750}

        assert "hier gaf ‘Complementariteit’ de doorslag" in told(workspace, name)
