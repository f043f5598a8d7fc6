"""Kill a window at random moments while somebody types: ``python -m benchmarks.typing_kills [N]``.

Half of the times a member types in a pack, half of the times an evaluator in a panel file. Says how
much of the typing was lost, and whether each file opened and its journal was intact.
"""

from __future__ import annotations

import random
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from statistics import median

from delpanel.environment import Environment
from delpanel.model.actor import Actor, Role
from delpanel.services.member import pack_history
from delpanel.services.people import assessing
from delpanel.services.state.workspace import Workspace
from tests.ui.test_typing_killed import CRITERION, Kill, killed
from tests.ui.typing_process import text
from tests.ui.views.member_packs import MEMBER, MemberPacks, member_packs

TIMES = 200


def main() -> None:
    """Kill, look, and say what was found."""
    times = int(sys.argv[1]) if len(sys.argv) > 1 else TIMES
    choice = random.Random(2020)
    with tempfile.TemporaryDirectory() as folder:
        packs = member_packs(Path(folder) / "round")
        for name, arguments, look in (
            ("pack", [str(packs.scoring), packs.phrase], _in_pack),
            ("panel file", [str(packs.panel)], _in_panel),
        ):
            lost = [_once(packs, arguments, look, choice) for _ in range(times // 2)]
            print(
                f"{name}: killed {len(lost)} times; every file opened, every journal intact; lost"
                f" at most {max(lost)} ms of typing, {median(lost):.0f} ms in the middle",
                flush=True,
            )


def _once(
    packs: MemberPacks,
    arguments: list[str],
    look: Callable[[MemberPacks, Kill], tuple[str, bool]],
    choice: random.Random,
) -> int:
    kill = killed(arguments, choice.randint(1, 120))
    kept, intact = look(packs, kill)
    if not intact or kept != text(len(kept)):
        raise SystemExit(f"not as it was typed: {kept[-80:]!r}, journal intact: {intact}")
    return kill.lost(kept)


def _in_pack(packs: MemberPacks, kill: Kill) -> tuple[str, bool]:
    desk = packs.desk()
    kept = desk.cell(kill.dossier, CRITERION).motivation
    return kept, pack_history.verify(desk).is_intact


def _in_panel(packs: MemberPacks, kill: Kill) -> tuple[str, bool]:
    office = Environment(actor=Actor("voorzitter", Role.CHAIR))
    with Workspace.open(str(packs.panel), office) as workspace:
        cell = assessing.cell(workspace.snapshot(), kill.dossier, MEMBER, CRITERION)
        with workspace.store.read() as reading:
            broken = reading.journal.verify()
    return cell.motivation, broken is None


if __name__ == "__main__":
    main()
