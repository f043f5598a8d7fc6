"""One open panel in the window: its steps, their counts, its undo history."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QObject
from PySide6.QtGui import QUndoStack

from delpanel.changes import Changes
from delpanel.model.actor import Role
from delpanel.services.intake.listing import Status, dossier_rows
from delpanel.services.meetings.meeting_log import last_meeting
from delpanel.services.packs.pack_filling import approvable
from delpanel.services.people.approving import approval_state, approval_states, held_up
from delpanel.services.round import holding
from delpanel.services.state.workspace import Workspace
from ui.commands import Acts
from ui.kit.hub import ChangeHub
from ui.kit.jobs import JobRunner
from ui.kit.page import Page, Step, StepProgress, StepState

if TYPE_CHECKING:
    from ui.views.consensus.page import ConsensusPage
    from ui.views.meeting.page import MeetingPage

OFFICE = ("call", "dossiers", "panel", "points", "consensus", "funding", "letters")
EVALUATOR = ("points", "approval")
ON_POINTS = ("points", "consensus", "funding", "letters")


class Session(QObject):
    """Builds the pages of an open panel and says how far each step is."""

    def __init__(self, workspace: Workspace, runner: JobRunner) -> None:
        super().__init__()
        self.workspace = workspace
        self.runner = runner
        self.hub = ChangeHub(self)
        self.undo_stack = QUndoStack(self)
        self.holds = False
        self._meeting: MeetingPage | None = None
        self._consensus: ConsensusPage | None = None
        self.acts = Acts(workspace, self.hub, self.undo_stack, self)

    def steps(self) -> tuple[Step, ...]:
        """Give the steps this role sees."""
        makers: dict[str, Callable[[], Page]] = {
            "call": self._call_page,
            "dossiers": self._dossiers_page,
            "panel": self._panel_page,
            "points": self._points_page,
            "approval": self._approval_page,
            "consensus": self._consensus_page,
            "funding": self._funding_page,
            "letters": self._letters_page,
        }
        own = EVALUATOR if self.workspace.actor.role is Role.EVALUATOR else OFFICE
        self.holds = holding.is_held(self.workspace)
        if self.holds:
            makers.update(dict.fromkeys(ON_POINTS, self._held_page))
        return tuple(
            Step(
                id=name,
                title=lambda name=name: step_title(name),  # type: ignore[misc]  # bound per step
                page=makers[name],
                state=lambda name=name: self.state(name),  # type: ignore[misc]  # bound per step
            )
            for name in own
        )

    @property
    def must_renew(self) -> bool:
        """Whether points came to be held back or released since the steps were made."""
        return self.holds != holding.is_held(self.workspace)

    def changed(self, changes: Changes) -> None:
        """Tell every page what changed."""
        self.hub.tell(changes, self)

    def state(self, step: str) -> StepState:
        """Say how far a step is, with a number or the reason it is closed."""
        computed = self.workspace.computed()
        state = computed.snapshot
        dossiers = len(state.dossiers)
        if step == "call":
            return StepState(StepProgress.DONE, _tr("versie {0}").format(state.call_version))
        if step == "dossiers":
            if not dossiers:
                return StepState(StepProgress.OPEN, _tr("nog geen"))
            rows = dossier_rows(computed)
            open_ = sum(row.status is Status.TO_CLARIFY for row in rows)
            good = sum(row.status is Status.ADMISSIBLE for row in rows)
            if open_:
                text = _tr("{0} te bevestigen").format(open_)
                return StepState(StepProgress.OPEN, text, dossiers - open_, dossiers)
            return StepState(StepProgress.DONE, _tr("{0} ontvankelijk").format(good))
        if not dossiers:
            return StepState(StepProgress.CLOSED, _tr("na dossiers"))
        return self._later_state(step)

    def _panel_state(self) -> StepState:
        state = self.workspace.snapshot()
        count = len(state.evaluators)
        if not count:
            return StepState(StepProgress.OPEN, _tr("nog geen"))
        progress = StepProgress.DONE if state.assignments else StepProgress.OPEN
        return StepState(progress, _tr("%n beoordelaars", count))

    def _later_state(self, step: str) -> StepState:
        state = self.workspace.snapshot()
        own = {"panel": self._panel_state, "approval": self._approval_state}.get(step)
        if own is not None:
            return own()
        given, wanted = self._sheets()
        if step == "points":
            if not wanted:
                return StepState(StepProgress.CLOSED, _tr("na toewijzing"))
            done = StepProgress.DONE if given == wanted else StepProgress.OPEN
            return StepState(done, _tr("{0} van {1}").format(given, wanted), given, wanted)
        if not given or self.holds:
            said = _tr("na vrijgave") if self.holds else _tr("na beoordeling")
            return StepState(StepProgress.CLOSED, said)
        if step == "consensus":
            open_ = len(self.workspace.computed().consolidation.blocking)
            if open_:
                return StepState(StepProgress.OPEN, _tr("{0} open").format(open_))
            return self._consensus_state()
        frozen = state.allocation is not None
        if step == "funding":
            if frozen:
                return StepState(StepProgress.DONE, _tr("beslist"))
            return StepState(StepProgress.OPEN, _tr("2 voorstellen"))
        if not frozen:
            return StepState(StepProgress.CLOSED, _tr("na beslissing"))
        return StepState(StepProgress.OPEN, _tr("%n brieven", len(state.dossiers)))

    def _consensus_state(self) -> StepState:
        """How many dossiers are agreed in full; then how many still want approval."""
        states = approval_states(self.workspace.computed())
        agreed, count = sum(bool(one.digest) for one in states), len(states)
        if agreed < count:
            text = _tr("{0} van {1}").format(agreed, count)
            return StepState(StepProgress.OPEN, text, agreed, count)
        rule = self.workspace.call.panel.approvals
        waiting = sum(held_up(one, rule) is not None for one in states)
        if waiting:
            text = _tr("{0} goed te keuren").format(waiting)
            return StepState(StepProgress.OPEN, text, count - waiting, count)
        return StepState(StepProgress.DONE, _tr("vastgesteld"))

    def _approval_state(self) -> StepState:
        """How many of the own dossiers a member answered on, once the points are released."""
        state, me = self.workspace.snapshot(), self.workspace.actor.evaluator_id or ""
        if not state.released:
            return StepState(StepProgress.CLOSED, _tr("na vrijgave"))
        asked = approvable(state, me)
        if not asked:
            return StepState(StepProgress.CLOSED, _tr("na consensus"))
        done = sum(approval_state(state, one.dossier).answer_of(me) is not None for one in asked)
        progress = StepProgress.DONE if done == len(asked) else StepProgress.OPEN
        return StepState(progress, _tr("{0} van {1}").format(done, len(asked)), done, len(asked))

    def _sheets(self) -> tuple[int, int]:
        """How many sheets have points, of how many; a member counts the own ones alone."""
        state = self.workspace.snapshot()
        actor = self.workspace.actor
        own = actor.evaluator_id if actor.role is Role.EVALUATOR else None
        criteria = len(state.call.rules.criteria)
        given: dict[tuple[str, str], int] = {}
        for cell in state.assessments:
            if cell.is_settled:
                key = (cell.evaluator, cell.dossier)
                given[key] = given.get(key, 0) + 1
        actor = self.workspace.actor
        own = actor.evaluator_id if actor.role is Role.EVALUATOR else None
        wanted = {
            (evaluator, dossier)
            for dossier, evaluators in state.judging.items()
            for evaluator in evaluators
            if own in {None, evaluator}
        }
        return sum(given.get(key, 0) == criteria for key in wanted), len(wanted)

    def _call_page(self) -> Page:
        from ui.views.call.page import CallPage

        return CallPage(self.acts)

    def _dossiers_page(self) -> Page:
        from ui.views.dossiers.page import DossiersPage

        return DossiersPage(self.acts, self.runner)

    def _panel_page(self) -> Page:
        from ui.views.panel.page import PanelPage

        return PanelPage(self.acts, self.runner)

    def _held_page(self) -> Page:
        from ui.views.held import HeldPage

        return HeldPage(self.acts)

    def _points_page(self) -> Page:
        from ui.sheets import PanelSheets
        from ui.views.points.page import PointsPage

        return PointsPage(PanelSheets(self.acts, self))

    def _approval_page(self) -> Page:
        from ui.approvals import PanelApprovals
        from ui.views.member.approval import MemberApprovalPage

        return MemberApprovalPage(PanelApprovals(self.acts, self))

    def _consensus_page(self) -> Page:
        from ui.views.consensus.page import ConsensusPage

        page = ConsensusPage(self.acts, self.runner)
        page.desk.meeting_button.clicked.connect(
            lambda: page.front_wanted.emit(self.meeting_page())
        )
        self._consensus = page
        self.hub.changed.connect(self._on_meeting)
        self._on_meeting(Changes(meeting=True))
        return page

    def _on_meeting(self, changes: Changes) -> None:
        """Say on the consensus page whether a meeting is going on, also one a crash broke off."""
        if changes.meeting and self._consensus is not None:
            held = last_meeting(self.workspace)
            self._consensus.desk.show_meeting(sits=held is not None and held.is_open)

    def meeting_page(self) -> MeetingPage:
        """The meeting in front of the consensus; it is made once and keeps what is being typed."""
        from ui.views.meeting.page import MeetingPage

        self._meeting = self._meeting or MeetingPage(self.acts)
        return self._meeting

    def _funding_page(self) -> Page:
        from ui.views.funding.page import FundingPage

        return FundingPage(self.acts, self.runner)

    def _letters_page(self) -> Page:
        from ui.views.letters.page import LettersPage

        return LettersPage(self.acts, self.runner)


def step_title(step: str) -> str:
    """Name a step of the pipeline in the language of the window."""
    return {
        "call": _tr("Oproep"),
        "dossiers": _tr("Dossiers"),
        "panel": _tr("Panel"),
        "points": _tr("Beoordeling"),
        "approval": _tr("Goedkeuring"),
        "consensus": _tr("Consensus"),
        "funding": _tr("Toekenning"),
        "letters": _tr("Brieven"),
    }[step]


def _tr(text: str, count: int = -1) -> str:
    return QCoreApplication.translate("Session", text, None, count)
