"""What stands on a criterion of the meeting and is not recorded yet, and where it is typed."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QToolButton

from delpanel.model.assessment import AgreedPoints, ReasonSource
from delpanel.services.consensus.agreeing import Agreement
from ui.kit.dressing import wear_icon, wear_text
from ui.kit.fonts import TextStyle
from ui.kit.theme import theme
from ui.widgets.limited_text import LimitedText

translate = QCoreApplication.translate


@dataclass(frozen=True, slots=True)
class Draft:
    """What the chair entered and did not record yet; ``is_proposed``: nobody chose the points.

    ``seen`` holds the consensus it was entered over, until somebody was told of another.
    """

    points_cp: int | None
    motivation: str
    reason: str
    sources: tuple[ReasonSource, ...] = ()
    is_proposed: bool = False
    seen: tuple[AgreedPoints | None, ...] = ()

    def agreement(self, dossier: str, criterion: str) -> Agreement:
        """What would be recorded."""
        said = (self.points_cp, self.motivation, self.reason, self.sources)
        return Agreement(dossier, criterion, *said, self.seen)


def editor(height: int) -> LimitedText:
    """A field for a few lines, of so many pixels at the usual size; Tab leaves it."""
    made = wear_text(LimitedText(), TextStyle.CELL)
    made.setTabChangesFocus(True)
    made.setFixedHeight(theme().px(height))
    return made


def take_over_button(criterion: str) -> QToolButton:
    """The small button that agrees on what is proposed for one criterion."""
    made = wear_icon(wear_text(QToolButton(), TextStyle.CHIP_STRONG), "check", "text2", 14)
    made.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
    made.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    made.setText(translate("Consensus", "Voorstel overnemen"))
    made.setToolTip(translate("Consensus", "Ctrl+S"))
    said = translate("Consensus", "Voorstel overnemen voor {0}").format(criterion)
    made.setAccessibleName(said)
    return made
