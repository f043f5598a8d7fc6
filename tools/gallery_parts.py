"""Every painted part once on one board, for the gallery."""

from __future__ import annotations

from fractions import Fraction

from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QGridLayout,
    QLineEdit,
    QPlainTextEdit,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from ui.kit.dressing import (
    button,
    icon_button,
    icon_label,
    label,
    labelled,
    pane,
    primary_button,
    row,
    section_label,
)
from ui.kit.fonts import TextStyle
from ui.kit.icons import icon_names
from ui.kit.notify import Kind, Message, MessageBar
from ui.widgets.envelope_bar import EnvelopeBars, EnvelopeLine
from ui.widgets.frontier_plot import FrontierPlot, FrontierPoint, PlotAxis
from ui.widgets.points_axis import AxisPoints, Initialled, InitialsAxis
from ui.widgets.progress_squares import ProgressSquares
from ui.widgets.province_ground import Service
from ui.widgets.province_map import ProvinceMap, ProvinceState
from ui.widgets.score_field import ScoreField
from ui.widgets.score_scale import ScoreScale
from ui.widgets.status_chip import CodeChip, StatusChip
from ui.widgets.total_bar import PossibleBar
from ui.widgets.weight_triangle import Region, WeightTriangle


def parts() -> QWidget:
    board = pane()
    columns = QGridLayout(board)
    columns.setContentsMargins(24, 24, 24, 24)
    columns.setHorizontalSpacing(40)
    for number, made in enumerate((_first(), _second(), _third())):
        columns.addLayout(made, 0, number)
        columns.setColumnStretch(number, 1)
    return board


def _first() -> QVBoxLayout:
    column = QVBoxLayout()
    for style in TextStyle:
        column.addWidget(label(f"{style.name.lower()} 1.950.000,00 Onze Il1 0O", style))
    scale = ScoreScale("Kmo-bereik", threshold=300)
    scale.set_points(400)
    field = ScoreField("Kmo-bereik")
    field.set_points(400)
    empty = ScoreScale("Infrastructuur", threshold=300)
    column.addSpacing(8)
    column.addWidget(row(field, scale, spacing=16))
    column.addWidget(row(ScoreField("Infrastructuur"), empty, spacing=16))
    possible = PossibleBar("Totaal")
    possible.set_range(Fraction(60), Fraction(85), 60, 100, "drempel 60")
    column.addWidget(label("60,0 tot 85,0", TextStyle.HERO))
    column.addWidget(possible)
    squares = ProgressSquares("Mijn dossiers")
    squares.set_progress((True,) * 4 + (False,) * 8, 4)
    column.addWidget(squares)
    axis = InitialsAxis("Complementariteit")
    axis.set_points(
        AxisPoints(consensus=450),
        [
            Initialled("KM", 300, is_far=True),
            Initialled("AV", 400),
            Initialled("BD", 400),
            Initialled("LP", 450),
            Initialled("SW", 500),
        ],
    )
    column.addWidget(axis)
    column.addStretch(1)
    return column


