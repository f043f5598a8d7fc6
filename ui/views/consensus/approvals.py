"""The strip under the meeting on a dossier: who stands behind the agreed points."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMenu, QToolButton, QVBoxLayout, QWidget

from delpanel.model.approval import ApprovalAnswer, ApprovalRule
from delpanel.services.people.approving import ApprovalState
from ui.kit.dressing import button, hairline, label, wear_icon, wear_text
from ui.kit.fonts import TextStyle
from ui.kit.theme import theme
from ui.kit.tokens import Role

ROLL_CALL: Final = "Ctrl+G"


@dataclass(frozen=True, slots=True)
class MemberAnswer:
    """A member as the strip shows it: icon, its tone, and the answer in words."""

    icon: str
    tone: Role
    word: str
    note: str = ""


class ApprovalStrip(QFrame):
    """``approved``, ``dissented`` and ``withdrawn`` carry a member, ``rolled`` nobody.

    Hidden where the call asks for nothing and nobody said anything.
    """

    approved = Signal(str)
    dissented = Signal(str)
    withdrawn = Signal(str)
    rolled = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("sunk")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._state: ApprovalState | None = None
        self._names: Mapping[str, str] = {}
        self._may_act = False
        self.members: dict[str, QToolButton] = {}
        self._title = label("", TextStyle.SECTION, "text2")
        self._said = label("", TextStyle.CHIP, "text2")
        self.roll_button = button("")
        self.roll_button.clicked.connect(lambda _checked: self.rolled.emit())
        self._people = QHBoxLayout()
        self._people.setSpacing(4)
        line = QHBoxLayout()
        line.setContentsMargins(24, 0, 16, 0)
        line.setSpacing(12)
        for part in (self._title, self._said):
            line.addWidget(part)
        line.addLayout(self._people)
        line.addStretch(1)
        line.addWidget(self.roll_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(hairline())
        column.addLayout(line, 1)
        self.setFixedHeight(theme().px(49))
        self.hide()
        self.retranslate()

    def show_state(
        self, state: ApprovalState, rule: ApprovalRule, names: Mapping[str, str], *, may_act: bool
    ) -> None:
        """Show one dossier; ``names`` say who the members are, or number them."""
        self._state, self._names, self._may_act = state, names, may_act
        asked = rule is not ApprovalRule.NONE or bool(state.answers or state.stale)
        self.setVisible(asked and bool(state.required))
        self._fill()

    def retranslate(self) -> None:
        """Set every text in the language of the window."""
        self._title.setText(self.tr("Goedkeuring"))
        self.roll_button.setText(self.tr("Wie nog niet sprak, keurt goed"))
        self.roll_button.setToolTip(self.tr("Hoofdelijke stemming, {0}").format(ROLL_CALL))
        self._fill()

    def answers(self) -> dict[str, str]:
        """The answer of each member in words."""
        return {who: made.accessibleDescription() for who, made in self.members.items()}

    def _fill(self) -> None:
        while (item := self._people.takeAt(0)) is not None:
            gone = item.widget()
            if gone is not None:
                gone.hide()
                gone.deleteLater()
        self.members = {}
        state = self._state
        if state is None:
            return
        if not state.digest:
            self._said.setText(self.tr("zodra elk criterium vastgelegd is"))
        else:
            done = len(state.approved)
            self._said.setText(self.tr("{0} van {1}").format(done, len(state.required)))
        for who in state.required if state.digest else ():
            made = self._member(state, who)
            self.members[who] = made
            self._people.addWidget(made)
        can_roll = self._may_act and bool(state.digest and state.awaited)
        self.roll_button.setVisible(self._may_act and bool(state.digest))
        self.roll_button.setEnabled(can_roll)

    def _member(self, state: ApprovalState, who: str) -> QToolButton:
        name, found = self._names.get(who, who), self._answer(state, who)
        made = wear_icon(wear_text(QToolButton(), TextStyle.CHIP), found.icon, found.tone, 14)
        made.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        made.setText(f" {name}")  # the icon stands close
        made.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        made.setAccessibleName(name)
        said = f"{found.word}: {found.note}" if found.note else found.word
        made.setAccessibleDescription(said)
        made.setToolTip(f"{name}: {said}")
        if self._may_act:
            made.setMenu(self._menu(made, who, has_answer=state.answer_of(who) is not None))
            made.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        return made

    def _menu(self, parent: QWidget, who: str, *, has_answer: bool) -> QMenu:
        menu = QMenu(parent)
        menu.addAction(self.tr("Keurt goed")).triggered.connect(partial(self.approved.emit, who))
        other = menu.addAction(self.tr("Neemt een afwijkend standpunt in…"))
        other.triggered.connect(partial(self.dissented.emit, who))
        if has_answer:
            back = menu.addAction(self.tr("Antwoord terugnemen"))
            back.triggered.connect(partial(self.withdrawn.emit, who))
        return menu

    def _answer(self, state: ApprovalState, who: str) -> MemberAnswer:
        held = state.answer_of(who)
        if held is None and state.lapsed(who):
            return MemberAnswer("warn", "warn", self.tr("vervallen, de consensus wijzigde"))
        if held is None:
            return MemberAnswer("clock", "text3", self.tr("nog geen antwoord"))
        if held.answer is ApprovalAnswer.DISSENT:
            word = self.tr("afwijkend standpunt")
            return MemberAnswer("flag", "warn", word, held.note)
        return MemberAnswer("checkc", "good", self.tr("goedgekeurd"))
