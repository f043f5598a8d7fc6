"""The dossiers of one evaluator as rows, and figures the way the window writes them."""

from __future__ import annotations

from collections.abc import Container, Sequence
from dataclasses import dataclass
from enum import Enum

from PySide6.QtCore import QCoreApplication

from delpanel.model.actor import Role as ActorRole
from delpanel.model.assessment import CriterionAssessment
from delpanel.model.call import Call
from delpanel.model.dossier import Dossier
from delpanel.model.panel import Evaluator
from delpanel.services.people import assessing
from delpanel.services.people.sheet_standing import filled_in
from delpanel.services.state.core_input import admissibility_of, is_eligible
from delpanel.services.state.snapshot import Snapshot
from delpanel.services.state.workspace import Workspace
from ui.kit.columns import Column, Mark
from ui.kit.fonts import TextStyle
from ui.kit.language import spoken_language
from ui.kit.tokens import Role

translate = QCoreApplication.translate


class SheetProgress(Enum):
    """How far a sheet is."""

    OPEN = "open"
    BEGUN = "begun"
    DONE = "done"
    CONFLICT = "conflict"


@dataclass(frozen=True, slots=True)
class SheetRow:
    """One dossier in the list of an evaluator; a conflicted one carries no name and no content."""

    id: str
    name: str
    progress: SheetProgress
    done: int = 0
    criteria: int = 0

    @property
    def is_open(self) -> bool:
        """Whether something is still to be given."""
        return self.progress in {SheetProgress.OPEN, SheetProgress.BEGUN}


def window_language() -> str:
    """The language of the window, for texts of the call: "nl" or "en"."""
    return spoken_language()


def in_sentence(name: str) -> str:
    """The name of a criterion inside a sentence: "Kmo-bereik" becomes "kmo-bereik", "SME" stays."""
    return name[:1].lower() + name[1:] if name[1:2].islower() else name


def sheet_rows(
    snapshot: Snapshot, evaluator: str, withheld: Container[str] = frozenset()
) -> tuple[SheetRow, ...]:
    """The dossiers an evaluator is to judge, with the conflicted ones withheld, by number.

    So are dossiers ``withheld`` from whoever looks on.
    """
    verdicts = admissibility_of(snapshot)
    rows: list[SheetRow] = []
    for dossier in sorted(snapshot.dossiers, key=lambda d: d.id):
        judges = evaluator in snapshot.assigned.get(dossier.id, ())
        if (evaluator, dossier.id) in snapshot.conflicted or (judges and dossier.id in withheld):
            hidden = translate("SheetRow", "Afgeschermd")
            rows.append(SheetRow(dossier.id, hidden, SheetProgress.CONFLICT))
        elif judges and is_eligible(dossier, verdicts[dossier.id]):
            cells = [
                assessing.cell(snapshot, dossier.id, evaluator, c.id)
                for c in snapshot.call.rules.criteria
            ]
            rows.append(sheet_row(snapshot.call, dossier, cells))
    return tuple(rows)


def sheet_row(call: Call, dossier: Dossier, cells: Sequence[CriterionAssessment]) -> SheetRow:
    """One dossier of a pile, with how far its sheet is."""
    _, _, done = filled_in(call, cells)
    begun = any(c.points_cp is not None or c.motivation.strip() for c in cells)
    progress = SheetProgress.BEGUN if begun else SheetProgress.OPEN
    if done == len(cells):
        progress = SheetProgress.DONE
    return SheetRow(dossier.id, dossier.name, progress, done, len(cells))


def sheet_columns() -> tuple[Column[SheetRow], ...]:
    """Number, name and how far the sheet is."""
    return (
        Column(
            "id",
            translate("SheetRow", "Nr"),
            lambda r: r.id,
            width=48,
            padding=10,
            tone=_number_tone,
        ),
        Column(
            "name",
            translate("SheetRow", "Consortium"),
            lambda r: r.name,
            width=166,
            padding=6,
            style=_name_style,
            tone=_name_tone,
        ),
        Column(
            "sheet",
            translate("SheetRow", "Blad"),
            lambda r: r.done,
            text=progress_text,
            width=82,
            padding=8,
            style=TextStyle.CHIP,
            mark=_mark,
            tone=lambda _: "text2",
            stretch=True,
        ),
    )


def progress_text(row: SheetRow) -> str:
    """How far a sheet is, in a word or a count."""
    match row.progress:
        case SheetProgress.DONE:
            return translate("SheetRow", "klaar")
        case SheetProgress.CONFLICT:
            return translate("SheetRow", "conflict")
        case SheetProgress.OPEN:
            return translate("SheetRow", "open")
        case SheetProgress.BEGUN:
            return translate("SheetRow", "{0} van {1}").format(row.done, row.criteria)


def people_of(workspace: Workspace) -> list[Evaluator]:
    """Whose sheets may be seen here: an evaluator's own, or those of everybody for the office."""
    actor = workspace.actor
    people = [e for e in workspace.snapshot().evaluators if e.active]
    if actor.role is ActorRole.EVALUATOR:
        return [e for e in people if e.id == actor.evaluator_id]
    return people


def _mark(row: SheetRow) -> Mark:
    match row.progress:
        case SheetProgress.DONE:
            return Mark("checkc", "good")
        case SheetProgress.CONFLICT:
            return Mark("lock", "text2")
        case SheetProgress.BEGUN:
            return Mark("clock", "text2")
        case SheetProgress.OPEN:
            return Mark("minus", "text3")


def _number_tone(row: SheetRow) -> Role:
    del row
    return "text2"


def _name_tone(row: SheetRow) -> Role:
    return "text3" if row.progress is SheetProgress.CONFLICT else "text"


def _name_style(row: SheetRow) -> TextStyle:
    return TextStyle.CELL if row.progress is SheetProgress.CONFLICT else TextStyle.NAME
