"""Where score sheets lie: in a panel, or in the pack of one member; the scoring page asks here."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from PySide6.QtCore import QObject, Signal
from typing_extensions import override

from delpanel.model.actor import Role
from delpanel.model.assessment import CriterionAssessment
from delpanel.model.attachment import Attachment
from delpanel.model.call import Call
from delpanel.model.dossier import Dossier
from delpanel.model.panel import Evaluator
from delpanel.model.permissions import Phase
from delpanel.services.intake import attaching
from delpanel.services.people import assessing
from delpanel.services.people.assessing import SheetState
from delpanel.services.state import presiding
from ui.commands import Acts, SetMotivation, SetPoints, Where
from ui.models.points import SheetRow, people_of, sheet_rows


class Sheets(QObject):
    """Sheets of evaluators, to look at and to fill in.

    ``refused`` carries the ``UserError`` of a change that was not made, ``changed`` what changed
    (``Changes``) and who did it; ``storing_changed`` comes when writing begins or ceases to fail.
    """

    refused = Signal(object)
    changed = Signal(object, object)
    storing_changed = Signal()

    @property
    def call(self) -> Call:
        """The call whose criteria and scale hold."""
        raise NotImplementedError

    @property
    def is_own(self) -> bool:
        """Whether the one at the keyboard is the evaluator whose sheets these are."""
        raise NotImplementedError

    @property
    def is_read_only(self) -> bool:
        """Whether nothing can be given here."""
        raise NotImplementedError

    @property
    def is_frozen(self) -> bool:
        """Whether nothing can be given by anybody any more."""
        raise NotImplementedError

    @property
    def is_stored(self) -> bool:
        """Whether everything that was given is on disk."""
        return True

    def now(self) -> datetime:
        """The present moment."""
        raise NotImplementedError

    def people(self) -> Sequence[Evaluator]:
        """Whose sheets may be seen here."""
        raise NotImplementedError

    def rows(self, evaluator: str) -> Sequence[SheetRow]:
        """The dossiers of one evaluator, in the order of the list."""
        raise NotImplementedError

    def dossier(self, dossier: str) -> Dossier | None:
        """The content of a dossier."""
        raise NotImplementedError

    def attachments(self, dossier: str) -> Sequence[Attachment]:
        """The files handed in with a dossier, without their bytes."""
        raise NotImplementedError

    def attachment_bytes(self, attachment: Attachment) -> bytes:
        """The bytes of one of them."""
        raise NotImplementedError

    def is_withheld(self, dossier: str, evaluator: str) -> bool:
        """Whether a conflict of interest keeps a dossier from view."""
        raise NotImplementedError

    def cells(self, dossier: str, evaluator: str) -> Sequence[CriterionAssessment]:
        """What was given on each criterion of the call."""
        raise NotImplementedError

    def state(self, dossier: str, evaluator: str) -> SheetState:
        """How far a sheet is."""
        raise NotImplementedError

    @property
    def is_released(self) -> bool:
        """Whether members see everybody's points and give none any more."""
        return False

    def last_change(self, held: CriterionAssessment) -> tuple[str, datetime] | None:
        """Who changed a cell last, and when; None where that is not known."""
        del held
        return None

    def set_points(self, held: CriterionAssessment, points_cp: int | None, origin: QObject) -> bool:
        """Give points in place of what was held; False when it was refused."""
        raise NotImplementedError

    def set_motivation(self, held: CriterionAssessment, text: str, origin: QObject) -> bool:
        """Give a reason in place of what was held; False when it was refused."""
        raise NotImplementedError


class PanelSheets(Sheets):
    """The sheets of a panel: an evaluator sees the own ones, the office those of everybody."""

    def __init__(self, acts: Acts, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._acts = acts
        self._workspace = acts.workspace
        acts.refused.connect(self.refused)
        acts.hub.changed.connect(self.changed)

    @property
    @override
    def call(self) -> Call:
        return self._workspace.call

    @property
    @override
    def is_own(self) -> bool:
        return self._workspace.actor.role is Role.EVALUATOR

    @property
    @override
    def is_read_only(self) -> bool:
        return self.is_frozen or self._acts.only_reads or (self.is_own and self.is_released)

    @property
    @override
    def is_frozen(self) -> bool:
        return self._workspace.phase is Phase.FROZEN

    @property
    @override
    def is_released(self) -> bool:
        return self._workspace.snapshot().released

    @override
    def last_change(self, held: CriterionAssessment) -> tuple[str, datetime] | None:
        last = assessing.last_change(self._workspace, _where(held))
        return None if last is None else (last.actor, last.at)

    @override
    def now(self) -> datetime:
        return self._workspace.now()

    @override
    def people(self) -> Sequence[Evaluator]:
        return people_of(self._workspace)

    @override
    def rows(self, evaluator: str) -> Sequence[SheetRow]:
        barred = presiding.withheld(self._workspace)
        return sheet_rows(self._workspace.snapshot(), evaluator, barred)

    @override
    def dossier(self, dossier: str) -> Dossier | None:
        return self._workspace.snapshot().dossier_by_id.get(dossier)

    @override
    def attachments(self, dossier: str) -> Sequence[Attachment]:
        return self._workspace.snapshot().attachments_of.get(dossier, ())

    @override
    def attachment_bytes(self, attachment: Attachment) -> bytes:
        return attaching.content(self._workspace, attachment)

    @override
    def is_withheld(self, dossier: str, evaluator: str) -> bool:
        state = self._workspace.snapshot()
        barred = presiding.withheld(self._workspace)
        return (evaluator, dossier) in state.conflicted or dossier in barred

    @override
    def cells(self, dossier: str, evaluator: str) -> Sequence[CriterionAssessment]:
        state = self._workspace.snapshot()
        return [assessing.cell(state, dossier, evaluator, c.id) for c in self.call.rules.criteria]

    @override
    def state(self, dossier: str, evaluator: str) -> SheetState:
        return assessing.sheet_state(self._workspace.snapshot(), dossier, evaluator)

    @override
    def set_points(self, held: CriterionAssessment, points_cp: int | None, origin: QObject) -> bool:
        command = SetPoints(self._acts, _where(held), held.points_cp, points_cp)
        return self._acts.push(command, origin)

    @override
    def set_motivation(self, held: CriterionAssessment, text: str, origin: QObject) -> bool:
        command = SetMotivation(self._acts, _where(held), held.motivation, text)
        return self._acts.push(command, origin)


def _where(held: CriterionAssessment) -> Where:
    return held.dossier, held.evaluator, held.criterion
