"""From facts to the content of a letter: what it says and in which order. No layout, no clock."""

from __future__ import annotations

from delpanel.letters.compose_annexes import annex_numbers, annexes
from delpanel.letters.compose_frame import closing, head, legal_basis, procedure
from delpanel.letters.compose_money import amounts, conditions, reductions, state_aid
from delpanel.letters.compose_reasons import by_gap, reasons
from delpanel.letters.content import Block, Heading, LetterContent, Text, TextStyle
from delpanel.letters.facts import APPROVALS, LetterFacts
from delpanel.letters.facts_check import check_facts
from delpanel.letters.texts import Texts, load_texts
from delpanel.letters.wording import Wording


def compose(facts: LetterFacts, texts: Texts | None = None) -> LetterContent:
    """Compose the letter of one decision.

    Raises:
        UserError: an empty motivation (LETTER_MOTIVATION_EMPTY), reason (LETTER_REASON_EMPTY) or
            field (LETTER_FIELD_EMPTY), amounts that do not add up, or facts that contradict the
            decision or the deciding policy. No letter leaves with a gap.
    """
    check_facts(facts)
    wording = Wording(texts or load_texts(), facts)
    wording.set(annex_numbers(facts))
    section = facts.decision.code.lower()
    blocks: list[Block] = [
        Heading(1, wording.line(section, "betreft")),
        Text(wording.line("kader", "aanhef"), style=TextStyle.SALUTATION),
        Heading(2, wording.line("kader", "titel_beslissing")),
        *(Text(paragraph) for paragraph in wording.lines(section, by_gap(facts, "beslissing"))),
        *legal_basis(facts, wording),
        *procedure(facts, wording),
        *reasons(facts, wording),
    ]
    if facts.decision.code in APPROVALS:
        blocks += [
            *amounts(facts, wording),
            *reductions(facts, wording),
            *conditions(facts, wording),
            *state_aid(facts, wording),
        ]
    blocks += [*closing(facts, wording), *annexes(facts, wording)]
    title = wording.line(section, "betreft").removeprefix("Betreft: ")
    return LetterContent(
        title=title[:1].upper() + title[1:],
        subject=wording.line("kader", "onderwerp"),
        author=facts.call.letter_set.sender.authority,
        made_on=facts.decision.letter_on,
        head=head(facts, wording),
        blocks=tuple(blocks),
        footer=wording.line("kader", "voet"),
        running_head=wording.line("kader", "vervolg"),
        page_words=wording.raw("kader", "bladzijde"),
    )
