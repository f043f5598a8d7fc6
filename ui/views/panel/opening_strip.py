"""The opening key at hand: the chair's file with its passphrase, or enough word lists."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from delpanel.errors import UserError
from delpanel.file_causes import not_read
from delpanel.progress import Progress
from delpanel.services.packs import opening_keys
from delpanel.services.packs.opening_keys import HeldKey
from delpanel.services.state.workspace import Workspace
from ui.dialogs.holder_words import HolderWordsDialog
from ui.kit.dressing import button, icon_label, label, pane
from ui.kit.file_dialogs import choose_file, choose_files
from ui.kit.fonts import TextStyle
from ui.kit.jobs import JobRunner
from ui.kit.notify import MessageArea
from ui.models.issues import refusal_message


class OpeningStrip(QWidget):
    """``opened`` when the key is there, ``forgotten`` when it is put away again.

    The key is held in memory alone, and goes with the page.
    """

    opened = Signal()
    forgotten = Signal()

    def __init__(self, workspace: Workspace, runner: JobRunner, messages: MessageArea) -> None:
        super().__init__()
        self._workspace = workspace
        self._runner = runner
        self._messages = messages
        self._key_file: Path | None = None
        self._words: dict[str, str] = {}
        self._held: HeldKey | None = None
        self.identity: str | None = None
        self.state = label("", TextStyle.CHIP, "text2")
        self.file_button = button("", "key")
        self.words_button = button("")
        self.phrase = QLineEdit()
        self.phrase.setEchoMode(QLineEdit.EchoMode.Password)
        self.phrase.setMaximumWidth(220)
        self.open_button = button("")
        self.forget_button = button("")
        self._build()

    @property
    def words(self) -> Sequence[str]:
        """The word lists at hand."""
        return tuple(self._words.values())

    def retranslate(self) -> None:
        """Set the words in the language of the window."""
        self.file_button.setText(self.tr("Sleutelbestand"))
        self.words_button.setText(self.tr("Woordenlijst invoeren"))
        self.phrase.setPlaceholderText(self.tr("wachtzin"))
        self.phrase.setAccessibleName(self.tr("Wachtzin van het sleutelbestand"))
        self.open_button.setText(self.tr("Openen"))
        self.forget_button.setText(self.tr("Sleutel weer wegleggen"))
        self._show()

    def show_held(self, held: HeldKey | None) -> None:
        """Say what the panel knows of its key."""
        self._held = held
        self._show()

    def take(self, path: Path) -> bool:
        """Take a dropped key file or word list; False where it is neither."""
        if path.suffix.lower() == ".delkey":
            self.use_file(path)
            return True
        if path.suffix.lower() == ".txt":
            self.add_list(path)
            return True
        return False

    def use_file(self, path: Path) -> None:
        """Use this key file; its passphrase is still to be typed."""
        self._key_file = path
        self._show()
        self.phrase.setFocus()

    def add_list(self, path: Path) -> None:
        """Add the word list of a holder, and open where there are enough."""
        try:
            self.add_words(path.name, path.read_text(encoding="utf-8-sig"))
        except (OSError, UnicodeDecodeError) as error:
            refused = not_read(path.name, error)
            self._messages.show_message(refusal_message(refused, "key"))

    def add_words(self, name: str, text: str) -> None:
        """Add words a holder typed or handed over in a file."""
        self._words[name] = text
        if self._held is not None and len(self._words) >= self._held.needed:
            self._open_words()
        self._show()

    def open_file(self) -> None:
        """Open the key file with the passphrase that was typed; hard work, so beside the window."""
        path, phrase = self._key_file, self.phrase.text()
        if path is None:
            return

        def work(progress: Progress) -> object:
            progress(0, 1)
            return opening_keys.key_from_file(self._workspace, path, phrase).identity

        job = self._runner.prepare(work, self.tr("Sleutel openen"))
        job.succeeded.connect(self._on_opened)
        job.failed.connect(self._on_failed)
        self._runner.start(job)

    def forget(self) -> None:
        """Put the key away."""
        self.identity, self._key_file, self._words = None, None, {}
        self.phrase.clear()
        self._show()
        self.forgotten.emit()

    def _open_words(self) -> None:
        try:
            found = opening_keys.key_from_words(self._workspace, self.words).identity
        except UserError as error:
            self._messages.show_message(refusal_message(error, "key"))
            self._words = {}
        else:
            self._on_opened(found)

    def _on_opened(self, identity: object) -> None:
        self.identity = str(identity)
        self.phrase.clear()
        self._messages.remove("key")
        self._show()
        self.opened.emit()

    def _on_failed(self, error: object) -> None:
        if not isinstance(error, UserError):
            raise error if isinstance(error, BaseException) else TypeError(error)
        self._messages.show_message(refusal_message(error, "key"))
        self.phrase.selectAll()
        self.phrase.setFocus()

    def _on_choose_file(self) -> None:
        kinds = self.tr("Sleutelbestand (*.delkey)")
        path = choose_file(self, self.tr("Sleutelbestand kiezen"), kinds)
        if path is not None:
            self.use_file(path)

    def _on_words(self) -> None:
        dialog = HolderWordsDialog(len(self._words), self._held, self)
        if dialog.exec():
            self.add_words(f"typed-{len(self._words) + 1}", dialog.words())

    def _on_choose_lists(self) -> None:
        kinds = self.tr("Woordenlijsten (*.txt)")
        for path in choose_files(self, self.tr("Woordenlijsten kiezen"), kinds):
            self.add_list(path)

    def _show(self) -> None:
        held, is_open = self._held, self.identity is not None
        shared = held is not None and held.holders > 1
        self.file_button.setVisible(held is not None and not is_open)
        self.words_button.setVisible(shared and not is_open)
        file_known = self._key_file is not None and not is_open and not shared
        self.phrase.setVisible(file_known)
        self.open_button.setVisible(file_known)
        self.forget_button.setVisible(is_open)
        if shared:
            self.file_button.setText(self.tr("Woordenlijsten"))
        self.state.setText(self._words_of_state())

    def _words_of_state(self) -> str:
        held = self._held
        if held is None:
            return self.tr("Dit paneel heeft nog geen openingssleutel; maak die bij Pakketten.")
        if self.identity is not None:
            return self.tr("De openingssleutel is bij de hand.")
        if held.holders > 1:
            said = self.tr("{0} van {1} nodige woordenlijsten. Zonder sleutel: alleen nagaan.")
            return said.format(len(self._words), held.needed)
        if self._key_file is not None:
            return self._key_file.name
        return self.tr("Zonder sleutel kunt u alleen nagaan of bestanden ongeschonden zijn.")

    def _build(self) -> None:
        ground = pane("sunk")
        line = QHBoxLayout(ground)
        line.setContentsMargins(16, 8, 16, 8)
        line.setSpacing(8)
        line.addWidget(icon_label("key", "text2", 14))
        line.addWidget(self.state)
        line.addStretch(1)
        parts: tuple[QWidget, ...] = (
            self.file_button,
            self.words_button,
            self.phrase,
            self.open_button,
            self.forget_button,
        )
        for part in parts:
            line.addWidget(part)
        outer = QHBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(ground)
        self.file_button.clicked.connect(self._on_file_button)
        self.words_button.clicked.connect(self._on_words)
        self.open_button.clicked.connect(self.open_file)
        self.phrase.returnPressed.connect(self.open_file)
        self.forget_button.clicked.connect(self.forget)

    def _on_file_button(self) -> None:
        if self._held is not None and self._held.holders > 1:
            self._on_choose_lists()
        else:
            self._on_choose_file()
