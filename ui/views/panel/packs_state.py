"""Beside the list of packs: who opens, what holds packs up, and what is in the pack at hand."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QLabel, QScrollArea, QVBoxLayout

from delpanel.services.packs.opening_keys import HeldKey
from delpanel.services.packs.pack_obstacles import Obstacle
from delpanel.services.state.snapshot import Snapshot
from ui import formats
from ui.kit.dressing import button, hairline, label, pane, row, section_label
from ui.kit.fonts import TextStyle
from ui.kit.tokens import Role
from ui.models.packs import PackRow, kind_word
from ui.models.points import window_language
from ui.widgets.status_chip import StatusChip

SHORT = 16


class PacksState(QScrollArea):
    """``key_wanted`` when somebody wants to make the opening key."""

    key_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFrameShape(QScrollArea.Shape.NoFrame)
        self.said = ""

    def show_state(
        self,
        state: Snapshot,
        held: HeldKey | None,
        hindered: Mapping[str, Obstacle],
        current: PackRow | None,
    ) -> None:
        """Show how things stand, and one pack."""
        ground = pane()
        column = QVBoxLayout(ground)
        column.setContentsMargins(24, 20, 24, 24)
        column.setSpacing(0)
        self._add_key(column, held)
        if held is not None:
            self._add_hindered(column, state, hindered)
        if current is not None:
            self._add_pack(column, current)
        column.addStretch(1)
        self.setWidget(ground)

    def _add_key(self, column: QVBoxLayout, held: HeldKey | None) -> None:
        column.addWidget(section_label(self.tr("Openingssleutel")))
        column.addSpacing(4)
        if held is None:
            column.addWidget(
                _wrapped(
                    self.tr(
                        "Alles wat leden indienen, wordt voor deze sleutel verzegeld. Hij bestaat"
                        " nog niet; kies eerst wie straks mag openen."
                    )
                )
            )
            column.addSpacing(12)
            made = button(self.tr("Openingssleutel maken"), "key")
            made.clicked.connect(self.key_wanted)
            column.addWidget(row(made, None))
        else:
            chip = StatusChip()
            said = (
                self.tr("{0} van {1} houders openen samen").format(held.needed, held.holders)
                if held.holders > 1
                else self.tr("de voorzitter opent alleen")
            )
            chip.set_status("key", said, "good", "text")
            column.addWidget(chip)
            column.addSpacing(4)
            public = _wrapped(held.public, TextStyle.CAPTION, "text3")
            font = public.font()
            # or the letters draw an x between two figures as a sign of multiplication
            font.setFeature(QFont.Tag("calt"), 0)
            public.setFont(font)
            column.addWidget(public)
        column.addSpacing(20)

    def _add_hindered(
        self, column: QVBoxLayout, state: Snapshot, hindered: Mapping[str, Obstacle]
    ) -> None:
        column.addWidget(section_label(self.tr("Scorepakketten")))
        column.addSpacing(4)
        waits = [p for p in state.evaluators if p.active and p.id in hindered]
        if not waits:
            column.addWidget(_wrapped(self.tr("Voor elk lid kan een scorepakket gemaakt worden.")))
        else:
            count = len([p for p in state.evaluators if p.active]) - len(waits)
            text = self.tr("Kan nu voor %n leden. Nog niet voor:", "", count)
            column.addWidget(_wrapped(text))
            for person in waits:
                said = hindered[person.id].sentence(window_language())
                column.addSpacing(8)
                column.addWidget(_wrapped(person.name, TextStyle.NAME))
                column.addWidget(_wrapped(said, TextStyle.CHIP, "warn"))
        column.addSpacing(20)

    def _add_pack(self, column: QVBoxLayout, current: PackRow) -> None:
        head = current.issued.head
        column.addWidget(hairline())
        column.addSpacing(16)
        title = self.tr("{0}: {1}, pakket {2}").format(
            current.name, kind_word(head.kind), head.number
        )
        column.addWidget(_wrapped(title, TextStyle.SECTION))
        column.addSpacing(4)
        lines: Sequence[tuple[str, str]] = (
            (self.tr("Dossiers"), ", ".join(current.issued.dossiers)),
            (self.tr("Termijn"), formats.moment(head.due_at)),
            (self.tr("Pakket"), head.id),
            (self.tr("SHA-256 van het bestand"), current.issued.digest),
        )
        for name, value in lines:
            column.addWidget(label(name, TextStyle.CAPTION, "text3"))
            column.addWidget(_wrapped(_breakable(value), TextStyle.CHIP))
            column.addSpacing(8)


def _breakable(text: str) -> str:
    """Let a long run of hex break, so that it does not widen the pane."""
    if " " in text or len(text) <= 2 * SHORT:
        return text
    return "\N{ZERO WIDTH SPACE}".join(text[i : i + SHORT] for i in range(0, len(text), SHORT))


def _wrapped(text: str, style: TextStyle = TextStyle.CELL, tone: Role = "text") -> QLabel:
    made = label(_breakable(text), style, tone)
    made.setWordWrap(True)
    made.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return made
