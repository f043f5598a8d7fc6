"""The passphrase of a pack: asked, shown on request, tried in the background, kept when wrong."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialog, QLineEdit, QVBoxLayout, QWidget

from delpanel import messages
from delpanel.errors import UserError
from delpanel.services.member import pack_draft
from delpanel.services.member.pack_draft import PackDesk
from ui.kit.dressing import button, label, labelled, primary_button, row
from ui.kit.fonts import TextStyle
from ui.kit.jobs import JobRunner
from ui.kit.notify import Kind, Message, MessageArea
from ui.models.points import window_language

REFUSED = "refused"


class PassphraseDialog(QDialog):
    """Opens one pack; ``opened`` carries the desk."""

    opened = Signal(object)

    def __init__(self, path: Path, runner: JobRunner, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._path, self._runner = path, runner
        self.setWindowTitle(self.tr("Pakket openen"))
        self.setMinimumWidth(520)
        self.field = QLineEdit()
        self.field.setEchoMode(QLineEdit.EchoMode.Password)
        self.show_button = button(self.tr("Tonen"))
        self.show_button.setCheckable(True)
        self.open_button = primary_button(self.tr("Openen"))
        self.cancel_button = button(self.tr("Annuleren"))
        self.messages = MessageArea()
        self._build()
        self._connect()
        self._check()
        self.field.setFocus()

    def _build(self) -> None:
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(12)
        column.addWidget(label(self._path.name, TextStyle.HEADING))
        said = self.tr(
            "U kreeg de wachtzin van het secretariaat, langs een andere weg dan het pakket."
            " Wie ze kwijt is, vraagt een nieuw pakket."
        )
        words = label(said, TextStyle.CELL, "text2")
        words.setWordWrap(True)
        column.addWidget(words)
        line = row(self.field, self.show_button)
        line.layout().setStretch(0, 1)  # type: ignore[union-attr]  # a row always has its layout
        hint = self.tr("Hoofdletters en streepjes tellen mee.")
        column.addWidget(labelled(self.tr("Wachtzin"), line, hint))
        self.field.setAccessibleName(self.tr("Wachtzin"))
        column.addWidget(row(None, self.cancel_button, self.open_button))
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addWidget(self.messages)
        outer.addWidget(inner)

    def _connect(self) -> None:
        self.open_button.setDefault(True)
        self.open_button.clicked.connect(self.try_open)
        self.cancel_button.clicked.connect(self.reject)
        self.show_button.toggled.connect(self._on_shown)
        self.field.textChanged.connect(self._check)

    def try_open(self) -> None:
        """Try the passphrase; the derivation takes its time beside the window."""
        path, passphrase = self._path, self.field.text()
        job = self._runner.prepare(
            lambda _progress: pack_draft.open_desk(path, passphrase), self.tr("Pakket openen")
        )
        job.succeeded.connect(self._on_opened)
        job.failed.connect(self._on_failed)
        self._set_busy(True)
        self._runner.start(job)

    def _set_busy(self, busy: bool) -> None:
        self.field.setReadOnly(busy)
        self.open_button.setText(self.tr("Bezig met openen") if busy else self.tr("Openen"))
        self.open_button.setEnabled(not busy and bool(self.field.text().strip()))

    def _check(self) -> None:
        self.open_button.setEnabled(bool(self.field.text().strip()))

    def _on_shown(self, shown: bool) -> None:
        echo = QLineEdit.EchoMode.Normal if shown else QLineEdit.EchoMode.Password
        self.field.setEchoMode(echo)
        self.show_button.setText(self.tr("Verbergen") if shown else self.tr("Tonen"))

    def _on_opened(self, desk: object) -> None:
        self._set_busy(False)
        if isinstance(desk, PackDesk) and self.isVisible():
            self.accept()
            self.opened.emit(desk)

    def _on_failed(self, error: object) -> None:
        self._set_busy(False)
        if not isinstance(error, UserError):
            raise TypeError(error)
        said = messages.of_error(error, window_language())
        self.messages.show_message(Message(Kind.BAD, said, key=REFUSED, can_close=False))
        self.field.setFocus()
        self.field.selectAll()
