"""Who is in the room, and what was asked, noted and decided: the right side of the meeting."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QScrollArea, QVBoxLayout, QWidget

from delpanel.model.meeting import EventKind, Question, Remark
from delpanel.services.meetings.meeting_state import Meeting
from ui.kit.dressing import button, hairline, icon_button, label, pane, section_label
from ui.kit.fonts import TextStyle
from ui.models.meeting import PersonRow, hour

translate = QCoreApplication.translate


class RoomPane(QScrollArea):
    """``moved`` carries (id, True for in), the others the words that were typed or a number."""

    moved = Signal(str, bool)
    asked = Signal(str)
    answered = Signal(int, str)
    noted = Signal(str)
    decided = Signal(str)
    struck = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.people_title = label("", TextStyle.HEADING)
        self.questions_title = label("", TextStyle.HEADING)
        self.notes_title = label("", TextStyle.HEADING)
        self.question, self.note = QLineEdit(), QLineEdit()
        self.note_button, self.decision_button = button(""), button("")
        self.answers: dict[int, QLineEdit] = {}
        self.doors: dict[str, QWidget] = {}
        self._people, self._questions, self._notes = QVBoxLayout(), QVBoxLayout(), QVBoxLayout()
        self._shown: tuple[object, ...] = ()
        self._build()
        self._connect()
        self.retranslate()

    def show_people(self, rows: Sequence[PersonRow], *, may_act: bool) -> None:
        """Show the members with what moves them in or out."""
        empty_layout(self._people)
        self.doors = {}
        for row in rows:
            self._people.addWidget(self._person(row, may_act=may_act))

    def show_talk(self, meeting: Meeting, *, may_act: bool) -> None:
        """Show questions, notes and decisions; what is being typed stays."""
        for part in (self.question, self.note, self.note_button, self.decision_button):
            part.setEnabled(may_act)
        shown = (meeting.questions, meeting.remarks, may_act)
        if shown == self._shown:
            return
        self._shown = shown
        typed = {number: field.text() for number, field in self.answers.items()}
        empty_layout(self._questions)
        empty_layout(self._notes)
        self.answers = {}
        for question in reversed(meeting.questions):
            self._questions.addWidget(self._asked(question, typed, may_act=may_act))
        for remark in reversed(meeting.remarks):
            self._notes.addWidget(self._said(remark, may_act=may_act))

    def retranslate(self) -> None:
        """Set every text in the language of the window."""
        self.people_title.setText(translate("RoomPane", "Leden"))
        self.questions_title.setText(translate("RoomPane", "Vragen aan het secretariaat"))
        self.notes_title.setText(translate("RoomPane", "Voor de notulen"))
        self.question.setPlaceholderText(translate("RoomPane", "Nieuwe vraag, Enter"))
        self.question.setAccessibleName(translate("RoomPane", "Nieuwe vraag aan het secretariaat"))
        self.note.setPlaceholderText(translate("RoomPane", "Nota of beslissing"))
        self.note.setAccessibleName(translate("RoomPane", "Nota of beslissing voor de notulen"))
        self.note_button.setText(translate("RoomPane", "Nota"))
        self.decision_button.setText(translate("RoomPane", "Beslissing"))
        self._shown = ()

    def _build(self) -> None:
        ground = pane()
        column = QVBoxLayout(ground)
        column.setContentsMargins(16, 16, 16, 16)
        column.setSpacing(8)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addWidget(self.note_button)
        buttons.addWidget(self.decision_button)
        buttons.addStretch(1)
        for layout in (self._people, self._questions, self._notes):
            layout.setSpacing(8)
        column.addWidget(self.people_title)
        column.addLayout(self._people)
        column.addSpacing(8)
        column.addWidget(hairline())
        column.addSpacing(4)
        column.addWidget(self.questions_title)
        column.addWidget(self.question)
        column.addLayout(self._questions)
        column.addSpacing(8)
        column.addWidget(hairline())
        column.addSpacing(4)
        column.addWidget(self.notes_title)
        column.addWidget(self.note)
        column.addLayout(buttons)
        column.addLayout(self._notes)
        column.addStretch(1)
        self.setWidget(ground)

    def _connect(self) -> None:
        self.question.returnPressed.connect(lambda: self._hand_over(self.question, self.asked))
        self.note.returnPressed.connect(lambda: self._hand_over(self.note, self.noted))
        self.note_button.clicked.connect(lambda: self._hand_over(self.note, self.noted))
        self.decision_button.clicked.connect(lambda: self._hand_over(self.note, self.decided))

    def _hand_over(self, field: QLineEdit, signal: object) -> None:
        text = field.text().strip()
        if text:
            field.clear()
            signal.emit(text)  # type: ignore[attr-defined]  # a bound signal has no public type

    def _person(self, row: PersonRow, *, may_act: bool) -> QWidget:
        holder = QWidget()
        line = QHBoxLayout(holder)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(8)
        words = QVBoxLayout()
        words.setSpacing(0)
        name = label(row.name, TextStyle.NAME, "text" if row.is_inside else "text2")
        said = ", ".join(part for part in (row.role, row.state) if part)
        state = label(
            said, TextStyle.CHIP, "text2" if row.may_enter or not row.is_inside else "warn"
        )
        state.setWordWrap(True)
        words.addWidget(name)
        words.addWidget(state)
        line.addLayout(words, 1)
        word = translate("RoomPane", "Buiten") if row.is_inside else translate("RoomPane", "Binnen")
        door = button(word)
        door.setAccessibleName(f"{row.name}: {word}")
        door.setEnabled(may_act and (row.is_inside or row.may_enter))
        door.clicked.connect(lambda: self.moved.emit(row.id, not row.is_inside))
        self.doors[row.id] = door
        line.addWidget(door, 0, Qt.AlignmentFlag.AlignTop)
        return holder

    def _asked(self, question: Question, typed: dict[int, str], *, may_act: bool) -> QWidget:
        holder, column = _block()
        head = f"{hour(question.asked_at)}  {question.dossier}".rstrip()
        column.addLayout(self._head(head, question.number, may_act=may_act))
        column.addWidget(_wrapped(question.text, TextStyle.CELL))
        if question.answered_at is not None:
            column.addWidget(_wrapped(question.answer, TextStyle.CHIP))
            return holder
        field = QLineEdit(typed.get(question.number, ""))
        field.setPlaceholderText(translate("RoomPane", "Antwoord, Enter"))
        field.setAccessibleName(translate("RoomPane", "Antwoord op: {0}").format(question.text))
        field.setEnabled(may_act)
        field.returnPressed.connect(
            lambda: self.answered.emit(question.number, field.text().strip())
        )
        self.answers[question.number] = field
        column.addWidget(field)
        return holder

    def _said(self, remark: Remark, *, may_act: bool) -> QWidget:
        holder, column = _block()
        is_note = remark.kind is EventKind.NOTE
        kind = translate("RoomPane", "nota") if is_note else translate("RoomPane", "beslissing")
        parts = (hour(remark.at), remark.dossier, kind)
        head = "  ".join(part for part in parts if part)
        column.addLayout(self._head(head, remark.number, may_act=may_act))
        column.addWidget(_wrapped(remark.text, TextStyle.CELL))
        return holder

    def _head(self, text: str, number: int, *, may_act: bool) -> QHBoxLayout:
        line = QHBoxLayout()
        line.setContentsMargins(0, 0, 0, 0)
        line.addWidget(section_label(text))
        line.addStretch(1)
        strike = icon_button("close", translate("RoomPane", "Schrappen uit de notulen"))
        strike.setVisible(may_act)
        strike.clicked.connect(lambda: self.struck.emit(number))
        line.addWidget(strike)
        return line


def _block() -> tuple[QWidget, QVBoxLayout]:
    holder = QWidget()
    column = QVBoxLayout(holder)
    column.setContentsMargins(0, 4, 0, 4)
    column.setSpacing(2)
    return holder, column


def _wrapped(text: str, style: TextStyle) -> QWidget:
    made = label(text, style, "text" if style is TextStyle.CELL else "text2")
    made.setWordWrap(True)
    made.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return made


def empty_layout(layout: QVBoxLayout) -> None:
    """Take everything out of a layout."""
    while (item := layout.takeAt(0)) is not None:
        held = item.widget()
        if held is not None:
            held.hide()
            held.deleteLater()
