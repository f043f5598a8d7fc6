"""Dossiers in, from the official workbook, any list, or a database: planned first, then written."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from delpanel.changes import Changes
from delpanel.errors import FileProblem, StaleValue, UserError
from delpanel.exchange.checks import check_dossier, facts_of
from delpanel.exchange.column_mapping import (
    ColumnMapping,
    SavedMapping,
    fit_mapping,
    format_mapping,
    mapping_issues,
    parse_mapping,
    suggest_mapping,
)
from delpanel.exchange.dossier_reader import is_official, read_dossiers
from delpanel.exchange.dossier_row import CallFacts, DossierRow
from delpanel.exchange.list_reader import read_list
from delpanel.exchange.source import SourceBook
from delpanel.exchange.tables import FoundList, choose_list
from delpanel.exchange.workbook import read_books
from delpanel.model.call import Call
from delpanel.model.dossier import Dossier, Financing, Partner, PartnerRole
from delpanel.model.issues import Issue, Place, Severity
from delpanel.model.permissions import require_office, require_open
from delpanel.presets.shipped import rule_set
from delpanel.progress import Progress, silent
from delpanel.services.import_plan import ChangeKind, ImportPlan, ImportReport, compare
from delpanel.services.snapshot import Snapshot
from delpanel.services.workspace import Workspace


@dataclass(frozen=True, slots=True)
class ImportRequest:
    """Where dossiers come from and how columns are to be read.

    ``sources`` are files, or exactly one SQLAlchemy address with ``table`` or ``query``.
    ``mapping`` is a column mapping as TOML text; without one the columns are suggested.
    """

    sources: tuple[str, ...]
    mapping: str = ""
    sheet: str = ""
    header_row: int | None = None
    table: str = ""
    query: str = ""


@dataclass(frozen=True, slots=True)
class Inspection:
    """One list before it is read: for the page on which columns are mapped.

    ``book`` may hold several tables; ``found`` is the one that would be read, None in an official
    workbook, which needs no mapping.
    """

    book: SourceBook
    is_official: bool
    found: FoundList | None
    mapping: ColumnMapping | None


@dataclass(frozen=True, slots=True)
class _Read:
    dossiers: tuple[Dossier, ...]
    blocked: tuple[Dossier, ...]
    issues: tuple[Issue, ...]
    mapping: str = ""


def inspect(
    workspace: Workspace, request: ImportRequest, progress: Progress = silent
) -> tuple[Inspection, ...]:
    """Open the sources and say what would be read from where.

    Raises:
        FileProblem: a source cannot be read.
    """
    saved = _saved(workspace, request)
    return tuple(_inspected(book, request, saved) for book in _books(request, progress))


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
    saved = _saved(workspace, request)
    reads = [
        _read_book(_inspected(book, request, saved), state) for book in _books(request, progress)
    ]
    dossiers, blocked, twice = _once(reads)
    changes, general = compare(
        state.dossier_by_id,
        dossiers,
        blocked,
        [*(issue for read in reads for issue in read.issues), *twice],
    )
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
        NotAllowed: FROZEN, OFFICE_ONLY.
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
        with workspace.act("import", ", ".join(plan.sources), f"{len(wanted)}") as unit:
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


def database_tables(address: str) -> tuple[str, ...]:
    """List the tables of a database by SQLAlchemy address; FileProblem where it cannot be."""
    from delpanel.exchange.database_source import list_tables

    return tuple(list_tables(address))


def _books(request: ImportRequest, progress: Progress) -> Sequence[SourceBook]:
    if len(request.sources) == 1 and "://" in request.sources[0]:
        from delpanel.exchange.database_source import read_database

        return [
            read_database(
                request.sources[0], table=request.table or None, query=request.query or None
            )
        ]
    found: list[SourceBook] = []
    for answer in read_books(request.sources, progress=progress):
        if isinstance(answer, FileProblem):
            raise answer
        found.append(answer)
    return found


def _inspected(book: SourceBook, request: ImportRequest, saved: SavedMapping | None) -> Inspection:
    if is_official(book) and not request.sheet and not request.mapping:
        return Inspection(book, is_official=True, found=None, mapping=None)
    sheet = request.sheet or (saved.sheet if saved else "") or None
    row = request.header_row or (saved.header_row if saved else None)
    found = choose_list(book, sheet=sheet, header_row=row)
    mapping = suggest_mapping(found) if saved is None else fit_mapping(saved, found)[0]
    return Inspection(book, is_official=False, found=found, mapping=mapping)


def _read_book(inspection: Inspection, state: Snapshot) -> _Read:
    book = inspection.book
    notes = [
        Issue(note.code, Severity.INFO, Place(file=book.path.name), dict(note.params))
        for note in book.notes
    ]
    rules = rule_set(state.call.aid_rule_set)
    facts = facts_of(state.call, rules)
    if inspection.is_official:
        reading = read_dossiers(book, facts)
        return _Read(reading.dossiers, reading.blocked, (*notes, *reading.issues))
    if inspection.found is None or inspection.mapping is None:
        raise UserError("IMPORT_NO_LIST", file=book.path.name)
    listed = read_list(inspection.found, inspection.mapping, call_facts(state.call), book.path.name)
    dossiers = tuple(dossier_of(row) for row in listed.rows)
    checks = [issue for dossier in dossiers for issue in check_dossier(dossier, facts)]
    return _Read(
        dossiers,
        tuple(dossier_of(row) for row in listed.blocked),
        (
            *notes,
            *mapping_issues(inspection.mapping, inspection.found),
            *listed.issues,
            *_unsaid(checks, listed.issues),
        ),
        format_mapping(inspection.mapping),
    )


def _unsaid(found: Sequence[Issue], said: Sequence[Issue]) -> Sequence[Issue]:
    """Leave out a check's finding where the reader said the same of the same dossier."""
    known = {(issue.code, issue.dossier) for issue in said}
    return [issue for issue in found if (issue.code, issue.dossier) not in known]


