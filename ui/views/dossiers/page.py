"""Dossiers: every application as a row, its findings, and the way in for files."""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QSplitter, QVBoxLayout, QWidget
from typing_extensions import override

from delpanel.changes import Changes
from delpanel.errors import UserError
from delpanel.model.admissibility import AdmissibilityFinding
from delpanel.model.call import Call
from delpanel.services.intake.listing import DossierRow, Status, dossier_rows
from delpanel.services.state import presiding
from ui import formats
from ui.commands import Acts
from ui.kit.columns import Column
from ui.kit.dressing import button, hairline, pane, primary_button
from ui.kit.drops import dropped_paths
from ui.kit.empty_state import EmptyState
from ui.kit.jobs import JobRunner
from ui.kit.notify import MessageArea
from ui.kit.page import Hint, Page
from ui.kit.page_toolbar import PageToolbar
from ui.kit.pinned_table import PinnedTable
from ui.kit.record_table import RecordTable
from ui.kit.segments import Segments
from ui.models.dossiers import NARROW, dossier_columns, envelope_sentence, sums_of
from ui.models.issues import refusal_message
from ui.views.dossiers.admissibility_acts import AdmissibilityDoor
from ui.views.dossiers.attach import AttachDoor
from ui.views.dossiers.attribute_acts import AttributesDoor
from ui.views.dossiers.detail import DossierDetail
from ui.views.dossiers.imports import ImportDoor
from ui.views.dossiers.legend import Legend
from ui.views.dossiers.synergy_acts import SynergyDoor
from ui.views.empty_page import give_room

FILTERS = ("", Status.TO_CLARIFY, Status.INADMISSIBLE)


