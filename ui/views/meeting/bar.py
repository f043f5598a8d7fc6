"""The toolbar of the meeting: where it stands, how long the item lasts, and what goes on."""

from __future__ import annotations

from datetime import datetime, timedelta

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QMenu, QToolButton, QWidget

from delpanel.services.meetings.meeting_state import Meeting
from ui.kit.dressing import button, label, wear_icon, wear_text
from ui.kit.fonts import TextStyle
from ui.kit.page_toolbar import PageToolbar
from ui.models.meeting import clock, target_choices
from ui.views.meeting import notices

translate = QCoreApplication.translate


class MeetingBar(QWidget):
    """Buttons for the ranking, the projector, the next item and the end."""

    back_wanted = Signal()
    screen_wanted = Signal()
    next_wanted = Signal()
    close_wanted = Signal()
    target_chosen = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.toolbar = PageToolbar()
        self.back_button = wear_icon(button(""), "left", "text")
        self.screen_button = button("")
        self.close_button = button("")
        self.next_button = button("")
        self.time = label("", TextStyle.TITLE)
        self.target = wear_text(QToolButton(), TextStyle.CHIP)
        self.target_menu = QMenu(self)
        self.late = label("", TextStyle.CHIP_STRONG, "warn")
        self._is_narrow = False
        for part in (
            self.time,
            self.target,
            self.late,
            self.screen_button,
            self.close_button,
            self.next_button,
        ):
            self.toolbar.add(part)
        line = QHBoxLayout(self)
        line.setContentsMargins(16, 0, 0, 0)
        line.setSpacing(0)
        line.addWidget(self.back_button)
        line.addWidget(self.toolbar, 1)
        self.target.setMenu(self.target_menu)
        self.target.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.target.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.target_menu.triggered.connect(lambda act: self.target_chosen.emit(act.data()))
        self.back_button.clicked.connect(self.back_wanted)
        self.screen_button.clicked.connect(self.screen_wanted)
        self.close_button.clicked.connect(self.close_wanted)
        self.next_button.clicked.connect(self.next_wanted)

    def show_meeting(self, meeting: Meeting | None, count: int, *, may_act: bool) -> None:
        """Say where the meeting stands."""
        self.toolbar.set_title(*notices.title(meeting, count))
        is_open = meeting is not None and meeting.is_open
        has_item = meeting is not None and bool(meeting.current)
        self.close_button.setVisible(is_open and may_act)
        self.target.setEnabled(may_act)
        self.next_button.setVisible(is_open and may_act and has_item)
        self.screen_button.setVisible(is_open)
        more = meeting is not None and bool(meeting.to_do)
        self.next_button.setText(
            translate("MeetingBar", "Volgende dossier")
            if more
            else translate("MeetingBar", "Dossier afsluiten")
        )

    def show_time(self, meeting: Meeting | None, now: datetime) -> None:
        """Show how long the dossier lies on the table, and by how much it runs late."""
        has_item = meeting is not None and bool(meeting.current)
        for part in (self.time, self.target, self.late):
            part.setVisible(has_item)
        if meeting is None or not has_item:
            return
        spent = meeting.time_on(meeting.current, now)
        target = timedelta(minutes=meeting.minutes)
        self.time.setText(clock(spent))
        self.time.setAccessibleName(translate("MeetingBar", "Tijd op tafel"))
        said = translate("MeetingBar", "van {0} min").format(meeting.minutes)
        self.target.setText(said if meeting.minutes else translate("MeetingBar", "streeftijd"))
        over = spent - target
        is_late = bool(meeting.minutes) and over >= timedelta(minutes=1)
        self.late.setVisible(is_late)
        minutes = over // timedelta(minutes=1)
        self.late.setText(translate("MeetingBar", "{0} min over tijd").format(minutes))

    def set_narrow(self, narrow: bool) -> None:
        """In a narrow window the way back is an arrow alone."""
        self._is_narrow = narrow
        self.retranslate()

    def retranslate(self) -> None:
        """Set every text in the language of the window."""
        back = translate("MeetingBar", "Rangschikking")
        self.back_button.setText("" if self._is_narrow else back)
        self.back_button.setAccessibleName(back)
        self.back_button.setToolTip(back)
        self.target.setAccessibleName(translate("MeetingBar", "Streeftijd per dossier"))
        self.target_menu.clear()
        for key, word in target_choices():
            self.target_menu.addAction(word).setData(int(key))
        self.screen_button.setText(translate("MeetingBar", "Groot scherm"))
        self.close_button.setText(translate("MeetingBar", "Zitting sluiten"))
        wear_text(self.time, TextStyle.TITLE)
