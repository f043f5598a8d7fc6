"""Findings as the window shows them: one bar each, or one line for the same finding on many."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QCoreApplication

from delpanel import messages
from delpanel.errors import UserError
from delpanel.model.issues import Issue, Place, Severity
from scoring.errors import ScoringError
from ui.kit.columns import Column, Mark
from ui.kit.notify import Kind, Message
from ui.kit.record_table import RecordTable
from ui.kit.tokens import Role
from ui.models.points import window_language

KINDS: Final = {
    Severity.ERROR: Kind.BAD,
    Severity.WARNING: Kind.WARN,
    Severity.INFO: Kind.INFO,
}
ORDER: Final = (Severity.ERROR, Severity.WARNING, Severity.INFO)
_MARKS: Final[dict[Severity, tuple[str, Role]]] = {
    Severity.ERROR: ("err", "bad"),
    Severity.WARNING: ("warn", "warn"),
    Severity.INFO: ("info", "text2"),
}


@dataclass(frozen=True, slots=True)
class Finding:
    """One sentence with every dossier and cell it stands on."""

    severity: Severity
    sentence: str
    dossiers: tuple[str, ...]
    places: tuple[Place, ...]


def issue_message(issue: Issue) -> Message:
    """Give a finding as a bar: what is the case in semibold, then what to do."""
    lead, text = split_sentence(messages.of_issue(issue, window_language()))
    return Message(KINDS[issue.severity], lead, text, can_close=False)


def refusal_message(error: UserError | ScoringError, key: str = "refused") -> Message:
    """Give a refusal as a bar; it takes the place of the previous one."""
    lead, text = split_sentence(messages.of_error(error, window_language()))
    return Message(Kind.BAD, lead, text, key=key)


def split_sentence(said: str) -> tuple[str, str]:
    """Split after the first sentence; a point inside a figure or a file name ends none."""
    end = said.find(". ")
    return (said, "") if end < 0 else (said[: end + 1], said[end + 2 :])


def by_gravity(issues: Iterable[Issue]) -> list[Issue]:
    """Order findings by gravity, the gravest first; equal ones keep their order."""
    return sorted(issues, key=lambda issue: ORDER.index(issue.severity))


def grouped(issues: Iterable[Issue]) -> tuple[Finding, ...]:
    """Take the same sentence on many dossiers together, the gravest first."""
    language = window_language()
    found: dict[tuple[Severity, str], list[Issue]] = {}
    for issue in by_gravity(issues):
        key = (issue.severity, messages.of_issue(issue, language))
        found.setdefault(key, []).append(issue)
    return tuple(
        Finding(
            severity,
            said,
            tuple(dict.fromkeys(issue.dossier for issue in same if issue.dossier)),
            tuple(dict.fromkeys(issue.place for issue in same)),
        )
        for (severity, said), same in found.items()
    )


def place_text(places: Sequence[Place]) -> str:
    """Say where a finding stands: sheet and cells, and the file where there is room for it."""
    if not places:
        return ""
    sheets = dict.fromkeys(place.sheet for place in places if place.sheet)
    cells = [place.cell for place in places if place.cell]
    said = f"{cells[0]}\N{HORIZONTAL ELLIPSIS}{cells[-1]}" if len(cells) > 2 else ", ".join(cells)
    parts = (", ".join(sheets) or places[0].file, said)
    return ", ".join(part for part in parts if part)


def severity_mark(severity: Severity) -> Mark:
    """Give the icon of a gravity."""
    return Mark(*_MARKS[severity])


def severity_word(severity: Severity) -> str:
    """Name a gravity."""
    return {
        Severity.ERROR: _tr("fout"),
        Severity.WARNING: _tr("let op"),
        Severity.INFO: _tr("nota"),
    }[severity]


def severity_words(severity: Severity, count: int) -> str:
    """Name a gravity beside a number of findings."""
    translate = QCoreApplication.translate
    return {
        Severity.ERROR: translate("Issues", "fouten", "", count),
        Severity.WARNING: translate("Issues", "waarschuwingen", "", count),
        Severity.INFO: translate("Issues", "nota's", "", count),
    }[severity]


def finding_table() -> RecordTable[Finding]:
    """Make an empty table of findings."""
    return RecordTable(finding_columns(), key=lambda row: (row.severity, row.sentence))


def finding_columns() -> tuple[Column[Finding], ...]:
    """Give the columns in the language of the window."""
    return (
        Column[Finding](
            "severity",
            _tr("Ernst"),
            lambda f: ORDER.index(f.severity),
            text=lambda f: severity_word(f.severity),
            mark=lambda f: severity_mark(f.severity),
            tone=lambda f: _MARKS[f.severity][1],
            width=96,
        ),
        Column[Finding]("where", _tr("Waar"), lambda f: place_text(f.places), width=136, tip=_all),
        Column[Finding]("who", _tr("Dossier"), lambda f: len(f.dossiers), text=_who, width=108),
        Column[Finding](
            "said",
            _tr("Bevinding en wat te doen"),
            lambda f: f.sentence,
            width=420,
            stretch=True,
            tip=lambda f: f.sentence,
        ),
    )


def count_words(errors: int, warnings: int, infos: int) -> tuple[str, Severity | None]:
    """Say how many findings a dossier has, by the gravest kind; None where there is none."""
    if errors:
        return _count(_tr("1 fout"), _tr("{0} fouten"), errors), Severity.ERROR
    if warnings:
        return _count(_tr("1 open vraag"), _tr("{0} open vragen"), warnings), Severity.WARNING
    if infos:
        return _count(_tr("1 nota"), _tr("{0} nota's"), infos), Severity.INFO
    return _tr("geen"), None


def marked(counted: Callable[[], Severity | None]) -> Mark | None:
    """Give the mark of a count, none where there is nothing."""
    severity = counted()
    return None if severity is None else severity_mark(severity)


def _count(one: str, many: str, number: int) -> str:
    return one if number == 1 else many.format(number)


def _who(finding: Finding) -> str:
    count = len(finding.dossiers)
    if not count:
        return _tr("hele lijst")
    return finding.dossiers[0] if count == 1 else _tr("{0} dossiers").format(count)


def _all(finding: Finding) -> str:
    return ", ".join(place.cell for place in finding.places if place.cell)


def _tr(text: str) -> str:
    return QCoreApplication.translate("Issues", text)
