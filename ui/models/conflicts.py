"""Conflicts of interest as a table: dossiers against everyone who has to declare."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QCoreApplication, QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPen

from delpanel import messages
from delpanel.model.pack import Answer, ConflictType, Hint
from delpanel.model.panel import Evaluator
from delpanel.services.packs.pack_ledger import Declared
from delpanel.services.round.declaring import ConflictCell, ConflictTable, Standing
from delpanel.services.state.snapshot import Snapshot
from ui.kit.columns import Align, Column
from ui.kit.fonts import TextStyle
from ui.kit.icons import draw_icon
from ui.kit.theme import theme
from ui.kit.tokens import Role
from ui.models.panel import short_names
from ui.models.points import window_language

MARK: Final = 16
FIRST: Final = 2
LOOKS: Final[Mapping[Standing, tuple[str, Role]]] = {
    Standing.NOT_ASKED: ("minus", "text3"),
    Standing.AWAITED: ("clock", "text3"),
    Standing.FREE: ("check", "good"),
    Standing.UNSURE: ("warn", "warn"),
    Standing.CONFLICT: ("lock", "bad"),
    Standing.LIFTED: ("unlock", "text2"),
}


@dataclass(frozen=True, slots=True)
class ConflictRow:
    """One dossier with how everyone stands to it, by evaluator id."""

    id: str
    name: str
    cells: Mapping[str, ConflictCell]

    @property
    def asks(self) -> bool:
        """Whether a doubt has to be decided."""
        return any(cell.standing is Standing.UNSURE for cell in self.cells.values())

    @property
    def hinted(self) -> bool:
        """Whether a hint stands beside an answer that is no conflict."""
        return any(is_hinted(cell) for cell in self.cells.values())

    @property
    def conflicts(self) -> int:
        """How many have a conflict of interest."""
        return sum(cell.standing is Standing.CONFLICT for cell in self.cells.values())


def is_hinted(cell: ConflictCell) -> bool:
    """Say whether a hint deserves a second look: something agrees, and no conflict stands."""
    return bool(cell.hints) and cell.standing is not Standing.CONFLICT


def conflict_rows(state: Snapshot, table: ConflictTable) -> tuple[ConflictRow, ...]:
    """Give every dossier, by number."""
    return tuple(
        ConflictRow(
            number,
            state.dossier_by_id[number].name,
            {person.id: table.cell(person.id, number) for person in table.people},
        )
        for number in sorted(table.dossiers)
    )


def conflict_columns(
    people: Sequence[Evaluator], chair: str, ring: Callable[[str, str], Role | None]
) -> tuple[Column[ConflictRow], ...]:
    """Give a column per person; ``ring`` gives the tone around the cell with the cursor."""
    short = short_names(people)
    return (
        Column[ConflictRow]("id", _tr("Nr"), lambda r: r.id, width=52, tone=lambda _r: "text2"),
        Column[ConflictRow](
            "name", _tr("Consortium"), lambda r: r.name, width=176, style=TextStyle.NAME
        ),
        *(
            _person_column(person, short[person.id], ring, is_chair=person.id == chair)
            for person in people
        ),
        Column[ConflictRow](
            "count",
            _tr("Conflicten"),
            lambda r: r.conflicts,
            text=lambda r: str(r.conflicts) if r.conflicts else _tr("geen"),
            tone=lambda r: "text" if r.conflicts else "text3",
            align=Align.RIGHT,
            width=96,
        ),
    )


def standing_word(standing: Standing) -> str:
    """Name how somebody stands to a dossier."""
    return messages.sentence(f"STANDING_{standing.name}", {}, window_language())


def hint_sentence(hint: Hint) -> str:
    """Say what agrees, and with whom."""
    params: dict[str, messages.Param] = {"text": hint.text}
    return messages.sentence(f"HINT_{hint.kind.name}", params, window_language())


def type_word(kind: ConflictType) -> str:
    """Name a type of conflict."""
    return messages.sentence(f"CONFLICT_{kind.name}", {}, window_language())


def declared_text(declared: Declared | None) -> str:
    """Say what a member declared, with the type and the note."""
    if declared is None:
        return ""
    said = {
        Answer.NONE: _tr("Geen belangenconflict"),
        Answer.UNSURE: _tr("Twijfel"),
        Answer.CONFLICT: _tr("Belangenconflict"),
    }[declared.answer]
    if declared.type is not None:
        said = f"{said}: {type_word(declared.type).lower()}"
    return f"{said}. {declared.note}".strip() if declared.note else said


def cell_words(cell: ConflictCell) -> str:
    """Say in a few words how somebody stands to a dossier, hints among them."""
    said = standing_word(cell.standing)
    if cell.reason:
        said = f"{said}: {cell.reason}"
    if is_hinted(cell):
        said = f"{said}; {', '.join(hint_sentence(hint) for hint in cell.hints)}"
    return said


def _person_column(
    person: Evaluator,
    short: str,
    ring: Callable[[str, str], Role | None],
    *,
    is_chair: bool,
) -> Column[ConflictRow]:
    def paint(painter: QPainter, rect: QRectF, record: ConflictRow, _state: object) -> None:
        _draw(painter, rect, record.cells[person.id])
        tone = ring(person.id, record.id)
        if tone is not None:
            painter.setPen(QPen(theme().color(tone), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            box = QRectF(0, 0, 36, min(26.0, rect.height() - 4))
            box.moveCenter(rect.center())
            painter.drawRoundedRect(box, 4, 4)

    order = list(Standing)
    name = _tr("{0} (voorzitter)").format(person.name) if is_chair else person.name
    return Column[ConflictRow](
        f"e:{person.id}",
        short,
        lambda r: order.index(r.cells[person.id].standing),
        text=lambda r: standing_word(r.cells[person.id].standing),
        spoken=lambda r: f"{name}: {cell_words(r.cells[person.id])}",
        tip=lambda r: f"{name}: {cell_words(r.cells[person.id])}",
        paint=paint,
        align=Align.CENTER,
        width=64,
        padding=4,
    )


def _draw(painter: QPainter, rect: QRectF, cell: ConflictCell) -> None:
    middle = rect.center()
    if cell.standing is Standing.NOT_ASKED:
        dash = QRectF(round(middle.x()) - 4, round(middle.y()), 8, 1)
        painter.fillRect(dash, theme().color("line2"))
    else:
        at = QPointF(middle.x() - MARK / 2, middle.y() - MARK / 2)
        draw_icon(painter, at, *LOOKS[cell.standing], MARK)
    if is_hinted(cell):
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme().color("warn"))
        painter.drawEllipse(QPointF(middle.x() + 13, middle.y() - 6), 2.5, 2.5)


def _tr(text: str) -> str:
    return QCoreApplication.translate("Conflicts", text)
