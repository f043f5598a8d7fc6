"""Where dossiers come from: files and databases, opened, mapped and read; nothing is written."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from delpanel.errors import FileProblem, UserError
from delpanel.exchange.cells.checks import check_dossier, facts_of
from delpanel.exchange.dossiers.dossier_reader import is_official, read_dossiers
from delpanel.exchange.lists.column_mapping import (
    ColumnMapping,
    SavedMapping,
    fit_mapping,
    format_mapping,
    mapping_issues,
    parse_mapping,
    suggest_mapping,
)
from delpanel.exchange.lists.dossier_row import CallFacts, DossierRow
from delpanel.exchange.lists.list_reader import read_list
from delpanel.exchange.lists.tables import FoundList, choose_list
from delpanel.exchange.reading.source import SourceBook
from delpanel.exchange.reading.workbook import read_books
from delpanel.model.call import Call
from delpanel.model.dossier import Dossier, Financing, Partner, PartnerRole
from delpanel.model.issues import Issue, Place, Severity
from delpanel.presets.shipped import rule_set
from delpanel.progress import Progress, silent
from delpanel.services.state.rehearsal_mark import require_fitting
from delpanel.services.state.snapshot import Snapshot
from delpanel.services.state.workspace import Workspace


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
    issues: tuple[Issue, ...] = ()


@dataclass(frozen=True, slots=True)
class Reading:
    """What one source holds: dossiers, those kept out, findings, and the mapping used (TOML)."""

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
    held = _remembered(workspace)
    return tuple(_looked_at(book, request, held) for book in _books(request, progress))


def database_tables(address: str) -> tuple[str, ...]:
    """List the tables of a database by SQLAlchemy address; FileProblem where it cannot be."""
    from delpanel.exchange.reading.database_source import list_tables

    return tuple(list_tables(address))


def read_sources(
    workspace: Workspace, request: ImportRequest, progress: Progress = silent
) -> tuple[Reading, ...]:
    """Read every source of a request into dossiers and findings.

    Raises:
        FileProblem: a source cannot be read; IMPORT_REHEARSAL.
        UserError: IMPORT_NO_LIST, the mapping does not fit.
    """
    held, state = _remembered(workspace), workspace.snapshot()
    books = _books(request, progress)
    for book in books:
        require_fitting(book, state.panel_id)
    return tuple(_read_book(_inspected(book, request, held), state) for book in books)


def _books(request: ImportRequest, progress: Progress) -> Sequence[SourceBook]:
    if len(request.sources) == 1 and "://" in request.sources[0]:
        from delpanel.exchange.reading.database_source import read_database

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


def _looked_at(
    book: SourceBook, request: ImportRequest, remembered: SavedMapping | None
) -> Inspection:
    """Keep a book in which no list was found: the user may point out sheet and header row."""
    try:
        return _inspected(book, request, remembered)
    except FileProblem as problem:
        if problem.code != "list_not_found":
            raise
        place = Place(book.path.name, request.sheet)
        issue = Issue(problem.code, Severity.ERROR, place, dict(problem.params))
        return Inspection(book, is_official=False, found=None, mapping=None, issues=(issue,))


def _inspected(
    book: SourceBook, request: ImportRequest, remembered: SavedMapping | None
) -> Inspection:
    """Map a list by the mapping given, else by the one last used here if it fits, else anew."""
    saved = parse_mapping(request.mapping, "mapping") if request.mapping else None
    if is_official(book) and not request.sheet and saved is None:
        return Inspection(book, is_official=True, found=None, mapping=None)
    sheet = request.sheet or (saved.sheet if saved else "") or None
    row = request.header_row or (saved.header_row if saved else None)
    found = choose_list(book, sheet=sheet, header_row=row)
    if saved is None:
        if remembered is not None and not request.sheet and request.header_row is None:
            mapping, issues = fit_mapping(remembered, found)
            if not issues and mapping.columns:
                return Inspection(book, is_official=False, found=found, mapping=mapping)
        return Inspection(book, is_official=False, found=found, mapping=suggest_mapping(found))
    mapping, issues = fit_mapping(saved, found)
    return Inspection(book, is_official=False, found=found, mapping=mapping, issues=issues)


def _remembered(workspace: Workspace) -> SavedMapping | None:
    with workspace.store.read() as reading:
        text = reading.mappings.get(workspace.call.id)
    return parse_mapping(text, workspace.call.id) if text else None


def _read_book(inspection: Inspection, state: Snapshot) -> Reading:
    book = inspection.book
    notes = [
        Issue(note.code, Severity.INFO, Place(file=book.path.name), dict(note.params))
        for note in book.notes
        # the official workbook hides a sheet of its own: its lists of choices
        if not (inspection.is_official and note.code == "sheet_hidden")
    ]
    rules = rule_set(state.call.aid_rule_set)
    facts = facts_of(state.call, rules)
    if inspection.is_official:
        reading = read_dossiers(book, facts)
        return Reading(reading.dossiers, reading.blocked, (*notes, *reading.issues))
    if inspection.found is None or inspection.mapping is None:
        raise UserError("IMPORT_NO_LIST", file=book.path.name)
    listed = read_list(inspection.found, inspection.mapping, call_facts(state.call), book.path.name)
    dossiers = tuple(dossier_of(row) for row in listed.rows)
    checks = [
        issue
        for row, dossier in zip(listed.rows, dossiers, strict=True)
        for issue in check_dossier(dossier, facts, row.locate)
    ]
    return Reading(
        dossiers,
        tuple(dossier_of(row) for row in listed.blocked),
        (
            *notes,
            *inspection.issues,
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
    return CallFacts(facts_on=call.deadlines.dossier_at.date(), zone=call.deadlines.zone)


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
