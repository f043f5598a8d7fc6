"""A window killed while somebody types: the file opens, is whole, and half a second is lost."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest

from delpanel.environment import Environment
from delpanel.model.actor import Actor, Role
from delpanel.services.member import pack_history
from delpanel.services.people import assessing
from delpanel.services.state.workspace import Workspace
from tests.ui.typing_process import KEY_MS, text
from tests.ui.views.member_packs import MEMBER, MemberPacks, member_packs

ROOT = Path(__file__).resolve().parents[2]
CRITERION = "complementarity"
# at this pace half a second is 25 keys; the timer that stores runs in the same loop as the typing
LOST_AT_MOST = 500 // KEY_MS


@dataclass(frozen=True, slots=True)
class Kill:
    """Where somebody typed, how much there was before, and when each key was struck since (ms)."""

    dossier: str
    before: int
    moments: tuple[int, ...]

    def lost(self, kept: str) -> int:
        """Milliseconds of typing that are gone: from the first lost key to the last one struck."""
        stored = len(kept) - self.before
        return self.moments[-1] - self.moments[stored] if stored < len(self.moments) else 0


def killed(arguments: Sequence[str], keys: int) -> Kill:
    """Let somebody type so many keys, then kill the process at that very moment."""
    typist = subprocess.Popen(
        [sys.executable, "-m", "tests.ui.typing_process", *arguments],
        stdout=subprocess.PIPE,
        text=True,
        cwd=ROOT,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
    )
    assert typist.stdout is not None
    _, dossier, before = typist.stdout.readline().split()
    lines = [typist.stdout.readline() for _ in range(keys)]
    typist.send_signal(signal.SIGKILL)
    lines += typist.stdout.readlines()
    typist.wait()
    typist.stdout.close()
    moments = tuple(int(line.split()[1]) for line in lines if line.endswith("\n"))
    return Kill(dossier, int(before), moments)


def check(kept: str, kill: Kill) -> None:
    """What is kept is what was typed, but for the last half second."""
    struck = kill.before + len(kill.moments)
    assert kept == text(len(kept))
    assert struck - LOST_AT_MOST <= len(kept) <= struck


@pytest.fixture(scope="module")
def packs(tmp_path_factory: pytest.TempPathFactory) -> MemberPacks:
    return member_packs(tmp_path_factory.mktemp("round"))


@pytest.mark.slow
def test_a_pack_loses_the_last_half_second_at_most(packs: MemberPacks) -> None:
    choice = random.Random(8)
    for _ in range(6):
        kill = killed([str(packs.scoring), packs.phrase], choice.randint(1, 90))

        desk = packs.desk()

        check(desk.cell(kill.dossier, CRITERION).motivation, kill)
        assert pack_history.verify(desk).is_intact


@pytest.mark.slow
def test_a_panel_file_loses_the_last_half_second_at_most(packs: MemberPacks) -> None:
    choice = random.Random(9)
    office = Environment(actor=Actor("voorzitter", Role.CHAIR))
    for _ in range(4):
        kill = killed([str(packs.panel)], choice.randint(1, 90))

        with Workspace.open(str(packs.panel), office) as workspace:
            cell = assessing.cell(workspace.snapshot(), kill.dossier, MEMBER, CRITERION)
            with workspace.store.read() as reading:
                broken = reading.journal.verify()

        check(cell.motivation, kill)
        assert broken is None
