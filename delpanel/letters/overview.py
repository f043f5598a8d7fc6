"""One overview for the chair: both policies, ranking, awards, reserve list, reasons, digest."""

from __future__ import annotations

from collections.abc import Iterator

from delpanel import messages
from delpanel.letters.content import (
    Align,
    Block,
    Column,
    Grid,
    Head,
    Heading,
    LetterContent,
    Text,
    TextStyle,
)
from delpanel.letters.figures import exact
from delpanel.letters.overview_facts import OverviewFacts, OverviewRow, PolicyFacts
from delpanel.letters.overview_notes import approvals, changes, synergies, voided
from delpanel.letters.overview_words import NONE, OverviewWords
from delpanel.letters.texts import Texts, load_texts
from scoring.rules import Policy

_NAMES = {Policy.COVERAGE: "dekking", Policy.RANKING: "rangorde"}


def compose_overview(facts: OverviewFacts, texts: Texts | None = None) -> LetterContent:
    """Compose the overview; ``render`` makes the PDF. UserError LETTER_FIELD_EMPTY by name."""
    words = OverviewWords(texts or load_texts(), facts)
    blocks: list[Block] = [
        Heading(1, words.line("titel")),
        Text(words.line("vertrouwelijk"), style=TextStyle.NOTE),
        *_policies(facts, words),
        *synergies(facts, words),
        *_ranking(facts, words),
        *_awards(facts, words),
        *_reserve(facts, words),
        *_reasons(facts, words),
        *approvals(facts, words),
        *voided(facts, words),
        *changes(facts, words),
        Heading(2, words.line("titel_controle")),
        Text(
            words.line(
                "controle",
                {"aantal": str(facts.allocation_number), "bedrag": facts.allocation_digest},
            )
        ),
    ]
    return LetterContent(
        title=words.line("titel"),
        subject=words.line("onderwerp"),
        author=facts.authority,
        made_on=facts.made_on,
        head=_head(facts, words),
        blocks=tuple(blocks),
        footer=words.line("voet"),
        running_head=words.line("vervolg"),
        page_words=words.page_words,
        is_landscape=True,
    )


def _head(facts: OverviewFacts, words: OverviewWords) -> Head:
    number = {"aantal": str(facts.allocation_number)}
    return Head(
        authority=facts.authority,
        department=facts.department,
        sender=(),
        addressee=(),
        references=(
            (words.line("oproep"), f"{facts.call_title}, {facts.call_kind}"),
            (words.line("kenmerk"), facts.call_code),
            (words.line("enveloppen"), words.line("enveloppen_bedrag")),
            (words.line("vastgelegd"), words.line("vastgelegd_op", number)),
            (words.line("datum"), messages.day(facts.made_on)),
        ),
    )


def _policies(facts: OverviewFacts, words: OverviewWords) -> Iterator[Block]:
    yield Heading(2, words.line("titel_beleid"))
    for policy in facts.policies:
        if policy.is_deciding:
            name = words.line(_NAMES[policy.policy])
            kind = "beleid_gekozen" if facts.departure else "beleid_beslist"
            yield Text(words.line(kind, {"bedrag": name}))
            if facts.departure:
                yield Text(f"{words.line('kop_reden')}: {facts.departure}")
    yield Grid(
        summary=words.line("titel_beleid"),
        columns=(
            words.column("beleid", 20),
            words.column("gesteund", 22),
            words.column("provincies", 9, Align.RIGHT),
            words.column("som", 13, Align.RIGHT),
            words.column("efro", 12, Align.RIGHT),
            Column(f"EFRO, {words.line('kop_rest').lower()}", 13, Align.RIGHT),
            words.column("vlaams", 12, Align.RIGHT),
            Column(f"Vlaams, {words.line('kop_rest').lower()}", 13, Align.RIGHT),
        ),
        rows=tuple(_policy_row(facts, policy, words) for policy in facts.policies),
    )


def _policy_row(facts: OverviewFacts, policy: PolicyFacts, words: OverviewWords) -> tuple[str, ...]:
    beside = next((one.total_sum for one in facts.policies if one is not policy), "")
    name = words.line(_NAMES[policy.policy])
    return (
        words.line("beslissend", {"bedrag": name}) if policy.is_deciding else name,
        ", ".join(policy.funded) or NONE,
        str(policy.province_count),
        exact(policy.total_sum, beside),
        messages.money(policy.erdf_cents),
        messages.money(facts.erdf_envelope_cents - policy.erdf_cents),
        messages.money(policy.flemish_cents),
        messages.money(facts.flemish_envelope_cents - policy.flemish_cents),
    )


