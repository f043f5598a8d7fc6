"""How an import is reported on a terminal and as JSON."""

from __future__ import annotations

import argparse

from delpanel import messages
from delpanel.cli import output
from delpanel.model.issues import Severity
from delpanel.services.intake.import_plan import ChangeKind, ImportPlan, ImportReport

SHOWN = 40


def print_plan(plan: ImportPlan, options: argparse.Namespace) -> None:
    """Say what an import would do."""
    if options.json:
        output.as_json(_plan(plan, options.language))
        return
    _summary(plan, "IMPORT_WOULD", options.language)
    for change in plan.of_kind(ChangeKind.CHANGED):
        for field in change.changes:
            output.line(f"   {change.dossier.id} {field.field}: {field.before} -> {field.after}")
    _findings(plan, options.language)


def print_report(plan: ImportPlan, report: ImportReport, options: argparse.Namespace) -> None:
    """Say what an import did."""
    if options.json:
        output.as_json(
            {
                "added": list(report.added),
                "replaced": list(report.replaced),
                "unchanged": list(report.unchanged),
                "refused": list(report.refused),
                "issues": [output.issue_as_plain(i, options.language) for i in report.issues],
            }
        )
        return
    _summary(plan, "IMPORT_DID", options.language)
    if not report.added and not report.replaced:
        output.line(messages.sentence("IMPORT_NO_CHANGE", {}, options.language))
    _findings(plan, options.language)


def _plan(plan: ImportPlan, language: str) -> dict[str, object]:
    return {
        "sources": list(plan.sources),
        "changes": [
            {
                "id": change.dossier.id,
                "title": change.dossier.title,
                "kind": str(change.kind),
                "fields": [
                    {"field": f.field, "before": f.before, "after": f.after} for f in change.changes
                ],
            }
            for change in plan.changes
        ],
        "issues": [output.issue_as_plain(i, language) for i in plan.all_issues],
        "mapping": plan.mapping,
    }


def _summary(plan: ImportPlan, code: str, language: str) -> None:
    counts = {str(kind): len(plan.of_kind(kind)) for kind in ChangeKind}
    output.line(messages.sentence(code, {"count": len(plan.changes), **counts}, language))


def _findings(plan: ImportPlan, language: str) -> None:
    found = plan.all_issues
    output.issues(found[:SHOWN], language)
    if len(found) > SHOWN:
        left = len(found) - SHOWN
        output.line(messages.sentence("IMPORT_MORE", {"count": left}, language))
    counts = {
        "IMPORT_ERRORS": plan.count(Severity.ERROR),
        "IMPORT_WARNINGS": plan.count(Severity.WARNING),
    }
    said = [messages.sentence(code, {"count": n}, language) for code, n in counts.items()]
    output.line(f"{', '.join(said)}.")
