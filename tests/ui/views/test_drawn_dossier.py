"""What drawn weights say of the dossier under the cursor, held against areas worked by hand."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from pytestqt.qtbot import QtBot

from delpanel.services.allocation.sturdiness import Sturdy, sturdiness
from delpanel.services.state.workspace import Workspace
from tests.factories import CRITERIA, dossier, give_points, new_panel, put_dossiers, seat_panel
from ui.models.consensus_sturdy import dossier_sentences
from ui.views.consensus.stable import StablePane

# each of the first three leads where its own criterion weighs most; the last leads nowhere
POINTS = {"A": (500, 0, 0), "B": (0, 500, 0), "C": (0, 0, 500), "Z": (0, 0, 0)}
PROVINCES = {"A": "BE21", "B": "BE21", "C": "BE22", "Z": "BE23"}


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workspace]:
    with new_panel(tmp_path_factory.mktemp("drawn")) as opened:
        put_dossiers(opened, [dossier(name, nuts=nuts) for name, nuts in PROVINCES.items()])
        who = seat_panel(opened, 3)
        for name, row in POINTS.items():
            give_points(opened, {name: dict(zip(CRITERIA, row, strict=True))}, who)
        yield opened


@pytest.fixture(scope="module")
def found(workspace: Workspace) -> Sturdy:
    made = sturdiness(workspace.computed())
    assert made is not None
    return made


def said(found: Sturdy, workspace: Workspace, name: str) -> list[str]:
    return [one.text for one in dossier_sentences(found, name, workspace.call)]


def numbers(text: str) -> list[float]:
    return [float(one.replace(",", ".")) for one in re.findall(r"\d+(?:,\d+)?", text)]


def test_shares_are_the_areas_within_their_error(workspace: Workspace, found: Sturdy) -> None:
    province, _, central = said(found, workspace, "A")

    assert province.startswith("Eerste van Antwerpen in ")
    share, error = numbers(province)
    # level with B where both weights are: half of the triangle, sqrt(1/4 / 10.000) = 0,5 point
    assert error == 0.5
    assert abs(share - 50) < 5 * error
    # where w1 is the largest of three its mean is 11/18, the others share the rest
    own, *others = numbers(central)
    assert central.startswith("Waar het eerste is van allemaal, weegt gemiddeld complementariteit")
    assert own == pytest.approx(1100 / 18, abs=0.6)
    assert others == pytest.approx([350 / 18] * 2, abs=0.6)


def test_who_is_alone_or_last_is_so_under_all_weights(workspace: Workspace, found: Sturdy) -> None:
    assert said(found, workspace, "C")[0].endswith("in 100 % van de wegingen.")
    assert said(found, workspace, "Z")[1:] == [
        "Meestal op rang 4: in 100 % van de wegingen.",
        "Bij geen enkele weging eerste van allemaal.",
    ]
    assert dossier_sentences(found, "nobody", workspace.call) == ()


def test_the_pane_follows_the_cursor(workspace: Workspace, found: Sturdy, qtbot: QtBot) -> None:
    pane = StablePane(workspace.call)
    qtbot.addWidget(pane)
    pane.select("Z")
    assert pane.sentences() == ("Wordt berekend.",)

    pane.show_sturdy(found, {"Z": "Zwaluw"})
    place = pane.sentences().index("Z, Zwaluw")
    assert pane.sentences()[place + 1].startswith("Eerste van Oost-Vlaanderen in 100 %")

    pane.show_sturdy(None, {})
    assert pane.sentences() == ("Er is nog geen dossier met alle punten.",)
