"""How the amounts of the chosen dossier come about: its lines, and what bound them."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QVBoxLayout, QWidget

from delpanel.services.allocation import money_trace
from delpanel.services.state.computed import Computed
from scoring.aid.entitlement import Entitlement
from scoring.rules import Policy
from ui.formats import euro
from ui.kit.dressing import hairline, label
from ui.kit.fonts import TextStyle
from ui.kit.tokens import Role
from ui.models.points import window_language
from ui.views.funding.reason_remedies import whole_euros

translate = QCoreApplication.translate


def money_trace_part(computed: Computed, dossier: str) -> QWidget:
    """Give the table and its sentences; the budget that is funded, else the one as filed."""
    found = money_trace.variants(computed, dossier)
    awards = [computed.proposal(policy).award(dossier) for policy in Policy]
    award = next((one for one in awards if one is not None), None)
    shown = money_trace.shown_variant(found, award)
    holder = QWidget()
    column = QVBoxLayout(holder)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(6)
    column.addWidget(_table(computed, shown))
    language = window_language()
    for sentence in money_trace.dossier_sentences(shown, language):
        column.addWidget(_wrapped(sentence, "text2"))
    if award is not None and award.cofin_cents < shown.cofin_max_cents:
        column.addWidget(_wrapped(money_trace.award_sentence(shown, award, language), "text2"))
    return holder


def _table(computed: Computed, found: Entitlement) -> QWidget:
    holder = QWidget()
    grid = QGridLayout(holder)
    grid.setContentsMargins(0, 0, 0, 4)
    grid.setHorizontalSpacing(12)
    grid.setVerticalSpacing(2)
    grid.setColumnStretch(0, 1)
    heads = (
        translate("Reasons", "Kost"),
        translate("Reasons", "EFRO"),
        translate("Reasons", "Ruimte"),
    )
    room = translate("Reasons", "Wat er naast de EFRO-steun blijft voor Vlaamse cofinanciering.")
    for number, head in enumerate(heads, start=1):
        made = _put(grid, head, 0, number, "text2", TextStyle.HEADER)
        made.setToolTip(room if number == len(heads) else "")
    language = window_language()
    at = 1
    for named in money_trace.named_lines(computed, found):
        line = named.trace
        name = label(f"{line.line}  {named.rule}".rstrip(), TextStyle.CELL)
        name.setToolTip(" · ".join(part for part in (named.partner, named.description) if part))
        grid.addWidget(name, at, 0)
        for number, cents in enumerate(
            (line.cost_cents, line.erdf_cents, line.cofin_room_cents), start=1
        ):
            _put(grid, euro(cents), at, number, "text", TextStyle.CELL)
        erdf = money_trace.bound_words(line, line.erdf_bound, language)
        room = money_trace.bound_words(line, str(line.room_bound), language)
        said = translate("Reasons", "EFRO: {0}. Ruimte: {1}.").format(erdf, room)
        if erdf == room:
            said = translate("Reasons", "EFRO en ruimte: {0}.").format(erdf)
        grid.addWidget(_wrapped(said, "text3"), at + 1, 0, 1, 4)
        grid.setRowMinimumHeight(at + 2, 4)
        at += 3
    grid.addWidget(hairline(strong=True), at, 0, 1, 4)
    grid.addWidget(label(translate("Reasons", "Samen"), TextStyle.STRONG), at + 1, 0)
    parts = sum(line.erdf_cents for line in found.lines)
    sums = (found.cost_cents, parts, found.room_cents - parts)
    for number, cents in enumerate(sums, start=1):
        _put(grid, euro(cents), at + 1, number, "text", TextStyle.STRONG)
    return holder


def _put(
    grid: QGridLayout, text: str, at: int, number: int, tone: Role, style: TextStyle
) -> QLabel:
    made = label(text, style, tone)
    grid.addWidget(made, at, number, Qt.AlignmentFlag.AlignRight)
    return made


def _wrapped(text: str, tone: Role) -> QWidget:
    made = label(whole_euros(text), TextStyle.CHIP if tone == "text3" else TextStyle.CELL, tone)
    made.setWordWrap(True)
    return made
