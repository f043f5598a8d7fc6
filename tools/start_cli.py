"""Start of the packaged command line."""

from __future__ import annotations

from delpanel.cli import run

run()
