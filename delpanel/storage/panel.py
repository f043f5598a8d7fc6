"""Evaluators, who judges which dossier, and who may not."""

from __future__ import annotations

from sqlalchemy import select

from delpanel.errors import UserError
from delpanel.model.panel import Assignment, ConflictOfInterest, Evaluator, Presiding
from delpanel.storage.repository import Repository
from delpanel.storage.schema import ASSESSMENTS, ASSIGNMENTS, CONFLICTS, EVALUATORS, META

_CHAIR, _DEPUTY = "presiding-chair", "presiding-deputy"


class PanelRepository(Repository):
    """The people of the panel and their relation to the dossiers."""

    def evaluators(self) -> tuple[Evaluator, ...]:
        """Give every evaluator, sorted by id, those who left among them."""
        return tuple(
            Evaluator(key, name, mail, organisation, bool(active))
            for key, name, mail, organisation, active in sorted(self._rows(select(EVALUATORS)))
        )

    def save_evaluator(self, evaluator: Evaluator) -> None:
        """Add an evaluator or change one."""
        row: dict[str, object] = {
            "id": evaluator.id,
            "name": evaluator.name,
            "mail": evaluator.mail,
            "organisation": evaluator.organisation,
            "active": int(evaluator.active),
        }
        self._put(EVALUATORS, row)

    def delete_evaluator(self, evaluator_id: str) -> None:
        """Remove an evaluator who assessed nothing, with assignments and conflicts.

        Raises:
            UserError: EVALUATOR_IN_USE, there are assessments; set ``active`` off instead.
        """
        query = select(ASSESSMENTS.c.evaluator).where(ASSESSMENTS.c.evaluator == evaluator_id)
        if self._row(query.limit(1)):
            raise UserError("EVALUATOR_IN_USE", evaluator=evaluator_id)
        self._remove(EVALUATORS, EVALUATORS.c.id == evaluator_id)

    def assignments(self) -> tuple[Assignment, ...]:
        """Give every assignment, by dossier and evaluator."""
        rows = self._rows(select(ASSIGNMENTS.c.dossier, ASSIGNMENTS.c.evaluator))
        return tuple(Assignment(evaluator, dossier) for dossier, evaluator in sorted(rows))

    def assign(self, assignment: Assignment) -> None:
        """Let an evaluator judge a dossier; asking twice changes nothing."""
        row = {"dossier": assignment.dossier, "evaluator": assignment.evaluator}
        self._put(ASSIGNMENTS, row)

    def unassign(self, assignment: Assignment) -> None:
        """Take an assignment back; assessments already given stay."""
        self._remove(
            ASSIGNMENTS,
            ASSIGNMENTS.c.dossier == assignment.dossier,
            ASSIGNMENTS.c.evaluator == assignment.evaluator,
        )

    def conflicts(self) -> tuple[ConflictOfInterest, ...]:
        """Give every conflict of interest, by dossier and evaluator."""
        rows = self._rows(select(CONFLICTS.c.dossier, CONFLICTS.c.evaluator, CONFLICTS.c.reason))
        return tuple(ConflictOfInterest(e, d, reason) for d, e, reason in sorted(rows))

    def save_conflict(self, conflict: ConflictOfInterest) -> None:
        """Declare a conflict of interest or change its reason."""
        row = {
            "dossier": conflict.dossier,
            "evaluator": conflict.evaluator,
            "reason": conflict.reason,
        }
        self._put(CONFLICTS, row)

    def delete_conflict(self, evaluator_id: str, dossier_id: str) -> None:
        """Take a declared conflict of interest back."""
        self._remove(
            CONFLICTS, CONFLICTS.c.dossier == dossier_id, CONFLICTS.c.evaluator == evaluator_id
        )

    def presiding(self) -> Presiding:
        """Give who chairs and who deputises; empty where nobody was named."""
        query = select(META.c.key, META.c.value).where(META.c.key.in_((_CHAIR, _DEPUTY)))
        held = {str(key): str(value) for key, value in self._rows(query)}
        return Presiding(held.get(_CHAIR, ""), held.get(_DEPUTY, ""))

    def save_presiding(self, presiding: Presiding) -> None:
        """Name who chairs and who deputises, in place of those before."""
        for key, value in ((_CHAIR, presiding.chair), (_DEPUTY, presiding.deputy)):
            self._put(META, {"key": key, "value": value})
