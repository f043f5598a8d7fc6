"""Admissibility by hand: a finding beside the automatic one, with reason, passage and page."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping

from delpanel import messages
from delpanel.changes import Changes
from delpanel.errors import UserError
from delpanel.file_causes import toml_place
from delpanel.model.admissibility import Admissibility, AdmissibilityFinding, Finding, Ground
from delpanel.model.permissions import require_office, require_open
from delpanel.presets.toml_reader import TomlReader
from delpanel.services.state import presiding
from delpanel.services.state.admissibility_rules import assess
from delpanel.services.state.core_input import admissibility_of
from delpanel.services.state.workspace import Workspace

_ON_A_PASSAGE = frozenset({Ground.SME_ONLY, Ground.INCOMPLETE})


def admissibility(workspace: Workspace) -> Mapping[str, Admissibility]:
    """Judge every dossier on every ground, manual findings included."""
    return admissibility_of(workspace.snapshot())


def automatic(workspace: Workspace, dossier: str) -> Admissibility:
    """Judge one dossier by the data alone."""
    state = workspace.snapshot()
    return assess(state.call, state.dossier_by_id[dossier], ())


def judge(workspace: Workspace, finding: AdmissibilityFinding) -> Changes:
    """Record a finding by hand; it replaces the automatic one on the same ground.

    Raises:
        NotAllowed: FROZEN, OFFICE_ONLY, PRESIDING_CONFLICT.
        UserError: UNKNOWN_DOSSIER; ADMISSIBILITY_REASON without a reason; ADMISSIBILITY_QUOTE when
            a refusal rests on the text but no passage and page are given.
    """
    require_office(workspace.actor, "admit")
    require_open(workspace.phase, "admit")
    presiding.require_free(workspace, finding.dossier)
    if finding.dossier not in workspace.snapshot().dossier_by_id:
        raise UserError("UNKNOWN_DOSSIER", dossier=finding.dossier)
    if not finding.reason.strip():
        raise UserError("ADMISSIBILITY_REASON", ground=str(finding.ground))
    refused = finding.finding is Finding.FAILED and finding.ground in _ON_A_PASSAGE
    if refused and not (finding.quote.strip() and finding.page.strip()):
        raise UserError("ADMISSIBILITY_QUOTE", ground=str(finding.ground))
    stored = AdmissibilityFinding(
        dossier=finding.dossier,
        ground=finding.ground,
        finding=finding.finding,
        automatic=False,
        reason=finding.reason.strip(),
        quote=finding.quote.strip(),
        page=finding.page.strip(),
        params=dict(_facts(workspace, finding)),
        actor=workspace.actor.name,
    )
    with workspace.act("admit", f"{finding.dossier}/{finding.ground}", stored.reason) as unit:
        unit.admissibility.save(stored)
    return Changes(admissibility=True, dossiers=frozenset({finding.dossier}))


def findings_from(text: str, source: str) -> tuple[AdmissibilityFinding, ...]:
    """Read findings from TOML: ``[[findings]]`` with dossier, ground, finding, reason, quote, page.

    Raises:
        UserError: CALL_SYNTAX, CALL_KEY naming the key.
    """
    try:
        table = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise UserError("CALL_SYNTAX", file=source, **toml_place(error)) from error
    rows = TomlReader(table, source).tables("findings")
    return tuple(_finding(TomlReader(r, source, f"findings[{i}].")) for i, r in enumerate(rows))


def as_plain(verdict: Admissibility, language: str) -> dict[str, object]:
    """Give the findings on one dossier as plain data."""
    return {
        "id": verdict.dossier,
        "verdict": str(verdict.verdict),
        "decision": verdict.failed[0].ground.decision_code if verdict.failed else None,
        "findings": [
            {
                "ground": str(f.ground),
                "name": messages.sentence(f"GROUND_{f.ground}", {}, language),
                "finding": str(f.finding),
                "automatic": f.automatic,
                "reason": f.reason,
                "quote": f.quote,
                "page": f.page,
                "params": dict(f.params),
            }
            for f in verdict.findings
        ],
    }


def withdraw_finding(workspace: Workspace, dossier: str, ground: Ground) -> Changes:
    """Take a manual finding back; the automatic one counts again.

    Raises:
        NotAllowed: FROZEN, OFFICE_ONLY, PRESIDING_CONFLICT. UserError: UNKNOWN_DOSSIER.
    """
    require_office(workspace.actor, "admit")
    require_open(workspace.phase, "admit")
    presiding.require_free(workspace, dossier)
    if dossier not in workspace.snapshot().dossier_by_id:
        raise UserError("UNKNOWN_DOSSIER", dossier=dossier)
    with workspace.act("admit-undo", f"{dossier}/{ground}") as unit:
        unit.admissibility.remove(dossier, ground)
    return Changes(admissibility=True, dossiers=frozenset({dossier}))


def _finding(row: TomlReader) -> AdmissibilityFinding:
    return AdmissibilityFinding(
        dossier=row.text("dossier"),
        ground=row.one_of("ground", Ground, ""),
        finding=row.one_of("finding", Finding, "failed"),
        automatic=False,
        reason=row.text("reason"),
        quote=row.text("quote", default=""),
        page=row.text("page", default=""),
    )


def _facts(workspace: Workspace, finding: AdmissibilityFinding) -> Mapping[str, str | int | None]:
    """Keep the dates the automatic finding knew, so that a letter can name them."""
    for found in automatic(workspace, finding.dossier).findings:
        if found.ground is finding.ground:
            return {**found.params, **finding.params}
    return finding.params
