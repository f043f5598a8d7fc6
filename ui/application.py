"""The program with a window: fonts, theme, language, crash report, and the panel in front."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction, QCursor, QKeySequence, QUndoStack
from PySide6.QtWidgets import QApplication

from delpanel import messages
from delpanel.changes import EVERYTHING
from delpanel.environment import Environment, system_clock
from delpanel.errors import UserError
from delpanel.file_causes import not_read
from delpanel.services.calls import calling
from delpanel.services.member.pack_draft import PackDesk
from delpanel.services.member.pack_moving import is_pack
from delpanel.services.state.rehearsal_mark import unmarked
from delpanel.services.state.server_access import kept_name
from delpanel.services.state.workspace import Workspace
from delpanel.settings import Settings, load_settings, save_settings, settings_folder
from ui import connection
from ui.dialogs.crash_message import crash_message
from ui.dialogs.main_menu import MainMenu
from ui.formats import BRUSSELS
from ui.kit.jobs import JobRunner
from ui.kit.language import Language
from ui.kit.notify import Kind, Message
from ui.kit.theme import theme
from ui.kit.tokens import Scheme
from ui.kit.window_state import WindowState
from ui.main_window import MainWindow
from ui.member_frame import MemberFrame
from ui.office_frame import OfficeFrame
from ui.opening import Opener
from ui.others import Others
from ui.session import Session
from ui.sharing import Sharing
from ui.views.start.page import StartPage
from ui.views.start.played import KEY as REHEARSAL
from ui.views.start.played import PlayedPanels, rehearsal_message


class Application(QObject):
    """Owns the window and the open panel; everything else is handed what it needs."""

    def __init__(self, app: QApplication, folder: Path | None = None) -> None:
        super().__init__()
        self._app = app
        self._folder = folder or settings_folder()
        self.settings = load_settings(self._folder)
        self.language = Language(app, self)
        self.language.apply(self.settings.language)
        theme().apply(app, Scheme(self.settings.scheme), self.settings.text_percent)
        self.runner = JobRunner(self)
        self._played = PlayedPanels(self.runner, self._environment, self)
        self.window = MainWindow(self.runner, self._step_word)
        self.session: Session | None = None
        self.office = OfficeFrame(self.window, self)
        self.member = MemberFrame(self.window, self.runner, system_clock, self)
        self.opener = Opener(self.runner, self._environment, self.window)
        self.others = Others(self.runner, self)
        self.sharing = Sharing(self.window, self)
        self._state = WindowState(self._folder / "window.ini")
        self._connect()
        if not self._state.restore_window(self.window):
            self.window.resize(1440, 900)

    def show(self, panel: str | None) -> None:
        """Show the window with a panel, or with the start page."""
        self.show_start()
        if panel and not is_pack(panel):
            self.open_panel(panel)
        self.window.show()
        if panel and is_pack(panel):
            self.open_file(panel)

    def show_start(self) -> None:
        """Put the start page in front."""
        page = StartPage(self.settings.recent, calling.shipped_calls())
        page.open_requested.connect(self.open_file)
        page.server_requested.connect(self.opener.ask)
        page.new_requested.connect(self.new_panel)
        page.demo_requested.connect(self._played.demo)
        page.rehearsal_requested.connect(self._played.rehearsal)
        self.window.top_bar.set_call("delpanel", "")
        self.window.top_bar.set_role(self.tr("Menu"))
        self.window.top_bar.set_state("")
        self.window.show_alone(page)

    def open_file(self, target: str) -> None:
        """Open a panel, or ask for the passphrase of a pack."""
        if is_pack(target):
            self.member.ask(target)
        else:
            self.open_panel(target)

    def open_panel(self, target: str) -> None:
        """Open a panel file or server in place of the one that is open."""
        self.opener.open(target)

    def new_panel(self, preset: str, target: str) -> None:
        """Make a panel from a shipped call, or from a call file named by its path."""
        try:
            shipped = preset in calling.shipped_calls()
            text = calling.shipped_text(preset) if shipped else _read(preset)
            workspace = Workspace.create(target, text, self._environment())
        except UserError as error:
            self._refuse(error)
            return
        self._enter(workspace, target)

    def close_panel(self) -> None:
        """Leave the open panel or pack; everything typed is already stored."""
        self.member.close()
        if self.session is not None:
            self.window.flush()
            self.others.stop()
            self.window.set_steps(())
            self.session.workspace.close()
            self.window.messages.remove(REHEARSAL)
            self.office.leave()
            self.session.deleteLater()
            self.session = None

    def _enter(self, workspace: Workspace, target: str) -> None:
        self.close_panel()
        self.window.messages.remove("refused")
        self.session = Session(workspace, self.runner)
        self.session.hub.changed.connect(self._on_changed)
        self.session.acts.stored.connect(self._show_saved)
        self._remember(target)
        for notice in workspace.store.notices:
            said = messages.of_issue(notice, self.language.code)
            self.window.messages.show_message(Message(Kind.INFO, said, ""))
        self.window.set_steps(self.session.steps())
        self.office.enter(self.session)
        self.others.start(workspace)
        self._dress_frame()

    def _enter_pack(self, desk: PackDesk) -> None:
        self.close_panel()
        self._remember(str(desk.path))
        self.member.enter(desk)

    def _remember(self, target: str) -> None:
        self.settings = self.settings.with_recent(kept_name(target)[0])
        save_settings(self._folder, self.settings)

    def _dress_frame(self) -> None:
        self.member.dress()
        if self.session is None:
            return
        workspace, code = self.session.workspace, self.language.code
        call = workspace.call
        bar = self.window.top_bar
        bar.set_call(unmarked(call.title.text(code), code), call.kind.text(code))
        bar.set_role(*self.office.role(self.session))
        self.window.messages.remove(REHEARSAL)
        if workspace.is_rehearsal:
            self.window.messages.show_message(rehearsal_message(code))
        self._show_saved()

    def _show_saved(self) -> None:
        if self.session is None:
            return
        workspace = self.session.workspace
        said = self.tr("bewaard {0}").format(f"{workspace.now().astimezone(BRUSSELS):%H:%M}")
        self.window.top_bar.set_state(self.tr("leest mee") if workspace.store.read_only else said)
        if workspace.is_offline:
            self.window.top_bar.set_state(self.tr("geen verbinding"), "warn", "warn")
        self.window.hint_bar.set_file(connection.said_file(workspace))
        self.others.note_seen()
        self.window.refresh_steps()

    def _connect(self) -> None:
        self.member.opened.connect(self._enter_pack)
        self.window.file_dropped.connect(self.open_file)
        self._played.made.connect(self.open_panel)
        self._played.failed.connect(self._on_failed)
        self.window.role_clicked.connect(self._show_menu)
        self.window.journal_clicked.connect(self._show_journal)
        self.opener.opened.connect(self._enter)
        self.opener.failed.connect(self._on_failed)
        self.sharing.failed.connect(self._on_failed)
        self.others.changed.connect(self._on_others)
        self.others.lost.connect(self._on_lost)
        self.others.found.connect(self._on_found)
        self.language.changed.connect(self._dress_frame)
        for keys, verb in (
            (QKeySequence.StandardKey.Undo, QUndoStack.undo),
            (QKeySequence.StandardKey.Redo, QUndoStack.redo),
        ):
            action = QAction(self.window)
            action.setShortcut(QKeySequence(keys))
            action.triggered.connect(partial(self._step_back, verb))
            self.window.addAction(action)
        self._app.aboutToQuit.connect(self._on_quit)

    def _step_back(self, verb: Callable[[QUndoStack], None], _checked: object = None) -> None:
        stack = self.member.stack if self.session is None else self.session.undo_stack
        if stack is not None:
            verb(stack)

    def _on_others(self) -> None:
        """Somebody else wrote to the same panel: load anew, without a restart."""
        if self.session is not None:
            self.session.changed(EVERYTHING)

    def _on_lost(self) -> None:
        self.window.messages.show_message(connection.lost())
        self._show_saved()

    def _on_found(self) -> None:
        self.window.messages.remove(connection.KEY)
        self.window.flush()
        self._show_saved()

    def _on_changed(self) -> None:
        self._show_saved()

    def _on_failed(self, error: object) -> None:
        if isinstance(error, UserError):
            self._refuse(error)
        elif isinstance(error, BaseException):
            raise error

    def _refuse(self, error: UserError) -> None:
        said = messages.of_error(error, self.language.code)
        self.window.messages.show_message(Message(Kind.BAD, said, "", key="refused"))

    def show_crash(self, path: object) -> None:
        """Say that something went wrong, where the report is, and that nothing typed is lost."""
        if isinstance(path, Path):
            self.window.messages.show_message(crash_message(path))

    def _show_journal(self) -> None:
        from ui.dialogs.journal import JournalDialog

        self.member.show_history()
        if self.session is None:
            return
        if not connection.hides_journal(self.session.workspace):
            JournalDialog(self.session.workspace, self.window).open()

    def _show_menu(self) -> None:
        menu = MainMenu(self.settings, self.window)
        menu.start_chosen.connect(self._leave)
        menu.about_chosen.connect(self._show_about)
        menu.settings_chosen.connect(self._apply_settings)
        self.office.fill(menu, self.session)
        self.sharing.fill(menu, self.session)
        menu.popup(QCursor.pos())

    def _leave(self) -> None:
        self.close_panel()
        self.show_start()

    def _apply_settings(self, settings: Settings) -> None:
        before, self.settings = self.settings, settings
        save_settings(self._folder, settings)
        if settings.language != before.language:
            self.language.apply(settings.language)
            if self.session is None and not self.member.is_open:
                self.show_start()
            elif self.session is not None:
                workspace = self.session.workspace
                workspace.environment = replace(workspace.environment, language=settings.language)
                self.window.refresh_steps()
        else:
            theme().apply(self._app, Scheme(settings.scheme), settings.text_percent)

    def _show_about(self) -> None:
        from ui.dialogs.about import AboutDialog

        AboutDialog(self.window).open()

    def _environment(self) -> Environment:
        return Environment(language=self.language.code)

    def _step_word(self, code: str) -> str:
        return messages.sentence(f"STEP_{code}", {}, self.language.code) if code else ""

    def _on_quit(self) -> None:
        self._state.keep_window(self.window)
        self.close_panel()


def _read(name: str) -> str:
    try:
        return Path(name).read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise not_read(name, error) from error
