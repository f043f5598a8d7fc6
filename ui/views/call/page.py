"""Oproep: everything about the call, readable, with what is assumed; checked and replaced here."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QDialog,
    QFileDialog,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from delpanel import messages
from delpanel.errors import UserError
from delpanel.file_causes import not_read
from delpanel.model.issues import Severity
from delpanel.model.permissions import Phase
from delpanel.services.calls import calling
from delpanel.services.calls.call_history import call_changes, change_words, key_changes
from delpanel.services.exports import exporting
from ui.commands import Acts
from ui.dialogs.rules_reason import call_reason
from ui.kit.dressing import button, hairline, pane, primary_button
from ui.kit.notify import Kind, Message, MessageArea
from ui.kit.page import Hint, Page
from ui.kit.page_toolbar import PageToolbar
from ui.models.points import window_language
from ui.views.call import sections as call_sections

MEASURE = 760
MARGIN = 24
BETWEEN = 48
TWO_COLUMNS = 1100
_KINDS = {Severity.ERROR: Kind.BAD, Severity.WARNING: Kind.WARN, Severity.INFO: Kind.INFO}


class CallPage(Page):
    """The call as data. Nothing here is typed in; a new version comes from a call file."""

    def __init__(self, acts: Acts, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._acts = acts
        self._workspace = acts.workspace
        self.toolbar, self.messages = PageToolbar(), MessageArea()
        self.template_button = button("")
        self.replace_button = button("")
        self.check_button = primary_button("")
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._columns = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        for made in (self.template_button, self.replace_button, self.check_button):
            self.toolbar.add(made)
        for part in (self.toolbar, hairline(), self.messages, self._scroll):
            self.body.addWidget(part)
        self.check_button.clicked.connect(self._on_check)
        self.replace_button.clicked.connect(self._on_replace)
        self.template_button.clicked.connect(self._on_template)
        self._acts.hub.changed.connect(self._on_changed)
        self.retranslate()

    @override
    def title(self) -> str:
        return self.tr("Oproep")

    @override
    def hints(self) -> tuple[Hint, ...]:
        return (Hint(("Ctrl 2",), self.tr("dossiers")), Hint(("Ctrl K",), self.tr("zoeken")))

    @override
    def on_shown(self) -> None:
        self.reload()
        self.check_button.setFocus()

    @override
    def retranslate(self) -> None:
        self.template_button.setText(self.tr("Leeg dossiersjabloon bewaren"))
        self.replace_button.setText(self.tr("Oproepbestand vervangen"))
        self.check_button.setText(self.tr("Nakijken"))
        self.reload()

    def reload(self) -> None:
        """Show the call as it stands."""
        language = window_language()
        state = self._workspace.snapshot()
        call = state.call
        note = self.tr("versie {0} van het oproepbestand").format(state.call_version)
        self.toolbar.set_title(call.title.text(language), note)
        ground = pane()
        outer = QBoxLayout(QBoxLayout.Direction.LeftToRight, ground)
        outer.setSpacing(BETWEEN)
        self._columns = outer
        self._turn_columns()
        changes = call_changes(self._workspace)
        outer.addWidget(_column(call_sections.rules(call, changes, language)), 1)
        outer.addWidget(_column(call_sections.criteria(call, language)), 1)
        self._scroll.setWidget(ground)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._turn_columns()

    def _turn_columns(self) -> None:
        """Side by side where there is room for both, else one below the other."""
        is_wide = self.width() >= TWO_COLUMNS
        way = QBoxLayout.Direction
        self._columns.setDirection(way.LeftToRight if is_wide else way.TopToBottom)
        # a column narrower than its place would cut what it wraps
        needed = 2 * MEASURE + BETWEEN if is_wide else MEASURE
        rest = max(MARGIN, self.width() - MARGIN - needed)
        self._columns.setContentsMargins(MARGIN, MARGIN, rest, MARGIN)

    def _on_check(self) -> None:
        found = calling.check_text(self._workspace.snapshot().call_text, self._workspace.call.id)
        self.messages.clear()
        if all(issue.severity is Severity.INFO for issue in found):
            lead = self.tr("Geen tegenspraken in het oproepbestand.")
            self.messages.show_message(Message(Kind.GOOD, lead))
        for issue in found:
            said = messages.of_issue(issue, window_language())
            self.messages.show_message(Message(_KINDS[issue.severity], said))

    def _on_replace(self) -> None:
        name, _ = QFileDialog.getOpenFileName(
            self, self.tr("Oproepbestand kiezen"), "", self.tr("Oproepen (*.toml)")
        )
        if name:
            self.replace_by(Path(name))

    def replace_by(self, path: Path) -> None:
        """Replace the call file by another version, or say why not."""
        try:
            text = path.read_text(encoding="utf-8-sig")
            reason = self._reason_for(text, path.name)
            if reason is None:
                return
            changes = calling.replace_text(self._workspace, text, reason, path.name)
        except (OSError, UnicodeDecodeError) as error:
            self._refuse(not_read(path.name, error))
        except UserError as error:
            self._refuse(error)
        else:
            self._acts.hub.tell(changes, self)
            self.reload()

    def _reason_for(self, text: str, source: str) -> str | None:
        """Ask why, once points were given; None when that is cancelled or nothing is wrong yet."""
        if self._workspace.phase is Phase.INTAKE:
            return ""
        keys = key_changes(self._workspace.snapshot().call_text, text, source)
        words = [change_words(self._workspace.call, key, window_language()) for key in keys]
        dialog = call_reason(words, self)
        try:
            return dialog.words() if dialog.exec() == QDialog.DialogCode.Accepted else None
        finally:
            dialog.deleteLater()

    def _on_template(self) -> None:
        name, _ = QFileDialog.getSaveFileName(
            self, self.tr("Sjabloon bewaren als"), "dossiers.xlsx", self.tr("Excel (*.xlsx)")
        )
        if not name:
            return
        try:
            exporting.write_template_for(
                Path(name), self._workspace.call, window_language(), replace=True
            )
        except UserError as error:
            self._refuse(error)
        else:
            lead = self.tr("{0} is bewaard.").format(Path(name).name)
            self.messages.show_message(Message(Kind.GOOD, lead, key="template"))

    def _refuse(self, error: UserError) -> None:
        said = messages.of_error(error, window_language())
        self.messages.show_message(Message(Kind.BAD, said, key="refused"))

    def _on_changed(self, changes: object, origin: object) -> None:
        if getattr(changes, "weights", False) and origin is not self:
            self.reload()


def _column(sections: list[QWidget]) -> QWidget:
    """Sections below each other with a line between them, no wider than reads well."""
    block = QWidget()
    block.setMaximumWidth(MEASURE)
    column = QVBoxLayout(block)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(16)
    for number, section in enumerate(sections):
        if number:
            column.addWidget(hairline())
        column.addWidget(section)
    column.addStretch(1)
    return block
