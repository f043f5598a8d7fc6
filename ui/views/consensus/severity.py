"""Who gives more or less than others, and the order without it: a sentence, then figures."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QVBoxLayout, QWidget

from delpanel.model.call import Call
from delpanel.services.consensus.severity_view import CorrectedMean, SeverityView
from ui import formats
from ui.kit.dressing import label
from ui.kit.fonts import TextStyle
from ui.views.consensus.figure_grid import FigureGrid
from ui.widgets.status_chip import StatusChip

translate = QCoreApplication.translate


class SeverityPane(QWidget):
    """Advisory: means over evaluators' own totals; no rank hangs on it."""

    def __init__(self, call: Call, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._call = call
        self._found: SeverityView | None = None
        self._is_there = False
        self._people: Mapping[str, str] = {}
        self._names: Mapping[str, str] = {}
        self._heading = label("", TextStyle.HEADING)
        self._lead = label("", TextStyle.CELL)
        self._parts = StatusChip()
        self._parts_text = label("", TextStyle.CHIP, "text2")
        self._note = label("", TextStyle.CHIP, "text3")
        for made in (self._lead, self._parts_text, self._note):
            made.setWordWrap(True)
        self.people, self.orders = FigureGrid(), FigureGrid()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        for part in (
            self._heading,
            self._lead,
            self._parts,
            self._parts_text,
            self.people,
            self.orders,
            self._note,
        ):
            column.addWidget(part)
        self.retranslate()

    def forget(self) -> None:
        """The panel changed: what stands here is no longer true."""
        self._found, self._is_there = None, False
        self._show()

    def show_severity(
        self, found: SeverityView | None, people: Mapping[str, str], names: Mapping[str, str]
    ) -> None:
        """Show it, or that there is nothing to measure; ``people`` is empty on the projector."""
        self._found, self._people, self._names = found, people, names
        self._is_there = True
        self._show()

    def lead(self) -> str:
        """The plain sentence."""
        return self._lead.text()

    def warning(self) -> str:
        """What is said about parts of the panel that share no evaluator; empty without."""
        return self._parts_text.text()

    def retranslate(self) -> None:
        """Set every text in the language of the window."""
        self._heading.setText(translate("Severity", "Strenge en milde beoordelaars"))
        self._note.setText(
            translate(
                "Severity",
                "Gemiddelden van wat beoordelaars zelf gaven, op 100, vóór de consensus. Een"
                " schatting met haar standaardfout; geen enkele rang hangt hiervan af.",
            )
        )
        self._show()

    def _show(self) -> None:
        found = self._found
        usable = found is not None and found.measurable
        for part in (self.people, self.orders):
            part.setVisible(usable)
        self._parts.setVisible(False)
        self._parts_text.setVisible(False)
        self._parts_text.setText("")
        if not self._is_there:
            self._lead.setText(translate("Sturdy", "Wordt berekend."))
            return
        if found is None:
            self._lead.setText(
                translate("Severity", "Er zijn te weinig punten om strengheid te kunnen meten.")
            )
            return
        self._lead.setText(severity_sentence(found))
        self._show_parts(found)
        if found.measurable:
            self._show_people(found)
        self._show_orders(found)

    def _show_parts(self, found: SeverityView) -> None:
        if found.components < 2:
            return
        self._parts.set_status("warn", translate("Severity", "Panel valt uiteen"), "warn")
        said = translate(
            "Severity",
            "Het panel bestaat uit {0} delen zonder gemeenschappelijke beoordelaar. Gemiddelden"
            " zonder strengheid zijn alleen binnen één deel te vergelijken.",
        )
        self._parts_text.setText(said.format(found.components))
        self._parts.setVisible(True)
        self._parts_text.setVisible(True)

    def _show_people(self, found: SeverityView) -> None:
        rows = [
            (
                self._people[row.evaluator],
                formats.signed(self._on_100(row.leniency)),
                formats.total(self._on_100(row.standard_error), 1),
            )
            for row in sorted(found.evaluators, key=lambda r: -r.leniency)
            if row.evaluator in self._people
        ]
        strong = [
            number
            for number, row in enumerate(
                r
                for r in sorted(found.evaluators, key=lambda r: -r.leniency)
                if r.evaluator in self._people
            )
            if row.stands_out
        ]
        heads = (
            translate("Severity", "Beoordelaar"),
            translate("Severity", "geeft meer"),
            translate("Severity", "± fout"),
        )
        self.people.show_rows(heads, rows, strong)

    def _show_orders(self, found: SeverityView) -> None:
        several = found.components > 1
        rows = [self._order_row(row, several=several) for row in found.dossiers]
        strong = [n for n, row in enumerate(found.dossiers) if row.rank != row.corrected_rank]
        heads = (
            translate("Severity", "Dossier"),
            translate("Severity", "gegeven"),
            translate("Severity", "rang"),
            translate("Severity", "zonder"),
            translate("Severity", "rang"),
            "",
        )
        self.orders.show_rows(heads, rows, strong)

    def _order_row(self, row: CorrectedMean, *, several: bool) -> tuple[str, ...]:
        name = self._names.get(row.dossier, row.dossier)
        if several:
            part = chr(ord("A") + row.component % 26)
            name = translate("Severity", "{0} (deel {1})").format(name, part)
        return (
            name,
            formats.total(self._on_100(row.mean_cp), 1),
            str(row.rank),
            formats.total(self._on_100(row.corrected_cp), 1),
            str(row.corrected_rank),
            _move(row),
        )

    def _on_100(self, centipoints: float) -> Fraction:
        """One decimal on 100; an estimate is read, never computed with."""
        return Fraction(round(centipoints * 1000 / self._call.rules.scale.maximum_cp), 10)


def severity_sentence(found: SeverityView) -> str:
    """What a chair without statistics has to know."""
    if not found.measurable:
        return translate(
            "Severity",
            "Er is geen meetbaar verschil in strengheid tussen de beoordelaars: er valt niets weg"
            " te rekenen.",
        )
    if found.complete:
        return translate(
            "Severity",
            "Iedereen beoordeelde elk dossier. Strengheid verschuift dan alle gemiddelden evenveel"
            " en verandert geen enkele plaats.",
        )
    moved = sum(row.rank != row.corrected_rank for row in found.dossiers)
    if not moved:
        return translate("Severity", "Ook zonder strengheid blijft de volgorde dezelfde.")
    return translate(
        "Severity", "%n dossiers zouden van plaats veranderen als strengheid wegviel.", "", moved
    )


def _move(row: CorrectedMean) -> str:
    places = row.rank - row.corrected_rank
    if not places:
        return ""
    arrow = "\N{UPWARDS ARROW}" if places > 0 else "\N{DOWNWARDS ARROW}"
    return f"{arrow}{abs(places)}"
