"""Whatever can stand in a journal is said in words."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from delpanel import messages
from delpanel.services.journal_words import verb_code, verb_words

ROOT = Path(__file__).resolve().parents[2]
ACT = re.compile(r"\.act\(\s*\"([a-z-]+)\"|add_events\([^\n]*?\"(meeting-[a-z-]+)\"")
MADE_UP = ("panel-left", "panel-joined", "meeting-note", "meeting-decision")


def verbs() -> list[str]:
    found = {
        next(name for name in match if name)
        for path in (ROOT / "delpanel" / "services").rglob("*.py")
        for match in ACT.findall(path.read_text(encoding="utf-8"))
    }
    return sorted(found | set(MADE_UP))


@pytest.mark.parametrize("language", messages.LANGUAGES)
def test_every_verb_has_words(language: str) -> None:
    assert len(verbs()) > 30
    assert [v for v in verbs() if not messages.knows(verb_code(v), language)] == []


def test_a_verb_of_a_newer_program_stands_as_it_is() -> None:
    assert verb_words("teleported", "nl") == "teleported"
    assert verb_words("freeze", "nl") == "Toekenning vastgelegd"
    assert verb_words("freeze", "en") == "Allocation frozen"
