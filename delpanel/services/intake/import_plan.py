"""What an import would change: computed before anything is written, and written as one."""

from __future__ import annotations

import string
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, fields, replace
from enum import StrEnum

from delpanel.model.dossier import Dossier
from delpanel.model.issues import Issue, Place, Severity


class ChangeKind(StrEnum):
    """What an import does to one dossier."""

    NEW = "new"
    CHANGED = "changed"
    SAME = "same"
    BLOCKED = "blocked"


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One field that differs from what the panel holds, in words for a report."""

    field: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class DossierChange:
    """One dossier of an import with its findings and, if changed, what changed."""

    kind: ChangeKind
    dossier: Dossier
    issues: tuple[Issue, ...] = ()
    changes: tuple[FieldChange, ...] = ()

    @property
    def has_errors(self) -> bool:
        """Whether a finding of the gravest kind stands on it."""
        return any(issue.severity is Severity.ERROR for issue in self.issues)


@dataclass(frozen=True, slots=True)
class ImportPlan:
    """Everything one import would do.

    ``issues`` concern the source as a whole (a totals row that does not add up, a hidden sheet);
    ``digests`` are SHA-256 of the files by name; ``mapping`` is the column mapping as TOML text,
    empty for the official workbook.
    """

    sources: tuple[str, ...]
    changes: tuple[DossierChange, ...]
    issues: tuple[Issue, ...] = ()
    digests: Mapping[str, str] = field(default_factory=dict)
    mapping: str = ""
    based_on: int = 0

    def of_kind(self, kind: ChangeKind) -> tuple[DossierChange, ...]:
        """Give the dossiers an import treats in one way."""
        return tuple(change for change in self.changes if change.kind is kind)

    @property
    def all_issues(self) -> tuple[Issue, ...]:
        """Findings on the source, then those on its dossiers."""
        return (*self.issues, *(i for change in self.changes for i in change.issues))

    def count(self, severity: Severity) -> int:
        """Count findings of one severity."""
        return sum(issue.severity is severity for issue in self.all_issues)


@dataclass(frozen=True, slots=True)
class ImportReport:
    """What an import did, by id."""

    added: tuple[str, ...]
    replaced: tuple[str, ...]
    unchanged: tuple[str, ...]
    refused: tuple[str, ...]
    issues: tuple[Issue, ...]


def known_again(
    held: Mapping[str, Dossier], read: Iterable[Dossier], issues: Iterable[Issue]
) -> tuple[list[Dossier], list[Issue]]:
    """Give a dossier whose number differs from a held one only in writing that one's number.

    ``d01`` or ``D 01`` would otherwise stand beside ``D01`` as a second dossier. Where the source
    itself holds both, or the panel holds two such numbers, nothing is taken for anything else.
    """
    dossiers, found = list(read), list(issues)
    taken = [dossier.id for dossier in dossiers]
    spelled: dict[str, set[str]] = {}
    for name in (*held, *taken):
        spelled.setdefault(_folded(name), set()).add(name)
    meant: dict[str, str] = {}
    for typed in taken:
        others = spelled[_folded(typed)] - {typed}
        if typed not in held and len(others) == 1 and not others.intersection(taken):
            meant[typed] = others.pop()
    matched = [
        Issue(
            "DOSSIER_ID_MATCHED",
            Severity.WARNING,
            Place(dossier.origin.file, dossier.origin.sheet),
            {"typed": dossier.id, "id": meant[dossier.id]},
            meant[dossier.id],
        )
        for dossier in dossiers
        if dossier.id in meant
    ]
    again = [replace(dossier, id=meant.get(dossier.id, dossier.id)) for dossier in dossiers]
    moved = [replace(i, dossier=meant.get(i.dossier, i.dossier)) for i in found]
    return again, [*matched, *moved]


def compare(
    held: Mapping[str, Dossier],
    read: Iterable[Dossier],
    blocked: Iterable[Dossier],
    issues: Iterable[Issue],
) -> tuple[tuple[DossierChange, ...], tuple[Issue, ...]]:
    """Hold what was read against what the panel holds.

    Returns:
        One change per dossier in the order of the source, and the findings that concern none.
    """
    taken, kept_out = list(read), list(blocked)
    said, general = _shared_out([*taken, *kept_out], issues)
    changes = [
        _change(held.get(dossier.id), dossier, found)
        for dossier, found in zip(taken, said, strict=False)
    ]
    refused = [
        DossierChange(ChangeKind.BLOCKED, dossier, found)
        for dossier, found in zip(kept_out, said[len(taken) :], strict=True)
    ]
    return (*changes, *refused), general


def differences(before: Dossier, after: Dossier) -> tuple[FieldChange, ...]:
    """List what differs; where a dossier came from and in which order parts stand is nothing."""
    found: list[FieldChange] = []
    for entry in fields(Dossier):
        old, new = getattr(before, entry.name), getattr(after, entry.name)
        if entry.name == "origin" or old == new:
            continue
        if entry.name == "financing":
            found.extend(
                FieldChange(f"financing.{part.name}", _said(was), _said(becomes))
                for part in fields(old)
                if (was := getattr(old, part.name)) != (becomes := getattr(new, part.name))
            )
        elif isinstance(old, tuple):
            found.extend(_part_changes(entry.name, old, new))
        else:
            found.append(FieldChange(entry.name, _said(old), _said(new)))
    return tuple(found)


def _folded(name: str) -> str:
    return "".join(name.split()).casefold()


def _shared_out(
    dossiers: list[Dossier], issues: Iterable[Issue]
) -> tuple[list[tuple[Issue, ...]], tuple[Issue, ...]]:
    """Give each finding to one dossier; of several with its number, to the one it was found on."""
    said: list[list[Issue]] = [[] for _ in dossiers]
    places: dict[str, list[int]] = {}
    for number, dossier in enumerate(dossiers):
        places.setdefault(dossier.id, []).append(number)
    general: list[Issue] = []
    for issue in issues:
        numbers = places.get(issue.dossier, ()) if issue.dossier else ()
        if numbers:
            best = max(numbers, key=lambda number: (_nearness(dossiers[number], issue), -number))
            said[best].append(issue)
        else:
            general.append(issue)
    return [tuple(found) for found in said], tuple(general)


def _nearness(dossier: Dossier, issue: Issue) -> tuple[bool, bool]:
    row = issue.place.cell.lstrip(string.ascii_uppercase)
    return dossier.origin.file == issue.place.file, row == str(dossier.origin.row)


def _change(held: Dossier | None, read: Dossier, issues: tuple[Issue, ...]) -> DossierChange:
    if held is None:
        return DossierChange(ChangeKind.NEW, read, issues)
    # no source says who withdrew: that is an act of its own, and reading in again undoes none
    read = replace(read, withdrawn=held.withdrawn)
    changes = differences(held, read)
    kind = ChangeKind.CHANGED if changes else ChangeKind.SAME
    return DossierChange(kind, read, issues, changes)


def _part_changes(name: str, old: tuple[object, ...], new: object) -> Iterable[FieldChange]:
    left, came = list(old), []
    for part in new if isinstance(new, tuple) else ():
        if part in left:
            left.remove(part)
        else:
            came.append(part)
    gone: dict[str, list[object]] = {}
    for part in left:
        gone.setdefault(_key(part), []).append(part)
    for part in came:
        former = gone.get(_key(part))
        was = _said(former.pop(0)) if former else ""
        yield FieldChange(f"{name}[{_key(part)}]", was, _said(part))
    for key, parts in gone.items():
        for part in parts:
            yield FieldChange(f"{name}[{key}]", _said(part), "")


def _key(part: object) -> str:
    """Name a part as people would find it: its id, or its criterion with its name or title."""
    named = (getattr(part, field, "") for field in ("criterion", "name", "title"))
    return str(getattr(part, "id", "") or ", ".join(str(word) for word in named if word))


def _said(value: object) -> str:
    if value is None:
        return ""
    if hasattr(value, "__dataclass_fields__"):
        held = (getattr(value, name) for name in value.__dataclass_fields__)
        parts = (str(part) for part in held if part is not None)
        return ", ".join(part for part in parts if part and part != "()")
    return str(value)
