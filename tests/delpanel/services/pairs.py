"""The golden panel in a call that allows synergy, with pairs declared before the first points."""

from __future__ import annotations

from itertools import product
from pathlib import Path

from delpanel.presets.shipped import call_text
from delpanel.services.intake import synergy
from delpanel.services.state.workspace import Workspace
from scoring.selection.problem import SelectionProblem
from tests.factories import (
    agree_all,
    f1_dossiers,
    f1_points,
    give_points,
    new_panel,
    put_dossiers,
    seat_panel,
)

SYNERGY_CALL = call_text("del-2020").replace("partial = false", "partial = false\nsynergy = true")
WHY = "De hubs delen één testopstelling."
# Of the golden panel D07 is funded in BE23 (41750) and D13 is not (41500); 25 more for D10 and D13
# together, times the hundred of the weights, is 2500: 208250 becomes 210500 with D13 instead
TURNS = ("D10", "D13", 25)
WITHOUT = frozenset({"D02", "D04", "D07", "D08", "D10"})
WITH = frozenset({"D02", "D04", "D08", "D10", "D13"})


def paired_panel(folder: Path, *pairs: tuple[str, str, int], judged: bool = True) -> Workspace:
    """Make the golden panel with these pairs, scored and agreed unless told otherwise."""
    workspace = new_panel(folder, SYNERGY_CALL)
    put_dossiers(workspace, f1_dossiers())
    for one, other, points_cp in pairs:
        synergy.declare(workspace, one, other, points_cp, WHY)
    if judged:
        give_points(workspace, f1_points(), seat_panel(workspace))
        agree_all(workspace, f1_points())
    return workspace


def best_by_trying(
    problem: SelectionProblem, pairs: tuple[tuple[str, str, int], ...], weight: int
) -> tuple[int, int, frozenset[str]]:
    """Provinces, sum and set that are best of all affordable ones, one hub in each province."""
    menus: dict[str, list[str | None]] = {}
    for candidate in problem.candidates:
        if candidate.options:
            menus.setdefault(candidate.region, [None]).append(candidate.id)
    known = {c.id: c for c in problem.candidates}
    found = []
    for picks in product(*menus.values()):
        names = frozenset(name for name in picks if name is not None)
        taken = [known[name] for name in names]
        if sum(c.options[0].erdf for c in taken) > problem.erdf_budget:
            continue
        if sum(c.options[0].need for c in taken) > problem.cofin_budget:
            continue
        value = sum(c.total for c in taken)
        value += sum(weight * cp for a, b, cp in pairs if {a, b} <= names)
        found.append((len(taken), value, names))
    return max(found, key=lambda one: one[:2])
