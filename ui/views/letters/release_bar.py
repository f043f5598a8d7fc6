"""The bar under the letters: restates what goes out and why something stays."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from delpanel.services.letters.lettering import LetterState
from ui.formats import euro_sign
from ui.kit.dressing import icon_label, label, primary_button
from ui.kit.fonts import TextStyle
from ui.models.letters import group_of


class ReleaseBar(QFrame):
    """``released`` when the primary button is pressed."""

    released = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("sunk")
        self.setFixedHeight(64)
        self._lead = label("", TextStyle.HEADING)
        self._detail = label("", TextStyle.CHIP, "text2")
        self._icon = icon_label("warn", "warn")
        self._stays = label("", TextStyle.CHIP, "warn")
        self.button = primary_button("")
        self.button.clicked.connect(self.released)
        words = QVBoxLayout()
        words.setSpacing(4)
        words.addStretch(1)
        words.addWidget(self._lead)
        words.addWidget(self._detail)
        words.addStretch(1)
        line = QHBoxLayout(self)
        line.setContentsMargins(16, 0, 16, 0)
        line.setSpacing(8)
        line.addLayout(words, 1)
        line.addWidget(self._icon)
        line.addWidget(self._stays)
        line.addSpacing(8)
        line.addWidget(self.button)

    def show_states(self, states: Sequence[LetterState]) -> None:
        """Say what goes out of these letters."""
        ready = [state for state in states if state.problem is None]
        stays = [state.dossier for state in states if state.problem is not None]
        self._lead.setText(
            self.tr("Vrijgeven: {0} van {1} brieven").format(len(ready), len(states))
        )
        self._detail.setText(self._kinds(ready))
        for part in (self._icon, self._stays):
            part.setVisible(bool(stays))
        names = ", ".join(stays[:3]) + ("…" if len(stays) > 3 else "")
        self._stays.setText(self.tr("{0} blijft liggen").format(names))
        self.button.setText(self.tr("%n brieven vrijgeven", "", len(ready)))
        self.button.setEnabled(bool(ready))

    def _kinds(self, ready: Sequence[LetterState]) -> str:
        groups = [group_of(state.code) for state in ready]
        erdf = euro_sign(sum(state.erdf_cents or 0 for state in ready))
        flemish = euro_sign(sum(state.flemish_cents or 0 for state in ready))
        approved, reserve, refused, outside = (
            groups.count(group) for group in ("GK", "RES", "AF", "ON")
        )
        parts = (
            (approved, self.tr("%n goedkeuringen", "", approved)),
            (reserve, self.tr("{0} op reserve").format(reserve)),
            (refused, self.tr("%n afwijzingen", "", refused)),
            (outside, self.tr("{0} onontvankelijk").format(outside)),
        )
        said = [text for count, text in parts if count]
        if approved:
            said[0] += " " + self.tr("({0} EFRO, {1} Vlaams)").format(erdf, flemish)
        return " · ".join(said)
