"""Lets a member leave or join from the list of evaluators; the effect is computed in a job."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QDialog, QWidget

from delpanel import messages
from delpanel.errors import UserError
from delpanel.model.panel import Evaluator
from delpanel.model.panel_change import ChangeKind, JoinRule, LeaveRule
from delpanel.services.consensus import panel_changing
from delpanel.services.consensus.panel_change_view import effect_sentences
from delpanel.services.consensus.panel_changing import ChangePlan
from ui.commands import Acts
from ui.dialogs.panel_change import PanelChangeDialog
from ui.dialogs.panel_changes import PanelChangesDialog
from ui.kit.jobs import JobRunner
from ui.models.panel_change import change_records, join_rules, leave_rules
from ui.models.points import window_language
from ui.views.latest import Latest


class PanelChanging(QObject):
    """``leave`` and ``join`` ask and do; ``dialog`` is what is open now."""

    def __init__(self, acts: Acts, runner: JobRunner, page: QWidget) -> None:
        super().__init__(page)
        self._acts, self._page = acts, page
        self._latest = Latest(runner, self.tr("Gevolg van een panelwijziging"), self)
        self._latest.made.connect(self._on_made)
        self._plan: ChangePlan | None = None
        self.dialog: PanelChangeDialog | None = None

    def leave(self, person: Evaluator) -> None:
        """Ask by which rule a member leaves."""
        title = self.tr("{0} verlaat het panel").format(person.name)
        self._open(
            PanelChangeDialog(title, self.tr("Vertrek vastleggen"), leave_rules(), self._page),
            lambda rule: panel_changing.draft_leave(
                self._acts.workspace, person.id, LeaveRule(rule)
            ),
        )

    def join(self, person: Evaluator) -> None:
        """Ask which dossiers a member who joins is given."""
        title = self.tr("{0} komt in het panel").format(person.name)
        rules = join_rules(may_return=self._left(person.id))
        self._open(
            PanelChangeDialog(title, self.tr("Toetreding vastleggen"), rules, self._page),
            lambda rule: panel_changing.draft_join(self._acts.workspace, person.id, JoinRule(rule)),
        )

    def show_changes(self) -> None:
        """List the changes that were made."""
        dialog = PanelChangesDialog(change_records(self._acts.workspace), self._page)
        dialog.exec()
        dialog.deleteLater()

    def _left(self, evaluator: str) -> bool:
        own = [c for c in panel_changing.changes(self._acts.workspace) if c.evaluator == evaluator]
        return bool(own) and own[-1].kind is ChangeKind.LEFT

    def _open(self, dialog: PanelChangeDialog, draft: Callable[[str], ChangePlan]) -> None:
        self.dialog, self._plan = dialog, None
        dialog.rule_chosen.connect(lambda rule: self._ask(draft, rule))
        dialog.choose(next(iter(dialog.choices)))
        if dialog.exec() == QDialog.DialogCode.Accepted:
            self._apply(dialog.reason())
        self._latest.drop()
        self.dialog = None
        dialog.deleteLater()

    def _apply(self, reason: str) -> None:
        plan = self._plan
        if plan is not None:
            self._acts.run(lambda: panel_changing.apply(self._acts.workspace, plan, reason))

    def _ask(self, draft: Callable[[str], ChangePlan], rule: str) -> None:
        self._plan = None
        try:
            plan = draft(rule)
        except UserError as error:
            if self.dialog is not None:
                self.dialog.show_refusal(messages.of_error(error, window_language()))
            return
        before = self._acts.workspace.computed()
        self._latest.ask(
            lambda _progress: panel_changing.with_effect(before, plan), stops_other=True
        )

    def _on_made(self, plan: ChangePlan) -> None:
        if self.dialog is not None and plan.rule == self.dialog.rule():
            self._plan = plan
            self.dialog.show_effect(effect_sentences(plan.effect, window_language()))
