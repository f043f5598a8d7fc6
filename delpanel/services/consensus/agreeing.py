"""The consensus: agreed points and the motivation that goes into the letter, per criterion."""

from __future__ import annotations

import tomllib
from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal

from delpanel.changes import Changes
from delpanel.errors import NotAllowed, StaleValue, UserError
from delpanel.file_causes import toml_place
from delpanel.model.assessment import AgreedPoints, ReasonSource
from delpanel.model.call import Call
from delpanel.model.permissions import require_office, require_open
from delpanel.presets.toml_reader import TomlReader
from delpanel.services.consensus import consensus_ledger
from delpanel.services.meetings.meeting_log import record_agreed, require_room
from delpanel.services.people.assessing import cell as cell_of
from delpanel.services.people.assessing import points_on_grid
from delpanel.services.round import holding
from delpanel.services.state import presiding
from delpanel.services.state.computed import Computed
from delpanel.services.state.snapshot import Snapshot
from delpanel.services.state.text_limits import kept_text
from delpanel.services.state.workspace import Workspace
from delpanel.storage.unit_of_work import Reading, UnitOfWork
from scoring.points.consolidate import BLOCKING, Cell


@dataclass(frozen=True, slots=True)
class Agreement:
    """What the chair enters for one criterion; ``points_cp`` None keeps the aggregate.

    ``sources`` says whose words are in the motivation; None keeps what is known of that. ``seen``
    holds the consensus this was entered over, or nothing: where another stands by now it is stale.
    """

    dossier: str
    criterion: str
    points_cp: int | None
    motivation: str
    reason: str = ""
    sources: tuple[ReasonSource, ...] | None = None
    seen: tuple[AgreedPoints | None, ...] = field(default=(), compare=False)


def needs_reason(call: Call, cell: Cell, points_cp: int | None) -> bool:
    """Say whether agreed points depart so far from the panel that a reason is mandatory.

    They do from the call's gap on, and whenever they lie outside the panel's own range.
    """
    if points_cp is None or cell.aggregate_cp is None:
        return False
    if cell.lowest_cp is None or cell.highest_cp is None:
        return False
    far = abs(points_cp - cell.aggregate_cp) >= call.panel.consensus_gap_cp
    return far or not cell.lowest_cp <= points_cp <= cell.highest_cp


def agree(
    workspace: Workspace,
    agreements: Iterable[Agreement],
    standing: Mapping[tuple[str, str], AgreedPoints | None] | None = None,
) -> Changes:
    """Record agreed points and motivations, all or nothing.

    ``standing`` is what was decided upon, by (dossier, criterion): where something else stands
    there now, nothing is written.

    Raises:
        StaleValue: AGREEMENT_STALE, with who was first, when, and what stands there now.
        NotAllowed: FROZEN, OFFICE_ONLY, PRESIDING_CONFLICT, SCORES_HELD;
            MEETING_CONFLICTED_INSIDE while a meeting sits.
        UserError: POINTS_OFF_GRID, CONSENSUS_REASON naming dossier and criterion,
            UNKNOWN_DOSSIER, UNKNOWN_CRITERION, UNKNOWN_EVALUATOR, TEXT_TOO_LONG.
    """
    require_office(workspace.actor, "agree")
    require_open(workspace.phase, "agree")
    wanted = list(agreements)
    holding.require_released(workspace)
    presiding.require_free(workspace, *(a.dossier for a in wanted))
    require_room(workspace, (a.dossier for a in wanted))
    subject = ", ".join(f"{a.dossier}/{a.criterion}" for a in wanted[:6])
    with workspace.act("agree", subject, f"{len(wanted)}") as unit:
        before = workspace.computed_within(unit)
        seen = {(a.dossier, a.criterion): a.seen[0] for a in wanted if a.seen}
        _require_standing(workspace, unit, before, {**(standing or {}), **seen})
        entered = [_checked(before, a, workspace.actor.name) for a in wanted]
        for agreed in entered:
            unit.consensus.save(agreed)
        changed = {(agreed.dossier, agreed.criterion): agreed for agreed in entered}
        consensus_ledger.record(workspace, unit, before, changed)
        record_agreed(unit, workspace, ((a.dossier, a.criterion, a.points_cp) for a in entered))
    return Changes(consensus=True)


