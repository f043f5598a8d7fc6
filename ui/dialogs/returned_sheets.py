"""Returned score sheets: what they would change and what was wrong, before anything is taken."""

from __future__ import annotations

from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from delpanel.model.assessment import CriterionAssessment
from delpanel.services.sheet_changes import SheetPlan
from delpanel.services.snapshot import Snapshot
from ui.dialogs.import_findings import FindingsView
from ui.kit.dressing import button, hairline, pane, primary_button, row
from ui.kit.page_toolbar import PageToolbar
from ui.kit.pinned_table import PinnedTable
from ui.kit.record_table import RecordTable
from ui.kit.segments import Segments
from ui.models.issues import finding_table, grouped
from ui.models.returned_sheets import sheet_columns


class ReturnedSheetsDialog(QDialog):
    """Accepting it means: take these points over."""

    def __init__(
        self, state: Snapshot, plan: SheetPlan, files: int, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Scorebladen inlezen"))
        self.resize(980, 600)
        self.head = PageToolbar()
        people = len({change.evaluator for change in plan.changes})
        title = self.tr("{0} cellen van {1} beoordelaars").format(len(plan.changes), people)
        note = self.tr("{0} bestanden, {1} cellen ongewijzigd").format(files, plan.unchanged)
        self.head.set_title(title if plan.changes else self.tr("Niets over te nemen"), note)
        self.table: RecordTable[CriterionAssessment] = RecordTable(
            sheet_columns(state), key=lambda c: (c.dossier, c.evaluator, c.criterion)
        )
        self.table.replace(plan.changes)
        self.view = PinnedTable(self.table, pinned=2)
        self.findings = finding_table()
        self.findings.replace(grouped(plan.issues))
        self.findings_view = FindingsView(self.findings)
        self.findings_view.start()
        self.views = Segments(self.tr("Wat tonen"))
        self.views.set_choices(
            [
                ("changes", self.tr("Punten {0}").format(len(plan.changes))),
                ("findings", self.tr("Bevindingen {0}").format(len(self.findings.records))),
            ]
        )
        self.accept_button = primary_button(
            self.tr("{0} cellen overnemen").format(len(plan.changes))
            if plan.changes
            else self.tr("Niets over te nemen")
        )
        self.accept_button.setEnabled(bool(plan.changes))
        self.views.chosen.connect(self._show)
        self._build()
        start = "findings" if plan.issues and not plan.changes else "changes"
        self.views.choose(start)
        self._show(start)

    def _show(self, key: str) -> None:
        self.view.setVisible(key == "changes")
        self.findings_view.setVisible(key == "findings")

    def _build(self) -> None:
        self.head.add(self.views)
        cancel = button(self.tr("Annuleren"))
        cancel.clicked.connect(self.reject)
        self.accept_button.clicked.connect(self.accept)
        self.accept_button.setDefault(True)
        foot = pane("sunk")
        line = QVBoxLayout(foot)
        line.setContentsMargins(16, 10, 16, 10)
        line.addWidget(row(None, cancel, self.accept_button))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.head)
        column.addWidget(hairline())
        column.addWidget(self.view, 1)
        column.addWidget(self.findings_view, 1)
        column.addWidget(hairline(strong=True))
        column.addWidget(foot)
