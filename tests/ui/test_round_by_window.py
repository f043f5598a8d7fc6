"""A whole offline round through the window: keys, packs, five members, returns, consensus.

Five members and the thirteen dossiers of the golden call (beside three that are not admissible),
two conflicts, one drop-out, one crash in the middle of typing, one return twice, one tampered, one
from another call. The result is the consensus of the demo call.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from delpanel.model.pack import PackKind
from delpanel.model.panel_change import LeaveRule
from delpanel.services.consensus import agreeing, panel_changing
from delpanel.services.packs import packing
from delpanel.services.rehearsal.demonstrating import run_demo
from delpanel.services.state.snapshot import Snapshot
from delpanel.services.state.workspace import Workspace
from tests.delpanel.services.pack_rounds import filled, handed_in, started_round
from tests.factories import F1, environment, f1_points
from tests.ui.front import bring_to_front
from tests.ui.test_typing_killed import CRITERION, check, killed
from tests.ui.views.member_packs import MemberPacks
from tests.ui.views.typist import CONTROL, Typist, opened
from ui.application import Application
from ui.views.member.conflicts import MemberConflictsPage
from ui.views.member.hand_in import MemberHandInPage
from ui.views.member.points import MemberPointsPage
from ui.views.panel.page import PanelPage

WAIT = 60_000
SECRET = "een wachtzin van de voorzitter"
MEMBERS = ("dewinter", "kerkhofs", "roggeman", "vandersmissen", "verbeeck")
DROPPED_OUT = "verbeeck"
CONFLICTS = {"kerkhofs": "D05", "vandersmissen": "D09"}
REASON = "De rollen zijn getekend en het bereik is onderbouwd; zie bladzijde 12."


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return run_demo(tmp_path_factory.mktemp("demo") / "demo").panel


@pytest.fixture
def typist(qapp: QApplication) -> Iterator[Typist]:
    made = Typist()
    qapp.installEventFilter(made)
    yield made
    qapp.removeEventFilter(made)


@pytest.fixture
def program(qapp: QApplication, tmp_path: Path, qtbot: QtBot) -> Iterator[Application]:
    made = Application(qapp, tmp_path / "settings")
    qtbot.addWidget(made.window)
    made.show(None)
    bring_to_front(made.window, qtbot)
    yield made
    made.close_panel()
    made.window.close()


@pytest.mark.slow
def test_a_round_of_five_members_through_the_window_ends_in_the_consensus_of_the_demo(
    program: Application, typist: Typist, qtbot: QtBot, demo: Path, tmp_path: Path
) -> None:
    with Workspace.open(str(demo), environment(), read_only=True) as workspace:
        golden = workspace.snapshot()
    office = Office(program, qtbot, tmp_path / "paneel.delpanel")
    office.start(golden, tmp_path)

    phrases = office.packs_out(PackKind.CONFLICTS, tmp_path / "packs")
    for member, phrase in phrases.items():
        declare(program, typist, qtbot, pack(tmp_path, "conflicts", member, phrase))
    office.take_in(sorted((tmp_path / "packs").glob("conflicts-*.delreturn")))

    office.packs_out(PackKind.SCORING, tmp_path / "packs", tmp_path / "wachtzinnen.toml")
    crashed = pack(tmp_path, "scoring", "roggeman", phrases["roggeman"])
    kill = killed([str(crashed.scoring), crashed.phrase], 60)
    check(crashed.desk().cell(kill.dossier, CRITERION).motivation, kill)
    for member in MEMBERS:
        if member != DROPPED_OUT:
            mine = pack(tmp_path, "scoring", member, phrases[member])
            score_all(program, typist, qtbot, mine, points_of(golden, member))

    office.open()
    office.leave(DROPPED_OUT)
    words = office.take_in(odd_ones(tmp_path))
    assert {words["gewijzigd.delreturn"], words["vreemd.delreturn"]} == {
        "beschadigd",
        "ander paneel",
    }
    before = office.points()
    office.take_in(sorted((tmp_path / "packs").glob("scoring-*.delreturn")))
    assert office.points() == before, "taken in once more it changes nothing"
    assert before == {
        key: value
        for member in MEMBERS
        if member != DROPPED_OUT
        for key, value in points_of(golden, member).items()
        if CONFLICTS.get(member) != key[0]
    }
    office.agree(golden)
    computed = office.workspace.computed()
    agreed = {key: cell.value_cp for key, cell in computed.consolidation.cells.items()}
    wanted = f1_points()
    assert {key: agreed[key] for key in agreed if key[0] in wanted} == {
        (number, name): value for number, row in wanted.items() for name, value in row.items()
    }
    funded = sorted(award.dossier for award in computed.proposal().awards)
    assert funded == F1["expected"]["policy_coverage"]["funded"]
    assert typist.counts["mouse"] == 0


class Office:
    """The chair at the panel page."""

    def __init__(self, program: Application, qtbot: QtBot, panel: Path) -> None:
        self.program, self.qtbot, self.panel = program, qtbot, panel

    @property
    def workspace(self) -> Workspace:
        assert self.program.session is not None
        return self.program.session.workspace

    def start(self, golden: Snapshot, folder: Path) -> None:
        """Make the panel with dossiers and people, and the key of the chair."""
        with (
            Workspace.create(str(self.panel), golden.call_text, environment()) as workspace,
            workspace.act("import") as unit,
        ):
            unit.dossiers.save_all(golden.dossiers)
            for finding in golden.manual_findings:
                unit.admissibility.save(finding)
            for evaluator in golden.evaluators:
                unit.panel.save_evaluator(evaluator)
            for assignment in golden.assignments:
                unit.panel.assign(assignment)
        self.open()
        page = self.page("packs")
        page.packs.desk.whole_key(folder / "voorzitter.delkey", SECRET)
        self.settle()

    def open(self) -> None:
        if self.program.session is None:
            self.program.open_panel(str(self.panel))

    def page(self, part: str) -> PanelPage:
        self.open()
        page = self.program.window.open_step("panel")
        assert isinstance(page, PanelPage)
        page.open_part(part)
        return page

    def settle(self) -> None:
        self.qtbot.waitUntil(lambda: not self.program.runner.is_busy, timeout=WAIT)

    def packs_out(
        self, kind: PackKind, folder: Path, known: Path | None = None
    ) -> Mapping[str, str]:
        """Make packs of one kind for everybody; the passphrases are in the file."""
        phrases = known or folder.parent / "wachtzinnen.toml"
        page = self.page("packs")
        page.packs.issue(kind, folder, MEMBERS, None, phrases)
        self.qtbot.waitUntil(lambda: len(list(folder.glob(f"{kind}-*.delpack"))) == 5, timeout=WAIT)
        self.settle()
        return packing.read_passphrases(phrases)

    def take_in(self, files: list[Path]) -> Mapping[str, str]:
        """Drop files on the page, open the key, take in what there is; a word for each file."""
        page = self.page("returns")
        returns = page.returns
        page.take_files([self.panel.parent / "voorzitter.delkey", *files])
        returns.key.phrase.setText(SECRET)
        QTest.keyClick(returns.key.phrase, Qt.Key.Key_Return)
        self.qtbot.waitUntil(lambda: returns.key.identity is not None, timeout=WAIT)
        self.settle()
        words = {row.name: row.word for row in returns.table.records}
        if returns.take_button.isEnabled():
            assert returns.take_in()
            self.settle()
        returns.clear()
        return words

    def leave(self, member: str) -> None:
        """Let a member drop out by the declared rule."""
        assert self.program.session is not None
        plan = panel_changing.plan_leave(self.workspace, member, LeaveRule.COMPLETE)
        assert self.program.session.acts.run(
            lambda: panel_changing.apply(self.workspace, plan, "Ziek geworden.")
        )

    def agree(self, golden: Snapshot) -> None:
        """Agree on what the panel of the demo agreed on."""
        assert self.program.session is not None
        entries = [
            agreeing.Agreement(
                a.dossier, a.criterion, a.points_cp, a.motivation, a.reason or "Eensgezind."
            )
            for a in golden.agreed
        ]
        assert self.program.session.acts.run(lambda: agreeing.agree(self.workspace, entries))

    def points(self) -> Mapping[tuple[str, str, str], int | None]:
        return {
            (a.dossier, a.evaluator, a.criterion): a.points_cp
            for a in self.workspace.snapshot().assessments
        }


def pack(folder: Path, kind: str, member: str, phrase: str) -> MemberPacks:
    place = folder / "packs" / f"{kind}-{member}-1.delpack"
    return MemberPacks(folder, place, place, phrase, folder / "paneel.delpanel", "")


def points_of(golden: Snapshot, member: str) -> Mapping[tuple[str, str, str], int | None]:
    return {
        (a.dossier, member, a.criterion): a.points_cp
        for a in golden.assessments
        if a.evaluator == member
    }


def declare(program: Application, typist: Typist, qtbot: QtBot, mine: MemberPacks) -> None:
    """Declare on every consortium by keyboard, and hand in."""
    opened(program, mine, typist, qtbot)
    page = program.window.page("conflicts")
    assert isinstance(page, MemberConflictsPage)
    member = mine.desk().content.head.evaluator
    for number in [row.id for row in page.table.all_records]:
        assert page.dossier == number
        if CONFLICTS.get(member) == number:
            typist.press(Qt.Key.Key_2)
            typist.press(Qt.Key.Key_1)
        else:
            typist.press(Qt.Key.Key_1)
        typist.press(Qt.Key.Key_Return, CONTROL)
    hand_in(program, typist, Qt.Key.Key_2)


def score_all(
    program: Application,
    typist: Typist,
    qtbot: QtBot,
    mine: MemberPacks,
    points: Mapping[tuple[str, str, str], int | None],
) -> None:
    """Score every dossier of a pack by keyboard, and hand in."""
    opened(program, mine, typist, qtbot)
    page = program.window.page("points")
    assert isinstance(page, MemberPointsPage)
    desk = mine.desk()
    member = desk.content.head.evaluator
    for _ in desk.content.dossiers:
        number = page.dossier
        for criterion in desk.call.rules.criteria:
            value = points[number, member, criterion.id]
            assert value is not None
            whole, half = divmod(value, 100)
            typist.press(Qt.Key(Qt.Key.Key_0 + whole))
            if half:
                typist.press(Qt.Key.Key_Comma)
            typist.press(Qt.Key.Key_Tab)
            typist.press(Qt.Key.Key_A, CONTROL)
            typist.write(REASON)
            typist.press(Qt.Key.Key_Return, CONTROL)
    hand_in(program, typist, Qt.Key.Key_3)


def hand_in(program: Application, typist: Typist, step: Qt.Key) -> None:
    typist.press(step, CONTROL)
    typist.press(Qt.Key.Key_Return)
    page = program.window.page("hand_in")
    assert isinstance(page, MemberHandInPage)
    assert page.code.isVisible()


def odd_ones(folder: Path) -> list[Path]:
    """Give the returns of the members, one of them twice, one tampered with, and a foreign one."""
    returns = sorted((folder / "packs").glob("scoring-*.delreturn"))
    assert len(returns) == 4
    twice = folder / "nogmaals.delreturn"
    shutil.copy(returns[0], twice)
    changed = bytearray(returns[1].read_bytes())
    changed[len(changed) // 2] ^= 1
    tampered = folder / "gewijzigd.delreturn"
    tampered.write_bytes(bytes(changed))
    (folder / "elders").mkdir()
    other = started_round(folder / "elders", 1)
    with other.workspace:
        foreign = handed_in(filled(other.desk("E1"), 500), folder / "vreemd.delreturn")
    return [foreign, *reversed(returns), tampered, twice]
