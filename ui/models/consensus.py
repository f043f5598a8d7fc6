"""What the panel gave, as a map of totals and as an agenda of what is worth a talk."""

from __future__ import annotations

from collections.abc import Container, Mapping
from dataclasses import dataclass, replace
from enum import IntEnum
from fractions import Fraction

from PySide6.QtCore import QCoreApplication

from delpanel import messages
from delpanel.model.discrepancy import DiscrepancyKind
from delpanel.services.consensus.discrepancies import Discrepancy, QueueItem, queue
from delpanel.services.decision.freezing import panel_obstacles
from delpanel.services.state import presiding
from delpanel.services.state.computed import Computed
from delpanel.services.state.core_input import score_records
from delpanel.services.state.workspace import Workspace
from scoring.points.consolidate import Cell, CellFlag
from scoring.ranking.rank import on_100
from scoring.statistics.panel_points import counted_scores, total_matrix
from ui import formats
from ui.models.points import window_language

FAR = 8
"""From so many points of 100 beside the consensus a cell of the map is framed."""
PALEST, FULLEST = 45, 95
translate = QCoreApplication.translate


class Urgency(IntEnum):
    """How pressing an item of the agenda is; the lowest comes first."""

    BLOCKING = 0
    TALK = 1
    SETTLED = 2


@dataclass(frozen=True, slots=True)
class AgendaItem:
    """One criterion of one dossier that wants a look; without a criterion it is the dossier."""

    dossier: str
    name: str
    criterion: str
    criterion_name: str
    urgency: Urgency
    reasons: tuple[str, ...]

    @property
    def key(self) -> tuple[str, str]:
        """Dossier and criterion."""
        return self.dossier, self.criterion


@dataclass(frozen=True, slots=True)
class OwnTotal:
    """One evaluator's own total on one dossier, on 100, and how far it is off the panel's."""

    total: Fraction
    off: Fraction | None

    @property
    def is_far(self) -> bool:
        """Whether it lies 8 points or more beside the consensus."""
        return self.off is not None and abs(self.off) >= FAR


@dataclass(frozen=True, slots=True)
class TotalsMap:
    """Own totals by (evaluator, dossier); dossiers in rank order, evaluators by id."""

    dossiers: tuple[str, ...]
    evaluators: tuple[tuple[str, str], ...]
    cells: Mapping[tuple[str, str], OwnTotal]

    def mean_off(self, evaluator: str) -> Fraction | None:
        """How much an evaluator gives more than the consensus, on average; None without pairs."""
        found = [
            cell.off
            for (who, _), cell in self.cells.items()
            if who == evaluator and cell.off is not None
        ]
        return sum(found, Fraction(0)) / len(found) if found else None


def totals_map(computed: Computed, withheld: Container[str] = frozenset()) -> TotalsMap:
    """Every evaluator's own weighted total where all criteria were scored; exact.

    Dossiers ``withheld`` from whoever looks on show none.
    """
    rules, snapshot = computed.core.rules, computed.snapshot
    matrix = total_matrix(counted_scores(score_records(snapshot)), rules.criteria)
    shown = [row.id for row in computed.ranking.rows if row.total is not None]
    agreed = {name: on_100(rules, total) for name, total in computed.ranking.totals.items()}
    cells: dict[tuple[str, str], OwnTotal] = {}
    for who, row in zip(matrix.evaluators, matrix.rows, strict=True):
        for dossier, value in zip(matrix.dossiers, row, strict=True):
            if value is not None and dossier not in withheld:
                total = 100 * value / rules.scale.maximum_cp
                off = total - agreed[dossier] if dossier in agreed else None
                cells[who, dossier] = OwnTotal(total, off)
    people = tuple((e.id, e.name) for e in snapshot.evaluators if e.id in matrix.evaluators)
    return TotalsMap(tuple(shown), people, cells)


def visible_totals(workspace: Workspace) -> TotalsMap:
    """Give the totals of a panel, as far as whoever presides may see them."""
    return totals_map(workspace.computed(), presiding.withheld(workspace))


def agenda(computed: Computed) -> tuple[AgendaItem, ...]:
    """What the panel has to talk about by the rules of the call, the pressing first.

    What is settled stands last: the panel agreed on it and no score below it changed since.
    """
    found: dict[tuple[str, str], AgendaItem] = {}
    listed = [_item(computed, item) for item in queue(computed, solved_too=True)]
    for item in (*listed, *_of_obstacles(computed)):
        held = found.get(item.key)
        joined = held is not None and held.urgency is not Urgency.SETTLED
        found[item.key] = _joined(held, item) if held is not None and joined else item
    return tuple(sorted(found.values(), key=lambda item: item.urgency))


