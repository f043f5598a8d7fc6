"""Two dossiers alike to the last point, in a call that lets a draw decide before the lot."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from delpanel.presets.shipped import call_text
from delpanel.services.state.workspace import Workspace
from scoring.ranking.ladder import lot
from tests.factories import CRITERIA, dossier, judged_panel

DRAW = '[[ties.attributes]]\nname = "lot_rank"\ndirection = "asc"\n\n'
SENIORITY = '[[ties.attributes]]\nname = "visits"\n\n'
CALL = call_text("del-2020")
DRAWN = CALL.replace("[[provinces]]", f"{DRAW}[[provinces]]", 1)
DRAWN_TWICE = CALL.replace("[[provinces]]", f"{DRAW}{SENIORITY}[[provinces]]", 1)
WHY = "Loting van 3 maart, in het bijzijn van alle leden."
# D01 and D02 share every point; D03 stands below them
ALIKE: Mapping[str, int] = {"D01": 400, "D02": 400, "D03": 350}
# who the committed lot would put first
BY_LOT = sorted(("D01", "D02"), key=lambda name: lot("del-2020-proefseed", name))
LAST, FIRST = BY_LOT


def tied_panel(folder: Path, text: str = DRAWN, points_cp: Mapping[str, int] = ALIKE) -> Workspace:
    """Make a panel, scored and agreed, with these points on every criterion of each dossier."""
    points = {name: dict.fromkeys(CRITERIA, value) for name, value in points_cp.items()}
    return judged_panel(folder, [dossier(name) for name in points], points, text)
