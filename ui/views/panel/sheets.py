"""What goes out to the panel and comes back: score sheets, and the panel's own workbook."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from delpanel.changes import Changes
from delpanel.errors import UserError
from delpanel.progress import Progress
from delpanel.services.returns import collecting
from ui.commands import Acts
from ui.kit.file_dialogs import choose_file, choose_folder, choose_target
from ui.kit.jobs import JobRunner, Work
from ui.kit.notify import Kind, Message, MessageArea
from ui.models.issues import refusal_message


class PanelDesk(QObject):
    """Writes and reads the files of the panel; ``done`` after the panel or its points changed."""

    done = Signal()

    def __init__(self, acts: Acts, runner: JobRunner, messages: MessageArea, page: QWidget) -> None:
        super().__init__(page)
        self._acts = acts
        self._workspace = acts.workspace
        self._runner = runner
        self._messages = messages
        self._page = page
        self._folder: Path | None = None

    def send(self) -> None:
        """Ask for a folder and write every score sheet into it."""
        folder = choose_folder(self._page, self.tr("Map voor de scorebladen"))
        if folder is not None:
            self.send_to(folder)

    def send_to(self, folder: Path) -> None:
        """Write a score sheet per evaluator."""
        self._folder = folder

        def work(progress: Progress) -> tuple[Path, ...]:
            progress(0, 1)
            return collecting.write_score_sheets(self._workspace, folder)

        self._run(work, self.tr("Scorebladen schrijven"), self._on_sent)

    def load(self) -> None:
        """Ask for the panel's workbook and take it in."""
        path = choose_file(
            self._page, self.tr("Panelbestand inlezen"), self.tr("Panelbestand (*.xlsx)")
        )
        if path is not None:
            self.load_from(path)

    def load_from(self, path: Path) -> None:
        """Take evaluators, assignments and conflicts from a workbook."""

        def work(progress: Progress) -> Changes:
            progress(0, 1)
            return collecting.import_panel(self._workspace, path)

        self._run(work, self.tr("Panelbestand lezen"), self._on_loaded)

    def save(self) -> None:
        """Ask where and write the panel's workbook."""
        kinds = self.tr("Excel (*.xlsx)")
        title = self.tr("Panelbestand bewaren als")
        path = choose_target(self._page, title, kinds, Path("panel.xlsx"))
        if path is not None:
            self.save_to(path)

    def save_to(self, path: Path) -> None:
        """Write evaluators, assignments and conflicts to a workbook."""
        try:
            collecting.export_panel(self._workspace, path, replace=True)
        except UserError as error:
            self._messages.show_message(refusal_message(error))
        else:
            self._good(self.tr("{0} is bewaard.").format(path.name), "")

    def _on_sent(self, result: object) -> None:
        count = len(result) if isinstance(result, tuple) else 0
        if not count:
            lead = self.tr("Er zijn nog geen bladen om uit te sturen.")
            text = self.tr("Wijs eerst dossiers toe.")
            self._messages.show_message(Message(Kind.WARN, lead, text, key="panel"))
            return
        lead = self.tr("%n scorebladen geschreven.", "", count)
        self._good(lead, self.tr("Ze staan in {0}.").format(self._folder))

    def _on_loaded(self, result: object) -> None:
        if isinstance(result, Changes):
            text = self._forget()
            self._acts.hub.tell(result, self._page)
            self._acts.stored.emit()
            self._good(self.tr("Het panelbestand is ingelezen."), text)
            self.done.emit()

    def _forget(self) -> str:
        had_history = self._acts.stack.count() > 0
        self._acts.stack.clear()
        if not had_history:
            return ""
        return self.tr("Wat u vóór het inlezen deed, kan niet meer ongedaan.")

    def _good(self, lead: str, text: str) -> None:
        self._messages.remove("refused")
        self._messages.show_message(Message(Kind.GOOD, lead, text, key="panel"))

    def _run(self, work: Work, name: str, done: Callable[[object], None]) -> None:
        job = self._runner.prepare(work, name)
        job.succeeded.connect(done)
        job.failed.connect(self._on_failed)
        self._runner.start(job)

    def _on_failed(self, error: object) -> None:
        if isinstance(error, UserError):
            self._messages.show_message(refusal_message(error))
        elif isinstance(error, BaseException):
            raise error
