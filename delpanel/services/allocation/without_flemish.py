"""What each policy would fund if Flanders gave nothing: two authorities, two decisions."""

from __future__ import annotations

from dataclasses import dataclass

from delpanel import messages
from delpanel.services.state.computed import Computed
from scoring.rules import Policy


@dataclass(frozen=True, slots=True)
class WithoutFlemish:
    """One policy with a Flemish envelope of nought; ``value`` in T units, amounts in cents.

    ``entered`` and ``left`` are the dossiers that differ from what it funds with that envelope.
    """

    policy: Policy
    funded: tuple[str, ...]
    entered: tuple[str, ...]
    left: tuple[str, ...]
    provinces: int
    value: int
    erdf_cents: int


def without_flemish(computed: Computed) -> dict[Policy, WithoutFlemish]:
    """Solve both policies again with nothing Flemish; exact, by the integer engine.

    Raises:
        NotProvenError: an optimum was not proved.
    """
    there = computed.without_flemish()
    return {policy: _one(computed, there, policy) for policy in Policy}


def without_flemish_sentence(found: WithoutFlemish, language: str) -> str:
    """Say it in one sentence."""
    if not found.funded:
        return messages.sentence("WITHOUT_FLEMISH_NOBODY", {}, language)
    changes = [f"+{name}" for name in found.entered]
    changes += [f"\N{MINUS SIGN}{name}" for name in found.left]
    params: dict[str, messages.Param] = {
        "count": found.provinces,
        "erdf_cents": found.erdf_cents,
        "changes": " ".join(changes),
    }
    code = "WITHOUT_FLEMISH" if changes else "WITHOUT_FLEMISH_SAME"
    return messages.sentence(code, params, language)


def _one(here: Computed, there: Computed, policy: Policy) -> WithoutFlemish:
    held, found = here.quick_proposal(policy), there.quick_proposal(policy)
    return WithoutFlemish(
        policy=policy,
        funded=found.funded,
        entered=tuple(name for name in found.funded if name not in held.funded),
        left=tuple(name for name in held.funded if name not in found.funded),
        provinces=len(found.totals.provinces),
        value=found.totals.value,
        erdf_cents=found.totals.erdf_cents,
    )
