"""python -m ui."""

from __future__ import annotations

from ui.application import run

run()
