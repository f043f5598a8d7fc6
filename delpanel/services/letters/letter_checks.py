"""What can be checked on a letter before it goes out, each with its evidence."""

from __future__ import annotations

from dataclasses import dataclass

from delpanel.errors import UserError
from delpanel.messages import money
from delpanel.services.decision.frozen_decision import FrozenDecision
from delpanel.services.letters.lettering import composed, frozen_decision
from delpanel.services.state.snapshot import Snapshot
from delpanel.services.state.workspace import Workspace

APPEAL_WORDS = "Raad van State"


@dataclass(frozen=True, slots=True)
class LetterCheck:
    """One check: its code (the window has the words), whether it holds, and what was seen."""

    code: str
    holds: bool
    evidence: str


def letter_checks(workspace: Workspace, dossier: str) -> tuple[LetterCheck, ...]:
    """Check one letter of the frozen allocation.

    Raises:
        UserError: NOT_FROZEN.
    """
    state = workspace.snapshot()
    decision = frozen_decision(state)
    try:
        texts = composed(state, decision, dossier)
    except UserError:
        return (LetterCheck("complete", holds=False, evidence=""),)
    whole = "\n".join(texts)
    return (
        LetterCheck("complete", holds=True, evidence=""),
        LetterCheck("decision", holds=True, evidence=decision.reasons[dossier].decision),
        _amounts(decision, dossier, whole),
        _addressee(state, dossier, whole),
        _motivated(state, decision, dossier, whole),
        LetterCheck("appeal", holds=APPEAL_WORDS in whole, evidence=""),
        _names(state, dossier, whole),
    )


def _amounts(decision: FrozenDecision, dossier: str, whole: str) -> LetterCheck:
    award = decision.awards.get(dossier)
    if award is None:
        return LetterCheck("amounts", holds=True, evidence="\u2013")
    amounts = (award.erdf_cents, award.flemish_cents)
    held = all(money(cents) in whole for cents in amounts)
    return LetterCheck("amounts", holds=held, evidence=money(sum(amounts), decimals=False))


def _addressee(state: Snapshot, dossier: str, whole: str) -> LetterCheck:
    lead = state.dossier_by_id[dossier].lead_partner
    if lead is None:
        return LetterCheck("addressee", holds=False, evidence="")
    return LetterCheck("addressee", holds=lead.name in whole, evidence=lead.name)


def _motivated(state: Snapshot, decision: FrozenDecision, dossier: str, whole: str) -> LetterCheck:
    if decision.reasons[dossier].decision.startswith(("ON-", "IN")):
        return LetterCheck("motivated", holds=True, evidence="\u2013")
    held = [
        agreed
        for criterion in state.call.rules.criteria
        if (agreed := state.agreed_by_cell.get((dossier, criterion.id))) is not None
        and agreed.motivation.strip()
        and agreed.motivation.split()[0] in whole
    ]
    count, wanted = len(held), len(state.call.rules.criteria)
    return LetterCheck("motivated", holds=count == wanted, evidence=f"{count}/{wanted}")


def _names(state: Snapshot, dossier: str, whole: str) -> LetterCheck:
    """No other consortium and no evaluator may be named."""
    own = state.dossier_by_id[dossier]
    mine = {own.acronym, own.title, *(partner.name for partner in own.partners)}
    others = {d.acronym for d in state.dossiers if d.acronym and d.id != dossier}
    people = {evaluator.name for evaluator in state.evaluators}
    found = sorted(name for name in (others | people) - mine if name in whole)
    return LetterCheck("names", holds=not found, evidence=", ".join(found) or "0")
