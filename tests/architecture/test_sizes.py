"""The size gate: a file that outgrows its room is split by concept."""

from __future__ import annotations

from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
LIMITS = {"scoring": 300, "delpanel": 300, "ui": 300, "resources": 300, "tests": 400}


def test_no_source_file_outgrows_its_limit() -> None:
    too_long = [
        f"{path.relative_to(ROOT)}: {lines} lines, at most {limit}"
        for package, limit in LIMITS.items()
        for path in sorted((ROOT / package).rglob("*.py"))
        if (lines := len(path.read_text(encoding="utf-8").splitlines())) > limit
    ]

    assert too_long == []


def test_no_module_carries_a_name_that_says_nothing() -> None:
    banned = {"utils", "helpers", "manager", "common", "base", "misc", "data", "info", "util"}
    found = [
        str(path.relative_to(ROOT))
        for package in LIMITS
        for path in (ROOT / package).rglob("*.py")
        if path.stem in banned
    ]

    assert found == []
