"""Columns of the funding table: every dossier under both policies."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication

from delpanel import messages
from delpanel.services.allocation.funding import FundingRow, Outcome
from delpanel.services.state.computed import Computed
from scoring.rules import Policy
from ui.formats import euro
from ui.kit.columns import NOTHING, Align, Column, Mark
from ui.kit.fonts import TextStyle
from ui.kit.record_table import RecordTable
from ui.kit.tokens import Role
from ui.models.points import window_language

LETTERS = {Policy.RANKING: "A", Policy.COVERAGE: "B"}


def allocation_table(provinces: Callable[[str], str]) -> RecordTable[FundingRow]:
    """Make the empty table; ``provinces`` names a province by its code."""
    return RecordTable(allocation_columns(provinces), key=lambda row: row.id)


def allocation_columns(provinces: Callable[[str], str]) -> tuple[Column[FundingRow], ...]:
    """Give the columns in the language of the window."""
    return (
        Column[FundingRow](
            "rank",
            _tr("Rang"),
            lambda r: r.rank,
            align=Align.RIGHT,
            width=48,
            style=TextStyle.STRONG,
        ),
        Column[FundingRow](
            "name", _tr("Consortium"), lambda r: r.name, width=168, style=TextStyle.NAME
        ),
        Column[FundingRow](
            "province", _tr("Provincie"), lambda r: provinces(r.nuts) or None, width=124, padding=8
        ),
        Column[FundingRow](
            "total",
            _tr("Totaal"),
            lambda r: r.display or None,
            align=Align.RIGHT,
            width=60,
            padding=8,
        ),
        *_policy_columns(Policy.RANKING),
        *_policy_columns(Policy.COVERAGE),
    )


def policy_name(policy: Policy) -> str:
    """Name a policy in the language of the window."""
    return _tr("Rangschikking") if policy is Policy.RANKING else _tr("Dekking")


def sum_name(computed: Computed) -> str:
    """Name what coverage first makes as large as it can, after the provinces."""
    return _tr("Som met samenhang") if computed.core.rules.pairs else _tr("Som van totalen")


def decision_word(outcome: Outcome) -> str:
    """Say a decision in a word or two."""
    if not outcome.decision:
        return _tr("Nog open")
    return messages.sentence(f"DECISION_{outcome.decision}", {}, window_language())


def decision_mark(outcome: Outcome) -> Mark:
    """Give the icon of a decision."""
    code = outcome.decision
    if code.startswith("GK"):
        return Mark("checkc", "good")
    if code == "RES":
        return Mark("pause", "text2")
    if code == "AF-DR" or code.startswith("ON"):
        return Mark("err", "bad")
    if not code:
        return Mark("clock", "warn")
    return Mark("minus", "text3")


def decision_tone(outcome: Outcome) -> Role:
    """Colour is kept for what decides: funded and refused on quality."""
    mark = decision_mark(outcome)
    if mark.tone in {"good", "bad", "warn"}:
        return mark.tone
    return "text2"


def _policy_columns(policy: Policy) -> tuple[Column[FundingRow], ...]:
    group = f"{LETTERS[policy]}  {policy_name(policy)}"
    key = str(policy)
    return (
        Column[FundingRow](
            f"{key}-decision",
            _tr("Besluit"),
            lambda r: decision_word(r.outcome(policy)),
            width=148,
            padding=8,
            mark=lambda r: decision_mark(r.outcome(policy)),
            tone=lambda r: decision_tone(r.outcome(policy)),
            tip=lambda r: r.outcome(policy).sentence,
            group=group,
        ),
        Column[FundingRow](
            f"{key}-erdf",
            _tr("EFRO"),
            lambda r: r.outcome(policy).erdf_cents,
            text=lambda r: _amount(r.outcome(policy).erdf_cents),
            align=Align.RIGHT,
            width=84,
            padding=8,
            group=group,
        ),
        Column[FundingRow](
            f"{key}-flemish",
            _tr("Vlaams"),
            lambda r: r.outcome(policy).flemish_cents,
            text=lambda r: _amount(r.outcome(policy).flemish_cents),
            align=Align.RIGHT,
            width=86,
            padding=8,
            group=group,
            stretch=policy is Policy.COVERAGE,
        ),
    )


def _amount(cents: int | None) -> str:
    return NOTHING if cents is None else euro(cents)


def _tr(text: str) -> str:
    return QCoreApplication.translate("Allocation", text)
