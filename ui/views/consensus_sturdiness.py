"""What stands beside the ranking about how sturdy the result is, and on whom it hangs."""

from __future__ import annotations

from PySide6.QtCore import QObject

from delpanel.services.funded_map import FundedMap, is_quick
from delpanel.services.sturdiness import Sturdy
from delpanel.services.workspace import Workspace
from scoring.flags import Flag
from ui.models.consensus_people import people_items
from ui.views.consensus_panel import ConsensusPanel
from ui.views.consensus_trial import Trial


class Sturdiness(QObject):
    """Asks for the slow figures and shows them in the panel when they are there."""

    def __init__(
        self, trial: Trial, panel: ConsensusPanel, workspace: Workspace, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._trial = trial
        self._panel = panel
        self._workspace = workspace
        self._is_anonymous = False
        trial.mapped.connect(self._on_mapped)
        trial.steadied.connect(self._on_steadied)
        trial.watched.connect(self._on_watched)

    def ask(self) -> None:
        """Ask for everything that stands under the heading of sturdiness."""
        self._trial.ask_agreement()
        self._trial.ask_sturdy()
        if is_quick(self._workspace.computed()):
            self._trial.ask_map()

    def watch(self, *, anonymous: bool) -> None:
        """Look for evaluators to talk about; on the projector nothing is said about a person."""
        self._is_anonymous = anonymous
        if anonymous:
            self._panel.agenda.show_people(())
        else:
            self._trial.ask_watch()

    def _on_watched(self, flags: tuple[Flag, ...]) -> None:
        if not self._is_anonymous:
            self._panel.agenda.show_people(people_items(self._workspace.computed(), flags))

    def _on_steadied(self, found: Sturdy | None) -> None:
        names = {d.id: d.name for d in self._workspace.snapshot().dossiers}
        self._panel.stable.show_sturdy(found, names)

    def _on_mapped(self, found: FundedMap) -> None:
        snapshot = self._workspace.snapshot()
        names = {d.id: d.name for d in snapshot.dossiers}
        weights = {c.id: c.weight for c in snapshot.call.rules.criteria}
        self._panel.map.show_map(found, names, weights)
