"""Dossiers in, from the official workbook, any list, or a database: planned first, then written."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from pathlib import Path

from delpanel.changes import Changes
from delpanel.errors import StaleValue
from delpanel.model.dossier import Dossier
from delpanel.model.issues import Issue, Place, Severity
from delpanel.model.permissions import require_office, require_open
from delpanel.progress import Progress, silent
from delpanel.services.intake.import_plan import (
    ChangeKind,
    ImportPlan,
    ImportReport,
    compare,
    known_again,
)
from delpanel.services.intake.import_sources import (
    ImportRequest,
    Inspection,
    Reading,
    database_tables,
    inspect,
    read_sources,
)
from delpanel.services.intake.printing import printing_issues
from delpanel.services.state import presiding
from delpanel.services.state.workspace import Workspace

__all__ = [
    "ImportRequest",
    "Inspection",
    "commit",
    "database_tables",
    "inspect",
    "plan_import",
    "touched",
]


def plan_import(
    workspace: Workspace, request: ImportRequest, progress: Progress = silent
) -> ImportPlan:
    """Read the sources and hold them against the panel; nothing is written.

    Raises:
        FileProblem: a source cannot be read, in one sentence naming it.
        UserError: no list is found in it, or the mapping does not fit.
        NotAllowed: FROZEN, OFFICE_ONLY.
    """
    require_office(workspace.actor, "import")
    require_open(workspace.phase, "import")
    state = workspace.snapshot()
    reads = read_sources(workspace, request, progress)
    dossiers, blocked, twice = _once(reads)
    dossiers, found = known_again(
        state.dossier_by_id,
        dossiers,
        [
            *(issue for read in reads for issue in read.issues),
            *twice,
            *printing_issues(dossiers),
        ],
    )
    changes, general = compare(state.dossier_by_id, dossiers, blocked, found)
    return ImportPlan(
        sources=request.sources,
        changes=changes,
        issues=general,
        digests=_digests(request.sources),
        mapping=next((read.mapping for read in reads if read.mapping), ""),
        based_on=workspace.store.data_version(),
    )


def commit(workspace: Workspace, plan: ImportPlan, *, only_clean: bool = False) -> ImportReport:
    """Write what the plan says, in one transaction; with nothing to change nothing is written.

    Args:
        workspace: the open panel.
        plan: made by ``plan_import`` on this very state of the panel.
        only_clean: leave out dossiers on which an error stands.

    Raises:
        StaleValue: IMPORT_STALE, the panel changed since the plan was made.
        NotAllowed: FROZEN, OFFICE_ONLY; PRESIDING_CONFLICT, who presides has one on a dossier that
            would change.
    """
    require_office(workspace.actor, "import")
    require_open(workspace.phase, "import")
    if plan.based_on != workspace.store.data_version():
        raise StaleValue("IMPORT_STALE")
    wanted = [
        c
        for c in plan.changes
        if c.kind in {ChangeKind.NEW, ChangeKind.CHANGED} and not (only_clean and c.has_errors)
    ]
    if wanted:
        presiding.require_free(workspace, *(c.dossier.id for c in wanted))
        with workspace.act(
            "import",
            ", ".join(plan.sources),
            f"{len(wanted)}",
            based_on=plan.based_on,
            stale="IMPORT_STALE",
        ) as unit:
            unit.dossiers.save_all(c.dossier for c in wanted)
            for c in wanted:
                unit.dossiers.save_findings(c.dossier.id, c.issues)
            for file, digest in plan.digests.items():
                unit.imports.record(
                    file,
                    digest,
                    at=workspace.now(),
                    actor=workspace.actor.name,
                    summary={"count": len(wanted)},
                )
            if plan.mapping:
                unit.mappings.save(workspace.call.id, plan.mapping)
    names = {c.dossier.id for c in wanted}
    return ImportReport(
        added=tuple(c.dossier.id for c in wanted if c.kind is ChangeKind.NEW),
        replaced=tuple(c.dossier.id for c in wanted if c.kind is ChangeKind.CHANGED),
        unchanged=tuple(c.dossier.id for c in plan.of_kind(ChangeKind.SAME)),
        refused=tuple(
            c.dossier.id
            for c in plan.changes
            if c.kind is not ChangeKind.SAME and c.dossier.id not in names
        ),
        issues=plan.all_issues,
    )


def touched(report: ImportReport) -> Changes:
    """Say what an import touched, for the window."""
    return Changes(dossiers=frozenset((*report.added, *report.replaced)))


def _once(
    reads: Sequence[Reading],
) -> tuple[list[Dossier], list[Dossier], list[Issue]]:
    """Keep each dossier once; a second one of the same number in another file is blocked."""
    dossiers: dict[str, Dossier] = {}
    blocked = [dossier for read in reads for dossier in read.blocked]
    twice: list[Issue] = []
    for read in reads:
        for dossier in read.dossiers:
            held = dossiers.setdefault(dossier.id, dossier)
            if held is dossier:
                continue
            blocked.append(dossier)
            twice.append(
                Issue(
                    "IMPORT_TWICE",
                    Severity.ERROR,
                    Place(dossier.origin.file, dossier.origin.sheet),
                    {"other": held.origin.file},
                    dossier=dossier.id,
                    blocks=True,
                )
            )
    return list(dossiers.values()), blocked, twice


def _digests(sources: Sequence[str]) -> Mapping[str, str]:
    return {
        Path(name).name: hashlib.sha256(Path(name).read_bytes()).hexdigest()
        for name in sources
        if "://" not in name and Path(name).is_file()
    }
