"""The panel as tables: who judges, and which dossiers of whom."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum

from PySide6.QtCore import QCoreApplication, QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPen

from delpanel.model.panel import Evaluator
from delpanel.services.core_input import admissibility_of, is_eligible
from delpanel.services.snapshot import Snapshot
from ui import formats
from ui.kit.columns import Align, Column
from ui.kit.fonts import TextStyle
from ui.kit.icons import draw_icon
from ui.kit.theme import theme
from ui.kit.tokens import Role
from ui.models.dossiers import province_name

MARK = 16
LONGEST_CODE = 5


class Cell(Enum):
    """How one evaluator stands to one dossier."""

    FREE = "free"
    ASSIGNED = "assigned"
    CONFLICT = "conflict"


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


@dataclass(frozen=True, slots=True)
class MatrixRow:
    """One dossier with its evaluators and the conflicts, by evaluator id with the reason."""

    id: str
    name: str
    province: str
    eligible: bool
    assigned: frozenset[str]
    conflicts: Mapping[str, str] = field(default_factory=dict)

    def cell(self, evaluator: str) -> Cell:
        """Say how an evaluator stands to this dossier; a conflict beats an assignment."""
        if evaluator in self.conflicts:
            return Cell.CONFLICT
        return Cell.ASSIGNED if evaluator in self.assigned else Cell.FREE

    @property
    def count(self) -> int:
        """How many will judge it."""
        return len(self.assigned - set(self.conflicts))


def evaluator_rows(state: Snapshot) -> tuple[EvaluatorRow, ...]:
    """Give every evaluator, the active ones first, by name."""
    criteria = len(state.call.rules.criteria)
    given: dict[tuple[str, str], int] = {}
    for cell in state.assessments:
        if cell.points_cp is not None:
            key = (cell.evaluator, cell.dossier)
            given[key] = given.get(key, 0) + 1
    rows = []
    short = short_names(state.evaluators)
    for person in sorted(state.evaluators, key=lambda e: (not e.active, e.name)):
        mine = [dossier for dossier, who in state.assigned.items() if person.id in who]
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


def matrix_rows(state: Snapshot) -> tuple[MatrixRow, ...]:
    """Give every dossier with who judges it, by number."""
    verdicts = admissibility_of(state)
    assigned: dict[str, set[str]] = {}
    for one in state.assignments:
        assigned.setdefault(one.dossier, set()).add(one.evaluator)
    conflicts: dict[str, dict[str, str]] = {}
    for conflict in state.conflicts:
        conflicts.setdefault(conflict.dossier, {})[conflict.evaluator] = conflict.reason
    return tuple(
        MatrixRow(
            dossier.id,
            dossier.name,
            province_name(state.call, dossier.nuts),
            is_eligible(dossier, verdicts[dossier.id]),
            frozenset(assigned.get(dossier.id, ())),
            conflicts.get(dossier.id, {}),
        )
        for dossier in sorted(state.dossiers, key=lambda d: d.id)
    )


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


def matrix_columns(
    evaluators: Sequence[Evaluator], ring: Callable[[str, str], Role | None], wanted: int
) -> tuple[Column[MatrixRow], ...]:
    """Give a column per evaluator; ``ring`` gives the tone around the cell with the cursor."""
    short = short_names(evaluators)
    return (
        Column[MatrixRow]("id", _tr("Nr"), lambda r: r.id, width=52, tone=lambda _r: "text2"),
        Column[MatrixRow](
            "name",
            _tr("Consortium"),
            lambda r: r.name,
            width=184,
            style=TextStyle.NAME,
            tone=lambda r: "text" if r.eligible else "text3",
            tip=lambda r: "" if r.eligible else _tr("niet ontvankelijk"),
        ),
        *(_evaluator_column(person, short[person.id], ring) for person in evaluators),
        Column[MatrixRow](
            "count",
            _tr("Beoordelaars"),
            lambda r: r.count,
            text=lambda r: _count_text(r, wanted),
            tone=lambda r: _count_tone(r, wanted),
            width=112,
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


def cell_word(row: MatrixRow, evaluator: str) -> str:
    """Say how an evaluator stands to a dossier, with the reason of a conflict."""
    kind = row.cell(evaluator)
    if kind is Cell.CONFLICT:
        return _tr("belangenconflict: {0}").format(row.conflicts[evaluator])
    return _tr("toegewezen") if kind is Cell.ASSIGNED else _tr("niet toegewezen")


def suggested_id(name: str, taken: Sequence[str]) -> str:
    """Make a code out of a name that nobody has yet: initials, then a number."""
    base = "".join(word[0] for word in name.split() if word[0].isalpha())[:3].upper()
    if not base:
        return ""
    number, made = 2, base
    while made in taken:
        made, number = f"{base}{number}", number + 1
    return made


def _evaluator_column(
    person: Evaluator, short: str, ring: Callable[[str, str], Role | None]
) -> Column[MatrixRow]:
    def paint(painter: QPainter, rect: QRectF, record: MatrixRow, _state: object) -> None:
        _draw_cell(painter, rect, record.cell(person.id), eligible=record.eligible)
        tone = ring(person.id, record.id)
        if tone is not None:
            painter.setPen(QPen(theme().color(tone), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            box = QRectF(0, 0, 36, min(26.0, rect.height() - 4))
            box.moveCenter(rect.center())
            painter.drawRoundedRect(box, 4, 4)

    return Column[MatrixRow](
        f"e:{person.id}",
        short,
        lambda r: (Cell.ASSIGNED, Cell.CONFLICT, Cell.FREE).index(r.cell(person.id)),
        text=lambda r: {Cell.ASSIGNED: "x", Cell.CONFLICT: "!", Cell.FREE: ""}[r.cell(person.id)],
        spoken=lambda r: f"{person.name}: {cell_word(r, person.id)}",
        tip=lambda r: f"{person.name}: {cell_word(r, person.id)}",
        paint=paint,
        align=Align.CENTER,
        width=68,
        padding=4,
    )


def _draw_cell(painter: QPainter, rect: QRectF, kind: Cell, *, eligible: bool) -> None:
    middle = rect.center()
    if kind is Cell.FREE:
        role: Role = "line2" if eligible else "line"
        painter.fillRect(
            QRectF(round(middle.x()) - 4, round(middle.y()), 8, 1), theme().color(role)
        )
        return
    at = QPointF(middle.x() - MARK / 2, middle.y() - MARK / 2)
    if kind is Cell.CONFLICT:
        draw_icon(painter, at, "lock", "warn", MARK)
    else:
        draw_icon(painter, at, "check", "accent" if eligible else "text3", MARK)


def _count_text(row: MatrixRow, wanted: int) -> str:
    if not row.eligible and not row.count:
        return formats.NOTHING
    return _tr("{0} van {1}").format(row.count, wanted)


def _count_tone(row: MatrixRow, wanted: int) -> Role:
    if not row.eligible:
        return "text3"
    return "text2" if row.count >= wanted else "warn"


def _tr(text: str) -> str:
    return QCoreApplication.translate("Panel", text)
