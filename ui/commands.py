"""What can be undone: each command holds before and after and calls one verb of the services.

A command looks whether the value it replaces still stands. Where somebody else was first it writes
nothing, the history is emptied and the page says why. Undo never takes a journal line away; it adds
one.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Final

from PySide6.QtCore import QCoreApplication, QObject, QTimer, Signal
from PySide6.QtGui import QUndoCommand, QUndoStack
from typing_extensions import override

from delpanel.changes import Changes
from delpanel.errors import StaleValue, UserError
from delpanel.model.actor import Role
from delpanel.model.assessment import AgreedPoints
from delpanel.services.calls import calling
from delpanel.services.consensus import agreeing
from delpanel.services.consensus.agreeing import Agreement
from delpanel.services.people import assessing, voiding
from delpanel.services.state.workspace import Workspace
from scoring.dossiers import ScoreState
from scoring.errors import ScoringError
from ui.kit.hub import ChangeHub
from ui.models.points import in_sentence, window_language

Where = tuple[str, str, str]
translate = QCoreApplication.translate
MOTIVATION_ID: Final = 1


class Acts(QObject):
    """Where pages push what can be undone: one history per open panel.

    ``refused`` carries the ``UserError`` of an act that was not done; ``stored`` comes after each
    act that was, undone and redone ones too.
    """

    refused = Signal(object)
    stored = Signal()

    def __init__(
        self,
        workspace: Workspace,
        hub: ChangeHub,
        stack: QUndoStack | None = None,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.workspace = workspace
        self.hub = hub
        self.stack = stack if stack is not None else QUndoStack(self)
        self._origin: QObject | None = None

    @property
    def only_reads(self) -> bool:
        """Whether nothing can be stored from here: a reader, or a panel open elsewhere."""
        return self.workspace.store.read_only or self.workspace.actor.role is Role.READER

    def push(self, command: PanelCommand, origin: QObject | None = None) -> bool:
        """Do an act and remember it; False when it was refused."""
        self._origin = origin
        self.stack.push(command)
        self._origin = None
        return command.is_done

    def run(self, verb: Callable[[], Changes], origin: QObject | None = None) -> bool:
        """Call a verb of the services; tell the pages but ``origin``, or say why not."""
        try:
            changes = verb()
        except (UserError, ScoringError) as error:
            self.refused.emit(error)
            if isinstance(error, StaleValue):
                # The stack is in the middle of this very command: empty it afterwards.
                QTimer.singleShot(0, self, self.stack.clear)
            return False
        self.hub.tell(changes, origin or self._origin)
        self.stored.emit()
        return True


class PanelCommand(QUndoCommand):
    """A command that drops itself where its act is refused."""

    def __init__(self, acts: Acts, text: str) -> None:
        super().__init__(text)
        self.acts = acts
        self.is_done = False

    @override
    def redo(self) -> None:
        self.is_done = self.acts.run(self.forth)
        self.setObsolete(not self.is_done)

    @override
    def undo(self) -> None:
        self.setObsolete(not self.acts.run(self.back))

    def forth(self) -> Changes:
        """Do it."""
        raise NotImplementedError

    def back(self) -> Changes:
        """Take it back."""
        raise NotImplementedError


class SetPoints(PanelCommand):
    """Points of one evaluator on one criterion; None empties the cell."""

    def __init__(self, acts: Acts, where: Where, before: int | None, after: int | None) -> None:
        super().__init__(
            acts, translate("Commands", "punten van {0}, {1}").format(*_names(acts, where))
        )
        self.where, self.before, self.after = where, before, after
        # of a cell that is void: what stood there, so that undoing leaves it to be restored
        self.voided = acts.workspace.snapshot().voided_by_cell.get(where)

    @override
    def forth(self) -> Changes:
        self._require_held(self.before)
        return assessing.set_points(self.acts.workspace, self.where, self.after)

    @override
    def back(self) -> Changes:
        self._require_held(self.after)
        if self.voided is not None and self.before is None:
            return voiding.void_again(self.acts.workspace, self.voided)
        return assessing.set_points(self.acts.workspace, self.where, self.before)

    def _require_held(self, points_cp: int | None) -> None:
        workspace = self.acts.workspace
        stands = assessing.cell(workspace.snapshot(), *self.where).points_cp == points_cp
        stands &= self.voided is not None or not _is_void(workspace, self.where)
        _require(workspace, self.where, stands)


class SetMotivation(PanelCommand):
    """The written reason of one evaluator on one criterion; typing in one cell is one step."""

    def __init__(self, acts: Acts, where: Where, before: str, after: str) -> None:
        super().__init__(
            acts, translate("Commands", "motivering van {0}, {1}").format(*_names(acts, where))
        )
        self.where, self.before, self.after = where, before, after
        self.was_void = _is_void(acts.workspace, where)

    @override
    def id(self) -> int:
        return MOTIVATION_ID

    @override
    def mergeWith(self, other: QUndoCommand) -> bool:
        if not isinstance(other, SetMotivation) or other.where != self.where:
            return False
        self.after = other.after
        self.setObsolete(self.after == self.before)
        return True

    @override
    def forth(self) -> Changes:
        return self._set(self.before, self.after)

    @override
    def back(self) -> Changes:
        return self._set(self.after, self.before)

    def _set(self, held: str, wanted: str) -> Changes:
        workspace = self.acts.workspace
        stands = assessing.cell(workspace.snapshot(), *self.where).motivation == held
        stands &= self.was_void or not _is_void(workspace, self.where)
        _require(workspace, self.where, stands)
        return assessing.set_motivation(workspace, self.where, wanted)


class Agree(PanelCommand):
    """The consensus on some criteria of one dossier."""

    def __init__(self, acts: Acts, dossier: str, after: tuple[Agreement, ...]) -> None:
        super().__init__(acts, translate("Commands", "consensus van {0}").format(dossier))
        self.dossier = dossier
        self.before = tuple(_held(acts.workspace, dossier, a.criterion) for a in after)
        self.after = tuple(_as_stored(a, held) for a, held in zip(after, self.before, strict=True))
        agreed = acts.workspace.snapshot().agreed_by_cell
        self.stood = tuple((a.criterion, agreed.get((dossier, a.criterion))) for a in after)

    @override
    def forth(self) -> Changes:
        standing = self._standing(self.before)
        return agreeing.agree(self.acts.workspace, self.after, standing)

    @override
    def back(self) -> Changes:
        standing = self._standing(self.after)
        return agreeing.restore(self.acts.workspace, self.dossier, self.stood, standing)

    def _standing(self, held: tuple[Agreement, ...]) -> dict[tuple[str, str], AgreedPoints | None]:
        """What stands now where it is what was decided upon; StaleValue where it is not."""
        workspace = self.acts.workspace
        agreed = workspace.snapshot().agreed_by_cell
        for entry in held:
            if _held(workspace, self.dossier, entry.criterion) != entry:
                with workspace.store.read() as reading:
                    raise agreeing.stale(workspace, reading, self.dossier, entry.criterion)
        cells = [(self.dossier, entry.criterion) for entry in held]
        return {cell: agreed.get(cell) for cell in cells}


class SetWeights(PanelCommand):
    """The official weights, with the reason that goes into the journal."""

    def __init__(self, acts: Acts, after: Mapping[str, int], reason: str) -> None:
        super().__init__(acts, translate("Commands", "gewichten"))
        self.before = official_weights(acts.workspace)
        self.after = dict(after)
        self.reason = reason

    @override
    def forth(self) -> Changes:
        return self._set(self.before, self.after, self.reason)

    @override
    def back(self) -> Changes:
        reason = translate("Commands", "ongedaan gemaakt: {0}").format(self.reason)
        return self._set(self.after, self.before, reason)

    def _set(self, held: Mapping[str, int], wanted: Mapping[str, int], reason: str) -> Changes:
        workspace = self.acts.workspace
        if official_weights(workspace) != held:
            raise calling.stale(workspace)
        return calling.set_weights(workspace, wanted, reason)


def _is_void(workspace: Workspace, where: Where) -> bool:
    """Whether a conflict of interest voided a cell: no older step reaches into it."""
    return assessing.cell(workspace.snapshot(), *where).state is ScoreState.COI


def official_weights(workspace: Workspace) -> dict[str, int]:
    """The weights of the call as it stands, by criterion."""
    return {c.id: c.weight for c in workspace.call.rules.criteria}


def _held(workspace: Workspace, dossier: str, criterion: str) -> Agreement:
    there = workspace.snapshot().agreed_by_cell.get((dossier, criterion))
    held = there or AgreedPoints(dossier, criterion, None)
    return Agreement(dossier, criterion, held.points_cp, held.motivation, held.reason, held.sources)


def _as_stored(entry: Agreement, held: Agreement) -> Agreement:
    """Give an entry in the form in which the panel gives it back."""
    motivation = entry.motivation.strip()
    sources = held.sources if entry.sources is None else entry.sources
    kept = tuple(sorted(sources or (), key=lambda source: source.evaluator))
    return replace(
        entry,
        motivation=motivation,
        reason=entry.reason.strip(),
        sources=kept if motivation else (),
    )


def _require(workspace: Workspace, where: Where, stands: bool) -> None:
    if not stands:
        raise assessing.stale(workspace, where)


def _names(acts: Acts, where: Where) -> tuple[str, str]:
    dossier, _, criterion = where
    text = acts.workspace.call.criterion_text(criterion)
    return dossier, in_sentence(text.name.text(window_language()))
