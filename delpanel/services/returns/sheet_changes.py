"""What returned score sheets would change, held against a state of the panel."""

from __future__ import annotations

import json
from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass, replace

from delpanel.exchange.sheets.score_sheet import Manifest
from delpanel.exchange.sheets.score_sheet_reader import ReturnedCell, ScoreSheetReading
from delpanel.model.assessment import CriterionAssessment
from delpanel.model.issues import Issue, Place, Severity
from delpanel.model.rehearsal import is_rehearsal
from delpanel.presets.call_file import criteria_digest
from delpanel.services.people.assessing import cell as cell_of
from delpanel.services.returns.member_merge import CellRow, CellState
from delpanel.services.state.snapshot import Snapshot
from scoring.dossiers import ScoreState

# Member, dossier and criterion
CellKey = tuple[str, str, str]


@dataclass(frozen=True, slots=True)
class SheetFile:
    """One returned sheet: whose it is, and how many cells of it would change or stay."""

    file: str
    evaluator: str
    changed: int
    unchanged: int

    @property
    def is_refused(self) -> bool:
        """Whether nothing of it could be read as a sheet of this panel."""
        return not self.evaluator


@dataclass(frozen=True, slots=True)
class SheetPlan:
    """What returned sheets would change: the cells as they would become, and what was wrong.

    ``clashes`` are cells of which two sheets of one member say different things, each version;
    what stands there stays until one of them is chosen.
    """

    changes: tuple[CriterionAssessment, ...]
    unchanged: int
    issues: tuple[Issue, ...]
    based_on: int
    files: tuple[SheetFile, ...] = ()
    clashes: tuple[CellRow, ...] = ()


@dataclass(frozen=True, slots=True)
class SheetCells:
    """What one sheet says: every cell that may come in, and those of them that would change.

    ``said`` leaves out what is empty on the sheet: it says nothing there.
    """

    file: str
    said: Mapping[CellKey, CriterionAssessment]
    changed: Mapping[CellKey, CriterionAssessment]
    unchanged: int
    places: Mapping[CellKey, Place]


def cells_of(
    state: Snapshot, reading: ScoreSheetReading, file: str, issues: list[Issue]
) -> SheetCells:
    """Give the cells of one sheet: what it says, what would change, and how many would not."""
    said: dict[CellKey, CriterionAssessment] = {}
    changed: dict[CellKey, CriterionAssessment] = {}
    places: dict[CellKey, Place] = {}
    same = 0
    seen = _voids(reading.manifest)
    for returned in _acceptable(state, reading, file, issues):
        evaluator = reading.manifest.evaluator if reading.manifest else ""
        held = cell_of(state, returned.dossier, evaluator, returned.criterion)
        # what the chair set aside stays aside, whatever the member changed since
        aside = held.state is ScoreState.EXCLUDED
        after = replace(
            held,
            points_cp=returned.points_cp,
            motivation=returned.motivation,
            state=held.state if aside else ScoreState.SCORED,
        )
        key = (evaluator, held.dossier, held.criterion)
        if returned.points_cp is None and not returned.motivation:
            same += 1
            continue
        if state.is_of_before((held.dossier, evaluator, held.criterion), seen):
            same += 1
            issues.append(_void(returned, evaluator))
            continue
        said[key], places[key] = after, returned.place
        if after == held:
            same += 1
        else:
            changed[key] = after
    return SheetCells(file, said, changed, same, places)


def clashing(
    state: Snapshot, sheets: Sequence[SheetCells], issues: list[Issue]
) -> tuple[CellRow, ...]:
    """Give the cells of which two sheets of one member say different things, each version.

    None of them is taken: which sheet is the later one, no name and no clock of a file can tell.
    """
    versions: dict[CellKey, list[SheetCells]] = {}
    for sheet in sheets:
        for key in sheet.said:
            versions.setdefault(key, []).append(sheet)
    rows: list[CellRow] = []
    for key in sorted(versions):
        listed = versions[key]
        if len({(s.said[key].points_cp, s.said[key].motivation) for s in listed}) < 2:  # noqa: PLR2004 - two versions
            continue
        held = cell_of(state, key[1], key[0], key[2])
        for sheet in listed:
            version = sheet.said[key]
            rows.append(CellRow(key[0], CellState.DIVERGED, held, version, sheet.file, taken=False))
            params: dict[str, str | int | None] = {
                "id": key[0],
                "criterion": key[2],
                "value_cp": version.points_cp,
            }
            place = sheet.places[key]
            issues.append(Issue("SHEET_CLASH", Severity.ERROR, place, params, key[1], blocks=True))
    return tuple(rows)


def voids_text(state: Snapshot, evaluator: str) -> str:
    """Give what a sheet that goes out now knows of voids; empty where there are none."""
    found = state.seen_voids(evaluator)
    return json.dumps(found, sort_keys=True, ensure_ascii=False) if found else ""


