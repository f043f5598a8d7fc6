"""The office in the frame: as whom somebody sits there, and where dropped returns go."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QObject, QTimer

from delpanel import messages
from delpanel.changes import EVERYTHING, Changes
from delpanel.errors import UserError
from delpanel.model.actor import Role
from delpanel.services.state import presiding
from delpanel.services.state.presiding import Capacity
from ui.dialogs.main_menu import MainMenu
from ui.kit.notify import Kind, Message
from ui.main_window import MainWindow
from ui.models.points import window_language
from ui.session import Session
from ui.views.panel.page import PanelPage

KEY = "presiding"


class OfficeFrame(QObject):
    """Lets the office sit down as chair, deputy or secretariat, and takes dropped returns."""

    def __init__(self, window: MainWindow, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._window = window
        self.session: Session | None = None
        window.files_dropped.connect(self.take_files)

    def enter(self, session: Session) -> None:
        """A panel was opened."""
        self.session = session
        session.hub.changed.connect(self._on_changed)
        self.show_withheld(session)

    def leave(self) -> None:
        """The panel was closed."""
        self.session = None
        self._window.messages.remove(KEY)

    def role(self, session: Session) -> tuple[str, str]:
        """Say in which role somebody sits there, and the name of whoever presides."""
        workspace = session.workspace
        actor, state = workspace.actor, workspace.snapshot()
        words = {
            Role.SECRETARIAT: self.tr("Secretariaat"),
            Role.EVALUATOR: self.tr("Panellid"),
            Role.READER: self.tr("Lezer"),
            Role.CHAIR: self.tr("Voorzitter"),
        }
        person = presiding.acting(state, actor)
        if presiding.is_deputy(state, actor):
            words[Role.CHAIR] = self.tr("Plaatsvervanger")
        return words[actor.role], "" if person is None else person.name

    def fill(self, menu: MainMenu, session: Session | None) -> None:
        """Offer in the menu as whom somebody may sit down."""
        if session is None:
            return
        workspace = session.workspace
        if workspace.is_bound or workspace.actor.role not in {Role.CHAIR, Role.SECRETARIAT}:
            return
        state, people = workspace.snapshot(), workspace.snapshot().evaluator_by_id
        named = [
            (Capacity.CHAIR, self.tr("Voorzitter"), state.presiding.chair),
            (Capacity.DEPUTY, self.tr("Plaatsvervanger"), state.presiding.deputy),
            (Capacity.SECRETARIAT, self.tr("Secretariaat"), ""),
        ]
        choices = [
            (str(capacity), f"{word} · {people[who].name}" if who in people else word)
            for capacity, word, who in named
            if capacity is not Capacity.DEPUTY or who in people
        ]
        menu.offer_capacities(str(self.capacity(session)), choices)
        menu.capacity_chosen.connect(self._on_capacity)

    def capacity(self, session: Session) -> Capacity:
        """Give as whom somebody sits there now."""
        workspace = session.workspace
        if workspace.actor.role is Role.SECRETARIAT:
            return Capacity.SECRETARIAT
        deputy = presiding.is_deputy(workspace.snapshot(), workspace.actor)
        return Capacity.DEPUTY if deputy else Capacity.CHAIR

    def act_as(self, session: Session, capacity: Capacity) -> None:
        """Sit down as somebody; what could be undone before cannot any more."""
        try:
            presiding.act_as(session.workspace, capacity)
        except UserError as error:
            said = messages.of_error(error, window_language())
            self._window.messages.show_message(Message(Kind.BAD, said, key="refused"))
            return
        session.undo_stack.clear()
        session.changed(EVERYTHING)
        self.show_withheld(session)

    def show_withheld(self, session: Session) -> None:
        """Say which dossiers are withheld from whoever presides, and who takes them."""
        self._window.messages.remove(KEY)
        workspace = session.workspace
        barred = presiding.withheld(workspace)
        if not barred:
            return
        state = workspace.snapshot()
        params: dict[str, messages.Param] = {
            "count": len(barred),
            "dossiers": ", ".join(sorted(barred)),
        }
        lead = messages.sentence("SCORES_WITHHELD", params, window_language())
        deputy = state.evaluator_by_id.get(state.presiding.deputy)
        is_deputy = presiding.is_deputy(state, workspace.actor)
        if is_deputy or deputy is None:
            text = "" if is_deputy else self.tr("Wijs bij Panel een plaatsvervanger aan.")
            message = Message(Kind.INFO, lead, text, key=KEY)
        else:
            text = self.tr("{0} neemt die als plaatsvervanger.").format(deputy.name)
            word = self.tr("Optreden als plaatsvervanger")
            act = (word, lambda: self.act_as(session, Capacity.DEPUTY))
            message = Message(Kind.INFO, lead, text, (act,), key=KEY)
        self._window.messages.show_message(message)

    def take_files(self, files: Sequence[Path]) -> None:
        """Files members handed in were dropped somewhere on the window."""
        if self.session is None:
            return
        page = self._window.open_step("panel")
        found = page if isinstance(page, PanelPage) else None
        if found is not None:
            found.open_part("returns")
            found.returns.take_files(list(files))

    def _on_changed(self, changes: object, _origin: object = None) -> None:
        session = self.session
        if session is None or not isinstance(changes, Changes):
            return
        if changes.panel:
            self._window.top_bar.set_role(*self.role(session))
            self.show_withheld(session)
        if session.must_renew:
            # not from within the page that goes
            QTimer.singleShot(0, self, self._renew)

    def _renew(self) -> None:
        session = self.session
        if session is not None and session.must_renew:
            step = self._window.current_step
            self._window.set_steps(session.steps())
            self._window.open_step(step)

    def _on_capacity(self, capacity: str) -> None:
        if self.session is not None:
            self.act_as(self.session, Capacity(capacity))
