"""Start of the packaged window."""

from __future__ import annotations

from ui.application import run

run()
