"""Attributes that break ties: what is recorded of each dossier, and the form that records it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QComboBox, QLineEdit, QWidget

from delpanel import messages
from delpanel.errors import UserError
from delpanel.model.typed_text import MOST_CHARACTERS
from delpanel.services.rankings.tie_attributes import (
    AttributeRow,
    Key,
    read_whole,
    standing_words,
    value_words,
)
from ui.kit.columns import Align, Column
from ui.kit.dressing import button, primary_button
from ui.kit.fonts import TextStyle
from ui.kit.list_form_dialog import ListFormDialog
from ui.kit.pinned_table import PinnedTable
from ui.kit.record_table import RecordTable
from ui.models.points import window_language

translate = QCoreApplication.translate


class AttributesDialog(ListFormDialog):
    """``recorded`` carries dossier, attribute, value and reason, ``cleared`` the same but value.

    ``locked`` is the sentence that says why nothing can change; with it there is no form.
    """

    # object: a whole number of more than 32 bits does not fit the int of a signal
    recorded = Signal(str, str, object, str)
    cleared = Signal(str, str, str)

    def __init__(
        self,
        dossiers: Mapping[str, str],
        attributes: Sequence[str],
        locked: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(locked, parent)
        self.setWindowTitle(self.tr("Gelijke standen"))
        self.resize(880, 560)
        self.table = RecordTable(_columns(dossiers), key=lambda found: found.key)
        self.view: PinnedTable[AttributeRow] = PinnedTable(self.table, pinned=0)
        self.view.setAccessibleName(self.tr("Kenmerken per dossier"))
        self.dossier, self.attribute = QComboBox(), QComboBox()
        self.value, self.reason = QLineEdit(), QLineEdit()
        self.save_button = primary_button(self.tr("Bewaren"))
        self.clear_button = button(self.tr("Wegnemen"))
        for number, name in dossiers.items():
            self.dossier.addItem(f"{number}  {name}", number)
        for name in attributes:
            self.attribute.addItem(name, name)
        self.reason.setMaxLength(MOST_CHARACTERS)
        fields = (
            (self.tr("Dossier"), self.dossier, 3),
            (self.tr("Kenmerk"), self.attribute, 2),
            (self.tr("Waarde"), self.value, 1),
            (self.tr("Reden"), self.reason, 4),
        )
        self.lay_out(self._about(), self.view, fields, (self.clear_button, self.save_button))
        self._connect()
        self._check()
        (self.view if locked else self.dossier).setFocus()

    def show_rows(self, rows: Sequence[AttributeRow], key: Key | None = None) -> None:
        """Show what is recorded now, with this one in front; the reason is to be given anew."""
        self.table.replace(rows)
        self.reason.clear()
        if key is None or not self.view.select_key(key):
            self.view.select_first()
        self._on_current(self.view.current_record())

    def chosen(self) -> Key:
        """Dossier and attribute of the form."""
        return str(self.dossier.currentData()), str(self.attribute.currentData())

    def _held(self) -> int | None:
        place = self.table.row_of(self.chosen())
        return self.table.record_at(place).value if place >= 0 else None

    def _check(self) -> None:
        held, said, value = self._held(), "", None
        try:
            value = read_whole(self.value.text())
        except UserError as error:
            said = messages.of_error(error, window_language())
        has_reason = bool(self.reason.text().strip())
        if not said and not has_reason:
            said = self.tr("Een reden is verplicht; ze komt in het logboek.")
        self.hint.setText(said)
        self.save_button.setText(self.tr("Bewaren") if held is None else self.tr("Wijzigen"))
        self.save_button.setEnabled(has_reason and value is not None and value != held)
        self.clear_button.setEnabled(has_reason and held is not None)

    def _on_current(self, found: AttributeRow | None) -> None:
        if found is not None:
            self.dossier.setCurrentIndex(self.dossier.findData(found.dossier))
            self.attribute.setCurrentIndex(self.attribute.findData(found.attribute))
        self._on_chosen()

    def _on_chosen(self) -> None:
        held = self._held()
        self.value.setText("" if held is None else value_words(held))
        self._check()

    def _on_save(self) -> None:
        try:
            value = read_whole(self.value.text())
        except UserError:
            return
        if value is not None:
            self.recorded.emit(*self.chosen(), value, self.reason.text())

    def _on_clear(self) -> None:
        self.cleared.emit(*self.chosen(), self.reason.text())

    def _connect(self) -> None:
        self.view.current_changed.connect(self._on_current)
        for field in (self.value, self.reason):
            field.textChanged.connect(self._check)
        for box in (self.dossier, self.attribute):
            box.currentIndexChanged.connect(self._on_chosen)
        self.save_button.clicked.connect(self._on_save)
        self.clear_button.clicked.connect(self._on_clear)

    def _about(self) -> str:
        return self.tr(
            "Dossiers met hetzelfde totaal worden eerst op de criteria van de oproep geordend en"
            " dan op deze kenmerken, bijvoorbeeld de plaats uit een loting. Wat ontbreekt, telt"
            " niet als nul: zolang een gelijke stand erop wacht, kan geen beslissing vastgelegd"
            " worden."
        )


def _columns(names: Mapping[str, str]) -> tuple[Column[AttributeRow], ...]:
    return (
        Column(
            "dossier",
            translate("TieAttributes", "Dossier"),
            lambda found: found.dossier,
            text=lambda found: f"{found.dossier}  {names.get(found.dossier, '')}",
            width=280,
            style=TextStyle.NAME,
            padding=16,
            stretch=True,
        ),
        Column(
            "attribute",
            translate("TieAttributes", "Kenmerk"),
            lambda found: found.attribute,
            width=160,
        ),
        Column(
            "value",
            translate("TieAttributes", "Waarde"),
            lambda found: found.value,
            text=lambda found: value_words(found.value),
            align=Align.RIGHT,
            width=110,
        ),
        Column(
            "needed",
            translate("TieAttributes", "Nodig"),
            lambda found: standing_words(found, window_language()),
            width=270,
            tip=lambda found: standing_words(found, window_language()),
        ),
    )
