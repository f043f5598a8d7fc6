"""Declared synergy in the window: its button on the list of dossiers, and acts to be undone."""

from __future__ import annotations

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from delpanel import messages
from delpanel.changes import Changes
from delpanel.errors import StaleValue, UserError
from delpanel.model.actor import Role
from delpanel.model.synergy import SynergyPair, pair_key
from delpanel.services.intake import synergy
from scoring.errors import ScoringError
from ui.commands import Acts, PanelCommand, translate
from ui.dialogs.synergy import SynergyDialog
from ui.kit.dressing import button
from ui.models.points import window_language


class ChangeSynergy(PanelCommand):
    """Declare a pair, or take one away where there are no points."""

    def __init__(
        self, acts: Acts, pair: tuple[str, str], points_cp: int | None, reason: str
    ) -> None:
        self.key = pair_key(*pair)
        super().__init__(
            acts, translate("Commands", "samenhang van {0}").format(" + ".join(self.key))
        )
        self._points_cp, self._reason = points_cp, reason
        self._before = self._stands()
        self._after: SynergyPair | None = None

    @override
    def forth(self) -> Changes:
        if self._stands() != self._before:
            raise StaleValue(synergy.STALE)
        workspace = self.acts.workspace
        if self._points_cp is None:
            changes = synergy.withdraw(workspace, *self.key, self._reason)
        else:
            changes = synergy.declare(workspace, *self.key, self._points_cp, self._reason)
        self._after = self._stands()
        return changes

    @override
    def back(self) -> Changes:
        return synergy.put_back(self.acts.workspace, self.key, self._after, self._before)

    def _stands(self) -> SynergyPair | None:
        return synergy.pair_of(self.acts.workspace.snapshot(), *self.key)


class SynergyDoor(QObject):
    """``button`` is there where the call allows synergy; ``dialog`` is what is open now."""

    def __init__(self, acts: Acts, page: QWidget) -> None:
        super().__init__(page)
        self._acts, self._page = acts, page
        self.button = button("")
        self.button.clicked.connect(self.open)
        self.dialog: SynergyDialog | None = None
        acts.refused.connect(self._on_refused)

    def refresh(self) -> None:
        """Show the button where there is something to open."""
        workspace = self._acts.workspace
        state = workspace.snapshot()
        may_look = workspace.actor.role is not Role.EVALUATOR
        shown = state.call.synergy and may_look and len(state.dossiers) > 1
        self.button.setText(self.tr("Samenhang tussen hubs…"))
        self.button.setVisible(shown)

    def open(self) -> None:
        """Open the pairs; they can change until the first points are given."""
        state = self._acts.workspace.snapshot()
        names = {dossier.id: dossier.name for dossier in state.dossiers}
        made = SynergyDialog(names, synergy.largest_cp(state), self._locked(), self._page)
        self.dialog = made
        made.declared.connect(self._on_declared)
        made.withdrawn.connect(self._on_withdrawn)
        self._show()
        made.exec()
        self.dialog = None
        made.deleteLater()

    def _locked(self) -> str:
        """Why nothing can change here; empty where it can."""
        workspace = self._acts.workspace
        if synergy.is_locked(workspace):
            return messages.sentence("SYNERGY_LOCKED", {}, window_language())
        office = workspace.actor.role in {Role.CHAIR, Role.SECRETARIAT}
        if self._acts.only_reads or not office:
            return self.tr("U kunt dit paneel bekijken, niet wijzigen.")
        return ""

    def _show(self, key: tuple[str, str] | None = None) -> None:
        if self.dialog is None:
            return
        try:
            rows = synergy.pair_rows(self._acts.workspace.computed())
        except ScoringError as error:
            self.dialog.say(messages.of_error(error, window_language()))
            return
        self.dialog.show_pairs(rows, key)

    def _on_declared(self, one: str, other: str, points_cp: int, reason: str) -> None:
        self._push(ChangeSynergy(self._acts, (one, other), points_cp, reason))

    def _on_withdrawn(self, one: str, other: str, reason: str) -> None:
        self._push(ChangeSynergy(self._acts, (one, other), None, reason))

    def _push(self, command: ChangeSynergy) -> None:
        if self._acts.push(command):
            self._show(command.key)

    def _on_refused(self, error: UserError) -> None:
        if self.dialog is not None:
            self.dialog.say(messages.of_error(error, window_language()))
