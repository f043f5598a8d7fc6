"""What goes into a pack: what a member may not see is never put in, so there is nothing to hide."""

from __future__ import annotations

from dataclasses import replace

from delpanel.errors import NotAllowed
from delpanel.model.dossier import Dossier, Origin
from delpanel.model.pack import (
    AgreedCriterion,
    AgreedDossier,
    Answer,
    Consortium,
    NamedPartner,
    PackContent,
    PackHead,
    PackKind,
)
from delpanel.model.panel import Evaluator
from delpanel.services.packs.pack_ledger import PackLedger
from delpanel.services.people.approving import agreed_digest, required_members
from delpanel.services.people.conflict_hints import hints_for, mail_domain
from delpanel.services.state.snapshot import Snapshot


def content_of(
    state: Snapshot, ledger: PackLedger, head: PackHead, evaluator: Evaluator
) -> PackContent:
    """Fill a pack with what this member needs and may see; attachments come in when it is written.

    Raises:
        NotAllowed: DECLARATION_MISSING, a dossier of a scoring pack was not declared free.
    """
    content = PackContent(head, state.call_text, state.call_version, evaluator.name)
    if head.kind is PackKind.CONFLICTS:
        return replace(content, consortia=_consortia(state, evaluator))
    if head.kind is PackKind.APPROVAL:
        return replace(content, agreed=approvable(state, evaluator.id))
    dossiers, undeclared = free_dossiers(state, ledger, evaluator.id)
    if undeclared:
        raise NotAllowed("DECLARATION_MISSING", id=evaluator.id, dossier=undeclared[0])
    ids = {dossier.id for dossier in dossiers}
    given = (a for a in state.assessments if a.evaluator == evaluator.id and a.dossier in ids)
    # where a dossier stood in the file it came from would tell of those around it
    return replace(
        content,
        dossiers=tuple(replace(dossier, origin=Origin()) for dossier in dossiers),
        cells=tuple(ledger.cell_of(assessment) for assessment in given),
    )


def _consortia(state: Snapshot, evaluator: Evaluator) -> tuple[Consortium, ...]:
    """Name every consortium a member could be asked about, known conflicts among them."""
    listed = [dossier for dossier in state.dossiers if not dossier.withdrawn]
    hints = hints_for(evaluator, listed)
    return tuple(
        Consortium(
            dossier.id,
            dossier.name,
            tuple(
                NamedPartner(p.name, p.role, p.kbo, p.contact, mail_domain(p.mail))
                for p in dossier.partners
            ),
            hints[dossier.id],
        )
        for dossier in listed
    )


def numbers_in(content: PackContent) -> tuple[str, ...]:
    """Give the dossiers a pack is about."""
    return (
        *(dossier.id for dossier in content.dossiers),
        *(one.dossier for one in content.consortia),
        *(one.dossier for one in content.agreed),
    )


def free_dossiers(
    state: Snapshot, ledger: PackLedger, evaluator: str
) -> tuple[tuple[Dossier, ...], tuple[str, ...]]:
    """Give the dossiers a member may see, and those assigned but not yet declared free."""
    # a conflict that was declared and still stands is not among the assigned; one that was lifted
    # was lifted with a reason
    declared = ledger.declared(evaluator)
    free = {name for name, one in declared.items() if one.answer is not Answer.UNSURE}
    mine = [
        dossier
        for dossier in state.dossiers
        if evaluator in state.assigned.get(dossier.id, ()) and not dossier.withdrawn
    ]
    return tuple(d for d in mine if d.id in free), tuple(d.id for d in mine if d.id not in free)


def approvable(state: Snapshot, evaluator: str) -> tuple[AgreedDossier, ...]:
    """Give what was agreed, whole, on the dossiers this member has to approve."""
    return tuple(
        AgreedDossier(
            dossier.id,
            dossier.name,
            digest,
            tuple(
                AgreedCriterion(criterion.id, held.points_cp, held.motivation)
                for criterion in state.call.rules.criteria
                if (held := state.agreed_by_cell[dossier.id, criterion.id]).points_cp is not None
            ),
        )
        for dossier in state.dossiers
        if not dossier.withdrawn
        and evaluator in required_members(state, dossier.id)
        and (digest := agreed_digest(state, dossier.id))
    )