def _item(computed: Computed, item: QueueItem) -> AgendaItem:
    cell = computed.consolidation.cells.get((item.dossier, item.criterion))
    reasons = [] if cell is None else _cell_reasons(computed, cell)
    reasons += [_reason(one) for one in item.discrepancies]
    urgency = Urgency.SETTLED if item.is_solved else Urgency.TALK
    return _named(
        computed,
        item.dossier,
        item.criterion,
        Urgency.BLOCKING if item.blocking else urgency,
        tuple(dict.fromkeys(reasons)),
    )


def _joined(first: AgendaItem, second: AgendaItem) -> AgendaItem:
    urgency = min(first.urgency, second.urgency)
    return replace(first, urgency=urgency, reasons=(*first.reasons, *second.reasons))


def _of_obstacles(computed: Computed) -> list[AgendaItem]:
    """What else holds a decision up and is settled on this page: reasons and approvals."""
    found = []
    for one in panel_obstacles(computed):
        criterion = one.detail if one.code == "FREEZE_REASON" else ""
        reasons = (_owed(one.code, len(one.detail.split(", "))),)
        found.append(_named(computed, one.dossier, criterion, Urgency.BLOCKING, reasons))
    return found


def _owed(code: str, count: int) -> str:
    """Say what the panel still owes; nobody is named, for the projector may be on."""
    match code:
        case "FREEZE_REASON":
            return translate("Agenda", "wijkt af zonder reden")
        case "APPROVAL_NOT_AGREED":
            return translate("Agenda", "nog geen consensus om goed te keuren")
        case "APPROVAL_MAJORITY":
            return translate("Agenda", "nog geen meerderheid keurde goed")
        case "APPROVAL_DISSENT":
            return translate("Agenda", "%n afwijkende standpunten", "", count)
        case _:
            return translate("Agenda", "%n goedkeuringen ontbreken", "", count)


def _named(
    computed: Computed, dossier: str, criterion: str, urgency: Urgency, reasons: tuple[str, ...]
) -> AgendaItem:
    name = computed.snapshot.dossier_by_id[dossier].name
    title = _criterion(computed, criterion)
    return AgendaItem(dossier, name, criterion, title, urgency, reasons)


def _criterion(computed: Computed, criterion: str) -> str:
    if not criterion:
        return translate("Agenda", "geheel")
    return computed.snapshot.call.criterion_text(criterion).name.text(window_language())


def _cell_reasons(computed: Computed, cell: Cell) -> list[str]:
    """What keeps the decision open."""
    people = computed.snapshot.evaluator_by_id
    found: list[str] = []
    if CellFlag.STALE in cell.flags:
        found.append(translate("Agenda", "punten gewijzigd na de consensus"))
    if CellFlag.MISSING in cell.flags:
        names = ", ".join(people[who].name if who in people else who for who in cell.missing)
        found.append(translate("Agenda", "punten ontbreken van {0}").format(names))
    if CellFlag.APART in cell.flags:
        found.append(translate("Agenda", "beoordelaars staan los van de rest van het panel"))
    if CellFlag.BELOW_QUORUM in cell.flags and CellFlag.MISSING not in cell.flags:
        found.append(translate("Agenda", "te weinig punten voor een waarde"))
    return found


def _reason(one: Discrepancy) -> str:
    """Why sheets are worth a talk; nobody is named, for the projector may be on."""
    amount = one.amount_cp or Fraction(0)
    match one.kind:
        case DiscrepancyKind.SPREAD:
            return translate("Agenda", "{0} punt uit elkaar").format(formats.points(int(amount)))
        case DiscrepancyKind.LONE_VOICE:
            return translate("Agenda", "één stem ver van de andere")
        case DiscrepancyKind.STRADDLE:
            threshold = messages.points(int(amount))
            return translate("Agenda", "aan beide kanten van drempel {0}").format(threshold)
        case DiscrepancyKind.TOTAL:
            said = translate("Agenda", "totalen {0} punt uit elkaar")
            return said.format(messages.points(int(amount)))
        case DiscrepancyKind.PIVOTAL:
            return translate("Agenda", "de uitkomst hangt aan één beoordelaar")
        case DiscrepancyKind.SEVERITY | DiscrepancyKind.HALO:
            return translate("Agenda", "één beoordelaar wijkt af")
