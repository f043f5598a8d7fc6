"""The column right of the ranking: compare, talk about, how sturdy."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QStackedWidget, QVBoxLayout, QWidget

from delpanel.model.call import Call
from delpanel.services.state.computed import Computed
from ui.kit.dressing import hairline, pane
from ui.kit.segments import Segments
from ui.kit.theme import theme
from ui.models.ranking import RankRecord
from ui.views.consensus.agenda import AgendaPane
from ui.views.consensus.agreement import AgreementPane
from ui.views.consensus.decision_map import MapPane
from ui.views.consensus.expected import ExpectedPane
from ui.views.consensus.pair import PairPane
from ui.views.consensus.severity import SeverityPane
from ui.views.consensus.stable import StablePane
from ui.views.consensus.weights import WeightsPane
from ui.views.consensus.without import WithoutPane

WIDE: Final = 392
NARROW: Final = 328
COMPARE: Final = "compare"
AGENDA: Final = "agenda"
STURDY: Final = "sturdy"


class ConsensusPanel(QFrame):
    """Three views of which one is shown; ``chosen`` carries its key."""

    chosen = Signal(str)

    def __init__(self, call: Call, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("pane")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.weights = WeightsPane(call)
        self.pair = PairPane()
        self.agenda = AgendaPane()
        self.agreement = AgreementPane(call)
        self.severity = SeverityPane(call)
        self.expected = ExpectedPane(call)
        self.without = WithoutPane(call)
        self.stable = StablePane(call)
        self.map = MapPane(call)
        self.choices = Segments(self.tr("Wat hier staat"))
        self.choices.chosen.connect(self._on_chosen)
        self._stack = QStackedWidget()
        self._stack.addWidget(_scrolled(self.weights, hairline(), self.pair))
        self._stack.addWidget(self.agenda)
        self._stack.addWidget(
            _scrolled(
                self.agreement,
                hairline(),
                self.stable,
                hairline(),
                self.map,
                hairline(),
                self.without,
                hairline(),
                self.severity,
                hairline(),
                self.expected,
            )
        )
        head = pane()
        line = QHBoxLayout(head)
        line.setContentsMargins(24, 0, 24, 0)
        line.addWidget(self.choices)
        line.addStretch(1)
        head.setFixedHeight(theme().px(48))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(head)
        column.addWidget(hairline())
        column.addWidget(self._stack, 1)
        self._count = 0
        self._is_narrow = False
        theme().changed.connect(self._on_theme)
        self.retranslate()
        self.set_narrow(False)

    def show_count(self, count: int) -> None:
        """Say how much is still to be talked about."""
        self._count = count
        self._name()

    def choose(self, key: str) -> None:
        """Show one of the three."""
        self.choices.choose(key)
        self._on_chosen(key)

    def set_narrow(self, narrow: bool) -> None:
        """A narrower column in a narrow window."""
        self._is_narrow = narrow
        self._on_theme()

    def retranslate(self) -> None:
        """Set every text in the language of the window."""
        self._name()
        for part in (self.weights, self.agenda, self.agreement, self.stable, self.map):
            part.retranslate()
        for added in (self.without, self.severity, self.expected):
            added.retranslate()

    def show_for(self, shown: Computed, official: Computed, dossier: RankRecord) -> None:
        """Say of this dossier why it stands there, and how sturdily."""
        self.pair.show_for(shown, official, dossier)
        self.stable.select(dossier.id)

    def forget(self, *, map_possible: bool) -> None:
        """The panel changed: what was worked out is no longer true."""
        self.map.forget(possible=map_possible)
        for part in (self.stable, self.without, self.severity, self.expected):
            part.forget()

    def _on_theme(self) -> None:
        self.setFixedWidth(theme().px(NARROW if self._is_narrow else WIDE))

    def _name(self) -> None:
        agenda = self.tr("Bespreken")
        if self._count:
            agenda = self.tr("Bespreken {0}").format(self._count)
        self.choices.set_choices(
            [
                (COMPARE, self.tr("Vergelijken")),
                (AGENDA, agenda),
                (STURDY, self.tr("Stevigheid")),
            ]
        )

    def _on_chosen(self, key: str) -> None:
        self._stack.setCurrentIndex((COMPARE, AGENDA, STURDY).index(key))
        self.chosen.emit(key)


def _scrolled(*parts: QWidget) -> QScrollArea:
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setWidget(_plain(*parts))
    return area


def _plain(*parts: QWidget) -> QWidget:
    holder = pane()
    column = QVBoxLayout(holder)
    column.setContentsMargins(24, 20, 24, 16)
    column.setSpacing(20)
    for part in parts:
        column.addWidget(part)
    column.addStretch(1)
    return holder
