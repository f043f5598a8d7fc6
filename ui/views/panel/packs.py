"""Packs: the opening key, and the sealed files and score sheets that go out to the members."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMenu, QSplitter, QStackedWidget, QToolButton, QWidget
from typing_extensions import override

from delpanel.errors import UserError
from delpanel.model.pack import PackKind
from delpanel.services.packs import opening_keys, pack_ledger, pack_obstacles, packing
from delpanel.services.packs.packing import WrittenPack
from delpanel.services.state.snapshot import Snapshot
from ui.commands import Acts
from ui.dialogs.issue_packs import IssuePacksDialog
from ui.dialogs.opening_key import OpeningKeyDialog
from ui.dialogs.passphrases import PassphrasesDialog
from ui.kit.dressing import button, icon_button, primary_button
from ui.kit.empty_state import EmptyState
from ui.kit.file_dialogs import choose_target
from ui.kit.jobs import JobRunner
from ui.kit.notify import MessageArea
from ui.kit.page import Hint
from ui.kit.page_toolbar import PageToolbar
from ui.kit.pinned_table import PinnedTable
from ui.kit.record_table import RecordTable
from ui.models.issues import refusal_message
from ui.models.packs import PackRow, pack_columns, pack_rows
from ui.views.empty_page import give_room
from ui.views.panel.packs_desk import PacksDesk
from ui.views.panel.packs_state import PacksState
from ui.views.panel.part import PanelPart, titled
from ui.views.panel.sheets import PanelDesk


class PacksPart(PanelPart):
    """What went out to whom, with its term; the primary button makes what comes next."""

    def __init__(
        self,
        acts: Acts,
        runner: JobRunner,
        messages: MessageArea,
        desk: PanelDesk,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(acts, runner, messages, parent)
        self._sheets = desk
        self.desk = PacksDesk(acts, runner, messages, self)
        self.bar = PageToolbar()
        self.sheets_button = button("", "export")
        self.more_button = icon_button("more", "")
        self.make_button = primary_button("", "send")
        self.table: RecordTable[PackRow] = RecordTable(pack_columns(), key=lambda r: r.id)
        self.view = PinnedTable(self.table, pinned=2)
        self.state_pane = PacksState()
        self.nothing = EmptyState("send")
        self.pages = QStackedWidget()
        self.split = QSplitter(Qt.Orientation.Horizontal)
        self.dialog: PassphrasesDialog | None = None
        self._build()

    @override
    def segment_word(self, state: Snapshot) -> str:
        count = len(pack_ledger.load(self.workspace).packs)
        return self.tr("Pakketten {0}").format(count)

    @override
    def hints(self) -> tuple[Hint, ...]:
        return (Hint(("Ctrl C",), self.tr("rijen kopiëren")),)

    @override
    def show_state(self, state: Snapshot) -> None:
        ledger = pack_ledger.load(self.workspace)
        rows = pack_rows(state, ledger, self.workspace.now())
        self.table.replace(rows)
        self.pages.setCurrentIndex(0 if rows else 1)
        give_room(self.nothing)
        back = sum(r.has_returned for r in rows)
        self.bar.set_title(
            self.tr("%n pakketten gemaakt", "", len(rows)),
            self.tr("{0} ingediend").format(back) if rows else "",
        )
        ready = bool(state.dossiers and state.evaluators)
        held = opening_keys.held_key(self.workspace)
        self.make_button.setEnabled(ready)
        self.make_button.setText(
            self.tr("Pakketten maken") if held else self.tr("Openingssleutel maken")
        )
        self.sheets_button.setEnabled(any(state.assigned.values()))
        self._show_side()

    @override
    def focus_first(self) -> None:
        if self.table.all_records:
            self.view.select_first()
            self.view.setFocus()
        else:
            self.make_button.setFocus()

    @override
    def search(self, text: str) -> None:
        self.table.search(text)

    @override
    def set_narrow(self, narrow: bool) -> None:
        self.split.setSizes([900, 328] if narrow else [1040, 392])

    @override
    def retranslate(self) -> None:
        self.table.set_columns(pack_columns())
        self.sheets_button.setText(self.tr("Scorebladen in Excel"))
        self.sheets_button.setToolTip(
            self.tr("Voor leden die niets mogen installeren: één blad per lid.")
        )
        self.more_button.setAccessibleName(self.tr("Meer over pakketten"))
        self.more_button.setToolTip(self.tr("Meer over pakketten"))
        self.nothing.set_texts(
            self.tr("Nog geen pakketten"),
            self.tr(
                "Eerst gaat een verklaringspakket uit: daarin staat alleen wie meedoet. Wie geen"
                " belangenconflict heeft, krijgt daarna een scorepakket met de eigen dossiers. Elk"
                " bestand is verzegeld voor één lid."
            ),
        )
        menu = QMenu(self.more_button)
        menu.addAction(self.tr("Lijst voor buitenstaanders bewaren"), self.publish)
        self.more_button.setMenu(menu)
        self.more_button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)

    def make(self) -> None:
        """Make what comes next: the opening key, else packs."""
        if opening_keys.held_key(self.workspace) is None:
            self.make_key()
        else:
            self.make_packs()

    def make_key(self) -> None:
        """Ask who opens, and make the opening key."""
        dialog = OpeningKeyDialog(self)
        if not dialog.exec():
            return
        if dialog.is_split:
            needed, holders = dialog.needed.value(), dialog.holders.value()
            self.desk.split_key(dialog.target(), needed, holders)
        else:
            self.desk.whole_key(dialog.target(), dialog.passphrase())

    def make_packs(self) -> None:
        """Ask for which members, and make the packs."""
        state = self.workspace.snapshot()
        hindered = {k: pack_obstacles.obstacles(self.workspace, k) for k in PackKind}
        preside = {state.presiding.chair, state.presiding.deputy}
        people = [p for p in state.evaluators if p.active or p.id in preside]
        dialog = IssuePacksDialog(people, hindered, self.workspace.now(), self)
        if dialog.exec():
            self.issue(
                dialog.kind,
                dialog.folder(),
                dialog.evaluators(),
                dialog.due_at(),
                dialog.phrases_file(),
            )

    def issue(
        self,
        kind: PackKind,
        folder: Path,
        evaluators: tuple[str, ...],
        due_at: datetime | None = None,
        phrases: Path | None = None,
    ) -> None:
        """Make packs in the background; passphrases go to a file, or are shown once."""
        self.desk.issue(kind, folder, evaluators, due_at, phrases)

    def publish(self) -> None:
        """Ask where, and write the list that lets anyone check returns without a key."""
        kinds = self.tr("Lijst van pakketten (*.json)")
        title = self.tr("Lijst voor buitenstaanders bewaren als")
        path = choose_target(self, title, kinds, Path("pakketten.json"))
        if path is not None:
            self.publish_to(path)

    def publish_to(self, path: Path) -> None:
        """Write the list of packs for outsiders."""
        try:
            packing.write_published(self.workspace, path)
        except UserError as error:
            self.messages.show_message(refusal_message(error))
        else:
            self.desk.good(
                self.tr("{0} is bewaard.").format(path.name),
                self.tr(
                    "Wie deze lijst heeft, kan zonder sleutel nagaan of inzendingen volledig en"
                    " ongewijzigd zijn. Er staan geen namen en geen dossiers in."
                ),
            )

    def _on_issued(self, written: object) -> None:
        if isinstance(written, tuple) and all(isinstance(w, WrittenPack) for w in written):
            dialog = PassphrasesDialog(self.workspace.snapshot(), written, self)
            self.dialog = dialog
            dialog.finished.connect(dialog.deleteLater)
            dialog.open()

    def _show_side(self, *_record: object) -> None:
        self.state_pane.show_state(
            self.workspace.snapshot(),
            opening_keys.held_key(self.workspace),
            pack_obstacles.obstacles(self.workspace, PackKind.SCORING),
            self.view.current_record(),
        )

    def _build(self) -> None:
        for made in (self.sheets_button, self.more_button, self.make_button):
            self.bar.add(made)
        self.pages.addWidget(self.view)
        self.pages.addWidget(self.nothing)
        self.split.setChildrenCollapsible(False)
        self.split.setHandleWidth(1)
        self.split.addWidget(self.pages)
        self.split.addWidget(self.state_pane)
        self.split.setStretchFactor(0, 1)
        self.split.setSizes([1040, 392])
        self.column.addWidget(titled(self.bar, self.split), 1)
        self.sheets_button.clicked.connect(self._sheets.send)
        self.make_button.clicked.connect(self.make)
        self.state_pane.key_wanted.connect(self.make_key)
        self.view.current_changed.connect(self._show_side)
        self.desk.phrases_made.connect(self._on_issued)
