"""The two quiet places of a meeting: between two dossiers, and after the end."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QStackedLayout, QWidget

from delpanel.services.meetings.meeting_state import Meeting
from delpanel.services.state.snapshot import Snapshot
from ui.kit.dressing import button, primary_button
from ui.kit.empty_state import EmptyState
from ui.kit.file_dialogs import choose_target
from ui.models.meeting import hour

translate = QCoreApplication.translate


class Between(QWidget):
    """No dossier is on the table; the next one is a button away."""

    next_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.next_button = primary_button("")
        self.state = EmptyState("people", "", "", (self.next_button,))
        QStackedLayout(self).addWidget(self.state)
        self.next_button.clicked.connect(self.next_wanted)

    def show_meeting(self, meeting: Meeting, snapshot: Snapshot, *, may_act: bool) -> None:
        """Name the next dossier, or say that all were treated."""
        coming = next(iter(meeting.to_do), "")
        self.next_button.setVisible(bool(coming) and may_act)
        if not coming:
            self.state.set_texts(
                translate("Between", "Alle dossiers zijn behandeld"),
                translate(
                    "Between", "Sluit de zitting, of kies links een dossier om erop terug te komen."
                ),
            )
            return
        record = snapshot.dossier_by_id.get(coming)
        self.state.set_texts(
            translate("Between", "Er ligt geen dossier op tafel"),
            translate("Between", "Volgt op de agenda: {0} {1}.").format(
                coming, record.name if record else ""
            ),
        )
        self.next_button.setText(translate("Between", "{0} op tafel").format(coming))

    def focus_start(self) -> None:
        """Put the focus on the button that goes on."""
        self.state.focus_first()

    def retranslate(self) -> None:
        """Texts come with the meeting."""


class Done(QWidget):
    """The meeting is closed: minutes, or another meeting."""

    minutes_wanted = Signal(str)
    new_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._number = 0
        self.pdf_button = primary_button("")
        self.word_button = button("")
        self.new_button = button("")
        buttons = (self.pdf_button, self.word_button, self.new_button)
        self.state = EmptyState("checkc", "", "", buttons)
        QStackedLayout(self).addWidget(self.state)
        self.pdf_button.clicked.connect(lambda: self.minutes_wanted.emit(".pdf"))
        self.word_button.clicked.connect(lambda: self.minutes_wanted.emit(".docx"))
        self.new_button.clicked.connect(self.new_wanted)

    def show_meeting(self, meeting: Meeting, *, may_act: bool) -> None:
        """Say when it was closed and how much was treated."""
        self._number = meeting.number
        closed = meeting.closed_at
        count = len(meeting.treated)
        self.new_button.setVisible(may_act)
        self.state.set_texts(
            translate("Done", "Zitting {0} is gesloten").format(meeting.number),
            translate("Done", "%n dossiers behandeld, gesloten om {0}.", None, count).replace(
                "{0}", "" if closed is None else hour(closed)
            )
            + " "
            + translate(
                "Done",
                "De notulen zijn opgemaakt uit het logboek: als PDF om te ondertekenen, als Word"
                " om verder te schrijven.",
            ),
        )

    def ask_target(self, kind: str) -> Path | None:
        """Ask where the minutes go; None where the user refused."""
        start = Path(translate("Done", "notulen-{0}").format(self._number) + kind)
        kinds = translate("Done", "Notulen (*{0})").format(kind)
        path = choose_target(self, translate("Done", "Notulen bewaren"), kinds, start)
        return None if path is None else path.with_suffix(kind)

    def focus_start(self) -> None:
        """Put the focus on the minutes."""
        self.state.focus_first()

    def retranslate(self) -> None:
        """Set every text in the language of the window."""
        self.pdf_button.setText(translate("Done", "Notulen als PDF"))
        self.word_button.setText(translate("Done", "Notulen als Word"))
        self.new_button.setText(translate("Done", "Nieuwe zitting"))
