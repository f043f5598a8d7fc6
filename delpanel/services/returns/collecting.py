"""Score sheets out and back, and the panel from its workbook: planned first, then written."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Mapping, Sequence
from functools import partial
from pathlib import Path

from delpanel import messages
from delpanel.changes import Changes
from delpanel.errors import FileProblem, StaleValue, UserError
from delpanel.exchange.reading.workbook import read_book, read_books
from delpanel.exchange.sheets.panel_sheet import read_panel, write_panel
from delpanel.exchange.sheets.score_sheet import Manifest, ScoreSheet, write_score_sheet
from delpanel.exchange.sheets.score_sheet_reader import read_score_sheet
from delpanel.exchange.sheets.steady_file import mark_file
from delpanel.model.issues import Issue, Place, Severity
from delpanel.model.permissions import require_office, require_open
from delpanel.presets.call_file import criteria_digest
from delpanel.progress import Progress, silent
from delpanel.services.packs import pack_ledger
from delpanel.services.people import panelling
from delpanel.services.returns import sheet_changes
from delpanel.services.returns.sheet_changes import (
    SheetCells,
    SheetFile,
    SheetPlan,
    cells_of,
    clashing,
)
from delpanel.services.state import presiding
from delpanel.services.state.files import make_folder, write_by
from delpanel.services.state.rehearsal_mark import require_fitting, sheet_mark
from delpanel.services.state.snapshot import Snapshot
from delpanel.services.state.workspace import Workspace
from delpanel.storage.unit_of_work import UnitOfWork


def write_score_sheets(workspace: Workspace, folder: Path) -> tuple[Path, ...]:
    """Write one score sheet per active evaluator with at least one dossier.

    A sheet of the same name may be one that came back filled in, so it is never written over.

    Raises:
        FileProblem: SHEETS_EXIST, before anything is written; OUT_FAILED.
        NotAllowed: PRESIDING_CONFLICT, the sheets hold points given on such a dossier.
    """
    state = workspace.snapshot()
    given = (a for a in state.assessments if a.points_cp is not None or a.motivation)
    presiding.require_free(workspace, *{a.dossier for a in given})
    for evaluator in state.evaluators:
        if (folder / _sheet_name(evaluator.id)).exists():
            name = _sheet_name(evaluator.id)
            raise FileProblem("SHEETS_EXIST", folder=str(folder), file=name)
    make_folder(folder)
    written = []
    for evaluator in state.evaluators:
        mine = tuple(
            state.dossier_by_id[dossier]
            for dossier in sorted(state.judging)
            if evaluator.id in state.judging[dossier]
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
            mark=sheet_mark(state.panel_id, workspace.language),
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
    workspace: Workspace,
    paths: Sequence[Path],
    progress: Progress = silent,
    *,
    state: Snapshot | None = None,
) -> SheetPlan:
    """Read returned sheets, in any order and as often as you like; nothing is written.

    ``state`` is the panel to hold them against where it is not the present one; then a file that
    is no workbook is a finding too, and does not stop the others.

    Raises:
        NotAllowed: FROZEN, OFFICE_ONLY. FileProblem: a file is no workbook at all.
    """
    require_office(workspace.actor, "score")
    require_open(workspace.phase, "score")
    based_on = workspace.store.data_version()
    against = state or workspace.snapshot()
    sheets: list[SheetCells] = []
    issues: list[Issue] = []
    files: list[SheetFile] = []
    named = _told_apart(paths)
    for path, answer in zip(paths, read_books(paths, progress=progress), strict=True):
        if isinstance(answer, FileProblem):
            if state is None:
                raise answer
            place = Place(path.name)
            issues.append(Issue(answer.code, Severity.ERROR, place, answer.params, blocks=True))
            files.append(SheetFile(path.name, "", 0, 0))
            continue
        reading = read_score_sheet(answer, against.call, frozenset(against.dossier_by_id))
        issues.extend(reading.issues)
        sheets.append(cells_of(against, reading, named[path], issues))
        who = reading.manifest.evaluator if reading.manifest is not None else ""
        known = who if who in against.evaluator_by_id else ""
        new, same = len(sheets[-1].changed), sheets[-1].unchanged
        files.append(SheetFile(answer.path.name, known, new, same))
    clashes = clashing(against, sheets, issues)
    undecided = {row.key for row in clashes}
    changes = {
        key: cell for sheet in sheets for key, cell in sheet.changed.items() if key not in undecided
    }
    unchanged = sum(file.unchanged for file in files)
    plan = SheetPlan(
        tuple(changes.values()), unchanged, tuple(issues), based_on, tuple(files), clashes
    )
    if state is not None:
        return plan
    return sheet_changes.beside(plan, pack_ledger.load(workspace).sealed_cells())


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
    with workspace.act(
        "sheets", f"{len(plan.changes)}", based_on=plan.based_on, stale="SHEETS_STALE"
    ) as unit:
        write_sheets(workspace, unit, plan)
    return Changes(points=True)


def write_sheets(workspace: Workspace, unit: UnitOfWork, plan: SheetPlan) -> None:
    """Write what a plan says in a transaction that is open already."""
    at, actor = workspace.now(), workspace.actor.name
    fresh = [c for c in plan.changes if c.revision == 0]
    unit.assessments.add_all(fresh, at=at, actor=actor)
    for change in plan.changes:
        if change.revision:
            unit.assessments.save(change, change.revision, at=at, actor=actor)


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
        "clashes": [
            {
                "evaluator": row.evaluator,
                "dossier": row.held.dossier,
                "criterion": row.held.criterion,
                "file": row.file,
                "held_cp": row.held.points_cp,
                "returned_cp": row.returned.points_cp,
                "returned_motivation": row.returned.motivation,
            }
            for row in plan.clashes
        ],
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
    book = read_book(path)
    require_fitting(book, workspace.snapshot().panel_id)
    reading = read_panel(book)
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

    def write(place: Path) -> None:
        write_panel(
            place,
            state.evaluators,
            free,
            state.conflicts,
            workspace.language,
            state.profiles,
            state.dossier_expertise,
        )
        mark_file(place, sheet_mark(state.panel_id, workspace.language))

    write_by(path, write, replace=replace)


def _told_apart(paths: Sequence[Path]) -> Mapping[Path, str]:
    """Name each file; two of one name by their folders too."""
    count = Counter(path.name for path in paths)
    return {p: p.name if count[p.name] == 1 else f"{p.parent.name}/{p.name}" for p in paths}


def _manifest(state: Snapshot, evaluator: str) -> Manifest:
    ids = "\n".join(sorted(state.dossier_by_id))
    return Manifest(
        panel=state.panel_id,
        evaluator=evaluator,
        criteria_digest=criteria_digest(state.call),
        dossiers_digest=hashlib.sha256(ids.encode()).hexdigest(),
        call=state.call.id,
        voids=sheet_changes.voids_text(state, evaluator),
    )


def _sheet_name(evaluator: str) -> str:
    return f"scores-{evaluator}.xlsx"
