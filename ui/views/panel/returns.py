"""Returns: whatever members handed in, what each file would change, and one act that takes it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QSplitter, QStackedWidget, QWidget
from typing_extensions import override

from delpanel.changes import Changes
from delpanel.errors import UserError
from delpanel.progress import Progress
from delpanel.services.packs import opening_keys
from delpanel.services.returns import intake_view, pack_intake
from delpanel.services.returns.member_merge import CellRow
from delpanel.services.returns.pack_intake import CellKey, Choice, IntakePlan
from delpanel.services.round import holding
from delpanel.services.round.round_progress import NextStep, round_progress
from delpanel.services.state.snapshot import Snapshot
from ui import formats
from ui.commands import Acts
from ui.dialogs.choose_version import ChooseVersionDialog
from ui.kit.dressing import button, hairline, label, primary_button, row
from ui.kit.empty_state import EmptyState
from ui.kit.file_dialogs import choose_files
from ui.kit.fonts import TextStyle
from ui.kit.jobs import JobRunner
from ui.kit.notify import Kind, Message, MessageArea
from ui.kit.page import Hint
from ui.kit.page_toolbar import PageToolbar
from ui.kit.pinned_table import PinnedTable
from ui.kit.record_table import RecordTable
from ui.models.issues import refusal_message
from ui.models.points import window_language
from ui.models.returns import FileRow, file_columns, file_rows, where_words
from ui.views.empty_page import give_room
from ui.views.panel.opening_strip import OpeningStrip
from ui.views.panel.part import PanelPart, titled
from ui.views.panel.return_detail import ReturnDetail

NAMED = 4


class ReturnsPart(PanelPart):
    """Files that came back, before anything is written; ``doubts_left`` after doubts came in."""

    doubts_left = Signal()

    def __init__(
        self,
        acts: Acts,
        runner: JobRunner,
        messages: MessageArea,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(acts, runner, messages, parent)
        self.files: list[Path] = []
        self.plan: IntakePlan | None = None
        self.choices: dict[CellKey, Choice] = {}
        self._asked = 0
        self.bar = PageToolbar()
        self.add_button = button("", "import")
        self.clear_button = button("")
        self.take_button = primary_button("")
        self.key = OpeningStrip(self.workspace, runner, messages)
        self.table: RecordTable[FileRow] = RecordTable(file_columns(), key=lambda r: r.key)
        self.view = PinnedTable(self.table, pinned=2)
        self.detail = ReturnDetail()
        self.first_button = button("", "import")
        self.nothing = EmptyState("import", buttons=(self.first_button,))
        self.awaited = label("", TextStyle.CHIP, "text2")
        self.pages = QStackedWidget()
        self.split = QSplitter(Qt.Orientation.Horizontal)
        self._build()

    @override
    def segment_word(self, state: Snapshot) -> str:
        members = [m for m in round_progress(self.workspace).members if m.evaluator.active]
        back = sum(m.has_returned for m in members)
        out = sum(m.pack is not None for m in members)
        if not out:
            return self.tr("Inzendingen")
        return self.tr("Inzendingen {0} van {1}").format(back, out)

    @override
    def hints(self) -> tuple[Hint, ...]:
        return (
            Hint((self.tr("Slepen"),), self.tr("inzendingen op het venster")),
            Hint(("↑", "↓"), self.tr("bestand")),
        )

    @override
    def show_state(self, state: Snapshot) -> None:
        self.key.show_held(opening_keys.held_key(self.workspace))
        self._show_awaited()
        stale = self.plan is not None and self.plan.based_on != self.workspace.store.data_version()
        if stale and self.files:
            self.replan()
        self._show_plan()

    @override
    def focus_first(self) -> None:
        if self.table.all_records:
            self.view.select_first()
            self.view.setFocus()
        else:
            self.first_button.setFocus()

    @override
    def search(self, text: str) -> None:
        self.table.search(text)

    @override
    def set_narrow(self, narrow: bool) -> None:
        self.split.setSizes([900, 360] if narrow else [1000, 432])
        # the detail says it whole
        self.view.set_column_shown("says", not narrow)

    @override
    def retranslate(self) -> None:
        self.table.set_columns(file_columns())
        self.add_button.setText(self.tr("Bestanden toevoegen"))
        self.first_button.setText(self.tr("Bestanden kiezen"))
        self.clear_button.setText(self.tr("Lijst leegmaken"))
        self.nothing.set_texts(
            self.tr("Sleep hier wat de leden indienden"),
            self.tr(
                "Verklaringen, scores, goedkeuringen en scorebladen door elkaar, zo veel u wilt en"
                " zo vaak u wilt. U ziet eerst van elk bestand wat ermee gebeurt; er wordt niets"
                " geschreven voor u op Opnemen klikt."
            ),
        )
        self.key.retranslate()

    @override
    def take_files(self, files: Sequence[Path]) -> bool:
        fresh = [path for path in files if not self.key.take(path)]
        added = [path for path in fresh if path not in self.files]
        self.files.extend(added)
        if added or fresh:
            self.replan()
        return True

    def clear(self) -> None:
        """Take every file off the list."""
        self.files, self.plan, self.choices = [], None, {}
        self._asked += 1
        self._show_plan()

    def replan(self) -> None:
        """Read the files anew in the background; an older answer is passed over."""
        self._asked += 1
        asked, files, identity = self._asked, tuple(self.files), self.key.identity

        def work(progress: Progress) -> object:
            return asked, pack_intake.plan_intake(self.workspace, files, identity, progress)

        job = self.runner.prepare(work, self.tr("Inzendingen lezen"))
        job.succeeded.connect(self._on_planned)
        job.failed.connect(self._on_failed)
        self.runner.start(job)

    def take_in(self) -> bool:
        """Take in everything that would change, in one act."""
        plan = self.plan
        if plan is None:
            return False
        doubts = len(plan.declarations.undecided)
        changed = plan.changed

        choices = dict(self.choices)

        def verb() -> Changes:
            return pack_intake.accept_intake(self.workspace, plan, choices=choices)

        if not self.acts.run(verb):
            return False
        self.choices = {}
        self.acts.stack.clear()
        lead = self.tr("%n wijzigingen opgenomen.", "", changed)
        self.messages.remove("refused")
        decide = (self.tr("Twijfels beslissen"), self.doubts_left.emit)
        said = Message(
            Kind.GOOD, lead, self.awaited.text(), (decide,) if doubts else (), key="returns"
        )
        self.messages.show_message(said)
        return True

    def choose(self, cell: CellRow, reason: str) -> None:
        """Let another version of a cell hold, once it is taken in."""
        self.choices[cell.key] = Choice(cell.returned, reason)
        self._show_plan()

    def _on_version(self, cell: object) -> None:
        if not isinstance(cell, CellRow):
            return
        where = where_words(self.workspace.snapshot(), cell)
        version = f"{formats.points(cell.returned.points_cp)} · {cell.returned.motivation}"
        on_sheets = self.plan is not None and cell in self.plan.sheets.clashes
        dialog = ChooseVersionDialog(where, version, self, on_sheets=on_sheets)
        if dialog.exec():
            self.choose(cell, dialog.words())

    def _on_dropped(self, key: object) -> None:
        self.choices.pop(key, None)  # type: ignore[call-overload]  # the key of a cell by signal
        self._show_plan()

    def _on_planned(self, result: object) -> None:
        asked, plan = result if isinstance(result, tuple) else (0, None)
        if asked != self._asked or not isinstance(plan, IntakePlan):
            return
        self.plan = plan
        forks = plan.forks
        self.choices = {k: c for k, c in self.choices.items() if k in forks}
        self.messages.remove("refused")
        self._show_plan()
        self.view.select_first()

    def _on_failed(self, error: object) -> None:
        if isinstance(error, UserError):
            self.messages.show_message(refusal_message(error))
        elif isinstance(error, BaseException):
            raise error

    def _show_plan(self) -> None:
        state, plan = self.workspace.snapshot(), self.plan
        rows = () if plan is None else file_rows(state, plan)
        self.table.replace(rows)
        self.pages.setCurrentIndex(0 if rows else 1)
        give_room(self.nothing)
        note = "" if plan is None else intake_view.summary(plan, window_language())
        title = self.tr("%n bestanden", "", len(rows)) if rows else self.tr("Nog geen bestanden")
        self.bar.set_title(title, note)
        self.clear_button.setEnabled(bool(rows))
        count = 0 if plan is None else plan.changed
        can = plan is not None and (not plan.is_empty or bool(self.choices))
        self.take_button.setEnabled(can)
        self.take_button.setText(
            self.tr("%n wijzigingen opnemen", "", count) if count else self.tr("Opnemen")
        )
        self._show_detail()

    def _show_detail(self, *_record: object) -> None:
        self.detail.show_file(
            self.workspace.snapshot(),
            self.plan,
            self.view.current_record(),
            self.choices,
            holding.hidden(self.workspace),
        )

    def _show_awaited(self) -> None:
        out = {NextStep.DECLARE, NextStep.HAND_IN}
        waits = [m for m in round_progress(self.workspace).members if m.step in out]
        names = ", ".join(m.evaluator.name for m in waits[:NAMED])
        if len(waits) > NAMED:
            names = self.tr("{0} en %n anderen", "", len(waits) - NAMED).format(names)
        self.awaited.setText(
            self.tr("Nog verwacht: {0}.").format(names)
            if waits
            else self.tr("Er wordt op dit ogenblik van niemand een inzending verwacht.")
        )

    def _on_add(self) -> None:
        kinds = self.tr("Inzendingen en scorebladen (*.delreturn *.xlsx *.delkey *.txt)")
        files = choose_files(self, self.tr("Inzendingen kiezen"), kinds)
        if files:
            self.take_files(files)

    def _build(self) -> None:
        for made in (self.clear_button, self.add_button, self.take_button):
            self.bar.add(made)
        self.split.setChildrenCollapsible(False)
        self.split.setHandleWidth(1)
        self.split.addWidget(self.view)
        self.split.addWidget(self.detail)
        self.split.setStretchFactor(0, 1)
        self.split.setSizes([1000, 432])
        self.pages.addWidget(self.split)
        self.pages.addWidget(self.nothing)
        holder = row(self.awaited, None)
        holder.setContentsMargins(16, 8, 16, 8)
        parts = titled(self.bar, self.pages, hairline(), self.key, hairline(), holder)
        self.column.addWidget(parts, 1)
        self.add_button.clicked.connect(self._on_add)
        self.first_button.clicked.connect(self._on_add)
        self.clear_button.clicked.connect(self.clear)
        self.take_button.clicked.connect(self.take_in)
        self.view.current_changed.connect(self._show_detail)
        self.detail.version_wanted.connect(self._on_version)
        self.detail.choice_dropped.connect(self._on_dropped)
        self.key.opened.connect(self._on_key)
        self.key.forgotten.connect(self._on_key)

    def _on_key(self) -> None:
        self.view.setFocus()
        if self.files:
            self.replan()
