"""The middle of the meeting: the form before it, the gate, the sheet, the quiet places."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from delpanel.services.meetings.meeting_state import Meeting
from delpanel.services.state import presiding
from delpanel.services.state.workspace import Workspace
from ui.models.meeting import hour, name_of
from ui.views.consensus.sheet import AgreeSheet
from ui.views.meeting.gate import RecusalGate
from ui.views.meeting.places import Between, Done
from ui.views.meeting.start import MeetingStart


class MeetingMiddle(QStackedWidget):
    """Brings the part to the front that fits the meeting; ``edited`` after each typed point."""

    edited = Signal()

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self.start = MeetingStart()
        self.between = Between()
        self.gate = RecusalGate()
        self.sheet = AgreeSheet()
        self.done = Done()
        self._shown: tuple[object, ...] = ()
        # The agenda leads here, not the list of what is worth a talk
        self.sheet.back_button.hide()
        self.sheet.next_button.hide()
        for part in (self.start, self.between, self.gate, self.sheet, self.done):
            self.addWidget(part)

    @property
    def shows_sheet(self) -> bool:
        """Whether the contents of a dossier are on screen."""
        return self.currentWidget() is self.sheet

    @property
    def shows_gate(self) -> bool:
        """Whether somebody has to leave first."""
        return self.currentWidget() is self.gate

    @property
    def has_unsaved(self) -> bool:
        """Whether something was entered on the sheet and not recorded."""
        blocks = self.sheet.blocks if self.shows_sheet else ()
        return any(block.was_edited and block.is_changed for block in blocks)

    def show_meeting(self, meeting: Meeting, *, may_act: bool, may_agree: bool, anew: bool) -> None:
        """Show what fits; ``anew`` offers the form again after a meeting that was closed."""
        snapshot = self._workspace.snapshot()
        if meeting.is_open and meeting.current:
            if self._is_closed_to_us(meeting):
                self._show_gate(meeting)
                self.gate.setEnabled(may_act)
                self.setCurrentWidget(self.gate)
            else:
                self._show_sheet(meeting.current, may_agree=may_agree)
                self.setCurrentWidget(self.sheet)
        elif meeting.is_open:
            self.between.show_meeting(meeting, snapshot, may_act=may_act)
            self.setCurrentWidget(self.between)
        elif meeting.closed_at is not None and not anew:
            self.done.show_meeting(meeting, may_act=may_act)
            self.setCurrentWidget(self.done)
        else:
            self.start.show_people(snapshot, self._workspace.actor.name)
            self.start.setEnabled(may_act)
            self.setCurrentWidget(self.start)

    def tick(self, meeting: Meeting) -> None:
        """Renew the hour on the buttons of the gate."""
        if self.shows_gate:
            self._show_gate(meeting)

    def trial(self) -> dict[str, int | None]:
        """The points as they stand on the sheet, recorded or not."""
        return {block.criterion: block.draft().points_cp for block in self.sheet.blocks}

    def deputy(self, meeting: Meeting) -> str:
        """Who presides over what is on the table, where that is not the chair."""
        snapshot = self._workspace.snapshot()
        who = meeting.presiding(snapshot.conflicted) if meeting.current else ""
        return name_of(snapshot, who) if who and who != meeting.chair else ""

    def focus_start(self) -> None:
        """Put the focus where work goes on."""
        shown = self.currentWidget()
        if shown is self.start:
            self.start.place.setFocus()
        elif shown is self.sheet:
            self.sheet.focus_start()
        elif isinstance(shown, Between | RecusalGate | Done):
            shown.focus_start()

    def retranslate(self) -> None:
        """Set every text in the language of the window."""
        self._shown = ()
        for part in (self.start, self.between, self.sheet, self.done):
            part.retranslate()

    def _is_closed_to_us(self, meeting: Meeting) -> bool:
        """Whether somebody inside may not hear it, or who sits at this screen may not see it."""
        barred = presiding.withheld(self._workspace)
        inside = meeting.must_leave(self._workspace.snapshot().conflicted)
        return bool(inside) or meeting.current in barred

    def _show_gate(self, meeting: Meeting) -> None:
        snapshot = self._workspace.snapshot()
        leaving = meeting.must_leave(snapshot.conflicted)
        if not leaving:
            deputy = snapshot.presiding.deputy
            if presiding.is_deputy(snapshot, self._workspace.actor):
                deputy = ""
            self.gate.show_handover(meeting.current, name_of(snapshot, deputy) if deputy else "")
            return
        self.gate.show_waiting(
            meeting.current,
            [(who, name_of(snapshot, who)) for who in leaving],
            hour(self._workspace.now()),
            self.deputy(meeting),
        )

    def _show_sheet(self, dossier: str, *, may_agree: bool) -> None:
        """Open the sheet where something of it changed; else typing goes on undisturbed."""
        computed = self._workspace.computed()
        state = computed.snapshot
        shown = (dossier, state.agreed, state.assessments, state.conflicts, state.call_version)
        if shown == self._shown and self.sheet.blocks:
            return
        self._shown = shown
        self.sheet.open(computed, dossier)
        self.sheet.set_read_only(not may_agree)
        for block in self.sheet.blocks:
            block.edited.connect(self.edited)
