"""Everything that leaves the panel as a file: template, dossiers, ranking, overview, decision."""

from __future__ import annotations

from dataclasses import replace as replace_fields
from pathlib import Path
from zoneinfo import ZoneInfo

from delpanel.errors import UserError
from delpanel.model.call import Call
from delpanel.model.dossier import Dossier
from delpanel.presets.call_file import parse_call
from delpanel.presets.shipped import call_text, rule_set
from delpanel.services.calls.call_history import call_changes
from delpanel.services.consensus import consensus_ledger
from delpanel.services.consensus.ledger_table import ledger_table
from delpanel.services.exports.result_tables import result_tables
from delpanel.services.letters.lettering import frozen_decision
from delpanel.services.round import holding
from delpanel.services.state import presiding
from delpanel.services.state.files import write_by, write_bytes
from delpanel.services.state.rehearsal_mark import marked_content, sheet_mark
from delpanel.services.state.workspace import Workspace

KINDS = ("ranking", "overview", "decision", "dossiers", "advisory", "solve")
DEMO_EXPORTS = (
    ("ranking", "rangschikking.xlsx"),
    ("overview", "overzicht.pdf"),
    ("decision", "decision.json"),
)


def write_dossier_template(path: Path, preset: str, language: str, *, replace: bool) -> None:
    """Write the empty official dossier workbook of a shipped call.

    Raises:
        UserError: CALL_UNKNOWN. FileProblem: OUT_EXISTS, OUT_FAILED.
    """
    write_template_for(path, parse_call(call_text(preset), preset), language, replace=replace)


def write_template_for(path: Path, call: Call, language: str, *, replace: bool) -> None:
    """Write the empty official dossier workbook of a call; refusals as above."""
    from delpanel.exchange.dossiers.dossier_template import write_template

    rules = rule_set(call.aid_rule_set).rules
    write_by(
        path,
        lambda place: write_template(
            place, provinces=call.provinces, aid_rules=rules, language=language
        ),
        replace=replace,
    )


def export(workspace: Workspace, kind: str, path: Path, *, replace: bool) -> None:
    """Write one export.

    Raises:
        UserError: EXPORT_KIND; NOT_FROZEN for the overview and the decision.
        NotAllowed: SCORES_HELD, of whatever follows from points; PRESIDING_CONFLICT for the
            dossiers, of which the workbook holds every text, and for the questions of ``solve``,
            which hold every point; OFFICE_ONLY, to a member who asks for those.
        FileProblem: OUT_EXISTS, OUT_FAILED.
    """
    if kind == "dossiers":
        presiding.require_free(workspace, *workspace.snapshot().dossier_by_id)
    else:
        holding.require_released(workspace)
    if kind == "ranking":
        _ranking(workspace, path, replace=replace)
    elif kind == "overview":
        _overview(workspace, path, replace=replace)
    elif kind == "decision":
        decision = frozen_decision(workspace.snapshot())
        write_bytes(path, decision.allocation.document.encode(), replace=replace)
    elif kind == "advisory":
        _advisory(workspace, path, replace=replace)
    elif kind == "solve":
        _solve(workspace, path, replace=replace)
    elif kind == "dossiers":
        _dossiers(workspace, path, replace=replace)
    else:
        raise UserError("EXPORT_KIND", kind=kind)


def _ranking(workspace: Workspace, path: Path, *, replace: bool) -> None:
    from delpanel.exchange.sheets.result_workbook import write_results

    language, call = workspace.language, workspace.call
    tables = result_tables(
        workspace.computed(), language, presiding.withheld(workspace), call_changes(workspace)
    )
    moves = consensus_ledger.rows(workspace)
    if moves:
        tables = (*tables, ledger_table(moves, call, tables[0].about, language))
    footer, mark = call.title.text(language), sheet_mark(workspace.snapshot().panel_id, language)
    write_by(path, lambda place: write_results(place, tables, footer, mark), replace=replace)


def _overview(workspace: Workspace, path: Path, *, replace: bool) -> None:
    from delpanel.letters.overview import compose_overview
    from delpanel.letters.pdf import render
    from delpanel.services.exports.overview import overview_facts

    decision = frozen_decision(workspace.snapshot())
    computed = workspace.computed()
    content = compose_overview(overview_facts(computed, decision))
    pdf = render(marked_content(content, computed.snapshot.panel_id))
    write_bytes(path, pdf, replace=replace)


def _advisory(workspace: Workspace, path: Path, *, replace: bool) -> None:
    from delpanel.services.exports.advisory_document import advisory_text

    write_bytes(path, advisory_text(workspace).encode(), replace=replace)


def _solve(workspace: Workspace, path: Path, *, replace: bool) -> None:
    from delpanel.services.exports.solve_questions import solve_text

    write_bytes(path, solve_text(workspace).encode(), replace=replace)


def _dossiers(workspace: Workspace, path: Path, *, replace: bool) -> None:
    from delpanel.exchange.dossiers.dossier_template import write_dossiers

    state = workspace.snapshot()
    rules = workspace.computed().rule_set.rules
    zone = ZoneInfo(state.call.deadlines.zone)
    write_by(
        path,
        lambda place: write_dossiers(
            place,
            [_on_the_clock(dossier, zone) for dossier in state.dossiers],
            provinces=state.call.provinces,
            aid_rules=rules,
            language=workspace.language,
            mark=sheet_mark(state.panel_id, workspace.language),
        ),
        replace=replace,
    )


def _on_the_clock(dossier: Dossier, zone: ZoneInfo) -> Dossier:
    """Give a dossier with its moments as the call's clock showed them, which is how they came."""
    first, filed = dossier.pre_registered_at, dossier.submitted_at
    return replace_fields(
        dossier,
        pre_registered_at=None if first is None else first.astimezone(zone),
        submitted_at=None if filed is None else filed.astimezone(zone),
    )
