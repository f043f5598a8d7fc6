"""Findings on a dossier as rows of their table, and back."""

from __future__ import annotations

from delpanel.model.issues import Issue, Place, Severity
from delpanel.storage.repository import RowTuple
from delpanel.storage.row_values import canonical_json, read_mapping


def issue_from(row: RowTuple) -> Issue:
    """Give the finding of a row."""
    dossier, _, code, severity, file, sheet, cell, params, blocks = row
    place = Place(file, sheet, cell)
    return Issue(code, Severity(severity), place, read_mapping(params), dossier, bool(blocks))


def issue_row(dossier_id: str, position: int, issue: Issue) -> dict[str, object]:
    """Give the row of a finding of one dossier, in its place among them."""
    return {
        "dossier": dossier_id,
        "position": position,
        "code": issue.code,
        "severity": str(issue.severity),
        "file": issue.place.file,
        "sheet": issue.place.sheet,
        "cell": issue.place.cell,
        "params": canonical_json(issue.params),
        "blocks": int(issue.blocks),
    }
