"""What files would do, as plain data and in a few words."""

from __future__ import annotations

from collections.abc import Container, Sequence
from dataclasses import replace

from delpanel import messages
from delpanel.services.returns import (
    collecting,
    pack_approvals,
    pack_declarations,
    pack_merge,
    sheet_changes,
)
from delpanel.services.returns.pack_approvals import ApprovalRow
from delpanel.services.returns.pack_intake import IntakePlan
from delpanel.services.returns.pack_returns import ReturnState


def as_plain(
    plan: IntakePlan, language: str, withheld: Container[str] = frozenset()
) -> dict[str, object]:
    """Give a plan as plain data.

    Cells and approvals of dossiers ``withheld`` from the asker are left out.
    """
    cells = tuple(cell for cell in plan.merge.cells if cell.held.dossier not in withheld)
    shown = replace(plan.merge, rows=plan.rows, cells=cells)
    plain = pack_merge.plan_as_plain(shown, language)
    return {
        **plain,
        "declarations": pack_declarations.plan_as_plain(plan.declarations),
        "approvals": pack_approvals.plan_as_plain(
            replace(plan.approvals, rows=_shown(plan.approvals.rows, withheld))
        ),
        "sheets": collecting.plan_as_plain(
            sheet_changes.without_dossiers(plan.sheets, withheld), language
        ),
    }


def summary(plan: IntakePlan, language: str) -> str:
    """Say in a few words what the files are."""
    parts = [
        messages.sentence(f"RETURNS_{state.name}", {"count": count}, language)
        for state in ReturnState
        if (count := plan.counts().get(state, 0))
    ]
    if plan.sheets.files:
        count = len(plan.sheets.files)
        parts.append(messages.sentence("RETURNS_SHEETS", {"count": count}, language))
    return ", ".join(parts)


def _shown(rows: Sequence[ApprovalRow], withheld: Container[str]) -> tuple[ApprovalRow, ...]:
    return tuple(row for row in rows if row.given.dossier not in withheld)
