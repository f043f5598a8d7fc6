"""Toekenning: both policies side by side, why each dossier is in or out, and the freeze."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import (
    QFileDialog,
    QHBoxLayout,
    QInputDialog,
    QSplitter,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from delpanel import messages
from delpanel.changes import Changes
from delpanel.errors import UserError
from delpanel.services import exporting, freezing
from delpanel.services.computed import Computed
from delpanel.services.funding import FundingRow, funding_rows
from scoring.errors import ScoringError
from scoring.rules import Policy
from ui.commands import Acts
from ui.formats import euro
from ui.kit.dressing import button, hairline, primary_button
from ui.kit.empty_state import EmptyState
from ui.kit.jobs import JobRunner
from ui.kit.notify import Kind, Message, MessageArea, Question, confirm
from ui.kit.page import Hint, Page
from ui.kit.page_toolbar import PageToolbar
from ui.kit.pinned_table import PinnedTable
from ui.models.allocation import LETTERS, allocation_columns, allocation_table, policy_name
from ui.models.points import window_language
from ui.views.policy_band import PolicyBand
from ui.views.reason_pane import ReasonPane

POLICIES = (Policy.RANKING, Policy.COVERAGE)


class FundingPage(Page):
    """Two proposals, one decision. The proposals are computed in the background."""

    def __init__(self, acts: Acts, runner: JobRunner, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._acts = acts
        self._workspace = acts.workspace
        self._runner = runner
        self._computed: Computed | None = None
        self._chosen = self._workspace.call.rules.policy
        self.toolbar, self.messages = PageToolbar(), MessageArea()
        self.export_button, self.thaw_button = button("", "file"), button("")
        self.freeze_button = primary_button("")
        self.bands = {policy: PolicyBand(policy) for policy in POLICIES}
        self.table = allocation_table(self._province)
        self.view = PinnedTable(self.table, pinned=2)
        self.reasons = ReasonPane()
        self.empty = EmptyState("clock")
        self._content = QWidget()
        self._build()
        self._connect()
        self.retranslate()

    @override
    def title(self) -> str:
        return self.tr("Toekenning")

    @override
    def hints(self) -> tuple[Hint, ...]:
        return (
            Hint(("↑", "↓"), self.tr("dossier")),
            Hint(("A", "B"), self.tr("voorstel kiezen")),
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
        self.view.set_column_shown("province", not narrow)
        for band in self.bands.values():
            band.set_narrow(narrow=narrow)

    @override
    def retranslate(self) -> None:
        self.table.set_columns(allocation_columns(self._province))
        self.export_button.setText(self.tr("Rangschikking als Excel"))
        self.thaw_button.setText(self.tr("Vastlegging opheffen"))
        self.empty.set_texts(
            self.tr("De voorstellen worden berekend"),
            self.tr("Beide voorstellen verschijnen zodra het optimum bewezen is."),
        )
        self._show()

    def reload(self) -> None:
        """Compute both proposals for the present state, in the background."""
        computed = self._workspace.computed()
        if self._computed is computed:
            return
        job = self._runner.prepare(
            lambda _progress: _proposals(computed), self.tr("Voorstellen berekenen")
        )
        job.succeeded.connect(self._on_computed)
        job.failed.connect(self._on_failed)
        self._runner.start(job)

    def choose(self, policy: Policy) -> None:
        """Choose which proposal would be frozen."""
        if self._workspace.snapshot().allocation is None:
            self._chosen = policy
        self._show()

    def freeze(self, reason: str = "") -> bool:
        """Freeze the chosen proposal; the refusal is shown, and False given."""
        try:
            changes = freezing.freeze(self._workspace, self._chosen, reason)
        except UserError as error:
            self._refuse(error)
            return False
        self._after(changes)
        return True

    def _show(self) -> None:
        computed = self._computed
        self.empty.setVisible(computed is None)
        self._content.setVisible(computed is not None)
        for made in (self.freeze_button, self.thaw_button, self.export_button):
            made.setVisible(computed is not None)
        if computed is None:
            self.toolbar.set_title(self.title())
            return
        frozen = computed.snapshot.allocation
        both = computed.comparison
        for policy, band in self.bands.items():
            band.show_proposal(computed, both.proposal(policy), decides=policy is self._chosen)
            band.radio.setEnabled(frozen is None)
        self._title(computed)
        self.table.replace(funding_rows(computed, window_language()))
        totals = {"name": self.tr("Toegekend")}
        for policy in POLICIES:
            sums = both.proposal(policy).totals
            totals[f"{policy}-erdf"] = euro(sums.erdf_cents)
            totals[f"{policy}-flemish"] = euro(sums.cofin_cents)
        self.view.set_total(totals)
        if self.view.current_record() is None:
            self.view.select_first()
        self._show_reason(self.view.current_record())

    def _title(self, computed: Computed) -> None:
        frozen = computed.snapshot.allocation
        self.freeze_button.setVisible(frozen is None)
        self.thaw_button.setVisible(frozen is not None)
        letter = LETTERS[self._chosen]
        self.freeze_button.setText(self.tr("Voorstel {0} vastleggen").format(letter))
        if frozen is not None:
            name = policy_name(Policy(frozen.policy))
            note = self.tr("controlegetal {0}").format(frozen.digest[:12])
            self.toolbar.set_title(self.tr("Vastgelegd: {0}").format(name), note)
            return
        both = computed.comparison
        count = len(both.only_coverage) + len(both.only_ranking)
        same = self.tr("Beide voorstellen kiezen dezelfde dossiers")
        differ = self.tr("Twee voorstellen, %n dossiers verschillen", "", count)
        self.toolbar.set_title(differ if count else same)

    def _show_reason(self, record: FundingRow | None) -> None:
        if self._computed is not None:
            self.reasons.show_dossier(self._computed, record)

    def _on_computed(self, computed: object) -> None:
        if isinstance(computed, Computed) and computed is self._workspace.computed():
            self._computed = computed
            frozen = computed.snapshot.allocation
            if frozen is not None:
                self._chosen = Policy(frozen.policy)
            self._show()

    def _on_failed(self, error: object) -> None:
        if isinstance(error, UserError | ScoringError):
            self._refuse(error)
        elif isinstance(error, BaseException):
            raise error

    def _on_freeze(self) -> None:
        declared = self._workspace.call.rules.policy
        name = policy_name(self._chosen)
        reason = ""
        if self._chosen is not declared:
            reason, agreed = QInputDialog.getText(
                self,
                self.tr("Reden"),
                self.tr("De oproep koos vooraf het andere voorstel. Waarom {0}?").format(name),
            )
            if not agreed:
                return
        question = Question(
            self.tr("Voorstel {0} ({1}) vastleggen?").format(LETTERS[self._chosen], name),
            self.tr(
                "Daarna kunnen dossiers, punten, gewichten en consensus niet meer wijzigen en "
                "worden de brieven uit deze toekenning gemaakt. Opheffen kan alleen met een reden."
            ),
            self.tr("Vastleggen"),
        )
        if confirm(self, question):
            self.freeze(reason)

    def _on_thaw(self) -> None:
        reason, agreed = QInputDialog.getText(
            self, self.tr("Vastlegging opheffen"), self.tr("Waarom wordt de vastlegging opgeheven?")
        )
        if agreed:
            self._try(lambda: freezing.thaw(self._workspace, reason))

    def _on_export(self) -> None:
        name, _ = QFileDialog.getSaveFileName(
            self, self.tr("Rangschikking bewaren als"), "rangschikking.xlsx", "Excel (*.xlsx)"
        )
        if name:
            self._try(partial(exporting.export_ranking, self._workspace, Path(name)))

    def _try(self, act: Callable[[], Changes]) -> None:
        try:
            changes = act()
        except UserError as error:
            self._refuse(error)
        else:
            self._after(changes)

    def _after(self, changes: Changes) -> None:
        if changes.allocation:
            self._acts.stack.clear()
        self.messages.remove("refused")
        self._acts.hub.tell(changes, self)
        self.reload()

    def _refuse(self, error: UserError | ScoringError) -> None:
        said = messages.of_error(error, window_language())
        self.messages.show_message(Message(Kind.BAD, said, key="refused"))

    def _on_changed(self, _changes: object, origin: QObject | None) -> None:
        if origin is not self and self.isVisible():
            self.reload()

    def _on_hub(self, dossier: str) -> None:
        self.view.select_key(dossier)

    def _province(self, nuts: str) -> str:
        province = self._workspace.call.province(nuts)
        return "" if province is None else province.name.text(window_language())

    def _connect(self) -> None:
        self.view.current_changed.connect(self._show_reason)
        self.freeze_button.clicked.connect(self._on_freeze)
        self.thaw_button.clicked.connect(self._on_thaw)
        self.export_button.clicked.connect(self._on_export)
        self._acts.hub.changed.connect(self._on_changed)
        for band in self.bands.values():
            band.chosen.connect(self.choose)
            band.hub_chosen.connect(self._on_hub)

    def _build(self) -> None:
        for made in (self.export_button, self.thaw_button, self.freeze_button):
            self.toolbar.add(made)
        halves = QHBoxLayout()
        halves.setSpacing(0)
        halves.addWidget(self.bands[Policy.RANKING], 1)
        halves.addWidget(hairline(upright=True))
        halves.addWidget(self.bands[Policy.COVERAGE], 1)
        split = QSplitter(Qt.Orientation.Horizontal)
        split.setChildrenCollapsible(False)
        split.setHandleWidth(1)
        split.addWidget(self.view)
        split.addWidget(self.reasons)
        split.setStretchFactor(0, 1)
        split.setSizes([1063, 376])
        column = QVBoxLayout(self._content)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(halves)
        column.addWidget(hairline(strong=True))
        column.addWidget(split, 1)
        for part in (self.toolbar, hairline(), self.messages, self._content, self.empty):
            self.body.addWidget(part)


def _proposals(computed: Computed) -> Computed:
    """Let the numbers be made where they do not hold up the window."""
    computed.comparison  # noqa: B018 - computed here, kept on the record
    return computed
