"""The ranking under weights on trial, beside the official one; computed away from the window."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from PySide6.QtCore import QCoreApplication

from delpanel.services.rankings.ranking import preview_weights
from delpanel.services.state.computed import Computed
from scoring.errors import ScoringError
from ui.models.ranking import RankRecord, rank_records, ranks_of

translate = QCoreApplication.translate


@dataclass(frozen=True, slots=True)
class Effect:
    """What other weights do: ids of dossiers that move, lose or gain a rank, lose or gain money.

    ``is_funding_known`` is False where the optimum could not be proved in time.
    """

    moved: tuple[str, ...] = ()
    fell: tuple[str, ...] = ()
    rose: tuple[str, ...] = ()
    funded_out: tuple[str, ...] = ()
    funded_in: tuple[str, ...] = ()
    is_funding_known: bool = True


@dataclass(frozen=True, slots=True)
class Preview:
    """One ranking on trial; ``weights`` are those it was computed with."""

    weights: Mapping[str, int]
    computed: Computed
    records: tuple[RankRecord, ...]
    effect: Effect


class PreviewMaker:
    """Holds the official numbers and computes others beside them; nothing is stored."""

    def __init__(self, official: Computed) -> None:
        self.official = official

    @cached_property
    def ranks(self) -> dict[str, int]:
        """The official ranks."""
        return ranks_of(self.official)

    @cached_property
    def funded(self) -> frozenset[str] | None:
        """What the official weights fund; None where that is not proved."""
        return _funded(self.official)

    def present(self) -> Preview:
        """Give the official ranking in the shape of a preview; cheap enough for the window."""
        weights = {c.id: c.weight for c in self.official.snapshot.call.rules.criteria}
        return Preview(weights, self.official, tuple(rank_records(self.official)), Effect())

    def make(self, weights: Mapping[str, int]) -> Preview:
        """Compute ranking and effect under these weights."""
        computed = preview_weights(self.official, weights)
        records = tuple(rank_records(computed, self.ranks))
        return Preview(dict(weights), computed, records, self._effect(computed))

    def _effect(self, computed: Computed) -> Effect:
        after = ranks_of(computed)
        both = self.ranks.keys() & after.keys()
        funded, was = _funded(computed), self.funded
        known = funded is not None and was is not None
        return Effect(
            moved=tuple(sorted(n for n in both if after[n] != self.ranks[n])),
            fell=tuple(sorted(self.ranks.keys() - after.keys())),
            rose=tuple(sorted(after.keys() - self.ranks.keys())),
            funded_out=tuple(sorted((was or frozenset()) - (funded or frozenset())))
            if known
            else (),
            funded_in=tuple(sorted((funded or frozenset()) - (was or frozenset())))
            if known
            else (),
            is_funding_known=known,
        )


def effect_text(effect: Effect, names: Mapping[str, str]) -> str:
    """Say in one or two sentences what other weights do."""
    parts = [_moves(effect), _gates(effect, names)]
    ranked = translate("Effect", "Gevolg: {0}, {1}.").format(*parts)
    return f"{ranked} {_money(effect, names)}".strip()


def _moves(effect: Effect) -> str:
    count = len(effect.moved)
    if not count:
        return translate("Effect", "geen dossier verandert van plaats")
    if count == 2:
        return translate("Effect", "twee dossiers wisselen van plaats")
    if count == 1:
        return translate("Effect", "één dossier verandert van plaats")
    return translate("Effect", "{0} dossiers veranderen van plaats").format(count)


def _gates(effect: Effect, names: Mapping[str, str]) -> str:
    if not effect.fell and not effect.rose:
        return translate("Effect", "geen enkel zakt onder een drempel")
    said = []
    if effect.fell:
        fallen = _list(effect.fell, names)
        said.append(translate("Effect", "{0} zakt onder een drempel").format(fallen))
    if effect.rose:
        risen = _list(effect.rose, names)
        said.append(translate("Effect", "{0} haalt nu elke drempel").format(risen))
    return ", ".join(said)


def _money(effect: Effect, names: Mapping[str, str]) -> str:
    if not effect.is_funding_known:
        return ""
    gone, come = _list(effect.funded_out, names), _list(effect.funded_in, names)
    if gone and come:
        return translate("Effect", "{0} krijgt steun in plaats van {1}.").format(come, gone)
    if gone:
        return translate("Effect", "{0} krijgt geen steun meer.").format(gone)
    if come:
        return translate("Effect", "{0} krijgt nu ook steun.").format(come)
    return translate("Effect", "Dezelfde dossiers krijgen steun.")


def _list(ids: tuple[str, ...], names: Mapping[str, str]) -> str:
    listed = [names.get(name, name) for name in ids]
    if len(listed) < 2:
        return "".join(listed)
    return translate("Effect", "{0} en {1}").format(", ".join(listed[:-1]), listed[-1])


def _funded(computed: Computed) -> frozenset[str] | None:
    try:
        return frozenset(computed.quick_proposal().funded)
    except ScoringError:
        return None
