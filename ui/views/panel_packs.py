"""Packs: the opening key, and the sealed files and score sheets that go out to the members."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget
from typing_extensions import override

from delpanel.services.snapshot import Snapshot
from ui.commands import Acts
from ui.kit.dressing import button
from ui.kit.jobs import JobRunner
from ui.kit.notify import MessageArea
from ui.kit.page_toolbar import PageToolbar
from ui.views.panel_part import PanelPart, titled
from ui.views.panel_sheets import PanelDesk


class PacksPart(PanelPart):
    """What went out to whom, with its term."""

    def __init__(
        self,
        acts: Acts,
        runner: JobRunner,
        messages: MessageArea,
        desk: PanelDesk,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(acts, runner, messages, parent)
        self.bar = PageToolbar()
        self.sheets_button = button("", "export")
        self.bar.add(self.sheets_button)
        self.column.addWidget(titled(self.bar, QWidget()), 1)
        self.sheets_button.clicked.connect(desk.send)

    @override
    def segment_word(self, state: Snapshot) -> str:
        return self.tr("Pakketten")

    @override
    def show_state(self, state: Snapshot) -> None:
        self.sheets_button.setEnabled(any(state.assigned.values()))

    @override
    def retranslate(self) -> None:
        self.sheets_button.setText(self.tr("Bladen uitsturen"))
