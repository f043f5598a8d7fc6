"""What the big screen shows of a dossier: points without names, what is agreed, the total."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from PySide6.QtCore import QCoreApplication

from delpanel.model.assessment import AgreedPoints
from delpanel.services.rankings.ranking import CriterionPoints, RankingRow, ranking_rows
from delpanel.services.state.computed import Computed
from scoring.points.consolidate import CellFlag
from scoring.ranking.rank import Standing
from ui import formats
from ui.models.points import window_language
from ui.models.ranking_reach import Reach, half_step_reach
from ui.widgets.big_slide import Slide, SlideCriterion

translate = QCoreApplication.translate


def slide(computed: Computed, dossier: str, trial: Mapping[str, int | None]) -> Slide:
    """Give a dossier with the points on trial in the room in place of what is recorded.

    Nothing is stored; total and rank are those the panel would have with these points.
    """
    snapshot, language = computed.snapshot, window_language()
    record = snapshot.dossier_by_id[dossier]
    province = snapshot.call.province(record.nuts)
    tried = _with(computed, dossier, trial)
    row = next(r for r in ranking_rows(tried) if r.id == dossier)
    passes = row.standing is Standing.RANKED
    return Slide(
        dossier=dossier,
        name=record.name,
        province=province.name.text(language) if province else "",
        criteria=tuple(_criterion(computed, dossier, points, trial) for points in row.points),
        total=row.display or formats.NOTHING,
        threshold=_threshold(computed),
        verdict=_verdict(row),
        passes=passes,
        rank=translate("Slide", "Rang {0}").format(row.rank) if row.rank is not None else "",
        reach=_reach(half_step_reach(tried).get(dossier)),
    )


def _with(computed: Computed, dossier: str, trial: Mapping[str, int | None]) -> Computed:
    if not trial:
        return computed
    snapshot = computed.snapshot
    kept = [a for a in snapshot.agreed if not (a.dossier == dossier and a.criterion in trial)]
    tried = [
        AgreedPoints(
            dossier=dossier,
            criterion=criterion,
            points_cp=points,
            based_on=computed.consolidation.cell(dossier, criterion).based_on,
        )
        for criterion, points in trial.items()
    ]
    return Computed(replace(snapshot, agreed=(*kept, *tried)))


def _criterion(
    computed: Computed, dossier: str, given: CriterionPoints, trial: Mapping[str, int | None]
) -> SlideCriterion:
    snapshot, criterion = computed.snapshot, given.criterion
    held = snapshot.agreed_by_cell.get((dossier, criterion))
    stored = None if held is None else held.points_cp
    scale = snapshot.call.rules.scale
    shown = trial.get(criterion, stored)
    is_stale = CellFlag.STALE in computed.consolidation.cell(dossier, criterion).flags
    return SlideCriterion(
        name=snapshot.call.criterion_text(criterion).name.text(window_language()),
        sheets=tuple(sorted(points for _, points in given.individual)),
        agreed=shown,
        is_recorded=shown is not None and shown == stored and not is_stale,
        threshold=snapshot.call.criterion(criterion).threshold_cp,
        minimum=scale.minimum_cp,
        maximum=scale.maximum_cp,
    )


def _threshold(computed: Computed) -> str:
    rules = computed.core.rules
    if rules.total_threshold is None:
        return ""
    on_100 = 100 * rules.total_threshold.threshold_cp // rules.scale.maximum_cp
    return translate("Slide", "drempel {0}").format(on_100)


def _reach(reach: Reach | None) -> str:
    if reach is None:
        return ""
    return translate("Slide", "{0} tot {1} bij een half punt").format(reach.best, reach.worst)


def _verdict(row: RankingRow) -> str:
    if row.standing is Standing.RANKED:
        return translate("Slide", "boven alle drempels")
    if row.gates:
        return translate("Slide", "onder een drempel")
    return translate("Slide", "nog niet volledig")
