"""What returned score sheets would change, cell by cell."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from delpanel.model.assessment import CriterionAssessment
from delpanel.services.snapshot import Snapshot
from ui import formats
from ui.kit.columns import Align, Column
from ui.kit.fonts import TextStyle
from ui.models.points import window_language


def sheet_columns(state: Snapshot) -> tuple[Column[CriterionAssessment], ...]:
    """Give the columns of what returned sheets would change."""
    language = window_language()

    def held(row: CriterionAssessment) -> int | None:
        there = state.assessment_by_cell.get((row.dossier, row.evaluator, row.criterion))
        return None if there is None else there.points_cp

    return (
        Column[CriterionAssessment](
            "evaluator", _tr("Beoordelaar"), lambda r: _name(state, r.evaluator), width=160
        ),
        Column[CriterionAssessment]("dossier", _tr("Dossier"), lambda r: r.dossier, width=76),
        Column[CriterionAssessment](
            "criterion",
            _tr("Criterium"),
            lambda r: state.call.criterion_text(r.criterion).name.text(language),
            width=170,
        ),
        Column[CriterionAssessment](
            "before",
            _tr("Nu"),
            held,
            text=lambda r: formats.points(held(r)),
            align=Align.RIGHT,
            tone=lambda _r: "text3",
            width=64,
        ),
        Column[CriterionAssessment](
            "after",
            _tr("Wordt"),
            lambda r: r.points_cp,
            text=lambda r: formats.points(r.points_cp),
            align=Align.RIGHT,
            style=TextStyle.NAME,
            width=72,
        ),
        Column[CriterionAssessment](
            "motivation",
            _tr("Motivering"),
            lambda r: r.motivation,
            tip=lambda r: r.motivation,
            tone=lambda _r: "text2",
            style=TextStyle.CHIP,
            width=200,
            stretch=True,
        ),
    )


def _name(state: Snapshot, evaluator: str) -> str:
    known = state.evaluator_by_id.get(evaluator)
    return evaluator if known is None else known.name


def _tr(text: str) -> str:
    return QCoreApplication.translate("ReturnedSheets", text)
