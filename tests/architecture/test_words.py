"""Every text of the window has its English, with the same places to fill."""

from __future__ import annotations

import ast
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

from resources import names, read_text
from ui.kit.words import FOLDER, Entry, dictionary

ROOT = Path(__file__).resolve().parents[2]
FIELD = re.compile(r"\{\w*\}|%n")


def test_every_text_of_the_window_has_its_english() -> None:
    missing = sorted({text for text in _texts() if text not in dictionary() and _is_words(text)})

    assert missing == []


def test_english_fills_the_same_places() -> None:
    differing = [
        dutch
        for dutch, entry in dictionary().items()
        for english in ([entry] if isinstance(entry, str) else [entry["other"]])
        if sorted(FIELD.findall(dutch)) != sorted(FIELD.findall(english))
    ]

    assert differing == []


def test_every_count_has_its_plurals_in_both_languages() -> None:
    flat = [
        dutch for dutch, entry in dictionary().items() if "%n" in dutch and isinstance(entry, str)
    ]

    assert flat == []


def test_no_text_stands_twice_with_different_english() -> None:
    found: dict[str, dict[str, Entry]] = {}
    for name in names(FOLDER, ".toml"):
        for dutch, entry in tomllib.loads(read_text(f"{FOLDER}/{name}")).items():
            found.setdefault(dutch, {})[name] = entry

    differing = {
        dutch: there
        for dutch, there in found.items()
        if any(entry != next(iter(there.values())) for entry in there.values())
    }

    assert differing == {}


def _is_words(text: str) -> bool:
    return any(letter.isalpha() for letter in FIELD.sub("", text))


def _texts() -> Iterator[str]:
    for path in sorted((ROOT / "ui").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call):
                yield from _text_of(node)


def _text_of(call: ast.Call) -> Iterator[str]:
    name = call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")
    position = {"tr": 0, "_tr": 0, "translate": 1}.get(name)
    if position is None or len(call.args) <= position:
        return
    argument = call.args[position]
    if isinstance(argument, ast.Constant) and isinstance(argument.value, str) and argument.value:
        yield argument.value
