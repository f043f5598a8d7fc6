"""A member leaves or joins while a round runs: the rule, what it does, and why."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QDialog,
    QLineEdit,
    QRadioButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from ui.kit.dressing import (
    button,
    hairline,
    label,
    labelled,
    pane,
    primary_button,
    row,
    section_label,
    wear_text,
)
from ui.kit.fonts import TextStyle
from ui.kit.theme import theme


class PanelChangeDialog(QDialog):
    """``rule_chosen`` asks for the effect of a rule; only what was shown can be confirmed."""

    rule_chosen = Signal(str)

    def __init__(
        self,
        title: str,
        verb: str,
        rules: Sequence[tuple[str, str, str]],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setMinimumWidth(560)
        self._rules = QButtonGroup(self)
        self.choices: dict[str, QRadioButton] = {}
        self._effect = label("", TextStyle.CELL)
        self._effect.setWordWrap(True)
        self._is_known = False
        self.why = QLineEdit()
        self.accept_button = primary_button(verb)
        self._build(title, rules)
        self.accept_button.clicked.connect(self.accept)
        self.why.textChanged.connect(self._check)
        self._check()

    def rule(self) -> str:
        """The rule that is chosen; empty before the first."""
        return next((key for key, made in self.choices.items() if made.isChecked()), "")

    def reason(self) -> str:
        """Why it happens."""
        return self.why.text().strip()

    def choose(self, rule: str) -> None:
        """Choose a rule, as if it were clicked."""
        self.choices[rule].setChecked(True)
        self._on_rule(rule)

    def show_effect(self, sentences: Sequence[str]) -> None:
        """Say what the chosen rule does; from now on it can be confirmed."""
        self._is_known = True
        self._effect.setText("\n".join(sentences))
        self._check()

    def show_refusal(self, sentence: str) -> None:
        """Say why the chosen rule cannot be applied."""
        self._is_known = False
        self._effect.setText(sentence)
        self._check()

    def effect(self) -> str:
        """What is said of the chosen rule."""
        return self._effect.text()

    def _build(self, title: str, rules: Sequence[tuple[str, str, str]]) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(8)
        head = label(title, TextStyle.HEADING)
        head.setWordWrap(True)
        column.addWidget(head)
        column.addSpacing(4)
        for key, name, meaning in rules:
            made = wear_text(QRadioButton(name), TextStyle.NAME)
            made.setAccessibleDescription(meaning)
            said = label(meaning, TextStyle.CHIP, "text2")
            said.setContentsMargins(24, 0, 0, 4)
            said.setWordWrap(True)
            self.choices[key] = made
            self._rules.addButton(made)
            made.clicked.connect(lambda _checked, key=key: self._on_rule(key))
            column.addWidget(made)
            column.addWidget(said)
        column.addSpacing(4)
        column.addWidget(hairline())
        column.addSpacing(4)
        column.addWidget(section_label(self.tr("Wat dit doet")))
        column.addWidget(self._scrolled())
        column.addSpacing(8)
        column.addWidget(labelled(self.tr("Reden, voor het logboek"), self.why))
        column.addStretch(1)
        cancel = button(self.tr("Annuleren"))
        cancel.clicked.connect(self.reject)
        column.addSpacing(8)
        column.addWidget(row(None, cancel, self.accept_button))

    def _scrolled(self) -> QScrollArea:
        inner = pane()
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, 12, 0)
        column.addWidget(self._effect)
        column.addStretch(1)
        area = QScrollArea()
        area.setWidget(inner)
        area.setWidgetResizable(True)
        area.setFixedHeight(theme().px(144))
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setAccessibleName(self.tr("Wat dit doet"))
        return area

    def _on_rule(self, rule: str) -> None:
        self._is_known = False
        self._effect.setText(self.tr("Wordt berekend."))
        self._check()
        self.rule_chosen.emit(rule)

    def _check(self) -> None:
        self.accept_button.setEnabled(self._is_known and bool(self.reason()))
