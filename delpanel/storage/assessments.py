"""What evaluators gave, cell by cell, with every change ever made to it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import and_, select

from delpanel.errors import StaleValue
from delpanel.model.assessment import CriterionAssessment
from delpanel.storage.repository import Repository, RowTuple
from delpanel.storage.row_values import moment_text
from delpanel.storage.schema import ASSESSMENT_HISTORY, ASSESSMENTS
from delpanel.storage.void_revisions import voided_at_revision
from scoring.dossiers import ScoreState

_CELL = ASSESSMENTS.c
_PAST = ASSESSMENT_HISTORY.c
_KEY = (_CELL.dossier, _CELL.evaluator, _CELL.criterion)
_VOID = str(ScoreState.COI)
_STATES = {str(state): state for state in ScoreState}


@dataclass(frozen=True, slots=True)
class AssessmentChange:
    """One change of one cell: what it became, when and by whom."""

    assessment: CriterionAssessment
    at: datetime
    actor: str


class AssessmentRepository(Repository):
    """One cell per dossier, evaluator and criterion; a cell without a row was never touched."""

    def load_all(self) -> tuple[CriterionAssessment, ...]:
        """Load every cell, by dossier, evaluator and criterion."""
        # As plain tuples they compare ten times faster than as rows
        rows = sorted(tuple(row) for row in self._rows(select(ASSESSMENTS)))
        return tuple(
            CriterionAssessment(dossier, evaluator, criterion, points, text, _STATES[state], count)
            for dossier, evaluator, criterion, points, text, state, count in rows
        )

    def load(self, dossier: str, evaluator: str, criterion: str) -> CriterionAssessment:
        """Load one cell; an untouched one has revision 0."""
        query = select(ASSESSMENTS).where(
            _CELL.dossier == dossier, _CELL.evaluator == evaluator, _CELL.criterion == criterion
        )
        row = self._row(query)
        return CriterionAssessment(dossier, evaluator, criterion) if not row else _assessment(row)

    def save(
        self, assessment: CriterionAssessment, expected_revision: int, *, at: datetime, actor: str
    ) -> CriterionAssessment:
        """Change one cell and remember the change; gives the cell with its new revision.

        Args:
            assessment: what the cell is to hold; its own ``revision`` is not looked at.
            expected_revision: the revision the change is based on; 0 for an untouched cell.
            at: when it was changed, aware of its zone.
            actor: who changed it.

        Raises:
            StaleValue: ASSESSMENT_STALE, somebody else was first; the params hold what is there.
        """
        saved = replace(assessment, revision=expected_revision + 1)
        row = _assessment_row(saved)
        if not self._changed(saved, row, expected_revision):
            raise self.stale(saved.dossier, saved.evaluator, saved.criterion)
        self._add(ASSESSMENT_HISTORY, [row | {"at": moment_text(at), "actor": actor}])
        return saved

    def stale(self, dossier: str, evaluator: str, criterion: str) -> StaleValue:
        """Say who was first in a cell, when, and what stands there now (ASSESSMENT_STALE).

        ``reason`` is ``text`` where that changed the motivation alone, ``empty`` where the points
        were taken away.
        """
        changes = self.of_cell(dossier, evaluator, criterion)
        if not changes:
            return StaleValue(
                "ASSESSMENT_STALE",
                dossier=dossier,
                evaluator=evaluator,
                criterion=criterion,
            )
        held, before = changes[-1].assessment, changes[-2:-1]
        same = bool(before) and before[0].assessment.points_cp == held.points_cp
        points = "empty" if held.points_cp is None else "points"
        return StaleValue(
            "ASSESSMENT_STALE",
            dossier=dossier,
            evaluator=evaluator,
            criterion=criterion,
            actor=changes[-1].actor,
            changed_at=changes[-1].at.isoformat(),
            points_cp=held.points_cp,
            revision=held.revision,
            reason="text" if same else points,
        )

    def of_cell(self, dossier: str, evaluator: str, criterion: str) -> list[AssessmentChange]:
        """Give every change of a cell by its revision, whatever the clocks of two people said."""
        changes = self.history(dossier, evaluator, criterion)
        return sorted(changes, key=lambda change: change.assessment.revision)

    def history(
        self, dossier: str, evaluator: str | None = None, criterion: str | None = None
    ) -> tuple[AssessmentChange, ...]:
        """Give every change of one cell in order, or of all cells of an evaluator or dossier."""
        query = select(ASSESSMENT_HISTORY).where(_PAST.dossier == dossier)
        if evaluator is not None:
            query = query.where(_PAST.evaluator == evaluator)
        if criterion is not None:
            query = query.where(_PAST.criterion == criterion)
        return tuple(_change(row) for row in sorted(self._rows(query), key=_in_time))

    def voided(self) -> tuple[CriterionAssessment, ...]:
        """Give the cells a conflict of interest voided, each as it last stood before."""
        void = {tuple(row) for row in self._rows(select(*_KEY).where(_CELL.state == _VOID))}
        if not void:
            return ()
        query = select(ASSESSMENT_HISTORY).where(_PAST.state != _VOID)
        last: dict[tuple[object, ...], CriterionAssessment] = {}
        for row in sorted(self._rows(query), key=lambda row: int(row[3])):
            if tuple(row[:3]) in void:
                last[tuple(row[:3])] = _change(row).assessment
        return tuple(last[key] for key in sorted(last, key=str))

    def void_revisions(self) -> Mapping[tuple[str, str, str], int]:
        """Give the revision from which on points are anew, by (dossier, evaluator, criterion).

        Cells in which points were given anew since are there too; what was restored is not.
        """
        void = select(_PAST.dossier, _PAST.evaluator, _PAST.criterion).where(_PAST.state == _VOID)
        keys = {tuple(row) for row in self._rows(void)}
        if not keys:
            return {}
        past: dict[tuple[str, str, str], list[tuple[CriterionAssessment, datetime]]] = {}
        for row in sorted(self._rows(select(ASSESSMENT_HISTORY)), key=lambda row: int(row[3])):
            if tuple(row[:3]) in keys:
                change = _change(row)
                key = (str(row[0]), str(row[1]), str(row[2]))
                past.setdefault(key, []).append((change.assessment, change.at))
        found = {key: voided_at_revision(changes) for key, changes in past.items()}
        return {key: revision for key, revision in sorted(found.items()) if revision}

    def add_all(
        self, assessments: Iterable[CriterionAssessment], *, at: datetime, actor: str
    ) -> None:
        """Fill many untouched cells at once, each at revision 1; a touched one is refused."""
        rows = [_assessment_row(replace(cell, revision=1)) for cell in assessments]
        self._add(ASSESSMENTS, rows)
        stamp = {"at": moment_text(at), "actor": actor}
        self._add(ASSESSMENT_HISTORY, (row | stamp for row in rows))

    def _changed(
        self, saved: CriterionAssessment, row: dict[str, object], expected_revision: int
    ) -> bool:
        """Write the cell if it stands at the expected revision; the database is the judge."""
        if expected_revision == 0:
            if self.load(saved.dossier, saved.evaluator, saved.criterion).revision:
                return False
            self._add(ASSESSMENTS, [row])
            return True
        held = and_(
            _CELL.dossier == saved.dossier,
            _CELL.evaluator == saved.evaluator,
            _CELL.criterion == saved.criterion,
            _CELL.revision == expected_revision,
        )
        return self._change(ASSESSMENTS, held, row) == 1


def _assessment(row: RowTuple) -> CriterionAssessment:
    dossier, evaluator, criterion, points_cp, motivation, state, revision = row
    return CriterionAssessment(
        dossier, evaluator, criterion, points_cp, motivation, _STATES[state], revision
    )


def _assessment_row(assessment: CriterionAssessment) -> dict[str, object]:
    return {
        "dossier": assessment.dossier,
        "evaluator": assessment.evaluator,
        "criterion": assessment.criterion,
        "points_cp": assessment.points_cp,
        "motivation": assessment.motivation,
        "state": str(assessment.state),
        "revision": assessment.revision,
    }


def _change(row: RowTuple) -> AssessmentChange:
    dossier, evaluator, criterion, revision, points_cp, motivation, state, at, actor = row
    held = CriterionAssessment(
        dossier, evaluator, criterion, points_cp, motivation, _STATES[state], revision
    )
    return AssessmentChange(held, datetime.fromisoformat(at), actor)


def _in_time(row: RowTuple) -> tuple[object, ...]:
    at, dossier, evaluator, criterion, revision = row[7], *row[:4]
    return (at, dossier, evaluator, criterion, revision)
