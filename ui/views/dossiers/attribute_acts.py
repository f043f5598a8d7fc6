"""Recorded attributes in the window: their button on the list of dossiers, acts to be undone."""

from __future__ import annotations

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from delpanel import messages
from delpanel.changes import Changes
from delpanel.errors import StaleValue, UserError
from delpanel.model.actor import Role
from delpanel.model.permissions import Phase
from delpanel.services.rankings import tie_attributes
from ui.commands import Acts, PanelCommand, translate
from ui.dialogs.attributes import AttributesDialog
from ui.kit.dressing import button
from ui.models.points import window_language


class ChangeAttribute(PanelCommand):
    """Record an attribute of a dossier, or take it away where there is no value."""

    def __init__(self, acts: Acts, key: tie_attributes.Key, value: int | None, reason: str) -> None:
        dossier, attribute = self.key = key
        super().__init__(acts, translate("Commands", "{0} van {1}").format(attribute, dossier))
        self._value, self._reason = value, reason
        self._before = self._after = self._stands()

    @override
    def forth(self) -> Changes:
        if self._stands() != self._before:
            raise StaleValue(tie_attributes.STALE)
        workspace = self.acts.workspace
        if self._value is None:
            changes = tie_attributes.take_away(workspace, *self.key, self._reason)
        else:
            changes = tie_attributes.record(workspace, *self.key, self._value, self._reason)
        self._after = self._stands()
        return changes

    @override
    def back(self) -> Changes:
        return tie_attributes.put_back(self.acts.workspace, self.key, self._after, self._before)

    def _stands(self) -> int | None:
        return tie_attributes.value_of(self.acts.workspace.snapshot(), self.key)


class AttributesDoor(QObject):
    """``button`` is there where the call declares attributes; ``dialog`` is what is open now."""

    def __init__(self, acts: Acts, page: QWidget) -> None:
        super().__init__(page)
        self._acts, self._page = acts, page
        self.button = button("")
        self.button.clicked.connect(self.open)
        self.dialog: AttributesDialog | None = None
        acts.refused.connect(self._on_refused)

    def refresh(self) -> None:
        """Show the button where there is something to open."""
        workspace = self._acts.workspace
        state = workspace.snapshot()
        may_look = workspace.actor.role is not Role.EVALUATOR
        shown = bool(tie_attributes.declared(state) and state.dossiers) and may_look
        self.button.setText(self.tr("Gelijke standen…"))
        self.button.setVisible(shown)

    def open(self) -> None:
        """Open the attributes; they can change until a decision is frozen."""
        state = self._acts.workspace.snapshot()
        names = {dossier.id: dossier.name for dossier in state.dossiers}
        made = AttributesDialog(names, tie_attributes.declared(state), self._locked(), self._page)
        self.dialog = made
        made.recorded.connect(self._on_recorded)
        made.cleared.connect(self._on_cleared)
        self._show()
        made.exec()
        self.dialog = None
        made.deleteLater()

    def _locked(self) -> str:
        """Why nothing can change here; empty where it can."""
        workspace = self._acts.workspace
        if workspace.phase is Phase.FROZEN:
            return messages.sentence("FROZEN", {}, window_language())
        office = workspace.actor.role in {Role.CHAIR, Role.SECRETARIAT}
        if self._acts.only_reads or not office:
            return self.tr("U kunt dit paneel bekijken, niet wijzigen.")
        return ""

    def _show(self, key: tie_attributes.Key | None = None) -> None:
        if self.dialog is not None:
            rows = tie_attributes.attribute_rows(self._acts.workspace.computed())
            self.dialog.show_rows(rows, key)

    def _on_recorded(self, dossier: str, attribute: str, value: object, reason: str) -> None:
        if isinstance(value, int):
            self._push(ChangeAttribute(self._acts, (dossier, attribute), value, reason))

    def _on_cleared(self, dossier: str, attribute: str, reason: str) -> None:
        self._push(ChangeAttribute(self._acts, (dossier, attribute), None, reason))

    def _push(self, command: ChangeAttribute) -> None:
        if self._acts.push(command):
            self._show(command.key)

    def _on_refused(self, error: UserError) -> None:
        if self.dialog is not None:
            self.dialog.say(messages.of_error(error, window_language()))