class DossiersPage(Page):
    """The dossiers of the call; admissibility is a view of the one in front."""

    def __init__(self, acts: Acts, runner: JobRunner, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._acts = acts
        self._workspace = acts.workspace
        self._runner = runner
        self._dearest = 0
        self.table: RecordTable[DossierRow] = RecordTable(
            self._columns(), key=lambda record: record.id
        )
        self.view = PinnedTable(self.table, pinned=2)
        self.view.set_column_shown("partners", shown=False)
        self.toolbar, self.messages = PageToolbar(), MessageArea()
        self.filters = Segments(self.tr("Welke dossiers"))
        self.database_button = button("")
        self.import_button = button("", "import")
        self.detail = DossierDetail()
        self.legend = Legend()
        self.first_button = primary_button("", "import")
        self.first_database = button("")
        self.template_button = button("")
        self.empty = EmptyState(
            "import", buttons=(self.first_button, self.first_database, self.template_button)
        )
        self.split = QSplitter(Qt.Orientation.Horizontal)
        self.door = ImportDoor(acts, runner, self.messages, self)
        self.synergy_door, self.ties_door = SynergyDoor(acts, self), AttributesDoor(acts, self)
        self.admissibility_door = AdmissibilityDoor(acts, self)
        self.attach_door = AttachDoor(acts, runner, self.messages, self)
        self.setAcceptDrops(True)
        self._build()
        self._connect()
        self.retranslate()

    @override
    def title(self) -> str:
        return self.tr("Dossiers")

    @override
    def hints(self) -> tuple[Hint, ...]:
        if not self.table.all_records:
            return (
                Hint(("Ctrl O",), self.tr("bestand")),
                Hint(("Ctrl K",), self.tr("zoeken")),
            )
        return (
            Hint(("↑", "↓"), self.tr("rij")),
            Hint(("Enter",), self.tr("ontvankelijkheid")),
            Hint(("Ctrl O",), self.tr("inlezen")),
            Hint(("Ctrl C",), self.tr("kopiëren")),
            Hint(("Ctrl Z",), self.tr("ongedaan maken")),
        )

    @override
    def on_shown(self) -> None:
        self.reload()
        if self.table.all_records:
            self.view.select_first()
            self.view.setFocus()
        else:
            self.empty.focus_first()

    @override
    def search(self, text: str) -> None:
        self.table.search(text)
        self._show_totals()

    @override
    def set_narrow(self, narrow: bool) -> None:
        super().set_narrow(narrow)
        self.view.set_widths(NARROW if narrow else {})
        self.split.setSizes([919, 360] if narrow else [1000, 439])

    @override
    def retranslate(self) -> None:
        self.table.set_columns(self._columns())
        self.import_button.setText(self.tr("Inlezen"))
        self.database_button.setText(self.tr("Uit een database"))
        self.first_button.setText(self.tr("Bestand inlezen"))
        self.first_database.setText(self.tr("Uit een database"))
        self.template_button.setText(self.tr("Leeg sjabloon bewaren"))
        self.empty.set_texts(
            self.tr("Nog geen dossiers"),
            self.tr(
                "Sleep de lijst of het dossierbestand hierheen. U ziet eerst elke rij met haar"
                " bevindingen; er wordt niets bewaard voor u bevestigt."
            ),
        )
        self.legend.retranslate()
        self.reload()

    def reload(self) -> None:
        """Show the panel as it stands now."""
        computed = self._workspace.computed()
        rows = dossier_rows(computed)
        self._dearest = max((r.cost_cents or 0 for r in rows), default=0)
        had = bool(self.table.all_records)
        self.table.replace(rows)
        self.empty.setVisible(not rows)
        give_room(self.empty)
        for part in (self.split, self.filters, self.import_button, self.database_button):
            part.setVisible(bool(rows))
        for door in (self.synergy_door, self.ties_door):
            door.refresh()
        self._show_counts(rows)
        self._show_totals()
        if rows and self.view.current_record() is None:
            self.view.select_first()
        self._show_current()
        if had != bool(rows):
            self.hints_changed.emit()

    def judge(self, finding: AdmissibilityFinding) -> bool:
        """Record a finding by hand, undoable."""
        return self.admissibility_door.judge(finding)

    @override
    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if dropped_paths(event):
            event.acceptProposedAction()

    @override
    def dropEvent(self, event: QDropEvent) -> None:
        event.acceptProposedAction()
        paths = dropped_paths(event)
        if not self.attach_door.take_folder(paths):
            self.door.open_import(tuple(map(str, paths)))

    def _columns(self) -> tuple[Column[DossierRow], ...]:
        return dossier_columns(self._call, lambda: self._dearest)

    def _call(self) -> Call:
        return self._workspace.call

    def _show_counts(self, rows: tuple[DossierRow, ...]) -> None:
        counts = {status: sum(r.status is status for r in rows) for status in Status}
        open_, out = counts[Status.TO_CLARIFY], counts[Status.INADMISSIBLE]
        if not rows:
            self.toolbar.set_title(self.tr("Dossiers"))
            return
        said = self.tr("%n dossiers", "", len(rows))
        if open_:
            said = self.tr("{0}, {1} te bevestigen").format(said, open_)
        elif out:
            said = self.tr("{0}, {1} onontvankelijk").format(said, out)
        self.toolbar.set_title(said)
        self.filters.set_choices(
            [
                ("", self.tr("Alle {0}").format(len(rows))),
                (str(Status.TO_CLARIFY), self.tr("Te bevestigen {0}").format(open_)),
                (str(Status.INADMISSIBLE), self.tr("Onontvankelijk {0}").format(out)),
            ]
        )

    def _show_totals(self) -> None:
        sums = sums_of(self.table.records)
        provinces = self.tr("%n provincies", "", sums.provinces) if sums.provinces else ""
        self.view.set_total(
            {
                "id": str(sums.count),
                "name": self.tr("Totaal"),
                "province": provinces,
                "cost": formats.euro(sums.cost_cents),
                "erdf": formats.euro(sums.erdf_cents),
            }
        )
        self.legend.set_sentence(envelope_sentence(sums_of(self.table.all_records), self._call()))

    def _show_current(self, *_record: object) -> None:
        self.detail.can_attach = self.attach_door.is_open
        record = self.view.current_record()
        if record is not None and record.id in presiding.withheld(self._workspace):
            self.detail.show_withheld(record.id)
            return
        self.detail.show_dossier(self._workspace.computed(), record)

    def _on_filter(self, status: str) -> None:
        self.table.keep((lambda record: record.status == status) if status else None)
        self._show_totals()
        if self.view.current_record() is None:
            self.view.select_first()

    def _on_activated(self, _record: object) -> None:
        other = "dossier" if self.detail.view == "admissibility" else "admissibility"
        self.detail.show_view(other)

    def _on_imported(self) -> None:
        self.reload()
        self.view.select_first()
        self.view.setFocus()

    def _on_refused(self, error: UserError) -> None:
        if self.isVisible():
            self.messages.show_message(refusal_message(error))

    def _on_changed(self, changes: object, origin: QObject | None) -> None:
        if isinstance(changes, Changes) and origin is not self and self.isVisible():
            self.reload()

    def _connect(self) -> None:
        self.view.current_changed.connect(self._show_current)
        self.view.activated.connect(self._on_activated)
        self.filters.chosen.connect(self._on_filter)
        self.admissibility_door.serve(self.detail, self.view.current_record)
        self.attach_door.serve(self.detail, self.view.current_record)
        for made in (self.import_button, self.first_button):
            made.clicked.connect(self.door.choose)
        for made in (self.database_button, self.first_database):
            made.clicked.connect(self.door.open_database)
        self.template_button.clicked.connect(self.door.save_template)
        self.door.done.connect(self._on_imported)
        self._acts.hub.changed.connect(self._on_changed)
        self._acts.refused.connect(self._on_refused)
        QShortcut(QKeySequence.StandardKey.Open, self).activated.connect(self.door.choose)

    def _build(self) -> None:
        doors = (self.synergy_door.button, self.ties_door.button)
        for made in (self.filters, *doors, self.database_button, self.import_button):
            self.toolbar.add(made)
        left = pane()
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.view, 1)
        column.addWidget(hairline())
        column.addWidget(self.legend)
        self.split.setChildrenCollapsible(False)
        self.split.setHandleWidth(1)
        self.split.addWidget(left)
        self.split.addWidget(self.detail)
        self.detail.setMinimumWidth(320)
        self.split.setStretchFactor(0, 1)
        self.split.setStretchFactor(1, 0)
        self.split.setSizes([1000, 439])
        for part in (self.toolbar, hairline(), self.messages):
            self.body.addWidget(part)
        self.body.addWidget(self.split, 1)
        self.body.addWidget(self.empty, 1)
