"""The way in for attachments: files chosen or dropped on a dossier, or a folder for all at once."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QDialog, QWidget

from delpanel.changes import Changes
from delpanel.errors import UserError
from delpanel.model.actor import Role
from delpanel.model.attachment import Attachment
from delpanel.model.permissions import Phase
from delpanel.services.intake import attach_plan, attaching
from delpanel.services.intake.attach_plan import AttachPlan
from delpanel.services.intake.listing import DossierRow
from ui.commands import Acts
from ui.dialogs.attachments import AttachmentDialog, AttachPlanDialog
from ui.kit.file_dialogs import choose_files
from ui.kit.jobs import JobRunner, Work
from ui.kit.notify import Kind, Message, MessageArea
from ui.models.attachments import sentence
from ui.models.issues import refusal_message, split_sentence
from ui.views.dossiers.detail import DossierDetail


class AttachDoor(QObject):
    """Plans in a job, asks where something stays out or is replaced, and says what was done."""

    def __init__(self, acts: Acts, runner: JobRunner, messages: MessageArea, page: QWidget) -> None:
        super().__init__(page)
        self._acts = acts
        self._runner = runner
        self._messages = messages
        self._page = page
        self._current: Callable[[], DossierRow | None] = lambda: None
        self.dialog: QDialog | None = None

    @property
    def is_open(self) -> bool:
        """Whether attachments may change: by the office, before the allocation is frozen."""
        workspace = self._acts.workspace
        office = workspace.actor.role in {Role.CHAIR, Role.SECRETARIAT}
        return office and not self._acts.only_reads and workspace.phase is not Phase.FROZEN

    def serve(self, detail: DossierDetail, current: Callable[[], DossierRow | None]) -> None:
        """Do what the pane of a dossier asks for; ``current`` is the dossier it shows."""
        queued = Qt.ConnectionType.QueuedConnection
        self._current = current
        detail.attachment_opened.connect(self.show, queued)
        detail.attach_wanted.connect(self.add, queued)

    def add(self, paths: Sequence[Path]) -> None:
        """Attach files to the dossier in front; where none are given, ask for them."""
        record = self._current()
        if record is None or not self.is_open or self.take_folder(paths):
            return
        if not paths:
            title, kinds = self.tr("Bijlagen toevoegen"), self.tr("Alle bestanden (*)")
            paths = choose_files(self._page, title, kinds)
        if paths:
            workspace, dossier, files = self._acts.workspace, record.id, tuple(paths)
            self._start(
                lambda progress: attach_plan.plan_files(workspace, dossier, files, progress),
                self._on_planned,
            )

    def take_folder(self, paths: Sequence[Path]) -> bool:
        """Take in a folder, each file to the dossier its name says; False where none is given."""
        folder = next((path for path in paths if path.is_dir()), None)
        if folder is None:
            return False
        workspace = self._acts.workspace
        self._start(
            lambda progress: attach_plan.plan_folder(workspace, folder, progress),
            self._on_planned,
        )
        return True

    def show(self, attachment: Attachment) -> None:
        """Open an attachment to look at."""
        try:
            content = attaching.content(self._acts.workspace, attachment)
        except UserError as error:
            self._messages.show_message(refusal_message(error))
            return
        dialog = AttachmentDialog(attachment, content, can_remove=self.is_open, parent=self._page)
        dialog.remove_wanted.connect(partial(self._remove, attachment))
        self._open(dialog)

    def _on_planned(self, plan: AttachPlan) -> None:
        """Ask unless every file is simply new."""
        if plan.taken and len(plan.taken) == len(plan.rows) and not _replaces(plan):
            self._accept(plan)
            return
        if len(plan.rows) == 1 and not plan.taken:
            (row,) = plan.rows
            kind = Kind.BAD if row.is_refused else Kind.INFO
            lead, text = split_sentence(sentence(row))
            self._messages.show_message(Message(kind, lead, text, key="attach"))
            return
        dialog = AttachPlanDialog(plan, self._page)
        dialog.accepted.connect(partial(self._accept, plan))
        self._open(dialog)

    def _accept(self, plan: AttachPlan) -> None:
        workspace = self._acts.workspace
        lead = self.tr("%n bijlagen toegevoegd.", "", len(plan.taken))
        self._start(lambda _progress: attaching.accept(workspace, plan), partial(self._done, lead))

    def _remove(self, attachment: Attachment) -> None:
        name = attachment.file_name
        if self._acts.run(
            partial(attaching.remove, self._acts.workspace, attachment.dossier, name)
        ):
            self._say_good(self.tr("{0} is verwijderd.").format(name))

    def _done(self, lead: str, changes: Changes) -> None:
        self._acts.hub.tell(changes)
        self._acts.stored.emit()
        self._say_good(lead)

    def _say_good(self, lead: str) -> None:
        self._messages.show_message(Message(Kind.GOOD, lead, key="attach"))

    def _start(self, work: Work, then: Callable[..., None]) -> None:
        job = self._runner.prepare(work, "attach")
        job.succeeded.connect(then)
        job.failed.connect(self._on_failed)
        self._runner.start(job)

    def _on_failed(self, fault: object) -> None:
        if isinstance(fault, UserError):
            self._messages.show_message(refusal_message(fault))
        elif isinstance(fault, BaseException):
            raise fault

    def _open(self, dialog: QDialog) -> None:
        self.dialog = dialog
        dialog.finished.connect(partial(self._on_closed, dialog))
        dialog.open()

    def _on_closed(self, dialog: QDialog, _result: int) -> None:
        dialog.deleteLater()
        if self.dialog is dialog:
            self.dialog = None


def _replaces(plan: AttachPlan) -> bool:
    return any(row.state is attach_plan.AttachState.CHANGED for row in plan.rows)
