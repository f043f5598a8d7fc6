"""The sheets in the pack of one member: only the own ones, in the own order or by number."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from PySide6.QtCore import QObject
from typing_extensions import override

from delpanel.model.assessment import CriterionAssessment
from delpanel.model.attachment import Attachment
from delpanel.model.call import Call
from delpanel.model.dossier import Dossier
from delpanel.model.panel import Evaluator
from delpanel.services.member.pack_view import own_order
from delpanel.services.people.assessing import SheetState
from delpanel.services.people.sheet_standing import filled_in
from ui.models.points import SheetRow, sheet_row
from ui.pack_acts import PackActs
from ui.sheets import Sheets


class PackSheets(Sheets):
    """What the scoring page shows of a pack. ``by_number`` replaces the order of the member."""

    def __init__(self, acts: PackActs, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.acts = acts
        self.by_number = False
        self._dossiers = {one.id: one for one in acts.desk.content.dossiers}
        self._order = own_order(acts.desk)
        acts.refused.connect(self.refused)
        acts.changed.connect(self.changed)
        acts.trouble_changed.connect(self.storing_changed)

    @property
    @override
    def call(self) -> Call:
        return self.acts.desk.call

    @property
    @override
    def is_own(self) -> bool:
        return True

    @property
    @override
    def is_read_only(self) -> bool:
        return False

    @property
    @override
    def is_frozen(self) -> bool:
        return False

    @property
    @override
    def is_stored(self) -> bool:
        return self.acts.is_saved

    @override
    def now(self) -> datetime:
        return self.acts.now()

    @override
    def people(self) -> Sequence[Evaluator]:
        content = self.acts.desk.content
        return [Evaluator(content.head.evaluator, content.evaluator_name)]

    @override
    def rows(self, evaluator: str) -> Sequence[SheetRow]:
        order = sorted(self._order) if self.by_number else self._order
        call = self.call
        return [sheet_row(call, self._dossiers[one], self.cells(one, evaluator)) for one in order]

    @override
    def dossier(self, dossier: str) -> Dossier | None:
        return self._dossiers.get(dossier)

    @override
    def attachments(self, dossier: str) -> Sequence[Attachment]:
        held = self.acts.desk.content.attachments
        return [one.record for one in held if one.record.dossier == dossier]

    @override
    def attachment_bytes(self, attachment: Attachment) -> bytes:
        held = self.acts.desk.content.attachments
        return next(one.content for one in held if one.record == attachment)

    @override
    def is_withheld(self, dossier: str, evaluator: str) -> bool:
        return False

    @override
    def cells(self, dossier: str, evaluator: str) -> Sequence[CriterionAssessment]:
        held = {(c.dossier, c.criterion): c for c in self.acts.desk.draft.cells}
        return [
            held[dossier, c.id].assessment(evaluator)
            if (dossier, c.id) in held
            else CriterionAssessment(dossier, evaluator, c.id)
            for c in self.call.rules.criteria
        ]

    @override
    def state(self, dossier: str, evaluator: str) -> SheetState:
        cells = self.cells(dossier, evaluator)
        given, reasoned, _ = filled_in(self.call, cells)
        return SheetState(dossier, evaluator, len(cells), given, reasoned, conflicted=False)

    @override
    def set_points(self, held: CriterionAssessment, points_cp: int | None, origin: QObject) -> bool:
        return self.acts.set_points((held.dossier, held.criterion), points_cp, origin)

    @override
    def set_motivation(self, held: CriterionAssessment, text: str, origin: QObject) -> bool:
        return self.acts.set_motivation((held.dossier, held.criterion), text, origin)
