"""Approvals given in the room, on the sheet of a dossier, and what of it can be undone."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence

from PySide6.QtCore import QCoreApplication, QObject
from PySide6.QtWidgets import QDialog, QWidget
from typing_extensions import override

from delpanel.changes import Changes
from delpanel.model.approval import Approval, ApprovalAnswer
from delpanel.services.people import approving
from delpanel.services.state.workspace import Workspace
from ui.commands import Acts, PanelCommand
from ui.dialogs.dissent import DissentDialog
from ui.views.consensus.sheet import AgreeSheet

translate = QCoreApplication.translate


class Approve(PanelCommand):
    """What members say of the agreed points of one dossier; ``forth`` calls the verb given."""

    def __init__(
        self, acts: Acts, dossier: str, members: Sequence[str], verb: Callable[[], Changes]
    ) -> None:
        super().__init__(acts, translate("Commands", "goedkeuring van {0}").format(dossier))
        self.dossier = dossier
        self.stood = self._held(members)
        self._verb = verb

    @override
    def forth(self) -> Changes:
        return self._verb()

    @override
    def back(self) -> Changes:
        return approving.restore(self.acts.workspace, self.dossier, self.stood)

    def _held(self, members: Sequence[str]) -> tuple[tuple[str, Approval | None], ...]:
        given = {
            one.evaluator: one
            for one in self.acts.workspace.snapshot().approvals
            if one.dossier == self.dossier
        }
        return tuple((member, given.get(member)) for member in members)


class ApprovalDesk(QObject):
    """Does what is asked on the strip of a sheet, and shows there what the panel holds.

    ``present`` says who is in the room; without it a roll call is of everyone who is asked.
    """

    def __init__(
        self,
        acts: Acts,
        sheet: AgreeSheet,
        page: QWidget,
        present: Callable[[], Collection[str]] | None = None,
    ) -> None:
        super().__init__(page)
        self._present = present
        self._acts, self._sheet, self._page = acts, sheet, page
        self._is_anonymous = False
        self._may_act = False
        strip = sheet.approvals
        strip.approved.connect(lambda who: self._answer(who, ApprovalAnswer.APPROVED))
        strip.dissented.connect(self._on_dissent)
        strip.withdrawn.connect(self._on_withdrawn)
        strip.rolled.connect(self._on_rolled)

    @property
    def workspace(self) -> Workspace:
        """The panel."""
        return self._acts.workspace

    def show(self, *, anonymous: bool, may_act: bool) -> None:
        """Show who stands behind the agreed points of the dossier on the sheet."""
        self._is_anonymous, self._may_act = anonymous, may_act
        self.renew()

    def renew(self) -> None:
        """Show it as the panel holds it now."""
        snapshot = self.workspace.snapshot()
        if self._sheet.dossier not in snapshot.dossier_by_id:
            return
        state = approving.approval_state(snapshot, self._sheet.dossier)
        names = {
            who: f"#{number}" if self._is_anonymous else snapshot.evaluator_by_id[who].name
            for number, who in enumerate(state.required, start=1)
        }
        rule = snapshot.call.panel.approvals
        self._sheet.approvals.show_state(state, rule, names, may_act=self._may_act)

    def _answer(self, who: str, given: ApprovalAnswer, note: str = "") -> None:
        dossier = self._sheet.dossier
        self._do([who], lambda: approving.answer(self.workspace, dossier, who, given, note))

    def _on_dissent(self, who: str) -> None:
        person = self.workspace.snapshot().evaluator_by_id[who]
        dialog = DissentDialog(self._sheet.dossier, person.name, self._page)
        if dialog.exec() == QDialog.DialogCode.Accepted:
            self._answer(who, ApprovalAnswer.DISSENT, dialog.words())
        dialog.deleteLater()

    def _on_withdrawn(self, who: str) -> None:
        dossier = self._sheet.dossier
        self._do([who], lambda: approving.take_back(self.workspace, dossier, [who]))

    def _on_rolled(self) -> None:
        dossier = self._sheet.dossier
        awaited = approving.approval_state(self.workspace.snapshot(), dossier).awaited
        room = awaited if self._present is None else self._present()
        here = [who for who in awaited if who in room]
        if here:
            self._do(here, lambda: approving.roll_call(self.workspace, dossier, here))

    def _do(self, members: Sequence[str], verb: Callable[[], Changes]) -> None:
        if self._acts.push(Approve(self._acts, self._sheet.dossier, members, verb)):
            self.renew()
