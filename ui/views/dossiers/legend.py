"""The strip under the list: what the colours mean, and the one sentence that matters."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QWidget

from ui.kit.dressing import label, pane
from ui.kit.fonts import TextStyle
from ui.kit.theme import theme
from ui.widgets.financing_bar import SERIES, Swatch


class Legend(QWidget):
    """Swatches, the scale of the bars, and asked against available at the right."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.words = [label("", TextStyle.CAPTION, "text3") for _ in SERIES]
        self.scale = label("", TextStyle.CAPTION, "text3")
        self.sentence = label("", TextStyle.KEY, "text2")
        ground = pane()
        line = QHBoxLayout(ground)
        line.setContentsMargins(16, 0, 16, 0)
        line.setSpacing(6)
        for role, word in zip(SERIES, self.words, strict=True):
            line.addWidget(Swatch(role))
            line.addWidget(word)
            line.addSpacing(8)
        line.addSpacing(4)
        line.addWidget(self.scale)
        line.addStretch(1)
        line.addWidget(self.sentence)
        outer = QHBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(ground)
        theme().changed.connect(self._on_theme)
        self._on_theme()
        self.retranslate()

    def retranslate(self) -> None:
        """Set the words in the language of the window."""
        names = (self.tr("EFRO"), self.tr("Vlaams"), self.tr("eigen bijdrage"))
        for word, name in zip(self.words, names, strict=True):
            word.setText(name)
        self.scale.setText(self.tr("balklengte = totale kost"))

    def set_sentence(self, text: str) -> None:
        """Say what is asked against the envelope."""
        self.sentence.setText(text)

    def _on_theme(self) -> None:
        self.setFixedHeight(theme().px(32))
