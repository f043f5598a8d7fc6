"""Conflicts of interest: what each member declared of each dossier, and what was made of it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QSplitter, QStackedWidget, QWidget
from typing_extensions import override

from delpanel.changes import Changes
from delpanel.model.pack import Answer, ConflictType
from delpanel.model.panel import ConflictOfInterest
from delpanel.services.people import voiding
from delpanel.services.round import declaring, holding
from delpanel.services.round.declaring import ConflictCell, ConflictTable, Standing
from delpanel.services.state.snapshot import Snapshot
from ui.commands import Acts
from ui.dialogs.conflict import AnswerDialog, ConflictAct, ConflictDialog
from ui.kit.empty_state import EmptyState
from ui.kit.jobs import JobRunner
from ui.kit.notify import MessageArea
from ui.kit.page import Hint
from ui.kit.page_toolbar import PageToolbar
from ui.kit.segments import Segments
from ui.models.conflicts import ConflictRow
from ui.views.empty_page import give_room
from ui.views.panel.acts import Conflict
from ui.views.panel.conflict_detail import ConflictDetail
from ui.views.panel.conflict_matrix import ConflictMatrix
from ui.views.panel.part import PanelPart, titled

NAMES_SHOWN = 3


class ConflictsPart(PanelPart):
    """Dossiers against members, with one cell explained at the right."""

    def __init__(
        self,
        acts: Acts,
        runner: JobRunner,
        messages: MessageArea,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(acts, runner, messages, parent)
        self.bar = PageToolbar()
        self.filter = Segments(self.tr("Wat tonen"))
        self.detail = ConflictDetail()
        self.nothing = EmptyState("people")
        self.pages = QStackedWidget()
        self.split = QSplitter(Qt.Orientation.Horizontal)
        self.matrix = ConflictMatrix()
        self._build()
        self.matrix.current_changed.connect(self._show_current)
        self.matrix.conflict_wanted.connect(self._on_key)
        self.matrix.act_wanted.connect(self._on_enter)
        self.filter.chosen.connect(self._on_filter)
        self.detail.act_wanted.connect(self.ask)
        self.detail.answer_wanted.connect(self.ask_answer)

    @override
    def segment_word(self, state: Snapshot) -> str:
        open_ = declaring.conflict_table(self.workspace).count(Standing.UNSURE)
        if open_:
            return self.tr("Belangenconflicten, {0} te beslissen").format(open_)
        return self.tr("Belangenconflicten {0}").format(len(state.conflicts))

    @override
    def hints(self) -> tuple[Hint, ...]:
        return (
            Hint(("↑", "↓", "←", "→"), self.tr("cel")),
            Hint(("B",), self.tr("belangenconflict")),
            Hint(("Ctrl Z",), self.tr("ongedaan maken")),
        )

    @override
    def show_state(self, state: Snapshot) -> None:
        ready = bool(state.dossiers and state.evaluators)
        self.pages.setCurrentIndex(0 if ready else 1)
        give_room(self.nothing)
        if not ready:
            self.bar.set_title(self.tr("Nog niets te verklaren"))
            return
        data = declaring.conflict_table(self.workspace)
        self.matrix.show_state(state, data)
        self._show_title(data)

    @override
    def focus_first(self) -> None:
        self.matrix.focus()

    @override
    def search(self, text: str) -> None:
        self.matrix.table.search(text)
        self._show_current()

    @override
    def set_narrow(self, narrow: bool) -> None:
        self.split.setSizes([900, 328] if narrow else [1040, 392])

    @override
    def retranslate(self) -> None:
        self.matrix.retranslate()
        self.nothing.set_texts(
            self.tr("Nog niets te verklaren"),
            self.tr("Lees eerst de dossiers in en voeg de leden van het panel toe."),
        )

    def show_doubts(self) -> None:
        """Show only the dossiers on which a doubt has to be decided."""
        self.filter.choose("asks")
        self._on_filter("asks")
        self.matrix.focus()

    def ask(self, act: ConflictAct) -> None:
        """Ask for the reason and do it."""
        cell = self.matrix.cell()
        if cell is None:
            return
        dialog = ConflictDialog(*self._names(cell), act=act, parent=self)
        if dialog.exec():
            self.do(act, dialog.words())

    def ask_answer(self) -> None:
        """Ask what a member said and write it down."""
        cell = self.matrix.cell()
        if cell is None:
            return
        dialog = AnswerDialog(*self._names(cell), parent=self)
        if dialog.exec():
            self.write_down(dialog.answer(), dialog.conflict_type(), dialog.reason())

    def do(self, act: ConflictAct, reason: str) -> bool:
        """Do something to the cell under the cursor."""
        cell = self.matrix.cell()
        if cell is None:
            return False
        workspace, where = self.workspace, (cell.evaluator, cell.dossier)
        if act in {ConflictAct.DECLARE, ConflictAct.LIFT}:
            lift = act is ConflictAct.LIFT
            one = ConflictOfInterest(*where, cell.reason if lift else reason)
            return self.acts.push(Conflict(self.acts, one, lift_reason=reason if lift else ""))
        answer = Answer.NONE if act is ConflictAct.DECIDE_NONE else Answer.CONFLICT

        def verb() -> Changes:
            if act is ConflictAct.RESTORE:
                return voiding.restore_score(workspace, *where, reason)
            return declaring.decide(workspace, *where, answer, reason)

        return self.acts.run(verb)

    def write_down(self, answer: Answer, kind: ConflictType | None, reason: str) -> bool:
        """Write down what the member under the cursor said."""
        cell = self.matrix.cell()
        if cell is None:
            return False
        where = (cell.evaluator, cell.dossier)
        return self.acts.run(
            lambda: declaring.write_down(self.workspace, where, answer, reason, kind)
        )

    def _names(self, cell: ConflictCell) -> tuple[str, str]:
        state = self.workspace.snapshot()
        dossier = state.dossier_by_id[cell.dossier]
        return state.evaluator_by_id[cell.evaluator].name, f"{dossier.id} {dossier.name}"

    def _show_title(self, data: ConflictTable) -> None:
        waits = data.count(Standing.NOT_ASKED, Standing.AWAITED)
        given = len(data.cells) - waits
        self.bar.set_title(self.tr("{0} van {1} verklaringen").format(given, len(data.cells)))
        silent = [person.name for person in data.silent]
        note = ", ".join(silent[:NAMES_SHOWN])
        if len(silent) > NAMES_SHOWN:
            note = self.tr("{0} en %n anderen", "", len(silent) - NAMES_SHOWN).format(note)
        self.bar.set_title(
            self.bar.title(), self.tr("nog geen antwoord van {0}").format(note) if silent else ""
        )
        rows = self.matrix.table.all_records
        self.filter.set_choices(
            [
                ("all", self.tr("Alle {0}").format(len(rows))),
                ("asks", self.tr("Te beslissen {0}").format(sum(r.asks for r in rows))),
                ("hints", self.tr("Met aanwijzing {0}").format(sum(r.hinted for r in rows))),
            ]
        )

    def _on_filter(self, key: str) -> None:
        wanted: dict[str, Callable[[ConflictRow], bool]] = {
            "asks": lambda r: r.asks,
            "hints": lambda r: r.hinted,
        }
        self.matrix.keep(wanted.get(key))

    def _on_key(self) -> None:
        cell = self.matrix.cell()
        if cell is not None:
            stands = cell.standing is Standing.CONFLICT
            self.ask(ConflictAct.LIFT if stands else ConflictAct.DECLARE)

    def _on_enter(self) -> None:
        offered = next(iter(self.detail.buttons.values()), None)
        if offered is not None:
            offered.click()

    def _show_current(self) -> None:
        cell, state = self.matrix.cell(), self.workspace.snapshot()
        if cell is None:
            self.detail.show_cell(state, None)
            return
        subject = f"{cell.evaluator}/{cell.dossier}"
        with self.workspace.store.read() as reading:
            lines = [e for e in reading.journal.entries() if e.subject == subject]
        barred = cell.dossier in holding.hidden(self.workspace)
        self.detail.show_cell(state, cell, lines, withheld=barred)

    def _build(self) -> None:
        self.bar.add(self.filter)
        self.split.setChildrenCollapsible(False)
        self.split.setHandleWidth(1)
        self.split.addWidget(self.matrix)
        self.split.addWidget(self.detail)
        self.split.setStretchFactor(0, 1)
        self.split.setSizes([1040, 392])
        self.pages.addWidget(self.split)
        self.pages.addWidget(self.nothing)
        self.column.addWidget(titled(self.bar, self.pages), 1)
