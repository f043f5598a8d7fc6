"""What an overview tells where there is some: synergy, approvals, voided points, changes."""

from __future__ import annotations

from collections.abc import Iterator

from delpanel.letters.content import Align, Block, Grid, Heading, Text
from delpanel.letters.overview_facts import OverviewFacts
from delpanel.letters.overview_words import NONE, OverviewWords


def synergies(facts: OverviewFacts, words: OverviewWords) -> Iterator[Block]:
    """List the pairs that were declared, and whether each counts; nothing where there are none."""
    if facts.synergies:
        yield Heading(2, words.line("titel_samenhang"))
        yield Text(words.line("samenhang"))
        columns = (
            words.column("dossiers", 16),
            words.column("punten", 9, Align.RIGHT),
            words.column("telt", 30),
            words.column("reden", 57),
        )
        yield Grid(summary=words.line("titel_samenhang"), columns=columns, rows=facts.synergies)


def approvals(facts: OverviewFacts, words: OverviewWords) -> Iterator[Block]:
    """Say how many members stand behind each dossier; nothing where nobody was asked."""
    if not facts.approvals:
        return
    yield Heading(2, words.line("titel_goedkeuring"))
    yield Text(words.line("goedkeuring"))
    yield Grid(
        summary=words.line("titel_goedkeuring"),
        columns=(
            words.column("dossier", 9),
            words.column("goedgekeurd", 12, Align.RIGHT),
            words.column("afwijkend", 91),
        ),
        rows=tuple(
            (row.dossier_id, f"{row.approved} / {row.required}", "; ".join(row.dissent) or NONE)
            for row in facts.approvals
        ),
    )


def voided(facts: OverviewFacts, words: OverviewWords) -> Iterator[Block]:
    """List what a conflict of interest voided; nothing where there is none."""
    if facts.voided:
        yield Heading(2, words.line("titel_vervallen"))
        yield Text(words.line("vervallen"))
        shares = (("dossier", 9), ("criteria", 12), ("reden", 91))
        columns = tuple(words.column(name, share) for name, share in shares)
        yield Grid(summary=words.line("titel_vervallen"), columns=columns, rows=facts.voided)


def changes(facts: OverviewFacts, words: OverviewWords) -> Iterator[Block]:
    """List the later versions of the call with their reasons; nothing where there are none."""
    if facts.changes:
        yield Heading(2, words.line("titel_gewijzigd"))
        yield Text(words.line("gewijzigd"))
        shares = (
            ("versie", 8, Align.RIGHT),
            ("wijziging", 52, Align.LEFT),
            ("reden", 52, Align.LEFT),
        )
        yield Grid(
            summary=words.line("titel_gewijzigd"),
            columns=tuple(words.column(name, share, align) for name, share, align in shares),
            rows=tuple((str(c.version), c.words, c.reason or NONE) for c in facts.changes),
        )
