"""What was checked on one letter, sentence by sentence, with the evidence at the right."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from delpanel import messages
from delpanel.services.letters.letter_checks import LetterCheck, letter_checks
from delpanel.services.letters.lettering import LetterState
from delpanel.services.state.workspace import Workspace
from ui.kit.dressing import icon_label, label, pane, row
from ui.kit.fonts import TextStyle
from ui.kit.notify import Kind, Message, bars
from ui.models.points import window_language
from ui.widgets.status_chip import StatusChip

WIDTH = 320
SHORT = 16


class ChecksPane(QWidget):
    """The right pane of the letters page."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setMinimumWidth(WIDTH)
        self._ground = pane()
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self._ground)
        self._column = QVBoxLayout(self._ground)
        self._column.setContentsMargins(24, 16, 24, 16)
        self._column.setSpacing(8)

    def show_letter(self, workspace: Workspace, state: LetterState) -> None:
        """Show the checks of one letter."""
        self._clear()
        checks = letter_checks(workspace, state.dossier)
        held = sum(check.holds for check in checks)
        chip = StatusChip()
        sound = held == len(checks)
        chip.set_status(
            "checkc" if sound else "warn",
            self.tr("{0} van {1}").format(held, len(checks)),
            "good" if sound else "warn",
        )
        self._column.addWidget(row(label(self.tr("Controle"), TextStyle.HEADING), None, chip))
        for check in checks:
            self._column.addWidget(self._line(check))
        if state.problem is not None:
            self._column.addSpacing(8)
            said = messages.of_error(state.problem, window_language())
            self._column.addWidget(
                bars(
                    [
                        Message(
                            Kind.WARN, self.tr("Deze brief blijft liggen."), said, can_close=False
                        )
                    ]
                )
            )
        self._column.addStretch(1)

    def _line(self, check: LetterCheck) -> QWidget:
        icon = icon_label("checkc" if check.holds else "err", "good" if check.holds else "bad")
        words = label(self._words(check.code))
        shown = check.evidence if len(check.evidence) <= SHORT else self.tr("nagekeken")
        evidence = label(shown, TextStyle.CHIP, "text2")
        evidence.setToolTip(check.evidence)
        return row(icon, words, None, evidence)

    def _words(self, code: str) -> str:
        return {
            "complete": self.tr("Alle velden ingevuld"),
            "decision": self.tr("Besluit komt overeen"),
            "amounts": self.tr("Bedragen gelijk aan toekenning"),
            "addressee": self.tr("Geadresseerde is promotor"),
            "motivated": self.tr("Elk criterium gemotiveerd"),
            "appeal": self.tr("Beroepsclausule aanwezig"),
            "names": self.tr("Geen ander dossier genoemd"),
        }[code]

    def _clear(self) -> None:
        while (item := self._column.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
