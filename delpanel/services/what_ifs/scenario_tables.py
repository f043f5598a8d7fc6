"""The comparison of scenarios as a workbook: figures, dossier by scenario, and the settings."""

from __future__ import annotations

from pathlib import Path

from delpanel import messages
from delpanel.exchange.sheets.result_workbook import ColumnKind, ResultColumn, ResultTable, Value
from delpanel.services.state.files import write_by
from delpanel.services.state.rehearsal_mark import sheet_mark
from delpanel.services.state.workspace import Workspace
from delpanel.services.what_ifs.scenario_comparison import ScenarioResult, ScenarioTable
from delpanel.services.what_ifs.scenario_view import (
    difference_words,
    name_of,
    settings_words,
    shown_sums,
)
from scoring.rules import Policy

TEXT, LONG = ColumnKind.TEXT, ColumnKind.LONG_TEXT
WHOLE, CENTS = ColumnKind.WHOLE, ColumnKind.CENTS


def export_scenarios(
    workspace: Workspace, table: ScenarioTable, path: Path, *, replace: bool
) -> None:
    """Write the comparison as a workbook.

    Raises:
        FileProblem: OUT_EXISTS, OUT_FAILED.
    """
    from delpanel.exchange.sheets.result_workbook import write_results

    tables = scenario_tables(table, workspace.language)
    footer = table.snapshot.call.title.text(workspace.language)
    mark = sheet_mark(table.snapshot.panel_id, workspace.language)
    write_by(path, lambda place: write_results(place, tables, footer, mark), replace=replace)


def scenario_tables(table: ScenarioTable, language: str) -> tuple[ResultTable, ...]:
    """Give the sheets: figures per scenario and policy, dossier by scenario, what differs."""
    writer = _Writer(table, language)
    return (
        writer.figures(),
        writer.dossiers(Policy.RANKING),
        writer.dossiers(Policy.COVERAGE),
        writer.settings(),
    )


class _Writer:
    def __init__(self, table: ScenarioTable, language: str) -> None:
        self.table = table
        self.language = language
        self.call = table.snapshot.call
        self.sums = shown_sums(table)
        self.about = self.call.title.text(language)
        self.has_pairs = self.call.synergy and bool(table.snapshot.synergies)

    def figures(self) -> ResultTable:
        """One row per scenario and policy, the call first."""
        rows = [
            self._figures_row(result, policy)
            for result in self.table.results
            for policy in (Policy.RANKING, Policy.COVERAGE)
        ]
        return ResultTable(
            self._say("SCENARIO_SHEET"),
            f"{self.about}. {self._say('SYNERGY_RULE')}" if self.has_pairs else self.about,
            (
                self._column("scenario", TEXT, 30),
                self._column("policy", TEXT, 18),
                self._column("provinces", WHOLE, 11),
                self._column("hubs", WHOLE, 8),
                self._column("sum", TEXT, 12),
                self._column("erdf", CENTS, 16),
                self._column("flemish", CENTS, 16),
                self._column("funded", LONG, 34),
                self._column("difference", LONG, 34),
            ),
            tuple(rows),
        )

    def dossiers(self, policy: Policy) -> ResultTable:
        """One row per dossier, one column per scenario, with how often it is funded."""
        results = [r for r in self.table.results if r.result(policy) is not None]
        funded = [set(found.funded) for r in results if (found := r.result(policy)) is not None]
        names = {d.id: d.name for d in self.table.snapshot.dossiers}
        rows: list[tuple[Value, ...]] = [
            (
                name,
                names[name],
                *(self._say("SCENARIO_YES") if name in chosen else "" for chosen in funded),
                sum(name in chosen for chosen in funded),
            )
            for name in self.table.order
        ]
        return ResultTable(
            self._say(f"SCENARIO_SHEET_{policy}"),
            self.about,
            (
                self._column("id", TEXT, 10),
                self._column("name", TEXT, 32),
                *(ResultColumn(name_of(r, self.language), TEXT, 18) for r in results),
                self._column("count", WHOLE, 12),
            ),
            tuple(rows),
        )

    def settings(self) -> ResultTable:
        """What each scenario changes."""
        rows: list[tuple[Value, ...]] = [
            (name_of(result, self.language), phrase)
            for result in self.table.results
            for phrase in settings_words(self.call, result.scenario, self.language)
        ]
        return ResultTable(
            self._say("SCENARIO_SHEET_SETTINGS"),
            self.about,
            (self._column("scenario", TEXT, 30), self._column("changes", LONG, 80)),
            tuple(rows),
        )

    def _figures_row(self, result: ScenarioResult, policy: Policy) -> tuple[Value, ...]:
        found = result.result(policy)
        head = (name_of(result, self.language), self._say(f"POLICY_{policy}"))
        if found is None:
            said = (
                "" if result.problem is None else messages.of_error(result.problem, self.language)
            )
            return (*head, None, None, "", None, None, "", said)
        different = "" if result.scenario is None else difference_words(found, self.language)
        return (
            *head,
            found.provinces,
            len(found.funded),
            self.sums[found.value],
            found.erdf_cents,
            found.flemish_cents,
            " ".join(found.funded),
            different,
        )

    def _column(self, name: str, kind: ColumnKind, width: float) -> ResultColumn:
        return ResultColumn(self._say(f"SCENARIO_COLUMN_{name}"), kind, width)

    def _say(self, code: str) -> str:
        return messages.sentence(code, {}, self.language)
