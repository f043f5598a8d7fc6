"""The annexes: score sheet, financing per partner, conditions document."""

from __future__ import annotations

from collections.abc import Iterator

from delpanel import messages
from delpanel.letters.content import Align, Block, Column, Grid, Heading, NewPage, Text
from delpanel.letters.facts import APPROVALS, INADMISSIBLE, LetterFacts
from delpanel.letters.figures import exact
from delpanel.letters.wording import Wording

_NONE = "\u2013"


def annex_titles(facts: LetterFacts) -> tuple[str, ...]:
    """Name the annexes of a letter by the key of their title, in order."""
    code = facts.decision.code
    if code in APPROVALS:
        return ("scores", "financiering", "voorwaarden")
    return () if code in INADMISSIBLE or code == "IN" else ("scores",)


def annex_numbers(facts: LetterFacts) -> dict[str, str]:
    """Give the fields with the number of each annex."""
    titles = annex_titles(facts)
    return {
        f"bijlage.{key}": str(titles.index(key) + 1)
        for key in ("financiering", "voorwaarden")
        if key in titles
    }


def annexes(facts: LetterFacts, wording: Wording) -> list[Block]:
    """Compose every annex; the first one starts on a new page."""
    blocks: list[Block] = []
    for number, key in enumerate(annex_titles(facts), 1):
        own = {"bijlage.nr": str(number), "bijlage.titel": wording.line("bijlagen", key)}
        if number == 1:
            blocks.append(NewPage())
        blocks.append(Heading(2, wording.line("bijlagen", "bijlage", own)))
        blocks += list(_BODIES[key](facts, wording))
    return blocks


def _scores(facts: LetterFacts, wording: Wording) -> Iterator[Block]:
    result = facts.result
    if result is None:
        return
    value_by_id = {score.criterion: score.value_cp for score in result.scores}
    rows = [
        (
            criterion.name,
            messages.points(value_by_id[criterion.id]),
            messages.points(criterion.maximum_cp),
            wording.line("bijlagen", "geen_drempel")
            if criterion.threshold_cp is None
            else messages.points(criterion.threshold_cp),
            str(criterion.weight),
        )
        for criterion in facts.call.criteria
    ]
    weight_sum = str(sum(criterion.weight for criterion in facts.call.criteria))
    total = wording.line("bijlagen", "rij_totaal")
    is_same = facts.call.threshold_maximum == facts.call.total_maximum
    threshold = exact(facts.call.total_threshold) if facts.call.total_threshold and is_same else ""
    rows.append(
        (total, exact(result.total), exact(facts.call.total_maximum), threshold, weight_sum)
    )
    yield Text(wording.line("bijlagen", "scores_inleiding"))
    yield Text(wording.line("bijlagen", f"grondslag_{facts.call.basis}"))
    yield Grid(
        summary=wording.line("bijlagen", "scores"),
        columns=(
            Column(wording.line("bijlagen", "kop_criterium"), 40),
            Column(wording.line("bijlagen", "kop_punten"), 15, Align.RIGHT),
            Column(wording.line("bijlagen", "kop_hoogste"), 15, Align.RIGHT),
            Column(wording.line("bijlagen", "kop_drempel"), 15, Align.RIGHT),
            Column(wording.line("bijlagen", "kop_gewicht"), 15, Align.RIGHT),
        ),
        rows=tuple(rows),
        has_total=True,
    )
    if facts.call.total_threshold:
        kind = "totaal_drempel" if facts.call.total_is_weighted else "totaal_drempel_ongewogen"
        yield Text(wording.line("verloop", kind))
    yield Text(wording.line("bijlagen", "plaats_geen" if result.failed_gates else "plaats"))


def _financing(facts: LetterFacts, wording: Wording) -> Iterator[Block]:
    money = facts.amounts
    if money is None:
        return
    rows = [
        (
            share.partner,
            messages.money(share.cost_cents),
            messages.money(share.erdf_cents),
            messages.money(share.flemish_cents),
            messages.money(share.other_public_cents),
            messages.money(share.own_cents),
        )
        for share in money.shares
    ]
    rows.append(
        (
            wording.line("bijlagen", "rij_som"),
            messages.money(money.eligible_cost_cents),
            messages.money(money.awarded_erdf_cents),
            messages.money(money.awarded_flemish_cents),
            messages.money(money.other_public_cents),
            messages.money(money.own_cents),
        )
    )
    yield Text(wording.line("bijlagen", "financiering_inleiding"))
    yield Grid(
        summary=wording.line("bijlagen", "financiering"),
        columns=(
            Column(wording.line("bijlagen", "kop_partner"), 25),
            Column(wording.line("bijlagen", "kop_kosten"), 16, Align.RIGHT),
            Column(wording.line("bijlagen", "kop_efro"), 15, Align.RIGHT),
            Column(wording.line("bijlagen", "kop_vlaams"), 15, Align.RIGHT),
            Column(wording.line("bijlagen", "kop_andere"), 14, Align.RIGHT),
            Column(wording.line("bijlagen", "kop_eigen"), 15, Align.RIGHT),
        ),
        rows=tuple(rows),
        has_total=True,
    )


def _conditions(facts: LetterFacts, wording: Wording) -> Iterator[Block]:
    yield Text(wording.line("bijlagen", "voorwaarden_inleiding"))
    for key in ("voorwaarden_levering", "voorwaarden_plan", "voorwaarden_tijd"):
        yield Text(wording.line("bijlagen", key))
    if not facts.conditions:
        return
    yield Grid(
        summary=wording.line("bijlagen", "voorwaarden"),
        columns=(
            Column(wording.line("bijlagen", "kop_nr"), 7),
            Column(wording.line("bijlagen", "kop_voorwaarde"), 45),
            Column(wording.line("bijlagen", "kop_bewijs"), 28),
            Column(wording.line("bijlagen", "kop_uiterlijk"), 20),
        ),
        rows=tuple(
            (
                str(condition.number),
                condition.text,
                condition.proof.strip() or _NONE,
                messages.day(condition.due_on) if condition.due_on else _NONE,
            )
            for condition in facts.conditions
        ),
    )


_BODIES = {"scores": _scores, "financiering": _financing, "voorwaarden": _conditions}
