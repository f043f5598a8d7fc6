"""A pack in the window: opened with its passphrase, its steps and its state in the frame."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QUndoStack

from delpanel import messages
from delpanel.errors import UserError
from delpanel.model.rehearsal import is_rehearsal
from delpanel.services.member import pack_history, pack_moving
from delpanel.services.member.pack_draft import PackDesk
from delpanel.services.member.pack_moving import Hindrance
from delpanel.services.state.rehearsal_mark import unmarked
from ui import formats
from ui.dialogs.history import HistoryDialog
from ui.dialogs.passphrase import PassphraseDialog
from ui.kit.file_dialogs import choose_folder
from ui.kit.jobs import JobRunner
from ui.kit.notify import Kind, Message, Question, confirm
from ui.main_window import MainWindow
from ui.member_session import MemberSession
from ui.models.points import window_language
from ui.pack_acts import PackActs
from ui.views.start.played import KEY as REHEARSAL
from ui.views.start.played import rehearsal_message

UNSAVED: Final = "unsaved"
NOTICE: Final = "pack-notice"
CLOCK_SLACK: Final = timedelta(minutes=1)


class MemberFrame(QObject):
    """Owns the open pack. ``opened`` carries a desk, after the passphrase was right."""

    opened = Signal(object)

    def __init__(
        self,
        window: MainWindow,
        runner: JobRunner,
        clock: Callable[[], datetime],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._window, self._runner, self._clock = window, runner, clock
        self.session: MemberSession | None = None

    @property
    def is_open(self) -> bool:
        """Whether a pack is open."""
        return self.session is not None

    @property
    def stack(self) -> QUndoStack | None:
        """What can be undone in the open pack."""
        return None if self.session is None else self.session.acts.stack

    def ask(self, target: str) -> None:
        """Ask for the passphrase of a pack and open it."""
        if self.session is not None:
            # it may be this very pack: nothing is left to write when it is read again
            self._window.flush()
            self.session.acts.store()
        dialog = PassphraseDialog(Path(target), self._runner, self._window)
        dialog.opened.connect(self.opened)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def enter(self, desk: PackDesk) -> None:
        """Show an opened pack; what was open before is closed by now."""
        acts = PackActs(desk, self._clock)
        session = MemberSession(acts, self._runner, self)
        acts.setParent(session)
        self.session = session
        acts.stored.connect(self.dress)
        acts.trouble_changed.connect(self._show_trouble)
        acts.joined.connect(self._show_joined)
        session.step_wanted.connect(self._window.open_step)
        session.jump_wanted.connect(self._on_jump)
        self._window.set_close_question(self._may_close)
        self._window.set_steps(session.steps())
        self._show_notices()
        self.dress()

    def close(self) -> None:
        """Leave the pack; what was typed is stored."""
        if self.session is None:
            return
        self._window.flush()
        self.session.acts.store()
        self._window.set_steps(())
        for key in (UNSAVED, NOTICE, REHEARSAL):
            self._window.messages.remove(key)
        self._window.set_close_question(lambda: True)
        self.session.deleteLater()
        self.session = None

    def dress(self) -> None:
        """Say in the frame whose pack this is and whether everything is on disk."""
        if self.session is None:
            return
        acts = self.session.acts
        desk, code = acts.desk, window_language()
        bar = self._window.top_bar
        bar.set_call(unmarked(desk.call.title.text(code), code), desk.call.kind.text(code))
        bar.set_role(desk.content.evaluator_name or self.tr("Panellid"))
        if not acts.is_saved:
            bar.set_state(self.tr("niet bewaard"), "warn", "warn")
        elif acts.saved_at is None:
            bar.set_state(self.tr("alles bewaard"))
        else:
            at = acts.saved_at.astimezone(formats.BRUSSELS)
            bar.set_state(self.tr("bewaard {0}").format(f"{at:%H:%M:%S}"))
        count = len(desk.draft.journal)
        states = self.tr("%n bewaarde toestanden", "", count)
        self._window.hint_bar.set_file(f"{desk.path.name} · {states}")
        self._window.refresh_steps()

    def show_history(self) -> None:
        """List every saved state of the pack."""
        if self.session is not None:
            self._window.flush()
            HistoryDialog(self.session.acts, parent=self._window).open()

    def save_elsewhere(self) -> None:
        """Let the member choose a folder in which the work can be kept."""
        folder = choose_folder(self._window, self.tr("Map om in verder te werken"))
        if folder is None or self.session is None:
            return
        try:
            self.session.acts.move(folder)
        except UserError as error:
            said = messages.of_error(error, window_language())
            self._window.messages.show_message(Message(Kind.BAD, said, key=NOTICE))
            return
        self._window.messages.remove(NOTICE)

    def _on_jump(self, dossier: str, criterion: str) -> None:
        from ui.views.member.points import MemberPointsPage

        page = self._window.open_step("points")
        if isinstance(page, MemberPointsPage):
            page.go_to(dossier, criterion)

    def _show_notices(self) -> None:
        if self.session is None:
            return
        desk = self.session.acts.desk
        if is_rehearsal(desk.content.head.panel):
            self._window.messages.show_message(rehearsal_message(window_language()))
        if pack_moving.hindrance(desk) is not None:
            lead = self.tr("In de map van dit pakket kan niets bewaard worden.")
            text = self.tr("Kies een andere map voor u begint.")
            act = (self.tr("In een andere map bewaren"), self.save_elsewhere)
            self._window.messages.show_message(Message(Kind.WARN, lead, text, (act,), key=NOTICE))
        if not pack_history.verify(desk).is_intact:
            lead = self.tr("De geschiedenis van dit pakket klopt niet meer.")
            text = self.tr("Wat er staat, is leesbaar. Meld dit aan het secretariaat.")
            self._window.messages.show_message(Message(Kind.WARN, lead, text, key=NOTICE))
        last = pack_history.last_moment(desk)
        if last is not None and self._clock() < last - CLOCK_SLACK:
            lead = self.tr("De klok van deze computer loopt achter.")
            text = self.tr(
                "Uw laatste wijziging is bewaard op {0}. De volgorde van uw wijzigingen blijft"
                " juist; zet de klok goed voor u inlevert."
            ).format(formats.moment(last))
            self._window.messages.show_message(Message(Kind.WARN, lead, text, key=NOTICE))

    def _show_trouble(self) -> None:
        if self.session is None:
            return
        acts = self.session.acts
        self.dress()
        if acts.trouble is None:
            self._window.messages.remove(UNSAVED)
            return
        self._window.messages.show_message(
            Message(
                Kind.BAD,
                self._said(acts.trouble),
                self.tr(
                    "Uw werk is nog niet bewaard. Het blijft in dit venster staan en wordt telkens"
                    " opnieuw geprobeerd; sluit het venster niet voor het gelukt is."
                ),
                (
                    (self.tr("Nu proberen"), acts.store),
                    (self.tr("In een andere map bewaren"), self.save_elsewhere),
                ),
                key=UNSAVED,
                can_close=False,
            )
        )

    def _said(self, error: UserError) -> str:
        if self.session is None or error.code != "OUT_FAILED":
            return messages.of_error(error, window_language())
        desk = self.session.acts.desk
        said = {
            Hindrance.GONE: self.tr("De map {0} is er niet meer: verplaatst, of de stick is weg."),
            Hindrance.CLOSED: self.tr("In de map {0} mag niet geschreven worden."),
            Hindrance.FULL: self.tr("De schijf van {0} is vol."),
            None: self.tr("Uw werk kan niet bewaard worden in {0}: {1}."),
        }[pack_moving.hindrance(desk)]
        return said.format(desk.path.parent, error.params.get("detail"))

    def _show_joined(self) -> None:
        lead = self.tr("Dit pakket staat nog ergens open, of zijn werkbestand is verplaatst.")
        text = self.tr(
            "Wat daar bewaard werd en wat u hier deed, is samengevoegd; een waarde die plaats"
            " maakte, staat in de geschiedenis. Sluit het andere venster."
        )
        self._window.messages.show_message(Message(Kind.WARN, lead, text, key=NOTICE))

    def _may_close(self) -> bool:
        if self.session is None:
            return True
        self.session.acts.store()
        if self.session.acts.is_saved:
            return True
        question = Question(
            self.tr("Uw laatste werk is nog niet bewaard."),
            self.tr("Wie nu sluit, verliest wat niet op de schijf staat."),
            self.tr("Toch sluiten"),
            is_grave=True,
        )
        return confirm(self._window, question)
