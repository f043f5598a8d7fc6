"""A rehearsal: a panel with invented people and dossiers, marked for life by its own id.

The id stands in every pack, return and score sheet, so nothing of a rehearsal can be taken for
the real thing, and nothing real gets into a rehearsal.
"""

from __future__ import annotations

from typing import Final

PREFIX: Final = "oefening-"


def is_rehearsal(panel_id: str) -> bool:
    """Say whether a panel is a rehearsal."""
    return panel_id.startswith(PREFIX)
