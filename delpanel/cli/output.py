"""What the command line prints: tables or JSON on standard output, problems on standard error."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Sequence

from delpanel import messages
from delpanel.model.issues import Issue, Severity
from delpanel.progress import Progress, silent

_MARKS = {Severity.ERROR: "x", Severity.WARNING: "!", Severity.INFO: "·"}


def as_json(content: object) -> None:
    """Print one JSON document."""
    print(json.dumps(content, ensure_ascii=False, indent=2))


def line(text: str = "") -> None:
    """Print one line."""
    print(text)


def problem(text: str) -> None:
    """Print one sentence on standard error."""
    print(f"delpanel: {text}", file=sys.stderr)


def table(head: Sequence[str], rows: Iterable[Sequence[str]], right: frozenset[int]) -> None:
    """Print rows in columns; ``right`` names the columns that hold figures."""
    listed = [list(head), *(list(row) for row in rows)]
    widths = [max(len(row[i]) for row in listed) for i in range(len(head))]
    for number, row in enumerate(listed):
        cells = [
            cell.rjust(widths[i]) if i in right else cell.ljust(widths[i])
            for i, cell in enumerate(row)
        ]
        print("  ".join(cells).rstrip())
        if number == 0:
            print("  ".join("-" * width for width in widths))


def heads(language: str, *names: str) -> tuple[str, ...]:
    """Give the heads of a table in a language; an empty name is a column without one."""
    return tuple(messages.sentence(f"HEAD_{name}", {}, language) if name else "" for name in names)


def issues(found: Iterable[Issue], language: str) -> None:
    """Print findings, the gravest first."""
    order = list(Severity)
    lines = []
    for issue in sorted(found, key=lambda i: order.index(i.severity)):
        said = messages.of_issue(issue, language)
        lines.append(f" {_MARKS[issue.severity]} {_where(issue, said)}{said}")
    # rows that share one fault share its sentence
    for text in dict.fromkeys(lines):
        print(text)


def issue_as_plain(issue: Issue, language: str) -> dict[str, object]:
    """Give a finding as plain data with its sentence."""
    return {
        "code": issue.code,
        "severity": str(issue.severity),
        "dossier": issue.dossier,
        "file": issue.place.file,
        "sheet": issue.place.sheet,
        "cell": issue.place.cell,
        "blocks": issue.blocks,
        "params": dict(issue.params),
        "sentence": messages.of_issue(issue, language),
    }


def progress() -> Progress:
    """Give a progress line on a terminal, and silence everywhere else."""
    if not sys.stderr.isatty():
        return silent

    def show(done: int, total: int, code: str = "") -> None:
        bar = "#" * (20 * done // max(total, 1))
        end = "\n" if done >= total else ""
        sys.stderr.write(f"\r[{bar:<20}] {done}/{total} {code:<24}{end}")
        sys.stderr.flush()

    return show


def _where(issue: Issue, said: str) -> str:
    """Name dossier and cell before a sentence that does not name them itself."""
    place = issue.place
    cell = f"{place.sheet}!{place.cell}" if place.sheet and place.cell else place.cell
    parts = [part for part in (issue.dossier, cell) if part and part not in said]
    if issue.place.cell and issue.place.cell in said:
        parts = [part for part in parts if part != cell]
    return f"{' '.join(parts)}: " if parts else ""
