"""Keeping, changing and dropping a scenario, each of which can be undone."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication
from typing_extensions import override

from delpanel.changes import Changes
from delpanel.errors import StaleValue
from delpanel.model.scenario import Scenario
from delpanel.services.what_ifs import scenarios
from ui.commands import Acts, PanelCommand

translate = QCoreApplication.translate


class SetScenario(PanelCommand):
    """From one scenario to another; None is "there is none"."""

    def __init__(self, acts: Acts, before: Scenario | None, after: Scenario | None) -> None:
        named = after or before
        name = "" if named is None else named.name
        super().__init__(acts, translate("Commands", "scenario {0}").format(name))
        self.before, self.after = before, after

    @override
    def forth(self) -> Changes:
        return self._set(self.before, self.after)

    @override
    def back(self) -> Changes:
        return self._set(self.after, self.before)

    def _set(self, held: Scenario | None, wanted: Scenario | None) -> Changes:
        workspace = self.acts.workspace
        there = {scenario.name: scenario for scenario in scenarios.kept(workspace)}
        if held is not None and there.get(held.name) != held:
            raise StaleValue("SCENARIO_STALE", name=held.name)
        if wanted is not None:
            return scenarios.save(workspace, wanted, replaces="" if held is None else held.name)
        return Changes() if held is None else scenarios.delete(workspace, held.name)
