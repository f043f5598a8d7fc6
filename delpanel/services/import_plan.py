"""What an import would change: computed before anything is written, and written as one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, fields, replace
from enum import StrEnum

from delpanel.model.dossier import Dossier, Origin
from delpanel.model.issues import Issue, Severity


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
    by_dossier: dict[str, list[Issue]] = {}
    general: list[Issue] = []
    for issue in issues:
        if issue.dossier:
            by_dossier.setdefault(issue.dossier, []).append(issue)
        else:
            general.append(issue)
    changes = [_change(held.get(d.id), d, tuple(by_dossier.get(d.id, ()))) for d in read]
    kept_out = [
        DossierChange(ChangeKind.BLOCKED, d, tuple(by_dossier.get(d.id, ()))) for d in blocked
    ]
    named = {change.dossier.id for change in (*changes, *kept_out)}
    for dossier, found in by_dossier.items():
        if dossier not in named:
            general.extend(found)
    return (*changes, *kept_out), tuple(general)


def differences(before: Dossier, after: Dossier) -> tuple[FieldChange, ...]:
    """List the fields that differ; where a dossier came from is no difference."""
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


def _change(held: Dossier | None, read: Dossier, issues: tuple[Issue, ...]) -> DossierChange:
    if held is None:
        return DossierChange(ChangeKind.NEW, read, issues)
    if replace(held, origin=Origin()) == replace(read, origin=Origin()):
        return DossierChange(ChangeKind.SAME, read, issues)
    return DossierChange(ChangeKind.CHANGED, read, issues, differences(held, read))


def _part_changes(name: str, old: tuple[object, ...], new: object) -> Iterable[FieldChange]:
    after = new if isinstance(new, tuple) else ()
    gone = [part for part in old if part not in after]
    came = [part for part in after if part not in old]
    before = {_key(part): part for part in gone}
    for part in came:
        was = before.pop(_key(part), None)
        yield FieldChange(f"{name}[{_key(part)}]", "" if was is None else _said(was), _said(part))
    for key, part in before.items():
        yield FieldChange(f"{name}[{key}]", _said(part), "")


def _key(part: object) -> str:
    return str(
        getattr(part, "id", None) or getattr(part, "name", None) or getattr(part, "title", "")
    )


def _said(value: object) -> str:
    if value is None:
        return ""
    if hasattr(value, "__dataclass_fields__"):
        parts = (str(getattr(value, name)) for name in value.__dataclass_fields__)
        return ", ".join(part for part in parts if part and part != "()")
    return str(value)
