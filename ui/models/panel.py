"""The panel as a table: who judges, and how far they are."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication

from delpanel.model.panel import Evaluator
from delpanel.services.state.snapshot import Snapshot
from ui import formats
from ui.kit.columns import Align, Column
from ui.kit.fonts import TextStyle

LONGEST_CODE = 5


@dataclass(frozen=True, slots=True)
class EvaluatorRow:
    """One evaluator with how many dossiers were given and how many sheets are complete."""

    evaluator: Evaluator
    dossiers: int
    complete: int
    conflicts: int
    short: str

    @property
    def id(self) -> str:
        """The evaluator's id."""
        return self.evaluator.id


def evaluator_rows(state: Snapshot) -> tuple[EvaluatorRow, ...]:
    """Give every evaluator, the active ones first, by name."""
    criteria = len(state.call.rules.criteria)
    given: dict[tuple[str, str], int] = {}
    for cell in state.assessments:
        if cell.is_settled:
            key = (cell.evaluator, cell.dossier)
            given[key] = given.get(key, 0) + 1
    rows = []
    short = short_names(state.evaluators)
    for person in sorted(state.evaluators, key=lambda e: (not e.active, e.name)):
        mine = [dossier for dossier, who in state.judging.items() if person.id in who]
        rows.append(
            EvaluatorRow(
                person,
                len(mine),
                sum(given.get((person.id, dossier), 0) == criteria for dossier in mine),
                sum(conflict.evaluator == person.id for conflict in state.conflicts),
                short[person.id],
            )
        )
    return tuple(rows)


def evaluator_columns() -> tuple[Column[EvaluatorRow], ...]:
    """Give the columns of the list of evaluators."""
    return (
        Column[EvaluatorRow](
            "id",
            _tr("Code"),
            lambda r: r.short,
            width=60,
            tone=lambda _r: "text2",
            tip=lambda r: r.id,
        ),
        Column[EvaluatorRow](
            "name",
            _tr("Naam"),
            lambda r: r.evaluator.name,
            width=150,
            style=TextStyle.NAME,
            tone=lambda r: "text" if r.evaluator.active else "text3",
            tip=lambda r: r.evaluator.organisation,
        ),
        Column[EvaluatorRow](
            "organisation",
            _tr("Organisatie"),
            lambda r: r.evaluator.organisation or None,
            tone=lambda _r: "text2",
            style=TextStyle.CHIP,
            tip=lambda r: r.evaluator.organisation,
            width=100,
            stretch=True,
        ),
        Column[EvaluatorRow](
            "complete",
            _tr("Bladen af"),
            lambda r: r.complete,
            text=lambda r: (
                _tr("{0} van {1}").format(r.complete, r.dossiers) if r.dossiers else formats.NOTHING
            ),
            align=Align.RIGHT,
            width=92,
        ),
    )


def short_names(evaluators: Sequence[Evaluator]) -> dict[str, str]:
    """Give each evaluator a word that fits a narrow column: a short code, else initials."""
    given: dict[str, str] = {}
    for person in sorted(evaluators, key=lambda e: len(e.id) > LONGEST_CODE):
        if len(person.id) <= LONGEST_CODE:
            given[person.id] = person.id
        else:
            name = suggested_id(person.name, list(given.values()))
            given[person.id] = name or person.id[:LONGEST_CODE]
    return given


def suggested_id(name: str, taken: Sequence[str]) -> str:
    """Make a code out of a name that nobody has yet: initials, then a number."""
    base = "".join(word[0] for word in name.split() if word[0].isalpha())[:3].upper()
    if not base:
        return ""
    number, made = 2, base
    while made in taken:
        made, number = f"{base}{number}", number + 1
    return made


def _tr(text: str) -> str:
    return QCoreApplication.translate("Panel", text)
