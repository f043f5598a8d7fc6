"""What-ifs side by side: the same call under other rules, envelopes or points."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from scoring.allocation.funding import Circumstances, Engines, Proposal, propose
from scoring.dossiers import Dossier, Synergy
from scoring.rules import Policy, Rules


@dataclass(frozen=True, slots=True)
class Scenario:
    """A named variation: the rules and dossiers as they would have been."""

    name: str
    rules: Rules
    dossiers: Sequence[Dossier]


@dataclass(frozen=True, slots=True)
class ScenarioCell:
    """One scenario under one policy, with what it changes against the first scenario."""

    name: str
    proposal: Proposal
    gained: tuple[str, ...]
    lost: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ScenarioTable:
    """All scenarios under one policy: who is funded in all of them, in some, in none.

    ``funded_in`` counts for every dossier of the first scenario.
    """

    policy: Policy
    cells: tuple[ScenarioCell, ...]
    funded_in: Mapping[str, int]

    @property
    def always(self) -> tuple[str, ...]:
        """Funded in every scenario."""
        return tuple(n for n, count in self.funded_in.items() if count == len(self.cells))

    @property
    def sometimes(self) -> tuple[str, ...]:
        """Funded in some scenarios but not in all."""
        return tuple(n for n, count in self.funded_in.items() if 0 < count < len(self.cells))

    @property
    def never(self) -> tuple[str, ...]:
        """Funded in no scenario."""
        return tuple(n for n, count in self.funded_in.items() if count == 0)


def play(
    scenarios: Sequence[Scenario],
    policy: Policy,
    *,
    synergies: Sequence[Synergy] = (),
    circumstances: Circumstances | None = None,
    on_done: Callable[[int], None] | None = None,
) -> ScenarioTable:
    """Every scenario under one policy, by the integer engine where it can; the first is the base.

    Raises:
        ScoringError: as ``scoring.allocation.funding.propose`` for any of them.
    """
    cells: list[ScenarioCell] = []
    for number, scenario in enumerate(scenarios, start=1):
        proposal = propose(
            scenario.rules,
            scenario.dossiers,
            policy,
            synergies=synergies,
            circumstances=circumstances,
            engines=Engines.FAST,
        )
        base = cells[0].proposal.funded if cells else proposal.funded
        cells.append(
            ScenarioCell(
                name=scenario.name,
                proposal=proposal,
                gained=tuple(n for n in proposal.funded if n not in base),
                lost=tuple(n for n in base if n not in proposal.funded),
            )
        )
        if on_done is not None:
            on_done(number)
    names = sorted(d.id for d in scenarios[0].dossiers) if scenarios else []
    counts = {n: sum(n in cell.proposal.funded for cell in cells) for n in names}
    return ScenarioTable(policy, tuple(cells), counts)
