"""The score sheet of one evaluator on one dossier: criteria, result and navigation."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from functools import partial
from itertools import pairwise

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QMenu,
    QScrollArea,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from delpanel.model.assessment import CriterionAssessment
from delpanel.model.call import Call
from delpanel.model.panel import Evaluator
from delpanel.services.people.sheet_standing import total_bounds
from ui import formats
from ui.kit.dressing import (
    button,
    hairline,
    icon_button,
    label,
    pane,
    primary_button,
    wear_icon,
)
from ui.kit.fonts import TextStyle
from ui.kit.theme import theme
from ui.models.points import window_language
from ui.views.points.criterion import CriterionBlock
from ui.views.points.result import ResultBar
from ui.widgets.status_chip import StatusChip

WIDTH = 480
LastChange = Callable[[CriterionAssessment], tuple[str, datetime] | None]


class SheetForm(QFrame):
    """Shows a sheet and passes on what the user does; the page stores it.

    ``points_edited`` carries (criterion, centipoints or None), ``motivation_edited`` (criterion,
    text), ``criterion_entered`` the criterion under the focus, ``evaluator_chosen`` whose sheet is
    wanted. ``last_change`` says who changed a cell last, and when.
    """

    points_edited = Signal(str, object)
    motivation_edited = Signal(str, str)
    criterion_entered = Signal(str)
    refused = Signal(str)
    evaluator_chosen = Signal(str)

    def __init__(self, call: Call, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._call = call
        self.last_change: LastChange = lambda _held: None
        self._missing: tuple[str, ...] = ()
        self._shows_descriptors = True
        self.setObjectName("pane")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        theme().changed.connect(self._on_theme)
        self.whose = label("", TextStyle.HEADING)
        self.other_button = icon_button("down", "")
        self.history_button = icon_button("clock", "")
        self.history_button.hide()
        self.count = label("", TextStyle.CHIP, "text2")
        self.saved = StatusChip()
        self.blocks = tuple(CriterionBlock(call, c.id) for c in call.rules.criteria)
        self.result = ResultBar()
        self.previous_button = wear_icon(button(""), "left", "text")
        self.close_button = button("")
        self.next_button = primary_button("")
        self._criteria = pane()
        self._area = QScrollArea()
        self._build()
        self._connect()
        self._order_tabs()
        self._on_theme()
        self.retranslate()

    @property
    def current(self) -> CriterionBlock | None:
        """The block under the focus, or where it was last."""
        return next((b for b in self.blocks if b.is_current), None)

    def block(self, criterion: str) -> CriterionBlock:
        """The block of a criterion; KeyError when there is none."""
        for block in self.blocks:
            if block.criterion == criterion:
                return block
        raise KeyError(criterion)

    def show_sheet(self, cells: Sequence[CriterionAssessment]) -> None:
        """Show what is stored, by criterion; a reason that is being typed stays."""
        for block, cell in zip(self.blocks, cells, strict=True):
            block.set_held(cell)
        low, high, threshold = total_bounds(self._call, cells)
        language = window_language()
        missing = [
            self._call.criterion_text(block.criterion).name.text(language)
            for block in self.blocks
            if block.held.points_cp is None
        ]
        self.result.show_totals(low, high, threshold, missing)
        self._set_usable(True)

    def show_people(self, people: Sequence[Evaluator], whose: str) -> None:
        """Say whose sheet this is; with more than one person another can be chosen."""
        name = next((e.name for e in people if e.id == whose), "")
        self.whose.setText(self.tr("Blad van {0}").format(name))
        self.other_button.setVisible(len(people) > 1)
        menu = QMenu(self.other_button)
        for person in people:
            action = QAction(person.name, menu)
            action.setData(person.id)
            action.setCheckable(True)
            action.setChecked(person.id == whose)
            action.triggered.connect(self._on_person)
            menu.addAction(action)
        self.other_button.setMenu(menu)

    def show_saved(self, at: datetime | None, *, stored: bool = True) -> None:
        """Say when the last change was stored, None for none here; or that it could not be."""
        if not stored:
            self.saved.set_status("warn", self.tr("niet bewaard"), "warn")
        elif at is None:
            self.saved.set_status("checkc", self.tr("alles bewaard"), "good", "text2")
        else:
            word = self.tr("bewaard {0}").format(f"{at.astimezone(formats.BRUSSELS):%H:%M:%S}")
            self.saved.set_status("checkc", word, "good")

    def show_withheld(self) -> None:
        """Nothing can be given: a conflict of interest stands."""
        self._set_usable(False)

    def set_read_only(self, read_only: bool) -> None:
        """Take no input."""
        for block in self.blocks:
            block.set_read_only(read_only)

    def flush(self) -> None:
        """Say at once what was typed and not yet said."""
        for block in self.blocks:
            block.flush()

    def unfold_start(self) -> None:
        """Unfold where work goes on: the first open criterion, else the first."""
        self.enter(self._start().criterion)

    def focus_start(self) -> None:
        """Put the focus where work goes on."""
        start = self._start()
        self.enter(start.criterion)
        start.focus_open()

    def focus_next_open(self) -> bool:
        """Go to the next open criterion after the current one; False when none is open."""
        current = self.current
        start = 0 if current is None else self.blocks.index(current) + 1
        ordered = (*self.blocks[start:], *self.blocks[:start])
        target = next((b for b in ordered if b.is_open), None)
        if target is None:
            return False
        self.enter(target.criterion)
        target.focus_open()
        return True

    def enter(self, criterion: str) -> None:
        """Unfold one criterion and fold the others."""
        for block in self.blocks:
            block.set_current(block.criterion == criterion)
        self.criterion_entered.emit(criterion)

    def toggle_descriptors(self) -> None:
        """Show or hide what the points mean."""
        self._shows_descriptors = not self._shows_descriptors
        for block in self.blocks:
            block.set_descriptors_shown(self._shows_descriptors)

    def retranslate(self) -> None:
        """Set every text in the language of the window."""
        self.previous_button.setText(self.tr("Vorige"))
        self.close_button.setText(self.tr("Blad afsluiten"))
        self.next_button.setText(self.tr("Volgend open dossier"))
        self.other_button.setToolTip(self.tr("Een andere beoordelaar kiezen"))
        self.other_button.setAccessibleName(self.tr("Een andere beoordelaar kiezen"))
        for block in self.blocks:
            block.retranslate()

    def _build(self) -> None:
        self.other_button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        head = self._head = pane()
        top = QHBoxLayout(head)
        top.setContentsMargins(24, 0, 24, 0)
        top.setSpacing(8)
        top.addWidget(self.whose)
        top.addWidget(self.other_button)
        top.addWidget(self.count)
        top.addStretch(1)
        top.addWidget(self.saved)
        top.addWidget(self.history_button)
        self.navigation = pane()
        line = QHBoxLayout(self.navigation)
        line.setContentsMargins(24, 8, 24, 8)
        line.setSpacing(12)
        line.addWidget(self.previous_button)
        line.addStretch(1)
        line.addWidget(self.close_button)
        line.addWidget(self.next_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        result_line = hairline(strong=True)
        for part in (head, hairline(), self._fill_area(), result_line, self.result, hairline()):
            column.addWidget(part, 1 if part is self._area else 0)
        column.addWidget(self.navigation)

    def _fill_area(self) -> QScrollArea:
        column = QVBoxLayout(self._criteria)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for number, block in enumerate(self.blocks):
            if number:
                column.addWidget(hairline())
            column.addWidget(block)
        column.addStretch(1)
        self._area.setWidget(self._criteria)
        self._area.setWidgetResizable(True)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        return self._area

    def _connect(self) -> None:
        for block in self.blocks:
            block.points_edited.connect(partial(self.points_edited.emit, block.criterion))
            block.motivation_edited.connect(partial(self.motivation_edited.emit, block.criterion))
            block.entered.connect(partial(self._on_entered, block))
            block.refused.connect(self.refused)
            block.contested.connect(partial(self._on_contested, block))

    def _order_tabs(self) -> None:
        stops: list[QWidget] = []
        for block in self.blocks:
            stops += [block.scale, block.editor]
        stops += [self.previous_button, self.close_button, self.next_button]
        for before, after in pairwise(stops):
            QWidget.setTabOrder(before, after)

    def _set_usable(self, usable: bool) -> None:
        self._criteria.setVisible(usable)
        self.result.setVisible(usable)
        self.close_button.setEnabled(usable)
        if not usable:
            for block in self.blocks:
                block.set_current(False)

    def _start(self) -> CriterionBlock:
        return next((b for b in self.blocks if b.is_open), self.blocks[0])

    def _on_theme(self) -> None:
        self.setFixedWidth(theme().px(WIDTH))
        self._head.setFixedHeight(theme().px(48))

    def _on_person(self) -> None:
        sender = self.sender()
        if isinstance(sender, QAction):
            self.evaluator_chosen.emit(str(sender.data()))

    def _on_contested(self, block: CriterionBlock) -> None:
        block.clash.show_newer(self.last_change(block.held), block.held.motivation)
        # Once it has its place in the column
        QTimer.singleShot(0, block, lambda: self._area.ensureWidgetVisible(block.clash, 0, 40))

    def _on_entered(self, block: CriterionBlock) -> None:
        if self.current is not block:
            self.enter(block.criterion)
        # once the block has unfolded
        QTimer.singleShot(0, block, partial(self._bring_up, block))

    def _bring_up(self, block: CriterionBlock) -> None:
        self._area.ensureWidgetVisible(block, 0, 24)
        if block.editor.hasFocus():
            self._area.ensureWidgetVisible(block.foot, 0, 12)
