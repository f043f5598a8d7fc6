"""Panel: who judges, who may not, who judges what, the packs that go out and what comes back."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QStackedWidget, QWidget
from typing_extensions import override

from delpanel.changes import Changes
from delpanel.errors import UserError
from delpanel.services.round.round_progress import round_progress, summary
from ui.commands import Acts
from ui.kit.dressing import hairline, label
from ui.kit.fonts import TextStyle
from ui.kit.jobs import JobRunner
from ui.kit.notify import MessageArea
from ui.kit.page import Hint, Page
from ui.kit.page_toolbar import PageToolbar
from ui.kit.segments import Segments
from ui.models.issues import refusal_message
from ui.models.points import window_language
from ui.views.panel.assignment_part import AssignmentPart
from ui.views.panel.conflicts import ConflictsPart
from ui.views.panel.packs import PacksPart
from ui.views.panel.part import PanelPart
from ui.views.panel.people import PeoplePart
from ui.views.panel.returns import ReturnsPart
from ui.views.panel.sheets import PanelDesk


class PanelPage(Page):
    """One part at a time, chosen by the segments on top; each part has its own toolbar."""

    def __init__(self, acts: Acts, runner: JobRunner, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._acts = acts
        self._workspace = acts.workspace
        self.messages = MessageArea()
        self.desk = PanelDesk(acts, runner, self.messages, self)
        self.people = PeoplePart(acts, runner, self.messages, self.desk)
        self.conflicts = ConflictsPart(acts, runner, self.messages)
        self.assignment = AssignmentPart(acts, runner, self.messages)
        self.packs = PacksPart(acts, runner, self.messages, self.desk)
        self.returns = ReturnsPart(acts, runner, self.messages)
        self.parts: Mapping[str, PanelPart] = {
            "people": self.people,
            "conflicts": self.conflicts,
            "assignment": self.assignment,
            "packs": self.packs,
            "returns": self.returns,
        }
        self.segments = Segments(self.tr("Onderdelen van het panel"))
        self.head = PageToolbar()
        self.standing = label("", TextStyle.CHIP, "text2")
        self.stack = QStackedWidget()
        self.setAcceptDrops(True)
        self._build()
        self.retranslate()
        self.open_part("people")

    @property
    def part(self) -> PanelPart:
        """The part in front."""
        return self.parts[self.segments.current()]

    @override
    def title(self) -> str:
        return self.tr("Panel")

    @override
    def hints(self) -> tuple[Hint, ...]:
        return self.part.hints()

    @override
    def on_shown(self) -> None:
        self.reload()
        self.part.focus_first()

    @override
    def search(self, text: str) -> None:
        self.part.search(text)

    @override
    def set_narrow(self, narrow: bool) -> None:
        super().set_narrow(narrow)
        for part in self.parts.values():
            part.set_narrow(narrow)

    @override
    def retranslate(self) -> None:
        for part in self.parts.values():
            part.retranslate()
        self.reload()

    def reload(self) -> None:
        """Show the panel as it stands now."""
        state = self._workspace.snapshot()
        self.segments.set_choices(
            [(key, part.segment_word(state)) for key, part in self.parts.items()]
        )
        self._show_standing()
        self.part.show_state(state)

    def open_part(self, key: str) -> None:
        """Bring a part to the front."""
        self.segments.choose(key)
        self.stack.setCurrentWidget(self.parts[key])
        self.part.show_state(self._workspace.snapshot())
        self.hints_changed.emit()

    @override
    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.mimeData().hasUrls():
            event.acceptProposedAction()

    @override
    def dropEvent(self, event: QDropEvent) -> None:
        event.acceptProposedAction()
        self.take_files([Path(url.toLocalFile()) for url in event.mimeData().urls()])

    def take_files(self, files: list[Path]) -> None:
        """Take files that were dropped: what members handed in, whatever part is in front."""
        if not self.part.take_files(files):
            self.open_part("returns")
            self.returns.take_files(files)

    def _show_standing(self) -> None:
        """Say what holds up the next step, and how many days there are for it."""
        found = round_progress(self._workspace)
        said = summary(found, window_language())
        if said and found.days_left is not None and found.days_left >= 0:
            said = f"{said} {self.tr('Nog %n dagen.', '', found.days_left)}"
        self.standing.setText(said)
        self.standing.setToolTip(said)

    def _on_chosen(self, key: str) -> None:
        self.open_part(key)

    def _on_doubts(self) -> None:
        self.open_part("conflicts")
        self.conflicts.show_doubts()

    def _on_refused(self, error: UserError) -> None:
        if self.isVisible():
            self.messages.show_message(refusal_message(error))

    def _on_changed(self, changes: object, _origin: QObject | None) -> None:
        if isinstance(changes, Changes) and self.isVisible():
            self.messages.remove("refused")
            self.reload()

    def _build(self) -> None:
        self.head.set_title("")
        state = self._workspace.snapshot()
        for part in self.parts.values():
            self.stack.addWidget(part)
            part.hints_changed.connect(self.hints_changed)
        self.segments.set_choices(
            [(key, part.segment_word(state)) for key, part in self.parts.items()]
        )
        self.head.add_beside_title(self.segments)
        self.standing.setMinimumWidth(1)
        self.head.add(self.standing)
        self.body.addWidget(self.head)
        self.body.addWidget(hairline())
        self.body.addWidget(self.messages)
        self.body.addWidget(self.stack, 1)
        self.segments.chosen.connect(self._on_chosen)
        self.returns.doubts_left.connect(self._on_doubts)
        self._acts.hub.changed.connect(self._on_changed)
        self._acts.refused.connect(self._on_refused)
