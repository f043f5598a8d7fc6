"""Dossiers with all their parts, their findings and their recorded tie attributes."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import fields, replace
from typing import TypeVar

from sqlalchemy import Table, select

from delpanel.errors import UserError
from delpanel.model.dossier import (
    CostLine,
    Dossier,
    EnterpriseSize,
    Evidence,
    Financing,
    Origin,
    Partner,
    PartnerKind,
    PartnerRole,
    Section,
)
from delpanel.model.issues import Issue
from delpanel.storage.finding_rows import issue_from, issue_row
from delpanel.storage.repository import Repository, RowTuple
from delpanel.storage.round_tables import PARTNER_AID
from delpanel.storage.row_values import (
    canonical_json,
    day_or_none,
    day_text_or_none,
    flag_or_none,
    moment_or_none,
    moment_text_or_none,
    read_numbers,
    read_text_mapping,
    read_texts,
)
from delpanel.storage.schema import (
    ADMISSIBILITY_FINDINGS,
    ASSESSMENTS,
    CONDITIONS,
    CONSENSUS,
    COST_LINES,
    DOSSIER_FINDINGS,
    DOSSIERS,
    EVIDENCE,
    LETTERS,
    PARTNERS,
    SECTIONS,
    TIE_ATTRIBUTES,
)

Part = TypeVar("Part")
_JUDGED = (ADMISSIBILITY_FINDINGS, ASSESSMENTS, CONSENSUS, CONDITIONS, LETTERS)
_PARTS = (PARTNERS, PARTNER_AID, COST_LINES, EVIDENCE, SECTIONS)
_ROLES = {str(role): role for role in PartnerRole}
_KINDS = {str(kind): kind for kind in PartnerKind}
_SIZES = {str(size): size for size in EnterpriseSize}


class DossierRepository(Repository):
    """Dossiers by id, each with partners, cost lines, evidence and sections in filed order."""

    def load_all(self) -> tuple[Dossier, ...]:
        """Load every dossier, sorted by id."""
        return self._load(None)

    def load(self, dossier_id: str) -> Dossier | None:
        """Load one dossier; None if the panel has no such dossier."""
        found = self._load(dossier_id)
        return found[0] if found else None

    def save(self, dossier: Dossier) -> None:
        """Add a dossier or replace it with all its parts; judgements on it stay."""
        self.save_all((dossier,))

    def save_all(self, dossiers: Iterable[Dossier]) -> None:
        """Add or replace many dossiers."""
        listed = tuple(dossiers)
        known = {row[0] for row in self._rows(select(DOSSIERS.c.id))}
        self._add(DOSSIERS, (_dossier_row(d) for d in listed if d.id not in known))
        for dossier in listed:
            if dossier.id in known:
                self._put(DOSSIERS, _dossier_row(dossier))
                for part in _PARTS:
                    self._remove(part, part.c.dossier == dossier.id)
        for dossier_rows, part in (
            (_partner_rows, PARTNERS),
            (_partner_aid_rows, PARTNER_AID),
            (_cost_line_rows, COST_LINES),
            (_evidence_rows, EVIDENCE),
            (_section_rows, SECTIONS),
        ):
            self._add(part, (row for dossier in listed for row in dossier_rows(dossier)))

    def delete(self, dossier_id: str) -> None:
        """Remove a dossier on which nobody has worked yet, with its findings and assignments.

        Raises:
            UserError: DOSSIER_IN_USE, somebody judged it; it can be withdrawn instead.
        """
        for judged in _JUDGED:
            if self._row(select(judged.c.dossier).where(judged.c.dossier == dossier_id).limit(1)):
                raise UserError("DOSSIER_IN_USE", dossier=dossier_id)
        self._remove(DOSSIERS, DOSSIERS.c.id == dossier_id)

    def findings(self) -> tuple[Issue, ...]:
        """Give the findings that stay on the dossiers, by dossier, in the order found."""
        rows = self._rows(select(DOSSIER_FINDINGS))
        return tuple(issue_from(row) for row in sorted(rows, key=_by_dossier_and_position))

    def save_findings(self, dossier_id: str, issues: Iterable[Issue]) -> None:
        """Replace the findings of one dossier; all of them are filed under its id."""
        self._remove(DOSSIER_FINDINGS, DOSSIER_FINDINGS.c.dossier == dossier_id)
        numbered = enumerate(issues)
        self._add(DOSSIER_FINDINGS, (issue_row(dossier_id, n, issue) for n, issue in numbered))

    def attributes(self) -> dict[str, dict[str, int]]:
        """Give the recorded tie attributes: dossier, then name, to an integer."""
        found: dict[str, dict[str, int]] = {}
        for dossier, name, value in sorted(self._rows(select(TIE_ATTRIBUTES))):
            found.setdefault(dossier, {})[name] = value
        return found

    def set_attribute(self, dossier_id: str, name: str, value: int | None) -> None:
        """Record one tie attribute of a dossier; None takes it away."""
        if value is None:
            self._remove(
                TIE_ATTRIBUTES,
                TIE_ATTRIBUTES.c.dossier == dossier_id,
                TIE_ATTRIBUTES.c.name == name,
            )
        else:
            self._put(TIE_ATTRIBUTES, {"dossier": dossier_id, "name": name, "value": value})

    def _load(self, dossier_id: str | None) -> tuple[Dossier, ...]:
        received = self._received(dossier_id)
        partners = self._parts(PARTNERS, dossier_id, lambda row: _partner(row, received))
        lines = self._parts(COST_LINES, dossier_id, _cost_line)
        evidence = self._parts(EVIDENCE, dossier_id, lambda row: Evidence(*row[2:]))
        sections = self._parts(SECTIONS, dossier_id, lambda row: Section(*row[2:]))
        query = select(DOSSIERS)
        if dossier_id is not None:
            query = query.where(DOSSIERS.c.id == dossier_id)
        return tuple(
            _dossier(
                row,
                partners.get(row[0], ()),
                lines.get(row[0], ()),
                evidence.get(row[0], ()),
                sections.get(row[0], ()),
            )
            for row in sorted(self._rows(query), key=lambda row: str(row[0]))
        )

    def _received(self, dossier_id: str | None) -> Mapping[tuple[str, str], int]:
        query = select(PARTNER_AID)
        if dossier_id is not None:
            query = query.where(PARTNER_AID.c.dossier == dossier_id)
        return {(dossier, partner): cents for dossier, partner, cents in self._rows(query)}

    def _parts(
        self, table: Table, dossier_id: str | None, from_row: Callable[[RowTuple], Part]
    ) -> Mapping[str, Sequence[Part]]:
        query = select(table).order_by(table.c.dossier, table.c.position)
        if dossier_id is not None:
            query = query.where(table.c.dossier == dossier_id)
        found: dict[str, list[Part]] = {}
        for row in self._rows(query):
            found.setdefault(row[0], []).append(from_row(row))
        return found


def _dossier(
    row: RowTuple,
    partners: Sequence[Partner],
    lines: Sequence[CostLine],
    evidence: Sequence[Evidence],
    sections: Sequence[Section],
) -> Dossier:
    key, title, acronym, summary, nuts, *rest = row
    start_on, end_on, pre_registered_at, submitted_at, sme_only, withdrawn, *rest = rest
    cost, erdf, flemish, own, other, minimum, variants, extra, *origin = rest
    return Dossier(
        key,
        title,
        acronym,
        summary,
        nuts,
        day_or_none(start_on),
        day_or_none(end_on),
        moment_or_none(pre_registered_at),
        moment_or_none(submitted_at),
        None if sme_only is None else bool(sme_only),
        bool(withdrawn),
        Financing(cost, erdf, flemish, own, other, minimum, read_numbers(variants)),
        tuple(partners),
        tuple(lines),
        tuple(evidence),
        tuple(sections),
        read_text_mapping(extra),
        Origin(*origin),
    )


def _dossier_row(dossier: Dossier) -> dict[str, object]:
    financing = dossier.financing
    return {
        "id": dossier.id,
        "title": dossier.title,
        "acronym": dossier.acronym,
        "summary": dossier.summary,
        "nuts": dossier.nuts,
        "start_on": day_text_or_none(dossier.start_on),
        "end_on": day_text_or_none(dossier.end_on),
        "pre_registered_at": moment_text_or_none(dossier.pre_registered_at),
        "submitted_at": moment_text_or_none(dossier.submitted_at),
        "sme_only": flag_or_none(dossier.sme_only),
        "withdrawn": int(dossier.withdrawn),
        "cost_cents": financing.cost_cents,
        "erdf_requested_cents": financing.erdf_requested_cents,
        "flemish_requested_cents": financing.flemish_requested_cents,
        "own_cents": financing.own_cents,
        "other_public_cents": financing.other_public_cents,
        "minimum_budget_cents": financing.minimum_budget_cents,
        "variants_bp": canonical_json(financing.variants_bp),
        "extra": canonical_json(dossier.extra),
        "origin_file": dossier.origin.file,
        "origin_sheet": dossier.origin.sheet,
        "origin_row": dossier.origin.row,
    }


def _partner(row: RowTuple, received: Mapping[tuple[str, str], int]) -> Partner:
    dossier, _, key, name, role, kind, size, *rest = row
    plain = Partner(key, name, _ROLES[role], _KINDS[kind], _SIZES[size], *rest)
    return replace(plain, received_de_minimis_cents=received.get((dossier, key)))


def _partner_rows(dossier: Dossier) -> list[dict[str, object]]:
    rows = [_positioned(dossier.id, n, partner) for n, partner in enumerate(dossier.partners)]
    return [{k: v for k, v in row.items() if k in PARTNERS.c} for row in rows]


def _partner_aid_rows(dossier: Dossier) -> list[dict[str, object]]:
    return [
        {"dossier": dossier.id, "partner": p.id, "received_cents": p.received_de_minimis_cents}
        for p in dossier.partners
        if p.received_de_minimis_cents is not None
    ]


def _cost_line(row: RowTuple) -> CostLine:
    key, partner, heading, description, aid_rule, cost, other, bonuses = row[2:]
    return CostLine(key, partner, heading, description, aid_rule, cost, other, read_texts(bonuses))


def _cost_line_rows(dossier: Dossier) -> list[dict[str, object]]:
    return [
        _positioned(dossier.id, n, line) | {"bonuses": canonical_json(line.bonuses)}
        for n, line in enumerate(dossier.cost_lines)
    ]


def _evidence_rows(dossier: Dossier) -> list[dict[str, object]]:
    return [_positioned(dossier.id, n, evidence) for n, evidence in enumerate(dossier.evidence)]


def _section_rows(dossier: Dossier) -> list[dict[str, object]]:
    return [_positioned(dossier.id, n, section) for n, section in enumerate(dossier.sections)]


def _positioned(
    dossier_id: str, position: int, part: Partner | CostLine | Evidence | Section
) -> dict[str, object]:
    """Flat parts have a column of the same name for each of their fields."""
    values = {field.name: getattr(part, field.name) for field in fields(part)}
    return {"dossier": dossier_id, "position": position} | values


def _by_dossier_and_position(row: RowTuple) -> tuple[str, int]:
    return (row[0], row[1])
