"""What changed between versions of a call file, key by key, and why: printed with a decision."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from itertools import pairwise
from typing import Final

from delpanel import messages
from delpanel.errors import UserError
from delpanel.model.call import Call
from delpanel.services.state.workspace import Workspace
from scoring.rules import Policy

NAMED_BY: Final = ("id", "nuts", "name", "kind", "points")
"""The keys by which the rows of a table are told apart; a row without one goes by its place."""


@dataclass(frozen=True, slots=True)
class KeyChange:
    """One key with what it held; empty where it was not there."""

    key: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class CallChange:
    """One version after the first; ``keys`` is empty where only comments changed."""

    version: int
    at: datetime
    actor: str
    reason: str
    keys: tuple[KeyChange, ...]


def call_changes(workspace: Workspace) -> tuple[CallChange, ...]:
    """Give every version after the first with what it changed, the oldest first."""
    with workspace.store.read() as reading:
        versions = reading.calls.all()
    return tuple(
        CallChange(
            after.number, after.at, after.actor, after.reason, key_changes(before.text, after.text)
        )
        for before, after in pairwise(versions)
    )


def key_changes(before: str, after: str, source: str = "") -> tuple[KeyChange, ...]:
    """Compare two call files, key by key, in the order of the keys; ``source`` names the later.

    Raises:
        UserError: CALL_SYNTAX for a text that is no TOML.
    """
    try:
        one, other = (dict(_flat(tomllib.loads(t, parse_float=Decimal))) for t in (before, after))
    except tomllib.TOMLDecodeError as error:
        raise UserError("CALL_SYNTAX", file=source, detail=str(error)) from error
    return tuple(
        KeyChange(key, one.get(key, ""), other.get(key, ""))
        for key in sorted(one.keys() | other.keys())
        if one.get(key, "") != other.get(key, "")
    )


def change_words(call: Call, change: KeyChange, language: str) -> str:
    """Say one change as people do: a weight and the policy by their names, any other by its key."""
    weights = {
        f"criteria[{criterion.id}].weight": criterion.name.text(language)
        for criterion in call.criteria
    }
    params: dict[str, messages.Param] = {
        "key": change.key,
        "before": change.before or "\N{EN DASH}",
        "after": change.after or "\N{EN DASH}",
    }
    if change.key in weights:
        params["key"] = messages.sentence("RESULT_WEIGHT", {"name": weights[change.key]}, language)
    elif change.key == "policy.decides":
        # a call that does not say which policy decides is decided by the ranking
        params = {
            "key": messages.sentence("RESULT_POLICY", {}, language),
            "before": policy_name(change.before or Policy.RANKING, language),
            "after": policy_name(change.after or Policy.RANKING, language),
        }
    return messages.sentence("CALL_KEY_CHANGED", params, language)


def changed_words(call: Call, keys: Sequence[KeyChange], language: str) -> str:
    """Say everything a version changed in one line."""
    if not keys:
        return messages.sentence("CALL_ONLY_COMMENTS", {}, language)
    return "; ".join(change_words(call, key, language) for key in keys)


def policy_name(policy: str, language: str) -> str:
    """Name a policy."""
    return messages.sentence(f"POLICY_{policy}", {}, language)


def as_plain(changes: tuple[CallChange, ...]) -> list[dict[str, object]]:
    """Give the changes as they stand in a decision: version, reason, keys."""
    return [
        {
            "version": change.version,
            "reason": change.reason,
            "keys": [
                {"key": key.key, "before": key.before, "after": key.after} for key in change.keys
            ],
        }
        for change in changes
    ]


def _flat(table: Mapping[str, object], path: str = "") -> Iterator[tuple[str, str]]:
    for name, value in table.items():
        key = f"{path}.{name}" if path else name
        if isinstance(value, Mapping):
            yield from _flat(value, key)
        elif isinstance(value, list) and value and all(isinstance(row, Mapping) for row in value):
            for number, row in enumerate(value):
                named = next((str(row[by]) for by in NAMED_BY if by in row), str(number))
                yield from _flat(row, f"{key}[{named}]")
        else:
            yield key, _written(value)


def _written(value: object) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, list):
        return ", ".join(_written(inner) for inner in value)
    if isinstance(value, date):
        return value.isoformat()
    return str(value)
