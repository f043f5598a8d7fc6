"""Evaluators: the people of the panel, what they were given and how far they are."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QMenu, QToolButton, QWidget
from typing_extensions import override

from delpanel.model.panel import Evaluator, Presiding
from delpanel.services.people import panelling
from delpanel.services.round.round_progress import MemberProgress, NextStep, round_progress
from delpanel.services.state import presiding
from delpanel.services.state.snapshot import Snapshot
from ui.commands import Acts
from ui.dialogs.evaluator import EvaluatorDialog
from ui.dialogs.presiding import PresidingDialog
from ui.kit.columns import Column
from ui.kit.dressing import button, icon_button, primary_button
from ui.kit.empty_state import EmptyState
from ui.kit.jobs import JobRunner
from ui.kit.notify import MessageArea
from ui.kit.page import Hint
from ui.kit.page_toolbar import PageToolbar
from ui.kit.pinned_table import PinnedTable
from ui.kit.record_table import RecordTable
from ui.models.panel import EvaluatorRow, evaluator_rows
from ui.models.people import people_columns
from ui.views.empty_page import give_room
from ui.views.panel.acts import ChangeEvaluator
from ui.views.panel.change import PanelChanging
from ui.views.panel.part import PanelPart, titled
from ui.views.panel.sheets import PanelDesk


class PeoplePart(PanelPart):
    """The table of evaluators; the panel's own workbook stands under the three dots."""

    def __init__(
        self,
        acts: Acts,
        runner: JobRunner,
        messages: MessageArea,
        desk: PanelDesk,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(acts, runner, messages, parent)
        self._desk = desk
        self._presiding = Presiding()
        self._progress: dict[str, MemberProgress] = {}
        self.changing = PanelChanging(acts, runner, self)
        self.people: RecordTable[EvaluatorRow] = RecordTable(
            self._columns(), key=lambda record: record.id
        )
        self.view = PinnedTable(self.people, pinned=2)
        self.bar = PageToolbar()
        self.more_button = icon_button("more", "")
        self.preside_button = button("", "user")
        self.add_button = primary_button("", "plus")
        self.first_button = primary_button("", "plus")
        self.first_load = button("", "import")
        self.empty = EmptyState("people", buttons=(self.first_button, self.first_load))
        self.bar.add(self.preside_button)
        self.bar.add(self.more_button)
        self.bar.add(self.add_button)
        self.table_pane = titled(self.bar, self.view)
        self.column.addWidget(self.table_pane, 1)
        self.column.addWidget(self.empty, 1)
        self.add_button.clicked.connect(self._on_add)
        self.first_button.clicked.connect(self._on_add)
        self.preside_button.clicked.connect(self._on_preside)
        self.first_load.clicked.connect(desk.load)
        self.view.activated.connect(self._on_edit)

    @override
    def segment_word(self, state: Snapshot) -> str:
        return self.tr("Beoordelaars {0}").format(len(state.evaluators))

    @override
    def hints(self) -> tuple[Hint, ...]:
        if not self.people.all_records:
            return (Hint(("Ctrl 2",), self.tr("dossiers")),)
        return (
            Hint(("Enter",), self.tr("gegevens wijzigen")),
            Hint(("Ctrl Z",), self.tr("ongedaan maken")),
        )

    @override
    def show_state(self, state: Snapshot) -> None:
        rows = evaluator_rows(state)
        had = bool(self.people.all_records)
        found = round_progress(self.workspace)
        self._progress = {member.id: member for member in found.members}
        if state.presiding != self._presiding:
            self._presiding = state.presiding
            self.people.set_columns(self._columns())
        self.people.replace(rows)
        self.empty.setVisible(not rows)
        give_room(self.empty)
        self.table_pane.setVisible(bool(rows))
        done = sum(m.step is NextStep.DONE for m in found.members)
        note = self.tr("{0} van {1} klaar").format(done, len(found.members)) if rows else ""
        self.bar.set_title(self.tr("%n beoordelaars", "", len(rows)), note)
        if had != bool(rows):
            self.hints_changed.emit()

    @override
    def focus_first(self) -> None:
        if self.people.all_records:
            self.view.select_first()
            self.view.setFocus()
        else:
            self.empty.focus_first()

    @override
    def search(self, text: str) -> None:
        self.people.search(text)

    @override
    def retranslate(self) -> None:
        self.people.set_columns(self._columns())
        self.preside_button.setText(self.tr("Voorzitterschap"))
        self.more_button.setAccessibleName(self.tr("Meer over het panel"))
        self.more_button.setToolTip(self.tr("Meer over het panel"))
        self.add_button.setText(self.tr("Toevoegen"))
        self.first_button.setText(self.tr("Beoordelaar toevoegen"))
        self.first_load.setText(self.tr("Panelbestand inlezen"))
        self.empty.set_texts(
            self.tr("Nog geen beoordelaars"),
            self.tr(
                "Voeg de leden van het panel een voor een toe, of lees het panelbestand in met"
                " leden, toewijzingen en belangenconflicten."
            ),
        )
        self._make_menu()

    def save_evaluator(self, after: Evaluator) -> bool:
        """Add an evaluator, or change the one with this id."""
        before = self.workspace.snapshot().evaluator_by_id.get(after.id)
        if before is not None:
            return self.acts.push(ChangeEvaluator(self.acts, before, after))
        return self.acts.run(lambda: panelling.save_evaluators(self.workspace, [after]))

    def preside(self, after: Presiding, added: Sequence[Evaluator] = ()) -> bool:
        """Name who chairs and who deputises; whoever is not on the panel yet is put on it."""
        if added and not self.acts.run(
            lambda: panelling.save_evaluators(self.workspace, list(added))
        ):
            return False
        return self.acts.run(lambda: presiding.appoint(self.workspace, after.chair, after.deputy))

    def _on_preside(self) -> None:
        state = self.workspace.snapshot()
        dialog = PresidingDialog(state.evaluators, state.presiding, self)
        if dialog.exec():
            chosen = dialog.presiding()
            named = {chosen.chair, chosen.deputy}
            self.preside(chosen, [p for p in dialog.added if p.id in named])

    def _columns(self) -> tuple[Column[EvaluatorRow], ...]:
        return people_columns(self._progress_of, self._presiding)

    def _progress_of(self, evaluator: str) -> MemberProgress | None:
        return self._progress.get(evaluator)

    def _on_add(self) -> None:
        taken = [person.id for person in self.workspace.snapshot().evaluators]
        dialog = EvaluatorDialog(None, taken, self)
        if dialog.exec():
            self.save_evaluator(dialog.evaluator())

    def _on_edit(self, record: EvaluatorRow) -> None:
        held = record.evaluator
        dialog = EvaluatorDialog(held, (), self)
        if not dialog.exec():
            return
        after = dialog.evaluator()
        if after != held and not self.save_evaluator(after):
            return
        if dialog.change_wanted:
            (self.changing.leave if held.active else self.changing.join)(after)

    def _on_edit_current(self) -> None:
        record = self.view.current_record()
        if record is not None:
            self._on_edit(record)

    def _on_leave(self) -> None:
        record = self.view.current_record()
        if record is not None:
            self.changing.leave(record.evaluator)

    def _on_join(self) -> None:
        record = self.view.current_record()
        if record is not None:
            self.changing.join(record.evaluator)

    def _make_menu(self) -> None:
        menu = QMenu(self.more_button)
        menu.addAction(self.tr("Gegevens wijzigen"), self._on_edit_current)
        menu.addSeparator()
        menu.addAction(self.tr("Verlaat het panel…"), self._on_leave)
        menu.addAction(self.tr("Komt in het panel…"), self._on_join)
        menu.addAction(self.tr("Wijzigingen in het panel"), self.changing.show_changes)
        menu.addSeparator()
        menu.addAction(self.tr("Panelbestand inlezen"), self._desk.load)
        menu.addAction(self.tr("Panelbestand bewaren"), self._desk.save)
        self.more_button.setMenu(menu)
        self.more_button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
