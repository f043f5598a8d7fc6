"""Everything the reason pane says of one dossier beyond its outcome; solved beside the window."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from delpanel.errors import UserError
from delpanel.services.allocation.alternatives import Alternative, alternative
from delpanel.services.allocation.explaining import Explaining, Explanation
from delpanel.services.allocation.succession import SuccessionRow, succession_of
from delpanel.services.state.computed import Computed
from scoring.errors import ScoringError
from scoring.rules import Policy


@dataclass(frozen=True, slots=True)
class Answer:
    """What choosing it would cost, what would have to change, and who would follow it."""

    dossier: str
    price: Alternative | None
    explanations: Mapping[Policy, Explanation]
    successions: Mapping[Policy, SuccessionRow]


class Answers:
    """The answers for one state of the panel; each is solved once."""

    def __init__(self, computed: Computed) -> None:
        self.computed = computed
        self._explaining = Explaining(computed)
        self._held: dict[str, Answer] = {}

    def held(self, dossier: str) -> Answer | None:
        """Give the answer if it is there already."""
        return self._held.get(dossier)

    def make(self, dossier: str) -> Answer:
        """Solve and keep the answer; not for the thread of the window."""
        held = self._held.get(dossier)
        if held is None:
            held = self._solved(dossier)
            self._held[dossier] = held
        return held

    def _solved(self, dossier: str) -> Answer:
        try:
            price = alternative(self.computed, dossier)
        except (ScoringError, UserError):
            price = None
        rows = {p: succession_of(self.computed, dossier, p) for p in Policy}
        return Answer(
            dossier=dossier,
            price=price,
            explanations={p: self._explaining.of(dossier, p) for p in Policy},
            successions={p: row for p, row in rows.items() if row is not None},
        )
