"""The minutes of a meeting as content, from its facts and the editable texts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime

from delpanel import messages
from delpanel.letters.content import (
    Align,
    Block,
    Bullets,
    Column,
    Grid,
    Head,
    Heading,
    LetterContent,
    SignatureLine,
    Signatures,
    Text,
    TextStyle,
)
from delpanel.letters.figures import listed
from delpanel.letters.minutes_facts import AwayFacts, ItemFacts, MinutesFacts, WordsFacts
from delpanel.letters.texts import Texts, fill, load_texts

_NONE = "\u2013"
_ROOM = 28
"""Room for the first criterion of a dossier, in millimetres."""


def compose_minutes(facts: MinutesFacts, texts: Texts | None = None) -> LetterContent:
    """Compose the minutes; ``render`` makes the PDF and ``write_docx`` the document to edit.

    Raises:
        UserError: LETTER_FIELD_EMPTY names a field without content.
    """
    words = _Words(texts or load_texts(), facts)
    blocks: list[Block] = [Heading(1, words.line("titel"))]
    if facts.closed_at is None:
        blocks.append(Text(words.line("ontwerp")))
    blocks += [
        Text(words.line("vertrouwelijk"), style=TextStyle.NOTE),
        *_present(facts, words),
        *_agenda(facts, words),
    ]
    for item in facts.items:
        blocks += _item(item, words)
    general = _said(facts.words, words)
    if general:
        blocks += [Heading(2, words.line("titel_varia")), Bullets(general)]
    blocks += _closing(facts, words)
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
    )


class _Words:
    """The texts of the minutes with the fields that stand for the whole meeting."""

    def __init__(self, texts: Texts, facts: MinutesFacts) -> None:
        self._texts = texts
        self._name = f"{facts.call_title}, {facts.number}"
        self._values = {
            "oproep.titel": facts.call_title,
            "oproep.soort": facts.call_kind,
            "afzender.orgaan": facts.authority,
            "zitting.nr": str(facts.number),
            "score.max": "100",
        }
        self.page_words = " ".join(texts.paragraphs("kader", "bladzijde"))

    def line(self, key: str, own: Mapping[str, str] | None = None) -> str:
        """Give a text with its fields filled."""
        text = " ".join(self._texts.paragraphs("zitting", key))
        return fill(text, {**self._values, **(own or {})}, self._name)

    def column(self, key: str, share: int, align: Align = Align.LEFT) -> Column:
        """Give a column under the head text of this key."""
        return Column(self.line(f"kop_{key}"), share, align)


def _head(facts: MinutesFacts, words: _Words) -> Head:
    hours = {"uur.van": _hour(facts.opened_at)}
    if facts.closed_at is None:
        times = words.line("uren_bezig", hours)
    else:
        times = words.line("uren_van_tot", {**hours, "uur.tot": _hour(facts.closed_at)})
    references = [
        (words.line("oproep"), f"{facts.call_title}, {facts.call_kind}"),
        (words.line("datum"), messages.day(facts.opened_at.date())),
        (words.line("plaats"), facts.place or words.line("plaats_geen")),
        (words.line("uren"), times),
        (words.line("voorzitter"), facts.chair),
    ]
    if facts.deputy:
        references.append((words.line("plaatsvervanger"), facts.deputy))
    return Head(facts.authority, facts.department, (), (), tuple(references))


def _present(facts: MinutesFacts, words: _Words) -> Iterator[Block]:
    yield Heading(2, words.line("titel_aanwezig"))
    yield Grid(
        summary=words.line("titel_aanwezig"),
        columns=(
            words.column("naam", 36),
            words.column("organisatie", 36),
            words.column("rol", 28),
        ),
        rows=tuple(
            (member.name, member.organisation or _NONE, words.line(f"rol_{member.role}"))
            for member in facts.members
        ),
    )
    if facts.absent:
        yield Text(words.line("afwezig", {"zitting.namen": listed(list(facts.absent))}))
    for one in facts.away:
        yield Text(_away(one, words))


def _away(one: AwayFacts, words: _Words) -> str:
    own = {"lid.naam": one.name}
    if one.out_at is None and one.in_at is not None:
        return words.line("later_binnen", {**own, "uur.tot": _hour(one.in_at)})
    own["uur.van"] = "" if one.out_at is None else _hour(one.out_at)
    if one.in_at is None:
        return words.line("vertrokken", own)
    return words.line("even_weg", {**own, "uur.tot": _hour(one.in_at)})


def _agenda(facts: MinutesFacts, words: _Words) -> Iterator[Block]:
    if facts.items:
        yield Heading(2, words.line("titel_agenda"))
        yield Text(words.line("agenda"))
        yield Grid(
            summary=words.line("titel_agenda"),
            columns=(
                words.column("nr", 7, Align.RIGHT),
                words.column("dossier", 14),
                words.column("consortium", 40),
                words.column("provincie", 24),
                words.column("duur", 15, Align.RIGHT),
            ),
            rows=tuple(
                (str(n), item.dossier, item.name, item.province or _NONE, str(item.minutes))
                for n, item in enumerate(facts.items, 1)
            ),
        )
    if facts.not_treated:
        named = {"zitting.dossiers": listed(list(facts.not_treated))}
        yield Text(words.line("niet_behandeld", named))


def _item(item: ItemFacts, words: _Words) -> Iterator[Block]:
    named = {"dossier.nr": item.dossier, "dossier.titel": item.name}
    yield Heading(2, words.line("titel_dossier", named), _ROOM)
    told = [_turn(turn, words) for turn in item.turns]
    if item.presided:
        told.append(words.line("voorgezeten", {"lid.naam": item.presided}))
    yield Text(" ".join(told))
    for away in item.recusals:
        yield Text(_recusal(away, words))
    yield from _agreed(item, words, named)
    if item.approved:
        yield Text(words.line("ingestemd", {"zitting.namen": listed(list(item.approved))}))
    for name, said in item.dissents:
        own = {"lid.naam": name, "zitting.tekst": said}
        yield Text(words.line("afwijkend" if said.strip() else "afwijkend_zonder", own))
    rest = _said(item.words, words)
    if rest:
        yield Bullets(rest)


def _turn(turn: tuple[datetime, datetime | None], words: _Words) -> str:
    start, end = turn
    if end is None:
        return words.line("behandeld_bezig", {"uur.van": _hour(start)})
    return words.line("behandeld", {"uur.van": _hour(start), "uur.tot": _hour(end)})


def _recusal(away: AwayFacts, words: _Words) -> str:
    own = {"lid.naam": away.name, "uur.van": "" if away.out_at is None else _hour(away.out_at)}
    if away.in_at is None:
        return words.line("buiten_einde", own)
    return words.line("buiten", {**own, "uur.tot": _hour(away.in_at)})


def _agreed(item: ItemFacts, words: _Words, named: Mapping[str, str]) -> Iterator[Block]:
    if not item.agreed:
        yield Text(words.line("consensus_geen"))
        return
    yield Grid(
        summary=words.line("criteria_tabel", named),
        columns=(
            words.column("criterium", 24),
            words.column("punten", 13, Align.RIGHT),
            words.column("motivering", 63),
        ),
        rows=tuple(
            (
                one.criterion,
                _NONE if one.points_cp is None else messages.points(one.points_cp),
                one.motivation.strip() or words.line("motivering_geen"),
            )
            for one in item.agreed
        ),
    )
    if item.total:
        yield Text(words.line("totaal", {"score.totaal": item.total}))


def _said(said: WordsFacts, words: _Words) -> tuple[str, ...]:
    found: list[str] = []
    for question in said.questions:
        own = {"uur.van": _hour(question.asked_at), "zitting.tekst": question.text}
        asked = words.line("vraag", own)
        if question.answered_at is None:
            answer = words.line("antwoord_geen")
        else:
            at = {"uur.tot": _hour(question.answered_at), "zitting.tekst": question.answer}
            answer = words.line("antwoord", at)
        found.append(f"{asked} {answer}")
    for remark in said.remarks:
        key = "beslissing" if remark.is_decision else "nota"
        found.append(words.line(key, {"zitting.tekst": remark.text}))
    return tuple(found)


def _closing(facts: MinutesFacts, words: _Words) -> Iterator[Block]:
    yield Heading(2, words.line("titel_slot"))
    count = len(facts.items)
    key = {0: "behandeld_geen", 1: "behandeld_een"}.get(count, "behandeld_meer")
    treated = {"zitting.behandeld": words.line(key, {"aantal": str(count)})}
    if facts.closed_at is None:
        yield Text(words.line("slot_open", treated))
    else:
        yield Text(words.line("slot", {**treated, "uur.tot": _hour(facts.closed_at)}))
    checks = {
        "aantal": str(facts.event_count),
        "zitting.regel": str(facts.journal_line),
        "zitting.controlegetal": facts.journal_digest[:16],
    }
    yield Text(words.line("controle", checks), style=TextStyle.NOTE)
    signs = (words.line("teken_voorzitter"), words.line("teken_secretariaat"))
    name, day = words.line("teken_naam"), words.line("teken_datum")
    yield Signatures(
        words.line("ondertekening"), tuple(SignatureLine(sign, name, day) for sign in signs)
    )


def _hour(moment: datetime) -> str:
    return f"{moment:%H:%M}"
