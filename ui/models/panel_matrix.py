"""Dossiers against evaluators: who judges what, who may not, and what a proposal changes."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum
from typing import Final

from PySide6.QtCore import QCoreApplication, QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPen

from delpanel.model.panel import Evaluator
from delpanel.services.state.core_input import admissibility_of, is_eligible
from delpanel.services.state.snapshot import Snapshot
from ui import formats
from ui.kit.columns import Align, Column
from ui.kit.fonts import TextStyle
from ui.kit.icons import draw_icon
from ui.kit.theme import theme
from ui.kit.tokens import Role
from ui.models.dossiers import province_name
from ui.models.panel import short_names

MARK = 16


class Cell(Enum):
    """How one evaluator stands to one dossier."""

    FREE = "free"
    ASSIGNED = "assigned"
    CONFLICT = "conflict"


class Change(Enum):
    """What a proposal does with one cell."""

    NONE = "none"
    ADDED = "added"
    REMOVED = "removed"


CHANGE_MARKS: Final[Mapping[Change, tuple[str, Role]]] = {
    Change.ADDED: ("plus", "good"),
    Change.REMOVED: ("close", "bad"),
}


@dataclass(frozen=True, slots=True)
class MatrixRow:
    """One dossier with its evaluators and the conflicts, by evaluator id with the reason.

    ``proposed`` are the evaluators of a proposal; None where there is none.
    """

    id: str
    name: str
    province: str
    eligible: bool
    assigned: frozenset[str]
    conflicts: Mapping[str, str] = field(default_factory=dict)
    proposed: frozenset[str] | None = None

    def change(self, evaluator: str) -> Change:
        """Say what the proposal does with an evaluator here."""
        if self.proposed is None or (evaluator in self.proposed) == (evaluator in self.assigned):
            return Change.NONE
        return Change.ADDED if evaluator in self.proposed else Change.REMOVED

    def cell(self, evaluator: str) -> Cell:
        """Say how an evaluator stands to this dossier; a conflict beats an assignment."""
        if evaluator in self.conflicts:
            return Cell.CONFLICT
        return Cell.ASSIGNED if evaluator in self.assigned else Cell.FREE

    @property
    def count(self) -> int:
        """How many will judge it, as proposed where something is."""
        held = self.assigned if self.proposed is None else self.proposed
        return len(held - set(self.conflicts))


def matrix_rows(
    state: Snapshot, proposed: Mapping[str, frozenset[str]] | None = None
) -> tuple[MatrixRow, ...]:
    """Give every dossier with who judges it and who would by a proposal, by number."""
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
            None if proposed is None else proposed.get(dossier.id),
        )
        for dossier in sorted(state.dossiers, key=lambda d: d.id)
    )


def matrix_columns(
    evaluators: Sequence[Evaluator],
    ring: Callable[[str, str], Role | None],
    wanted: Callable[[], int],
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
            text=lambda r: _count_text(r, wanted()),
            tone=lambda r: _count_tone(r, wanted()),
            width=112,
        ),
    )


def cell_word(row: MatrixRow, evaluator: str) -> str:
    """Say how an evaluator stands to a dossier, with the reason of a conflict."""
    change = row.change(evaluator)
    if change is not Change.NONE:
        return _tr("komt erbij") if change is Change.ADDED else _tr("valt weg")
    kind = row.cell(evaluator)
    if kind is Cell.CONFLICT:
        return _tr("belangenconflict: {0}").format(row.conflicts[evaluator])
    return _tr("toegewezen") if kind is Cell.ASSIGNED else _tr("niet toegewezen")


def cell_sentence(row: MatrixRow, evaluator: str) -> str:
    """Say the same as a sentence of its own."""
    said = cell_word(row, evaluator)
    return f"{said[0].upper()}{said[1:]}{'' if said.endswith('.') else '.'}"


def _evaluator_column(
    person: Evaluator, short: str, ring: Callable[[str, str], Role | None]
) -> Column[MatrixRow]:
    def paint(painter: QPainter, rect: QRectF, record: MatrixRow, _state: object) -> None:
        _draw_cell(painter, rect, record, person.id)
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


def _draw_cell(painter: QPainter, rect: QRectF, record: MatrixRow, evaluator: str) -> None:
    middle, kind = rect.center(), record.cell(evaluator)
    at = QPointF(middle.x() - MARK / 2, middle.y() - MARK / 2)
    change = record.change(evaluator)
    if change is not Change.NONE:
        name, tone = CHANGE_MARKS[change]
        draw_icon(painter, at, name, tone, MARK)
    elif kind is Cell.CONFLICT:
        draw_icon(painter, at, "lock", "warn", MARK)
    elif kind is Cell.ASSIGNED:
        draw_icon(painter, at, "check", "accent" if record.eligible else "text3", MARK)
    else:
        role: Role = "line2" if record.eligible else "line"
        painter.fillRect(
            QRectF(round(middle.x()) - 4, round(middle.y()), 8, 1), theme().color(role)
        )


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
