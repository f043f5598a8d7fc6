"""What a member does in an open pack: done in memory, on disk at once, undone, tried again.

What cannot be written (a full disk, a stick that was pulled) stays in memory, is tried again every
two seconds and at each change, and the window says so until it is on disk. Where the pack is open
twice, what the other one saved is read and joined with what was done here.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Final

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtGui import QUndoCommand, QUndoStack
from typing_extensions import override

from delpanel.changes import Changes
from delpanel.errors import StaleValue, UserError
from delpanel.model.pack import Declaration, GivenApproval
from delpanel.services.member import pack_answering, pack_draft, pack_history, pack_moving
from delpanel.services.member.pack_draft import PackDesk, Receipt

RETRY_MS: Final = 2000
MOTIVATION_ID: Final = 2

CellWhere = tuple[str, str]


class PackActs(QObject):
    """Holds the pack as it stands.

    ``refused`` carries the ``UserError`` of a change that was not made; ``changed`` what changed
    and who did it; ``stored`` comes after each write, ``trouble_changed`` when writing begins or
    ceases to fail, ``joined`` when work of another window was read.
    """

    refused = Signal(object)
    changed = Signal(object, object)
    stored = Signal()
    trouble_changed = Signal()
    joined = Signal()

    def __init__(
        self, desk: PackDesk, clock: Callable[[], datetime], parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self.desk = desk
        self.stack = QUndoStack(self)
        self.now = clock
        self.trouble: UserError | None = None
        self.saved_at: datetime | None = None
        self._base = desk
        self._retry = QTimer(self)
        self._retry.setInterval(RETRY_MS)
        self._retry.timeout.connect(self.store)

    @property
    def is_saved(self) -> bool:
        """Whether everything done here is on disk."""
        return self.trouble is None

    def set_points(
        self, where: CellWhere, points_cp: int | None, origin: QObject | None = None
    ) -> bool:
        """Give points as a step that can be undone."""
        return self._push(SetPackPoints(self, where, points_cp), origin)

    def set_motivation(self, where: CellWhere, text: str, origin: QObject | None = None) -> bool:
        """Give a reason as a step that can be undone; typing in one cell is one step."""
        return self._push(SetPackMotivation(self, where, text), origin)

    def declare(self, declaration: Declaration, origin: QObject | None = None) -> bool:
        """Record what is declared about a dossier."""
        return self.run(lambda desk: pack_draft.declared(desk, declaration, self.now()), origin)

    def approve(self, given: GivenApproval, origin: QObject | None = None) -> bool:
        """Record what is said of the agreed points of a dossier."""
        return self.run(lambda desk: pack_answering.approved(desk, given, self.now()), origin)

    def restore(self, number: int, origin: QObject | None = None) -> bool:
        """Put a saved state back as a new change."""
        return self.run(lambda desk: pack_history.restored(desk, number, self.now()), origin)

    def finalise(self, target: Path, *, partial: bool) -> Receipt | None:
        """Hand in; None when it was refused, and ``refused`` said why."""
        self.store()
        if not self.is_saved:
            return None
        try:
            receipt = pack_draft.finalise(self.desk, target, self.now(), partial=partial)
        except UserError as error:
            # the draft may have been written, and the return not
            self.desk = self._base = pack_history.rejoined(self.desk, self._base, self.now())
            self.refused.emit(error)
            return None
        self._keep(receipt.desk)
        return receipt

    def move(self, folder: Path) -> None:
        """Go on in another folder, where the work can be written.

        Raises:
            FileProblem: OUT_EXISTS, OUT_FAILED.
        """
        self._keep(pack_moving.moved(self.desk, folder, self.now()))

    def run(self, verb: Callable[[PackDesk], PackDesk], origin: QObject | None = None) -> bool:
        """Change the pack and write it; False when the change was refused."""
        try:
            after = verb(self.desk)
        except UserError as error:
            self.refused.emit(error)
            return False
        if after is not self.desk:
            self.desk = after
            self.store()
            self.changed.emit(Changes(points=True), origin)
        return True

    def store(self) -> None:
        """Write what is not on disk yet; what cannot be written is tried again later."""
        if self.desk is self._base and self.is_saved:
            return
        try:
            self._keep(self._saved())
        except UserError as error:
            self.trouble = error
            self._retry.start()
            self.trouble_changed.emit()

    def _saved(self) -> PackDesk:
        try:
            return pack_draft.save(self.desk, self.now())
        except StaleValue:
            together = pack_history.rejoined(self.desk, self._base, self.now())
        kept = pack_draft.save(together, self.now())
        self.desk = kept
        self.joined.emit()
        return kept

    def _keep(self, desk: PackDesk) -> None:
        self.desk = self._base = desk
        self.saved_at = self.now()
        self._retry.stop()
        if self.trouble is not None:
            self.trouble = None
            self.trouble_changed.emit()
        self.stored.emit()

    def _push(self, command: PackCommand, origin: QObject | None) -> bool:
        command.origin = origin
        self.stack.push(command)
        return command.is_done


class PackCommand(QUndoCommand):
    """A change of one cell; dropped where it is refused or what it replaced stands no longer."""

    def __init__(self, acts: PackActs, where: CellWhere, before: object, after: object) -> None:
        super().__init__()
        self.acts, self.where = acts, where
        self.before, self.after = before, after
        self.origin: QObject | None = None
        self.is_done = False

    @override
    def redo(self) -> None:
        self.is_done = self._held() == self.before and self._set(self.after)
        self.setObsolete(not self.is_done)
        self.origin = None

    @override
    def undo(self) -> None:
        done = self._held() == self.after and self._set(self.before)
        self.setObsolete(not done)

    def _held(self) -> object:
        raise NotImplementedError

    def _set(self, value: object) -> bool:
        raise NotImplementedError


class SetPackPoints(PackCommand):
    """Points on one criterion; None empties the cell."""

    def __init__(self, acts: PackActs, where: CellWhere, after: int | None) -> None:
        super().__init__(acts, where, acts.desk.cell(*where).points_cp, after)

    @override
    def _held(self) -> object:
        return self.acts.desk.cell(*self.where).points_cp

    @override
    def _set(self, value: object) -> bool:
        points = value if isinstance(value, int) else None

        def verb(desk: PackDesk) -> PackDesk:
            kept = desk.cell(*self.where).motivation
            now = self.acts.now()
            return pack_draft.given(desk, self.where, now, points_cp=points, motivation=kept)

        return self.acts.run(verb, self.origin)


class SetPackMotivation(PackCommand):
    """The reason on one criterion."""

    def __init__(self, acts: PackActs, where: CellWhere, after: str) -> None:
        super().__init__(acts, where, acts.desk.cell(*where).motivation, after)

    @override
    def id(self) -> int:
        return MOTIVATION_ID

    @override
    def mergeWith(self, other: QUndoCommand) -> bool:
        if not isinstance(other, SetPackMotivation) or other.where != self.where:
            return False
        self.after = other.after
        self.setObsolete(self.after == self.before)
        return True

    @override
    def _held(self) -> object:
        return self.acts.desk.cell(*self.where).motivation

    @override
    def _set(self, value: object) -> bool:
        def verb(desk: PackDesk) -> PackDesk:
            held = desk.cell(*self.where)
            now = self.acts.now()
            return pack_draft.given(
                desk, self.where, now, points_cp=held.points_cp, motivation=str(value)
            )

        return self.acts.run(verb, self.origin)
