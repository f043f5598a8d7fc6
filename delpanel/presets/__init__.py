"""Call files and aid rule sets: TOML text in, checked records out."""

from __future__ import annotations
