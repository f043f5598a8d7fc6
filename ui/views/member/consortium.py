"""One consortium with its people, what to look at twice, and what the member declares about it."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QRadioButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from delpanel import messages
from delpanel.model.pack import Answer, ConflictType, Consortium, Declaration
from ui.kit.dressing import hairline, label, pane, section_label, wear_text
from ui.kit.fonts import TextStyle
from ui.kit.notify import Kind, Message, bars
from ui.kit.segments import Segments
from ui.kit.theme import theme
from ui.models.points import window_language
from ui.views.member.answer_list import AnswerPane
from ui.views.member.people import people_block
from ui.views.points.criterion import PAUSE_MS
from ui.widgets.limited_text import LimitedText

ANSWERS: Final = (Answer.NONE, Answer.CONFLICT, Answer.UNSURE)
TYPES: Final = tuple(ConflictType)


class ConsortiumPane(AnswerPane):
    """``declared`` carries the declaration as soon as it can stand; a conflict needs its type.

    Keys: 1, 2, 3 answer; after a conflict a digit chooses its type; Tab goes to the note.
    """

    declared = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("pane")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._consortium = Consortium("", "")
        self._held: Declaration | None = None
        self.name = label("", TextStyle.TITLE)
        self.name.setWordWrap(True)
        self._people = QWidget()
        self._hints = QWidget()
        # made in the order in which Tab goes
        self.answers = Segments("")
        self._name_answers()
        self.types = QButtonGroup(self)
        self.type_buttons = tuple(_NumberedChoice(number) for number in range(1, len(TYPES) + 1))
        self._type_holder = QWidget()
        self.note = LimitedText()
        self._answer_label = section_label("")
        self._type_label = section_label("")
        self._note_label = section_label("", self.note)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE_MS)
        self._column = QVBoxLayout()
        self._build()
        self._connect()
        self.retranslate()

    @property
    @override
    def dossier(self) -> str:
        """The dossier that is shown; empty before the first."""
        return self._consortium.dossier

    @property
    def is_pending(self) -> bool:
        """Whether a conflict was said whose type is still to be chosen; it does not count yet."""
        said = self.answers.current() == Answer.CONFLICT
        return said and not any(made.isChecked() for made in self.type_buttons)

    def show_consortium(self, consortium: Consortium, declared: Declaration | None) -> None:
        """Show a consortium and what was declared; a note that is being typed stays."""
        another = consortium.dossier != self.dossier
        self._consortium, self._held = consortium, declared
        if another:
            self._fill()
            self._pause.stop()
        if another or not self.note.hasFocus():
            self.note.setPlainText("" if declared is None else declared.note)
        if another or declared is not None:
            self._show_answer(None if declared is None else declared.answer)
            self._show_type(None if declared is None else declared.type)
        self._open_note()

    def focus_types(self) -> None:
        """Put the focus where the type of a conflict is chosen."""
        self.type_buttons[0].setFocus(Qt.FocusReason.ShortcutFocusReason)

    @override
    def focus_answer(self) -> None:
        """Put the focus where the answer is given."""
        key = self.answers.current()
        self.answers.segment(key or ANSWERS[0]).setFocus(Qt.FocusReason.ShortcutFocusReason)

    @override
    def flush(self) -> None:
        """Say at once what was typed in the note and not yet said."""
        self._pause.stop()
        held = self._held
        if held is not None and self.note.toPlainText() != held.note:
            self.declared.emit(
                Declaration(held.dossier, held.answer, held.type, self.note.toPlainText())
            )

    def choose(self, answer: Answer) -> None:
        """Give an answer; a conflict waits for its type."""
        self._show_answer(answer)
        if answer is Answer.CONFLICT and (self._held is None or self._held.type is None):
            self._show_type(None)
        self._open_note()
        held = self._held
        kind = held.type if held is not None and answer is Answer.CONFLICT else None
        if answer is Answer.CONFLICT and kind is None:
            self.focus_types()
            return
        self.focus_answer()
        self.declared.emit(Declaration(self.dossier, answer, kind, self.note.toPlainText()))

    def choose_type(self, number: int) -> None:
        """Give the type of conflict, by its place from 1."""
        kind = TYPES[number - 1]
        self._show_type(kind)
        self.declared.emit(
            Declaration(self.dossier, Answer.CONFLICT, kind, self.note.toPlainText())
        )

    def retranslate(self) -> None:
        """Set every text in the language of the window."""
        language = window_language()
        self._name_answers()
        self._answer_label.setText(self.tr("Wat verklaart u over dit dossier?"))
        self._type_label.setText(self.tr("Soort conflict"))
        self._note_label.setText(self.tr("Toelichting voor het secretariaat, als u die wilt geven"))
        self.note.setAccessibleName(self._note_label.text())
        for number, (made, kind) in enumerate(zip(self.type_buttons, TYPES, strict=True), 1):
            word = messages.sentence(f"CONFLICT_{kind.name}", {}, language)
            made.setText(f"{number}  {word}")
        if self.dossier:
            self._fill()

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.note and event.type() == QEvent.Type.FocusOut:
            self.flush()
        return super().eventFilter(watched, event)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        place = event.text()
        plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if plain and place in {"1", "2", "3"}:
            self.choose(ANSWERS[int(place) - 1])
            return
        super().keyPressEvent(event)

    def _name_answers(self) -> None:
        self.answers.setAccessibleName(self.tr("Verklaring"))
        self.answers.set_choices(
            [
                (Answer.NONE, self.tr("Geen conflict")),
                (Answer.CONFLICT, self.tr("Conflict")),
                (Answer.UNSURE, self.tr("Twijfel")),
            ]
        )

    def _build(self) -> None:
        self.note.setTabChangesFocus(True)
        self.note.setFixedHeight(theme().px(72))
        wear_text(self.note, TextStyle.CELL)
        choices = QVBoxLayout(self._type_holder)
        choices.setContentsMargins(0, 0, 0, 0)
        choices.setSpacing(4)
        choices.addWidget(self._type_label)
        for number, made in enumerate(self.type_buttons, 1):
            self.types.addButton(made, number)
            choices.addWidget(made)
        inner = pane()
        self._column = QVBoxLayout(inner)
        self._column.setContentsMargins(24, 20, 24, 20)
        self._column.setSpacing(8)
        self._column.addWidget(self.name)
        self._column.addWidget(self._people)
        self._column.addWidget(self._hints)
        self._column.addSpacing(8)
        self._column.addWidget(hairline())
        self._column.addSpacing(8)
        for part in (self._answer_label, self.answers, self._type_holder):
            self._column.addWidget(part)
        self._column.addSpacing(4)
        self._column.addWidget(self._note_label)
        self._column.addWidget(self.note)
        self._column.addStretch(1)
        area = QScrollArea()
        area.setWidget(inner)
        area.setWidgetResizable(True)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(area)

    def _connect(self) -> None:
        self.answers.chosen.connect(lambda key: self.choose(Answer(key)))
        self.types.idClicked.connect(self.choose_type)
        for made in self.type_buttons:
            made.numbered.connect(self.choose_type)
        self.note.installEventFilter(self)
        self.note.textChanged.connect(self._on_typed)
        self._pause.timeout.connect(self.flush)

    def _on_typed(self) -> None:
        if not self._pause.isActive():
            self._pause.start()

    def _show_answer(self, answer: Answer | None) -> None:
        if answer is None:
            self.answers.choose_none()
        else:
            self.answers.choose(answer)
        self._type_holder.setVisible(answer is Answer.CONFLICT)

    def _open_note(self) -> None:
        """A note belongs to an answer: before there is one, it could not be kept."""
        may = self._held is not None and not self.is_pending
        self.note.setEnabled(may)
        self.note.setPlaceholderText("" if may else self.tr("Geef eerst een antwoord"))

    def _show_type(self, kind: ConflictType | None) -> None:
        self.types.setExclusive(False)
        for made, one in zip(self.type_buttons, TYPES, strict=True):
            made.setChecked(one is kind)
        self.types.setExclusive(True)

    def _fill(self) -> None:
        language = window_language()
        self.name.setText(f"{self._consortium.dossier}  {self._consortium.name}")
        people = people_block(self._consortium.partners)
        hints = bars(
            [
                Message(
                    Kind.WARN,
                    messages.sentence(f"HINT_{hint.kind.name}", {"text": hint.text}, language),
                    can_close=False,
                )
                for hint in self._consortium.hints
            ]
        )
        self._column.replaceWidget(self._people, people)
        self._column.replaceWidget(self._hints, hints)
        for old in (self._people, self._hints):
            old.hide()
            old.deleteLater()
        self._people, self._hints = people, hints
        people.show()
        hints.setVisible(bool(self._consortium.hints))


class _NumberedChoice(QRadioButton):
    """A type of conflict; while one of them has the focus a digit chooses by its number."""

    numbered = Signal(int)

    def __init__(self, number: int) -> None:
        super().__init__()
        self.number = number
        wear_text(self, TextStyle.CELL)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        text = event.text()
        if plain and text.isdecimal() and 1 <= int(text) <= len(TYPES):
            self.numbered.emit(int(text))
            return
        super().keyPressEvent(event)
