"""Why a pack cannot be made for a member yet, in words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from delpanel import messages
from delpanel.model.pack import Answer, PackKind
from delpanel.services.packs import pack_ledger
from delpanel.services.packs.pack_filling import approvable, free_dossiers
from delpanel.services.packs.pack_ledger import PackLedger
from delpanel.services.state.snapshot import Snapshot
from delpanel.services.state.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Obstacle:
    """What stands between a member and a pack: a code, and the dossiers it is about."""

    evaluator: str
    code: str
    dossiers: tuple[str, ...] = ()

    def sentence(self, language: str) -> str:
        """Say it."""
        params: dict[str, messages.Param] = {
            "count": len(self.dossiers),
            "dossiers": ", ".join(self.dossiers),
        }
        return messages.sentence(self.code, params, language)


def obstacles(workspace: Workspace, kind: PackKind) -> Mapping[str, Obstacle]:
    """Give what keeps packs of this kind from being made, by evaluator; who is free is left out."""
    state, ledger = workspace.snapshot(), pack_ledger.load(workspace)
    found = (obstacle_of(state, ledger, kind, person.id) for person in state.evaluators)
    return {one.evaluator: one for one in found if one is not None}


def obstacle_of(
    state: Snapshot, ledger: PackLedger, kind: PackKind, evaluator: str
) -> Obstacle | None:
    """Give what keeps one member from a pack; None where it can be made."""
    if kind is PackKind.CONFLICTS:
        listed = any(not dossier.withdrawn for dossier in state.dossiers)
        return None if listed else Obstacle(evaluator, "PACK_NO_DOSSIERS")
    if kind is PackKind.APPROVAL:
        agreed = approvable(state, evaluator)
        return None if agreed else Obstacle(evaluator, "PACK_NOTHING_AGREED")
    free, undeclared = free_dossiers(state, ledger, evaluator)
    declared = ledger.declared(evaluator)
    unsure = tuple(
        number
        for number in undeclared
        if number in declared and declared[number].answer is Answer.UNSURE
    )
    silent = tuple(number for number in undeclared if number not in unsure)
    if silent:
        return Obstacle(evaluator, "PACK_UNDECIDED_SILENT", silent)
    if unsure:
        return Obstacle(evaluator, "PACK_UNDECIDED_UNSURE", unsure)
    return None if free else Obstacle(evaluator, "PACK_NOTHING_ASSIGNED")
