"""Every code that can reach a user has a Dutch and an English sentence with the same fields."""

from __future__ import annotations

import re
from pathlib import Path

from delpanel import messages

ROOT = Path(__file__).resolve().parents[2]
RAISED = re.compile(
    r"(?:UserError|FileProblem|NotAllowed|StaleValue|InvalidRulesError|InvalidInputError"
    r"|NotProvenError|Issue|SourceNote|_error|_warning)\(\s*\n?\s*\"([A-Z][A-Z0-9_]+)\""
)


def test_each_code_has_a_sentence_in_both_languages() -> None:
    used = {
        code
        for package in ("delpanel", "ui", "scoring")
        for path in (ROOT / package).rglob("*.py")
        for code in RAISED.findall(path.read_text(encoding="utf-8"))
    }

    missing = {
        language: sorted(code for code in used if not messages.knows(code, language))
        for language in messages.LANGUAGES
    }

    assert used, "the pattern found no code at all"
    assert missing == {"nl": [], "en": []}


def test_both_languages_know_the_same_codes() -> None:
    assert messages.codes("nl") == messages.codes("en")


def test_both_languages_use_the_same_fields() -> None:
    differing = [
        code
        for code in sorted(messages.codes("nl") & messages.codes("en"))
        if messages.fields(code, "nl") != messages.fields(code, "en")
    ]

    assert differing == []
