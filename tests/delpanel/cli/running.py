"""The program as a script would run it: another process, its exit code and what it said."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any


@dataclass(frozen=True, slots=True)
class Answer:
    """What one run left."""

    code: int
    out: str
    problem: str

    @property
    def json(self) -> Any:
        """What it printed, read as JSON."""
        return json.loads(self.out)


def delpanel(*words: str | Path, cwd: Path | None = None, **environ: str) -> Answer:
    """Run one command in a process of its own."""
    import os

    done = subprocess.run(
        [sys.executable, "-m", "delpanel", *map(str, words)],
        capture_output=True,
        cwd=cwd or Path(__file__).resolve().parents[3],
        env={**os.environ, **environ},
        timeout=120,
        check=False,
    )
    return Answer(done.returncode, done.stdout.decode(), done.stderr.decode())


def ask(*words: str | Path) -> Any:
    """Run one command that has to succeed with ``--json``, and give what it printed."""
    answer = delpanel(*words, "--json")
    assert answer.code == 0, answer.problem
    assert answer.problem == ""
    return answer.json
