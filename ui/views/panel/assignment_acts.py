"""Acts on an assignment that can be undone: a proposal as a whole, and what everyone knows."""

from __future__ import annotations

from collections.abc import Sequence

from typing_extensions import override

from delpanel.changes import Changes
from delpanel.model.panel import EvaluatorProfile
from delpanel.services.assignment import assigning
from delpanel.services.assignment.assigning import AssigningPlan
from delpanel.services.people import expertise
from ui.commands import Acts, PanelCommand, translate


class AcceptProposal(PanelCommand):
    """Write a proposal; taking it back restores who judged what before."""

    def __init__(self, acts: Acts, plan: AssigningPlan) -> None:
        super().__init__(acts, translate("Commands", "voorstel van toewijzing"))
        self._plan: AssigningPlan | None = plan
        self._added, self._removed = plan.added, plan.removed

    @override
    def forth(self) -> Changes:
        plan, self._plan = self._plan, None
        if plan is not None:
            return assigning.accept_assignment(self.acts.workspace, plan)
        return assigning.exchange(self.acts.workspace, self._added, self._removed)

    @override
    def back(self) -> Changes:
        return assigning.exchange(self.acts.workspace, self._removed, self._added)


class ChangeProfile(PanelCommand):
    """What an evaluator knows and takes on."""

    def __init__(self, acts: Acts, before: EvaluatorProfile, after: EvaluatorProfile) -> None:
        said = translate("Commands", "deskundigheid van {0}")
        super().__init__(acts, said.format(after.evaluator))
        self._before, self._after = before, after

    @override
    def forth(self) -> Changes:
        return expertise.save_profile(self.acts.workspace, self._after)

    @override
    def back(self) -> Changes:
        return expertise.save_profile(self.acts.workspace, self._before)


class AskExpertise(PanelCommand):
    """What at least one evaluator of a dossier has to know."""

    def __init__(
        self, acts: Acts, dossier: str, before: Sequence[str], after: Sequence[str]
    ) -> None:
        said = translate("Commands", "gevraagde deskundigheid voor {0}")
        super().__init__(acts, said.format(dossier))
        self._dossier, self._before, self._after = dossier, tuple(before), tuple(after)

    @override
    def forth(self) -> Changes:
        return expertise.ask(self.acts.workspace, self._dossier, self._after)

    @override
    def back(self) -> Changes:
        return expertise.ask(self.acts.workspace, self._dossier, self._before)
