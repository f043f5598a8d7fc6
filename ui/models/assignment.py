"""An assignment on screen: the work of each member, and what is said of a pair."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication, QRectF
from PySide6.QtGui import QPainter

from delpanel.model.call import Balance
from delpanel.services.assignment.assigning import AssigningPlan
from delpanel.services.assignment.assignment_input import Wishes, assignment_input
from delpanel.services.state.snapshot import Snapshot
from ui.kit.columns import Column
from ui.kit.fonts import TextStyle
from ui.models.panel import short_names
from ui.widgets import load_bar


@dataclass(frozen=True, slots=True)
class LoadRow:
    """The work of one member: dossiers and pages, now and as proposed."""

    id: str
    short: str
    name: str
    now: int
    then: int
    pages_now: int
    pages_then: int
    maximum: int | None
    in_pages: bool

    @property
    def shown(self) -> tuple[int, int]:
        """Now and proposed in what is spread evenly."""
        return (self.pages_now, self.pages_then) if self.in_pages else (self.now, self.then)

    @property
    def number(self) -> str:
        """The number beside the bar; an arrow where it would change."""
        now, then = self.shown
        return str(then) if now == then else f"{now} → {then}"


def as_it_stands(state: Snapshot, wishes: Wishes) -> AssigningPlan:
    """Give the present assignment in the form of a plan that changes nothing."""
    return AssigningPlan(assignment_input(state, wishes), None, None, (), 0)


def load_rows(state: Snapshot, plan: AssigningPlan) -> tuple[LoadRow, ...]:
    """Give the work of every member, by name; pages where these are spread."""
    short = short_names(state.evaluators)
    in_pages = plan.wishes.balance is Balance.PAGES
    return tuple(
        LoadRow(
            person.id,
            short[person.id],
            person.name,
            load.now,
            load.then,
            load.pages_now,
            load.pages_then,
            load.maximum,
            in_pages,
        )
        for person in sorted(state.evaluators, key=lambda e: (not e.active, e.name))
        if (load := plan.loads.get(person.id)) is not None
    )


def load_columns(top: Callable[[], int], *, in_pages: bool) -> tuple[Column[LoadRow], ...]:
    """Give code, name and bar; ``top`` is what fills the bar."""

    def paint(painter: QPainter, rect: QRectF, row: LoadRow, _state: object) -> None:
        limit = None if row.in_pages else row.maximum
        load_bar.draw(painter, rect, row.shown, row.number, top=top(), limit=limit)

    return (
        Column[LoadRow]("id", _tr("Code"), lambda r: r.short, width=60, tone=lambda _r: "text2"),
        Column[LoadRow](
            "load",
            _tr("Bladzijden") if in_pages else _tr("Dossiers"),
            lambda r: r.shown[1],
            text=lambda r: r.number,
            paint=paint,
            spoken=_spoken,
            tip=_spoken,
            width=200,
            stretch=True,
            style=TextStyle.STRONG,
        ),
    )


def _spoken(row: LoadRow) -> str:
    said = _tr("{0}: {1} dossiers en {2} bladzijden nu, {3} en {4} in het voorstel")
    if row.now == row.then and row.pages_now == row.pages_then:
        said = _tr("{0}: {1} dossiers, {2} bladzijden")
    limit = "" if row.maximum is None else _tr("; hoogstens {0}").format(row.maximum)
    counts = (row.now, row.pages_now, row.then, row.pages_then)
    return said.format(row.name, *counts) + limit


def _tr(text: str) -> str:
    return QCoreApplication.translate("Assignment", text)
