"""The ranking with its toolbar, the map of totals under it, and the ledger in their place."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from delpanel.model.call import Call
from ui.kit.dressing import button, hairline, primary_button
from ui.kit.page_toolbar import PageToolbar
from ui.kit.segments import Segments
from ui.views.consensus.ledger import LedgerView
from ui.views.consensus.legend import TotalsPane
from ui.views.consensus.ranking import RankingView

POINTS, HEAT, BOTH, LEDGER = "points", "heat", "both", "ledger"
translate = QCoreApplication.translate


class RankingDesk(QFrame):
    """The left side of the consensus page while nobody meets on one dossier."""

    def __init__(self, call: Call, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("pane")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._is_narrow = False
        self._sits = False
        self.toolbar = PageToolbar()
        self.views = Segments(translate("RankingDesk", "Weergave"))
        self.meeting_button = button("")
        self.discuss_button = button("")
        self.commit_button = primary_button("")
        self.ranking = RankingView(call)
        self.totals = TotalsPane()
        self.ledger = LedgerView()
        for tool in (self.views, self.meeting_button, self.discuss_button, self.commit_button):
            self.toolbar.add(tool)
        self._line = hairline()
        self._below = QWidget()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        parts = (self.ranking, self._line, self.totals, self.ledger, self._below)
        for part in (self.toolbar, hairline(), *parts):
            self._column.addWidget(part, 1 if part in {self.ranking, self.ledger} else 0)
        self.views.set_choices([(POINTS, ""), (HEAT, ""), (BOTH, ""), (LEDGER, "")])
        self.views.choose(BOTH)
        self.views.chosen.connect(self._show_view)
        self._show_view()

    def set_narrow(self, narrow: bool) -> None:
        """A narrow window has no room for table and map together."""
        self._is_narrow = narrow
        self.ranking.set_narrow(narrow)
        self._show_view()

    def show_meeting(self, *, sits: bool) -> None:
        """Say on the button whether a meeting is going on, also after a crash."""
        self._sits = sits
        going_on = translate("RankingDesk", "Zitting hervatten")
        self.meeting_button.setText(going_on if sits else translate("RankingDesk", "Zitting"))

    def retranslate(self) -> None:
        """Set every text in the language of the window."""
        self.show_meeting(sits=self._sits)
        self.discuss_button.setText(translate("RankingDesk", "Bespreken"))
        self.commit_button.setText(translate("RankingDesk", "Officieel vaststellen"))
        self.views.set_choices(
            [
                (POINTS, translate("RankingDesk", "Punten")),
                (HEAT, translate("RankingDesk", "Warmtekaart")),
                (BOTH, translate("RankingDesk", "Beide")),
                (LEDGER, translate("RankingDesk", "Verloop")),
            ]
        )
        self.ledger.retranslate()
        self.ranking.retranslate()
        self.totals.retranslate()

    def _show_view(self) -> None:
        view = self.views.current()
        heat = view == HEAT or (view == BOTH and not self._is_narrow)
        self.ranking.setVisible(view in {POINTS, BOTH})
        self.ledger.setVisible(view == LEDGER)
        self.totals.setVisible(heat)
        self._line.setVisible(heat and view == BOTH)
        self._column.setStretchFactor(self._below, 1 if view == HEAT else 0)
