"""The ranking as a table: everybody's points, total, reach of the rank, lead over the next."""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil
from typing import Final

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget
from typing_extensions import override

from delpanel.model.call import Call
from scoring.ranking.rank import Standing
from scoring.rules import Rules
from ui.delegates import axis_numbers, points_cell, rank_cell, total_cell
from ui.kit.columns import Align, Column
from ui.kit.dressing import hairline, label
from ui.kit.fonts import TextStyle
from ui.kit.pinned_table import PinnedTable
from ui.kit.record_table import RecordTable
from ui.kit.segments import Segments
from ui.kit.theme import theme
from ui.models.points import window_language
from ui.models.ranking import RankRecord, spoken_marks
from ui.models.ranking_reach import ReachKind
from ui.views.consensus import cells
from ui.views.consensus.legend import Legend
from ui.widgets.points_axis import AxisPoints

ROW: Final = 40
NARROW_ROW: Final = 36
WIDE_WIDTHS: Final = {"rank": 52, "name": 168, "move": 44, "total": cells.TOTAL_WIDTH, "reach": 124}
NARROW_WIDTHS: Final = {"rank": 48, "name": 172, "move": 40, "total": 152, "reach": 104}
CRITERION: Final = (116, 100)
WIDEST_CRITERION: Final = 136
HEAD_PADDING: Final = 8

translate = QCoreApplication.translate


