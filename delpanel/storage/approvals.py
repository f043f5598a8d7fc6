"""What members said of the agreed points of a dossier: one answer of each at most."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select

from delpanel.model.approval import Approval, ApprovalAnswer, ApprovalSource
from delpanel.storage.repository import Repository, RowTuple
from delpanel.storage.round_tables import APPROVALS
from delpanel.storage.row_values import moment_text


class ApprovalRepository(Repository):
    """Answers by dossier and evaluator; the last one stands."""

    def load_all(self) -> tuple[Approval, ...]:
        """Give every answer, by dossier and evaluator."""
        rows = self._rows(select(APPROVALS))
        return tuple(_approval(row) for row in sorted(rows, key=lambda row: (row[0], row[1])))

    def save(self, approval: Approval) -> None:
        """Record an answer in place of the one before."""
        row: dict[str, object] = {
            "dossier": approval.dossier,
            "evaluator": approval.evaluator,
            "answer": str(approval.answer),
            "note": approval.note,
            "based_on": approval.based_on,
            "source": str(approval.source),
            "at": moment_text(approval.at),
            "actor": approval.actor,
        }
        self._put(APPROVALS, row)

    def remove(self, dossier: str, evaluator: str) -> None:
        """Take an answer back."""
        columns = APPROVALS.c
        self._remove(APPROVALS, columns.dossier == dossier, columns.evaluator == evaluator)


def _approval(row: RowTuple) -> Approval:
    dossier, evaluator, answer, note, based_on, source, at, actor = row
    return Approval(
        dossier,
        evaluator,
        ApprovalAnswer(answer),
        note,
        based_on,
        ApprovalSource(source),
        datetime.fromisoformat(at),
        actor,
    )
