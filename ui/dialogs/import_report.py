"""Third step of an import: what would change, what was found, row by row."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QScrollArea, QSplitter, QVBoxLayout, QWidget

from delpanel.model.issues import Severity
from delpanel.services.intake.import_plan import ChangeKind, DossierChange, ImportPlan
from ui.dialogs.import_findings import FindingsView
from ui.kit.dressing import hairline, icon_label, label, pane, row, section_label
from ui.kit.fonts import TextStyle
from ui.kit.notify import bars
from ui.kit.pinned_table import PinnedTable
from ui.kit.record_table import RecordTable
from ui.kit.segments import Segments
from ui.models.imports import KIND_LOOK, change_columns, change_word, kind_word
from ui.models.issues import (
    by_gravity,
    finding_table,
    grouped,
    issue_message,
    severity_mark,
    severity_words,
)

DIFFERENCES_SHOWN = 40


class ReportStep(QWidget):
    """Counts above, dossiers or findings below, the details of one dossier at the right."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._plan: ImportPlan | None = None
        self.counts_line = QWidget()
        self.views = Segments(self.tr("Wat tonen"))
        self.table: RecordTable[DossierChange] = RecordTable(
            change_columns(), key=lambda c: (c.kind, c.dossier.id, c.dossier.origin.row)
        )
        self.view = PinnedTable(self.table, pinned=3)
        self.findings = finding_table()
        self.findings_view = FindingsView(self.findings)
        self.detail = QScrollArea()
        self.detail.setWidgetResizable(True)
        self.detail.setMinimumWidth(320)
        self._split = QSplitter(Qt.Orientation.Horizontal)
        self._build()
        self.view.current_changed.connect(self._show_change)
        self.views.chosen.connect(self._show_view)

    def show_plan(self, plan: ImportPlan) -> None:
        """Show what one import would do."""
        self._plan = plan
        self.table.keep(None)
        self.table.replace(plan.changes)
        self.findings.replace(grouped(plan.all_issues))
        self.findings_view.start()
        errors = sum(change.has_errors for change in plan.changes)
        choices = [
            ("dossiers", self.tr("Dossiers {0}").format(len(plan.changes))),
            ("findings", self.tr("Bevindingen {0}").format(len(self.findings.all_records))),
        ]
        if errors:
            choices.append(("errors", self.tr("Met fouten {0}").format(errors)))
        self.views.set_choices(choices)
        self._show_counts(plan)
        general = any(i.severity is not Severity.INFO for i in plan.issues)
        start = "errors" if errors else "findings" if general or not plan.changes else "dossiers"
        self.views.choose(start)
        self._show_view(start)
        self.view.select_first()
        self._show_change(self.view.current_record())

    def title(self) -> str:
        """Say how much was read."""
        return self.tr("%n dossiers gelezen", "", len(self._plan.changes) if self._plan else 0)

    def counts(self) -> tuple[int, int]:
        """Give how many dossiers would be written, and how many of those without an error."""
        if self._plan is None:
            return 0, 0
        wanted = [c for c in self._plan.changes if c.kind in {ChangeKind.NEW, ChangeKind.CHANGED}]
        return len(wanted), sum(not c.has_errors for c in wanted)

    def _show_counts(self, plan: ImportPlan) -> None:
        fresh = QWidget()
        grid = QGridLayout(fresh)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(28)
        column = 0
        for kind, (icon, tone) in KIND_LOOK.items():
            number = len(plan.of_kind(kind))
            mark = icon_label(icon, tone, 14)
            grid.addWidget(_count(mark, number, kind_word(kind)), 0, column)
            column += 1
        grid.addWidget(hairline(upright=True), 0, column)
        for severity in (Severity.ERROR, Severity.WARNING, Severity.INFO):
            look = severity_mark(severity)
            said = sum(f.severity is severity for f in self.findings.all_records)
            mark = icon_label(look.icon, look.tone, 14)
            column += 1
            grid.addWidget(_count(mark, said, severity_words(severity, said)), 0, column)
        grid.setColumnStretch(column + 1, 1)
        grid.addWidget(self.views, 0, column + 2)
        self._top.replaceWidget(self.counts_line, fresh)
        self.counts_line.deleteLater()
        self.counts_line = fresh

    def _show_view(self, key: str) -> None:
        self._split.setVisible(key != "findings")
        self.findings_view.setVisible(key == "findings")
        self.table.keep((lambda c: c.has_errors) if key == "errors" else None)
        self.view.select_first()

    def _show_change(self, change: DossierChange | None) -> None:
        ground = pane()
        column = QVBoxLayout(ground)
        column.setContentsMargins(20, 16, 20, 16)
        column.setSpacing(8)
        if change is not None:
            self._fill(column, change)
        column.addStretch(1)
        self.detail.setWidget(ground)

    def _fill(self, column: QVBoxLayout, change: DossierChange) -> None:
        name = label(change.dossier.name, TextStyle.HEADING)
        name.setWordWrap(True)
        column.addWidget(name)
        origin = change.dossier.origin
        where = self.tr("{0}, rij {1}").format(origin.sheet, origin.row)
        kind = f"{kind_word(change.kind)} · {where}" if origin.row else kind_word(change.kind)
        column.addWidget(label(kind, TextStyle.CHIP, "text2"))
        if change.changes:
            column.addWidget(section_label(self.tr("Verschillen")))
            column.addWidget(self._differences(change))
        if change.issues:
            column.addSpacing(4)
            column.addWidget(section_label(self.tr("Bevindingen")))
            column.addWidget(bars([issue_message(i) for i in by_gravity(change.issues)]))
        elif change.kind is not ChangeKind.CHANGED:
            column.addWidget(label(self.tr("Geen bevindingen."), TextStyle.CHIP, "text3"))

    def _differences(self, change: DossierChange) -> QWidget:
        holder = QWidget()
        grid = QGridLayout(holder)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(4)
        for at, title in enumerate((self.tr("Wat"), self.tr("Nu"), self.tr("Wordt"))):
            grid.addWidget(label(title, TextStyle.HEADER, "text2"), 0, at)
            grid.setColumnStretch(at, 1)
        for number, difference in enumerate(change.changes[:DIFFERENCES_SHOWN], start=1):
            for at, text in enumerate(change_word(difference)):
                style = TextStyle.CHIP_STRONG if at else TextStyle.CHIP
                said = label(text, style, "text3" if at == 1 else "text")
                said.setWordWrap(True)
                grid.addWidget(said, number, at, Qt.AlignmentFlag.AlignTop)
        return holder

    def _build(self) -> None:
        top = pane("sunk")
        self._top = QVBoxLayout(top)
        self._top.setContentsMargins(16, 10, 16, 10)
        self._top.addWidget(self.counts_line)
        self._split.setChildrenCollapsible(False)
        self._split.setHandleWidth(1)
        self._split.addWidget(self.view)
        self._split.addWidget(self.detail)
        self._split.setSizes([760, 340])
        self._split.setStretchFactor(0, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(top)
        column.addWidget(hairline())
        column.addWidget(self._split, 1)
        column.addWidget(self.findings_view, 1)


def _count(mark: QWidget, number: int, word: str) -> QWidget:
    strong = label(str(number), TextStyle.HEADING, "text" if number else "text3")
    return row(mark, strong, label(word, TextStyle.CHIP, "text2"), spacing=6)
