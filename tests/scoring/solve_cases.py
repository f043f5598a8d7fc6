from __future__ import annotations

import json
from fractions import Fraction
from pathlib import Path
from typing import Any

from scoring.weights.score_matrix import ScoreMatrix
from scoring.weights.weight_set import WeightSet

FOLDER = Path(__file__).parents[1] / "files" / "solve"


def cases(kind: str) -> list[Any]:
    lines = (FOLDER / f"{kind}.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines if line.strip()]


def weighing(instance: dict[str, Any]) -> tuple[ScoreMatrix, tuple[int, ...], WeightSet]:
    size = len(instance["nominal_weights"])
    return (
        ScoreMatrix.unnamed(instance["scores_cp"], size),
        tuple(instance["nominal_weights"]),
        WeightSet(
            size,
            tuple(tuple(Fraction(cell) for cell in row) for row in instance["G"]),
            tuple(Fraction(bound) for bound in instance["h"]),
        ),
    )
