"""Overzicht: a member looks over the own points before handing in; nobody else's are here."""

from __future__ import annotations

from collections import Counter
from statistics import median_low
from typing import Final

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget
from typing_extensions import override

from delpanel.services.member.pack_view import own_order
from delpanel.services.people.sheet_standing import total_bounds
from ui import formats
from ui.kit.dressing import hairline, label, pane, section_label
from ui.kit.fonts import TextStyle
from ui.kit.page import Hint, Page
from ui.kit.page_toolbar import PageToolbar
from ui.kit.pinned_table import PinnedTable
from ui.kit.record_table import RecordTable
from ui.models.gaps import GapRow, gap_columns, gap_rows
from ui.models.points import window_language
from ui.pack_acts import PackActs
from ui.pack_sheets import PackSheets
from ui.widgets.heat_map import HeatCell, HeatMap, HeatRow
from ui.widgets.points_spread import PointsSpread

LABELS: Final = 196


class MemberOverviewPage(Page):
    """``jump`` carries dossier and criterion to go to."""

    jump = Signal(str, str)

    def __init__(self, acts: PackActs, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._acts = acts
        self._sheets = PackSheets(acts, self)
        self._order = own_order(acts.desk)
        self.head = PageToolbar()
        self.map = HeatMap("")
        self.map.set_label_width(LABELS)
        self._area = QScrollArea()
        self.table: RecordTable[GapRow] = RecordTable(
            gap_columns(), key=lambda g: (g.dossier, g.criterion, g.text)
        )
        self.view = PinnedTable(self.table, pinned=0)
        self.view.right.is_left = True  # nothing is pinned: the one half carries the mark
        self.spreads = tuple(self._spread(c.id) for c in acts.desk.call.rules.criteria)
        self._notes = tuple(label("", TextStyle.CHIP, "text2") for _ in self.spreads)
        self._names = tuple(label("", TextStyle.STRONG) for _ in self.spreads)
        self._map_label = section_label("", self.map)
        self._spread_label = section_label("")
        self._gap_label = section_label("")
        self._all_there = label("", TextStyle.CELL, "text2")
        self._build()
        self._connect()
        self.retranslate()

    @override
    def title(self) -> str:
        return self.tr("Overzicht")

    @override
    def hints(self) -> tuple[Hint, ...]:
        return (
            Hint(("Enter",), self.tr("naar dit dossier")),
            Hint(("Tab",), self.tr("lijst of kaart")),
            Hint(("Ctrl 3",), self.tr("inleveren")),
        )

    @override
    def on_shown(self) -> None:
        self.reload()
        if self.table.records:
            self.view.select_first()
            self.view.setFocus()
        else:
            self.map.setFocus()

    @override
    def retranslate(self) -> None:
        self._map_label.setText(self.tr("Mijn punten per dossier"))
        self._spread_label.setText(self.tr("Hoe ik de schaal gebruik"))
        self._gap_label.setText(self.tr("Wat nog ontbreekt"))
        self._all_there.setText(self.tr("Niets: elk blad is volledig."))
        self.map.setAccessibleName(self._map_label.text())
        self.view.setAccessibleName(self._gap_label.text())
        self.table.set_columns(gap_columns())
        self.reload()
        self.hints_changed.emit()

    @override
    def search(self, text: str) -> None:
        self.table.search(text)

    def reload(self) -> None:
        """Show the work as it stands."""
        call, language = self._acts.desk.call, window_language()
        self._show_map()
        counts: dict[str, Counter[int]] = {c.id: Counter() for c in call.rules.criteria}
        for cell in self._acts.desk.draft.cells:
            if cell.points_cp is not None and cell.criterion in counts:
                counts[cell.criterion][cell.points_cp] += 1
        parts = zip(call.rules.criteria, self.spreads, self._names, self._notes, strict=True)
        for criterion, spread, name, note in parts:
            text = call.criterion_text(criterion.id).name.text(language)
            name.setText(text)
            spread.setAccessibleName(text)
            spread.set_counts(counts[criterion.id])
            note.setText(self._said(counts[criterion.id]))
        self._show_gaps()

    def _show_gaps(self) -> None:
        gaps = gap_rows(self._acts.desk)
        self.table.replace(gaps)
        self.view.setVisible(bool(gaps))
        self._all_there.setVisible(not gaps)
        done = len(self._order) - len({gap.dossier for gap in gaps})
        title = self.tr("{0} van {1} dossiers volledig").format(done, len(self._order))
        self.head.set_title(title, self.tr("%n ontbreken", "", len(gaps)) if gaps else "")

    def _show_map(self) -> None:
        call, language = self._acts.desk.call, window_language()
        heads = [
            *(call.criterion_text(c.id).name.text(language) for c in call.rules.criteria),
        ]
        self.map.set_map(heads, [self._row(one) for one in self._order], self.tr("op 100"))

    def _row(self, dossier: str) -> HeatRow:
        call = self._acts.desk.call
        scale = call.rules.scale
        held = self._sheets.dossier(dossier)
        cells = self._sheets.cells(dossier, "")
        shown: list[HeatCell | None] = []
        for cell in cells:
            threshold = call.criterion(cell.criterion).threshold_cp
            points = cell.points_cp
            if points is None:
                shown.append(None)
                continue
            share = (points - scale.minimum_cp) / (scale.maximum_cp - scale.minimum_cp)
            below = threshold is not None and points < threshold
            shown.append(HeatCell(share, formats.points(points), is_framed=below))
        low, high, _ = total_bounds(call, cells)
        note = formats.points(low) if low == high else formats.NOTHING
        name = "" if held is None else held.name
        return HeatRow(f"{dossier}  {name}", tuple(shown), note)

    def _said(self, counts: Counter[int]) -> str:
        given = sorted(counts.elements())
        if not given:
            return self.tr("nog geen punten")
        said = self.tr("laagste {0}, midden {1}, hoogste {2}; {3} gegeven")
        low, middle, high = given[0], median_low(given), given[-1]
        return said.format(*(formats.points(one) for one in (low, middle, high)), len(given))

    def _spread(self, criterion: str) -> PointsSpread:
        call = self._acts.desk.call
        scale = call.rules.scale
        stops = range(scale.minimum_cp, scale.maximum_cp + 1, scale.step_cp)
        return PointsSpread("", stops, call.criterion(criterion).threshold_cp)

    def _build(self) -> None:
        left = pane()
        column = QVBoxLayout(left)
        column.setContentsMargins(24, 16, 24, 24)
        column.setSpacing(8)
        column.addWidget(self._map_label)
        column.addWidget(self.map)
        column.addStretch(1)
        area = self._area
        area.setWidget(left)
        area.setWidgetResizable(True)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        sides = QWidget()
        line = QHBoxLayout(sides)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(0)
        line.addWidget(area, 1)
        line.addWidget(hairline(upright=True))
        line.addWidget(self._right(), 1)
        self.body.addWidget(self.head)
        self.body.addWidget(hairline())
        self.body.addWidget(sides, 1)

    def _right(self) -> QFrame:
        right = pane()
        column = QVBoxLayout(right)
        column.setContentsMargins(24, 16, 0, 0)
        column.setSpacing(8)
        column.addWidget(self._spread_label)
        spreads = QHBoxLayout()
        spreads.setContentsMargins(0, 0, 24, 0)
        spreads.setSpacing(24)
        for name, spread, note in zip(self._names, self.spreads, self._notes, strict=True):
            one = QVBoxLayout()
            one.setSpacing(4)
            name.setWordWrap(True)
            note.setWordWrap(True)
            one.addWidget(name)
            one.addWidget(spread)
            one.addWidget(note)
            one.addStretch(1)
            spreads.addLayout(one, 1)
        column.addLayout(spreads)
        column.addSpacing(8)
        column.addWidget(self._gap_label)
        column.addWidget(self._all_there)
        column.addWidget(self.view, 1)
        column.addStretch(0)
        return right

    def _connect(self) -> None:
        self.map.cell_chosen.connect(self._on_cell)
        self.map.row_entered.connect(self._on_row)
        self.view.activated.connect(self._on_gap)
        self._acts.changed.connect(self._on_changed)

    def _on_cell(self, row: int, column: int) -> None:
        criteria = self._acts.desk.call.rules.criteria
        self.jump.emit(self._order[row], criteria[column].id)

    def _on_row(self, top: int, bottom: int) -> None:
        """Keep the row in sight that the arrows came to."""
        offset = self.map.y()
        for y in (offset + bottom, offset + top):
            self._area.ensureVisible(0, y, 0, 24)

    def _on_gap(self, gap: GapRow) -> None:
        self.jump.emit(gap.dossier, gap.criterion)

    def _on_changed(self, _changes: object, _origin: QObject | None) -> None:
        if self.isVisible():
            self.reload()
