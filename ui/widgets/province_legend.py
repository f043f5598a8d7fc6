"""What the grounds and marks of the province map mean, in words."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPainter, QPainterPath, QPen
from PySide6.QtWidgets import QHBoxLayout, QWidget
from typing_extensions import override

from ui.kit.dressing import label, pane
from ui.kit.fonts import TextStyle
from ui.kit.theme import theme
from ui.widgets.painted import Painted
from ui.widgets.province_ground import Service, draw_ground, draw_mark


class ProvinceSwatch(Painted):
    """A small piece of a province that stands like this, with its mark."""

    def __init__(self, service: Service, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self._service = service
        self.setFixedSize(28, 14)

    @override
    def paint(self, painter: QPainter, rect: QRectF) -> None:
        path = QPainterPath()
        path.addRect(rect.adjusted(0.5, 0.5, -0.5, -0.5))
        painter.setPen(QPen(theme().color("line2"), 1))
        draw_ground(painter, path, self._service)
        draw_mark(painter, QPointF(rect.center()), self._service)


class ProvinceLegend(QWidget):
    """A strip with a swatch and a word for each standing, and one sentence at the right."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.words = {service: label("", TextStyle.CAPTION, "text2") for service in Service}
        self.sentence = label("", TextStyle.CAPTION, "text3")
        ground = pane()
        line = QHBoxLayout(ground)
        line.setContentsMargins(16, 0, 16, 0)
        line.setSpacing(6)
        for service, word in self.words.items():
            line.addWidget(ProvinceSwatch(service))
            line.addWidget(word)
            line.addSpacing(8)
        line.addStretch(1)
        line.addWidget(self.sentence)
        outer = QHBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(ground)
        theme().changed.connect(self._on_theme)
        self._on_theme()

    def set_words(self, words: Mapping[Service, str], sentence: str) -> None:
        """Set every word in the language of the window."""
        for service, word in words.items():
            self.words[service].setText(word)
        self.sentence.setText(sentence)

    def _on_theme(self) -> None:
        self.setFixedHeight(theme().px(28))
