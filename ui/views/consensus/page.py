"""Consensus: the ranking with everybody's points, weights on trial, and the meeting itself."""

from __future__ import annotations

from PySide6.QtCore import QObject
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QStackedWidget, QWidget
from typing_extensions import override

from delpanel.changes import Changes
from delpanel.errors import UserError
from delpanel.model.actor import Role
from delpanel.model.permissions import Phase
from delpanel.services.allocation.funded_map import has_map
from delpanel.services.consensus.agreeing import Agreement
from ui.commands import Acts, Agree, SetWeights
from ui.dialogs.rules_reason import weights_reason
from ui.kit.dressing import hairline
from ui.kit.empty_state import EmptyState
from ui.kit.jobs import JobRunner
from ui.kit.notify import MessageArea
from ui.kit.page import Hint, Page
from ui.models.consensus import agenda, visible_totals
from ui.models.points import window_language
from ui.models.ranking import RankRecord
from ui.models.ranking_preview import Preview, effect_text
from ui.views.consensus import notices as consensus_notices
from ui.views.consensus.desk import RankingDesk
from ui.views.consensus.round_acts import Round, bind_keys
from ui.views.consensus.sheet import AgreeSheet
from ui.views.consensus.side_panel import COMPARE, STURDY, ConsensusPanel
from ui.views.consensus.sturdiness import Sturdiness
from ui.views.consensus.trial import Trial


