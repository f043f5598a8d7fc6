"""Call files as a person would edit them: a shipped one with a few keys changed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import tomlkit

from delpanel.presets.shipped import call_text

DEL, EFRO, HORIZON = "del-2020", "efro-vl-2022", "horizon"
Edit = Callable[[Any], None]
Path = Sequence[str | int]


def edited(name: str, *edits: Edit) -> str:
    document = tomlkit.parse(call_text(name))
    for edit in edits:
        edit(document)
    return tomlkit.dumps(document)


def put(path: Path, written: str) -> Edit:
    """Set a key to what is written in TOML, as a person would edit the file."""

    def edit(document: Any) -> None:
        for step in path[:-1]:
            document = document[step]
        document[path[-1]] = tomlkit.parse(f"value = {written}")["value"]

    return edit


def drop(path: Path) -> Edit:
    def edit(document: Any) -> None:
        for step in path[:-1]:
            document = document[step]
        del document[path[-1]]

    return edit