def restore(
    workspace: Workspace,
    dossier: str,
    before: Iterable[tuple[str, AgreedPoints | None]],
    standing: Mapping[tuple[str, str], AgreedPoints | None] | None = None,
) -> Changes:
    """Put criteria of one dossier back exactly as they were agreed, or not agreed at all.

    This is what undo does: a consensus that was stale comes back stale.

    Raises:
        StaleValue: AGREEMENT_STALE, something else than ``standing`` stands there now.
        NotAllowed: FROZEN, OFFICE_ONLY, PRESIDING_CONFLICT, MEETING_CONFLICTED_INSIDE.
    """
    require_office(workspace.actor, "agree")
    require_open(workspace.phase, "agree")
    presiding.require_free(workspace, dossier)
    require_room(workspace, [dossier])
    wanted = list(before)
    with workspace.act("agree-undone", dossier, f"{len(wanted)}") as unit:
        before_it = workspace.computed_within(unit)
        _require_standing(workspace, unit, before_it, standing or {})
        changed = {(dossier, criterion): agreed for criterion, agreed in wanted}
        consensus_ledger.record(workspace, unit, before_it, changed)
        for criterion, agreed in wanted:
            if agreed is None:
                unit.consensus.remove(dossier, criterion)
            else:
                unit.consensus.save(agreed)
        back = [(dossier, key, None if held is None else held.points_cp) for key, held in wanted]
        record_agreed(unit, workspace, back, undone=True)
    return Changes(consensus=True)


def _require_standing(
    workspace: Workspace,
    unit: UnitOfWork,
    before: Computed,
    standing: Mapping[tuple[str, str], AgreedPoints | None],
) -> None:
    for (dossier, criterion), expected in standing.items():
        held = before.snapshot.agreed_by_cell.get((dossier, criterion))
        if held != expected:
            raise stale(workspace, unit, dossier, criterion)


def stale(workspace: Workspace, reading: Reading, dossier: str, criterion: str) -> StaleValue:
    """Say who was first to agree on something else, when, and what stands there now."""
    held = reading.consensus.load(dossier, criterion)
    acts = [
        entry
        for entry in reading.journal.entries()
        if entry.verb in {"agree", "agree-undone"} and dossier in entry.subject
    ]
    text = workspace.call.criterion_text(criterion)
    return StaleValue(
        "AGREEMENT_STALE",
        dossier=dossier,
        criterion=text.name.text(workspace.language),
        actor=acts[-1].actor if acts else "",
        changed_at=acts[-1].at.isoformat() if acts else "",
        points_cp=None if held is None else held.points_cp,
        reason="empty" if held is None or held.points_cp is None else "points",
    )


def confirm(workspace: Workspace, dossier: str, criterion: str) -> Changes:
    """Confirm a stale consensus against the points as they stand now; UserError NOT_AGREED."""
    state = workspace.snapshot()
    held = state.agreed_by_cell.get((dossier, criterion))
    if held is None:
        raise UserError("NOT_AGREED", dossier=dossier, criterion=criterion)
    return agree(
        workspace,
        [Agreement(dossier, criterion, held.points_cp, held.motivation, held.reason)],
    )


def quoted(snapshot: Snapshot, entry: Agreement, evaluator: str) -> Agreement:
    """Add the motivation of a member to an agreed one, with its source.

    Raises:
        UserError: NOTHING_TO_QUOTE, that member wrote nothing there.
        NotAllowed: QUOTE_CONFLICTED, that member has a conflict of interest.
    """
    if (evaluator, entry.dossier) in snapshot.conflicted:
        raise NotAllowed("QUOTE_CONFLICTED", id=evaluator, dossier=entry.dossier)
    said = cell_of(snapshot, entry.dossier, evaluator, entry.criterion).motivation.strip()
    if not said:
        raise UserError("NOTHING_TO_QUOTE", id=evaluator, dossier=entry.dossier)
    held = snapshot.agreed_by_cell.get((entry.dossier, entry.criterion))
    known = entry.sources if entry.sources is not None else (held.sources if held else ())
    others = tuple(one for one in known if one.evaluator != evaluator)
    sources = (*others, ReasonSource(evaluator, said))
    return replace(entry, motivation=f"{entry.motivation} {said}".strip(), sources=sources)


