"""One open pack in the window: the steps of a member by kind of pack, and how far each is."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QCoreApplication, QObject, Signal

from delpanel.model.pack import PackKind
from delpanel.services.member import pack_draft, pack_history
from ui.kit.jobs import JobRunner
from ui.kit.page import Page, Step, StepProgress, StepState
from ui.pack_acts import PackActs

STEPS: Final[dict[PackKind, tuple[str, ...]]] = {
    PackKind.CONFLICTS: ("conflicts", "hand_in"),
    PackKind.SCORING: ("points", "overview", "hand_in"),
    PackKind.APPROVAL: ("approval", "hand_in"),
}
"""A kind of pack names its pages here; ``_page`` makes them and ``_state`` counts for them."""


class MemberSession(QObject):
    """Builds the pages of an open pack.

    ``step_wanted`` asks the window for a step, ``jump_wanted`` for a dossier and a criterion.
    """

    step_wanted = Signal(str)
    jump_wanted = Signal(str, str)

    def __init__(self, acts: PackActs, runner: JobRunner, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.acts = acts
        self.runner = runner

    @property
    def kind(self) -> PackKind:
        """What the pack asks for."""
        return self.acts.desk.content.head.kind

    def steps(self) -> tuple[Step, ...]:
        """Give the steps of this kind of pack."""
        return tuple(
            Step(
                id=name,
                title=lambda name=name: step_title(name),  # type: ignore[misc]  # bound per step
                page=lambda name=name: self._page(name),  # type: ignore[misc]  # bound per step
                state=lambda name=name: self.state(name),  # type: ignore[misc]  # bound per step
            )
            for name in STEPS[self.kind]
        )

    def state(self, step: str) -> StepState:
        """Say how far a step is."""
        gaps = pack_draft.missing(self.acts.desk)
        content = self.acts.desk.content
        if step == "hand_in":
            return self._hand_in_state(len(gaps))
        if step == "overview":
            progress = StepProgress.OPEN if gaps else StepProgress.DONE
            missing = _tr("%n ontbreken", len(gaps)) if gaps else _tr("volledig")
            return StepState(progress, missing)
        wanted = len(content.consortia) + len(content.dossiers) + len(content.agreed)
        done = wanted - len({issue.dossier for issue in gaps})
        progress = StepProgress.DONE if done == wanted else StepProgress.OPEN
        return StepState(progress, _tr("{0} van {1}").format(done, wanted), done, wanted)

    def _hand_in_state(self, missing: int) -> StepState:
        last = pack_history.handed_in(self.acts.desk)
        if last is not None:
            if last:
                return StepState(StepProgress.DONE, _tr("ingeleverd"))
            return StepState(StepProgress.OPEN, _tr("gewijzigd na inlevering"))
        if missing:
            return StepState(StepProgress.OPEN, _tr("nog niet volledig"))
        return StepState(StepProgress.OPEN, _tr("klaar om in te leveren"))

    def _page(self, step: str) -> Page:
        makers: dict[str, Callable[[], Page]] = {
            "conflicts": self._conflicts_page,
            "points": self._points_page,
            "approval": self._approval_page,
            "overview": self._overview_page,
            "hand_in": self._hand_in_page,
        }
        return makers[step]()

    def _conflicts_page(self) -> Page:
        from ui.views.member.conflicts import MemberConflictsPage

        page = MemberConflictsPage(self.acts)
        page.finished.connect(lambda: self.step_wanted.emit("hand_in"))
        return page

    def _points_page(self) -> Page:
        from ui.pack_sheets import PackSheets
        from ui.views.member.points import MemberPointsPage

        page = MemberPointsPage(PackSheets(self.acts, self))
        page.finished.connect(lambda: self.step_wanted.emit("overview"))
        return page

    def _approval_page(self) -> Page:
        from ui.approvals import PackApprovals
        from ui.views.member.approval import MemberApprovalPage

        page = MemberApprovalPage(PackApprovals(self.acts, self))
        page.finished.connect(lambda: self.step_wanted.emit("hand_in"))
        return page

    def _overview_page(self) -> Page:
        from ui.views.member.overview import MemberOverviewPage

        page = MemberOverviewPage(self.acts)
        page.jump.connect(self.jump_wanted)
        return page

    def _hand_in_page(self) -> Page:
        from ui.views.member.hand_in import MemberHandInPage

        return MemberHandInPage(self.acts)


def step_title(step: str) -> str:
    """Name a step in the language of the window."""
    return {
        "conflicts": _tr("Belangenconflicten"),
        "points": _tr("Beoordeling"),
        "approval": _tr("Goedkeuring"),
        "overview": _tr("Overzicht"),
        "hand_in": _tr("Inleveren"),
    }[step]


def _tr(text: str, count: int = -1) -> str:
    return QCoreApplication.translate("MemberSession", text, None, count)
