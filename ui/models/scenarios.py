"""Scenarios as rows of a table: what each policy would fund, and what differs from the call."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from fractions import Fraction

from PySide6.QtCore import QCoreApplication

from delpanel.services.what_ifs.scenario_comparison import PolicyResult, ScenarioResult
from delpanel.services.what_ifs.scenario_view import difference_words
from scoring.rules import Policy
from ui.formats import euro, total
from ui.kit.columns import NOTHING, Align, Column, Mark
from ui.kit.fonts import TextStyle
from ui.kit.record_table import RecordTable
from ui.kit.tokens import Role
from ui.models.allocation import LETTERS, policy_name
from ui.models.points import window_language


def scenarios_table() -> RecordTable[ScenarioResult]:
    """Make the empty table."""
    return RecordTable(scenario_columns(), key=lambda result: result.name)


def scenario_columns(decimals: int = 1) -> tuple[Column[ScenarioResult], ...]:
    """Give the columns in the language of the window; sums with so many ``decimals``."""
    return (
        Column[ScenarioResult](
            "name",
            _tr("Scenario"),
            lambda r: r.name or None,
            text=lambda r: r.name or _tr("De oproep zelf"),
            style=lambda r: TextStyle.NAME if r.scenario else TextStyle.STRONG,
            mark=lambda r: Mark("err", "bad") if r.problem is not None else None,
            width=184,
        ),
        *_policy_columns(Policy.RANKING, decimals),
        *_policy_columns(Policy.COVERAGE, decimals),
    )


def sums_of(results: Iterable[ScenarioResult]) -> set[Fraction]:
    """Give every sum that stands in the table."""
    return {Fraction(found.value) for result in results for found in result.policies}


def change_words(result: ScenarioResult, policy: Policy) -> str:
    """Say who enters and who leaves against the call; an en dash for the call itself."""
    found = result.result(policy)
    if result.scenario is None or found is None:
        return NOTHING
    return difference_words(found, window_language())


def _policy_columns(policy: Policy, decimals: int) -> tuple[Column[ScenarioResult], ...]:
    group, key = f"{LETTERS[policy]}  {policy_name(policy)}", str(policy)

    def number(name: str, title: str, width: int, read: Callable[[PolicyResult], int]) -> Column:  # type: ignore[type-arg]  # the row type follows from the table
        def value(result: ScenarioResult) -> int | None:
            found = result.result(policy)
            return None if found is None else read(found)

        return Column[ScenarioResult](
            f"{key}-{name}",
            title,
            value,
            text=lambda r: NOTHING if (v := value(r)) is None else _written(name, v),
            align=Align.RIGHT,
            width=width,
            padding=8,
            group=group,
        )

    return (
        number("provinces", _tr("Prov."), 52, lambda f: f.provinces),
        Column[ScenarioResult](
            f"{key}-sum",
            _tr("Som"),
            lambda r: _sum(r, policy),
            text=lambda r: total(_sum(r, policy), decimals),
            align=Align.RIGHT,
            width=60,
            padding=8,
            group=group,
        ),
        number("erdf", _tr("EFRO"), 84, lambda f: f.erdf_cents),
        number("flemish", _tr("Vlaams"), 84, lambda f: f.flemish_cents),
        Column[ScenarioResult](
            f"{key}-change",
            _tr("Verschil met de oproep"),
            lambda r: _changed(r, policy),
            text=lambda r: change_words(r, policy),
            tone=lambda r: _tone(r, policy),
            style=lambda r: TextStyle.STRONG if _changed(r, policy) else TextStyle.CELL,
            tip=lambda r: "" if (f := r.result(policy)) is None else " ".join(sorted(f.funded)),
            width=148,
            group=group,
            stretch=policy is Policy.COVERAGE,
        ),
    )


def _changed(result: ScenarioResult, policy: Policy) -> int:
    found = result.result(policy)
    return 0 if found is None else len(found.entered) + len(found.left)


def _tone(result: ScenarioResult, policy: Policy) -> Role:
    return "accent" if _changed(result, policy) else "text2"


def _written(name: str, value: int) -> str:
    return str(value) if name == "provinces" else euro(value)


def _tr(text: str) -> str:
    return QCoreApplication.translate("Scenarios", text)


def _sum(result: ScenarioResult, policy: Policy) -> Fraction | None:
    found = result.result(policy)
    return None if found is None else Fraction(found.value)
