"""Scenario's: saved what-ifs side by side with the call, differences marked."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QFileDialog, QScrollArea, QSplitter, QVBoxLayout, QWidget

from delpanel import messages
from delpanel.errors import UserError
from delpanel.model.scenario import Scenario
from delpanel.services.allocation.alternatives import Alternative
from delpanel.services.what_ifs import scenarios
from delpanel.services.what_ifs.scenario_comparison import (
    ScenarioResult,
    ScenarioTable,
    compare_with,
)
from delpanel.services.what_ifs.scenario_tables import export_scenarios
from delpanel.services.what_ifs.scenario_view import name_of, settings_words
from scoring.rules import Policy
from ui.commands import Acts
from ui.dialogs.scenario import ScenarioDialog
from ui.formats import decimals_apart
from ui.kit.columns import NOTHING
from ui.kit.dressing import button, hairline, label, pane, primary_button
from ui.kit.fonts import TextStyle
from ui.kit.jobs import JobRunner
from ui.kit.pinned_table import PinnedTable
from ui.models.allocation import LETTERS, policy_name
from ui.models.points import window_language
from ui.models.scenarios import scenario_columns, scenarios_table, sums_of
from ui.views.funding.reason_remedies import whole_euros
from ui.views.funding.scenario_acts import SetScenario
from ui.views.latest import Latest

ORDER = (Policy.RANKING, Policy.COVERAGE)


class ScenariosView(QWidget):
    """Computed in a job; ``failed`` carries its fault, ``refused`` a refusal.

    ``told`` when other columns are on screen, ``wanted`` when this view should come to the front.
    """

    failed = Signal(object)
    refused = Signal(object)
    told = Signal()
    wanted = Signal()

    def __init__(self, acts: Acts, runner: JobRunner, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._acts = acts
        self._workspace = acts.workspace
        self.shown: ScenarioTable | None = None
        self._next = ""
        self.export_button, self.delete_button = button("", "file"), button("", "trash")
        self.edit_button, self.add_button = button("", "edit"), primary_button("", "plus")
        self.table = scenarios_table()
        self.view = PinnedTable(self.table, pinned=1)
        self.detail = QScrollArea()
        self.detail.setWidgetResizable(True)
        self.detail.setMinimumWidth(300)
        self._latest = Latest(runner, self.tr("Scenario's vergelijken"), self)
        self._latest.made.connect(self._on_made)
        self._latest.failed.connect(self.failed)
        self.view.current_changed.connect(lambda _record: self._show_detail())
        self.view.activated.connect(lambda _record: self.edit())
        self.add_button.clicked.connect(self.add)
        self.edit_button.clicked.connect(self.edit)
        self.delete_button.clicked.connect(self.delete)
        self.export_button.clicked.connect(self._on_export)
        acts.hub.changed.connect(self._on_changed)
        self._build()
        self.retranslate()

    @property
    def buttons(self) -> tuple[QWidget, ...]:
        """What the toolbar of the page shows for this view, the primary one last."""
        return (self.export_button, self.delete_button, self.edit_button, self.add_button)

    def title(self) -> str:
        """How many scenarios stand beside the call."""
        count = 0 if self.shown is None else len(self.shown.results) - 1
        if not count:
            return self.tr("Nog geen scenario naast de oproep")
        return self.tr("%n scenario's naast de oproep", "", count)

    def reload(self) -> None:
        """Compare what the panel keeps now with its call, in a job."""
        computed, kept = self._workspace.computed(), scenarios.kept(self._workspace)
        held = self.shown
        if held is not None and held.snapshot is computed.snapshot:
            return
        self._latest.ask(lambda progress: compare_with(computed, kept, progress), stops_other=True)

    def add(self) -> None:
        """Ask for a new scenario and keep it."""
        dialog = self.dialog(None)
        made = dialog.scenario() if dialog.exec() else None
        if made is not None:
            self._next = made.name
            self._acts.push(SetScenario(self._acts, None, made))

    def try_with(self, price: Alternative) -> None:
        """Keep the envelopes that would bring a dossier in as a scenario, and show it."""
        funding = self._workspace.call.rules.funding
        least = price.mixes[0]
        made = Scenario(
            self.tr("Met {0}").format(price.dossier),
            erdf_cents=funding.erdf_budget_cents + least.erdf_cents,
            flemish_cents=funding.cofin_budget_cents + least.cofin_cents,
        )
        held = {scenario.name: scenario for scenario in scenarios.kept(self._workspace)}
        if held.get(made.name) != made:
            self._acts.push(SetScenario(self._acts, held.get(made.name), made))
        self._next = made.name
        self.wanted.emit()
        self.view.select_key(made.name)

    def edit(self) -> None:
        """Change the scenario under the cursor."""
        held = self.current()
        if held is None:
            return
        dialog = self.dialog(held)
        made = dialog.scenario() if dialog.exec() else None
        if made is not None and made != held:
            self._acts.push(SetScenario(self._acts, held, made))

    def delete(self) -> None:
        """Drop the scenario under the cursor; it can be undone, so nothing is asked."""
        held = self.current()
        if held is not None:
            self._acts.push(SetScenario(self._acts, held, None))

    def dialog(self, held: Scenario | None) -> ScenarioDialog:
        """Make the editor for one scenario, or for a new one."""
        taken = [scenario.name for scenario in scenarios.kept(self._workspace)]
        return ScenarioDialog(self._workspace.snapshot(), held, taken, self)

    def current(self) -> Scenario | None:
        """The scenario under the cursor; None on the row of the call."""
        record = self.view.current_record()
        return record.scenario if isinstance(record, ScenarioResult) else None

    def export(self, path: Path) -> None:
        """Write the comparison on screen as a workbook; a refusal is told."""
        if self.shown is None:
            return
        try:
            export_scenarios(self._workspace, self.shown, path, replace=True)
        except UserError as error:
            self.refused.emit(error)

    def set_narrow(self, *, narrow: bool) -> None:
        """Leave out the Flemish amounts in a narrow window."""
        for policy in ORDER:
            self.view.set_column_shown(f"{policy}-flemish", not narrow)

    def spoken(self) -> str:
        """Everything the detail says."""
        shown = self.detail.widget()
        return shown.accessibleDescription() if shown is not None else ""

    def retranslate(self) -> None:
        """Set every text in the language of the window."""
        self.export_button.setText(self.tr("Vergelijking als Excel"))
        self.delete_button.setText(self.tr("Verwijderen"))
        self.edit_button.setText(self.tr("Wijzigen"))
        self.add_button.setText(self.tr("Scenario toevoegen"))
        self._set_columns()
        self._show_detail()

    def _set_columns(self) -> None:
        """Write sums with as many decimals as tell them apart."""
        sums = () if self.shown is None else sums_of(self.shown.results)
        self.table.set_columns(scenario_columns(decimals_apart(sums)))

    def _on_made(self, made: object) -> None:
        if not isinstance(made, ScenarioTable):
            return
        if made.snapshot is not self._workspace.snapshot():
            self.reload()
            return
        self.shown = made
        self._set_columns()
        self.table.replace(made.results)
        if not self._next or not self.view.select_key(self._next):
            self.view.select_first()
        self._next = ""
        self._show_detail()
        self.told.emit()

    def _on_changed(self, _changes: object, _origin: QObject | None) -> None:
        if self.isVisible():
            self.reload()

    def _on_export(self) -> None:
        name, _ = QFileDialog.getSaveFileName(
            self, self.tr("Vergelijking bewaren als"), "scenarios.xlsx", "Excel (*.xlsx)"
        )
        if name:
            self.export(Path(name))

    def _show_detail(self) -> None:
        record = self.view.current_record()
        is_scenario = isinstance(record, ScenarioResult) and record.scenario is not None
        for made in (self.edit_button, self.delete_button):
            made.setEnabled(is_scenario)
        ground = pane()
        column = QVBoxLayout(ground)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(8)
        lines: list[str] = []
        if isinstance(record, ScenarioResult) and self.shown is not None:
            self._fill(column, record, lines)
        if self.shown is not None:
            self._fill_steadiness(column, self.shown, lines)
        column.addStretch(1)
        ground.setAccessibleDescription("\n".join(lines))
        self.detail.setWidget(ground)

    def _fill(self, column: QVBoxLayout, record: ScenarioResult, lines: list[str]) -> None:
        language = window_language()
        _add(column, lines, name_of(record, language), TextStyle.TITLE)
        words = settings_words(self._workspace.call, record.scenario, language)
        for phrase in words or (self.tr("Zoals de oproep het zegt."),):
            _add(column, lines, whole_euros(f"{phrase} ").strip(), tone_is_quiet=True)
        if record.problem is not None:
            _add(column, lines, messages.of_error(record.problem, language))
        for policy in ORDER:
            found = record.result(policy)
            if found is None:
                continue
            column.addSpacing(8)
            _add(column, lines, f"{LETTERS[policy]}  {policy_name(policy)}", TextStyle.STRONG)
            _add(column, lines, self.tr("Gefinancierd: {0}").format(_ids(found.funded)))
            if found.entered or found.left:
                said = self.tr("Erbij {0}, eraf {1}").format(_ids(found.entered), _ids(found.left))
                _add(column, lines, said, tone_is_quiet=True)

    def _fill_steadiness(self, column: QVBoxLayout, shown: ScenarioTable, lines: list[str]) -> None:
        if len(shown.results) == 1:
            said = self.tr("Voeg een scenario toe om het naast de oproep te leggen.")
            _add(column, lines, said, tone_is_quiet=True)
            return
        column.addSpacing(12)
        column.addWidget(hairline())
        heading = self.tr("Over de oproep en alle scenario's")
        _add(column, lines, heading, TextStyle.STRONG)
        for policy in ORDER:
            steady = next(s for s in shown.steadiness if s.policy is policy)
            _add(column, lines, f"{LETTERS[policy]}  {policy_name(policy)}", TextStyle.SECTION)
            for text, ids in (
                (self.tr("Altijd gefinancierd: {0}"), steady.in_all),
                (self.tr("Soms gefinancierd: {0}"), steady.in_some),
                (self.tr("Nooit gefinancierd: {0}"), steady.in_none),
            ):
                _add(column, lines, text.format(_ids(ids)), tone_is_quiet=True)

    def _build(self) -> None:
        split = QSplitter(Qt.Orientation.Horizontal)
        split.setChildrenCollapsible(False)
        split.setHandleWidth(1)
        split.addWidget(self.view)
        split.addWidget(self.detail)
        split.setStretchFactor(0, 1)
        split.setSizes([1063, 376])
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(split)


def _add(
    column: QVBoxLayout,
    lines: list[str],
    text: str,
    style: TextStyle = TextStyle.CELL,
    *,
    tone_is_quiet: bool = False,
) -> None:
    made = label(text, style, "text2" if tone_is_quiet else "text")
    made.setWordWrap(True)
    column.addWidget(made)
    lines.append(text)


def _ids(names: tuple[str, ...]) -> str:
    return " ".join(sorted(names)) or NOTHING
