"""What is written into the journal of a draft, and when typing is one state or several.

Saving goes on while somebody types, so a state for each save would bury the history. A burst is
typing in one field with pauses of at most half a minute, two minutes at most, that takes no more
than twenty characters away; of a burst the journal holds the last state, and of one that ends in a
deletion the longest. What stood before a burst always stays.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Final

from delpanel.exchange.packs.draft_chain import chained, read_line
from delpanel.model.pack import Declaration, Draft, GivenApproval, PackCell
from delpanel.model.pack_change import ChangedField, JournalLine

PAUSE: Final = timedelta(seconds=30)
LONGEST: Final = timedelta(minutes=2)
DELETION: Final = 20
TYPED: Final = frozenset({ChangedField.MOTIVATION, ChangedField.NOTE})
_STEP: Final = timedelta(microseconds=1)

Field = tuple[ChangedField, str, str]


@dataclass(frozen=True, slots=True)
class Typing:
    """When the last change was made, by the clock as it stood, and the longest text of its burst.

    A text is deleted a few characters at a time as well: what counts is how much is gone since.
    """

    at: datetime
    peak: str


def with_lines(
    draft: Draft,
    pack: str,
    changed: Sequence[tuple[Field, str]],
    at: datetime,
    typing: Typing | None,
) -> tuple[Draft, Typing | None]:
    """Add what became of fields to the journal of a draft.

    Args:
        draft: what the journal lies in.
        pack: its id, on which the first line builds.
        changed: field, dossier and criterion, with what stands there now.
        at: the moment of the change, by a clock that may have gone back.
        typing: what the last change before this one gave; None when the draft was just opened.
    """
    lines = list(draft.journal)
    for (field, dossier, criterion), after in changed:
        last = read_line(lines[-1]) if lines else None
        stamp = later("" if last is None else last.at, at)
        entry = JournalLine(stamp, field, after, stamp, dossier, criterion)
        peak = after
        if last is not None and typing is not None and _goes_on(last, entry, at, typing.at):
            lines.pop()
            if _taken_away(typing.peak, after) > DELETION:
                lines.append(chained(lines, replace(last, after=typing.peak), pack))
            else:
                entry = replace(entry, since=last.since)
                peak = max(after, typing.peak, key=len)
        lines.append(chained(lines, entry, pack))
        typing = Typing(at, peak)
    return replace(draft, journal=tuple(lines)), typing


def cell_changes(before: PackCell, after: PackCell) -> list[tuple[Field, str]]:
    """Name the fields in which two versions of a cell differ, with what they become."""
    old, new = cell_values(before), cell_values(after)
    return [
        ((field, after.dossier, after.criterion), value)
        for field, value in new.items()
        if value != old[field]
    ]


def cell_values(cell: PackCell) -> dict[ChangedField, str]:
    """Give the fields of a cell as the journal writes them."""
    points = "" if cell.points_cp is None else str(cell.points_cp)
    return {
        ChangedField.POINTS: points,
        ChangedField.STATE: str(cell.state),
        ChangedField.MOTIVATION: cell.motivation,
    }


def declaration_changes(before: Declaration | None, after: Declaration) -> list[tuple[Field, str]]:
    """Name the fields in which two declarations differ, with what they become."""
    old, new = declaration_values(before), declaration_values(after)
    return [
        ((field, after.dossier, ""), value) for field, value in new.items() if value != old[field]
    ]


def declaration_values(declared: Declaration | None) -> dict[ChangedField, str]:
    """Give the fields of a declaration as the journal writes them; empty before there is one."""
    if declared is None:
        return dict.fromkeys((ChangedField.ANSWER, ChangedField.TYPE, ChangedField.NOTE), "")
    return {
        ChangedField.ANSWER: str(declared.answer),
        ChangedField.TYPE: "" if declared.type is None else str(declared.type),
        ChangedField.NOTE: declared.note,
    }


def approval_changes(before: GivenApproval | None, after: GivenApproval) -> list[tuple[Field, str]]:
    """Name the fields in which two answers on a dossier differ, with what they become."""
    old, new = approval_values(before), approval_values(after)
    return [
        ((field, after.dossier, ""), value) for field, value in new.items() if value != old[field]
    ]


def approval_values(given: GivenApproval | None) -> dict[ChangedField, str]:
    """Give the fields of an answer as the journal writes them; empty before there is one."""
    if given is None:
        return {ChangedField.ANSWER: "", ChangedField.NOTE: ""}
    return {ChangedField.ANSWER: str(given.answer), ChangedField.NOTE: given.note}


def later(before: str, at: datetime) -> str:
    """Give a moment after the one before, also where the clock of the machine went back."""
    now = moment(at)
    return now if now > before else moment(datetime.fromisoformat(before) + _STEP)


def moment(at: datetime) -> str:
    """Write a moment so that texts sort as moments do."""
    return at.astimezone(UTC).isoformat(timespec="microseconds")


def _goes_on(last: JournalLine, entry: JournalLine, at: datetime, touched: datetime) -> bool:
    here = (entry.field, entry.dossier, entry.criterion)
    if (last.field, last.dossier, last.criterion) != here or entry.field not in TYPED:
        return False
    together = timedelta(0) <= at - touched <= PAUSE
    return together and at - datetime.fromisoformat(last.since) <= LONGEST


def _taken_away(before: str, after: str) -> int:
    """Count the characters of a text that a change of one stretch takes away."""
    shorter = min(len(before), len(after))
    start = next((n for n in range(shorter) if before[n] != after[n]), shorter)
    room = shorter - start
    end = next((n for n in range(room) if before[-1 - n] != after[-1 - n]), room)
    return len(before) - start - end
