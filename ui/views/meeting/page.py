"""The meeting as the chair sees it: agenda, the dossier on the table, the room, the clock."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from PySide6.QtCore import QObject, QTimer
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget
from typing_extensions import override

from delpanel.changes import Changes
from delpanel.errors import UserError
from delpanel.services.consensus.agreeing import Agreement
from delpanel.services.meetings import agenda as agendas
from delpanel.services.meetings import minutes
from delpanel.services.meetings.meeting_log import last_meeting
from delpanel.services.meetings.meeting_state import Meeting
from delpanel.services.state.presiding import Capacity
from ui.commands import Acts, Agree
from ui.kit.dressing import hairline
from ui.kit.notify import MessageArea, confirm
from ui.kit.page import Hint, Page
from ui.kit.theme import theme
from ui.models.meeting import ShownAgenda, agenda_rows, people
from ui.models.points import window_language
from ui.views.consensus.approving import ApprovalDesk
from ui.views.consensus.round_acts import bind_keys
from ui.views.meeting import notices
from ui.views.meeting.acts import MeetingActs
from ui.views.meeting.agenda import MeetingAgenda
from ui.views.meeting.bar import MeetingBar
from ui.views.meeting.big_screen import Projector
from ui.views.meeting.middle import MeetingMiddle
from ui.views.meeting.room import RoomPane
from ui.views.meeting.start import Opening

TICK_MS: Final = 1000
ROOM: Final = (296, 248)
AGENDA: Final = (288, 256)


class MeetingPage(Page):
    """Leads the meeting of a panel; everything it shows follows from the log.

    It stands in front of the consensus page; ``front_wanted`` with None goes back there.
    """

    def __init__(self, acts: Acts, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._acts = acts
        self._workspace = acts.workspace
        self.bar = MeetingBar()
        self.messages = MessageArea()
        self.agenda = MeetingAgenda()
        self.middle = MeetingMiddle(self._workspace)
        self.sheet, self.gate, self.room = self.middle.sheet, self.middle.gate, RoomPane()
        self.projector = Projector(self._workspace, self)
        self.lead = MeetingActs(acts)
        self.approvals = ApprovalDesk(acts, self.sheet, self, self._in_room)
        self._agenda = ShownAgenda()
        self._wants_new = False
        self._room_line = hairline(upright=True)
        self._tick = QTimer(self)
        self._tick.setInterval(TICK_MS)
        self._meeting: Meeting | None = None
        self._build()
        self._connect()
        self.retranslate()

    @override
    def title(self) -> str:
        return self.tr("Zitting")

    @override
    def hints(self) -> tuple[Hint, ...]:
        meeting = self._meeting
        is_open = meeting is not None and meeting.is_open
        return notices.hints(has_item=self.middle.shows_sheet, is_open=is_open)

    @override
    def on_shown(self) -> None:
        self.reload()
        self.middle.focus_start()

    @override
    def set_narrow(self, narrow: bool) -> None:
        super().set_narrow(narrow)
        self.agenda.setFixedWidth(theme().px(AGENDA[narrow]))
        self.room.setFixedWidth(theme().px(ROOM[narrow]))
        self.bar.set_narrow(narrow)

    @override
    def flush(self) -> None:
        """Note what stands in the field for notes: it was meant for the minutes."""
        text = self.room.note.text().strip()
        if text and self._meeting is not None and self._meeting.is_open:
            self.lead.note(text)
            self.room.note.clear()

    @override
    def retranslate(self) -> None:
        for part in (self.bar, self.agenda, self.middle, self.room):
            part.retranslate()
        self.reload()

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._tick.start()

    @override
    def hideEvent(self, event: QHideEvent) -> None:
        self._tick.stop()
        super().hideEvent(event)

    def reload(self) -> None:
        """Show the meeting as it stands; what is being typed stays."""
        held = last_meeting(self._workspace)
        self._meeting = held
        shown = held or Meeting(0)
        computed = self._workspace.computed()
        found = self._agenda.of(computed, None if shown.closed_at else held)
        rows = agenda_rows(found, computed, shown, self._workspace.now())
        self.agenda.show_rows(rows, agendas.explained(found, window_language()))
        self.agenda.set_movable(self.lead.may_act and (self._wants_new or not shown.closed_at))
        self.bar.show_meeting(held, len(rows), may_act=self.lead.may_act)
        self.room.show_people(people(computed.snapshot, shown), may_act=self.lead.may_act)
        self.room.show_talk(shown, may_act=self.lead.may_act)
        for part in (self.room, self._room_line):
            part.setVisible(shown.is_open)
        self.middle.show_meeting(
            shown, may_act=self.lead.may_act, may_agree=self.lead.may_agree, anew=self._wants_new
        )
        self.approvals.show(anonymous=False, may_act=self.lead.may_agree)
        state = notices.RoomState(shown, self._workspace, self.middle.deputy(shown))
        notices.show_room(self.messages, state, self.lead if self.lead.may_act else None)
        self._show_screen()
        self.tick()
        self.hints_changed.emit()

    def tick(self) -> None:
        """Move the clock on: on the page, on the big screen, on the buttons that name an hour."""
        meeting = self._meeting
        self.bar.show_time(meeting, self._workspace.now())
        if meeting is not None:
            self.middle.tick(meeting)
        self.projector.tick(meeting)

    def put_on_table(self, dossier: str) -> bool:
        """Open an item; False where that was refused or nothing sits."""
        is_open = self._meeting is not None and self._meeting.is_open
        if not is_open or not self.lead.open_item(dossier):
            return False
        self.middle.focus_start()
        return True

    def next_item(self) -> bool:
        """Put the next dossier of the agenda on the table, or take the last one off it."""
        meeting = self._meeting
        if meeting is None or not meeting.is_open:
            return False
        coming = [dossier for dossier in meeting.to_do if dossier in self.agenda.order()]
        if coming:
            return self.put_on_table(coming[0])
        return bool(meeting.current) and self.lead.close_item()

    def open_meeting(self, opening: Opening) -> bool:
        """Open the meeting with what was filled in, on the agenda at the left."""
        self._wants_new = False
        done = self.lead.open_meeting(opening, self.agenda.order(), self._meeting)
        self.middle.focus_start()
        return done

    def write_minutes(self, path: Path) -> bool:
        """Write the minutes where the user chose; False where that was refused."""
        try:
            minutes.write_minutes(self._workspace, path, replace=True)
        except UserError as error:
            self.messages.show_message(notices.refused(error))
            return False
        self.messages.show_message(notices.written(str(path)))
        return True

    def _build(self) -> None:
        centre = QVBoxLayout()
        centre.setSpacing(0)
        centre.addWidget(self.messages)
        centre.addWidget(self.middle, 1)
        line = QHBoxLayout()
        line.setSpacing(0)
        line.addWidget(self.agenda)
        line.addWidget(hairline(upright=True))
        line.addLayout(centre, 1)
        line.addWidget(self._room_line)
        line.addWidget(self.room)
        self.body.addWidget(self.bar)
        self.body.addWidget(hairline())
        self.body.addLayout(line, 1)
        self.set_narrow(False)

    def _connect(self) -> None:
        self._tick.timeout.connect(self.tick)
        self.bar.back_wanted.connect(lambda: self.front_wanted.emit(None))
        self.bar.screen_wanted.connect(self._on_screen)
        self.middle.edited.connect(self._show_screen)
        self.bar.target_chosen.connect(self.lead.set_timer)
        self.bar.next_wanted.connect(self._on_next)
        self.bar.close_wanted.connect(self._on_close)
        self.middle.between.next_wanted.connect(self.next_item)
        self.middle.done.minutes_wanted.connect(self._on_minutes)
        self.middle.done.new_wanted.connect(self._on_new)
        self.agenda.opened.connect(self.put_on_table)
        self.agenda.moved.connect(self.lead.fix)
        self.agenda.order_chosen.connect(lambda key: self.lead.choose_order(key, self._meeting))
        self.middle.start.opened.connect(self.open_meeting)
        self.gate.out_wanted.connect(self._on_out)
        self.gate.deputy_wanted.connect(self._on_deputy)
        self.room.moved.connect(self.lead.move)
        self.room.asked.connect(self.lead.ask)
        self.room.answered.connect(self.lead.answer)
        self.room.noted.connect(self.lead.note)
        self.room.decided.connect(self.lead.decide)
        self.room.struck.connect(self.lead.strike)
        self.sheet.committed.connect(self._on_agreed)
        self.sheet.reason_missing.connect(self._on_reason_missing)
        self._acts.refused.connect(self._on_refused)
        self._acts.hub.changed.connect(self._on_changed)
        onward = dict.fromkeys(("Ctrl+Return", "Ctrl+Enter", "Alt+Right"), self._on_next)
        keys = {**onward, "F11": self.projector.toggle_full}
        screen = {"B": self.projector.toggle_blank, "R": self.projector.toggle_rank}
        bind_keys(self, {**keys, **screen})

    def _in_room(self) -> frozenset[str]:
        return frozenset() if self._meeting is None else frozenset(self._meeting.in_room)

    def _on_deputy(self) -> None:
        if self.lead.preside_as(Capacity.DEPUTY):
            self.middle.focus_start()

    def _on_next(self) -> None:
        if self.middle.has_unsaved and not confirm(self, notices.unsaved(self.sheet.dossier)):
            return
        self.next_item()

    def _on_close(self) -> None:
        left = 0 if self._meeting is None else len(self._meeting.to_do)
        if confirm(self, notices.closing(left)):
            self.lead.close_meeting()
            self.middle.focus_start()

    def _on_new(self) -> None:
        self._wants_new = True
        self.reload()
        self.middle.focus_start()

    def _on_out(self, who: tuple[str, ...]) -> None:
        if self.lead.send_out(who):
            self.middle.focus_start()

    def _on_agreed(self, agreements: tuple[Agreement, ...]) -> None:
        dossier = self.sheet.dossier
        if self._acts.push(Agree(self._acts, dossier, agreements), self):
            self.messages.remove(notices.NOTICE)
            criteria = [one.criterion for one in agreements]
            self.sheet.forget(dossier, criteria)
            self.reload()
            self.sheet.focus_start(self.sheet.next_open(criteria[-1]))

    def _on_reason_missing(self, criterion: str) -> None:
        name = self._workspace.call.criterion_text(criterion).name.text(window_language())
        self.messages.show_message(notices.reason_missing(name))

    def _on_minutes(self, kind: str) -> None:
        path = self.middle.done.ask_target(kind)
        if path is not None:
            self.write_minutes(path)

    def _show_screen(self) -> None:
        """Show on the projector what the room may see, without a name of anybody."""
        trial = self.middle.trial() if self.middle.shows_sheet else None
        self.projector.show(self._meeting, trial, waits=self.middle.shows_gate)

    def _on_screen(self) -> None:
        self.projector.open(self.window())
        self._show_screen()

    def _on_changed(self, changes: Changes, origin: QObject | None) -> None:
        of_panel = changes.ranking or changes.panel or changes.allocation or changes.approvals
        if (changes.meeting or of_panel) and origin is not self and self.isVisible():
            self.reload()

    def _on_refused(self, error: UserError) -> None:
        if self.isVisible():
            self.messages.show_message(notices.refused(error))
