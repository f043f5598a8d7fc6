"""Writes the workbooks and documents of the demo call from ``demo_content``.

Run from the project's root: ``python -m tools.make_demo_workbooks [FOLDER]``. The same content
gives the same bytes; the folder is ``resources/demo`` unless another is named.
"""

from __future__ import annotations

import sys
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

from delpanel.exchange.cells.labels import folded
from delpanel.exchange.dossiers.dossier_template import write_dossiers
from delpanel.exchange.sheets.panel_sheet import write_panel
from delpanel.exchange.sheets.score_sheet import (
    Manifest,
    ScoreSheet,
    dossiers_digest,
    write_score_sheet,
)
from delpanel.model.assessment import CriterionAssessment
from delpanel.model.call import Call
from delpanel.model.dossier import Dossier
from delpanel.model.panel import Assignment, ConflictOfInterest, Evaluator
from delpanel.presets.call_file import criteria_digest, parse_call
from delpanel.presets.shipped import call_text, rule_set
from delpanel.services.rehearsal.demonstrating import PANEL_ID, PRESET
from tools.demo_dossiers import CONTENT, demo_dossiers

PARTS = ("antwerpen", "limburg", "oost_vlaanderen", "vlaams_brabant", "west_vlaanderen")
DEFAULT_FOLDER = Path(__file__).parents[1] / "resources" / "demo"


@dataclass(frozen=True, slots=True)
class JudgedCell:
    """One criterion of one dossier: five points with motivations, and what the panel agreed."""

    dossier: str
    criterion: str
    points_cp: tuple[int, ...]
    motivations: tuple[str, ...]
    consensus_cp: int
    agreed: str
    reason: str


def make_demo(folder: Path) -> list[Path]:
    """Write everything into ``folder`` and name what was written."""
    folder.mkdir(parents=True, exist_ok=True)
    call = parse_call(call_text(PRESET), PRESET)
    dossiers = demo_dossiers()
    evaluators, conflicts = demo_panel()
    cells = judged_cells()
    judged = sorted({cell.dossier for cell in cells})
    dossier_file = folder / f"dossiers-{PRESET}.xlsx"
    rules = rule_set(call.aid_rule_set).rules
    write_dossiers(dossier_file, dossiers, provinces=call.provinces, aid_rules=rules)
    panel_file = folder / f"panel-{PRESET}.xlsx"
    assignments = [Assignment(e.id, dossier) for e in evaluators for dossier in judged]
    write_panel(panel_file, evaluators, assignments, conflicts)
    sheets = [
        _write_sheet(folder, call, dossiers, evaluator, number, cells)
        for number, evaluator in enumerate(evaluators)
    ]
    consensus_file = folder / f"consensus-{PRESET}.toml"
    consensus_file.write_text(_consensus(cells), encoding="utf-8")
    findings_file = folder / f"admissibility-{PRESET}.toml"
    findings_file.write_text(_findings(), encoding="utf-8")
    return [dossier_file, panel_file, *sheets, consensus_file, findings_file]


def judged_cells() -> list[JudgedCell]:
    """Every cell the panel judged, ordered by dossier, criteria in the order of the content."""
    found = [_cell(entry) for part in PARTS for entry in _table(f"scores_{part}")["cells"]]
    return sorted(found, key=lambda cell: cell.dossier)


def demo_panel() -> tuple[list[Evaluator], list[ConflictOfInterest]]:
    """The five evaluators and their conflicts of interest."""
    content = _table("panel")
    evaluators = [
        Evaluator(
            id=entry["id"],
            name=entry["name"],
            mail=f"{'.'.join(folded(entry['name']).split())}@panel.example",
            organisation=entry["organisation"],
        )
        for entry in content["evaluators"]
    ]
    conflicts = [
        ConflictOfInterest(entry["evaluator"], entry["dossier"], entry["reason"])
        for entry in content["conflicts"]
    ]
    return evaluators, conflicts


def _write_sheet(
    folder: Path,
    call: Call,
    dossiers: Sequence[Dossier],
    evaluator: Evaluator,
    number: int,
    cells: Iterable[JudgedCell],
) -> Path:
    given = {
        (cell.dossier, cell.criterion): CriterionAssessment(
            cell.dossier,
            evaluator.id,
            cell.criterion,
            cell.points_cp[number],
            cell.motivations[number],
        )
        for cell in cells
    }
    manifest = Manifest(
        panel=PANEL_ID,
        evaluator=evaluator.id,
        criteria_digest=criteria_digest(call),
        dossiers_digest=dossiers_digest(dossier.id for dossier in dossiers),
        call=call.id,
    )
    judged = {dossier for dossier, _ in given}
    mine = tuple(dossier for dossier in dossiers if dossier.id in judged)
    path = folder / f"scores-{evaluator.id}.xlsx"
    write_score_sheet(path, ScoreSheet(manifest, evaluator, call, mine, given))
    return path


def _cell(entry: Mapping[str, Any]) -> JudgedCell:
    return JudgedCell(
        dossier=entry["dossier"],
        criterion=entry["criterion"],
        points_cp=tuple(_centipoints(value) for value in entry["points"]),
        motivations=tuple(entry["motivations"]),
        consensus_cp=_centipoints(entry["consensus"]),
        agreed=entry["agreed"],
        reason=entry.get("reason", ""),
    )


def _centipoints(value: Decimal | int) -> int:
    return int(value * 100)


def _consensus(cells: Iterable[JudgedCell]) -> str:
    parts = [
        "# Wat het panel afsprak: punten, motivering voor de brief, reden bij een afwijking.\n"
    ]
    for cell in cells:
        whole, rest = divmod(cell.consensus_cp, 100)
        points = f"{whole}.{rest // 10}" if rest else str(whole)
        lines = [
            "[[agreed]]",
            f'dossier = "{cell.dossier}"',
            f'criterion = "{cell.criterion}"',
            f"points = {points}",
            f'motivation = "{cell.agreed}"',
        ]
        if cell.reason:
            lines.append(f'reason = "{cell.reason}"')
        parts.append("\n".join(lines) + "\n")
    return "\n".join(parts)


def _findings() -> str:
    return (CONTENT / "onontvankelijk.toml").read_text(encoding="utf-8")


def _table(name: str) -> dict[str, Any]:
    text = (CONTENT / f"{name}.toml").read_text(encoding="utf-8")
    return tomllib.loads(text, parse_float=Decimal)


if __name__ == "__main__":
    target = Path(sys.argv[1]) if len(sys.argv) > 1 else DEFAULT_FOLDER
    for written in make_demo(target):
        print(written)
