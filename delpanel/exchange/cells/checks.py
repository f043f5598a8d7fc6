"""Checks that hold for a dossier wherever it came from: workbook, list or database."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from delpanel.exchange.cells.geography import province_name, province_of_postcode, read_postcode
from delpanel.exchange.cells.identifiers import read_kbo
from delpanel.messages import LANGUAGES
from delpanel.model.aid_rules import AidRule, AidRuleSet
from delpanel.model.call import Call, Province
from delpanel.model.dossier import Dossier, EnterpriseSize, Partner, PartnerRole
from delpanel.model.issues import Issue, Param, Place, Severity

Locate = Callable[[str, str], Place]
"""Names the cell of a field (``financing.cost``) of an item (a partner's or a line's id, or "")."""

_WHOLE_BP: Final = 10_000
_SIZES: Final = frozenset(str(size) for size in EnterpriseSize)


@dataclass(frozen=True, slots=True)
class CheckFacts:
    """What the checks must know of a call. What is absent is not checked.

    ``erdf_rate_bp_by_nuts`` goes before ``erdf_rate_bp``; ``zone`` is how a moment without a zone
    is read; ``facts_on`` is the day for which a postcode's province counts. ``evidence`` names the
    criteria that need evidence, with their names in the order of ``LANGUAGES``.
    """

    provinces: tuple[Province, ...] = ()
    aid_rules: tuple[AidRule, ...] = ()
    erdf_rate_bp: int | None = None
    erdf_rate_bp_by_nuts: Mapping[str, int] = field(default_factory=dict)
    earliest_start_on: date | None = None
    latest_end_on: date | None = None
    evidence: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    facts_on: date | None = None
    zone: str = "Europe/Brussels"

    @property
    def conditions(self) -> frozenset[str]:
        """Every condition a cost line may declare; those of size follow from the partner."""
        bonuses = {bonus.condition for rule in self.aid_rules for bonus in rule.bonuses}
        full = {rule.full_condition for rule in self.aid_rules if rule.full_condition}
        return frozenset((bonuses | full) - _SIZES)

    def rate_bp(self, nuts: str | None) -> int | None:
        """Give the ERDF rate for a hub in this province; None if the call has no rate."""
        return self.erdf_rate_bp_by_nuts.get(nuts or "", self.erdf_rate_bp)


def facts_of(call: Call, rules: AidRuleSet | None) -> CheckFacts:
    """Take from a call, and its aid rule set where it is known, what the checks must know."""
    return CheckFacts(
        provinces=call.provinces,
        aid_rules=rules.rules if rules is not None else (),
        erdf_rate_bp=call.erdf_rate_bp(None),
        erdf_rate_bp_by_nuts={p.nuts: call.erdf_rate_bp(p.nuts) for p in call.provinces},
        earliest_start_on=call.deadlines.earliest_start_on,
        latest_end_on=call.deadlines.latest_end_on,
        evidence={
            key: tuple(call.criterion_text(key).name.text(language) for language in LANGUAGES)
            for key in call.mandatory_evidence
        },
        facts_on=call.deadlines.dossier_at.date(),
        zone=call.deadlines.zone,
    )


def check_dossier(dossier: Dossier, facts: CheckFacts, locate: Locate | None = None) -> list[Issue]:
    """Find what does not add up in one dossier; nothing here keeps it out.

    Covers lead partner, enterprise numbers, postcodes and provinces, partners and aid rules of
    cost lines, sums against totals, a financing plan that does not close, ERDF above the rate,
    dates outside the call, and missing mandatory evidence. Amounts are compared to the cent.

    Args:
        dossier: the dossier as read.
        facts: what the call says.
        locate: names the cell of a field; by default the sheet and row of the dossier's origin.

    Returns:
        Issues in the order of the dossier, each with its place and the figures of its sentence.
    """
    where = locate or _origin_of(dossier)
    checks = (
        _province(dossier, facts),
        _consortium(dossier),
        _addresses(dossier, facts),
        _cost_lines(dossier, facts),
        _sums(dossier),
        _closing(dossier),
        _rate(dossier, facts),
        _dates(dossier, facts),
        _evidence(dossier, facts),
    )
    return [
        Issue(found.code, found.severity, where(found.field, found.item), found.params, dossier.id)
        for check in checks
        for found in check
    ]


@dataclass(frozen=True, slots=True)
class _Found:
    code: str
    severity: Severity
    field: str
    params: Mapping[str, Param]
    item: str = ""


def _origin_of(dossier: Dossier) -> Locate:
    origin = dossier.origin
    cell = f"A{origin.row}" if origin.row else ""

    def locate(_field: str, _item: str) -> Place:
        return Place(origin.file, origin.sheet, cell)

    return locate


def _province(dossier: Dossier, facts: CheckFacts) -> Iterator[_Found]:
    if dossier.nuts is None:
        yield _Found("DOSSIER_PROVINCE_MISSING", Severity.WARNING, "dossier.province", {})
    elif facts.provinces and all(p.nuts != dossier.nuts for p in facts.provinces):
        params = {"province": province_name(dossier.nuts)}
        yield _Found("DOSSIER_PROVINCE_OUTSIDE", Severity.ERROR, "dossier.province", params)


def _consortium(dossier: Dossier) -> Iterator[_Found]:
    leads = [p for p in dossier.partners if p.role is PartnerRole.LEAD]
    if not dossier.partners:
        yield _Found("DOSSIER_NO_PARTNERS", Severity.WARNING, "partners.name", {})
    elif not leads:
        yield _Found("DOSSIER_NO_LEAD", Severity.WARNING, "partners.role", {})
    elif len(leads) > 1:
        params: dict[str, Param] = {"count": len(leads), "names": ", ".join(p.name for p in leads)}
        yield _Found("DOSSIER_LEADS", Severity.ERROR, "partners.role", params, leads[1].id)
    numbers: dict[str, Partner] = {}
    for partner in dossier.partners:
        reading = read_kbo(partner.kbo)
        if reading.failed:
            code = f"DOSSIER_{reading.code.upper()}"
            params = {"name": partner.name, "number": reading.raw}
            yield _Found(code, Severity.WARNING, "partners.kbo", params, partner.id)
        elif reading.value is not None:
            first = numbers.setdefault(reading.value, partner)
            if first is not partner:
                params = {"name": partner.name, "other": first.name, "number": reading.raw}
                yield _Found(
                    "DOSSIER_KBO_TWICE", Severity.WARNING, "partners.kbo", params, partner.id
                )


def _addresses(dossier: Dossier, facts: CheckFacts) -> Iterator[_Found]:
    on = facts.facts_on or date(2020, 1, 1)
    for partner in dossier.partners:
        if not partner.postcode:
            continue
        postcode = read_postcode(partner.postcode)
        seat = None if postcode is None else province_of_postcode(postcode, on)
        params: dict[str, Param] = {"name": partner.name, "postcode": partner.postcode}
        if seat is None:
            yield _Found(
                "DOSSIER_POSTCODE", Severity.WARNING, "partners.postcode", params, partner.id
            )
        elif dossier.nuts is not None and seat != dossier.nuts:
            is_lead = partner.role is PartnerRole.LEAD
            code = "DOSSIER_LEAD_ELSEWHERE" if is_lead else "DOSSIER_PARTNER_ELSEWHERE"
            severity = Severity.WARNING if is_lead else Severity.INFO
            params |= {"seat": province_name(seat), "province": province_name(dossier.nuts)}
            yield _Found(code, severity, "partners.postcode", params, partner.id)


def _cost_lines(dossier: Dossier, facts: CheckFacts) -> Iterator[_Found]:
    partners = {partner.id for partner in dossier.partners}
    rules = {rule.id for rule in facts.aid_rules}
    if not dossier.cost_lines:
        yield _Found("DOSSIER_NO_COST_LINES", Severity.WARNING, "cost_lines.cost", {})
    for line in dossier.cost_lines:
        if line.partner not in partners:
            params: dict[str, Param] = {"line": line.id, "partner": line.partner}
            yield _Found(
                "DOSSIER_LINE_PARTNER", Severity.ERROR, "cost_lines.partner", params, line.id
            )
        if rules and line.aid_rule not in rules:
            params = {"line": line.id, "rule": line.aid_rule, "known": ", ".join(sorted(rules))}
            yield _Found(
                "DOSSIER_LINE_RULE", Severity.ERROR, "cost_lines.aid_rule", params, line.id
            )
        if line.other_public_cents > line.cost_cents:
            params = {
                "line": line.id,
                "other_cents": line.other_public_cents,
                "cost_cents": line.cost_cents,
            }
            yield _Found(
                "DOSSIER_LINE_OTHER", Severity.WARNING, "cost_lines.other_public", params, line.id
            )


def _sums(dossier: Dossier) -> Iterator[_Found]:
    if not dossier.cost_lines:
        return
    plan = dossier.financing
    lines = sum(line.cost_cents for line in dossier.cost_lines)
    if plan.cost_cents is not None and plan.cost_cents != lines:
        params: dict[str, Param] = {
            "stated_cents": plan.cost_cents,
            "lines_cents": lines,
            "gap_cents": abs(plan.cost_cents - lines),
        }
        yield _Found("DOSSIER_COST_SUM", Severity.ERROR, "financing.cost", params)
    other = sum(line.other_public_cents for line in dossier.cost_lines)
    if plan.other_public_cents is not None and plan.other_public_cents != other:
        params = {"stated_cents": plan.other_public_cents, "lines_cents": other}
        yield _Found("DOSSIER_OTHER_SUM", Severity.WARNING, "financing.other_public", params)


def _closing(dossier: Dossier) -> Iterator[_Found]:
    plan = dossier.financing
    stated = (plan.erdf_requested_cents, plan.flemish_requested_cents, plan.own_cents)
    if plan.cost_cents is None or None in stated:
        return
    covered = sum(part or 0 for part in stated) + (plan.other_public_cents or 0)
    gap = plan.cost_cents - covered
    if gap:
        code = "DOSSIER_PLAN_SHORT" if gap > 0 else "DOSSIER_PLAN_OVER"
        params = {"cost_cents": plan.cost_cents, "covered_cents": covered, "gap_cents": abs(gap)}
        yield _Found(code, Severity.ERROR, "financing.own", params)


def _rate(dossier: Dossier, facts: CheckFacts) -> Iterator[_Found]:
    plan, rate_bp = dossier.financing, facts.rate_bp(dossier.nuts)
    if rate_bp is None or plan.cost_cents is None or plan.erdf_requested_cents is None:
        return
    highest = plan.cost_cents * rate_bp // _WHOLE_BP
    above = plan.erdf_requested_cents - highest
    if above > 0:
        params: dict[str, Param] = {
            "asked_cents": plan.erdf_requested_cents,
            "highest_cents": highest,
            "rate_bp": rate_bp,
            "above_cents": above,
        }
        yield _Found("DOSSIER_ERDF_ABOVE_RATE", Severity.WARNING, "financing.erdf", params)


def _dates(dossier: Dossier, facts: CheckFacts) -> Iterator[_Found]:
    start, end = dossier.start_on, dossier.end_on
    first, last = facts.earliest_start_on, facts.latest_end_on
    if start is not None and end is not None and end < start:
        params: dict[str, Param] = {"start_on": start.isoformat(), "end_on": end.isoformat()}
        yield _Found("DOSSIER_DATES_REVERSED", Severity.ERROR, "dossier.end_on", params)
        return
    if start is not None and first is not None and start < first:
        params = {"start_on": start.isoformat(), "first_on": first.isoformat()}
        yield _Found("DOSSIER_STARTS_EARLY", Severity.WARNING, "dossier.start_on", params)
    if end is not None and last is not None and end > last:
        params = {"end_on": end.isoformat(), "last_on": last.isoformat()}
        yield _Found("DOSSIER_ENDS_LATE", Severity.WARNING, "dossier.end_on", params)


def _evidence(dossier: Dossier, facts: CheckFacts) -> Iterator[_Found]:
    held = Counter(item.criterion for item in dossier.evidence)
    told = {section.criterion for section in dossier.sections}
    for criterion, names in facts.evidence.items():
        if not held[criterion]:
            severity = Severity.WARNING if criterion not in told else Severity.INFO
            code = (
                "DOSSIER_EVIDENCE_MISSING"
                if criterion not in told
                else "DOSSIER_EVIDENCE_ONLY_TEXT"
            )
            params: dict[str, str | int | None] = {"criterion": names[0]}
            params |= {f"criterion_{k}": v for k, v in zip(LANGUAGES, names, strict=True)}
            yield _Found(code, severity, f"{criterion}.name", params)
