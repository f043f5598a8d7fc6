"""Brieven: every letter with its checks, the page itself, and a bar that says what goes out."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFileDialog, QSplitter, QVBoxLayout, QWidget
from typing_extensions import override

from delpanel import messages
from delpanel.changes import Changes
from delpanel.errors import UserError
from delpanel.services.letters import lettering
from delpanel.services.letters.lettering import LetterState
from ui.commands import Acts
from ui.formats import euro
from ui.kit.dressing import hairline, pane
from ui.kit.empty_state import EmptyState
from ui.kit.jobs import JobRunner
from ui.kit.notify import Kind, Message, MessageArea
from ui.kit.page import Hint, Page
from ui.kit.page_toolbar import PageToolbar
from ui.kit.pdf_view import PageTurner, PdfView
from ui.kit.pinned_table import PinnedTable
from ui.kit.segments import Segments
from ui.models.letters import GROUPS, awarded, group_of, letter_columns, letter_table
from ui.models.points import window_language
from ui.views.letters.checks import ChecksPane
from ui.views.letters.release_bar import ReleaseBar


class LettersPage(Page):
    """List, preview, checks and release; made only from the frozen allocation."""

    def __init__(self, acts: Acts, runner: JobRunner, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._acts = acts
        self._workspace = acts.workspace
        self._runner = runner
        self._states: tuple[LetterState, ...] = ()
        self.table = letter_table()
        self.view = PinnedTable(self.table, pinned=2)
        self.list_bar, self.paper_bar = PageToolbar(), PageToolbar()
        self.filters = Segments("")
        self.messages = MessageArea()
        self.paper = PdfView()
        self.turner = PageTurner(self.paper)
        self.checks = ChecksPane()
        self.release = ReleaseBar()
        self.empty = EmptyState("lock")
        self._content = QWidget()
        self._build()
        self._connect()
        self.retranslate()

    @override
    def title(self) -> str:
        return self.tr("Brieven")

    @override
    def hints(self) -> tuple[Hint, ...]:
        return (
            Hint(("↑", "↓"), self.tr("brief")),
            Hint(("PgUp", "PgDn"), self.tr("bladzijde")),
            Hint(("Ctrl Enter",), self.tr("vrijgeven")),
        )

    @override
    def on_shown(self) -> None:
        self.reload()
        self.view.setFocus()

    @override
    def search(self, text: str) -> None:
        self.table.search(text)

    @override
    def set_narrow(self, narrow: bool) -> None:
        super().set_narrow(narrow)
        self.checks.setVisible(not narrow)
        self.view.set_column_shown("pages", not narrow)

    @override
    def retranslate(self) -> None:
        self.table.set_columns(letter_columns())
        self.empty.set_texts(
            self.tr("Nog geen brieven"),
            self.tr("Brieven ontstaan uit de vastgelegde toekenning. Leg eerst een voorstel vast."),
        )
        self.list_bar.set_title(self.title())
        self.filters.setAccessibleName(self.tr("Soort brief"))
        self._fill()

    def reload(self) -> None:
        """Read the letters of the frozen allocation again."""
        frozen = self._workspace.snapshot().allocation is not None
        self.empty.setVisible(not frozen)
        self._content.setVisible(frozen)
        if not frozen:
            self._states = ()
            return
        self._states = lettering.letter_states(self._workspace)
        self._fill()
        if self.view.current_record() is None:
            self.view.select_first()
        self._show_current()

    def _fill(self) -> None:
        self.table.replace(self._states)
        counts = dict.fromkeys(GROUPS, 0)
        for state in self._states:
            counts[group_of(state.code)] = counts.get(group_of(state.code), 0) + 1
        everything = self.tr("Alle {0}").format(len(self._states))
        self.filters.set_choices(
            [("", everything), *((g, f"{g} {n}") for g, n in counts.items() if n)]
        )
        sums = sum(awarded(state) or 0 for state in self._states)
        pages = sum(state.version.pages for state in self._states if state.version)
        self.view.set_total(
            {
                "name": self.tr("%n brieven", "", len(self._states)),
                "award": euro(sums),
                "pages": str(pages) if pages else "",
            }
        )
        self.release.show_states(self._states)

    def _show_current(self, *_record: object) -> None:
        state = self.view.current_record()
        if state is None:
            self.paper.show_pdf(None)
            return
        decision = messages.sentence(f"DECISION_{state.code}", {}, window_language())
        version = (
            "" if state.version is None else self.tr("versie {0}").format(state.version.version)
        )
        self.paper_bar.set_title(f"{state.dossier} · {decision}", version)
        self.checks.show_letter(self._workspace, state)
        if state.problem is not None:
            self.paper.show_pdf(None)
            return
        try:
            self.paper.show_pdf(lettering.preview(self._workspace, state.dossier).pdf)
        except UserError as error:
            self.paper.show_pdf(None)
            self._refuse(error)

    def _on_filter(self, group: str) -> None:
        self.table.keep((lambda row: group_of(row.code) == group) if group else None)

    def _on_release(self) -> None:
        ready = [state.dossier for state in self._states if state.problem is None]
        folder = QFileDialog.getExistingDirectory(self, self.tr("Map voor de brieven"))
        if folder and ready:
            self.release_to(Path(folder), ready)

    def release_to(self, folder: Path, dossiers: list[str]) -> None:
        """File these letters as versions and write them into a folder, in the background."""
        job = self._runner.prepare(
            lambda progress: lettering.issue(self._workspace, folder, dossiers, progress),
            self.tr("Brieven maken"),
        )
        job.succeeded.connect(self._on_released)
        job.failed.connect(self._on_failed)
        self._runner.start(job)

    def _on_released(self, versions: object) -> None:
        count = len(versions) if isinstance(versions, tuple) else 0
        lead = self.tr("%n brieven geschreven", "", count)
        self.messages.show_message(Message(Kind.GOOD, lead, key="released"))
        self._acts.hub.tell(lettering.touched(), self)
        self.reload()

    def _on_failed(self, error: object) -> None:
        if isinstance(error, UserError):
            self._refuse(error)
        elif isinstance(error, BaseException):
            raise error

    def _refuse(self, error: UserError) -> None:
        said = messages.of_error(error, window_language())
        self.messages.show_message(Message(Kind.BAD, said, key="refused"))

    def _on_changed(self, changes: object, origin: QObject | None) -> None:
        if isinstance(changes, Changes) and origin is not self and self.isVisible():
            self.reload()

    def _connect(self) -> None:
        self.view.current_changed.connect(self._show_current)
        self.filters.chosen.connect(self._on_filter)
        self.release.released.connect(self._on_release)
        self._acts.hub.changed.connect(self._on_changed)
        shortcut = QShortcut(QKeySequence("Ctrl+Return"), self)
        shortcut.activated.connect(self._on_release)

    def _build(self) -> None:
        self.list_bar.add(self.filters)
        self.paper_bar.add(self.turner)
        split = QSplitter(Qt.Orientation.Horizontal)
        split.setChildrenCollapsible(False)
        split.setHandleWidth(1)
        split.addWidget(_column(self.list_bar, hairline(), self.view))
        desk = pane("desk")
        inner = QVBoxLayout(desk)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.addWidget(self.paper)
        split.addWidget(_column(self.paper_bar, hairline(), desk))
        split.addWidget(self.checks)
        split.setSizes([608, 512, 320])
        split.setStretchFactor(1, 1)
        column = QVBoxLayout(self._content)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(split, 1)
        column.addWidget(hairline(strong=True))
        column.addWidget(self.release)
        for part in (self.messages, self._content, self.empty):
            self.body.addWidget(part)


def _column(*parts: QWidget) -> QWidget:
    holder = pane()
    column = QVBoxLayout(holder)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(0)
    for part in parts:
        column.addWidget(part)
    return holder
