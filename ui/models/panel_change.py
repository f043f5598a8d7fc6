"""Rules by which a member leaves or joins, in words, and the changes that were made."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from PySide6.QtCore import QCoreApplication

from delpanel.model.panel_change import ChangeKind, JoinRule, LeaveRule
from delpanel.services.consensus.panel_change_view import effect_sentences
from delpanel.services.consensus.panel_changing import changes
from delpanel.services.state.workspace import Workspace
from ui.models.points import window_language


@dataclass(frozen=True, slots=True)
class ChangeRecord:
    """One change of the panel: who, what in a few words, why, and the effect in sentences."""

    number: int
    at: datetime
    name: str
    what: str
    reason: str
    effect: tuple[str, ...]


def leave_rules() -> list[tuple[str, str, str]]:
    """Give the rules for who leaves: key, name, meaning."""
    return [
        (
            LeaveRule.KEEP,
            _tr("Wat gegeven is, telt"),
            _tr("Lege vakken worden niet meer verwacht."),
        ),
        (
            LeaveRule.COMPLETE,
            _tr("Alleen volledige bladen tellen"),
            _tr("Een blad met een leeg criterium telt niet meer mee."),
        ),
        (
            LeaveRule.EXCLUDE,
            _tr("Niets telt nog"),
            _tr("Alle punten van dit lid worden opzijgezet; ze blijven bewaard."),
        ),
    ]


def join_rules(*, may_return: bool) -> list[tuple[str, str, str]]:
    """Give the rules for who joins: key, name, meaning."""
    found: list[tuple[str, str, str]] = [
        (
            JoinRule.OPEN,
            _tr("Wat nog niet overeengekomen is"),
            _tr("Dossiers waar nog een criterium zonder consensus is."),
        ),
        (
            JoinRule.SHORT,
            _tr("Waar een beoordelaar ontbreekt"),
            _tr("Dossiers met minder beoordelaars dan de oproep vraagt."),
        ),
        (JoinRule.ALL, _tr("Elk dossier"), _tr("Alles wat meedoet, behalve belangenconflicten.")),
    ]
    if may_return:
        back = (
            JoinRule.RETURN,
            _tr("Terug zoals het was"),
            _tr("Wat bij het vertrek opzijgezet is, telt weer mee."),
        )
        found.insert(0, back)
    return found


def change_records(workspace: Workspace) -> tuple[ChangeRecord, ...]:
    """Give every change that was made, the first one first."""
    people = workspace.snapshot().evaluator_by_id
    names = {key: name for key, name, _ in (*leave_rules(), *join_rules(may_return=True))}
    found = []
    for one in changes(workspace):
        person = people.get(one.evaluator)
        left = one.kind is ChangeKind.LEFT
        word = _tr("vertrok: {0}") if left else _tr("kwam erbij: {0}")
        rule = names.get(one.rule, one.rule)
        found.append(
            ChangeRecord(
                one.number,
                one.at,
                one.evaluator if person is None else person.name,
                word.format(rule[:1].lower() + rule[1:]),
                one.reason,
                effect_sentences(one.effect, window_language()),
            )
        )
    return tuple(found)


def _tr(text: str) -> str:
    return QCoreApplication.translate("PanelChange", text)
