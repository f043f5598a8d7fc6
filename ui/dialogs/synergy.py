"""Synergy between hubs: the declared pairs, and the form that sets, changes or takes one away."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QComboBox, QLineEdit, QWidget

from delpanel import messages
from delpanel.errors import UserError
from delpanel.model.synergy import pair_key
from delpanel.services.intake.synergy import (
    LONGEST_REASON,
    PairRow,
    read_signed,
    signed_points,
    standing_words,
)
from ui.kit.columns import Align, Column
from ui.kit.dressing import button, label, primary_button
from ui.kit.fonts import TextStyle
from ui.kit.list_form_dialog import ListFormDialog
from ui.kit.pinned_table import PinnedTable
from ui.kit.record_table import RecordTable
from ui.models.points import window_language

translate = QCoreApplication.translate


class SynergyDialog(ListFormDialog):
    """``declared`` carries two dossiers, points and a reason, ``withdrawn`` the same but points.

    ``locked`` is the sentence that says why nothing can change; with it there is no form.
    """

    declared = Signal(str, str, int, str)
    withdrawn = Signal(str, str, str)

    def __init__(
        self,
        dossiers: Mapping[str, str],
        most_cp: int,
        locked: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(locked, parent)
        self._most_cp = most_cp
        self.setWindowTitle(self.tr("Samenhang tussen hubs"))
        self.resize(920, 560)
        self.table = RecordTable(_columns(), key=lambda found: found.pair.key)
        self.view: PinnedTable[PairRow] = PinnedTable(self.table, pinned=0)
        self.view.setAccessibleName(self.tr("Paren met samenhang"))
        self.one, self.other = QComboBox(), QComboBox()
        self.points, self.reason = QLineEdit(), QLineEdit()
        self.save_button = primary_button(self.tr("Bewaren"))
        self.remove_button = button(self.tr("Wegnemen"))
        self.full = label("", TextStyle.CELL, "text2")
        for box in (self.one, self.other):
            for number, name in dossiers.items():
                box.addItem(f"{number}  {name}", number)
        self.other.setCurrentIndex(min(1, self.other.count() - 1))
        self.full.setWordWrap(True)
        self.points.setPlaceholderText("+0,25")
        self.reason.setMaxLength(LONGEST_REASON)
        fields = (
            (self.tr("Dossier"), self.one, 3),
            (self.tr("en dossier"), self.other, 3),
            (self.tr("Punten"), self.points, 1),
            (self.tr("Reden"), self.reason, 4),
        )
        buttons = (self.remove_button, self.save_button)
        self.lay_out(self._about(), self.view, fields, buttons, self.full)
        self._connect()
        self._check()
        (self.view if locked else self.one).setFocus()

    def show_pairs(self, rows: Sequence[PairRow], key: tuple[str, str] | None = None) -> None:
        """Show what is declared now, with this pair in front; the reason is to be given anew."""
        self.table.replace(rows)
        self.points.clear()
        self.reason.clear()
        if key is None or not self.view.select_key(key):
            self.view.select_first()
        self._on_current(self.view.current_record())

    def chosen(self) -> tuple[str, str]:
        """The two dossiers of the form."""
        return str(self.one.currentData()), str(self.other.currentData())

    def _points_cp(self) -> int | None:
        """What was typed; None for nothing, or for what cannot be."""
        try:
            value = read_signed(self.points.text())
        except UserError:
            return None
        return value if value and abs(value) <= self._most_cp else None

    def _held(self) -> PairRow | None:
        place = self.table.row_of(pair_key(*self.chosen()))
        return self.table.record_at(place) if place >= 0 else None

    def _check(self) -> None:
        one, other = self.chosen()
        held = self._held()
        said = ""
        if one == other:
            said = messages.sentence("SYNERGY_SELF", {"dossier": one}, window_language())
        elif self.points.text().strip() and self._points_cp() is None:
            params: Mapping[str, messages.Param] = {"most_cp": self._most_cp}
            said = messages.sentence("SYNERGY_RANGE", params, window_language())
        elif not self.reason.text().strip():
            said = self.tr("Een reden is verplicht; ze komt in het logboek en bij de beslissing.")
        ready = one != other and bool(self.reason.text().strip())
        self.hint.setText(said)
        self.save_button.setText(self.tr("Wijzigen") if held else self.tr("Bewaren"))
        self.save_button.setEnabled(ready and self._points_cp() is not None)
        self.remove_button.setEnabled(ready and held is not None)

    def _on_current(self, found: PairRow | None) -> None:
        self.full.setText("" if found is None else found.pair.reason)
        if found is not None:
            for box, number in zip((self.one, self.other), found.pair.key, strict=True):
                box.setCurrentIndex(box.findData(number))
            self.points.setText(signed_points(found.pair.points_cp))
        self._check()

    def _on_save(self) -> None:
        points_cp = self._points_cp()
        if points_cp is not None:
            self.declared.emit(*self.chosen(), points_cp, self.reason.text())

    def _on_remove(self) -> None:
        self.withdrawn.emit(*self.chosen(), self.reason.text())

    def _connect(self) -> None:
        self.view.current_changed.connect(self._on_current)
        for field in (self.points, self.reason):
            field.textChanged.connect(self._check)
        for box in (self.one, self.other):
            box.currentIndexChanged.connect(self._check)
        self.save_button.clicked.connect(self._on_save)
        self.remove_button.clicked.connect(self._on_remove)

    def _about(self) -> str:
        return self.tr(
            "Twee hubs kunnen samen meer waard zijn dan elk apart, of minder wanneer ze elkaar in"
            " de weg zitten. Het is alsof één van beide op elk criterium zoveel punten meer had."
            " Die punten tellen alleen bij ‘eerst dekking’, en alleen als beide steun krijgen."
        )


def _columns() -> tuple[Column[PairRow], ...]:
    return (
        Column(
            "pair",
            translate("Synergy", "Dossiers"),
            lambda found: " + ".join(found.pair.key),
            width=150,
            style=TextStyle.NAME,
            padding=16,
        ),
        Column(
            "points",
            translate("Synergy", "Punten"),
            lambda found: found.pair.points_cp,
            text=lambda found: signed_points(found.pair.points_cp),
            align=Align.RIGHT,
            width=76,
        ),
        Column(
            "standing",
            translate("Synergy", "Telt mee"),
            lambda found: standing_words(found, window_language()),
            width=290,
            tip=lambda found: standing_words(found, window_language()),
        ),
        Column(
            "reason",
            translate("Synergy", "Reden"),
            lambda found: found.pair.reason,
            width=240,
            stretch=True,
            tip=lambda found: found.pair.reason,
        ),
    )
