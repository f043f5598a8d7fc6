"""The page on JSON as data: which field, of which kind, under which command."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

PAGE = Path(__file__).resolve().parents[3] / "docs" / "json.md"
HEADING = re.compile(r"^## (?:`delpanel (?P<command>[^`]+?) --json`|(?P<other>.+))$")
ROW = re.compile(r"^\| `(?P<field>[^`]+)` \| (?P<kind>[^|]+) \| (?P<meaning>.+) \|$")
FINDING = "A finding"
KINDS: Mapping[str, type | tuple[type, ...]] = {
    "text": str,
    "whole": int,
    "true/false": bool,
    "object": dict,
    "open object": dict,
    "finding": dict,
}


def documented() -> Mapping[str, Mapping[str, str]]:
    """Give the kind of every field, by command (``dossiers PANEL``) and path."""
    found: dict[str, dict[str, str]] = {}
    held: dict[str, str] = {}
    for line in PAGE.read_text(encoding="utf-8").splitlines():
        if heading := HEADING.match(line):
            held = {}
            if heading["command"] or heading["other"] == FINDING:
                found[heading["command"] or FINDING] = held
        elif row := ROW.match(line):
            held[row["field"]] = row["kind"].strip()
    return found


def problems(fields: Mapping[str, str], content: Any) -> list[str]:
    """Say what of a document is not documented or of another kind than documented."""
    return list(_walk(fields, "", content))


def seen(fields: Mapping[str, str], content: Any) -> set[str]:
    """Give the documented fields that a document holds."""
    found: set[str] = set()
    for _ in _walk(fields, "", content, found):
        pass
    return found


def _walk(
    fields: Mapping[str, str], path: str, value: Any, found: set[str] | None = None
) -> Iterator[str]:
    kind = fields.get(path)
    if kind is not None:
        if found is not None:
            found.add(path)
        if not _fits(kind, value):
            yield f"{path} is {value!r}, documented as {kind}"
        if kind in {"open object", "finding"} or value is None:
            return
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from _walk(fields, _below(fields, path, key), inner, found)
    elif isinstance(value, list):
        for inner in value:
            yield from _walk(fields, f"{path}[]", inner, found)
    elif kind is None:
        yield f"{path} is not documented"


def _below(fields: Mapping[str, str], path: str, key: str) -> str:
    """Give the path of a key; a key that depends on the panel stands as ``<...>``."""
    plain = f"{path}.{key}" if path else key
    if any(name == plain or name.startswith((f"{plain}.", f"{plain}[")) for name in fields):
        return plain
    start = f"{path}.<" if path else "<"
    for name in fields:
        if name.startswith(start):
            return start + name.removeprefix(start).partition(">")[0] + ">"
    return plain


def _fits(kind: str, value: Any) -> bool:
    first, _, null = kind.partition(" or ")
    if value is None:
        return null == "null"
    if first == "whole" and isinstance(value, bool):
        return False
    return isinstance(value, KINDS[first])
