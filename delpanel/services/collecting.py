"""Score sheets out and back, and the panel from its workbook: planned first, then written."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from delpanel import messages
from delpanel.changes import Changes
from delpanel.errors import FileProblem, StaleValue, UserError
from delpanel.exchange.panel_sheet import read_panel, write_panel
from delpanel.exchange.score_sheet import Manifest, ScoreSheet, write_score_sheet
from delpanel.exchange.score_sheet_reader import ReturnedCell, ScoreSheetReading, read_score_sheet
from delpanel.exchange.workbook import read_book, read_books
from delpanel.model.assessment import CriterionAssessment
from delpanel.model.issues import Issue, Place, Severity
from delpanel.model.permissions import require_office, require_open
from delpanel.presets.call_file import criteria_digest
from delpanel.progress import Progress, silent
from delpanel.services import panelling
from delpanel.services.assessing import cell as cell_of
from delpanel.services.files import write_by
from delpanel.services.snapshot import Snapshot
from delpanel.services.workspace import Workspace
from scoring.dossiers import ScoreState


@dataclass(frozen=True, slots=True)
class SheetPlan:
    """What returned sheets would change: the cells as they would become, and what was wrong."""

    changes: tuple[CriterionAssessment, ...]
    unchanged: int
    issues: tuple[Issue, ...]
    based_on: int


def write_score_sheets(workspace: Workspace, folder: Path) -> tuple[Path, ...]:
    """Write one score sheet per active evaluator with at least one dossier.

    A sheet of the same name may be one that came back filled in, so it is never written over.

    Raises:
        FileProblem: SHEETS_EXIST, before anything is written; OUT_FAILED.
    """
    state = workspace.snapshot()
    for evaluator in state.evaluators:
        if (folder / _sheet_name(evaluator.id)).exists():
            name = _sheet_name(evaluator.id)
            raise FileProblem("SHEETS_EXIST", folder=str(folder), file=name)
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise FileProblem("OUT_FAILED", file=str(folder), detail=str(error.strerror)) from error
    written = []
    for evaluator in state.evaluators:
        mine = tuple(
            state.dossier_by_id[dossier]
            for dossier in sorted(state.assigned)
            if evaluator.id in state.assigned[dossier]
        )
        if not mine or not evaluator.active:
            continue
        sheet = ScoreSheet(
            manifest=_manifest(state, evaluator.id),
            evaluator=evaluator,
            call=state.call,
            dossiers=mine,
            given={
                (a.dossier, a.criterion): a
                for a in state.assessments
                if a.evaluator == evaluator.id
            },
        )
        path = folder / _sheet_name(evaluator.id)
        write_by(
            path,
            partial(write_score_sheet, sheet=sheet, language=workspace.language),
            replace=False,
        )
        written.append(path)
    return tuple(written)


def plan_sheets(
    workspace: Workspace, paths: Sequence[Path], progress: Progress = silent
) -> SheetPlan:
    """Read returned sheets, in any order and as often as you like; nothing is written.

    Raises:
        NotAllowed: FROZEN, OFFICE_ONLY. FileProblem: a file is no workbook at all.
    """
    require_office(workspace.actor, "score")
    require_open(workspace.phase, "score")
    state = workspace.snapshot()
    changes: dict[tuple[str, str, str], CriterionAssessment] = {}
    issues: list[Issue] = []
    unchanged = 0
    for answer in read_books(paths, progress=progress):
        if isinstance(answer, FileProblem):
            raise answer
        reading = read_score_sheet(answer, state.call, frozenset(state.dossier_by_id))
        issues.extend(reading.issues)
        for returned in _acceptable(state, reading, answer.path.name, issues):
            evaluator = reading.manifest.evaluator if reading.manifest else ""
            held = cell_of(state, returned.dossier, evaluator, returned.criterion)
            after = replace(
                held,
                points_cp=returned.points_cp,
                motivation=returned.motivation,
                state=ScoreState.SCORED,
            )
            if after == held or (returned.points_cp is None and not returned.motivation):
                unchanged += 1
            else:
                changes[after.dossier, evaluator, after.criterion] = after
    return SheetPlan(
        tuple(changes.values()), unchanged, tuple(issues), workspace.store.data_version()
    )


def accept_sheets(workspace: Workspace, plan: SheetPlan) -> Changes:
    """Write what the plan says, in one transaction; applying it twice changes nothing.

    Raises:
        StaleValue: SHEETS_STALE, the panel changed since. NotAllowed: FROZEN, OFFICE_ONLY.
    """
    require_office(workspace.actor, "score")
    require_open(workspace.phase, "score")
    if not plan.changes:
        return Changes()
    if plan.based_on != workspace.store.data_version():
        raise StaleValue("SHEETS_STALE")
    fresh = [c for c in plan.changes if c.revision == 0]
    with workspace.act(
        "sheets", f"{len(plan.changes)}", based_on=plan.based_on, stale="SHEETS_STALE"
    ) as unit:
        unit.assessments.add_all(fresh, at=workspace.now(), actor=workspace.actor.name)
        for change in plan.changes:
            if change.revision:
                unit.assessments.save(
                    change, change.revision, at=workspace.now(), actor=workspace.actor.name
                )
    return Changes(points=True)


def plan_as_plain(plan: SheetPlan, language: str) -> dict[str, object]:
    """Give a plan as plain data."""
    return {
        "changed": [
            {
                "dossier": c.dossier,
                "evaluator": c.evaluator,
                "criterion": c.criterion,
                "points_cp": c.points_cp,
            }
            for c in plan.changes
        ],
        "unchanged": plan.unchanged,
        "issues": [
            {
                "code": i.code,
                "severity": str(i.severity),
                "cell": i.place.cell,
                "sentence": messages.of_issue(i, language),
            }
            for i in plan.issues
        ],
    }


def import_panel(workspace: Workspace, path: Path) -> Changes:
    """Take evaluators, assignments and conflicts from a workbook, all or nothing.

    Raises:
        UserError: the first thing that is wrong in it, with its cell. FileProblem: unreadable.
        NotAllowed: FROZEN, OFFICE_ONLY, CONFLICT_ASSIGNED.
    """
    reading = read_panel(read_book(path))
    for issue in reading.issues:
        if issue.blocks:
            place = issue.place
            raise UserError(
                issue.code,
                **{**issue.params, "file": place.file, "sheet": place.sheet, "cell": place.cell},
            )
    return panelling.save_panel(
        workspace,
        reading.evaluators,
        reading.conflicts,
        reading.assignments,
        reading.profiles,
        reading.expertise,
    )


def export_panel(workspace: Workspace, path: Path, *, replace: bool) -> None:
    """Write evaluators, assignments without a conflict, and conflicts to a workbook."""
    state = workspace.snapshot()
    free = [a for a in state.assignments if (a.evaluator, a.dossier) not in state.conflicted]
    write_by(
        path,
        lambda place: write_panel(
            place,
            state.evaluators,
            free,
            state.conflicts,
            workspace.language,
            state.profiles,
            state.dossier_expertise,
        ),
        replace=replace,
    )


def _manifest(state: Snapshot, evaluator: str) -> Manifest:
    ids = "\n".join(sorted(state.dossier_by_id))
    return Manifest(
        panel=state.panel_id,
        evaluator=evaluator,
        criteria_digest=criteria_digest(state.call),
        dossiers_digest=hashlib.sha256(ids.encode()).hexdigest(),
        call=state.call.id,
    )


def _sheet_name(evaluator: str) -> str:
    return f"scores-{evaluator}.xlsx"


def _acceptable(
    state: Snapshot, reading: ScoreSheetReading, file: str, issues: list[Issue]
) -> tuple[ReturnedCell, ...]:
    """Refuse sheets of another panel, criteria or person, and cells that may not be judged."""
    manifest = reading.manifest
    if manifest is None:
        return ()
    refusal = ""
    if manifest.panel != state.panel_id:
        refusal = "SHEET_FOREIGN"
    elif manifest.criteria_digest != criteria_digest(state.call):
        refusal = "SHEET_CRITERIA"
    elif manifest.evaluator not in state.evaluator_by_id:
        refusal = "SHEET_EVALUATOR"
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
