"""Two pages with invented rows, for the gallery: a dossier list and a ranking."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QSplitter, QVBoxLayout, QWidget
from typing_extensions import override

from ui.delegates import axis_numbers, financing_cell, points_cell, rank_cell, total_cell
from ui.formats import euro, euro_sign, share, total
from ui.kit.columns import Align, Column, Mark
from ui.kit.dressing import button, hairline, label, pane, primary_button, row, section_label
from ui.kit.fonts import TextStyle
from ui.kit.notify import Kind, Message, MessageArea, bars
from ui.kit.page import Hint, Page
from ui.kit.page_toolbar import PageToolbar
from ui.kit.pinned_table import PinnedTable
from ui.kit.record_table import RecordTable
from ui.kit.segments import Segments
from ui.widgets.financing_bar import SERIES, FinancingBar, Swatch
from ui.widgets.heat_map import HeatCell, HeatMap, HeatRow
from ui.widgets.points_axis import AxisPoints
from ui.widgets.status_chip import StatusChip
from ui.widgets.strip_plot import StripPlot
from ui.widgets.weight_slider import WeightSlider

NAMES: Final = (
    ("DigiLab Kempen", "Antwerpen", 1950),
    ("Scheldehaven Digitaal", "Antwerpen", 1400),
    ("Voorkempen Datahuis", "Antwerpen", 1300),
    ("Maakplaats Limburg 4.0", "Limburg", 1500),
    ("Haspengouw Slim", "Limburg", 1250),
    ("Gentse Proefstraat", "Oost-Vlaanderen", 1900),
    ("Waasland Connect", "Oost-Vlaanderen", 1450),
    ("Hageland Datalab", "Vlaams-Brabant", 1600),
    ("Pajottenland Proeft", "Vlaams-Brabant", 1500),
    ("Leiedal Testfabriek", "West-Vlaanderen", 1550),
    ("Kustlab Digitaal", "West-Vlaanderen", 1450),
    ("Westhoek Verbindt", "West-Vlaanderen", 1350),
    ("Denderlab", "Oost-Vlaanderen", 1450),
)


@dataclass(frozen=True, slots=True)
class Row:
    """One invented dossier."""

    id: str
    name: str
    province: str
    cost: int
    open_questions: int
    rank: int | None
    total: Fraction

    @property
    def parts(self) -> tuple[int, int, int]:
        erdf = self.cost * 2 // 5
        flemish = self.cost * 4 // 15
        return erdf, flemish, self.cost - erdf - flemish


def rows() -> list[Row]:
    return [
        Row(
            f"D{n:02}",
            name,
            province,
            cost * 100_000,
            (0, 0, 1, 0, 1, 0, 0, 0, 2, 0, 1, 0, 0)[n - 1],
            n if n < 13 else None,
            Fraction(930 - 27 * n if n < 13 else 740, 10),
        )
        for n, (name, province, cost) in enumerate(NAMES, 1)
    ]


class DossiersSheet(Page):
    def __init__(self) -> None:
        super().__init__()
        self.table = RecordTable[Row](
            (
                Column[Row]("id", "Nr", lambda r: r.id, width=52, tone=lambda _r: "text2"),
                Column[Row](
                    "name", "Consortium", lambda r: r.name, width=184, style=TextStyle.NAME
                ),
                Column[Row]("province", "Provincie", lambda r: r.province, width=136),
                Column[Row](
                    "status",
                    "Status",
                    lambda r: r.open_questions,
                    text=lambda r: "Te bevestigen" if r.open_questions else "Ontvankelijk",
                    mark=lambda r: Mark("clock") if r.open_questions else Mark("checkc", "good"),
                    style=TextStyle.CHIP,
                    tone=lambda _r: "text2",
                    width=124,
                ),
                Column[Row](
                    "cost",
                    "Totale kost",
                    lambda r: r.cost,
                    text=lambda r: euro(r.cost),
                    align=Align.RIGHT,
                    width=108,
                ),
                Column[Row](
                    "financing",
                    "Financiering",
                    lambda r: r.parts[0],
                    paint=financing_cell(lambda r: r.parts, lambda: 195_000_000),
                    width=124,
                ),
                Column[Row](
                    "erdf",
                    "EFRO gevraagd",
                    lambda r: r.parts[0],
                    text=lambda r: euro(r.parts[0]),
                    align=Align.RIGHT,
                    width=112,
                ),
                Column[Row](
                    "findings",
                    "Bevindingen",
                    lambda r: r.open_questions,
                    text=lambda r: f"{r.open_questions} open" if r.open_questions else "geen",
                    mark=lambda r: Mark("warn", "warn") if r.open_questions else None,
                    tone=lambda r: "warn" if r.open_questions else "text3",
                    style=lambda r: TextStyle.CHIP_STRONG if r.open_questions else TextStyle.CHIP,
                    width=110,
                    stretch=True,
                ),
            ),
            key=lambda r: r.id,
        )
        self.table.replace(rows())
        self.view = PinnedTable(self.table, pinned=2, row_height=36)
        self.view.set_total(
            {
                "id": "13",
                "name": "Totaal",
                "province": "5 provincies",
                "cost": "19.650.000",
                "erdf": "7.840.000",
            }
        )
        toolbar = PageToolbar()
        toolbar.set_title("13 dossiers, 4 te bevestigen")
        segments = Segments("Filter")
        segments.set_choices(
            [("all", "Alle 13"), ("open", "Te bevestigen 4"), ("ok", "Ontvankelijk 9")]
        )
        toolbar.add(segments)
        toolbar.add(primary_button("Excel inlezen", "import"))
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for part in (toolbar, hairline(), self.view, hairline(), _legend()):
            column.addWidget(part)
        splitter = QSplitter()
        splitter.setHandleWidth(1)
        splitter.addWidget(left)
        splitter.addWidget(_detail())
        splitter.setStretchFactor(0, 1)
        splitter.setSizes([1000, 439])
        self.body.addWidget(splitter)

    @override
    def on_shown(self) -> None:
        self.view.select_key("D09")
        self.view.setFocus()

    @override
    def hints(self) -> tuple[Hint, ...]:
        return (
            Hint(("↑", "↓"), "rij"),
            Hint(("Enter",), "openen"),
            Hint(("Ctrl F",), "filteren"),
            Hint(("Ctrl Z",), "ongedaan maken"),
        )


def _legend() -> QWidget:
    strip = pane()
    strip.setFixedHeight(32)
    line = QVBoxLayout(strip)
    line.setContentsMargins(16, 0, 16, 0)
    parts: list[QWidget | None] = []
    for role, word in zip(SERIES, ("EFRO", "Vlaams", "eigen bijdrage"), strict=True):
        parts += [Swatch(role), label(word, TextStyle.CAPTION, "text3")]
    parts += [None, label("EFRO gevraagd: 2,6 keer de enveloppe", TextStyle.CAPTION, "text2")]
    line.addWidget(row(*parts))
    return strip


def _detail() -> QWidget:
    ground = pane()
    column = QVBoxLayout(ground)
    column.setContentsMargins(24, 20, 24, 20)
    column.setSpacing(4)
    head = row(label("Pajottenland Proeft", TextStyle.TITLE), None, label("D09", tone="text2"))
    column.addWidget(head)
    column.addWidget(
        label("Pajottenlandse Kmo-kring · Halle · Vlaams-Brabant", TextStyle.CHIP, "text2")
    )
    chip = StatusChip()
    chip.set_status("clock", "Te bevestigen", "text2", "text2")
    column.addWidget(row(chip, label("ingediend 20-11-2020 15:30", TextStyle.CHIP, "text3"), None))
    column.addSpacing(20)
    parts = (60_000_000, 40_000_000, 50_000_000)
    column.addWidget(
        row(section_label("Financiering"), None, label(euro_sign(sum(parts)), TextStyle.HEADING))
    )
    bar = FinancingBar("Financiering")
    bar.set_parts(parts, 4000, "40 % plafond")
    column.addWidget(bar)
    grid = QGridLayout()
    grid.setColumnStretch(1, 1)
    names = ("EFRO-steun", "Vlaamse cofinanciering", "Eigen bijdrage")
    for n, (name, amount) in enumerate(zip(names, parts, strict=True)):
        grid.addWidget(Swatch(SERIES[n]), n, 0)
        grid.addWidget(label(name), n, 1)
        grid.addWidget(label(euro(amount), TextStyle.NAME), n, 2, Qt.AlignmentFlag.AlignRight)
        grid.addWidget(
            label(share(amount, sum(parts)), tone="text2"), n, 3, Qt.AlignmentFlag.AlignRight
        )
    column.addLayout(grid)
    column.addSpacing(20)
    column.addWidget(section_label("Bewijs"))
    grid = QGridLayout()
    grid.setColumnStretch(0, 1)
    for n, (name, own) in enumerate((("kmo's bereikt", 190), ("testopstellingen", 70))):
        strip = StripPlot(name)
        strip.set_values([20, 60, 65, 70, 90, 110, 140, 150, 190, 210, 240], own)
        grid.addWidget(label(name), n, 0)
        grid.addWidget(label(str(own), TextStyle.STRONG), n, 1)
        grid.addWidget(strip, n, 2)
    column.addLayout(grid)
    column.addSpacing(20)
    column.addWidget(section_label("Bevindingen"))
    column.addWidget(
        bars(
            [
                Message(
                    Kind.WARN,
                    "Partnerzetel buiten de provincie.",
                    "De zetel van partner 3 ligt in Brussel; de hub zelf ligt in Vlaams-Brabant."
                    " Bevestig de uitvoeringsplaats.",
                    can_close=False,
                ),
                Message(Kind.INFO, "Nota.", "Bijlage 7, bladzijde 2.", can_close=False),
            ]
        )
    )
    column.addStretch(1)
    return ground


class RankingSheet(Page):
    def __init__(self) -> None:
        super().__init__()
        axis = axis_numbers(0, 5, 3)
        criteria = [
            Column[Row](
                key,
                word,
                lambda r: r.total,
                paint=points_cell(_points(shift)),
                axis=axis,
                padding=14,
                width=116,
                sortable=False,
            )
            for shift, (key, word) in enumerate(
                (("a", "Complementariteit"), ("b", "Kmo-bereik"), ("c", "Infrastructuur"))
            )
        ]
        self.table = RecordTable[Row](
            (
                Column[Row](
                    "rank",
                    "Rang",
                    lambda r: r.rank,
                    align=Align.RIGHT,
                    style=TextStyle.STRONG,
                    width=52,
                ),
                Column[Row](
                    "name",
                    "Consortium",
                    lambda r: r.name,
                    style=TextStyle.NAME,
                    tone=lambda r: "text" if r.rank else "text3",
                    width=168,
                ),
                Column[Row](
                    "move",
                    "Δ",
                    lambda r: r.rank,
                    text=lambda r: {5: "1", 6: "1"}.get(r.rank or 0, "\N{EN DASH}"),
                    mark=lambda r: {5: Mark("aup", "good"), 6: Mark("adown", "bad")}.get(
                        r.rank or 0
                    ),
                    width=56,
                ),
                Column[Row](
                    "total",
                    "Totaal boven drempel 60",
                    lambda r: r.total,
                    text=lambda r: total(r.total),
                    paint=total_cell(
                        lambda r: r.total, lambda r: total(r.total), lambda r: r.rank is not None
                    ),
                    axis=((0, "60"), (0.33, "80"), (0.66, "100")),
                    width=176,
                ),
                Column[Row](
                    "interval",
                    "Rang bij ±½ punt",
                    lambda r: r.rank,
                    paint=rank_cell(
                        lambda r: (r.rank, max(1, (r.rank or 1) - 2), min(12, (r.rank or 1) + 3)),
                        lambda: 12,
                    ),
                    axis=((0, "1"), (0.46, "6"), (1, "12")),
                    width=124,
                ),
                *criteria,
                Column[Row](
                    "lead",
                    "Voorsprong",
                    lambda r: r.rank,
                    text=lambda r: "+2,7 op totaal" if r.rank else "onder drempel",
                    mark=lambda r: None if r.rank else Mark("err", "bad"),
                    tone=lambda r: "text2" if r.rank else "bad",
                    style=TextStyle.CHIP,
                    stretch=True,
                ),
            ),
            key=lambda r: r.id,
        )
        self.table.replace(rows())
        self.view = PinnedTable(self.table, pinned=3, row_height=40)
        toolbar = PageToolbar()
        toolbar.set_title("Rangschikking", "proef met andere gewichten, niet bewaard")
        segments = Segments("Beeld")
        segments.set_choices([("p", "Punten"), ("h", "Warmtekaart"), ("b", "Beide")])
        toolbar.add(segments)
        toolbar.add(primary_button("Officieel vaststellen"))
        self.messages = MessageArea()
        left = pane()
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        heat = _heat()
        for part in (toolbar, hairline(), self.messages, self.view, hairline()):
            column.addWidget(part)
        holder = pane()
        inner = QVBoxLayout(holder)
        inner.setContentsMargins(16, 8, 16, 8)
        inner.addWidget(section_label("Totaal per beoordelaar, officiële gewichten"))
        inner.addWidget(heat)
        column.addWidget(holder)
        self._holder = holder
        splitter = QSplitter()
        splitter.setHandleWidth(1)
        splitter.addWidget(left)
        splitter.addWidget(_weights())
        splitter.setStretchFactor(0, 1)
        splitter.setSizes([1047, 392])
        self.body.addWidget(splitter)

    @override
    def set_narrow(self, narrow: bool) -> None:
        super().set_narrow(narrow)
        self._holder.setVisible(not narrow)
        self.view.set_row_height(36 if narrow else 40)

    @override
    def on_shown(self) -> None:
        self.view.select_key("D05")
        self.view.setFocus()


def _points(shift: int) -> Callable[[Row], AxisPoints]:
    def points(r: Row) -> AxisPoints:
        place = int(r.id[1:])
        base = max(150, 500 - 25 * place + 50 * shift) // 50 * 50
        if r.rank is None and shift == 0:
            base = 250
        sheets = tuple(min(500, max(0, base + d)) for d in (-50, 0, 0, 50, 50)[: 4 + place % 2])
        return AxisPoints(sheets, min(500, base))

    return points


def _heat() -> HeatMap:
    heat = HeatMap("Totaal per beoordelaar")
    people = ("A. Verbeeck", "B. Dumortier", "K. Maes", "T. Simons")
    lines = []
    for n, name in enumerate(people):
        values = [930 - 25 * m - 35 * ((n * 7 + m * 3) % 4) for m in range(13)]
        lines.append(
            HeatRow(
                name,
                tuple(
                    HeatCell((v / 10 - 45) / 50, f"{v // 10},{v % 10}", v % 4 == 0 and n == 0)
                    for v in values
                ),
                "+0,9",
            )
        )
    heat.set_map([f"D{n:02}" for n in range(1, 14)], lines, "gemiddeld verschil")
    return heat


def _weights() -> QWidget:
    ground = pane()
    column = QVBoxLayout(ground)
    column.setContentsMargins(24, 20, 24, 20)
    column.setSpacing(4)
    column.addWidget(
        row(
            label("Gewichten", TextStyle.HEADING), None, label("som 100 %", TextStyle.CHIP, "text3")
        )
    )
    trials = (("Complementariteit", 40, 40), ("Kmo-bereik", 35, 33), ("Infrastructuur", 25, 27))
    for name, official, now in trials:
        slider = WeightSlider(name, official, 0, 100)
        slider.set_weight(now)
        said = label(f"officieel {official}", TextStyle.CAPTION, "text3")
        column.addSpacing(8)
        column.addWidget(row(label(name), said, None, label(f"{now} %", TextStyle.HEADING)))
        column.addWidget(slider)
    column.addSpacing(8)
    note = label(
        "Gevolg: twee dossiers wisselen van plaats, geen enkel zakt onder een drempel.",
        TextStyle.CHIP,
        "text2",
    )
    note.setWordWrap(True)
    column.addWidget(note)
    column.addSpacing(8)
    column.addWidget(row(button("Terug naar officieel", "undo"), None))
    column.addStretch(1)
    return ground