def _ranking(facts: OverviewFacts, words: OverviewWords) -> Iterator[Block]:
    yield Heading(2, words.line("titel_rangschikking"))
    yield Text(words.line("rangschikking" if facts.total_threshold else "rangschikking_zonder"))
    yield Text(words.line(f"grondslag_{facts.basis}"))
    yield Grid(
        summary=words.line("titel_rangschikking"),
        columns=(
            words.column("rang", 6, Align.RIGHT),
            words.column("dossier", 9),
            words.column("consortium", 24),
            words.column("provincie", 17),
            *(Column(criterion.name, 15, Align.RIGHT) for criterion in facts.criteria),
            words.column("totaal", 10, Align.RIGHT),
            words.column("code", 9),
            words.column("sleutel", 17),
        ),
        rows=tuple(_ranking_row(row) for row in facts.rows),
    )


def _ranking_row(row: OverviewRow) -> tuple[str, ...]:
    return (
        NONE if row.rank is None else str(row.rank),
        row.dossier_id,
        row.name,
        row.province or NONE,
        *(NONE if points is None else messages.points(points) for points in row.points_cp),
        row.display or NONE,
        row.decision_code or NONE,
        row.decided_by or NONE,
    )


def _awards(facts: OverviewFacts, words: OverviewWords) -> Iterator[Block]:
    yield Heading(2, words.line("titel_toekenning"))
    funded = [row for row in facts.rows if row.awarded_erdf_cents or row.awarded_flemish_cents]
    if not funded:
        yield Text(words.line("toekenning_geen"))
        return
    yield Text(words.line("toekenning"))
    deciding = next((policy for policy in facts.policies if policy.is_deciding), None)
    rows = [
        (
            row.dossier_id,
            row.lead_partner,
            row.province or NONE,
            _money(row.eligible_cost_cents),
            messages.money(row.awarded_erdf_cents),
            messages.money(row.awarded_flemish_cents),
            messages.money(row.own_cents),
        )
        for row in funded
    ]
    if deciding is not None:
        total = (words.line("rij_som"), "", "", "")
        sums = (messages.money(deciding.erdf_cents), messages.money(deciding.flemish_cents), "")
        rows.append((*total, *sums))
    yield Grid(
        summary=words.line("titel_toekenning"),
        columns=(
            words.column("dossier", 10),
            words.column("promotor", 30),
            words.column("provincie", 16),
            words.column("kosten", 15, Align.RIGHT),
            words.column("efro", 15, Align.RIGHT),
            words.column("vlaams", 15, Align.RIGHT),
            words.column("eigen", 15, Align.RIGHT),
        ),
        rows=tuple(rows),
        has_total=deciding is not None,
    )


def _reserve(facts: OverviewFacts, words: OverviewWords) -> Iterator[Block]:
    yield Heading(2, words.line("titel_reserve"))
    # the rows stand in strict order, and so does the reserve list
    listed = [row for row in facts.rows if row.reserve_place is not None]
    if not listed:
        yield Text(words.line("reserve_geen"))
        return
    yield Text(words.line("reserve" if facts.reserve_until else "reserve_open"))
    yield Grid(
        summary=words.line("titel_reserve"),
        columns=(
            words.column("plaats", 8, Align.RIGHT),
            words.column("dossier", 10),
            words.column("consortium", 30),
            words.column("provincie", 18),
            words.column("totaal", 10, Align.RIGHT),
            words.column("gevraagd_efro", 16, Align.RIGHT),
            words.column("gevraagd_vlaams", 16, Align.RIGHT),
        ),
        rows=tuple(
            (
                str(row.reserve_place),
                row.dossier_id,
                row.name,
                row.province or NONE,
                row.display or NONE,
                _money(row.requested_erdf_cents),
                _money(row.requested_flemish_cents),
            )
            for row in listed
        ),
    )


def _reasons(facts: OverviewFacts, words: OverviewWords) -> Iterator[Block]:
    yield Heading(2, words.line("titel_redenen"))
    yield Grid(
        summary=words.line("titel_redenen"),
        columns=(
            words.column("dossier", 9),
            words.column("consortium", 24),
            words.column("code", 9),
            words.column("reden", 70),
        ),
        rows=tuple(
            (row.dossier_id, row.name, row.decision_code or NONE, row.reason) for row in facts.rows
        ),
    )


def _money(cents: int | None) -> str:
    return NONE if cents is None else messages.money(cents)
