"""Voorstellen: both policies side by side, every dossier under both, and why."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QSplitter, QVBoxLayout, QWidget

from delpanel.progress import Progress
from delpanel.services.allocation.co_optima import co_optima
from delpanel.services.allocation.funding import FundingRow, funding_rows
from delpanel.services.allocation.province_standing import (
    ProvinceStanding,
    province_standings,
    standing_word,
)
from delpanel.services.allocation.without_flemish import (
    WithoutFlemish,
    without_flemish,
    without_flemish_sentence,
)
from delpanel.services.intake.synergy import counted_sentence
from delpanel.services.state.computed import Computed
from scoring.errors import NotProvenError
from scoring.rules import Policy
from ui.formats import euro
from ui.kit.dressing import hairline
from ui.kit.jobs import JobRunner
from ui.kit.pinned_table import PinnedTable
from ui.models.allocation import LETTERS, allocation_columns, allocation_table
from ui.models.points import window_language
from ui.models.reason_answer import Answer, Answers
from ui.views.funding.policy_band import SERVICES, PolicyBand
from ui.views.funding.reason_pane import ReasonPane
from ui.views.latest import Latest
from ui.widgets.province_legend import ProvinceLegend

POLICIES = (Policy.RANKING, Policy.COVERAGE)
MOST_PAIRS = 3
"""So many pairs are named over the table; all of them stand in the workbook and the overview."""


@dataclass(frozen=True, slots=True)
class Figures:
    """What takes a moment beside the proposals: provinces by policy, and sets as good as B."""

    standings: Mapping[Policy, Sequence[ProvinceStanding]] = field(default_factory=dict)
    others: Sequence[Sequence[str]] = ()
    without_flemish: Mapping[Policy, WithoutFlemish] = field(default_factory=dict)

    def without_words(self, policy: Policy) -> str:
        """Say what a policy would fund with nothing Flemish; nothing where that is not known."""
        found = self.without_flemish.get(policy)
        return "" if found is None else without_flemish_sentence(found, window_language())


class ProposalsView(QWidget):
    """``chosen`` carries the policy whose radio was set, ``failed`` the fault of a job.

    ``tried`` carries an ``Alternative`` that should be worked out as a scenario.

    What would have to change is solved in a job per dossier and kept per state of the panel.
    """

    chosen = Signal(object)
    failed = Signal(object)
    tried = Signal(object)

    def __init__(
        self, province: Callable[[str], str], runner: JobRunner, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._province = province
        self._computed: Computed | None = None
        self._answers: Answers | None = None
        self.bands = {policy: PolicyBand(policy) for policy in POLICIES}
        self.legend = ProvinceLegend()
        self.table = allocation_table(province)
        self.view = PinnedTable(self.table, pinned=2)
        self.reasons = ReasonPane()
        self._latest = Latest(runner, self.tr("Verantwoording berekenen"), self)
        self._latest.made.connect(self._on_answer)
        self._latest.failed.connect(self.failed)
        self.reasons.tried.connect(self.tried)
        self.view.current_changed.connect(self._show_reason)
        for band in self.bands.values():
            band.chosen.connect(self.chosen)
            band.hub_chosen.connect(self.view.select_key)
        for policy in POLICIES:
            key = QShortcut(QKeySequence(LETTERS[policy]), self)
            key.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            key.activated.connect(partial(self.chosen.emit, policy))
        self._build()

    def show_panel(
        self,
        computed: Computed,
        chosen: Policy,
        figures: Figures,
    ) -> None:
        """Show both proposals of a state of the panel; ``chosen`` is the one to be frozen."""
        if computed is not self._computed:
            self._computed, self._answers = computed, Answers(computed)
        frozen = computed.snapshot.allocation
        both = computed.comparison
        for policy, band in self.bands.items():
            band.show_proposal(computed, both.proposal(policy), decides=policy is chosen)
            band.show_rule(
                figures.others if policy is Policy.COVERAGE else (),
                (
                    counted_sentence(computed, policy, window_language(), MOST_PAIRS),
                    figures.without_words(policy),
                ),
            )
            band.show_standings(computed, figures.standings[policy])
            band.radio.setEnabled(frozen is None)
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

    def set_narrow(self, *, narrow: bool) -> None:
        """The window became narrow or wide."""
        self.view.set_column_shown("province", not narrow)
        self._split.setSizes([951, 328] if narrow else [1063, 376])
        for band in self.bands.values():
            band.set_narrow(narrow=narrow)

    def retranslate(self) -> None:
        """Set every text in the language of the window; the page shows the state again."""
        self.table.set_columns(allocation_columns(self._province))
        language = window_language()
        self.legend.set_words(
            {service: standing_word(standing, language) for standing, service in SERVICES.items()},
            self.tr("Betwist: minder dan 80 % kans dat de hub de beste van zijn provincie is."),
        )

    def _show_reason(self, record: FundingRow | None) -> None:
        if self._computed is None or self._answers is None:
            return
        held = None if record is None else self._answers.held(record.id)
        self.reasons.show_dossier(self._computed, record, held)
        if record is not None and held is None:
            answers, dossier = self._answers, record.id
            self._latest.ask(lambda _progress: (answers, answers.make(dossier)))

    def _on_answer(self, made: object) -> None:
        record = self.view.current_record()
        if not isinstance(made, tuple) or record is None or self._computed is None:
            return
        answers, answer = made
        wanted = answers is self._answers and isinstance(answer, Answer)
        if wanted and answer.dossier == record.id:
            self.reasons.show_dossier(self._computed, record, answer)

    def _build(self) -> None:
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
        self._split = split
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(halves)
        column.addWidget(hairline())
        column.addWidget(self.legend)
        column.addWidget(hairline(strong=True))
        column.addWidget(split, 1)


def made_proposals(computed: Computed, _progress: Progress) -> tuple[Computed, Figures]:
    """Let the numbers be made where they do not hold up the window; they stay on the record."""
    both = computed.comparison
    standings = {policy: province_standings(computed, both.proposal(policy)) for policy in Policy}
    try:
        without = without_flemish(computed)
    except NotProvenError:
        without = {}
    return computed, Figures(standings, co_optima(computed)[1:], without)
