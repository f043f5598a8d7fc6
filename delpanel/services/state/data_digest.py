"""One number for everything a decision rests on but the rules: dossiers, points, findings."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import MISSING, fields, is_dataclass
from datetime import date
from enum import Enum
from typing import Final

from delpanel.exchange import result_document
from delpanel.services.state.snapshot import Snapshot

# How often a cell was changed says nothing about what it holds
_BOOKKEEPING: Final = frozenset({"revision"})


def data_digest(snapshot: Snapshot) -> str:
    """SHA-256 over the data of a panel, independent of the order in which it was written.

    What equals its default is left out, so a later version of the program with a further field
    finds the same number.
    """
    facts: dict[str, object] = {
        "dossiers": _sorted(snapshot.dossiers),
        "findings": _sorted(snapshot.manual_findings),
        "conflicts": _sorted(snapshot.conflicts),
        "assignments": _sorted(snapshot.assignments),
        "assessments": _sorted(snapshot.assessments),
        "agreed": _sorted(snapshot.agreed),
        "attributes": {k: dict(v) for k, v in snapshot.attributes.items()},
        "conditions": _sorted(snapshot.conditions),
    }
    if snapshot.attachments:
        facts["attachments"] = _sorted(snapshot.attachments)
    if snapshot.synergies:
        facts["synergies"] = _sorted(snapshot.synergies)
    if snapshot.withdrawals:
        facts["withdrawals"] = _sorted(snapshot.withdrawals)
    if snapshot.approvals:
        facts["approvals"] = _sorted(snapshot.approvals)
    return result_document.digest(result_document.canonical(facts))


def _sorted(records: tuple[object, ...]) -> list[str]:
    return sorted(result_document.canonical(_plain(record)) for record in records)


def _plain(value: object) -> object:
    if is_dataclass(value) and not isinstance(value, type):
        return {
            entry.name: _plain(held)
            for entry in fields(value)
            if (held := getattr(value, entry.name)) != _default(entry.default)
            and held not in ({}, ())
            and entry.name not in _BOOKKEEPING
        }
    if isinstance(value, Enum):
        return str(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Mapping):
        return {str(key): _plain(inner) for key, inner in value.items()}
    if isinstance(value, tuple | list):
        return [_plain(inner) for inner in value]
    return value


def _default(default: object) -> object:
    """Give a default that nothing equals where a field has none."""
    return object() if default is MISSING else default
