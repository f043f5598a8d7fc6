"""Commands of the secretariat: a new panel, the call, dossiers in, admissibility."""

from __future__ import annotations

import argparse
from pathlib import Path

from delpanel import messages
from delpanel.cli import DONE, FOUND, opening, output
from delpanel.cli.opening import opened, read_text
from delpanel.errors import UserError
from delpanel.model.admissibility import AdmissibilityFinding, Finding, Ground
from delpanel.model.issues import Severity


def new(options: argparse.Namespace) -> int:
    """Make a panel from a shipped call or a call file."""
    from delpanel.services.calls import calling
    from delpanel.services.state.workspace import Workspace

    text = calling.shipped_text(options.preset) if options.preset else read_text(options.call)
    source = options.preset or options.call
    with Workspace.create(
        options.panel, text, opening.environment(options), source=source
    ) as workspace:
        if options.json:
            output.as_json({"panel": options.panel, "call": workspace.call.id})
        else:
            output.line(f"{options.panel}: {workspace.call.title.text(options.language)}")
    return DONE


def check_call(options: argparse.Namespace) -> int:
    """Name every contradiction in a call file by its key; exit 3 if there is one."""
    from delpanel.services.calls import calling

    shipped = options.file in calling.shipped_calls()
    text = calling.shipped_text(options.file) if shipped else read_text(options.file)
    found = calling.check_text(text, options.file)
    if options.json:
        output.as_json([output.issue_as_plain(i, options.language) for i in found])
    else:
        output.issues(found, options.language)
        if all(issue.severity is Severity.INFO for issue in found):
            output.line(messages.sentence("CALL_SOUND", {"file": options.file}, options.language))
    return FOUND if any(i.severity is Severity.ERROR for i in found) else DONE


def template(options: argparse.Namespace) -> int:
    """Write the official dossier workbook for a call."""
    from delpanel.services.exports import exporting

    exporting.write_dossier_template(
        Path(options.out), options.preset, options.language, replace=options.replace
    )
    output.line(options.out)
    return DONE


def import_dossiers(options: argparse.Namespace) -> int:
    """Read dossiers, report, and commit unless it is a dry run."""
    from delpanel.cli.import_report import print_plan, print_report
    from delpanel.services.intake import importing
    from delpanel.services.state.files import write_bytes

    request = importing.ImportRequest(
        sources=tuple(options.source),
        mapping=read_text(options.mapping) if options.mapping else "",
        sheet=options.sheet or "",
        header_row=options.header_row,
        table=options.table or "",
        query=options.query or "",
    )
    with opened(options) as workspace:
        plan = importing.plan_import(workspace, request, output.progress())
        if options.save_mapping:
            write_bytes(Path(options.save_mapping), plan.mapping.encode(), replace=True)
        if options.dry_run:
            print_plan(plan, options)
            return DONE
        report = importing.commit(workspace, plan, only_clean=options.only_clean)
        print_report(plan, report, options)
    kept = report.added or report.replaced or report.unchanged
    return FOUND if report.refused and not kept else DONE


def dossiers(options: argparse.Namespace) -> int:
    """List the dossiers with their money and status."""
    from delpanel.services.intake import listing

    with opened(options) as workspace:
        rows = listing.dossier_rows(workspace.computed())
    if options.json:
        output.as_json([listing.as_plain(row) for row in rows])
        return DONE
    output.table(
        output.heads(
            options.language, "number", "consortium", "nuts", "status", "cost", "erdf", "flemish"
        ),
        [
            (
                row.id,
                row.name[:48],
                row.nuts or "\u2013",
                messages.sentence(f"STATUS_{row.status}", {}, options.language),
                _euro(row.cost_cents),
                _euro(row.erdf_requested_cents),
                _euro(row.flemish_requested_cents),
            )
            for row in rows
        ],
        frozenset({4, 5, 6}),
    )
    return DONE


def admit(options: argparse.Namespace) -> int:
    """Show admissibility, or record a finding by hand."""
    from delpanel.services.intake import admitting

    with opened(options) as workspace:
        if options.dossier and options.dossier not in workspace.snapshot().dossier_by_id:
            raise UserError("UNKNOWN_DOSSIER", dossier=options.dossier)
        if (options.ground or options.undo) and not options.dossier:
            raise UserError("ADMIT_DOSSIER")
        if options.file:
            for finding in admitting.findings_from(read_text(options.file), options.file):
                admitting.judge(workspace, finding)
        elif options.undo:
            admitting.withdraw_finding(workspace, options.dossier, _ground(options.ground))
        elif options.ground:
            admitting.judge(
                workspace,
                AdmissibilityFinding(
                    dossier=options.dossier,
                    ground=_ground(options.ground),
                    finding=Finding(options.finding or "failed"),
                    reason=options.reason,
                    quote=options.quote,
                    page=options.page,
                ),
            )
        verdicts = admitting.admissibility(workspace)
    shown = {k: v for k, v in verdicts.items() if options.dossier in {None, k}}
    if options.json:
        output.as_json([admitting.as_plain(v, options.language) for v in shown.values()])
        return DONE
    for name, verdict in shown.items():
        words = [
            messages.sentence(f"GROUND_FAILED_{f.ground}", {}, options.language)
            for f in verdict.failed
        ]
        said = messages.sentence(f"VERDICT_{verdict.verdict}", {}, options.language)
        output.line(f"{name:<8} {said}" + (f": {', '.join(words)}" if words else ""))
    return DONE


def _ground(name: str | None) -> Ground:
    try:
        return Ground(name or "")
    except ValueError as error:
        raise UserError("GROUND_UNKNOWN", name=name, known=", ".join(Ground)) from error


def _euro(cents: int | None) -> str:
    return "\u2013" if cents is None else messages.money(cents)
