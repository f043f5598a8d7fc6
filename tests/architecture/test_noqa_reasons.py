"""A silenced rule says why."""

from __future__ import annotations

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
BARE = re.compile(r"#\s*noqa(?!:\s*[A-Z]+[0-9]+(?:,\s*[A-Z]+[0-9]+)*\s+-\s+\S)")
BARE_IGNORE = re.compile(r"#\s*type:\s*ignore(?!\[[a-z-]+(?:,\s*[a-z-]+)*\]\s+#\s*\S)")


def test_every_noqa_and_type_ignore_carries_a_reason() -> None:
    found = [
        f"{path.relative_to(ROOT)}:{number}"
        for package in ("scoring", "delpanel", "ui", "resources", "tests", "tools", "benchmarks")
        for path in (ROOT / package).rglob("*.py")
        if path != Path(__file__).resolve()
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if BARE.search(line) or BARE_IGNORE.search(line)
    ]

    assert found == []
