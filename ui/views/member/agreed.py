"""What was agreed on one dossier, criterion by criterion, and what the member says of it."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from delpanel.model.approval import ApprovalAnswer
from delpanel.model.call import Call
from delpanel.model.pack import AgreedCriterion, AgreedDossier, GivenApproval
from ui import formats
from ui.kit.dressing import hairline, label, pane, section_label, wear_text
from ui.kit.fonts import TextStyle
from ui.kit.segments import Segments
from ui.kit.theme import theme
from ui.models.points import window_language
from ui.views.member.answer_list import AnswerPane
from ui.views.points.criterion import PAUSE_MS
from ui.widgets.limited_text import LimitedText

ANSWERS: Final = (ApprovalAnswer.APPROVED, ApprovalAnswer.DISSENT)


class AgreedPane(AnswerPane):
    """``given`` carries the answer as soon as it can stand; a dissent needs its note.

    Keys: 1 approves, 2 dissents; Tab goes to the note.
    """

    given = Signal(object)

    def __init__(self, call: Call, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("pane")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._call = call
        self._agreed = AgreedDossier("", "", "")
        self._held: GivenApproval | None = None
        self._chosen: ApprovalAnswer | None = None
        self.name = label("", TextStyle.TITLE)
        self.name.setWordWrap(True)
        self._criteria = QWidget()
        self.answers = Segments("")
        self._answer_label = section_label("")
        self.note = wear_text(LimitedText(), TextStyle.CELL)
        self.note.setTabChangesFocus(True)
        self.note.setFixedHeight(theme().px(88))
        self._note_label = section_label("", self.note)
        self._hint = label("", TextStyle.CAPTION, "text3")
        self._hint.setWordWrap(True)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE_MS)
        self._column = QVBoxLayout()
        self._name_answers()
        self._build()
        self.answers.chosen.connect(lambda key: self.choose(ApprovalAnswer(key)))
        self.note.textChanged.connect(self._on_typed)
        self._pause.timeout.connect(self.flush)
        self.retranslate()

    @property
    @override
    def dossier(self) -> str:
        """The dossier that is shown; empty before the first."""
        return self._agreed.dossier

    @property
    def lacks_note(self) -> bool:
        """Whether a dissent was chosen and does not say why yet."""
        dissents = self._chosen is ApprovalAnswer.DISSENT
        return dissents and not self.note.toPlainText().strip()

    def show_agreed(self, agreed: AgreedDossier, held: GivenApproval | None) -> None:
        """Show a dossier and what was said of it; a note that is being typed stays."""
        another = agreed.dossier != self.dossier
        has_moved = agreed != self._agreed
        self._agreed, self._held = agreed, held
        if has_moved:
            # an answer was on what stood there before: it is not given on this by itself
            self._pause.stop()
            self._chosen = None
            self._fill()
        if another or not self.note.hasFocus():
            self.note.setPlainText("" if held is None else held.note)
            self._pause.stop()
        if held is not None or has_moved:
            self._show_answer(None if held is None else held.answer)

    def choose(self, answer: ApprovalAnswer) -> None:
        """Give an answer; a dissent waits for its note."""
        self._show_answer(answer)
        if self.lacks_note:
            self.note.setFocus(Qt.FocusReason.ShortcutFocusReason)
            return
        self.focus_answer()
        self._say()

    @override
    def flush(self) -> None:
        """Say at once what was typed in the note and not yet said."""
        self._pause.stop()
        held = self._held
        changed = held is None or (held.answer, held.note) != (self._chosen, self._note())
        if self._chosen is not None and changed and not self.lacks_note:
            self._say()

    @override
    def focus_answer(self) -> None:
        """Put the focus where the answer is given."""
        key = self.answers.current() or ANSWERS[0]
        self.answers.segment(key).setFocus(Qt.FocusReason.ShortcutFocusReason)

    def retranslate(self) -> None:
        """Set every text in the language of the window."""
        self._name_answers()
        self._answer_label.setText(self.tr("Staat u achter deze consensus?"))
        self._note_label.setText(self.tr("Waarom niet"))
        self.note.setAccessibleName(self._note_label.text())
        self._hint.setText(
            self.tr("Staat in de beslissing en het overzicht, zonder naam; in geen enkele brief.")
        )
        if self.dossier:
            self._fill()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if plain and event.text() in {"1", "2"}:
            self.choose(ANSWERS[int(event.text()) - 1])
            return
        super().keyPressEvent(event)

    def _note(self) -> str:
        return self.note.toPlainText() if self._chosen is ApprovalAnswer.DISSENT else ""

    def _say(self) -> None:
        if self._chosen is not None:
            self._pause.stop()
            self.given.emit(GivenApproval(self.dossier, self._chosen, self._note()))

    def _on_typed(self) -> None:
        if not self._pause.isActive():
            self._pause.start()

    def _name_answers(self) -> None:
        self.answers.setAccessibleName(self.tr("Uw antwoord"))
        self.answers.set_choices(
            [
                (ApprovalAnswer.APPROVED, self.tr("Goedgekeurd")),
                (ApprovalAnswer.DISSENT, self.tr("Afwijkend standpunt")),
            ]
        )

    def _show_answer(self, answer: ApprovalAnswer | None) -> None:
        self._chosen = answer
        if answer is None:
            self.answers.choose_none()
        else:
            self.answers.choose(answer)
        for part in (self._note_label, self.note, self._hint):
            part.setVisible(answer is ApprovalAnswer.DISSENT)

    def _build(self) -> None:
        inner = pane()
        self._column = QVBoxLayout(inner)
        self._column.setContentsMargins(24, 20, 24, 20)
        self._column.setSpacing(8)
        self._column.addWidget(self.name)
        self._column.addWidget(self._criteria)
        self._column.addStretch(1)
        area = QScrollArea()
        area.setWidget(inner)
        area.setWidgetResizable(True)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        foot = pane()
        column = QVBoxLayout(foot)
        column.setContentsMargins(24, 16, 24, 16)
        column.setSpacing(8)
        for part in (self._answer_label, self.answers, self._note_label, self.note, self._hint):
            column.addWidget(part)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addWidget(area, 1)
        outer.addWidget(hairline())
        outer.addWidget(foot)

    def _fill(self) -> None:
        self.name.setText(f"{self._agreed.dossier}  {self._agreed.name}")
        fresh = QWidget()
        column = QVBoxLayout(fresh)
        column.setContentsMargins(0, 8, 0, 0)
        column.setSpacing(16)
        for part in self._agreed.criteria:
            column.addWidget(self._criterion(part))
        self._column.replaceWidget(self._criteria, fresh)
        self._criteria.hide()
        self._criteria.deleteLater()
        self._criteria = fresh
        fresh.show()

    def _criterion(self, part: AgreedCriterion) -> QWidget:
        name = self._call.criterion_text(part.criterion).name.text(window_language())
        points = label(formats.points(part.points_cp), TextStyle.TITLE)
        points.setFixedWidth(theme().px(48))
        points.setAlignment(Qt.AlignmentFlag.AlignTop)
        said = label(part.motivation or self.tr("geen motivering"), TextStyle.CELL)
        said.setWordWrap(True)
        said.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        words = QVBoxLayout()
        words.setSpacing(4)
        words.addWidget(label(name, TextStyle.HEADING))
        words.addWidget(said)
        holder = QWidget()
        line = QHBoxLayout(holder)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(16)
        line.addWidget(points)
        line.addLayout(words, 1)
        return holder
