"""Returns: whatever members handed in, what each file would change, and one act that takes it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

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


class ReturnsPart(PanelPart):
    """Files that came back, before anything is written."""

    def __init__(
        self,
        acts: Acts,
        runner: JobRunner,
        messages: MessageArea,
        desk: PanelDesk,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(acts, runner, messages, parent)
        self._desk = desk
        self.bar = PageToolbar()
        self.take_button = button("", "import")
        self.bar.add(self.take_button)
        self.column.addWidget(titled(self.bar, QWidget()), 1)
        self.take_button.clicked.connect(desk.take)

    @override
    def segment_word(self, state: Snapshot) -> str:
        return self.tr("Inzendingen")

    @override
    def show_state(self, state: Snapshot) -> None:
        self.take_button.setEnabled(any(state.assigned.values()))

    @override
    def retranslate(self) -> None:
        self.take_button.setText(self.tr("Bladen inlezen"))

    @override
    def take_files(self, files: Sequence[Path]) -> bool:
        self._desk.take_files(list(files))
        return True
