"""Conflicts of interest: what each member declared of each dossier, and what was made of it."""

from __future__ import annotations

from typing_extensions import override

from delpanel.services.snapshot import Snapshot
from ui.views.panel_part import PanelPart


class ConflictsPart(PanelPart):
    """Members against dossiers, with hints beside what they declared."""

    @override
    def segment_word(self, state: Snapshot) -> str:
        return self.tr("Belangenconflicten {0}").format(len(state.conflicts))