def beside(plan: SheetPlan, sealed: Container[tuple[str, str, str]]) -> SheetPlan:
    """Leave out what a sealed return says already: of the two it holds, whatever came first.

    ``sealed`` are cells by member, dossier and criterion.
    """
    kept: list[CriterionAssessment] = []
    left: list[CriterionAssessment] = []
    for change in plan.changes:
        key = (change.evaluator, change.dossier, change.criterion)
        (left if key in sealed else kept).append(change)
    settled = {row.key: row.held for row in plan.clashes if row.key in sealed}
    open_ = tuple(row for row in plan.clashes if row.key not in sealed)
    issues = tuple(
        issue
        for issue in plan.issues
        if issue.code != "SHEET_CLASH"
        or (issue.params["id"], issue.dossier, issue.params["criterion"]) not in settled
    )
    plan = replace(plan, clashes=open_, issues=issues)
    return without(plan, tuple(kept), (*left, *settled.values()))


def without(
    plan: SheetPlan, kept: tuple[CriterionAssessment, ...], left: tuple[CriterionAssessment, ...]
) -> SheetPlan:
    """Give a plan that takes only ``kept``; what is left out is named, one finding a cell."""
    named = tuple(
        Issue(
            "SHEET_SEALED",
            Severity.WARNING,
            Place(),
            {"id": cell.evaluator, "criterion": cell.criterion},
            cell.dossier,
        )
        for cell in left
    )
    files = tuple(
        replace(file, changed=sum(c.evaluator == file.evaluator for c in kept))
        for file in plan.files
    )
    return replace(plan, changes=kept, issues=(*plan.issues, *named), files=files)


def without_dossiers(plan: SheetPlan, withheld: Container[str]) -> SheetPlan:
    """Give a plan to show, without what it says of these dossiers."""
    return replace(
        plan,
        changes=tuple(c for c in plan.changes if c.dossier not in withheld),
        issues=tuple(i for i in plan.issues if i.dossier not in withheld),
        clashes=tuple(row for row in plan.clashes if row.key[1] not in withheld),
    )


def _acceptable(
    state: Snapshot, reading: ScoreSheetReading, file: str, issues: list[Issue]
) -> tuple[ReturnedCell, ...]:
    """Refuse sheets of another panel, criteria or person, and cells that may not be judged."""
    manifest = reading.manifest
    if manifest is None:
        return ()
    refusal = ""
    if manifest.panel != state.panel_id:
        refusal = _foreign(manifest.panel, state.panel_id)
    elif manifest.criteria_digest != criteria_digest(state.call):
        refusal = "SHEET_CRITERIA"
    elif manifest.evaluator not in state.evaluator_by_id:
        refusal = "SHEET_EVALUATOR"
    elif not state.evaluator_by_id[manifest.evaluator].active:
        refusal = "SHEET_LEFT"
    if refusal:
        params = {"id": manifest.evaluator}
        issues.append(Issue(refusal, Severity.ERROR, Place(file), params, blocks=True))
        return ()
    who, kept = manifest.evaluator, []
    for returned in reading.cells:
        if (who, returned.dossier) in state.conflicted:
            code = "SHEET_CONFLICT"
        elif who not in state.assigned.get(returned.dossier, ()):
            code = "SHEET_UNASSIGNED"
        else:
            kept.append(returned)
            continue
        issues.append(
            Issue(code, Severity.ERROR, returned.place, {"id": who}, returned.dossier, blocks=True)
        )
    return tuple(kept)


def _voids(manifest: Manifest | None) -> Mapping[str, Mapping[str, int]]:
    """Read what a sheet knew of voids; one that says it in no way we write knew of none."""
    try:
        plain = json.loads(manifest.voids) if manifest is not None and manifest.voids else {}
        return {
            str(dossier): {str(name): int(revision) for name, revision in held.items()}
            for dossier, held in plain.items()
        }
    except (ValueError, TypeError, AttributeError, RecursionError):
        return {}


def _void(returned: ReturnedCell, evaluator: str) -> Issue:
    """Say that a conflict, lifted since, voided what stands on a sheet made before it."""
    params = {"id": evaluator, "criterion": returned.criterion}
    return Issue("SHEET_VOID", Severity.WARNING, returned.place, params, returned.dossier)


def _foreign(sheet: str, panel: str) -> str:
    """Say why a sheet of another panel is refused; between a rehearsal and the real thing apart."""
    if is_rehearsal(sheet) == is_rehearsal(panel):
        return "SHEET_FOREIGN"
    return "SHEET_REHEARSAL" if is_rehearsal(sheet) else "SHEET_NOT_REHEARSAL"
