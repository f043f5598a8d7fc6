"""What the data itself says about admissibility: dates to the second, province, partners, SMEs."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime, timedelta

from delpanel.model.admissibility import (
    Admissibility,
    AdmissibilityFinding,
    Finding,
    Ground,
)
from delpanel.model.call import Call
from delpanel.model.dossier import Dossier

Param = str | int | None


def assess(call: Call, dossier: Dossier, manual: Iterable[AdmissibilityFinding]) -> Admissibility:
    """Give one finding per ground: a manual one where there is one, else the automatic one."""
    by_hand = {finding.ground: finding for finding in manual}
    automatic = (
        _pre_registration(call, dossier),
        _in_time(call, dossier),
        _complete(call, dossier),
        _consortium(call, dossier),
        _province(call, dossier),
        _sme_only(call, dossier),
    )
    return Admissibility(dossier.id, tuple(by_hand.get(found.ground, found) for found in automatic))


def _found(
    dossier: Dossier, ground: Ground, finding: Finding, **params: Param
) -> AdmissibilityFinding:
    return AdmissibilityFinding(dossier.id, ground, finding, params=params)


def _pre_registration(call: Call, dossier: Dossier) -> AdmissibilityFinding:
    ground, deadline = Ground.PRE_REGISTRATION, call.deadlines.pre_registration_at
    if not call.pre_registration_required or deadline is None:
        return _found(dossier, ground, Finding.MET)
    if dossier.pre_registered_at is None:
        # a list without dates says nothing either way; a dated dossier without one was never seen
        known = dossier.submitted_at is not None
        finding = Finding.FAILED if known else Finding.TO_CLARIFY
        return _found(dossier, ground, finding, deadline_at=deadline.isoformat(), received_at=None)
    return _timed(dossier, ground, dossier.pre_registered_at, deadline)


def _in_time(call: Call, dossier: Dossier) -> AdmissibilityFinding:
    deadline = call.deadlines.dossier_at
    if dossier.submitted_at is None:
        return _found(
            dossier,
            Ground.LATE,
            Finding.TO_CLARIFY,
            deadline_at=deadline.isoformat(),
            received_at=None,
        )
    return _timed(dossier, Ground.LATE, dossier.submitted_at, deadline)


def _timed(
    dossier: Dossier, ground: Ground, received: datetime, deadline: datetime
) -> AdmissibilityFinding:
    facts: Mapping[str, Param] = {
        "deadline_at": deadline.isoformat(),
        "received_at": received.isoformat(),
    }
    # in UTC: on a wall clock an hour in October counts twice; a part of a second is that second
    late = int((received.astimezone(UTC) - deadline.astimezone(UTC)) // timedelta(seconds=1))
    if late <= 0:
        return _found(dossier, ground, Finding.MET, **facts)
    return _found(dossier, ground, Finding.FAILED, late_seconds=late, **facts)


def _complete(call: Call, dossier: Dossier) -> AdmissibilityFinding:
    held = {evidence.criterion for evidence in dossier.evidence}
    held |= {section.criterion for section in dossier.sections}
    missing = [key for key in call.mandatory_evidence if key not in held]
    if not missing:
        return _found(dossier, Ground.INCOMPLETE, Finding.MET)
    names = ", ".join(call.criterion_text(key).name.nl for key in missing)
    return _found(dossier, Ground.INCOMPLETE, Finding.TO_CLARIFY, missing=names)


def _consortium(call: Call, dossier: Dossier) -> AdmissibilityFinding:
    count, needed = len(dossier.partners), call.minimum_partners
    ground = Ground.CONSORTIUM
    if count == 0:
        return _found(dossier, ground, Finding.TO_CLARIFY, count=0, needed=needed)
    if count < needed:
        # a list may leave partners out; only a dated dossier states its consortium in full
        finding = Finding.TO_CLARIFY if dossier.submitted_at is None else Finding.FAILED
        return _found(dossier, ground, finding, count=count, needed=needed)
    if dossier.lead_partner is None:
        return _found(dossier, ground, Finding.TO_CLARIFY, count=count, needed=needed)
    return _found(dossier, ground, Finding.MET, count=count, needed=needed)


def _province(call: Call, dossier: Dossier) -> AdmissibilityFinding:
    if dossier.nuts is None:
        return _found(dossier, Ground.PROVINCE, Finding.TO_CLARIFY)
    if call.province(dossier.nuts) is None:
        return _found(dossier, Ground.PROVINCE, Finding.FAILED, nuts=dossier.nuts)
    return _found(dossier, Ground.PROVINCE, Finding.MET, nuts=dossier.nuts)


def _sme_only(call: Call, dossier: Dossier) -> AdmissibilityFinding:
    if not call.sme_only or dossier.sme_only is True:
        return _found(dossier, Ground.SME_ONLY, Finding.MET)
    if dossier.sme_only is None:
        return _found(dossier, Ground.SME_ONLY, Finding.TO_CLARIFY)
    return _found(dossier, Ground.SME_ONLY, Finding.FAILED)
