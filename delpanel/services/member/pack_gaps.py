"""What a member still has to do before a pack is complete."""

from __future__ import annotations

from delpanel.model.call import Call
from delpanel.model.issues import Issue, Param, Severity
from delpanel.model.pack import Draft, PackCell, PackContent, PackKind
from scoring.dossiers import ScoreState


def gaps(content: PackContent, draft: Draft, call: Call) -> tuple[Issue, ...]:
    """List what is missing, dossier by dossier."""
    if content.head.kind is PackKind.CONFLICTS:
        done = {one.dossier for one in draft.declarations}
        asked = [one.dossier for one in content.consortia]
        return _unsaid("PACK_UNDECLARED", asked, done)
    if content.head.kind is PackKind.APPROVAL:
        done = {one.dossier for one in draft.approvals}
        return _unsaid("PACK_UNAPPROVED", [one.dossier for one in content.agreed], done)
    return _unscored(content, draft, call)


def _unsaid(code: str, asked: list[str], done: set[str]) -> tuple[Issue, ...]:
    return tuple(
        Issue(code, Severity.WARNING, dossier=dossier) for dossier in asked if dossier not in done
    )


def _unscored(content: PackContent, draft: Draft, call: Call) -> tuple[Issue, ...]:
    held = {(cell.dossier, cell.criterion): cell for cell in draft.cells}
    least = call.panel.minimum_motivation
    found = []
    for dossier in content.dossiers:
        for criterion in call.rules.criteria:
            cell = held.get((dossier.id, criterion.id), PackCell(dossier.id, criterion.id))
            params: dict[str, Param] = {
                "criterion": criterion.id,
                "least": least,
                "length": len(cell.motivation),
            }
            if cell.state is not ScoreState.SCORED:
                continue
            if cell.points_cp is None:
                code = "PACK_WITHOUT_POINTS"
            elif len(cell.motivation.strip()) < least:
                code = "PACK_SHORT_MOTIVATION"
            else:
                continue
            found.append(Issue(code, Severity.WARNING, params=params, dossier=dossier.id))
    return tuple(found)
