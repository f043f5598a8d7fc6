"""Start of the packaged window."""

from __future__ import annotations

from ui.program import run

run()
