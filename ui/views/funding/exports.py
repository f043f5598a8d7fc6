"""What leaves the funding page as a file: the ranking, the papers of a decision, its figures."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QMenu, QPushButton, QWidget

from delpanel.errors import UserError
from delpanel.services.exports import exporting
from delpanel.services.state.workspace import Workspace
from scoring.errors import ScoringError
from ui.kit.dressing import wear_icon, wear_text
from ui.kit.fonts import TextStyle

KINDS = ("ranking", "overview", "decision", "solve")
NEED_FROZEN = frozenset({"overview", "decision"})


class ExportButton(QPushButton):
    """A button with an entry for each kind of file; ``refused`` carries why one was not written.

    The overview and the decision wait for a freeze.
    """

    refused = Signal(object)

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self.setAutoDefault(False)
        wear_text(self, TextStyle.NAME)
        wear_icon(self, "file", "text")
        self.choices = QMenu(self)
        self.entries = {kind: self.choices.addAction("") for kind in KINDS}
        for kind, entry in self.entries.items():
            entry.triggered.connect(partial(self._ask, kind))
        self.choices.aboutToShow.connect(self._refresh)
        self.setMenu(self.choices)

    def retranslate(self) -> None:
        """Set every text in the language of the window."""
        self.setText(self.tr("Bewaren als"))
        for kind, entry in self.entries.items():
            entry.setText(self._file(kind)[0])
        self._refresh()

    def save(self, kind: str, path: Path) -> bool:
        """Write one file over one the user agreed to replace; False where it is refused."""
        try:
            exporting.export(self._workspace, kind, path, replace=True)
        except (UserError, ScoringError) as error:
            self.refused.emit(error)
            return False
        return True

    def _refresh(self) -> None:
        frozen = self._workspace.snapshot().allocation is not None
        for kind in NEED_FROZEN:
            self.entries[kind].setEnabled(frozen)

    def _ask(self, kind: str, _checked: object = None) -> None:
        words, name, form = self._file(kind)
        chosen, _ = QFileDialog.getSaveFileName(self, words, name, form)
        if chosen:
            self.save(kind, Path(chosen))

    def _file(self, kind: str) -> tuple[str, str, str]:
        """Give the words of an entry, a name for its file, and the filter of the dialog."""
        return {
            "ranking": (
                self.tr("Rangschikking als Excel"),
                "rangschikking.xlsx",
                "Excel (*.xlsx)",
            ),
            "overview": (self.tr("Overzicht als PDF"), "overzicht.pdf", "PDF (*.pdf)"),
            "decision": (self.tr("Beslissing als JSON"), "decision.json", "JSON (*.json)"),
            "solve": (
                self.tr("Cijfers om na te rekenen"),
                "solve.jsonl",
                "JSON Lines (*.jsonl)",
            ),
        }[kind]
