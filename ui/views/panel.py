"""Panel: who judges, which dossiers, and who may not."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget
from typing_extensions import override

from ui.commands import Acts
from ui.kit.empty_state import EmptyState
from ui.kit.jobs import JobRunner
from ui.kit.page import Page


class PanelPage(Page):
    """Evaluators and their dossiers."""

    def __init__(self, acts: Acts, runner: JobRunner, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._acts = acts
        self._runner = runner
        self.empty = EmptyState("user")
        self.body.addWidget(self.empty)
        self.retranslate()

    @override
    def title(self) -> str:
        return self.tr("Panel")

    @override
    def retranslate(self) -> None:
        self.empty.set_texts(self.tr("Nog geen beoordelaars"), "")
