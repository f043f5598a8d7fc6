"""The window for the projector: full screen, on the second screen where there is one."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QCloseEvent, QGuiApplication, QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget
from typing_extensions import override

from delpanel.services.meetings.meeting_state import Meeting
from delpanel.services.state.workspace import Workspace
from ui.models.meeting import clock, hour
from ui.models.points import window_language
from ui.models.slide import slide
from ui.widgets.big_slide import BigSlide

Trial = Mapping[str, int | None]


class BigScreen(QWidget):
    """F11 fills the screen, B blanks it, R shows the rank, Escape leaves full screen or closes.

    ``closed`` after it went away.
    """

    closed = Signal()

    def __init__(self) -> None:
        super().__init__()
        # The program ends with its main window, whatever the projector still shows
        self.setAttribute(Qt.WidgetAttribute.WA_QuitOnClose, False)
        # The chair goes on typing in the main window
        self.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
        self.slide = BigSlide(self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.slide)
        self.resize(1280, 720)
        self.retranslate()

    def show_on(self, main: QWidget) -> None:
        """Fill the screen on which the main window is not; with one screen stand beside it."""
        others = [s for s in QGuiApplication.screens() if s is not main.screen()]
        if others:
            self.setGeometry(others[0].geometry())
            self.showFullScreen()
        else:
            self.show()
        self.raise_()

    def toggle_full(self) -> None:
        """Fill the screen, or leave it again."""
        if self.isFullScreen():
            self.showNormal()
        else:
            self.showFullScreen()

    def toggle_blank(self) -> None:
        """Blank the picture, or show it again."""
        self.slide.set_blank(not self.slide.is_blank)

    def retranslate(self) -> None:
        """Set every text in the language of the window."""
        self.setWindowTitle(self.tr("Groot scherm"))

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        match event.key():
            case Qt.Key.Key_F11:
                self.toggle_full()
            case Qt.Key.Key_B:
                self.toggle_blank()
            case Qt.Key.Key_R:
                self.slide.set_rank_shown(not self.slide.shows_rank)
            case Qt.Key.Key_Escape:
                if self.isFullScreen():
                    self.showNormal()
                else:
                    self.close()
            case _:
                super().keyPressEvent(event)

    @override
    def closeEvent(self, event: QCloseEvent) -> None:
        self.closed.emit()
        super().closeEvent(event)

    @override
    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)


class Projector(QObject):
    """Keeps the big screen, if there is one, on what the room may see."""

    def __init__(self, workspace: Workspace, parent: QObject) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self.screen: BigScreen | None = None
        self._shows_item = False

    def open(self, main: QWidget) -> BigScreen:
        """Open the window for the projector, or bring it to the front."""
        if self.screen is None:
            self.screen = BigScreen()
            self.screen.closed.connect(self._on_closed)
            self.destroyed.connect(self.screen.deleteLater)
        self.screen.show_on(main)
        return self.screen

    def show(self, meeting: Meeting | None, trial: Trial | None, *, waits: bool) -> None:
        """Show the dossier on the table with the points on trial; neutral where ``trial`` is None.

        ``waits`` says that somebody still has to leave the room.
        """
        if self.screen is None:
            return
        self._shows_item = meeting is not None and trial is not None
        if meeting is not None and trial is not None:
            self.screen.slide.show_slide(slide(self._workspace.computed(), meeting.current, trial))
        else:
            title = self._workspace.call.title.text(window_language())
            note = self.tr("Even geduld, de zitting gaat zo verder") if waits else ""
            self.screen.slide.show_neutral(title, note)
        self.tick(meeting)

    def tick(self, meeting: Meeting | None) -> None:
        """Move the clock on: the time on the table, or the time of day."""
        if self.screen is None:
            return
        now = self._workspace.now()
        if meeting is None or not self._shows_item:
            self.screen.slide.show_clock(hour(now))
            return
        target = self.tr("van {0} min").format(meeting.minutes) if meeting.minutes else ""
        self.screen.slide.show_clock(clock(meeting.time_on(meeting.current, now)), target)

    def toggle_blank(self) -> None:
        """Blank the big screen, or show it again."""
        if self.screen is not None:
            self.screen.toggle_blank()

    def toggle_full(self) -> None:
        """Fill the screen of the projector, or leave it again."""
        if self.screen is not None:
            self.screen.toggle_full()

    def toggle_rank(self) -> None:
        """Show the rank on the big screen, or not."""
        if self.screen is not None:
            self.screen.slide.set_rank_shown(not self.screen.slide.shows_rank)

    def _on_closed(self) -> None:
        if self.screen is not None:
            self.screen.deleteLater()
            self.screen = None
