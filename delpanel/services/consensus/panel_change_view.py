"""A change of the panel in words and as plain data, for window and command line."""

from __future__ import annotations

from typing import Final

from delpanel import messages
from delpanel.model.panel_change import ChangeEffect, PanelChange
from delpanel.services.consensus.consensus_ledger import consequence_as_plain, consequence_sentence
from delpanel.services.consensus.panel_changing import ChangePlan

_SAID: Final = (
    ("assigned", "CHANGE_ASSIGNED"),
    ("unassigned", "CHANGE_UNASSIGNED"),
    ("short", "CHANGE_SHORT"),
    ("awaited", "CHANGE_AWAITED"),
    ("stale", "CHANGE_STALE"),
    ("gates", "CHANGE_GATES"),
)


def effect_sentences(effect: ChangeEffect, language: str) -> tuple[str, ...]:
    """Say what a change does: cells first, then dossiers, the outcome last."""
    found = []
    for code, cells in (("CHANGE_EXCLUDED", effect.excluded), ("CHANGE_RESTORED", effect.restored)):
        if cells:
            names = ", ".join(sorted({cell[0] for cell in cells}))
            params: dict[str, messages.Param] = {"count": len(cells), "names": names}
            found.append(messages.sentence(code, params, language))
    for field, code in _SAID:
        names_of = getattr(effect, field)
        if names_of:
            params = {"names": ", ".join(names_of), "count": len(names_of)}
            found.append(messages.sentence(code, params, language))
    found.append(consequence_sentence(effect.consequence, language))
    return tuple(found)


def plan_as_plain(plan: ChangePlan, language: str, *, done: bool) -> dict[str, object]:
    """Give what a change does, or did, as plain data."""
    return {
        "evaluator": plan.evaluator.id,
        "kind": str(plan.kind),
        "rule": plan.rule,
        "done": done,
        **effect_as_plain(plan.effect, language),
    }


def change_as_plain(change: PanelChange, language: str) -> dict[str, object]:
    """Give a change that was made as plain data."""
    return {
        "number": change.number,
        "at": change.at.isoformat(),
        "actor": change.actor,
        "evaluator": change.evaluator,
        "kind": str(change.kind),
        "rule": change.rule,
        "reason": change.reason,
        **effect_as_plain(change.effect, language),
    }


def effect_as_plain(effect: ChangeEffect, language: str) -> dict[str, object]:
    """Give an effect as plain data with its sentences."""
    return {
        "assigned": list(effect.assigned),
        "unassigned": list(effect.unassigned),
        "excluded": ["/".join(cell) for cell in effect.excluded],
        "restored": ["/".join(cell) for cell in effect.restored],
        "short": list(effect.short),
        "stale": list(effect.stale),
        "awaited": list(effect.awaited),
        "gates": list(effect.gates),
        "outcome": consequence_as_plain(effect.consequence, language),
        "sentences": list(effect_sentences(effect, language)),
    }
