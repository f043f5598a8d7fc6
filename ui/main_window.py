"""The frame: which call, the steps, search, role and saved state above; keys and file below."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Final

from PySide6.QtCore import QEvent, QMimeData, Qt, Signal
from PySide6.QtGui import (
    QCloseEvent,
    QDragEnterEvent,
    QDropEvent,
    QKeySequence,
    QResizeEvent,
    QShortcut,
)
from PySide6.QtWidgets import QMainWindow, QStackedWidget, QVBoxLayout
from typing_extensions import override

from ui.kit.dressing import pane
from ui.kit.hint_bar import HintBar
from ui.kit.job_bar import JobBar
from ui.kit.jobs import JobRunner
from ui.kit.notify import MessageArea
from ui.kit.page import Page, Step
from ui.kit.top_bar import TopBar

NARROW: Final = 1360
SMALLEST: Final = (1024, 640)
OURS: Final = (".delpanel", ".delpack")
HANDED_IN: Final = (".delreturn", ".delkey")


class MainWindow(QMainWindow):
    """Shows one page at a time; knows steps and pages, no service.

    ``page_shown`` carries the id of the step that came to the front, ``file_dropped`` a file of
    ours that was dropped where no page took it, ``files_dropped`` what members handed in.
    """

    page_shown = Signal(str)
    file_dropped = Signal(str)
    files_dropped = Signal(object)
    role_clicked = Signal()
    journal_clicked = Signal()

    def __init__(self, runner: JobRunner, step_words: Callable[[str], str] = str) -> None:
        super().__init__()
        self._runner = runner
        self._steps: tuple[Step, ...] = ()
        self._pages: dict[str, Page] = {}
        self._fronts: dict[str, Page] = {}
        self._current = ""
        self._may_close: Callable[[], bool] = _always
        self.top_bar = TopBar()
        self.messages = MessageArea()
        self.job_bar = JobBar(runner, step_words)
        self.hint_bar = HintBar()
        self._stack = QStackedWidget()
        self._shortcuts: list[QShortcut] = []
        self.setMinimumSize(*SMALLEST)
        self.setAcceptDrops(True)
        self._build()
        self._connect()

    @property
    def current_step(self) -> str:
        """The id of the step in front, or an empty text."""
        return self._current

    def set_steps(self, steps: Sequence[Step]) -> None:
        """Show these steps (a role sees only its own); pages are made when first opened."""
        while (page := self._stack.widget(0)) is not None:
            self._stack.removeWidget(page)
            page.deleteLater()
        self._pages, self._fronts = {}, {}
        self._current = ""
        self._steps = tuple(steps)
        self.top_bar.pipeline.set_steps(self._steps)
        self._number_shortcuts()
        if self._steps:
            self.open_step(self._steps[0].id)

    def show_alone(self, page: Page) -> None:
        """Show a page without steps: the start page."""
        self.set_steps(())
        self._pages[""] = page
        self._stack.addWidget(page)
        self._bring("", page)

    def open_step(self, step_id: str) -> Page | None:
        """Bring a step to the front; None when this window has no such step."""
        step = next((s for s in self._steps if s.id == step_id), None)
        if step is None:
            return None
        if step_id not in self._pages:
            self._pages[step_id] = step.page()
            self._pages[step_id].front_wanted.connect(self._on_front)
            self._stack.addWidget(self._pages[step_id])
        self._bring(step_id, self._fronts.get(step_id, self._pages[step_id]))
        return self._pages[step_id]

    def page(self, step_id: str) -> Page | None:
        """The page of a step when it has been opened."""
        return self._pages.get(step_id)

    def flush(self) -> None:
        """Let every page store what is being typed."""
        for page in (*self._pages.values(), *self._fronts.values()):
            page.flush()

    def refresh_steps(self) -> None:
        """Ask every step for its count again, after each change."""
        self.top_bar.pipeline.refresh()

    def set_close_question(self, may_close: Callable[[], bool]) -> None:
        """Ask this before the window closes; False keeps it open."""
        self._may_close = may_close

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    @override
    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if dropped_file(event.mimeData()) or handed_in(event.mimeData()):
            event.acceptProposedAction()

    @override
    def dropEvent(self, event: QDropEvent) -> None:
        name = dropped_file(event.mimeData())
        if name:
            event.acceptProposedAction()
            self.file_dropped.emit(name)
        elif handed_in(event.mimeData()):
            event.acceptProposedAction()
            self.files_dropped.emit(handed_in(event.mimeData()))

    @override
    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.refresh_steps()
            self._show_hints()
        super().changeEvent(event)

    @override
    def closeEvent(self, event: QCloseEvent) -> None:
        self.flush()
        if not self._may_close():
            event.ignore()
            return
        self._runner.close()
        event.accept()

    @property
    def is_narrow(self) -> bool:
        """Whether the window is narrower than 1,360 pixels."""
        return self.width() < NARROW

    def _build(self) -> None:
        ground = pane()
        column = QVBoxLayout(ground)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.top_bar)
        column.addWidget(self.messages)
        column.addWidget(self.job_bar)
        column.addWidget(self._stack, 1)
        column.addWidget(self.hint_bar)
        self.setCentralWidget(ground)

    def _connect(self) -> None:
        self.top_bar.pipeline.chosen.connect(self.open_step)
        self.top_bar.search.textChanged.connect(self._on_search)
        self.top_bar.role_clicked.connect(self.role_clicked)
        self.top_bar.state_clicked.connect(self.journal_clicked)
        self.hint_bar.file_clicked.connect(self.journal_clicked)
        find = QShortcut(QKeySequence("Ctrl+K"), self)
        find.activated.connect(self.top_bar.open_search)

    def _number_shortcuts(self) -> None:
        for shortcut in self._shortcuts:
            shortcut.deleteLater()
        self._shortcuts = []
        for number, step in enumerate(self._steps[:9], start=1):
            shortcut = QShortcut(QKeySequence(f"Ctrl+{number}"), self)
            shortcut.setObjectName(step.id)
            shortcut.activated.connect(self._on_number)
            self._shortcuts.append(shortcut)

    def _bring(self, step_id: str, page: Page) -> None:
        before = self._stack.currentWidget() if self._current else None
        if isinstance(before, Page) and before is not page:
            before.hints_changed.disconnect(self._show_hints)
        if before is not page or self._stack.currentWidget() is not page:
            page.hints_changed.connect(self._show_hints, Qt.ConnectionType.UniqueConnection)
        self._current = step_id
        page.set_narrow(self.is_narrow)
        self._stack.setCurrentWidget(page)
        self.top_bar.pipeline.choose(step_id)
        self.top_bar.clear_search()
        page.on_shown()
        self._show_hints()
        self.page_shown.emit(step_id)

    def _shown(self) -> Page | None:
        """The page on screen: what stands in front of the step, else the step itself."""
        return self._fronts.get(self._current, self._pages.get(self._current))

    def _on_front(self, front: Page | None) -> None:
        """Put a page in front of the current step, or take it away; its maker keeps it."""
        base = self._pages.get(self._current)
        if base is None:
            return
        if front is None:
            self._fronts.pop(self._current, None)
        elif self._fronts.get(self._current) is not front:
            self._fronts[self._current] = front
            if self._stack.indexOf(front) < 0:
                front.front_wanted.connect(self._on_front)
                self._stack.addWidget(front)
        self._bring(self._current, front or base)

    def _on_number(self) -> None:
        self.open_step(self.sender().objectName())

    def _on_search(self, text: str) -> None:
        page = self._shown()
        if page is not None:
            page.search(text)

    def _show_hints(self) -> None:
        page = self._shown()
        self.hint_bar.set_hints(() if page is None else page.hints())

    def _fit(self) -> None:
        self.top_bar.set_narrow(self.is_narrow)
        self.hint_bar.set_narrow(self.is_narrow)
        page = self._shown()
        if page is not None and page.is_narrow != self.is_narrow:
            page.set_narrow(self.is_narrow)


def dropped_file(dragged: QMimeData) -> str:
    """Name the first panel or pack that is dragged; empty when there is none."""
    names = (url.toLocalFile() for url in dragged.urls() if url.isLocalFile())
    return next((name for name in names if name.lower().endswith(OURS)), "")


def handed_in(dragged: QMimeData) -> tuple[Path, ...]:
    """Give the files that are dragged where one of them is something a member handed in."""
    paths = tuple(Path(url.toLocalFile()) for url in dragged.urls() if url.isLocalFile())
    return paths if any(path.suffix.lower() in HANDED_IN for path in paths) else ()


def _always() -> bool:
    return True
