"""Whose words are in an agreed motivation: for the panel, never for the letter."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from delpanel.model.assessment import ReasonSource
from ui.kit.dressing import icon_label, label
from ui.kit.fonts import TextStyle

translate = QCoreApplication.translate


class SourceLine(QWidget):
    """One quiet line under the motivation; hidden as long as nobody was quoted."""

    def __init__(self, names: Mapping[str, str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._names = names
        self._said: QLabel = label("", TextStyle.CAPTION, "text2")
        self._said.setWordWrap(True)
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(6)
        line.addWidget(icon_label("link", "text3", 14))
        line.addWidget(self._said, 1)
        self.hide()

    def show_sources(self, sources: Sequence[ReasonSource], motivation: str) -> None:
        """Say whose words stand there as they were, and whose are only the basis."""
        said = source_words(sources, motivation, self._names)
        self._said.setText(said)
        self.setVisible(bool(said))

    def words(self) -> str:
        """What is said now."""
        return self._said.text()


def source_words(sources: Sequence[ReasonSource], motivation: str, names: Mapping[str, str]) -> str:
    """Name the members whose words were taken over."""
    literal = [one for one in sources if one.is_literal_in(motivation)]
    basis = [one for one in sources if one not in literal]
    parts = []
    if literal:
        said = translate("ConsensusSources", "Overgenomen van {0}.")
        parts.append(said.format(_listed(literal, names)))
    if basis:
        said = translate("ConsensusSources", "Op basis van {0}.")
        parts.append(said.format(_listed(basis, names)))
    return " ".join(parts)


def _listed(sources: Sequence[ReasonSource], names: Mapping[str, str]) -> str:
    return ", ".join(names.get(one.evaluator, one.evaluator) for one in sources)
