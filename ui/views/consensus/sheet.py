"""The meeting on one dossier: all sheets criterion by criterion, and what the panel agrees on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from delpanel.services.consensus.agreeing import Agreement
from delpanel.services.consensus.leaving_out import ScoreEffects
from delpanel.services.consensus.proposing import proposals
from delpanel.services.state.computed import Computed
from ui.kit.dressing import button, hairline, label, pane, primary_button, wear_icon
from ui.kit.fonts import TextStyle
from ui.kit.theme import theme
from ui.models.left_out import effect_of_score
from ui.views.consensus.approvals import ROLL_CALL, ApprovalStrip
from ui.views.consensus.criterion import AgreeBlock
from ui.views.consensus.draft import Draft
from ui.views.consensus.entries import entries, members_of


class AgreeSheet(QFrame):
    """``committed`` carries the agreements of one dossier, ``closed`` leaves the meeting view.

    ``aside_wanted`` carries a criterion and the entry that is not to count, or to count again.
    What was entered and not recorded is kept while the window is open.
    """

    committed = Signal(object)
    closed = Signal()
    next_wanted = Signal()
    reason_missing = Signal(str)
    aside_wanted = Signal(str, object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("pane")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.dossier = ""
        self.blocks: tuple[AgreeBlock, ...] = ()
        self._drafts: dict[str, dict[str, Draft]] = {}
        self._title = label("", TextStyle.HEADING)
        self._note = label("", TextStyle.CHIP, "text2")
        self.back_button = wear_icon(button(""), "left", "text")
        self.next_button = button("")
        self.commit_button = primary_button("")
        self.approvals = ApprovalStrip()
        self._area = QScrollArea()
        self._area.setWidgetResizable(True)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._build()
        for keys, act in (
            ("Ctrl+S", self.commit_one),
            ("Ctrl+Shift+S", self.commit),
            (ROLL_CALL, self.approvals.roll_button.click),
        ):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(act)
        self.back_button.clicked.connect(self.close_sheet)
        self.next_button.clicked.connect(self._on_next)
        self.commit_button.clicked.connect(self.commit)
        self.retranslate()

    def open(self, computed: Computed, dossier: str, *, anonymous: bool = False) -> None:
        """Show the sheets of a dossier and what was agreed or is proposed."""
        self._keep_draft()
        snapshot = computed.snapshot
        self.dossier = dossier
        record = snapshot.dossier_by_id[dossier]
        self._title.setText(f"{dossier}  {record.name}")
        self._note.setText(self.tr("{0} bladen").format(len(members_of(snapshot, dossier))))
        proposed = proposals(computed)
        self.blocks = tuple(
            AgreeBlock(
                snapshot.call,
                computed.consolidation.cell(dossier, criterion.id),
                snapshot.agreed_by_cell.get((dossier, criterion.id)),
                entries(computed, dossier, criterion.id, anonymous=anonymous),
                proposed.get((dossier, criterion.id)),
            )
            for criterion in snapshot.call.rules.criteria
        )
        for block in self.blocks:
            draft = self._drafts.get(dossier, {}).get(block.criterion)
            if draft is not None:
                block.restore(draft)
            block.edited.connect(self._show_state)
            block.taken_over.connect(partial(self.commit_one, block))
            block.entries.aside_wanted.connect(partial(self.aside_wanted.emit, block.criterion))
        self._fill()
        self._show_state()

    def show_effects(self, dossier: str, found: ScoreEffects, names: Mapping[str, str]) -> None:
        """Say under each sheet what would be without that score."""
        if dossier != self.dossier:
            return
        for block in self.blocks:
            block.show_effects(
                {
                    who: effect_of_score(left, dossier, names)
                    for (criterion, who), left in found.items()
                    if criterion == block.criterion
                }
            )

    def commit(self) -> None:
        """Record what stands here and what is proposed without a flag, or ask for a reason."""
        self._commit([block for block in self.blocks if block.to_record])

    def commit_one(self, block: AgreeBlock | None = None) -> None:
        """Record one criterion, a flagged proposal too: that of the focus unless one is given."""
        chosen = block or self._focused()
        if chosen is not None and chosen.is_changed and self.commit_button.isVisible():
            self._commit([chosen])

    def forget(self, dossier: str, criteria: Sequence[str] = ()) -> None:
        """Drop what was kept of a dossier, or of some criteria: it is recorded now."""
        if dossier == self.dossier:
            self._keep_draft()
            self.blocks = ()
        kept = self._drafts.get(dossier, {})
        left = {name: draft for name, draft in kept.items() if criteria and name not in criteria}
        self._drafts.pop(dossier, None)
        if left:
            self._drafts[dossier] = left

    def next_open(self, criterion: str) -> str:
        """The criterion after this one that still wants something, else this one."""
        names = [block.criterion for block in self.blocks]
        place = names.index(criterion) if criterion in names else -1
        later = (*self.blocks[place + 1 :], *self.blocks[: place + 1])
        return next((block.criterion for block in later if block.is_changed), criterion)

    def focus_start(self, criterion: str = "") -> None:
        """Put the focus on the points of a criterion, or of the first."""
        wanted = next((b for b in self.blocks if b.criterion == criterion), None)
        target = wanted or next(iter(self.blocks), None)
        if target is not None:
            target.scale.setFocus(Qt.FocusReason.OtherFocusReason)
            self._area.ensureWidgetVisible(target)

    def set_read_only(self, read_only: bool) -> None:
        """Only look: frozen, or not for this role."""
        self.commit_button.setVisible(not read_only)
        for block in self.blocks:
            block.set_read_only(read_only)

    def close_sheet(self) -> None:
        """Go back to the ranking; what was entered is kept."""
        self._keep_draft()
        self.closed.emit()

    def retranslate(self) -> None:
        """Set every text in the language of the window."""
        self.back_button.setText(self.tr("Rangschikking"))
        self.next_button.setText(self.tr("Volgende bespreking"))
        self.commit_button.setText(self.tr("Consensus vastleggen"))
        self.approvals.retranslate()

    def _build(self) -> None:
        head = pane()
        line = QHBoxLayout(head)
        line.setContentsMargins(16, 0, 16, 0)
        line.setSpacing(12)
        for part in (self.back_button, self._title, self._note):
            line.addWidget(part)
        line.addStretch(1)
        line.addWidget(self.next_button)
        line.addWidget(self.commit_button)
        head.setFixedHeight(theme().px(48))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(head)
        column.addWidget(hairline())
        column.addWidget(self._area, 1)
        column.addWidget(self.approvals)

    def _fill(self) -> None:
        holder = pane()
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for number, block in enumerate(self.blocks):
            if number:
                column.addWidget(hairline())
            column.addWidget(block)
        column.addStretch(1)
        self._area.setWidget(holder)

    def _show_state(self) -> None:
        self.commit_button.setEnabled(any(block.to_record for block in self.blocks))

    def _commit(self, blocks: Sequence[AgreeBlock]) -> None:
        for block in blocks:
            if block.lacks_reason:
                block.reason.setFocus(Qt.FocusReason.OtherFocusReason)
                self._area.ensureWidgetVisible(block.reason)
                self.reason_missing.emit(block.criterion)
                return
        wanted: tuple[Agreement, ...] = tuple(block.agreement() for block in blocks)
        if wanted:
            self.committed.emit(wanted)

    def _focused(self) -> AgreeBlock | None:
        """The criterion in which the focus is."""
        return next((block for block in self.blocks if block.has_focus), None)

    def _keep_draft(self) -> None:
        if self.dossier and any(block.is_changed for block in self.blocks):
            kept = {block.criterion: block.draft() for block in self.blocks if block.was_edited}
            if kept:
                self._drafts[self.dossier] = kept

    def _on_next(self) -> None:
        self._keep_draft()
        self.next_wanted.emit()
