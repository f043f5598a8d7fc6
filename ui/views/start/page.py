"""The start page: open a panel, make one for a call, or look at the demo."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QPushButton, QVBoxLayout, QWidget
from typing_extensions import override

from delpanel.model.call import Call
from ui.connection import panel_word
from ui.kit.dressing import button, hairline, label, pane, primary_button, row, wear_text
from ui.kit.fonts import TextStyle
from ui.kit.page import Hint, Page
from ui.models.points import window_language
from ui.views.start.rehearsal import RehearsalButton

WIDTH = 880


class StartPage(Page):
    """Left what one does, right what one did last.

    ``new_requested`` carries the name of a shipped call or the path of a call file, and the file
    to make; ``demo_requested`` the folder for the demo; ``rehearsal_requested`` what it is a
    rehearsal of, and its folder.
    """

    open_requested = Signal(str)
    server_requested = Signal()
    new_requested = Signal(str, str)
    demo_requested = Signal(str)
    rehearsal_requested = Signal(str, str)

    def __init__(
        self, recent: Sequence[str], shipped: Mapping[str, Call], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.open_button = primary_button(self.tr("Paneel openen"), "file")
        self.pack_button = button(self.tr("Pakket openen"), "lock")
        self.server_button = button(self.tr("Server openen"))
        self.demo_button = button(self.tr("Demo-oproep bekijken"))
        self.own_button = button(self.tr("Eigen oproepbestand kiezen"))
        self.rehearsal_button = RehearsalButton(recent, shipped)
        self._recent = [name for name in recent if "://" in name or Path(name).exists()]
        self._build(shipped)
        self.open_button.clicked.connect(self._on_open)
        self.pack_button.clicked.connect(self._on_pack)
        self.server_button.clicked.connect(self._on_server)
        self.demo_button.clicked.connect(self._on_demo)
        self.rehearsal_button.requested.connect(self.rehearsal_requested)
        self.own_button.clicked.connect(self._on_own)

    @override
    def title(self) -> str:
        return self.tr("Start")

    @override
    def hints(self) -> tuple[Hint, ...]:
        return (Hint(("Tab",), self.tr("volgende keuze")), Hint(("Enter",), self.tr("kiezen")))

    @override
    def on_shown(self) -> None:
        self.open_button.setFocus()

    def _build(self, shipped: Mapping[str, Call]) -> None:
        block = QWidget()
        block.setFixedWidth(WIDTH)
        sides = QHBoxLayout(block)
        sides.setSpacing(48)
        sides.addWidget(self._acts(shipped), 3)
        sides.addWidget(hairline(upright=True))
        sides.addWidget(self._last(), 2)
        ground = pane()
        outer = QVBoxLayout(ground)
        outer.addStretch(1)
        outer.addWidget(block, 0, Qt.AlignmentFlag.AlignHCenter)
        outer.addStretch(2)
        self.body.addWidget(ground)

    def _acts(self, shipped: Mapping[str, Call]) -> QWidget:
        side = QWidget()
        column = QVBoxLayout(side)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(label(self.tr("Van dossiers naar beslissingen"), TextStyle.HERO))
        said = self.tr(
            "Een paneelbestand bevat alles van één oproep: dossiers, punten, consensus, toekenning "
            "en brieven. Alles wat u typt, wordt meteen bewaard."
        )
        words = label(said, TextStyle.CELL, "text2")
        words.setWordWrap(True)
        column.addWidget(words)
        column.addSpacing(8)
        column.addWidget(row(self.open_button, self.pack_button, self.server_button, None))
        column.addWidget(row(self.demo_button, self.rehearsal_button, None))
        column.addSpacing(24)
        column.addWidget(label(self.tr("Nieuw paneel voor een oproep"), TextStyle.HEADING))
        for name, call in shipped.items():
            column.addWidget(self._call_button(name, call))
        column.addWidget(row(self.own_button, None))
        column.addStretch(1)
        return side

    def _call_button(self, name: str, call: Call) -> QPushButton:
        language = window_language()
        title, kind = call.title.text(language), call.kind.text(language)
        made = wear_text(QPushButton(f"{title}  ·  {kind}"), TextStyle.NAME)
        made.setObjectName(f"call-{name}")
        made.setProperty("call", name)
        made.setStyleSheet("text-align: left")
        made.clicked.connect(self._on_new)
        return made

    def _last(self) -> QWidget:
        side = QWidget()
        column = QVBoxLayout(side)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(label(self.tr("Laatst geopend"), TextStyle.HEADING))
        if not self._recent:
            column.addWidget(label(self.tr("Nog niets"), TextStyle.CELL, "text3"))
        for target in self._recent:
            made = wear_text(QPushButton(panel_word(target)), TextStyle.NAME)
            made.setToolTip(target)
            made.setProperty("target", target)
            made.setStyleSheet("text-align: left")
            made.clicked.connect(self._on_recent)
            column.addWidget(made)
        hint = label(
            self.tr("U kunt een paneelbestand of een pakket ook op dit venster laten vallen."),
            TextStyle.CAPTION,
            "text3",
        )
        hint.setWordWrap(True)
        column.addSpacing(8)
        column.addWidget(hint)
        column.addStretch(1)
        return side

    def _on_open(self) -> None:
        name, _ = QFileDialog.getOpenFileName(
            self, self.tr("Paneel openen"), "", self.tr("Panelen (*.delpanel);;Alle bestanden (*)")
        )
        if name:
            self.open_requested.emit(name)

    def _on_pack(self) -> None:
        kinds = self.tr("Pakketten (*.delpack);;Alle bestanden (*)")
        name, _ = QFileDialog.getOpenFileName(self, self.tr("Pakket openen"), "", kinds)
        if name:
            self.open_requested.emit(name)

    def _on_server(self) -> None:
        self.server_requested.emit()

    def _on_recent(self) -> None:
        self.open_requested.emit(str(self.sender().property("target")))

    def _on_new(self) -> None:
        self._make(str(self.sender().property("call")))

    def _on_own(self) -> None:
        name, _ = QFileDialog.getOpenFileName(
            self, self.tr("Oproepbestand kiezen"), "", self.tr("Oproepen (*.toml)")
        )
        if name:
            self._make(name)

    def _make(self, call: str) -> None:
        proposed = f"{Path(call).stem}.delpanel"
        name, _ = QFileDialog.getSaveFileName(
            self, self.tr("Nieuw paneel bewaren als"), proposed, self.tr("Panelen (*.delpanel)")
        )
        if name:
            target = name if name.endswith(".delpanel") else f"{name}.delpanel"
            self.new_requested.emit(call, target)

    def _on_demo(self) -> None:
        folder = QFileDialog.getExistingDirectory(self, self.tr("Map voor de demo"))
        if folder:
            self.demo_requested.emit(folder)
