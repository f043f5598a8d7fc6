"""From a panel to an assignment problem: who may, who must, what a dossier weighs."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final

from delpanel.errors import UserError
from delpanel.exchange.cells.labels import folded
from delpanel.model.call import AssignmentRules, Balance
from delpanel.model.dossier import Dossier
from delpanel.model.panel import Evaluator
from delpanel.services.state.core_input import admissibility_of, is_eligible
from delpanel.services.state.snapshot import Snapshot
from scoring.assignment.assignment_problem import AssignmentProblem, Member, Pair, WantedDossier

_WORD: Final = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Wishes:
    """What is asked of one assignment; None is what the call says.

    ``minimum`` and ``maximum`` hold for a member whose profile says nothing of them.
    """

    per_dossier: int | None = None
    minimum: int | None = None
    maximum: int | None = None
    balance: Balance | None = None


@dataclass(frozen=True, slots=True)
class SettledWishes:
    """Wishes with what the call says filled in."""

    per_dossier: int
    minimum: int
    maximum: int | None
    balance: Balance
    page_step: int


class PagesFrom(StrEnum):
    """Where a number of pages comes from."""

    ATTACHMENTS = "attachments"
    TEXTS = "texts"


@dataclass(frozen=True, slots=True)
class Pages:
    """Pages of a dossier: counted in its attachments, or estimated from its texts."""

    number: int
    source: PagesFrom


@dataclass(frozen=True)
class AssignmentInput:
    """The problem of the core, and what is needed to speak of it.

    ``spelled`` gives an expertise as people wrote it; ``raised`` are dossiers on which more members
    gave points than are wanted: those all stay.
    """

    problem: AssignmentProblem
    wishes: SettledWishes
    pages: Mapping[str, Pages]
    spelled: Mapping[str, str] = field(default_factory=dict)
    raised: tuple[str, ...] = ()


def settled(state: Snapshot, wishes: Wishes) -> SettledWishes:
    """Fill in what the call says.

    Raises:
        UserError: WISH_RANGE, a number below nought or a maximum below the minimum.
    """
    rules = state.call.assignment
    minimum = rules.minimum if wishes.minimum is None else wishes.minimum
    maximum = rules.maximum if wishes.maximum is None else wishes.maximum
    wanted = wishes.per_dossier
    wanted = state.call.panel.evaluators_per_dossier if wanted is None else wanted
    if wanted < 1 or minimum < 0 or (maximum is not None and maximum < minimum):
        raise UserError("WISH_RANGE")
    return SettledWishes(wanted, minimum, maximum, wishes.balance or rules.balance, rules.page_step)


def assignment_input(state: Snapshot, wishes: Wishes) -> AssignmentInput:
    """Build the problem: admissible dossiers, active members, and who left something behind.

    A pair stays where the member gave points or wrote a motivation and no conflict of interest
    stands; a member who left keeps such pairs and gets nothing new.

    Raises:
        UserError: WISH_RANGE.
    """
    asked = settled(state, wishes)
    verdicts = admissibility_of(state)
    dossiers = [d for d in state.dossiers if is_eligible(d, verdicts[d.id])]
    ids = {d.id for d in dossiers}
    barred = frozenset((d, e) for e, d in state.conflicted if d in ids)
    present = frozenset((a.dossier, a.evaluator) for a in state.assignments if a.dossier in ids)
    fixed = frozenset(worked(state) & present - barred)
    stays: dict[str, int] = {}
    for dossier, _ in fixed:
        stays[dossier] = stays.get(dossier, 0) + 1
    busy = {evaluator for _, evaluator in fixed}
    members = [e for e in state.evaluators if e.active or e.id in busy]
    seated = {e.id for e in members}
    pages = {d.id: pages_of(state, d) for d in dossiers}
    problem = AssignmentProblem(
        tuple(
            WantedDossier(
                d.id,
                max(asked.per_dossier, stays.get(d.id, 0)),
                _load(pages[d.id], asked),
                _folded(state.dossier_expertise.get(d.id, ())),
            )
            for d in dossiers
        ),
        tuple(_member(state, e, asked) for e in members),
        frozenset(pair for pair in barred if pair[1] in seated),
        fixed,
        present,
    )
    raised = tuple(sorted(d for d, n in stays.items() if n > asked.per_dossier))
    return AssignmentInput(problem, asked, pages, _spelled(state), raised)


def worked(state: Snapshot) -> set[Pair]:
    """Give dossier and evaluator wherever points were given or a motivation was written."""
    return {
        (a.dossier, a.evaluator)
        for a in state.assessments
        if a.points_cp is not None or a.motivation.strip()
    }


def pages_of(state: Snapshot, dossier: Dossier) -> Pages:
    """Count the pages of the attachments; where none counts pages, estimate from the texts."""
    counted = sum(a.pages for a in state.attachments if a.dossier == dossier.id)
    if counted:
        return Pages(counted, PagesFrom.ATTACHMENTS)
    texts = [dossier.summary, *(section.text for section in dossier.sections)]
    words = sum(len(_WORD.findall(text)) for text in texts)
    return Pages(max(1, -(-words // _rules(state).words_per_page)), PagesFrom.TEXTS)


def _rules(state: Snapshot) -> AssignmentRules:
    return state.call.assignment


def _load(pages: Pages, asked: SettledWishes) -> int:
    return 1 if asked.balance is Balance.COUNT else -(-pages.number // asked.page_step)


def _member(state: Snapshot, evaluator: Evaluator, asked: SettledWishes) -> Member:
    profile = state.profile_of[evaluator.id]
    if not evaluator.active:
        return Member(evaluator.id, expertise=_folded(profile.expertise), open=False)
    least, most = profile.minimum, profile.maximum
    if most is None and asked.maximum is not None:
        most = max(asked.maximum, least or 0)
    if least is None:
        least = asked.minimum if most is None else min(asked.minimum, most)
    return Member(evaluator.id, least, most, _folded(profile.expertise))


def _folded(words: tuple[str, ...]) -> frozenset[str]:
    return frozenset(filter(None, map(folded, words)))


def _spelled(state: Snapshot) -> Mapping[str, str]:
    written = [word for profile in state.profiles for word in profile.expertise]
    written += [word for words in state.dossier_expertise.values() for word in words]
    return {folded(word): word for word in sorted(written, reverse=True)}
