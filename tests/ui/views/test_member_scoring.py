"""A member opens a pack, scores twelve dossiers on three criteria and hands in, without a mouse."""

from __future__ import annotations

import re
from pathlib import Path

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication, QDialog
from pytestqt.qtbot import QtBot

from delpanel.environment import Environment
from delpanel.model.actor import Actor, Role
from delpanel.services.member.pack_view import own_order
from delpanel.services.returns import pack_merge
from delpanel.services.state.workspace import Workspace
from tests.ui.views.member_packs import CONFLICTED, MemberPacks
from tests.ui.views.score_panel import CRITERIA
from tests.ui.views.typist import CONTROL, Typist, opened
from ui.application import Application
from ui.views.member.hand_in import MemberHandInPage
from ui.views.member.points import MemberPointsPage

DOCUMENT = Path(__file__).resolve().parents[3] / "docs" / "member.md"
REASON = "De intentieverklaringen dragen het bereik; zie bladzijde 12."


def points_of(place: int, column: int) -> int:
    return (place * 7 + column * 5) % 11 * 50


def score(typist: Typist, place: int) -> None:
    """Fill in the sheet that is open, and go on to the next one."""
    for column in range(len(CRITERIA)):
        whole, half = divmod(points_of(place, column), 100)
        typist.press(Qt.Key(Qt.Key.Key_0 + whole))
        if half:
            typist.press(Qt.Key.Key_Comma)
        typist.press(Qt.Key.Key_Tab)
        typist.write(REASON)
        typist.press(Qt.Key.Key_Return, CONTROL)


def test_twelve_dossiers_are_scored_and_handed_in_by_keyboard_alone(
    program: Application, packs: MemberPacks, typist: Typist, qtbot: QtBot
) -> None:
    opened(program, packs, typist, qtbot)
    steering = typist.counts["keys"]
    page = program.window.page("points")
    assert isinstance(page, MemberPointsPage)
    order = own_order(packs.desk())
    assert len(order) == 12
    per_dossier = []

    for place, number in enumerate(order):
        assert page.dossier == number
        before = typist.counts["keys"]
        score(typist, place)
        per_dossier.append(typist.counts["keys"] - before)
    scored = typist.counts["keys"]
    typist.press(Qt.Key.Key_3, CONTROL)
    typist.press(Qt.Key.Key_Return)

    hand_in = program.window.page("hand_in")
    assert isinstance(hand_in, MemberHandInPage)
    assert hand_in.code.isVisible()
    assert typist.counts["mouse"] == 0
    with chair(packs) as workspace:
        (returned,) = packs.scoring.parent.glob("scoring-*.delreturn")
        plan = pack_merge.plan_merge(workspace, [returned], packs.identity)
        pack_merge.accept_merge(workspace, plan)
        kept = {
            (a.dossier, a.criterion): (a.points_cp, a.motivation)
            for a in workspace.snapshot().assessments
        }
        assert plan.rows[0].receipt == hand_in.code.text()
    assert kept == {
        (number, criterion): (points_of(place, column), REASON)
        for place, number in enumerate(order)
        for column, criterion in enumerate(CRITERIA)
    }
    assert CONFLICTED not in order
    counted = {
        "opening": steering,
        "least": min(per_dossier),
        "most": max(per_dossier),
        "scoring": scored - steering,
        "handing in": typist.counts["keys"] - scored,
        "all": typist.counts["keys"],
    }
    assert _documented() == counted


def chair(packs: MemberPacks) -> Workspace:
    return Workspace.open(str(packs.panel), Environment(actor=Actor("voorzitter", Role.CHAIR)))


def _documented() -> dict[str, int]:
    """The keys by part, as the table of the document gives them."""
    rows = re.findall(
        r"^\| ([a-z ]+) \| (\d+) \| (\d+) \| (\d+) \| ([\d.]+) \|$",
        DOCUMENT.read_text(encoding="utf-8"),
        re.MULTILINE,
    )
    for name, keys, thoughts, hands, seconds in rows:
        # Card, Moran and Newell 1980; whole hundredths, so that nothing is rounded twice
        hundredths = int(keys) * 28 + int(thoughts) * 135 + int(hands) * 40
        assert f"{(hundredths + 5) // 10 / 10:.1f}" == seconds, name
    return {name: int(keys) for name, keys, *_ in rows}


def test_an_incomplete_pack_asks_before_it_goes(
    program: Application, packs: MemberPacks, typist: Typist, qtbot: QtBot
) -> None:
    opened(program, packs, typist, qtbot)
    score(typist, 0)
    page = program.window.open_step("hand_in")
    assert isinstance(page, MemberHandInPage)
    asked: list[str] = []

    def refuse() -> None:
        boxes = [w for w in QApplication.topLevelWidgets() if isinstance(w, QDialog)]
        asked.extend(box.text() for box in boxes if hasattr(box, "text"))
        for box in boxes:
            box.reject()

    QTimer.singleShot(0, refuse)
    typist.press(Qt.Key.Key_Return)

    assert asked == ["Er ontbreken nog 33 dingen."]
    assert not list(packs.scoring.parent.glob("scoring-*.delreturn"))


def test_handing_in_again_after_a_change_gives_another_file_and_code(
    program: Application, packs: MemberPacks, typist: Typist, qtbot: QtBot
) -> None:
    opened(program, packs, typist, qtbot)
    for place in range(12):
        score(typist, place)
    typist.press(Qt.Key.Key_3, CONTROL)
    typist.press(Qt.Key.Key_Return)
    page = program.window.page("hand_in")
    assert isinstance(page, MemberHandInPage)
    first = page.code.text()

    typist.press(Qt.Key.Key_1, CONTROL)
    typist.press(Qt.Key.Key_2)
    typist.press(Qt.Key.Key_3, CONTROL)
    changed = page.head.title()
    typist.press(Qt.Key.Key_Return)

    assert changed == "Gewijzigd na uw laatste inzending"
    assert page.head.title() == "Ingeleverd"
    assert page.code.text() != first
    assert len(list(packs.scoring.parent.glob("scoring-*.delreturn"))) == 2
