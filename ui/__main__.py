"""python -m ui."""

from __future__ import annotations

from ui.program import run

run()
