"""What stands beside the ranking about how sturdy the result is, and on whom it hangs."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QObject

from delpanel.services.allocation.funded_map import FundedMap, is_quick
from delpanel.services.allocation.sturdiness import Sturdy
from delpanel.services.consensus.leaving_out import OneOut, ScoreEffects
from delpanel.services.consensus.of_points import OfPoints
from delpanel.services.state.workspace import Workspace
from scoring.statistics.flags import Flag
from ui.models.consensus_people import people_items
from ui.views.consensus.sheet import AgreeSheet
from ui.views.consensus.side_panel import STURDY, ConsensusPanel
from ui.views.consensus.trial import Trial


class Sturdiness(QObject):
    """Asks for the slow figures and shows them in the panel when they are there."""

    def __init__(
        self,
        trial: Trial,
        panel: ConsensusPanel,
        sheet: AgreeSheet,
        workspace: Workspace,
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._trial = trial
        self._panel = panel
        self._sheet = sheet
        self._workspace = workspace
        self._is_anonymous = False
        trial.mapped.connect(self._on_mapped)
        trial.steadied.connect(self._on_steadied)
        trial.watched.connect(self._on_watched)
        trial.weighed.connect(self._on_weighed)
        trial.left_out.connect(self._on_left_out)
        trial.tried.connect(self._on_tried)

    def ask(self) -> None:
        """Ask for everything that stands under the heading of sturdiness."""
        self._trial.ask_agreement()
        self._trial.ask_sturdy()
        self._trial.ask_points()
        self._trial.ask_left_out()
        if is_quick(self._workspace.computed()):
            self._trial.ask_map()

    def watch(self, *, anonymous: bool) -> None:
        """Look for evaluators to talk about; on the projector nothing is said about a person."""
        changed = self._is_anonymous is not anonymous
        self._is_anonymous = anonymous
        if changed and self._panel.choices.current() == STURDY:
            self.ask()
        if anonymous:
            self._panel.agenda.show_people(())
        else:
            self._trial.ask_watch()

    def _on_watched(self, flags: tuple[Flag, ...]) -> None:
        if not self._is_anonymous:
            self._panel.agenda.show_people(people_items(self._workspace.computed(), flags))

    def _on_steadied(self, found: Sturdy | None) -> None:
        self._panel.stable.show_sturdy(found, self._names())

    def _on_weighed(self, found: OfPoints) -> None:
        people = {} if self._is_anonymous else self._people()
        self._panel.severity.show_severity(found.severity, people, self._names())
        self._panel.expected.show_expected(found.expected, self._names())

    def _on_left_out(self, found: OneOut) -> None:
        self._panel.without.show_found(found, self._people(), self._names())

    def _on_tried(self, dossier: str, found: ScoreEffects) -> None:
        self._sheet.show_effects(dossier, found, self._names())

    def _names(self) -> Mapping[str, str]:
        return {d.id: d.name for d in self._workspace.snapshot().dossiers}

    def _people(self) -> Mapping[str, str]:
        """Names of evaluators; numbers where nothing is said about a person."""
        evaluators = self._workspace.snapshot().evaluators
        if self._is_anonymous:
            return {e.id: f"#{number}" for number, e in enumerate(evaluators, start=1)}
        return {e.id: e.name for e in evaluators}

    def _on_mapped(self, found: FundedMap) -> None:
        snapshot = self._workspace.snapshot()
        weights = {c.id: c.weight for c in snapshot.call.rules.criteria}
        self._panel.map.show_map(found, self._names(), weights)
