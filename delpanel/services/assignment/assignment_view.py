"""An assignment in words and as plain data: reasons, clashes, loads, differences."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from delpanel import messages
from delpanel.messages import Param
from delpanel.model.call import Balance
from delpanel.services.assignment.assigning import AssigningPlan
from delpanel.services.state.snapshot import Snapshot
from scoring.assignment.assignment_clash import Clash
from scoring.assignment.assignment_problem import AssignmentProblem, Demand, DemandKind
from scoring.assignment.assignment_reasons import OtherWay, Reason
from scoring.assignment.best_assignment import LevelName


class AssignmentWords:
    """Says what a plan means, in one language; members by name, dossiers by number."""

    def __init__(self, state: Snapshot, plan: AssigningPlan, language: str) -> None:
        self._state = state
        self._plan = plan
        self._language = language

    def why(self, evaluator: str, dossier: str) -> str:
        """Say why a pair is proposed or not; refusals as ``AssigningPlan.reason``."""
        return self.of_reason(self._plan.reason(evaluator, dossier), evaluator, dossier)

    def of_reason(self, reason: Reason, evaluator: str, dossier: str) -> str:
        """Give the sentence of a reason."""
        return self._say(
            "WHY",
            reason=str(reason.why),
            name=self._name(evaluator),
            dossier=dossier,
            expertise=self._spelled(reason.expertise),
            other=self._name(reason.other),
            evaluators=self._say("COUNT_EVALUATORS", count=reason.number),
            dossiers=self._say("COUNT_DOSSIERS", count=reason.number),
        )

    def of_other_way(self, other: OtherWay) -> str:
        """Say what it would cost to have a pair the other way."""
        numbers = (other.now, other.then)
        if other.level is LevelName.LARGEST_LOAD:
            now, then = (self._load(number) for number in numbers)
        else:
            now, then = (str(number) for number in numbers)
        reason = "impossible" if other.level is None else str(other.level)
        return self._say("OTHER_WAY", reason=reason, now=now, then=then)

    def clash(self) -> tuple[str, ...]:
        """Say which demands clash: what is the case, the sum where there is one, then each."""
        clash = self._plan.clash
        if clash is None:
            return ()
        head = self._say("CLASH_HEAD", count=len(clash.demands))
        return (head, *self._sums(clash), *self._demands(clash))

    def notices(self) -> tuple[str, ...]:
        """Say what somebody should know beside the proposal."""
        found = [messages.of_issue(issue, self._language) for issue in self._plan.notices]
        if self._plan.found is not None and not self._plan.found.is_proved:
            found.append(self._say("ASSIGN_UNPROVED"))
        return tuple(found)

    def _sums(self, clash: Clash) -> Iterator[str]:
        """The arithmetic of a clash of numbers asked against maxima."""
        asked = {d.dossier for d in clash.demands if d.kind is DemandKind.WANTED}
        capped = {d.member for d in clash.demands if d.kind is DemandKind.MAXIMUM}
        if len(asked) + len(capped) != len(clash.demands) or not asked or not capped:
            return
        problem = self._plan.given.problem
        wanted = sum(d.number for d in clash.demands if d.dossier)
        elsewhere = sum(d not in asked and m in capped for d, m in problem.fixed)
        room = sum(d.number for d in clash.demands if d.member) - elsewhere
        spill = sum(d in asked and m not in capped for d, m in problem.pairs)
        yield self._say(
            "CLASH_SUM",
            reason="others" if spill else "alone",
            wanted=self._say("COUNT_REVIEWS", count=wanted),
            room=room,
            spill=spill,
        )

    def _demands(self, clash: Clash) -> Iterator[str]:
        alike: dict[tuple[str, str, int], list[Demand]] = {}
        for demand in clash.demands:
            key = (str(demand.kind), demand.expertise, demand.number)
            alike.setdefault(key, []).append(demand)
        for (kind, expertise, number), group in alike.items():
            first = group[0]
            names = [self._name(d.member) if d.member else d.dossier for d in group]
            params: dict[str, Param] = {"count": len(group), "names": ", ".join(names)}
            if len(group) == 1:
                params["reason"] = _special(self._plan.given.problem, first)
            yield self._say(
                f"CLASH_{kind.upper()}",
                **params,
                wanted=self._say("COUNT_EVALUATORS", count=number),
                dossiers=self._say("COUNT_DOSSIERS", count=number),
                stays=self._say("COUNT_DOSSIERS", count=_stays(self._plan.given.problem, first)),
                expertise=self._spelled(expertise),
                able=first.able,
            )

    def _load(self, units: int) -> str:
        if self._plan.wishes.balance is Balance.COUNT:
            return self._say("COUNT_DOSSIERS", count=units)
        return self._say("LOAD_PAGES", pages=units * self._plan.wishes.page_step)

    def _name(self, evaluator: str) -> str:
        person = self._state.evaluator_by_id.get(evaluator)
        return evaluator if person is None else person.name

    def _spelled(self, expertise: str) -> str:
        return self._plan.given.spelled.get(expertise, expertise)

    def _say(self, code: str, **params: Param) -> str:
        return messages.sentence(code, params, self._language)


def as_plain(state: Snapshot, plan: AssigningPlan, language: str) -> Mapping[str, object]:
    """Give a plan as plain data."""
    words = AssignmentWords(state, plan, language)
    wishes, problem = plan.wishes, plan.given.problem
    return {
        "wishes": {
            "per_dossier": wishes.per_dossier,
            "minimum": wishes.minimum,
            "maximum": wishes.maximum,
            "balance": str(wishes.balance),
            "page_step": wishes.page_step,
        },
        "feasible": plan.found is not None,
        "proved": plan.found is not None and plan.found.is_proved,
        "levels": []
        if plan.found is None
        else [
            {"name": str(level.name), "value": level.value, "bound": level.bound}
            for level in plan.found.levels
        ],
        "pairs": [
            {
                "evaluator": evaluator,
                "dossier": dossier,
                "change": _change(plan, (dossier, evaluator)),
                "why": None if plan.found is None else str(plan.reason(evaluator, dossier).why),
                "sentence": "" if plan.found is None else words.why(evaluator, dossier),
            }
            for dossier, evaluator in sorted(plan.proposed | plan.present)
            if evaluator in problem.member
        ],
        "members": [
            {
                "id": load.evaluator,
                "now": load.now,
                "then": load.then,
                "pages_now": load.pages_now,
                "pages_then": load.pages_then,
                "minimum": load.minimum,
                "maximum": load.maximum,
            }
            for load in plan.loads.values()
        ],
        "dossiers": [
            {"id": number, "pages": pages.number, "pages_from": str(pages.source)}
            for number, pages in plan.given.pages.items()
        ],
        "clash": None if plan.clash is None else _clash(plan.clash, words),
        "notices": list(words.notices()),
    }


def _clash(clash: Clash, words: AssignmentWords) -> Mapping[str, object]:
    return {
        "smallest": clash.is_smallest,
        "demands": [
            {
                "kind": str(d.kind),
                "dossier": d.dossier,
                "evaluator": d.member,
                "expertise": d.expertise,
                "number": d.number,
                "able": d.able,
            }
            for d in clash.demands
        ],
        "sentences": list(words.clash()),
    }


def _change(plan: AssigningPlan, pair: tuple[str, str]) -> str:
    if pair not in plan.present:
        return "added"
    return "kept" if pair in plan.proposed else "removed"


def _stays(problem: AssignmentProblem, demand: Demand) -> int:
    return sum(problem.pairs[place] in problem.fixed for place in problem.places(demand))


def _special(problem: AssignmentProblem, demand: Demand) -> str:
    if demand.kind is DemandKind.EXPERTISE and not demand.able:
        return "nobody"
    if demand.kind is DemandKind.MAXIMUM and _stays(problem, demand) > demand.number:
        return "worked"
    return ""
