"""Dossiers in, in three steps: where from, which column is what, what would change."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QDialog, QStackedWidget, QVBoxLayout, QWidget
from typing_extensions import override

from delpanel import messages
from delpanel.errors import UserError
from delpanel.progress import Progress
from delpanel.services.intake import importing
from delpanel.services.intake.import_plan import ImportPlan, ImportReport
from delpanel.services.intake.importing import ImportRequest, Inspection
from delpanel.services.state.workspace import Workspace
from ui.dialogs.import_jobs import LatestJob
from ui.dialogs.import_mapping import MappingStep
from ui.dialogs.import_report import ReportStep
from ui.dialogs.import_source import SourceStep
from ui.kit.dressing import button, hairline, label, pane, primary_button, row, wear_text
from ui.kit.fonts import TextStyle
from ui.kit.job_bar import JobBar
from ui.kit.jobs import JobRunner, Work
from ui.kit.notify import Kind, Message, MessageArea
from ui.kit.page_toolbar import PageToolbar
from ui.models.issues import issue_message, refusal_message
from ui.models.points import window_language

SOURCE, MAPPING, REPORT = range(3)
NAMED = 3


class ImportWizard(QDialog):
    """Reads in the background and writes only on the last page; ``imported`` carries the report."""

    imported = Signal(object)

    def __init__(
        self, workspace: Workspace, runner: JobRunner, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._runner = runner
        self._request = ImportRequest(())
        self._plan: ImportPlan | None = None
        self.jobs = LatestJob(runner, self)
        self._is_official = False
        self.setWindowTitle(self.tr("Dossiers inlezen"))
        self.resize(1120, 720)
        self.head, self.messages = PageToolbar(), MessageArea()
        self.trail = [label("", TextStyle.CHIP, "text3") for _ in range(3)]
        self.source, self.mapping, self.report = SourceStep(), MappingStep(), ReportStep()
        self.stack = QStackedWidget()
        self.back_button = button(self.tr("Vorige"), "left")
        self.cancel_button = button(self.tr("Annuleren"))
        self.clean_button = button("")
        self.next_button = primary_button("")
        self._build()
        self._connect()
        self._show(SOURCE)

    @property
    def plan(self) -> ImportPlan | None:
        """What would be written, once it was computed."""
        return self._plan

    def take(self, sources: tuple[str, ...]) -> None:
        """Begin with these files."""
        self._request = ImportRequest(sources)
        self._inspect()

    def show_database(self) -> None:
        """Begin with the address of a database."""
        self.source.show_database()

    @override
    def closeEvent(self, event: QCloseEvent) -> None:
        self.jobs.stop()
        super().closeEvent(event)

    @override
    def reject(self) -> None:
        self.jobs.stop()
        super().reject()

    def _inspect(self) -> None:
        request = self._request
        self._run(
            lambda progress: importing.inspect(self._workspace, request, progress),
            self.tr("Bestand lezen"),
            self._on_inspected,
        )

    def _on_inspected(self, result: object) -> None:
        inspections = [each for each in _all(result) if isinstance(each, Inspection)]
        lists = [each for each in inspections if not each.is_official]
        if lists and len(inspections) > 1:
            self._refuse_many(lists)
            return
        self._is_official = not lists
        if lists:
            self.mapping.show_list(lists[0])
            for issue in lists[0].issues[:NAMED]:
                self.messages.show_message(replace(issue_message(issue), key=issue.code))
            self._show(MAPPING)
        else:
            self._make_plan()

    def _refuse_many(self, lists: list[Inspection]) -> None:
        lead = self.tr("Lees een gewone lijst apart in.")
        text = self.tr(
            "Officiële dossierbestanden mogen samen; {0} is een lijst met eigen kolommen."
        ).format(lists[0].book.path.name)
        self.messages.show_message(Message(Kind.WARN, lead, text, key="refused"))
        self._show(SOURCE)

    def _on_place(self, sheet: str, header_row: int) -> None:
        self._request = replace(
            self._request, sheet=sheet, header_row=header_row or None, mapping=""
        )
        self._inspect()

    def _on_loaded(self, text: str) -> None:
        self._request = replace(self._request, sheet="", header_row=None, mapping=text)
        self._inspect()

    def _make_plan(self) -> None:
        request = self._request
        self._run(
            lambda progress: importing.plan_import(self._workspace, request, progress),
            self.tr("Rijen nakijken"),
            self._on_planned,
        )

    def _on_planned(self, result: object) -> None:
        if isinstance(result, ImportPlan):
            self._plan = result
            self.report.show_plan(result)
            self._show(REPORT)

    def _on_next(self) -> None:
        if self.stack.currentIndex() == MAPPING:
            sheet, header_row, text = self.mapping.choice()
            self._request = replace(self._request, sheet=sheet, header_row=header_row, mapping=text)
            self._make_plan()
        elif self.stack.currentIndex() == REPORT:
            self._commit(only_clean=False)

    def _on_back(self) -> None:
        at_report = self.stack.currentIndex() == REPORT
        self._show(MAPPING if at_report and not self._is_official else SOURCE)

    def _on_clean(self) -> None:
        self._commit(only_clean=True)

    def _commit(self, *, only_clean: bool) -> None:
        plan = self._plan
        if plan is None:
            return

        def work(progress: Progress) -> ImportReport:
            progress(0, 1)
            return importing.commit(self._workspace, plan, only_clean=only_clean)

        self._run(work, self.tr("Dossiers bewaren"), self._on_committed)

    def _on_committed(self, result: object) -> None:
        if isinstance(result, ImportReport):
            self.accept()
            self.imported.emit(result)

    def _on_database(self, address: str, table: str, query: str) -> None:
        self._request = ImportRequest((address,), table=table, query=query)
        self._inspect()

    def _on_tables_wanted(self, address: str) -> None:
        def work(progress: Progress) -> tuple[str, ...]:
            progress(0, 1)
            return importing.database_tables(address)

        self._run(work, self.tr("Database lezen"), self._on_tables)

    def _on_tables(self, result: object) -> None:
        self.source.show_tables([str(name) for name in _all(result)])

    def _run(self, work: Work, name: str, done: Callable[[object], None]) -> None:
        self.messages.clear()
        self.jobs.run(work, name, done)

    def _on_refused(self, error: object) -> None:
        if isinstance(error, UserError):
            self.messages.show_message(refusal_message(error))
            if self.stack.currentIndex() == SOURCE:
                self.source.choose_button.setFocus()
        elif isinstance(error, BaseException):
            raise error

    def _set_busy(self, busy: bool) -> None:
        for part in (self.stack, self.back_button, self.clean_button, self.next_button):
            part.setEnabled(not busy)
        if not busy:
            self._show(self.stack.currentIndex())

    def _show(self, step: int) -> None:
        moved = self.stack.currentIndex() != step
        self.stack.setCurrentIndex(step)
        for number, word in enumerate(self.trail):
            current = number == step
            style = TextStyle.SECTION if current else TextStyle.CHIP
            wear_text(word, style, "text" if current else "text3")
        self.back_button.setVisible(step != SOURCE)
        self.next_button.setVisible(step != SOURCE)
        self.clean_button.setVisible(False)
        if step == SOURCE:
            self.head.set_title(self.tr("Waar staan de dossiers?"))
        elif step == MAPPING:
            self.head.set_title(self.mapping.title(), self.mapping.note())
            self.next_button.setText(self.tr("Rijen nakijken"))
            self.next_button.setEnabled(self.mapping.is_ready())
        else:
            self._show_report_buttons()
        if moved and step != SOURCE:
            self.next_button.setFocus()

    def _show_report_buttons(self) -> None:
        self.head.set_title(self.report.title(), self._where())
        everything, clean = self.report.counts()
        self.next_button.setText(self.tr("%n dossiers bewaren", "", everything))
        self.next_button.setEnabled(everything > 0)
        if not everything:
            self.next_button.setText(self.tr("Niets te bewaren"))
        self.clean_button.setText(self.tr("Enkel de %n zonder fouten", "", clean))
        self.clean_button.setVisible(0 < clean < everything)

    def _where(self) -> str:
        names = [s if "://" in s else Path(s).name for s in self._request.sources]
        return "" if any("://" in name for name in names) else ", ".join(names)

    def _connect(self) -> None:
        self.source.files_chosen.connect(self.take)
        self.source.tables_wanted.connect(self._on_tables_wanted)
        self.source.database_chosen.connect(self._on_database)
        self.mapping.place_changed.connect(self._on_place)
        self.mapping.loaded.connect(self._on_loaded)
        self.mapping.problem.connect(self._on_refused)
        self.jobs.refused.connect(self._on_refused)
        self.jobs.busy_changed.connect(self._set_busy)
        self.mapping.changed.connect(self._on_mapping_changed)
        self.back_button.clicked.connect(self._on_back)
        self.cancel_button.clicked.connect(self.reject)
        self.clean_button.clicked.connect(self._on_clean)
        self.next_button.clicked.connect(self._on_next)

    def _on_mapping_changed(self) -> None:
        self.next_button.setEnabled(self.mapping.is_ready())
        self.head.set_title(self.mapping.title(), self.mapping.note())

    def _build(self) -> None:
        names = (self.tr("1  Bron"), self.tr("2  Kolommen"), self.tr("3  Nakijken"))
        for word, name in zip(self.trail, names, strict=True):
            word.setText(name)
            self.head.add(word)
        for step in (self.source, self.mapping, self.report):
            self.stack.addWidget(step)
        foot = pane("sunk")
        line = QVBoxLayout(foot)
        line.setContentsMargins(16, 10, 16, 10)
        self.next_button.setDefault(True)
        line.addWidget(
            row(self.back_button, None, self.cancel_button, self.clean_button, self.next_button)
        )
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for part in (self.head, hairline(), self.messages, JobBar(self._runner, _step_word)):
            column.addWidget(part)
        column.addWidget(self.stack, 1)
        column.addWidget(hairline(strong=True))
        column.addWidget(foot)


def _all(result: object) -> tuple[object, ...]:
    return result if isinstance(result, tuple) else ()


def _step_word(code: str) -> str:
    return messages.sentence(f"STEP_{code}", {}, window_language()) if code else ""
