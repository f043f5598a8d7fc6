"""One member and one dossier: what was declared, what agrees, what was decided, what is next."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QPushButton, QScrollArea, QVBoxLayout, QWidget

from delpanel.model.assessment import CriterionAssessment
from delpanel.model.decision import JournalEntry
from delpanel.model.pack import Answer
from delpanel.services.round.declaring import ConflictCell, Standing
from delpanel.services.state.snapshot import Snapshot
from ui import formats
from ui.dialogs.conflict import ConflictAct
from ui.kit.dressing import button, hairline, icon_label, label, pane, row, section_label
from ui.kit.fonts import TextStyle
from ui.kit.tokens import Role
from ui.models.conflicts import LOOKS, declared_text, hint_sentence, standing_word
from ui.models.journal_words import verb_word
from ui.models.points import window_language
from ui.widgets.status_chip import StatusChip

SHOWN = 8


class ConflictDetail(QScrollArea):
    """``act_wanted`` carries a ``ConflictAct``, ``answer_wanted`` nothing."""

    act_wanted = Signal(object)
    answer_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFrameShape(QScrollArea.Shape.NoFrame)
        self.buttons: dict[ConflictAct | None, QPushButton] = {}

    def show_cell(
        self,
        state: Snapshot,
        cell: ConflictCell | None,
        history: Sequence[JournalEntry] = (),
        *,
        withheld: bool = False,
    ) -> None:
        """Show a cell, or how to choose one; without points where the dossier is ``withheld``."""
        self.buttons = {}
        ground = pane()
        column = QVBoxLayout(ground)
        column.setContentsMargins(24, 20, 24, 24)
        column.setSpacing(0)
        if cell is None:
            said = self.tr("Kies in de tabel een lid bij een dossier.")
            column.addWidget(_wrapped(said, TextStyle.CELL, "text2"))
        else:
            self._fill(column, state, cell, history, withheld=withheld)
        column.addStretch(1)
        self.setWidget(ground)

    def _fill(
        self,
        column: QVBoxLayout,
        state: Snapshot,
        cell: ConflictCell,
        history: Sequence[JournalEntry],
        *,
        withheld: bool,
    ) -> None:
        dossier = state.dossier_by_id[cell.dossier]
        column.addWidget(_wrapped(state.evaluator_by_id[cell.evaluator].name, TextStyle.TITLE))
        column.addSpacing(4)
        column.addWidget(_wrapped(f"{dossier.id} {dossier.name}", TextStyle.CHIP, "text2"))
        column.addSpacing(12)
        chip = StatusChip()
        chip.set_status(
            LOOKS[cell.standing][0], standing_word(cell.standing), LOOKS[cell.standing][1]
        )
        column.addWidget(chip)
        column.addSpacing(16)
        for title, texts in (
            (self.tr("Verklaring van het lid"), self._declared(cell)),
            (self.tr("Reden"), self._reason(cell)),
            (self.tr("Beslissing van het secretariaat"), self._decided(cell)),
        ):
            if texts:
                column.addWidget(section_label(title))
                column.addSpacing(4)
                for text in texts:
                    column.addWidget(_wrapped(text))
                column.addSpacing(16)
        self._add_hints(column, cell)
        void = [
            v for v in state.voided if (v.evaluator, v.dossier) == (cell.evaluator, cell.dossier)
        ]
        if void:
            self._add_void(column, state, void, withheld=withheld)
        self._add_buttons(column, cell, has_void=bool(void))
        self._add_history(column, history)

    def _declared(self, cell: ConflictCell) -> list[str]:
        if cell.declared is None or (cell.declared.decided and not cell.declared.age):
            return []
        return [declared_text(cell.declared)]

    def _reason(self, cell: ConflictCell) -> list[str]:
        """The reason of a conflict, unless it says no more than the member's own words."""
        said = cell.declared
        own = said is not None and said.answer is Answer.CONFLICT and not said.decided
        return [] if not cell.reason or (own and said is not None and said.type) else [cell.reason]

    def _decided(self, cell: ConflictCell) -> list[str]:
        if cell.declared is None or not cell.declared.decided:
            return []
        if cell.declared.decided in cell.reason:
            return []
        return [cell.declared.decided]

    def _add_hints(self, column: QVBoxLayout, cell: ConflictCell) -> None:
        if not cell.hints:
            return
        column.addWidget(section_label(self.tr("Aanwijzingen")))
        column.addSpacing(4)
        for hint in cell.hints:
            mark = icon_label("flag", "warn", 14)
            line = row(mark, _wrapped(hint_sentence(hint)), spacing=8)
            layout = line.layout()
            if layout is not None:
                layout.setAlignment(mark, Qt.AlignmentFlag.AlignTop)
            column.addWidget(line)
            column.addSpacing(4)
        column.addSpacing(12)

    def _add_void(
        self,
        column: QVBoxLayout,
        state: Snapshot,
        void: Sequence[CriterionAssessment],
        *,
        withheld: bool,
    ) -> None:
        column.addWidget(section_label(self.tr("Vervallen punten")))
        column.addSpacing(4)
        for given in void:
            name = state.call.criterion_text(given.criterion).name.text(window_language())
            points = label(
                "" if withheld else formats.points(given.points_cp), TextStyle.CELL, "text3"
            )
            font = points.font()
            font.setStrikeOut(True)
            points.setFont(font)
            points.setAccessibleName(self.tr("{0}, vervallen").format(points.text()))
            column.addWidget(row(label(name, TextStyle.CHIP, "text2"), None, points))
        column.addSpacing(16)

    def _add_buttons(self, column: QVBoxLayout, cell: ConflictCell, *, has_void: bool) -> None:
        words: dict[ConflictAct | None, str] = {
            None: self.tr("Antwoord noteren"),
            ConflictAct.DECLARE: self.tr("Belangenconflict melden"),
            ConflictAct.LIFT: self.tr("Conflict opheffen"),
            ConflictAct.DECIDE_NONE: self.tr("Geen conflict"),
            ConflictAct.DECIDE_CONFLICT: self.tr("Belangenconflict"),
            ConflictAct.RESTORE: self.tr("Punten herstellen"),
        }
        offered: tuple[ConflictAct | None, ...] = {
            Standing.NOT_ASKED: (None,),
            Standing.AWAITED: (None,),
            Standing.FREE: (ConflictAct.DECLARE,),
            Standing.UNSURE: (ConflictAct.DECIDE_NONE, ConflictAct.DECIDE_CONFLICT),
            Standing.CONFLICT: (ConflictAct.LIFT,),
            Standing.LIFTED: (ConflictAct.DECLARE,),
        }[cell.standing]
        if has_void and cell.standing is not Standing.CONFLICT:
            offered = (*offered, ConflictAct.RESTORE)
        for act in offered:
            made = button(words[act])
            self.buttons[act] = made
            if act is None:
                made.clicked.connect(self.answer_wanted)
            else:
                made.clicked.connect(lambda _checked=False, act=act: self.act_wanted.emit(act))
        column.addWidget(row(*self.buttons.values(), None))
        column.addSpacing(20)

    def _add_history(self, column: QVBoxLayout, history: Sequence[JournalEntry]) -> None:
        if not history:
            return
        column.addWidget(hairline())
        column.addSpacing(12)
        column.addWidget(section_label(self.tr("Uit het logboek")))
        column.addSpacing(4)
        for entry in history[-SHOWN:]:
            when = f"{formats.moment(entry.at)} · {entry.actor}"
            column.addWidget(label(when, TextStyle.CAPTION, "text3"))
            said = verb_word(entry.verb)
            column.addWidget(_wrapped(f"{said}: {entry.detail}" if entry.detail else said))
            column.addSpacing(8)


def _wrapped(text: str, style: TextStyle = TextStyle.CELL, tone: Role = "text") -> QLabel:
    made = label(text, style, tone)
    made.setWordWrap(True)
    made.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return made
