"""A member's machine dies while they type: the draft opens, with everything that was saved."""

from __future__ import annotations

import random
import signal
import subprocess
import sys
from pathlib import Path

from tests.delpanel.services.pack_rounds import started_round

TYPIST = """
import sys
from datetime import UTC, datetime
from pathlib import Path
from delpanel.services.member import pack_draft

desk = pack_draft.open_desk(Path(sys.argv[1]), sys.argv[2])
for count in range(1, 100000):
    at = datetime(2020, 12, 14, 9, 0, tzinfo=UTC)
    text = str(count) * 40
    desk = pack_draft.give(desk, ("D01", "sme_reach"), at, points_cp=300, motivation=text)
    print(count, flush=True)
"""


def test_a_killed_program_loses_nothing_that_was_saved(tmp_path: Path) -> None:
    started = started_round(tmp_path, 1)
    started.workspace.close()
    pack = tmp_path / "packs" / "scoring-E1-1.delpack"
    choice, last = random.Random(5), 0
    for _ in range(12):
        typist = subprocess.Popen(
            [sys.executable, "-c", TYPIST, str(pack), started.phrases["E1"]],
            stdout=subprocess.PIPE,
            text=True,
            cwd=Path(__file__).resolve().parents[3],
        )
        assert typist.stdout is not None
        for _ in range(choice.randint(1, 60)):
            last = int(typist.stdout.readline())
        typist.send_signal(signal.SIGKILL)
        # what was said after the last line read had been saved as well
        last = max([last, *map(int, typist.stdout.read().split())])
        typist.wait()
        typist.stdout.close()

        cell = started.desk("E1").cell("D01", "sme_reach")

        kept = int(cell.motivation[: len(cell.motivation) // 40])
        assert kept in {last, last + 1}, "the one after the last may just have been saved"
        assert cell.motivation == str(kept) * 40
