"""Findings by hand and withdrawals as acts that can be undone, and the pane that asks for them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from zoneinfo import ZoneInfo

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from delpanel.changes import Changes
from delpanel.errors import StaleValue
from delpanel.model.admissibility import AdmissibilityFinding, Ground
from delpanel.model.dossier import Dossier
from delpanel.services.intake import admitting, withdrawing
from delpanel.services.intake.listing import DossierRow
from ui.commands import Acts, PanelCommand, translate
from ui.dialogs.finding import FindingDialog
from ui.dialogs.withdrawal import WithdrawalDialog, return_reason
from ui.models.admissibility import ground_word, manual_finding
from ui.views.dossiers.detail import DossierDetail


class JudgeGround(PanelCommand):
    """What a person says of one ground of one dossier; None takes it back."""

    def __init__(
        self, acts: Acts, dossier: str, ground: Ground, after: AdmissibilityFinding | None
    ) -> None:
        said = translate("Commands", "bevinding van {0}, {1}")
        super().__init__(acts, said.format(dossier, ground_word(ground).lower()))
        self.dossier, self.ground = dossier, ground
        self.before = manual_finding(acts.workspace.snapshot(), dossier, ground)
        self.after = after
        self._written: AdmissibilityFinding | None = None

    @override
    def forth(self) -> Changes:
        self._require(self.before)
        changes = self._set(self.after)
        self._written = self._held()
        return changes

    @override
    def back(self) -> Changes:
        self._require(self._written)
        return self._set(self.before)

    def _set(self, wanted: AdmissibilityFinding | None) -> Changes:
        workspace = self.acts.workspace
        if wanted is None:
            return admitting.withdraw_finding(workspace, self.dossier, self.ground)
        return admitting.judge(workspace, wanted)

    def _held(self) -> AdmissibilityFinding | None:
        return manual_finding(self.acts.workspace.snapshot(), self.dossier, self.ground)

    def _require(self, wanted: AdmissibilityFinding | None) -> None:
        if self._held() != wanted:
            raise StaleValue("FINDING_STALE", dossier=self.dossier, actor=_who(self._held()))


class ChangeWithdrawal(PanelCommand):
    """A dossier withdrawn on a day, or taking part again where there is no day."""

    def __init__(self, acts: Acts, dossier: str, told_on: date | None, reason: str) -> None:
        super().__init__(acts, translate("Commands", "intrekking van {0}").format(dossier))
        self.dossier, self._told_on, self._reason = dossier, told_on, reason
        self._before = self._after = withdrawing.withdrawal_of(acts.workspace.snapshot(), dossier)
        self._written = False

    @override
    def forth(self) -> Changes:
        workspace = self.acts.workspace
        if self._written:
            return withdrawing.put_back(workspace, self.dossier, self._before, self._after)
        if self._told_on is None:
            changes = withdrawing.take_back(workspace, self.dossier, self._reason)
        else:
            changes = withdrawing.withdraw(workspace, self.dossier, self._told_on, self._reason)
        self._after = withdrawing.withdrawal_of(workspace.snapshot(), self.dossier)
        self._written = True
        return changes

    @override
    def back(self) -> Changes:
        return withdrawing.put_back(self.acts.workspace, self.dossier, self._after, self._before)


class AdmissibilityDoor(QObject):
    """Does what the pane of a dossier asks for: findings by hand, and withdrawal."""

    def __init__(self, acts: Acts, page: QWidget) -> None:
        super().__init__(page)
        self._acts = acts
        self._page = page
        self._current: Callable[[], DossierRow | None] = lambda: None

    def serve(self, detail: DossierDetail, current: Callable[[], DossierRow | None]) -> None:
        """Listen to the pane; ``current`` is the dossier it shows."""
        queued = Qt.ConnectionType.QueuedConnection
        self._current = current
        detail.judge_wanted.connect(self._on_judge, queued)
        detail.withdraw_wanted.connect(self._on_take_back, queued)
        detail.withdrawal_wanted.connect(self._on_withdrawal, queued)

    def judge(self, finding: AdmissibilityFinding) -> bool:
        """Record a finding by hand, undoable."""
        return self._acts.push(JudgeGround(self._acts, finding.dossier, finding.ground, finding))

    def _on_judge(self, ground: Ground) -> None:
        record = self._current()
        if record is None:
            return
        verdict = self._acts.workspace.computed().core.admissibility[record.id]
        found = next(f for f in verdict.findings if f.ground is ground)
        dialog = FindingDialog(found, self._page)
        if dialog.exec():
            self.judge(dialog.finding())

    def _on_take_back(self, ground: Ground) -> None:
        record = self._current()
        state = self._acts.workspace.snapshot()
        if record is not None and manual_finding(state, record.id, ground):
            self._acts.push(JudgeGround(self._acts, record.id, ground, None))

    def _on_withdrawal(self) -> None:
        record = self._current()
        if record is None:
            return
        if record.dossier.withdrawn:
            asked = return_reason(record.id, self._page)
            if asked.exec():
                self._acts.push(ChangeWithdrawal(self._acts, record.id, None, asked.words()))
            return
        workspace = self._acts.workspace
        filed = _filed_on(record.dossier, workspace.call.deadlines.zone)
        dialog = WithdrawalDialog(record.id, withdrawing.today(workspace), filed, self._page)
        if dialog.exec():
            command = ChangeWithdrawal(self._acts, record.id, dialog.told_on(), dialog.words())
            self._acts.push(command)


def _filed_on(dossier: Dossier, zone: str) -> date | None:
    filed = dossier.submitted_at
    return None if filed is None else filed.astimezone(ZoneInfo(zone)).date()


def _who(held: AdmissibilityFinding | None) -> str:
    return "" if held is None else held.actor