class ConsensusPage(Page):
    """Left the ranking with the map of totals, or the meeting on one dossier; right the panel."""

    def __init__(self, acts: Acts, runner: JobRunner, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._acts = acts
        self._workspace = acts.workspace
        self._is_anonymous = False
        call = self._workspace.call
        self.trial = Trial(runner, self)
        self.messages = MessageArea()
        self.desk = RankingDesk(call)
        self.ranking, self.totals = self.desk.ranking, self.desk.totals
        self.sheet = AgreeSheet()
        self.panel = ConsensusPanel(call)
        self.sturdiness = Sturdiness(self.trial, self.panel, self.sheet, self._workspace, self)
        self.round = Round(acts, self.sheet, self.panel.agenda, self.desk, self)
        self.empty = EmptyState("scale")
        self._left = QStackedWidget()
        self._whole = QWidget()
        self._build()
        self._connect()
        self.retranslate()

    @override
    def title(self) -> str:
        return self.tr("Consensus")

    @override
    def hints(self) -> tuple[Hint, ...]:
        if self.empty.isVisible():
            return ()
        return consensus_notices.hints(in_meeting=self._left.currentWidget() is self.sheet)

    @override
    def on_shown(self) -> None:
        self.reload()
        self.ranking.view.setFocus()

    @override
    def set_narrow(self, narrow: bool) -> None:
        super().set_narrow(narrow)
        self.desk.set_narrow(narrow)
        self.panel.set_narrow(narrow)

    @override
    def search(self, text: str) -> None:
        self.ranking.table.search(text)

    @override
    def retranslate(self) -> None:
        self.empty.set_texts(
            self.tr("Er is nog niets te rangschikken"),
            self.tr("De rangschikking ontstaat zodra beoordelaars punten geven."),
        )
        for part in (self.desk, self.panel, self.sheet):
            part.retranslate()
        self.reload()
        self._renew_meeting()
        self.hints_changed.emit()

    @override
    def hideEvent(self, event: QHideEvent) -> None:
        self.trial.stop()
        super().hideEvent(event)

    def reload(self) -> None:
        """Show what the panel holds now; the trial of weights starts again from the official."""
        computed = self._workspace.computed()
        snapshot = computed.snapshot
        self.panel.weights.set_call(snapshot.call)
        self.panel.weights.set_usable(self._may_act())
        self._renew_round()
        self.totals.show_map(visible_totals(self._workspace), anonymous=self._is_anonymous)
        self.panel.forget(map_possible=has_map(computed))
        has_points = bool(snapshot.agreed) or any(
            one.points_cp is not None for one in snapshot.assessments
        )
        self._whole.setVisible(has_points)
        self.empty.setVisible(not has_points)
        self.messages.remove(consensus_notices.READ_ONLY)
        if self._workspace.phase is Phase.FROZEN:
            self.messages.show_message(consensus_notices.frozen())
        self.trial.start(computed)
        self.sturdiness.watch(anonymous=self._is_anonymous)
        if self.panel.choices.current() == STURDY:
            self.sturdiness.ask()

    def discuss(self, dossier: str = "", criterion: str = "") -> None:
        """Open the meeting on a dossier; without one on the dossier under the cursor."""
        record = self.ranking.view.current_record()
        wanted = dossier or ("" if record is None else record.id)
        if not wanted or not self._may_see(wanted):
            return
        self.round.at(wanted, criterion)
        self.sheet.open(self._workspace.computed(), wanted, anonymous=self._is_anonymous)
        self.sheet.set_read_only(not self._may_act())
        self.round.approvals.renew()
        self._left.setCurrentWidget(self.sheet)
        self.ranking.select(wanted)
        self.trial.ask_effects(wanted)
        self.sheet.focus_start(criterion)
        self.hints_changed.emit()

    def commit_weights(self, reason: str) -> bool:
        """Make the weights on trial official; False when that was refused."""
        weights = self.panel.weights.trial.to_commit()
        done = self._acts.push(SetWeights(self._acts, weights, reason), self)
        if done:
            self.reload()
        return done

    def _build(self) -> None:
        self._left.addWidget(self.desk)
        self._left.addWidget(self.sheet)
        line = QHBoxLayout(self._whole)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(0)
        line.addWidget(self._left, 1)
        line.addWidget(hairline(upright=True))
        line.addWidget(self.panel)
        self.body.addWidget(self.messages)
        self.body.addWidget(self._whole, 1)
        self.body.addWidget(self.empty, 1)

    def _connect(self) -> None:
        self.desk.discuss_button.clicked.connect(lambda _checked: self.discuss())
        self.desk.commit_button.clicked.connect(self._on_commit)
        self.ranking.current_changed.connect(self._show_pair)
        self.ranking.opened.connect(self.discuss)
        self.ranking.reach_chosen.connect(self.trial.move_ranks_over)
        self.totals.dossier_chosen.connect(self.ranking.select)
        self.panel.weights.previewed.connect(self._on_previewed)
        self.panel.agenda.opened.connect(self.discuss)
        self.panel.agenda.chosen.connect(self._on_agenda)
        self.round.wanted.connect(self.discuss)
        self.round.told.connect(self.messages.show_message)
        self.panel.map.wanted.connect(self.trial.ask_map)
        self.panel.chosen.connect(self._on_panel)
        self.sheet.committed.connect(self._on_agreed)
        self.sheet.closed.connect(self._on_closed)
        self.sheet.next_wanted.connect(self.round.next_dossier)
        self.sheet.reason_missing.connect(self._on_reason_missing)
        self.trial.changed.connect(self._on_preview)
        self.trial.agreed.connect(self.panel.agreement.show_agreement)
        self.trial.failed.connect(self._on_failed)
        self._acts.refused.connect(self._on_refused)
        self._acts.hub.changed.connect(self._on_changed)
        bind_keys(self, {"Escape": self._on_escape, "B": self._on_beamer})

    def _may_act(self) -> bool:
        office = self._workspace.actor.role in {Role.CHAIR, Role.SECRETARIAT}
        return office and not (self._acts.only_reads or self._workspace.phase is Phase.FROZEN)

    def _may_see(self, dossier: str) -> bool:
        """Whether who presides may see this dossier; says why where they may not."""
        barred = self.round.barred(dossier)
        if barred is not None:
            self._on_refused(barred)
        return barred is None

    def _renew_round(self) -> None:
        self.panel.agenda.show_items(agenda(self._workspace.computed()))
        self.panel.show_count(len(self.panel.agenda.open_items))
        self.round.renew(anonymous=self._is_anonymous, may_act=self._may_act())

    def _on_preview(self, preview: Preview) -> None:
        official = preview.computed is self.trial.official
        self.ranking.show_records(preview.records, on_trial=not official)
        if not official:
            names = {d.id: d.name for d in preview.computed.snapshot.dossiers}
            self.panel.weights.say_effect(effect_text(preview.effect, names))
        shown = self.ranking.table.all_records
        ranked = sum(record.rank is not None for record in shown)
        call = preview.computed.snapshot.call
        told = consensus_notices.title(ranked, len(shown), call, on_trial=not official)
        self.desk.toolbar.set_title(*told)
        self.desk.commit_button.setVisible(not official and self._may_act())
        self._show_pair(self.ranking.view.current_record())

    def _show_pair(self, record: RankRecord | None) -> None:
        shown, official = self.trial.shown, self.trial.official
        if record is None or shown is None or official is None:
            return
        self.totals.mark(record.id)
        self.panel.show_for(shown.computed, official, record)

    def _on_previewed(self) -> None:
        trial = self.panel.weights.trial
        if trial.differs:
            self.trial.ask(trial.trial)
        else:
            self.trial.show_official()

    def _on_commit(self) -> None:
        weights = self.panel.weights
        dialog = weights_reason(weights.changes(), weights.effect(), self)
        if dialog.exec() == QDialog.DialogCode.Accepted:
            self.commit_weights(dialog.words())
        dialog.deleteLater()

    def _on_agreed(self, agreements: tuple[Agreement, ...]) -> None:
        dossier = self.sheet.dossier
        if self._acts.push(Agree(self._acts, dossier, agreements), self):
            criteria = [one.criterion for one in agreements]
            self.sheet.forget(dossier, criteria)
            self.reload()
            self.discuss(dossier)
            self.sheet.focus_start(self.sheet.next_open(criteria[-1]))
            self.messages.show_message(consensus_notices.agreed(dossier))

    def _on_reason_missing(self, criterion: str) -> None:
        name = self._workspace.call.criterion_text(criterion).name.text(window_language())
        self.messages.show_message(consensus_notices.reason_missing(name))

    def _on_closed(self) -> None:
        self.messages.remove(consensus_notices.NOTICE)
        self._left.setCurrentIndex(0)
        self.ranking.view.setFocus()
        self.hints_changed.emit()

    def _on_escape(self) -> None:
        if self._left.currentWidget() is self.sheet:
            self.sheet.close_sheet()
        elif self.panel.weights.trial.differs:
            self.panel.weights.restore()

    def _on_beamer(self) -> None:
        self._is_anonymous = not self._is_anonymous
        self._renew_round()
        self.totals.show_map(visible_totals(self._workspace), anonymous=self._is_anonymous)
        self.sturdiness.watch(anonymous=self._is_anonymous)
        self._renew_meeting()

    def _renew_meeting(self) -> None:
        if self._left.currentWidget() is self.sheet:
            self.discuss(self.sheet.dossier)

    def _on_agenda(self, dossier: str, criterion: str) -> None:
        if self._left.currentWidget() is self.sheet:
            self.discuss(dossier, criterion)
        else:
            self.ranking.select(dossier)

    def _on_panel(self, key: str) -> None:
        if key == STURDY:
            self.sturdiness.ask()
        elif key == COMPARE:
            self._show_pair(self.ranking.view.current_record())

    def _on_changed(self, changes: Changes, origin: QObject | None) -> None:
        touched = changes.ranking or changes.panel or changes.allocation
        if changes.approvals and not touched and self.isVisible():
            self._renew_round()
        if origin is self or not touched or not self.isVisible():
            return
        self.reload()
        self._renew_meeting()

    def _on_refused(self, error: UserError) -> None:
        if self.isVisible():
            self.messages.show_message(consensus_notices.refused(error))

    def _on_failed(self, fault: Exception) -> None:
        self.messages.show_message(consensus_notices.failed(fault))
