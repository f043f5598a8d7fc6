"""The numbers of the consensus page: official at once, all else in jobs beside the window."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from PySide6.QtCore import QObject, Signal

from delpanel.progress import Progress
from delpanel.services.allocation.funded_map import FundedMap, funded_map
from delpanel.services.allocation.sturdiness import Sturdy, sturdiness
from delpanel.services.consensus.leaving_out import OneOut, ScoreEffects, one_out, score_effects
from delpanel.services.consensus.of_points import OfPoints, of_points
from delpanel.services.consensus.panel_reliability import agreement_of
from delpanel.services.consensus.watching import evaluator_flags
from delpanel.services.state.computed import Computed
from scoring.statistics.flags import Flag
from scoring.statistics.panel_agreement import AgreementOn
from ui.kit.jobs import JobRunner
from ui.models.ranking_preview import Preview, PreviewMaker
from ui.models.ranking_reach import Reach, ReachKind, weight_reach
from ui.views.latest import Latest


class Trial(QObject):
    """Holds the ranking on screen and renews it; a result of a former state is dropped.

    ``changed`` carries a ``Preview``, ``agreed`` the coefficients, ``mapped`` a ``FundedMap``,
    ``watched`` the flags about evaluators, ``steadied`` a ``Sturdy`` or None, ``weighed`` an
    ``OfPoints``, ``left_out`` a ``OneOut``, ``tried`` a dossier with what each of its scores
    changes, ``failed`` the fault of a job.
    """

    changed = Signal(object)
    agreed = Signal(object)
    mapped = Signal(object)
    watched = Signal(object)
    steadied = Signal(object)
    weighed = Signal(object)
    left_out = Signal(object)
    tried = Signal(str, object)
    failed = Signal(object)

    def __init__(self, runner: JobRunner, parent: QObject) -> None:
        super().__init__(parent)
        self._maker: PreviewMaker | None = None
        self._shown: Preview | None = None
        self._kind = ReachKind.HALF_STEP
        self._preview = Latest(runner, self.tr("Proef met andere gewichten"), self)
        self._reach = Latest(runner, self.tr("Speling van de rang"), self)
        self._agreement = Latest(runner, self.tr("Eensgezindheid"), self)
        self._map = Latest(runner, self.tr("Beslissingskaart"), self)
        self._watch = Latest(runner, self.tr("Wie de uitslag mee bepaalt"), self)
        self._sturdy = Latest(runner, self.tr("Stevigheid bij andere gewichten"), self)
        self._points = Latest(runner, self.tr("Strengheid en verwachte rang"), self)
        self._left_out = Latest(runner, self.tr("Zonder één beoordelaar of score"), self)
        self._effects = Latest(runner, self.tr("Wat één score verandert"), self)
        self._preview.made.connect(self._on_preview)
        self._reach.made.connect(self._on_reach)
        self._agreement.made.connect(self._on_agreement)
        self._map.made.connect(self._on_map)
        self._watch.made.connect(self._on_watch)
        self._sturdy.made.connect(self._on_sturdy)
        self._points.made.connect(self._on_points)
        self._left_out.made.connect(self._on_left_out)
        self._effects.made.connect(self._on_effects)
        self._reach.failed.connect(self._on_no_reach)
        for latest in self._all():
            latest.failed.connect(self.failed)

    @property
    def official(self) -> Computed | None:
        """The official numbers, or None before the first ``start``."""
        return None if self._maker is None else self._maker.official

    @property
    def shown(self) -> Preview | None:
        """What is on screen now."""
        return self._shown

    def start(self, official: Computed) -> None:
        """Take over a state of the panel and show its official ranking at once."""
        if self._maker is not None and self._maker.official is official:
            self.show_official()
            return
        self.stop()
        self._maker = PreviewMaker(official)
        self.show_official()

    def show_official(self) -> None:
        """Show the official ranking again."""
        if self._maker is not None:
            self._preview.drop()
            self._set(self._maker.present())

    def ask(self, weights: Mapping[str, int]) -> None:
        """Show the ranking under these weights as soon as it is computed."""
        maker, wanted = self._maker, dict(weights)
        if maker is not None:
            self._preview.ask(lambda _progress: (maker, maker.make(wanted)))

    def move_ranks_over(self, kind: ReachKind) -> None:
        """Choose over what the ranks are to move."""
        self._kind = kind
        if self._shown is None:
            return
        if kind is ReachKind.WEIGHTS:
            self._ask_reach(self._shown)
        elif self._maker is not None:
            present = self._shown.computed is self._maker.official
            fresh = self._maker.present() if present else self._maker.make(self._shown.weights)
            self._set(fresh)

    def ask_agreement(self) -> None:
        """Measure how far the evaluators agree."""
        official = self.official
        if official is not None:
            self._agreement.ask(lambda _progress: (official, agreement_of(official)))

    def ask_watch(self) -> None:
        """Look for evaluators on whom the result hangs."""
        official = self.official
        if official is not None:
            self._watch.ask(lambda progress: (official, evaluator_flags(official, progress)))

    def ask_sturdy(self) -> None:
        """Work out over which weights the funded set stays."""
        official = self.official
        if official is not None:
            self._sturdy.ask(lambda progress: (official, sturdiness(official, progress)))

    def ask_points(self) -> None:
        """Estimate severity and expected ranks from the points as they were given."""
        official = self.official
        if official is not None:
            self._points.ask(lambda _progress: (official, of_points(official)))

    def ask_left_out(self) -> None:
        """Redo the panel without each evaluator and without each score."""
        official = self.official
        if official is not None:
            self._left_out.ask(lambda progress: (official, one_out(official, progress)))

    def ask_effects(self, dossier: str) -> None:
        """Work out what each score of one dossier changes."""
        official = self.official
        if official is None:
            return
        self._effects.ask(
            lambda progress: (official, dossier, score_effects(official, dossier, progress)),
            stops_other=True,
        )

    def ask_map(self) -> None:
        """Draw the map of funded sets."""
        official = self.official
        if official is not None:
            self._map.ask(lambda progress: (official, funded_map(official, progress)))

    def stop(self) -> None:
        """Want no result any more."""
        for latest in self._all():
            latest.drop()

    def _all(self) -> tuple[Latest, ...]:
        return (
            self._preview,
            self._reach,
            self._agreement,
            self._map,
            self._watch,
            self._sturdy,
            self._points,
            self._left_out,
            self._effects,
        )

    def _set(self, preview: Preview) -> None:
        self._shown = preview
        self.changed.emit(preview)
        if self._kind is ReachKind.WEIGHTS:
            self._ask_reach(preview)

    def _ask_reach(self, preview: Preview) -> None:
        def work(progress: Progress) -> tuple[Preview, dict[str, Reach]]:
            return preview, weight_reach(preview.computed, progress)

        self._reach.ask(work, stops_other=True)

    def _on_preview(self, result: tuple[PreviewMaker, Preview]) -> None:
        maker, preview = result
        if maker is self._maker:
            self._set(preview)

    def _on_reach(self, result: tuple[Preview, dict[str, Reach]]) -> None:
        preview, found = result
        if preview is not self._shown or self._kind is not ReachKind.WEIGHTS:
            return
        records = tuple(replace(r, reach=found.get(r.id)) for r in preview.records)
        self._shown = replace(preview, records=records)
        self.changed.emit(self._shown)

    def _on_no_reach(self, _fault: Exception) -> None:
        """Show no reach rather than the one over something else that still stands there."""
        if self._shown is not None and self._kind is ReachKind.WEIGHTS:
            records = tuple(replace(record, reach=None) for record in self._shown.records)
            self._shown = replace(self._shown, records=records)
            self.changed.emit(self._shown)

    def _on_agreement(self, result: tuple[Computed, tuple[AgreementOn, ...]]) -> None:
        official, found = result
        if official is self.official:
            self.agreed.emit(found)

    def _on_map(self, result: tuple[Computed, FundedMap]) -> None:
        official, found = result
        if official is self.official:
            self.mapped.emit(found)

    def _on_watch(self, result: tuple[Computed, tuple[Flag, ...]]) -> None:
        official, found = result
        if official is self.official:
            self.watched.emit(found)

    def _on_points(self, result: tuple[Computed, OfPoints]) -> None:
        official, found = result
        if official is self.official:
            self.weighed.emit(found)

    def _on_left_out(self, result: tuple[Computed, OneOut]) -> None:
        official, found = result
        if official is self.official:
            self.left_out.emit(found)

    def _on_effects(self, result: tuple[Computed, str, ScoreEffects]) -> None:
        official, dossier, found = result
        if official is self.official:
            self.tried.emit(dossier, found)

    def _on_sturdy(self, result: tuple[Computed, Sturdy | None]) -> None:
        official, found = result
        if official is self.official:
            self.steadied.emit(found)
