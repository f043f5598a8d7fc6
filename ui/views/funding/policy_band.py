"""One half of the band over the funding table: a policy, its figures, its money, its map."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QRadioButton, QVBoxLayout, QWidget

from delpanel import messages
from delpanel.services.allocation.province_standing import (
    ProvinceStanding,
    Standing,
    standing_sentence,
)
from delpanel.services.state.computed import Computed
from scoring.allocation.funding import Proposal
from scoring.ranking.rank import on_100
from scoring.rules import Policy
from ui.formats import decimals_apart, euro, total
from ui.kit.dressing import label, row, wear_text
from ui.kit.fonts import TextStyle
from ui.models.allocation import LETTERS, policy_name
from ui.models.points import window_language
from ui.widgets.envelope_bar import EnvelopeBars, EnvelopeLine
from ui.widgets.province_ground import Service
from ui.widgets.province_map import ProvinceMap, ProvinceState
from ui.widgets.status_chip import StatusChip

HEROES = 3
SERVICES: Final[Mapping[Standing, Service]] = {
    Standing.COVERED: Service.SERVED,
    Standing.CONTESTED: Service.CONTESTED,
    Standing.OPEN: Service.UNSERVED,
    Standing.UNCOVERABLE: Service.CLOSED,
}


class PolicyBand(QFrame):
    """``chosen`` when the radio is set; ``hub_chosen`` carries a dossier clicked on the map."""

    chosen = Signal(object)
    hub_chosen = Signal(str)

    def __init__(self, policy: Policy, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.policy = policy
        self.setObjectName("pane")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.radio = wear_text(QRadioButton(), TextStyle.HEADING)
        self.radio.setAutoExclusive(False)
        self._rule = label("", TextStyle.CHIP, "text2")
        self._rule.setWordWrap(True)
        self._chip = StatusChip()
        self._heroes = [
            (label("", TextStyle.HERO), label("", TextStyle.CHIP, "text2")) for _ in range(HEROES)
        ]
        self.bars = EnvelopeBars("")
        self.map = ProvinceMap("")
        self.map.setFixedWidth(232)
        self._hubs: dict[str, str] = {}
        self.radio.clicked.connect(self._on_radio)
        self.map.province_chosen.connect(self._on_province)
        self._build()

    def show_proposal(self, computed: Computed, proposal: Proposal, *, decides: bool) -> None:
        """Show what this policy would fund."""
        self.radio.setText(f"{LETTERS[self.policy]}  {policy_name(self.policy)}")
        self.radio.setChecked(decides)
        declared = computed.core.rules.policy is self.policy
        self._chip.setVisible(declared)
        self._chip.set_status("checkc", self.tr("vooraf gekozen"), "accent")
        sums = proposal.totals
        both = computed.comparison
        shown = (
            on_100(computed.core.rules, one.totals.value) for one in (both.coverage, both.ranking)
        )
        value = total(on_100(computed.core.rules, sums.value), decimals_apart(shown))
        count = len(computed.snapshot.call.provinces)
        figures = (
            (str(len(sums.provinces)), self.tr("van {0} provincies").format(count)),
            (str(len(proposal.funded)), self.tr("hubs")),
            (value, self._sum_words(computed)),
        )
        for (number, words), (hero, under) in zip(figures, self._heroes, strict=True):
            hero.setText(number)
            under.setText(words)
        self.bars.setAccessibleName(policy_name(self.policy))
        self.bars.set_lines(self._lines(computed, proposal))

    def set_narrow(self, *, narrow: bool) -> None:
        """Give the map less room in a narrow window."""
        self.map.setFixedWidth(200 if narrow else 232)

    def _lines(self, computed: Computed, proposal: Proposal) -> tuple[EnvelopeLine, ...]:
        sums, rules = proposal.totals, computed.core.rules.funding
        widest = max(rules.erdf_budget_cents, sums.own_cents, 1)
        return (
            EnvelopeLine(
                self.tr("EFRO"),
                sums.erdf_cents,
                rules.erdf_budget_cents,
                euro(sums.erdf_cents),
                self._rest(sums.erdf_left_cents),
                "d1",
            ),
            EnvelopeLine(
                self.tr("Vlaams"),
                sums.cofin_cents,
                rules.cofin_budget_cents,
                euro(sums.cofin_cents),
                self._rest(sums.cofin_left_cents),
                "d2",
            ),
            EnvelopeLine(
                self.tr("Eigen"),
                sums.own_cents,
                None,
                euro(sums.own_cents),
                self.tr("geen plafond"),
                "d3",
                widest,
            ),
        )

    def _sum_words(self, computed: Computed) -> str:
        pairs = computed.core.rules.pairs
        return self.tr("som met samenhang") if pairs else self.tr("som van totalen")

    def _rest(self, cents: int) -> str:
        return self.tr("rest {0}").format(euro(cents)) if cents else self.tr("enveloppe op")

    def show_rule(self, others: Sequence[Sequence[str]] = (), more: Sequence[str] = ()) -> None:
        """Say the rule, and that ``others`` are sets it holds as good as the proposed one.

        ``more`` says which declared pairs are in the sum, and what nothing Flemish would leave.
        """
        said = messages.sentence(f"POLICY_RULE_{self.policy}", {}, window_language())
        if others:
            level = self.tr("%n andere keuzes zijn even goed: de rangorde koos.", "", len(others))
            said = f"{said} {level}"
        said = " ".join(part for part in (said, *more) if part)
        self._rule.setText(said)
        self._rule.setToolTip("\n".join(", ".join(names) for names in others))
        self._rule.setAccessibleDescription("; ".join(", ".join(names) for names in others))

    def spoken_rule(self) -> str:
        """Give the rule as it stands there."""
        return self._rule.text()

    def show_standings(self, computed: Computed, found: Sequence[ProvinceStanding]) -> None:
        """Show how every province stands; the map says it in words too."""
        language = window_language()
        states, self._hubs = {}, {}
        for one in found:
            province = computed.snapshot.call.province(one.province)
            states[one.province] = ProvinceState(
                SERVICES[one.standing],
                one.hubs,
                standing_sentence(computed, one, language),
                "" if province is None else province.name.text(language),
            )
            if one.hubs:
                self._hubs[one.province] = one.hubs[0]
        self.map.setAccessibleName(self.tr("Kaart: {0}").format(policy_name(self.policy)))
        self.map.set_states(states)

    def _build(self) -> None:
        words = QVBoxLayout()
        words.setSpacing(4)
        words.addWidget(row(self.radio, None, self._chip))
        words.addWidget(self._rule)
        words.addStretch(1)
        words.addWidget(self._hero_row())
        words.addWidget(self.bars)
        line = QHBoxLayout(self)
        line.setContentsMargins(16, 12, 16, 12)
        line.setSpacing(16)
        line.addLayout(words, 1)
        line.addWidget(self.map)

    def _hero_row(self) -> QWidget:
        parts: list[QLabel | None] = []
        for hero, under in self._heroes:
            parts.extend((hero, under))
        return row(*parts, None, spacing=6)

    def _on_radio(self) -> None:
        self.chosen.emit(self.policy)

    def _on_province(self, nuts: str) -> None:
        if nuts in self._hubs:
            self.hub_chosen.emit(self._hubs[nuts])