def _second() -> QVBoxLayout:
    column = QVBoxLayout()
    envelope = EnvelopeBars("Enveloppen")
    envelope.set_lines(
        (
            EnvelopeLine("EFRO", 278, 300, "2.780.000", "rest 220.000", "d1"),
            EnvelopeLine("Vlaams", 184, 200, "1.840.000", "rest 160.000", "d2"),
            EnvelopeLine("Eigen", 233, None, "2.330.000", "geen plafond", "d3", 300),
        )
    )
    column.addWidget(envelope)
    for hubs in (
        {"BE21": "D01", "BE22": "D04", "BE23": "D06", "BE24": "D08"},
        {"BE21": "D02", "BE22": "D04", "BE23": "D07", "BE24": "D08", "BE25": "D10"},
    ):
        states = {k: ProvinceState(Service.SERVED, (v,)) for k, v in hubs.items()}
        if "BE25" in hubs:
            states["BE25"] = ProvinceState(Service.CONTESTED, ("D10", "D12"))
        made = ProvinceMap("Kaart")
        made.set_states(states)
        made.setMinimumHeight(130)
        column.addWidget(made)
    triangle = WeightTriangle("Beslissingskaart")
    o = (0.40, 0.35, 0.25)
    mid = (0.30, 0.33, 0.37)
    triangle.set_regions(
        ("Complementariteit", "Kmo-bereik", "Infrastructuur"),
        [
            Region("a", "D06 eerst", ((1, 0, 0), (0.5, 0.5, 0), mid, (0.4, 0, 0.6))),
            Region("b", "D01 eerst", ((0.5, 0.5, 0), (0, 1, 0), (0, 0.4, 0.6), mid)),
            Region("c", "D04 eerst", ((0.4, 0, 0.6), mid, (0, 0.4, 0.6), (0, 0, 1))),
        ],
        o,
        (0.33, 0.40, 0.27),
    )
    triangle.setMinimumHeight(260)
    column.addWidget(triangle)
    plot = FrontierPlot("Meer geld")
    plot.set_points(
        [
            FrontierPoint("a", 2.2, 300),
            FrontierPoint("b", 2.78, 348, "A"),
            FrontierPoint("c", 3.0, 416.5, "B voorstel", is_chosen=True),
            FrontierPoint("d", 3.4, 430),
            FrontierPoint("e", 2.9, 330, "lager", on_frontier=False),
        ],
        PlotAxis("EFRO, miljoen euro", ((2, "2,0"), (2.5, "2,5"), (3, "3,0"), (3.5, "3,5"))),
        PlotAxis("Som van totalen", ((250, "250"), (350, "350"), (450, "450"))),
    )
    plot.setMinimumHeight(220)
    column.addWidget(plot)
    return column


def _third() -> QVBoxLayout:
    column = QVBoxLayout()
    column.addWidget(row(primary_button("Voorstel B vastleggen"), button("Sluiten", "close"), None))
    off = button("Niet nu")
    off.setEnabled(False)
    off_primary = primary_button("12 brieven vrijgeven")
    off_primary.setEnabled(False)
    column.addWidget(row(off, off_primary, icon_button("undo", "Ongedaan maken"), None))
    column.addWidget(labelled("Naam", QLineEdit("Hageland Datalab"), "Zoals in het dossier"))
    combo = QComboBox()
    combo.addItems(["Antwerpen", "Limburg"])
    column.addWidget(labelled("Provincie", combo))
    text = QPlainTextEdit("Tien federaties tekenden en leiden toe per sector.")
    text.setFixedHeight(72)
    column.addWidget(labelled("Motivering", text))
    radio, other = QRadioButton("A Rangschikking"), QRadioButton("B Dekking")
    other.setChecked(True)
    column.addWidget(row(radio, other, QCheckBox("Nagelezen"), None))
    for kind in Kind:
        column.addWidget(MessageBar(Message(kind, "Wat er is.", "Wat u kunt doen.")))
    chips = [CodeChip(code) for code in ("GK", "GK-VW", "RES", "AF-PR", "AF-DR")]
    column.addWidget(row(*chips, None))
    for icon, word, tone in (
        ("checkc", "Gefinancierd", "good"),
        ("pause", "Reserve", "text2"),
        ("warn", "1 open vraag", "warn"),
        ("err", "Onder drempel", "bad"),
    ):
        chip = StatusChip()
        chip.set_status(icon, word, tone)  # type: ignore[arg-type]  # roles
        column.addWidget(chip)
    column.addWidget(section_label("Iconen"))
    grid = QGridLayout()
    for number, name in enumerate(icon_names()):
        grid.addWidget(icon_label(name, "text", 20), number // 12, number % 12)
    column.addLayout(grid)
    column.addStretch(1)
    return column
