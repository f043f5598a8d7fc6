"""One half of the band over the funding table: a policy, its figures, its money, its map."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QRadioButton, QVBoxLayout, QWidget

from delpanel import messages
from delpanel.services.computed import Computed
from scoring.funding import Proposal
from scoring.rank import on_100
from scoring.rules import Policy
from ui.formats import euro, total
from ui.kit.dressing import label, row, wear_text
from ui.kit.fonts import TextStyle
from ui.models.allocation import LETTERS, policy_name
from ui.models.points import window_language
from ui.widgets.envelope_bar import EnvelopeBars, EnvelopeLine
from ui.widgets.province_map import ProvinceMap, ProvinceState, Service
from ui.widgets.status_chip import StatusChip

HEROES = 3


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
        language = window_language()
        self.radio.setText(f"{LETTERS[self.policy]}  {policy_name(self.policy)}")
        self.radio.setChecked(decides)
        self._rule.setText(messages.sentence(f"POLICY_RULE_{self.policy}", {}, language))
        declared = computed.core.rules.policy is self.policy
        self._chip.setVisible(declared)
        self._chip.set_status("checkc", self.tr("vooraf gekozen"), "accent")
        sums = proposal.totals
        value = total(on_100(computed.core.rules, sums.value))
        count = len(computed.snapshot.call.provinces)
        figures = (
            (str(len(sums.provinces)), self.tr("van {0} provincies").format(count)),
            (str(len(proposal.funded)), self.tr("hubs")),
            (value, self.tr("som van totalen")),
        )
        for (number, words), (hero, under) in zip(figures, self._heroes, strict=True):
            hero.setText(number)
            under.setText(words)
        self.bars.setAccessibleName(policy_name(self.policy))
        self.bars.set_lines(self._lines(computed, proposal))
        self._show_map(computed, proposal)

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

    def _rest(self, cents: int) -> str:
        return self.tr("rest {0}").format(euro(cents)) if cents else self.tr("enveloppe op")

    def _show_map(self, computed: Computed, proposal: Proposal) -> None:
        regions = {d.id: d.nuts or "" for d in computed.snapshot.dossiers}
        states, self._hubs = {}, {}
        for province in computed.snapshot.call.provinces:
            hubs = tuple(name for name in proposal.funded if regions[name] == province.nuts)
            service = Service.SERVED if hubs else Service.UNSERVED
            spoken = ", ".join(hubs) or self.tr("geen hub")
            states[province.nuts] = ProvinceState(service, hubs, spoken)
            if hubs:
                self._hubs[province.nuts] = hubs[0]
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