class RankingView(QFrame):
    """The table with its legend.

    ``current_changed`` carries the record under the cursor, ``opened`` the id of a dossier,
    ``reach_chosen`` over what ranks are to move.
    """

    current_changed = Signal(object)
    opened = Signal(str)
    reach_chosen = Signal(object)

    def __init__(self, call: Call, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._call = call
        self._last = 1
        self._row = ROW
        self._is_narrow = False
        self._reach = ReachKind.HALF_STEP
        self.setObjectName("pane")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.table = RecordTable(self._columns(), key=lambda r: r.id)
        self.view: PinnedTable[RankRecord] = PinnedTable(self.table, pinned=3, row_height=ROW)
        self.view.current_changed.connect(self.current_changed)
        self.view.activated.connect(self._on_activated)
        self.reach = Segments(translate("RankingView", "Speling van de rang"))
        self.reach.chosen.connect(self._on_reach)
        self._legend = Legend()
        self._caption = label("", TextStyle.CAPTION, "text3")
        foot = QHBoxLayout()
        foot.setContentsMargins(16, 2, 16, 2)
        foot.setSpacing(8)
        foot.addWidget(self._legend, 1)
        foot.addWidget(self._caption)
        foot.addWidget(self.reach)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.view, 1)
        column.addWidget(hairline())
        column.addLayout(foot)
        self.retranslate()

    def show_records(self, records: Sequence[RankRecord], *, on_trial: bool) -> None:
        """Show a ranking; rows move, the cursor stays on its dossier."""
        shown = [r for r in records if r.standing is not Standing.INELIGIBLE]
        last = max((r.rank or 0 for r in shown), default=1) or 1
        if last != self._last:
            self._last = last
            self.table.set_columns(self._columns())
        self.table.replace(shown)
        self.view.set_column_shown("move", on_trial)
        self.view.select_first()
        self._fit_rows()

    def select(self, dossier: str) -> None:
        """Put the cursor on a dossier."""
        self.view.select_key(dossier)

    def set_narrow(self, narrow: bool) -> None:
        """Tighter columns and rows when the window is narrow."""
        self._is_narrow = narrow
        self._fit_widths()
        self._fit_rows()
        self._caption.setVisible(not narrow)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_rows()

    def retranslate(self) -> None:
        """Set every text in the language of the window."""
        self.table.set_columns(self._columns())
        self._fit_widths()
        self.view.setAccessibleName(translate("RankingView", "Rangschikking"))
        self._caption.setText(translate("RankingView", "rang bij"))
        self.reach.set_choices(
            [
                (ReachKind.HALF_STEP.value, translate("RankingView", "±½ punt")),
                (ReachKind.WEIGHTS.value, translate("RankingView", "gewicht ±5")),
            ]
        )
        self._legend.retranslate()

    def _fit_widths(self) -> None:
        """The widths of the design; a criterion with a longer name gets the room its name takes."""
        least = CRITERION[1 if self._is_narrow else 0]
        metrics = QFontMetricsF(theme().font(TextStyle.HEADER))
        # widths are given at the normal size of text
        unit = theme().px(100) / 100
        widths = dict(NARROW_WIDTHS if self._is_narrow else WIDE_WIDTHS)
        for criterion in self._call.rules.criteria:
            name = self._call.criterion_text(criterion.id).name.text(window_language())
            wanted = ceil(metrics.horizontalAdvance(name) / unit) + 2 * HEAD_PADDING
            widths[criterion.id] = min(max(least, wanted), WIDEST_CRITERION)
        self.view.set_widths(widths)

    def _fit_rows(self) -> None:
        """Rows of 40, or of 36 where that keeps the whole ranking in sight."""
        room = self.view.height() - self.view.right.horizontalHeader().height()
        roomy = self.table.rowCount() * theme().px(ROW) <= room
        height = ROW if roomy and not self._is_narrow else NARROW_ROW
        if height != self._row:
            self._row = height
            self.view.set_row_height(height)

    def _on_activated(self, record: RankRecord) -> None:
        self.opened.emit(record.id)

    def _on_reach(self, key: str) -> None:
        self._reach = ReachKind(key)
        self.table.set_columns(self._columns())
        self.reach_chosen.emit(self._reach)

    def _columns(self) -> tuple[Column[RankRecord], ...]:
        rules = self._call.rules
        threshold = cells.total_threshold(rules)
        reach_title = (
            translate("RankingView", "Rang bij ±½ punt")
            if self._reach is ReachKind.HALF_STEP
            else translate("RankingView", "Rang bij gewicht ±5")
        )
        return (
            Column(
                "rank",
                translate("RankingView", "Rang"),
                lambda r: r.rank,
                text=lambda r: r.rank_text,
                align=Align.RIGHT,
                width=WIDE_WIDTHS["rank"],
                style=TextStyle.STRONG,
            ),
            Column(
                "name",
                translate("RankingView", "Consortium"),
                lambda r: r.name,
                width=WIDE_WIDTHS["name"],
                padding=8,
                style=TextStyle.NAME,
                tone=lambda r: "text" if r.rank is not None else "text3",
                tip=lambda r: f"{r.id} {r.name}",
            ),
            Column(
                "move",
                "Δ",
                lambda r: r.move,
                text=cells.move_text,
                width=WIDE_WIDTHS["move"],
                padding=6,
                style=TextStyle.CHIP_STRONG,
                tone=cells.move_tone,
                mark=cells.move_mark,
                spoken=cells.move_spoken,
            ),
            Column(
                "total",
                cells.total_title(threshold),
                lambda r: r.total,
                text=lambda r: r.display,
                width=WIDE_WIDTHS["total"],
                paint=total_cell(
                    lambda r: r.total,
                    lambda r: r.display,
                    lambda r: r.rank is not None,
                    threshold=threshold,
                ),
                axis=cells.total_axis(threshold),
            ),
            Column(
                "reach",
                reach_title,
                lambda r: None if r.reach is None else r.reach.worst - r.reach.best,
                text=cells.reach_text,
                width=WIDE_WIDTHS["reach"],
                paint=rank_cell(cells.interval, lambda: self._last),
                axis=cells.rank_axis(self._last),
                tip=cells.reach_tip,
            ),
            *(self._criterion(number, rules) for number in range(len(rules.criteria))),
            Column(
                "lead",
                translate("RankingView", "Voorsprong"),
                lambda r: r.lead,
                text=cells.lead_text,
                width=116,
                padding=8,
                stretch=True,
                tone=cells.lead_tone,
                mark=cells.lead_mark,
                tip=lambda r: r.reason,
                sortable=False,
            ),
        )

    def _criterion(self, number: int, rules: Rules) -> Column[RankRecord]:
        criterion, scale = rules.criteria[number], rules.scale

        def points(record: RankRecord) -> AxisPoints:
            mark = record.marks[number]
            return AxisPoints(
                tuple(value for _, value in mark.individual),
                mark.value_cp,
                criterion.threshold_cp,
                scale.minimum_cp,
                scale.maximum_cp,
                is_proposed=not mark.is_agreed,
            )

        middle = None if criterion.threshold_cp is None else criterion.threshold_cp // 100
        return Column(
            criterion.id,
            self._call.criterion_text(criterion.id).name.text(window_language()),
            lambda r: r.marks[number].value_cp,
            text=lambda r: cells.spoken_value(r, number),
            width=CRITERION[0],
            padding=8,
            paint=points_cell(points),
            axis=axis_numbers(scale.minimum_cp // 100, scale.maximum_cp // 100, middle),
            tip=lambda r: spoken_marks(r, number),
            spoken=lambda r: spoken_marks(r, number),
        )
