"""A finding by hand as an act that can be undone."""

from __future__ import annotations

from typing_extensions import override

from delpanel.changes import Changes
from delpanel.errors import StaleValue
from delpanel.model.admissibility import AdmissibilityFinding, Ground
from delpanel.services.intake import admitting
from ui.commands import Acts, PanelCommand, translate
from ui.models.admissibility import ground_word, manual_finding


class JudgeGround(PanelCommand):
    """What a person says of one ground of one dossier; None takes it back."""

    def __init__(
        self, acts: Acts, dossier: str, ground: Ground, after: AdmissibilityFinding | None
    ) -> None:
        said = translate("Commands", "bevinding van {0}, {1}")
        super().__init__(acts, said.format(dossier, ground_word(ground).lower()))
        self.dossier, self.ground = dossier, ground
        self.before = manual_finding(acts.workspace.snapshot(), dossier, ground)
        self.after = after
        self._written: AdmissibilityFinding | None = None

    @override
    def forth(self) -> Changes:
        self._require(self.before)
        changes = self._set(self.after)
        self._written = self._held()
        return changes

    @override
    def back(self) -> Changes:
        self._require(self._written)
        return self._set(self.before)

    def _set(self, wanted: AdmissibilityFinding | None) -> Changes:
        workspace = self.acts.workspace
        if wanted is None:
            return admitting.withdraw_finding(workspace, self.dossier, self.ground)
        return admitting.judge(workspace, wanted)

    def _held(self) -> AdmissibilityFinding | None:
        return manual_finding(self.acts.workspace.snapshot(), self.dossier, self.ground)

    def _require(self, wanted: AdmissibilityFinding | None) -> None:
        if self._held() != wanted:
            raise StaleValue("FINDING_STALE", dossier=self.dossier, actor=_who(self._held()))


def _who(held: AdmissibilityFinding | None) -> str:
    return "" if held is None else held.actor
