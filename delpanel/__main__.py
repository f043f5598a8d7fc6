"""python -m delpanel."""

from __future__ import annotations

from delpanel.cli import run

run()
