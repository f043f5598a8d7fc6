"""Beoordeling in the pack of a member: the scoring page, in the own order, with history."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from ui.dialogs.history import HistoryDialog
from ui.kit.notify import Kind, Message
from ui.kit.segments import Segments
from ui.pack_sheets import PackSheets
from ui.views.points import notices as points_notices
from ui.views.points.keys import bind
from ui.views.points.page import PointsPage

OWN, NUMBER = "own", "number"


class MemberPointsPage(PointsPage):
    """``finished`` asks for the overview, once every sheet is complete."""

    finished = Signal()

    def __init__(self, sheets: PackSheets, parent: QWidget | None = None) -> None:
        self._pack = sheets
        self.order = Segments("")
        super().__init__(sheets, parent)
        self.list.add_tool(self.order)
        self.order.chosen.connect(self._on_order)
        self.form.history_button.show()
        self.form.history_button.clicked.connect(self.show_history)
        bind(self, ("F6", self.show_history), ("F3", self.toggle_list))

    @override
    def retranslate(self) -> None:
        self.order.setAccessibleName(self.tr("Volgorde van de dossiers"))
        self.order.set_choices([(OWN, self.tr("Eigen volgorde")), (NUMBER, self.tr("Op nummer"))])
        self.order.setToolTip(
            self.tr("Elk lid krijgt een eigen willekeurige volgorde, telkens dezelfde.")
        )
        name = self.tr("Geschiedenis (F6)")
        self.form.history_button.setToolTip(name)
        self.form.history_button.setAccessibleName(name)
        super().retranslate()

    @override
    def said_closed(self) -> Message:
        state = self._state()
        if not state.complete:
            return super().said_closed()
        lead = self.tr("Het blad van {0} is volledig.").format(state.dossier)
        text = self.tr("U kunt het blijven wijzigen, ook nadat u inleverde.")
        return Message(Kind.GOOD, lead, text, key=points_notices.CLOSED)

    @override
    def said_done(self) -> Message:
        return Message(
            Kind.GOOD,
            self.tr("Alle bladen zijn volledig."),
            self.tr("Bekijk het overzicht (Ctrl 2) en lever dan in (Ctrl 3)."),
            ((self.tr("Naar het overzicht"), self.finished.emit),),
            key=points_notices.CLOSED,
        )

    def go_to(self, dossier: str, criterion: str = "") -> None:
        """Show a dossier with the focus on a criterion."""
        self.open_dossier(dossier)
        if criterion:
            self.form.enter(criterion)
            self.form.block(criterion).focus_open()

    def toggle_list(self) -> None:
        """Show or hide the list, which a narrow window leaves out."""
        shown = not self.list.isVisible()
        self.list.setVisible(shown)
        if shown:
            self.list.view.setFocus()
        else:
            self._focus_start()

    def show_history(self) -> None:
        """List the saved states of this dossier, those of the current criterion first."""
        self.flush()
        current = self.form.current
        criterion = "" if current is None else current.criterion
        HistoryDialog(self._pack.acts, self.dossier, criterion, self).open()

    def _on_order(self, key: str) -> None:
        self._pack.by_number = key == NUMBER
        self.flush()
        self._show_list()
        self.list.select(self.dossier)
