"""Passphrases of packs that were just made: shown once, to hand over by another way."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from delpanel.errors import UserError
from delpanel.services.packs import packing
from delpanel.services.packs.packing import WrittenPack
from delpanel.services.state.snapshot import Snapshot
from ui.kit.columns import Column
from ui.kit.dressing import button, hairline, label, pane, primary_button, row
from ui.kit.file_dialogs import choose_target
from ui.kit.fonts import TextStyle
from ui.kit.notify import Kind, Message, MessageArea
from ui.kit.pinned_table import PinnedTable
from ui.kit.record_table import RecordTable
from ui.models.issues import refusal_message


class PassphrasesDialog(QDialog):
    """One row per pack; the passphrases are nowhere once it closes."""

    def __init__(
        self, state: Snapshot, written: Sequence[WrittenPack], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._written = tuple(written)
        self.setWindowTitle(self.tr("Wachtzinnen"))
        self.resize(820, 460)
        self.messages = MessageArea()
        people = state.evaluator_by_id
        self.table: RecordTable[WrittenPack] = RecordTable(
            (
                Column[WrittenPack](
                    "name",
                    self.tr("Lid"),
                    lambda w: people[w.issued.head.evaluator].name,
                    width=180,
                    style=TextStyle.NAME,
                ),
                Column[WrittenPack](
                    "phrase", self.tr("Wachtzin"), lambda w: w.passphrase, width=330
                ),
                Column[WrittenPack](
                    "file",
                    self.tr("Bestand"),
                    lambda w: w.path.name,
                    tone=lambda _w: "text2",
                    tip=lambda w: str(w.path),
                    width=180,
                    stretch=True,
                ),
            ),
            key=lambda w: w.issued.head.id,
        )
        self.table.replace(self._written)
        self.view = PinnedTable(self.table, pinned=1)
        self.save_button = button(self.tr("Bewaren in een bestand"), "save")
        self.close_button = primary_button(self.tr("Ik heb ze genoteerd"))
        self._build()

    def save_to(self, path: Path) -> None:
        """Write the passphrases by member to a file for this person alone."""
        try:
            held = packing.read_passphrases(path)
            new = {w.issued.head.evaluator: w.passphrase for w in self._written}
            packing.write_passphrases(path, {**held, **new})
        except UserError as error:
            self.messages.show_message(refusal_message(error))
        else:
            lead = self.tr("De wachtzinnen staan in {0}.").format(path.name)
            self.messages.show_message(Message(Kind.GOOD, lead, key="saved"))

    def _on_save(self) -> None:
        kinds = self.tr("Wachtzinnen (*.toml)")
        title = self.tr("Wachtzinnen bewaren als")
        path = choose_target(self, title, kinds, Path("wachtzinnen.toml"))
        if path is not None:
            self.save_to(path)

    def _build(self) -> None:
        head = pane()
        top = QVBoxLayout(head)
        top.setContentsMargins(16, 12, 16, 12)
        top.setSpacing(4)
        title = self.tr("%n pakketten gemaakt", "", len(self._written))
        top.addWidget(label(title, TextStyle.HEADING))
        said = self.tr(
            "Dit is de enige keer dat u deze wachtzinnen ziet. Bezorg elk lid de zijne langs een"
            " andere weg dan het pakket. Gaat een wachtzin verloren, maak dan een nieuw pakket."
        )
        note = label(said, TextStyle.CELL, "text2")
        note.setWordWrap(True)
        top.addWidget(note)
        foot = pane("sunk")
        line = QVBoxLayout(foot)
        line.setContentsMargins(16, 10, 16, 10)
        line.addWidget(row(self.save_button, None, self.close_button))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(head)
        column.addWidget(self.messages)
        column.addWidget(hairline())
        column.addWidget(self.view, 1)
        column.addWidget(hairline(strong=True))
        column.addWidget(foot)
        self.save_button.clicked.connect(self._on_save)
        self.close_button.clicked.connect(self.accept)
