"""Why: the reasons of each decision, true under the policy that decided."""

from __future__ import annotations

from collections.abc import Iterator

from delpanel import messages
from delpanel.letters.content import Block, Heading, Text, TextStyle
from delpanel.letters.facts import APPROVALS, INADMISSIBLE, LetterFacts
from delpanel.letters.figures import as_fraction, delay, euro, exact, listed
from delpanel.letters.reason_facts import (
    CoverageCost,
    CoverageFacts,
    GapKind,
    GateFacts,
    GateKind,
    GroundFacts,
    Shortfall,
    ShortfallFacts,
    WinnerFacts,
)
from delpanel.letters.wording import Wording
from delpanel.model.admissibility import Ground
from scoring.rules import Policy

MOST_RAISES = 3
"""So many smallest raises are written out; of more the two ends."""

_COVERAGE_TEXTS = {
    CoverageCost.FEWER_PROVINCES: "kost_minder_provincies",
    CoverageCost.LOWER_SUM: "kost_lagere_som",
    CoverageCost.TIE_ORDER: "kost_gelijk",
    CoverageCost.NO_PORTFOLIO: "kost_past_niet",
}


def reasons(facts: LetterFacts, wording: Wording) -> list[Block]:
    """Compose the statement of reasons for the code of the decision."""
    title = Heading(2, wording.line("kader", "titel_motivering"))
    code = facts.decision.code
    if code in INADMISSIBLE:
        return [title, *_inadmissible(facts, wording)]
    if code == "IN":
        return [title, Text(wording.line("in", "motivering"))]
    told = [Text(line) for line in wording.lines(code.lower(), by_gap(facts, "motivering"))]
    return [title, *told, *_course(facts, wording), *_per_criterion(facts, wording)]


def by_gap(facts: LetterFacts, key: str) -> str:
    """The key of a text that differs by why a dossier cannot run on its own plan."""
    plain = facts.gap is None or facts.gap.kind is GapKind.PLAN
    return key if plain or facts.gap is None else f"{key}_{facts.gap.kind}"


def _course(facts: LetterFacts, wording: Wording) -> Iterator[Block]:
    code = facts.decision.code
    if code == "AF-DR":
        yield from _gates(facts, wording)
    elif code in APPROVALS:
        is_first = facts.result is not None and facts.result.is_best_of_province
        chosen = "dekking_gekozen"
        if facts.call.policy is Policy.RANKING:
            chosen = "rangorde_gekozen_eerste" if is_first else "rangorde_gekozen"
        yield Text(f"{_rule(facts, wording)} {wording.line('beleid', chosen)}")
    elif facts.shortfall is not None:
        yield Text(_rule(facts, wording))
        yield from _left_out(facts, facts.shortfall, wording)


def _rule(facts: LetterFacts, wording: Wording) -> str:
    if facts.call.policy is Policy.RANKING:
        return wording.line("beleid", "rangorde_regel")
    said = wording.line("beleid", "dekking_regel")
    if not facts.call.has_synergy:
        return said
    return f"{said} {wording.line('beleid', 'dekking_samenhang')}"


def _left_out(facts: LetterFacts, shortfall: ShortfallFacts, wording: Wording) -> Iterator[Block]:
    if shortfall.kind is Shortfall.PROVINCE and facts.winner is not None:
        yield from _province(facts, facts.winner, wording)
    elif facts.call.policy is Policy.COVERAGE:
        yield Text(wording.line("beleid", "dekking_enveloppe"))
    else:
        yield Text(_walk(shortfall, wording))
    if facts.coverage is not None:
        yield Text(_coverage(facts.coverage, wording))


def _province(facts: LetterFacts, winner: WinnerFacts, wording: Wording) -> Iterator[Block]:
    own = {
        "winnaar.nr": winner.dossier_id,
        "winnaar.totaal": exact(winner.total, facts.result.total if facts.result else ""),
        "winnaar.sleutel": winner.tie_key,
    }
    yield Text(wording.line("beleid", _province_text(facts, winner), own))
    if winner.scores:
        own["winnaar.verschil"] = _differences(facts, winner, wording)
        yield Text(wording.line("beleid", "verschil", own))
    if winner.comparison.strip():
        yield Text(winner.comparison)


def _province_text(facts: LetterFacts, winner: WinnerFacts) -> str:
    total = as_fraction(facts.result.total) if facts.result else as_fraction("0")
    other = as_fraction(winner.total)
    if facts.call.policy is Policy.RANKING:
        return "rangorde_provincie_gelijk" if total == other else "rangorde_provincie"
    if total == other:
        return "dekking_provincie_gelijk"
    return "dekking_provincie_hoger" if total > other else "dekking_provincie_lager"


def _differences(facts: LetterFacts, winner: WinnerFacts, wording: Wording) -> str:
    value_by_id = {s.criterion: s.value_cp for s in facts.result.scores} if facts.result else {}
    name_by_id = {criterion.id: criterion.name for criterion in facts.call.criteria}
    return listed(
        [
            wording.line(
                "beleid",
                "verschil_deel",
                {
                    "criterium.naam": name_by_id[criterion],
                    "criterium.waarde": messages.points(value_by_id[criterion]),
                    "criterium.ander": messages.points(value_cp),
                },
            )
            for criterion, value_cp in winner.scores
        ]
    )


def _walk(shortfall: ShortfallFacts, wording: Wording) -> str:
    if shortfall.kind is Shortfall.BUDGET:
        return wording.line(
            "beleid",
            "rangorde_enveloppe",
            {
                "rest.efro": _euro(shortfall.left_erdf_cents),
                "rest.vlaams": _euro(shortfall.left_flemish_cents),
                "tekort.bedragen": _short(shortfall, wording),
            },
        )
    key = "geblokkeerd" if shortfall.kind is Shortfall.BLOCKED else "gestopt"
    return wording.line("beleid", f"rangorde_{key}", {"tekort.door": shortfall.blocked_by})


