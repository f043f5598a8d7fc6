"""Why a dossier ends as it does under each policy, what its choice would cost, what would help."""

from __future__ import annotations

from fractions import Fraction

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QLabel, QPushButton, QScrollArea, QVBoxLayout, QWidget

from delpanel.services.allocation.alternatives import Alternative
from delpanel.services.allocation.explaining import MOST_MIXES
from delpanel.services.allocation.funding import FundingRow
from delpanel.services.rankings.ranking import displayed
from delpanel.services.state.computed import Computed
from scoring.rules import Policy
from scoring.selection.extra_money import Mix
from ui.formats import euro_sign
from ui.kit.disclosure import Disclosure
from ui.kit.dressing import button, hairline, label, pane, row
from ui.kit.fonts import TextStyle
from ui.kit.tokens import Role
from ui.models.allocation import LETTERS, decision_mark, decision_tone, decision_word, sum_name
from ui.models.dossiers import province_name
from ui.models.reason_answer import Answer
from ui.views.funding.money_trace_part import money_trace_part
from ui.views.funding.reason_remedies import add_remedies, add_successions, whole_euros
from ui.widgets.status_chip import StatusChip

WIDTH = 376


class ReasonPane(QScrollArea):
    """The right pane of the funding page; ``tried`` carries what a dossier would take."""

    tried = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWidgetResizable(True)
        self._shown = ""
        self._is_money_open = False
        self.money: Disclosure | None = None
        self.try_button: QPushButton | None = None
        self.setMinimumWidth(300)

    def show_dossier(
        self, computed: Computed, found: FundingRow | None, answer: Answer | None = None
    ) -> None:
        """Show one dossier; nothing for None. Without ``answer`` it says that one is coming."""
        place = self.verticalScrollBar().value() if found and found.id == self._shown else 0
        self._shown = found.id if found else ""
        ground = pane()
        column = QVBoxLayout(ground)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(8)
        if found is not None:
            self._fill(column, computed, found)
            self._fill_money(column, computed, found)
            self._fill_answer(column, computed, answer)
        column.addStretch(1)
        self.setWidget(ground)
        self.verticalScrollBar().setValue(place)

    def spoken(self) -> str:
        """Everything the pane says, line by line."""
        shown = self.widget()
        return "\n".join(part.text() for part in shown.findChildren(QLabel)) if shown else ""

    def _fill_money(self, column: QVBoxLayout, computed: Computed, found: FundingRow) -> None:
        """How its amounts come about; once opened it stays open from dossier to dossier."""
        part = money_trace_part(computed, found.id)
        heading = self.tr("Hoe dit bedrag ontstaat")
        self.money = Disclosure(heading, part, is_open=self._is_money_open)
        self.money.toggled.connect(self._on_money)
        column.addSpacing(4)
        column.addWidget(self.money)

    def _on_money(self, is_open: bool) -> None:
        self._is_money_open = is_open

    def _fill_answer(self, column: QVBoxLayout, computed: Computed, answer: Answer | None) -> None:
        if answer is None:
            column.addSpacing(12)
            waiting = self.tr("Wat zou moeten veranderen wordt berekend.")
            column.addWidget(_wrapped(waiting, "text3"))
            return
        if answer.price is not None:
            self._cost(column, computed, answer.price)
        add_remedies(column, computed, answer)
        add_successions(column, answer)

    def _fill(self, column: QVBoxLayout, computed: Computed, found: FundingRow) -> None:
        name = label(found.name, TextStyle.TITLE)
        name.setWordWrap(True)
        column.addWidget(row(name, None, label(found.id, TextStyle.CELL, "text2")))
        column.addWidget(label(self._line(computed, found), TextStyle.CHIP, "text2"))
        column.addSpacing(8)
        for policy in (Policy.RANKING, Policy.COVERAGE):
            outcome = found.outcome(policy)
            chip = StatusChip()
            mark = decision_mark(outcome)
            chip.set_status(mark.icon, decision_word(outcome), mark.tone, decision_tone(outcome))
            column.addWidget(row(label(LETTERS[policy], TextStyle.STRONG), chip, None))
            column.addWidget(_wrapped(whole_euros(outcome.sentence), "text2"))

    def _line(self, computed: Computed, found: FundingRow) -> str:
        parts = [
            self.tr("Rang {0}").format(found.rank) if found.rank else self.tr("Zonder rang"),
            found.display,
            province_name(computed.snapshot.call, found.nuts),
        ]
        return " · ".join(part for part in parts if part)

    def _cost(self, column: QVBoxLayout, computed: Computed, price: Alternative) -> None:
        column.addSpacing(12)
        column.addWidget(label(self.tr("Waarom niet in B"), TextStyle.STRONG))
        column.addWidget(_wrapped(self._why(computed, price), "text2"))
        if price.with_sum:
            column.addWidget(self._table(computed, price))
        column.addSpacing(12)
        column.addWidget(label(self.tr("Wat zou helpen"), TextStyle.STRONG))
        column.addWidget(_wrapped(self._mixes_lead(price), "text2"))
        for mix in price.mixes[:MOST_MIXES]:
            column.addWidget(self._mix(mix))
        rest = len(price.mixes) - MOST_MIXES
        if rest > 0:
            said = self.tr("en nog %n andere verhogingen", "", rest)
            column.addWidget(_wrapped(said, "text3"))
        if not price.mixes:
            return
        made = button(self.tr("Doorrekenen met {0}").format(price.dossier))
        made.clicked.connect(lambda: self.tried.emit(price))
        self.try_button = made
        column.addSpacing(4)
        column.addWidget(row(made, None))

    def _mixes_lead(self, price: Alternative) -> str:
        if not price.mixes:
            text = self.tr("Geen enkele verhoging van de enveloppen brengt {0} erin.")
        elif len(price.mixes) > 1:
            text = self.tr("{0} komt erin met één van deze verhogingen:")
        elif price.mixes[0].erdf_cents and price.mixes[0].cofin_cents:
            text = self.tr("{0} komt erin met extra middelen in beide enveloppen:")
        else:
            text = self.tr("{0} komt erin met extra middelen in één enveloppe:")
        return text.format(price.dossier)

    def _mix(self, mix: Mix) -> QWidget:
        parts: list[QWidget | None] = []
        for cents, name in (
            (mix.erdf_cents, self.tr("EFRO")),
            (mix.cofin_cents, self.tr("Vlaams")),
        ):
            if cents:
                parts.append(label(euro_sign(cents), TextStyle.HEADING))
                parts.append(label(name, TextStyle.CHIP, "text2"))
        return row(*parts, None)

    def _why(self, computed: Computed, price: Alternative) -> str:
        if not price.with_sum or price.provinces_with is None:
            return self.tr("Geen enkele combinatie binnen beide enveloppen bevat dit dossier.")
        if price.provinces_with < price.provinces:
            return self.tr(
                "Met dit dossier erbij blijven {0} van {1} provincies mogelijk, "
                "met een som van {2}."
            ).format(price.provinces_with, price.provinces, _sums(price)[1])
        if computed.core.rules.pairs:
            return self.tr(
                "Met dit dossier erbij blijven {0} provincies mogelijk, maar de som met samenhang"
                " gaat van {1} naar {2}."
            ).format(price.provinces_with, _sums(price)[0], _sums(price)[1])
        return self.tr(
            "Met dit dossier erbij blijven {0} provincies mogelijk, maar de som gaat van {1} naar "
            "{2}. De enveloppe dwingt dan tot andere dossiers elders."
        ).format(price.provinces_with, _sums(price)[0], _sums(price)[1])

    def _table(self, computed: Computed, price: Alternative) -> QWidget:
        holder = QWidget()
        grid = QGridLayout(holder)
        grid.setContentsMargins(0, 8, 0, 0)
        grid.setVerticalSpacing(4)
        grid.setHorizontalSpacing(16)
        grid.setColumnStretch(0, 1)
        grid.addWidget(label(self.tr("nu"), TextStyle.HEADER, "text2"), 0, 1)
        grid.addWidget(
            label(self.tr("met {0}").format(price.dossier), TextStyle.HEADER, "text2"), 0, 2
        )
        number = 1
        for nuts, now, then in price.hubs:
            grid.addWidget(label(province_name(computed.snapshot.call, nuts)), number, 0)
            grid.addWidget(label(now or "–"), number, 1)
            same = now == then
            style = TextStyle.CELL if same else TextStyle.STRONG
            tone: Role = "text3" if same else "text"
            grid.addWidget(label(then or "–", style, tone), number, 2)
            number += 1
        grid.addWidget(hairline(strong=True), number, 0, 1, 3)
        grid.addWidget(label(sum_name(computed), TextStyle.STRONG), number + 1, 0)
        grid.addWidget(label(_sums(price)[0], TextStyle.STRONG), number + 1, 1)
        grid.addWidget(label(_sums(price)[1], TextStyle.STRONG), number + 1, 2)
        return holder


def _wrapped(text: str, tone: Role) -> QWidget:
    made = label(text, TextStyle.CELL, tone)
    made.setWordWrap(True)
    return made


def _sums(price: Alternative) -> tuple[str, str]:
    """The two sums so that they print alike only where they are level."""
    now, then = displayed(Fraction(price.now_sum), Fraction(price.with_sum))
    return now, then
