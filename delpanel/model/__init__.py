"""The nouns of a call: frozen records and their invariants."""

from __future__ import annotations