def agreements_from(text: str, source: str) -> tuple[Agreement, ...]:
    """Read agreed points and motivations from TOML: ``[[agreed]]`` with dossier, criterion, ...

    Raises:
        UserError: CALL_SYNTAX, CALL_KEY naming the key.
    """
    try:
        table = tomllib.loads(text, parse_float=Decimal)
    except tomllib.TOMLDecodeError as error:
        raise UserError("CALL_SYNTAX", file=source, **toml_place(error)) from error
    rows = TomlReader(table, source).tables("agreed")
    return tuple(_agreement(TomlReader(r, source, f"agreed[{i}].")) for i, r in enumerate(rows))


def as_plain(computed: Computed, withheld: Container[str] = frozenset()) -> list[dict[str, object]]:
    """Give every consolidated cell as plain data, points in centipoints.

    Dossiers ``withheld`` from whoever asks are left out.
    """
    agreed = computed.snapshot.agreed_by_cell
    return [
        {
            "dossier": cell.dossier,
            "criterion": cell.criterion,
            "value_cp": cell.value_cp,
            "source": str(cell.source),
            "aggregate": None if cell.aggregate_cp is None else str(cell.aggregate_cp),
            "n_valid": cell.n_valid,
            "lowest_cp": cell.lowest_cp,
            "highest_cp": cell.highest_cp,
            "flags": sorted(str(flag) for flag in cell.flags),
            "motivation": held.motivation if (held := agreed.get(key)) else "",
            "reason": held.reason if held else "",
            "sources": [
                {
                    "evaluator": source.evaluator,
                    "literal": source.is_literal_in(held.motivation),
                }
                for source in held.sources
            ]
            if held
            else [],
        }
        for key, cell in sorted(computed.consolidation.cells.items())
        if cell.dossier not in withheld
    ]


def is_open(cell: Cell) -> bool:
    """Say whether a cell blocks the decision: no value, stale, missing points, a panel apart."""
    return cell.value_cp is None or bool(cell.flags & BLOCKING)


def _agreement(row: TomlReader) -> Agreement:
    return Agreement(
        dossier=row.text("dossier"),
        criterion=row.text("criterion"),
        points_cp=row.optional("points", row.points),
        motivation=row.text("motivation", default=""),
        reason=row.text("reason", default=""),
    )


def _checked(computed: Computed, entry: Agreement, actor: str) -> AgreedPoints:
    call = computed.snapshot.call
    if entry.dossier not in computed.snapshot.dossier_by_id:
        raise UserError("UNKNOWN_DOSSIER", dossier=entry.dossier)
    known = [criterion.id for criterion in call.rules.criteria]
    if entry.criterion not in known:
        raise UserError("UNKNOWN_CRITERION", criterion=entry.criterion, known=", ".join(known))
    if entry.points_cp is not None and not points_on_grid(call, entry.points_cp):
        raise UserError("POINTS_OFF_GRID", value_cp=entry.points_cp)
    cell = computed.consolidation.cell(entry.dossier, entry.criterion)
    if needs_reason(call, cell, entry.points_cp) and not entry.reason.strip():
        raise UserError(
            "CONSENSUS_REASON",
            dossier=entry.dossier,
            criterion=call.criterion_text(entry.criterion).name.nl,
            value_cp=entry.points_cp,
        )
    motivation = kept_text(entry.motivation.strip(), entry.dossier, entry.criterion)
    return AgreedPoints(
        dossier=entry.dossier,
        criterion=entry.criterion,
        points_cp=entry.points_cp,
        motivation=motivation,
        reason=kept_text(entry.reason.strip(), entry.dossier, entry.criterion),
        based_on=cell.based_on,
        actor=actor,
        sources=_sources(computed.snapshot, entry) if motivation else (),
    )


def _sources(snapshot: Snapshot, entry: Agreement) -> tuple[ReasonSource, ...]:
    if entry.sources is None:
        held = snapshot.agreed_by_cell.get((entry.dossier, entry.criterion))
        return held.sources if held else ()
    for source in entry.sources:
        if source.evaluator not in snapshot.evaluator_by_id:
            raise UserError("UNKNOWN_EVALUATOR", id=source.evaluator)
    return tuple(sorted(entry.sources, key=lambda source: source.evaluator))
