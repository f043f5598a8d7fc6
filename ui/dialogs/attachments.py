"""Attachments in front: what attaching would do before anything is taken, and one to look at."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from delpanel.model.attachment import Attachment
from delpanel.services.intake.attach_plan import AttachPlan, AttachRow
from ui.kit.dressing import button, hairline, label, pane, primary_button, row
from ui.kit.fonts import TextStyle
from ui.kit.notify import Question, confirm
from ui.kit.page_toolbar import PageToolbar
from ui.kit.pinned_table import PinnedTable
from ui.models.attachments import plan_table, sentence
from ui.widgets.attachment_pane import AttachmentPane


class AttachPlanDialog(QDialog):
    """Accepting it means: take these files in."""

    def __init__(self, plan: AttachPlan, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Bijlagen toevoegen"))
        self.resize(1040, 600)
        count, out = len(plan.taken), sum(row.is_refused for row in plan.rows)
        self.head = PageToolbar()
        self.head.set_title(
            self.tr("%n bestanden", "", len(plan.rows)),
            self.tr("%n blijven buiten", "", out) if out else "",
        )
        self.view = PinnedTable(plan_table(plan), pinned=1)
        self.full = label("", TextStyle.CELL, "text2")
        self.full.setWordWrap(True)
        self.accept_button = primary_button(
            self.tr("%n bijlagen toevoegen", "", count) if count else self.tr("Niets toe te voegen")
        )
        self.accept_button.setEnabled(bool(count))
        self.view.current_changed.connect(self._on_current)
        self._build()
        self.view.select_first()
        self._on_current(self.view.current_record())

    def _on_current(self, record: AttachRow | None) -> None:
        """A sentence that is cut in its row stands whole below the table."""
        self.full.setText("" if record is None else sentence(record))

    def _build(self) -> None:
        cancel = button(self.tr("Annuleren"))
        cancel.clicked.connect(self.reject)
        self.accept_button.clicked.connect(self.accept)
        self.accept_button.setDefault(True)
        said, foot = pane(), pane("sunk")
        for ground, inner in ((said, self.full), (foot, row(None, cancel, self.accept_button))):
            line = QVBoxLayout(ground)
            line.setContentsMargins(16, 10, 16, 10)
            line.addWidget(inner)
        said.setMinimumHeight(56)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.head)
        column.addWidget(hairline())
        column.addWidget(self.view, 1)
        column.addWidget(hairline())
        column.addWidget(said)
        column.addWidget(hairline(strong=True))
        column.addWidget(foot)


class AttachmentDialog(QDialog):
    """One attachment to read; ``remove_wanted`` once the user confirmed it."""

    remove_wanted = Signal()

    def __init__(
        self,
        record: Attachment,
        content: bytes,
        *,
        can_remove: bool,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(f"{record.dossier} · {record.file_name}")
        self.resize(820, 900)
        self._record = record
        self.pane = AttachmentPane()
        self.pane.show_attachment(record, content)
        self.remove_button = button(self.tr("Verwijderen"), "trash")
        self.remove_button.setVisible(can_remove)
        self.close_button = primary_button(self.tr("Sluiten"))
        self.remove_button.clicked.connect(self._on_remove)
        self.close_button.clicked.connect(self.accept)
        foot = pane("sunk")
        line = QVBoxLayout(foot)
        line.setContentsMargins(16, 10, 16, 10)
        line.addWidget(row(self.remove_button, None, self.close_button))
        holder = QWidget()
        inner = QVBoxLayout(holder)
        inner.setContentsMargins(16, 12, 16, 12)
        inner.addWidget(self.pane)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(holder, 1)
        column.addWidget(hairline(strong=True))
        column.addWidget(foot)
        self.pane.view.setFocus()

    def _on_remove(self) -> None:
        question = Question(
            self.tr("{0} verwijderen uit dossier {1}?").format(
                self._record.file_name, self._record.dossier
            ),
            self.tr(
                "De bijlage gaat uit het paneel. Het logboek bewaart haar naam en controlegetal."
            ),
            self.tr("Verwijderen"),
            is_grave=True,
        )
        if confirm(self, question):
            self.remove_wanted.emit()
            self.accept()
