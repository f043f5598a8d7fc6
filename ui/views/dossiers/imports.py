"""The way in for dossiers: files chosen or dropped, a database, and the empty workbook."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from delpanel.errors import UserError
from delpanel.services.exports import exporting
from delpanel.services.intake import importing
from delpanel.services.intake.import_plan import ImportReport
from ui.commands import Acts
from ui.dialogs.import_wizard import ImportWizard
from ui.kit.file_dialogs import choose_files, choose_target
from ui.kit.jobs import JobRunner
from ui.kit.notify import Kind, Message, MessageArea
from ui.models.imports import source_kinds
from ui.models.issues import refusal_message
from ui.models.points import window_language


class ImportDoor(QObject):
    """Opens the import and says afterwards what it did; ``done`` when the panel changed."""

    done = Signal()

    def __init__(self, acts: Acts, runner: JobRunner, messages: MessageArea, page: QWidget) -> None:
        super().__init__(page)
        self._acts = acts
        self._runner = runner
        self._messages = messages
        self._page = page
        self.wizard: ImportWizard | None = None

    def choose(self) -> None:
        """Ask for files and open the import on them."""
        files = choose_files(self._page, self.tr("Dossiers inlezen"), source_kinds())
        if files:
            self.open_import(tuple(str(path) for path in files))

    def open_database(self) -> None:
        """Open the import on the address of a database."""
        self.open_import().show_database()

    def open_import(self, sources: tuple[str, ...] = ()) -> ImportWizard:
        """Open the import on these files, or on its first page."""
        wizard = ImportWizard(self._acts.workspace, self._runner, self._page)
        wizard.imported.connect(self._on_imported)
        wizard.finished.connect(partial(self._on_closed, wizard))
        self.wizard = wizard
        wizard.open()
        if sources:
            wizard.take(sources)
        return wizard

    def save_template(self) -> None:
        """Write the empty official workbook of the call."""
        kinds = self.tr("Excel (*.xlsx)")
        start = Path("dossiers.xlsx")
        path = choose_target(self._page, self.tr("Sjabloon bewaren als"), kinds, start)
        if path is None:
            return
        call = self._acts.workspace.call
        try:
            exporting.write_template_for(path, call, window_language(), replace=True)
        except UserError as error:
            self._messages.show_message(refusal_message(error))
        else:
            lead = self.tr("{0} is bewaard.").format(path.name)
            self._messages.show_message(Message(Kind.GOOD, lead, key="template"))

    def _on_imported(self, report: ImportReport) -> None:
        had_history = self._acts.stack.count() > 0
        self._acts.stack.clear()
        self._acts.hub.tell(importing.touched(report), self._page)
        self._acts.stored.emit()
        lead, text = self._said(report)
        if had_history:
            text = f"{text} " + self.tr("Wat u vóór het inlezen deed, kan niet meer ongedaan.")
        self._messages.show_message(Message(Kind.GOOD, lead, text.strip(), key="imported"))
        self.done.emit()

    def _said(self, report: ImportReport) -> tuple[str, str]:
        done = len(report.added) + len(report.replaced)
        lead = self.tr("%n dossiers ingelezen.", "", done)
        parts = [
            (self.tr("{0} nieuw"), report.added),
            (self.tr("{0} gewijzigd"), report.replaced),
            (self.tr("{0} ongewijzigd"), report.unchanged),
            (self.tr("{0} niet bewaard"), report.refused),
        ]
        said = ", ".join(text.format(len(ids)) for text, ids in parts if ids)
        return lead, f"{said}." if said else ""

    def _on_closed(self, wizard: ImportWizard, _result: int) -> None:
        wizard.deleteLater()
        if self.wizard is wizard:
            self.wizard = None