def call_facts(call: Call) -> CallFacts:
    """Give what a list reader must know of a call."""
    rates = {
        region.id: region.erdf_rate_bp
        for region in call.rules.regions
        if region.erdf_rate_bp is not None
    }
    return CallFacts(
        provinces=tuple(province.nuts for province in call.provinces),
        erdf_rate_bp=call.rules.funding.erdf_rate_bp,
        erdf_rate_bp_by_nuts=rates,
        earliest_start_on=call.deadlines.earliest_start_on,
        latest_end_on=call.deadlines.latest_end_on,
        facts_on=call.deadlines.dossier_at.date(),
        zone=call.deadlines.zone,
    )


def dossier_of(row: DossierRow) -> Dossier:
    """Make a dossier out of a list's row: the lead partner first, then the others."""
    lead = (
        [
            Partner(
                id="1",
                name=row.lead_partner,
                role=PartnerRole.LEAD,
                kbo=row.kbo,
                street=row.street,
                postcode=row.postcode,
                municipality=row.municipality,
                contact=row.contact,
                mail=row.mail,
            )
        ]
        if row.lead_partner
        else []
    )
    others = [
        Partner(id=str(number), name=name)
        for number, name in enumerate(row.partners, start=len(lead) + 1)
    ]
    return Dossier(
        id=row.id,
        title=row.title,
        acronym=row.acronym,
        summary=row.summary,
        nuts=row.nuts,
        start_on=row.start_on,
        end_on=row.end_on,
        pre_registered_at=row.pre_registered_at,
        submitted_at=row.submitted_at,
        sme_only=row.sme_only,
        financing=Financing(
            cost_cents=row.cost_cents,
            erdf_requested_cents=row.erdf_requested_cents,
            flemish_requested_cents=row.flemish_requested_cents,
            own_cents=row.own_cents,
            other_public_cents=row.other_public_cents,
        ),
        partners=(*lead, *others),
        extra=dict(row.extra),
        origin=row.origin,
    )


def _saved(workspace: Workspace, request: ImportRequest) -> SavedMapping | None:
    """Give the mapping of the request; an import without one starts from the suggestions."""
    del workspace
    return parse_mapping(request.mapping, "mapping") if request.mapping else None


def _once(
    reads: Sequence[_Read],
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
            blocked.append(replace(dossier, id=dossier.id))
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
