"""Recomputes what evaluators' points become: one value per dossier and criterion."""

from __future__ import annotations

from fractions import Fraction

from delpanel.exchange.solve.solve_call import read_consensus, read_panel_rules, read_scores
from delpanel.exchange.solve.solve_fields import Field, Json
from scoring.points.consolidate import Cell, CellFlag, Consolidation, consolidate


def consolidation(instance: Field) -> dict[str, Json]:
    """Give one value per dossier and criterion, as JSON values; aggregates as "p/q"."""
    rules = read_panel_rules(instance)
    dossiers = [item.text() for item in instance.get("dossiers").items()]
    held = consolidate(
        read_scores(instance.get("records")),
        rules,
        read_consensus(instance.optional("consensus")),
        dossiers,
    )
    result: dict[str, Json] = {}
    for (dossier, criterion), cell in held.cells.items():
        cells = result.setdefault(dossier, {})
        if isinstance(cells, dict):
            cells[criterion] = {
                "n_valid": cell.n_valid,
                "aggregate": _ratio(cell.aggregate_cp),
                "rounded": cell.rounded_cp,
                "value": cell.value_cp,
                "source": str(cell.source),
                **_calibrated(held, cell),
            }
    return result


def _calibrated(held: Consolidation, cell: Cell) -> dict[str, Json]:
    """What leniency taken off makes of a value; nothing where the question asks for none."""
    if cell.criterion not in held.leniency:
        return {}
    return {
        "calibrated": _ratio(cell.calibrated_cp),
        "leniency": {name: _ratio(b) for name, b in held.leniency[cell.criterion].items()},
        "apart": CellFlag.APART in cell.flags,
    }


def _ratio(value: Fraction | None) -> str | None:
    return None if value is None else f"{value.numerator}/{value.denominator}"
