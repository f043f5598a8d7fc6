"""Panel: who judges, which dossiers, and who may not."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QMenu, QSplitter, QStackedWidget, QToolButton, QVBoxLayout, QWidget
from typing_extensions import override

from delpanel.changes import Changes
from delpanel.errors import UserError
from delpanel.model.panel import Assignment, ConflictOfInterest, Evaluator
from delpanel.services import panelling
from ui.commands import Acts
from ui.dialogs.conflict import ConflictDialog
from ui.dialogs.evaluator import EvaluatorDialog
from ui.kit.dressing import button, hairline, icon_button, pane, primary_button
from ui.kit.empty_state import EmptyState
from ui.kit.jobs import JobRunner
from ui.kit.notify import Kind, Message, MessageArea
from ui.kit.page import Hint, Page
from ui.kit.page_toolbar import PageToolbar
from ui.kit.pinned_table import PinnedTable
from ui.kit.record_table import RecordTable
from ui.models.issues import refusal_message
from ui.models.panel import EvaluatorRow, evaluator_columns, evaluator_rows
from ui.views.dossiers_empty import give_room
from ui.views.panel_acts import Assign, ChangeEvaluator, Conflict, missing_assignments
from ui.views.panel_matrix import AssignmentMatrix
from ui.views.panel_sheets import PanelDesk


class PanelPage(Page):
    """Evaluators at the left, who judges what at the right."""

    def __init__(self, acts: Acts, runner: JobRunner, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._acts = acts
        self._workspace = acts.workspace
        self.messages = MessageArea()
        self.desk = PanelDesk(acts, runner, self.messages, self)
        self.people: RecordTable[EvaluatorRow] = RecordTable(
            evaluator_columns(), key=lambda record: record.id
        )
        self.people_view = PinnedTable(self.people, pinned=2)
        self.people_bar, self.matrix_bar = PageToolbar(), PageToolbar()
        self.more_button = icon_button("more", "")
        self.add_button = button("", "plus")
        self.send_button = button("", "export")
        self.take_button = button("", "import")
        self.all_button = primary_button("")
        self.first_button = primary_button("", "plus")
        self.first_load = button("", "import")
        self.matrix = AssignmentMatrix()
        self.no_dossiers = EmptyState("import")
        self.empty = EmptyState("people", buttons=(self.first_button, self.first_load))
        self.right = QStackedWidget()
        self.split = QSplitter(Qt.Orientation.Horizontal)
        self.setAcceptDrops(True)
        self._build()
        self._connect()
        self.retranslate()

    @override
    def title(self) -> str:
        return self.tr("Panel")

    @override
    def hints(self) -> tuple[Hint, ...]:
        if not self.people.all_records:
            return (Hint(("Ctrl 2",), self.tr("dossiers")),)
        return (
            Hint(("↑", "↓", "←", "→"), self.tr("cel")),
            Hint((self.tr("Spatie"),), self.tr("toewijzen of wegnemen")),
            Hint(("B",), self.tr("belangenconflict")),
            Hint(("Ctrl Z",), self.tr("ongedaan maken")),
        )

    @override
    def on_shown(self) -> None:
        self.reload()
        if self.people.all_records:
            self.people_view.select_first()
            self.matrix.focus()
        else:
            self.empty.focus_first()

    @override
    def search(self, text: str) -> None:
        self.matrix.table.search(text)

    @override
    def set_narrow(self, narrow: bool) -> None:
        super().set_narrow(narrow)
        self.split.setSizes([420, 860] if narrow else [440, 1000])

    @override
    def retranslate(self) -> None:
        self.people.set_columns(evaluator_columns())
        self.more_button.setAccessibleName(self.tr("Meer over het panel"))
        self.more_button.setToolTip(self.tr("Meer over het panel"))
        self.add_button.setText(self.tr("Toevoegen"))
        self.send_button.setText(self.tr("Bladen uitsturen"))
        self.take_button.setText(self.tr("Bladen inlezen"))
        self.all_button.setText(self.tr("Alles toewijzen"))
        self.first_button.setText(self.tr("Beoordelaar toevoegen"))
        self.first_load.setText(self.tr("Panelbestand inlezen"))
        self.empty.set_texts(
            self.tr("Nog geen beoordelaars"),
            self.tr(
                "Voeg de leden van het panel een voor een toe, of lees het panelbestand in met"
                " leden, toewijzingen en belangenconflicten."
            ),
        )
        self.no_dossiers.set_texts(
            self.tr("Nog geen dossiers"),
            self.tr("Lees eerst de dossiers in; daarna wijst u ze hier toe."),
        )
        self._make_menu()
        self.matrix.retranslate()
        self.reload()

    def reload(self) -> None:
        """Show the panel as it stands now."""
        state = self._workspace.snapshot()
        rows = evaluator_rows(state)
        had = bool(self.people.all_records)
        self.people.replace(rows)
        self.empty.setVisible(not rows)
        for block in (self.empty, self.no_dossiers):
            give_room(block)
        self.split.setVisible(bool(rows))
        self.right.setCurrentIndex(0 if state.dossiers else 1)
        self.people_bar.set_title(self.tr("%n beoordelaars", "", len(rows)))
        if rows:
            self.matrix.show_state(state)
        given = sum(row.dossiers for row in rows)
        self.matrix_bar.set_title(self.tr("%n toewijzingen", "", given))
        for made in (self.send_button, self.take_button):
            made.setEnabled(given > 0)
        self.all_button.setEnabled(bool(missing_assignments(state)))
        if had != bool(rows):
            self.hints_changed.emit()

    def toggle(self, evaluator: str, dossier: str) -> None:
        """Give a dossier to an evaluator, or take it away."""
        state = self._workspace.snapshot()
        if (evaluator, dossier) in state.conflicted:
            self._say_conflict(evaluator, dossier)
            return
        one = Assignment(evaluator, dossier)
        self._acts.push(Assign(self._acts, (one,), take_away=one in state.assignments))

    def assign_all(self) -> None:
        """Give every admissible dossier to every active evaluator without a conflict."""
        missing = missing_assignments(self._workspace.snapshot())
        if missing:
            self._acts.push(Assign(self._acts, missing))

    def declare(self, evaluator: str, dossier: str, reason: str) -> bool:
        """Record a conflict of interest."""
        found = ConflictOfInterest(evaluator, dossier, reason)
        return self._acts.push(Conflict(self._acts, found))

    def lift(self, evaluator: str, dossier: str, reason: str) -> bool:
        """Lift a conflict of interest."""
        held = next(
            c
            for c in self._workspace.snapshot().conflicts
            if (c.evaluator, c.dossier) == (evaluator, dossier)
        )
        return self._acts.push(Conflict(self._acts, held, lift_reason=reason))

    def save_evaluator(self, after: Evaluator) -> bool:
        """Add an evaluator, or change the one with this id."""
        before = self._workspace.snapshot().evaluator_by_id.get(after.id)
        if before is not None:
            return self._acts.push(ChangeEvaluator(self._acts, before, after))
        return self._acts.run(lambda: panelling.save_evaluators(self._workspace, [after]))

    @override
    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.mimeData().hasUrls() and self.people.all_records:
            event.acceptProposedAction()

    @override
    def dropEvent(self, event: QDropEvent) -> None:
        event.acceptProposedAction()
        self.desk.take_files([Path(url.toLocalFile()) for url in event.mimeData().urls()])

    def _say_conflict(self, evaluator: str, dossier: str) -> None:
        state = self._workspace.snapshot()
        reason = next(
            c.reason for c in state.conflicts if (c.evaluator, c.dossier) == (evaluator, dossier)
        )
        name = state.evaluator_by_id[evaluator].name
        lead = self.tr("{0} mag {1} niet beoordelen.").format(name, dossier)
        self.messages.show_message(Message(Kind.WARN, lead, reason, key="refused"))

    def _on_add(self) -> None:
        taken = [person.id for person in self._workspace.snapshot().evaluators]
        dialog = EvaluatorDialog(None, taken, self)
        if dialog.exec():
            self.save_evaluator(dialog.evaluator())

    def _on_edit(self, record: EvaluatorRow) -> None:
        dialog = EvaluatorDialog(record.evaluator, (), self)
        if dialog.exec():
            self.save_evaluator(dialog.evaluator())

    def _on_edit_current(self) -> None:
        record = self.people_view.current_record()
        if record is not None:
            self._on_edit(record)

    def _on_conflict(self, evaluator: str, dossier: str) -> None:
        state = self._workspace.snapshot()
        lift = (evaluator, dossier) in state.conflicted
        name = state.evaluator_by_id[evaluator].name
        title = f"{dossier} {state.dossier_by_id[dossier].name}"
        dialog = ConflictDialog(name, title, lift=lift, parent=self)
        if not dialog.exec():
            return
        if lift:
            self.lift(evaluator, dossier, dialog.reason())
        else:
            self.declare(evaluator, dossier, dialog.reason())

    def _on_refused(self, error: UserError) -> None:
        if self.isVisible():
            self.messages.show_message(refusal_message(error))

    def _on_changed(self, changes: object, _origin: QObject | None) -> None:
        if isinstance(changes, Changes) and self.isVisible():
            self.messages.remove("refused")
            self.reload()

    def _make_menu(self) -> None:
        menu = QMenu(self.more_button)
        menu.addAction(self.tr("Gegevens wijzigen"), self._on_edit_current)
        menu.addSeparator()
        menu.addAction(self.tr("Panelbestand inlezen"), self.desk.load)
        menu.addAction(self.tr("Panelbestand bewaren"), self.desk.save)
        self.more_button.setMenu(menu)
        self.more_button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)

    def _connect(self) -> None:
        self.add_button.clicked.connect(self._on_add)
        self.first_button.clicked.connect(self._on_add)
        self.first_load.clicked.connect(self.desk.load)
        self.send_button.clicked.connect(self.desk.send)
        self.take_button.clicked.connect(self.desk.take)
        self.all_button.clicked.connect(self.assign_all)
        self.people_view.activated.connect(self._on_edit)
        self.matrix.toggled.connect(self.toggle)
        self.matrix.conflict_wanted.connect(self._on_conflict)
        self._acts.hub.changed.connect(self._on_changed)
        self._acts.refused.connect(self._on_refused)

    def _build(self) -> None:
        self.people_bar.add(self.add_button)
        self.people_bar.add(self.more_button)
        for made in (self.send_button, self.take_button, self.all_button):
            self.matrix_bar.add(made)
        self.right.addWidget(self.matrix)
        self.right.addWidget(self.no_dossiers)
        self.split.setChildrenCollapsible(False)
        self.split.setHandleWidth(1)
        self.split.addWidget(_column(self.people_bar, self.people_view))
        self.split.addWidget(_column(self.matrix_bar, self.right))
        self.split.setSizes([440, 1000])
        self.split.setStretchFactor(1, 1)
        self.body.addWidget(self.messages)
        self.body.addWidget(self.split, 1)
        self.body.addWidget(self.empty, 1)


def _column(bar: QWidget, content: QWidget) -> QWidget:
    holder = pane()
    column = QVBoxLayout(holder)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(0)
    column.addWidget(bar)
    column.addWidget(hairline())
    column.addWidget(content, 1)
    return holder