def _short(shortfall: ShortfallFacts, wording: Wording) -> str:
    parts = [
        f"{euro(cents)} {wording.line('beleid', key)}"
        for cents, key in (
            (shortfall.short_erdf_cents, "tekort_efro"),
            (shortfall.short_flemish_cents, "tekort_vlaams"),
        )
        if cents > 0
    ]
    return listed(parts) if parts else ""


def _coverage(coverage: CoverageFacts, wording: Wording) -> str:
    own = {
        "dekking.gekozen": str(coverage.provinces_chosen),
        "dekking.met": "" if coverage.provinces_with is None else str(coverage.provinces_with),
        "dekking.som_gekozen": exact(coverage.sum_chosen, coverage.sum_with),
        "dekking.som_met": exact(coverage.sum_with, coverage.sum_chosen),
    }
    told = wording.line("beleid", _COVERAGE_TEXTS[coverage.kind], own)
    if not coverage.raises:
        return told
    ends = coverage.raises
    key = "kost_meer_geld"
    if len(ends) > MOST_RAISES:
        ends, key = (ends[0], ends[-1]), "kost_meer_geld_onder_meer"
    ways = wording.line("beleid", "of").join(_raise(*pair, wording) for pair in ends)
    return f"{told} {wording.line('beleid', key, {'dekking.verhoging': ways})}"


def _raise(erdf_cents: int, flemish_cents: int, wording: Wording) -> str:
    extra = [
        wording.line("beleid", key, {"bedrag": euro(cents)})
        for key, cents in (("extra_efro", erdf_cents), ("extra_vlaams", flemish_cents))
        if cents
    ]
    key = "verhoging" if len(extra) == 1 else "verhoging_beide"
    return wording.line("beleid", key, {"dekking.extra": listed(extra)})


def _gates(facts: LetterFacts, wording: Wording) -> Iterator[Block]:
    if facts.result is None:
        return
    for gate in facts.result.failed_gates:
        yield Text(wording.line("af-dr", f"drempel_{_GATES[gate.kind]}", _gate_fields(gate)))
    yield Text(wording.line("af-dr", "afweging"))


_GATES = {GateKind.CRITERION: "criterium", GateKind.GROUP: "groep", GateKind.TOTAL: "totaal"}


def _gate_fields(gate: GateFacts) -> dict[str, str]:
    return {
        "drempel.naam": gate.name,
        "drempel.waarde": exact(gate.value, gate.threshold),
        "drempel.eis": exact(gate.threshold),
        "drempel.max": exact(gate.maximum),
        "drempel.motivering": gate.motivation,
    }


def _per_criterion(facts: LetterFacts, wording: Wording) -> Iterator[Block]:
    if facts.result is None:
        return
    yield Text(wording.line("verloop", "criteria_inleiding"))
    score_by_id = {score.criterion: score for score in facts.result.scores}
    weight_sum = sum(criterion.weight for criterion in facts.call.criteria)
    for criterion in facts.call.criteria:
        score = score_by_id[criterion.id]
        own = {
            "criterium.naam": criterion.name,
            "criterium.waarde": messages.points(score.value_cp),
            "criterium.max": messages.points(criterion.maximum_cp),
            "criterium.drempel": messages.points(criterion.threshold_cp or 0),
            "criterium.gewicht": str(criterion.weight),
            "criterium.gewicht_som": str(weight_sum),
            "criterium.vindplaats": score.place,
        }
        notes = [
            wording.line("verloop", key, own)
            for key, present in (
                ("criterium_drempel", criterion.threshold_cp is not None),
                ("criterium_gewicht", True),
                ("criterium_vindplaats", bool(score.place.strip())),
            )
            if present
        ]
        yield Heading(3, wording.line("verloop", "criterium_titel", own))
        yield Text(score.motivation)
        yield Text(" ".join(notes), style=TextStyle.NOTE)


def _inadmissible(facts: LetterFacts, wording: Wording) -> Iterator[Block]:
    yield Text(wording.counted("gronden", "inleiding", len(facts.grounds)))
    for ground in facts.grounds:
        own = {
            "grond.deadline": _moment(ground, is_deadline=True),
            "grond.ontvangen": _moment(ground, is_deadline=False),
            "grond.te_laat": _late(ground),
            "grond.citaat": ground.quote,
            "grond.pagina": ground.page,
        }
        yield Heading(3, wording.line("gronden", f"titel_{ground.ground}"))
        yield Text(wording.line("gronden", _ground_text(ground), own))
        if ground.reason.strip():
            yield Text(ground.reason)
        if ground.quote.strip():
            key = "citaat" if ground.page.strip() else "citaat_zonder_blad"
            yield Text(wording.line("gronden", key, own))
        if ground.answer.strip():
            yield Text(ground.answer)


def _ground_text(ground: GroundFacts) -> str:
    if ground.ground is Ground.PRE_REGISTRATION:
        return f"{ground.ground}_{'geen' if ground.received_at is None else 'laat'}"
    if ground.ground is Ground.LATE and ground.received_at is None:
        return "late_geen"
    return str(ground.ground)


def _moment(ground: GroundFacts, *, is_deadline: bool) -> str:
    value = ground.deadline_at if is_deadline else ground.received_at
    return "" if value is None else messages.moment(value)


def _late(ground: GroundFacts) -> str:
    if ground.received_at is None or ground.deadline_at is None:
        return ""
    return delay(ground.received_at, ground.deadline_at)


def _euro(cents: int | None) -> str:
    return "" if cents is None else euro(cents)
