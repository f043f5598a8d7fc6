"""Toekenning: two proposals, what more money buys, what-ifs, and the freeze."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QInputDialog, QStackedWidget, QWidget
from typing_extensions import override

from delpanel import messages
from delpanel.changes import Changes
from delpanel.errors import UserError
from delpanel.services.decision import freezing
from delpanel.services.state.computed import Computed
from scoring.errors import ScoringError
from scoring.rules import Policy
from ui.commands import Acts
from ui.kit.dressing import button, hairline, primary_button
from ui.kit.empty_state import EmptyState
from ui.kit.jobs import JobRunner
from ui.kit.notify import Kind, Message, MessageArea, Question, confirm
from ui.kit.page import Hint, Page
from ui.kit.page_toolbar import PageToolbar
from ui.kit.segments import Segments
from ui.models.allocation import LETTERS, policy_name
from ui.models.points import window_language
from ui.views.funding.exports import ExportButton
from ui.views.funding.frontier import FrontierView
from ui.views.funding.proposals import Figures, ProposalsView, made_proposals
from ui.views.funding.refusal import refusal
from ui.views.funding.scenarios import ScenariosView

PROPOSALS, FRONTIER, SCENARIOS = "proposals", "frontier", "scenarios"


class FundingPage(Page):
    """Two proposals, one decision. The proposals are computed in the background."""

    def __init__(self, acts: Acts, runner: JobRunner, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._acts = acts
        self._workspace = acts.workspace
        self._runner = runner
        self._computed: Computed | None = None
        self._figures = Figures()
        self._chosen = self._workspace.call.rules.policy
        self.toolbar, self.messages = PageToolbar(), MessageArea()
        self.export_button, self.thaw_button = ExportButton(self._workspace), button("")
        self.freeze_button = primary_button("")
        self.segments = Segments("")
        self.proposals = ProposalsView(self._province, runner)
        self.frontier, self.scenarios = FrontierView(runner), ScenariosView(acts, runner)
        self.empty = EmptyState("clock")
        self._content = QStackedWidget()
        self._build()
        self._connect()
        self.retranslate()

    @override
    def title(self) -> str:
        return self.tr("Toekenning")

    @override
    def hints(self) -> tuple[Hint, ...]:
        if self.segments.current() == SCENARIOS:
            return (Hint(("↑", "↓"), self.tr("scenario")), Hint(("Enter",), self.tr("wijzigen")))
        if self.segments.current() == FRONTIER:
            return (Hint(("↑", "↓"), self.tr("stap")),)
        return (
            Hint(("↑", "↓"), self.tr("dossier")),
            Hint(("A", "B"), self.tr("voorstel kiezen")),
        )

    @override
    def on_shown(self) -> None:
        self.reload()
        self._focus()

    @override
    def search(self, text: str) -> None:
        self.proposals.table.search(text)

    @override
    def set_narrow(self, narrow: bool) -> None:
        super().set_narrow(narrow)
        for view in (self.proposals, self.frontier, self.scenarios):
            view.set_narrow(narrow=narrow)

    @override
    def retranslate(self) -> None:
        self.segments.setAccessibleName(self.tr("Onderdeel van de toekenning"))
        self.segments.set_choices(
            (
                (PROPOSALS, self.tr("Voorstellen")),
                (FRONTIER, self.tr("Grens")),
                (SCENARIOS, self.tr("Scenario's")),
            )
        )
        for view in (self.proposals, self.frontier, self.scenarios):
            view.retranslate()
        self.export_button.retranslate()
        self.thaw_button.setText(self.tr("Vastlegging opheffen"))
        self.empty.set_texts(
            self.tr("De voorstellen worden berekend"),
            self.tr("Beide voorstellen verschijnen zodra het optimum bewezen is."),
        )
        self._show()

    def reload(self) -> None:
        """Compute both proposals for the present state, in the background."""
        computed = self._workspace.computed()
        if self._computed is computed:
            return
        job = self._runner.prepare(
            partial(made_proposals, computed), self.tr("Voorstellen berekenen")
        )
        job.succeeded.connect(self._on_computed)
        job.failed.connect(self._on_failed)
        self._runner.start(job)

    def choose(self, policy: Policy) -> None:
        """Choose which proposal would be frozen."""
        if self._workspace.snapshot().allocation is None:
            self._chosen = policy
        self._show()

    def freeze(self, reason: str = "") -> bool:
        """Freeze the chosen proposal; the refusal is shown, and False given."""
        try:
            changes = freezing.freeze(self._workspace, self._chosen, reason)
        except UserError as error:
            self.messages.show_message(refusal(self._workspace.computed(), error))
            return False
        self._after(changes)
        return True

    def open_part(self, key: str) -> None:
        """Open one of the three parts: proposals, frontier or scenarios."""
        self.segments.choose(key)
        self._show()
        self._focus()
        self.hints_changed.emit()

    def _show(self) -> None:
        computed = self._computed
        self.empty.setVisible(computed is None)
        self._content.setVisible(computed is not None)
        self.segments.setVisible(computed is not None)
        part = self.segments.current()
        for made in self.scenarios.buttons:
            made.setVisible(computed is not None and part == SCENARIOS)
        for made in (self.freeze_button, self.thaw_button, self.export_button):
            made.setVisible(computed is not None and part == PROPOSALS)
        if computed is None:
            self.toolbar.set_title(self.title())
            return
        self.proposals.show_panel(computed, self._chosen, self._figures)
        if part == PROPOSALS:
            self._content.setCurrentWidget(self.proposals)
            self._title(computed)
        elif part == FRONTIER:
            self._content.setCurrentWidget(self.frontier)
            self.toolbar.set_title(self.tr("Wat meer of minder EFRO zou kopen"))
            self.frontier.show_panel(computed)
        else:
            self._content.setCurrentWidget(self.scenarios)
            self._scenarios_title()
            self.scenarios.reload()

    def _scenarios_title(self) -> None:
        if self.segments.current() == SCENARIOS:
            self.toolbar.set_title(self.scenarios.title())

    def _focus(self) -> None:
        parts: dict[str, FrontierView | ScenariosView] = {
            FRONTIER: self.frontier,
            SCENARIOS: self.scenarios,
        }
        (parts.get(self.segments.current()) or self.proposals).view.setFocus()

    def _title(self, computed: Computed) -> None:
        frozen = computed.snapshot.allocation
        self.freeze_button.setVisible(frozen is None)
        self.thaw_button.setVisible(frozen is not None)
        letter = LETTERS[self._chosen]
        self.freeze_button.setText(self.tr("Voorstel {0} vastleggen").format(letter))
        if frozen is not None:
            name = policy_name(Policy(frozen.policy))
            note = self.tr("controlegetal {0}").format(frozen.digest[:12])
            self.toolbar.set_title(self.tr("Vastgelegd: {0}").format(name), note)
            return
        both = computed.comparison
        count = len(both.only_coverage) + len(both.only_ranking)
        same = self.tr("Beide voorstellen kiezen dezelfde dossiers")
        differ = self.tr("Twee voorstellen, %n dossiers verschillen", "", count)
        self.toolbar.set_title(differ if count else same)

    def _on_computed(self, made: tuple[Computed, Figures]) -> None:
        computed, figures = made
        if computed is self._workspace.computed():
            self._computed, self._figures = computed, figures
            frozen = computed.snapshot.allocation
            if frozen is not None:
                self._chosen = Policy(frozen.policy)
            self._show()

    def _on_failed(self, error: object) -> None:
        if isinstance(error, UserError | ScoringError):
            self._refuse(error)
        elif isinstance(error, BaseException):
            raise error

    def _on_freeze(self) -> None:
        declared = self._workspace.call.rules.policy
        name = policy_name(self._chosen)
        reason = ""
        if self._chosen is not declared:
            reason, agreed = QInputDialog.getText(
                self,
                self.tr("Reden"),
                self.tr("De oproep koos vooraf het andere voorstel. Waarom {0}?").format(name),
            )
            if not agreed:
                return
        lead = self.tr("Voorstel {0} ({1}) vastleggen?").format(LETTERS[self._chosen], name)
        text = self.tr(
            "Daarna kunnen dossiers, punten, gewichten en consensus niet meer wijzigen en "
            "worden de brieven uit deze toekenning gemaakt. Opheffen kan alleen met een reden."
        )
        if confirm(self, Question(lead, text, self.tr("Vastleggen"))):
            self.freeze(reason)

    def _on_thaw(self) -> None:
        reason, agreed = QInputDialog.getText(
            self, self.tr("Vastlegging opheffen"), self.tr("Waarom wordt de vastlegging opgeheven?")
        )
        if agreed:
            self._try(lambda: freezing.thaw(self._workspace, reason))

    def _try(self, act: Callable[[], Changes]) -> None:
        try:
            changes = act()
        except UserError as error:
            self._refuse(error)
        else:
            self._after(changes)

    def _after(self, changes: Changes) -> None:
        if changes.allocation:
            self._acts.stack.clear()
        self.messages.remove("refused")
        self._acts.hub.tell(changes, self)
        self.reload()

    def _refuse(self, error: UserError | ScoringError) -> None:
        said = messages.of_error(error, window_language())
        self.messages.show_message(Message(Kind.BAD, said, key="refused"))

    def _on_changed(self, _changes: object, origin: QObject | None) -> None:
        if origin is not self and self.isVisible():
            self.reload()

    def _province(self, nuts: str) -> str:
        province = self._workspace.call.province(nuts)
        return "" if province is None else province.name.text(window_language())

    def _connect(self) -> None:
        self.segments.chosen.connect(self.open_part)
        self.proposals.chosen.connect(self.choose)
        self.proposals.tried.connect(self.scenarios.try_with)
        self.scenarios.wanted.connect(partial(self.open_part, SCENARIOS))
        self.scenarios.told.connect(self._scenarios_title)
        self.scenarios.refused.connect(self._refuse)
        for view in (self.proposals, self.frontier, self.scenarios):
            view.failed.connect(self._on_failed)
        self.freeze_button.clicked.connect(self._on_freeze)
        self.thaw_button.clicked.connect(self._on_thaw)
        self.export_button.refused.connect(self._refuse)
        self._acts.hub.changed.connect(self._on_changed)

    def _build(self) -> None:
        self.toolbar.add_beside_title(self.segments)
        own = (self.export_button, self.thaw_button, self.freeze_button)
        for made in (*own, *self.scenarios.buttons):
            self.toolbar.add(made)
        for view in (self.proposals, self.frontier, self.scenarios):
            self._content.addWidget(view)
        for part in (self.toolbar, hairline(), self.messages, self._content, self.empty):
            self.body.addWidget(part)
