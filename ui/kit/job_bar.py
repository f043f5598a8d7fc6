"""Progress of long work: it appears after a moment, says how far, and offers to stop."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QFrame, QHBoxLayout, QProgressBar, QWidget

from ui.kit.dressing import button, label
from ui.kit.fonts import TextStyle
from ui.kit.jobs import Job, JobRunner

DELAY_MS: Final = 600


class JobBar(QFrame):
    """A bar across the page; short work never shows it.

    ``words`` turns the code of a step into a sentence of the window's language.
    """

    def __init__(
        self,
        runner: JobRunner,
        words: Callable[[str], str] = str,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("infoBar")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._words = words
        self._job: Job | None = None
        self._name = label("", TextStyle.SECTION)
        self._count = label("", TextStyle.CHIP, "text2")
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.setAccessibleName(self.tr("Voortgang"))
        self.cancel_button = button(self.tr("Annuleren"))
        self.cancel_button.clicked.connect(self._on_cancel)
        line = QHBoxLayout(self)
        line.setContentsMargins(16, 8, 16, 8)
        line.setSpacing(12)
        line.addWidget(self._name)
        line.addWidget(self._bar, 1)
        line.addWidget(self._count)
        line.addWidget(self.cancel_button)
        self._delay = QTimer(self)
        self._delay.setSingleShot(True)
        self._delay.setInterval(DELAY_MS)
        self._delay.timeout.connect(self.show)
        runner.became_busy.connect(self._on_busy)
        runner.became_idle.connect(self._on_idle)
        self.hide()

    def _on_busy(self, job: Job) -> None:
        self._job = job
        self._name.setText(job.name)
        self._count.setText("")
        self._bar.setRange(0, 0)
        self.cancel_button.setText(self.tr("Annuleren"))
        self.cancel_button.setEnabled(True)
        job.progressed.connect(self._on_progressed)
        self._delay.start()

    def _on_progressed(self, done: int, total: int, code: str) -> None:
        self._bar.setRange(0, max(total, 1))
        self._bar.setValue(done)
        counted = self.tr("{0} van {1}").format(done, total)
        self._count.setText(f"{self._words(code)}  {counted}".strip() if code else counted)

    def _on_cancel(self) -> None:
        if self._job is not None:
            self._job.cancel()
            self.cancel_button.setEnabled(False)
            self._count.setText(self.tr("stopt na deze stap"))

    def _on_idle(self) -> None:
        self._delay.stop()
        self._job = None
        self.hide()
