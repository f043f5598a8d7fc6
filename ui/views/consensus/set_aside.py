"""Points that do not count, as an act on the sheets of a meeting that can be undone."""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from delpanel.changes import Changes
from delpanel.services.consensus import setting_aside
from delpanel.services.people import assessing
from scoring.dossiers import ScoreState
from ui.commands import Acts, PanelCommand, Where, translate
from ui.dialogs.set_aside import SetAsideDialog, counts_again_reason
from ui.models.points import window_language
from ui.views.consensus.entries import SheetEntry
from ui.views.consensus.sheet import AgreeSheet


class SettleScore(PanelCommand):
    """How the points of one evaluator on one criterion count."""

    def __init__(self, acts: Acts, where: Where, state: ScoreState, reason: str) -> None:
        super().__init__(
            acts, translate("Commands", "meetellen van punten op {0}").format(where[0])
        )
        self._where, self._state, self._reason = where, state, reason
        self._before = assessing.cell(acts.workspace.snapshot(), *where)
        self._after = self._before

    @override
    def forth(self) -> Changes:
        workspace = self.acts.workspace
        held = assessing.cell(workspace.snapshot(), *self._where)
        if (held.points_cp, held.state) != (self._before.points_cp, self._before.state):
            raise assessing.stale(workspace, self._where)
        changes = setting_aside.settle(workspace, self._where, self._state, self._reason)
        self._after = assessing.cell(workspace.snapshot(), *self._where)
        return changes

    @override
    def back(self) -> Changes:
        return setting_aside.put_back(self.acts.workspace, self._after, self._before.state)


class SetAsideDoor(QObject):
    """Asks for the reason where a sheet wants points not to count, or to count again."""

    def __init__(self, acts: Acts, sheet: AgreeSheet, page: QWidget) -> None:
        super().__init__(page)
        self._acts, self._sheet, self._page = acts, sheet, page
        sheet.aside_wanted.connect(self._on_wanted, Qt.ConnectionType.QueuedConnection)

    def _on_wanted(self, criterion: str, entry: SheetEntry) -> None:
        call = self._acts.workspace.call
        name = call.criterion_text(criterion).name.text(window_language())
        heading = f"{entry.name} · {self._sheet.dossier} · {name}"
        where = (self._sheet.dossier, entry.evaluator, criterion)
        given = entry.points_cp is not None
        if not entry.counts:
            asked = counts_again_reason(heading, given=given, parent=self._page)
            if asked.exec():
                self._push(where, ScoreState.SCORED, asked.words())
            return
        dialog = SetAsideDialog(heading, given=given, parent=self._page)
        if dialog.exec():
            self._push(where, dialog.state(), dialog.words())

    def _push(self, where: Where, state: ScoreState, reason: str) -> None:
        self._acts.push(SettleScore(self._acts, where, state, reason))
