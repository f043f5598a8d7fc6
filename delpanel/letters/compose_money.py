"""Amounts, reductions, conditions and State aid of an approval; figures come as they are."""

from __future__ import annotations

from datetime import date

from delpanel import messages
from delpanel.errors import UserError
from delpanel.letters.call_facts import DeMinimisRegime
from delpanel.letters.content import Align, Block, Column, Grid, Heading, Text, TextStyle
from delpanel.letters.facts import AidFacts, AmountFacts, LetterFacts
from delpanel.letters.figures import euro, rate, rate_text
from delpanel.letters.wording import Wording


def amounts(facts: LetterFacts, wording: Wording) -> list[Block]:
    """Give the financing of the accepted costs, and the duties that come with the money."""
    if facts.amounts is None:
        return []
    return [
        Heading(2, wording.line("kader", "titel_bedragen")),
        Text(wording.line("bedragen", "bedragen_inleiding")),
        _financing(facts.amounts, wording),
        Text(wording.line("bedragen", "bedragen_gebruik")),
        Text(wording.line("bedragen", "bedragen_aanvaarding")),
    ]


def reductions(facts: LetterFacts, wording: Wording) -> list[Block]:
    """Explain each reduction; nothing where there is none."""
    if not facts.reductions:
        return []
    blocks: list[Block] = [
        Heading(2, wording.line("kader", "titel_verlaging")),
        Text(wording.line("bedragen", "verlaging_inleiding")),
    ]
    for reduction in facts.reductions:
        own = {
            "verlaging.post": reduction.heading,
            "verlaging.gevraagd": euro(reduction.requested_cents),
            "verlaging.aanvaard": euro(reduction.accepted_cents),
            "verlaging.reden": reduction.reason,
        }
        title = wording.line("bedragen", "verlaging_titel", own)
        blocks += [Heading(3, title), Text(wording.line("bedragen", "verlaging_regel", own))]
    return blocks


def conditions(facts: LetterFacts, wording: Wording) -> list[Block]:
    """State each condition with its proof and last day; nothing where there is none."""
    if not facts.conditions:
        return []
    blocks: list[Block] = [
        Heading(2, wording.line("kader", "titel_voorwaarden")),
        Text(wording.line("bedragen", "voorwaarden_inleiding")),
    ]
    for condition in facts.conditions:
        own = {
            "voorwaarde.nr": str(condition.number),
            "voorwaarde.bewijs": condition.proof.strip().removesuffix("."),
            "voorwaarde.datum": messages.day(condition.due_on) if condition.due_on else "",
        }
        blocks += [
            Heading(3, wording.line("bedragen", "voorwaarde_titel", own)),
            Text(condition.text),
        ]
        after = [
            wording.line("bedragen", key, own)
            for key, present in (
                ("voorwaarde_bewijs", condition.proof.strip()),
                ("voorwaarde_datum", condition.due_on),
            )
            if present
        ]
        blocks += [Text(" ".join(after), style=TextStyle.NOTE)] if after else []
    return [*blocks, Text(wording.line("bedragen", "voorwaarden_slot"))]


def state_aid(facts: LetterFacts, wording: Wording) -> list[Block]:
    """Give the legal ground of every part of the aid: exempted, de minimis, or no State aid."""
    if facts.amounts is None:
        return []
    rows = facts.amounts.aid
    exempted = [row for row in rows if row.variant == "gber"]
    blocks: list[Block] = [
        Heading(2, wording.line("kader", "titel_staatssteun")),
        Text(wording.line("bedragen", "steun_inleiding")),
    ]
    if exempted:
        blocks += [Text(wording.line("bedragen", "steun_agvv")), _exempted(exempted, wording)]
    for row in rows:
        if row.variant == "de_minimis":
            own = {**_aid_fields(row), **_regime_fields(facts)}
            blocks.append(Text(wording.line("bedragen", "steun_minimis", own)))
        elif row.variant == "no_aid":
            blocks.append(Text(wording.line("bedragen", "steun_geen", _aid_fields(row))))
    if facts.amounts.aid_number.strip():
        blocks.append(Text(wording.line("bedragen", "steun_nummer")))
    return blocks


def regime_on(regimes: tuple[DeMinimisRegime, ...], awarded_on: date) -> DeMinimisRegime | None:
    """Find the de minimis regulation in force on the day of award; None where none is known."""
    return next((r for r in regimes if r.award_from <= awarded_on <= r.award_to), None)


def _financing(money: AmountFacts, wording: Wording) -> Grid:
    cost = money.eligible_cost_cents
    asked: list[int | None] = [money.requested_erdf_cents, money.requested_flemish_cents]
    given = [
        ("rij_efro", asked[0], money.awarded_erdf_cents),
        ("rij_vlaams", asked[1], money.awarded_flemish_cents),
        ("rij_andere", None, money.other_public_cents),
        ("rij_eigen", None, money.own_cents),
    ]
    rows = [
        (
            wording.line("bedragen", label),
            "\u2013" if requested is None else messages.money(requested),
            messages.money(cents),
            rate(cents, cost),
        )
        for label, requested, cents in given
        if cents or label != "rij_andere"
    ]
    total = wording.line("bedragen", "rij_totaal")
    rows.append((total, "", messages.money(cost), rate(cost, cost)))
    return Grid(
        summary=wording.line("bedragen", "kop_post"),
        columns=(
            Column(wording.line("bedragen", "kop_post"), 40),
            Column(f"{wording.line('bedragen', 'kop_gevraagd')} (euro)", 22, Align.RIGHT),
            Column(f"{wording.line('bedragen', 'kop_toegekend')} (euro)", 22, Align.RIGHT),
            Column(wording.line("bedragen", "kop_aandeel"), 16, Align.RIGHT),
        ),
        rows=tuple(rows),
        has_total=True,
    )


def _exempted(rows: list[AidFacts], wording: Wording) -> Grid:
    return Grid(
        summary=wording.line("bedragen", "steun_agvv_tabel"),
        columns=(
            Column(wording.line("bedragen", "kop_partner"), 23),
            Column(wording.line("bedragen", "kop_grond"), 30),
            Column(wording.line("bedragen", "kop_kost"), 15, Align.RIGHT),
            Column(wording.line("bedragen", "kop_steun"), 15, Align.RIGHT),
            Column(wording.line("bedragen", "kop_percentage"), 12, Align.RIGHT),
            Column(wording.line("bedragen", "kop_maximum"), 12, Align.RIGHT),
        ),
        rows=tuple(
            (
                row.partner,
                wording.line("bedragen", "artikel", _aid_fields(row)),
                messages.money(row.cost_cents),
                messages.money(row.aid_cents),
                rate(row.aid_cents, row.cost_cents),
                rate_text(row.maximum_bp),
            )
            for row in rows
        ),
    )


def _aid_fields(row: AidFacts) -> dict[str, str]:
    return {
        "steun.partner": row.partner,
        "steun.bedrag": euro(row.aid_cents),
        "steun.kost": euro(row.cost_cents),
        "steun.artikel": row.article,
        "steun.verordening": row.legal_reference,
        "steun.regel": row.rule_name,
    }


def _regime_fields(facts: LetterFacts) -> dict[str, str]:
    awarded_on = facts.decision.decided_on
    regime = regime_on(facts.call.letter_set.regimes, awarded_on)
    if regime is None:
        raise UserError(
            "LETTER_NO_REGIME", dossier=facts.dossier.id, award_on=awarded_on.isoformat()
        )
    return {
        "minimis.verordening": regime.regulation,
        "minimis.plafond": euro(regime.ceiling_cents),
        "minimis.periode": regime.period,
    }
