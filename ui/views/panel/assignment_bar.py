"""The toolbar of the assignment, and the list of demands that clash."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from delpanel.services.assignment.assigning import AssigningPlan
from delpanel.services.state.snapshot import Snapshot
from ui.kit.dressing import button, icon_label, label, primary_button
from ui.kit.fonts import TextStyle
from ui.kit.page_toolbar import PageToolbar
from ui.views.panel.acts import missing_assignments


class AssignmentBar(PageToolbar):
    """Its one primary button works a proposal out, and then accepts it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.all_button = button("")
        self.drop_button = button("")
        self.main_button = primary_button("")
        for made in (self.all_button, self.drop_button, self.main_button):
            self.add(made)

    def retranslate(self) -> None:
        """Set the words in the language of the window."""
        self.all_button.setText(self.tr("Alles toewijzen"))
        self.drop_button.setText(self.tr("Voorstel verwerpen"))

    def show_plan(self, state: Snapshot, plan: AssigningPlan | None, *, busy: bool) -> None:
        """Say how many assignments there are, or what the proposal would change."""
        ready = bool(state.dossiers and state.evaluators)
        shown = plan if plan is not None and plan.found is not None else None
        if shown is None:
            given = sum(len(who) for who in state.assigned.values())
            self.set_title(self.tr("%n toewijzingen", "", given))
        else:
            said = self.tr("Voorstel: {0} erbij, {1} weg, {2} blijven")
            kept = len(shown.present & shown.proposed)
            self.set_title(said.format(len(shown.added), len(shown.removed), kept))
        word = self.tr("Voorstel berekenen")
        if busy:
            word = self.tr("Wordt berekend")
        elif shown is not None:
            word = self.tr("Voorstel aanvaarden")
        self.main_button.setText(word)
        same = shown is not None and not shown.added and not shown.removed
        self.main_button.setEnabled(ready and not busy and not same)
        self.drop_button.setVisible(shown is not None)
        self.all_button.setVisible(shown is None)
        self.all_button.setEnabled(bool(missing_assignments(state)))


class ClashList(QFrame):
    """The smallest set of demands that cannot be met together, one to a line."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("badBar")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        line = QHBoxLayout(self)
        line.setContentsMargins(12, 8, 12, 8)
        line.setSpacing(8)
        line.addWidget(icon_label("err", "bad"), 0, Qt.AlignmentFlag.AlignTop)
        self._column = QVBoxLayout()
        self._column.setSpacing(4)
        line.addLayout(self._column, 1)
        self.sentences: tuple[str, ...] = ()
        self.hide()

    def show_sentences(self, sentences: Sequence[str]) -> None:
        """Show these sentences; without any the list goes."""
        self.sentences = tuple(sentences)
        while self._column.count():
            item = self._column.takeAt(0)
            held = None if item is None else item.widget()
            if held is not None:
                held.hide()
                held.deleteLater()
        for number, said in enumerate(self.sentences):
            style = TextStyle.SECTION if number == 0 else TextStyle.CHIP
            made = label(said, style)
            made.setWordWrap(True)
            made.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            self._column.addWidget(made)
        self.setAccessibleName(" ".join(self.sentences))
        self.setVisible(bool(self.sentences))
