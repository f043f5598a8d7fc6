"""Where the answers on agreed points lie: in the pack of one member, or in a panel on a server."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal
from typing_extensions import override

from delpanel.changes import Changes
from delpanel.model.approval import Approval
from delpanel.model.call import Call
from delpanel.model.pack import AgreedDossier, GivenApproval
from delpanel.services.member.pack_view import own_order
from delpanel.services.packs.pack_filling import approvable
from delpanel.services.people import approving
from ui.commands import Acts
from ui.pack_acts import PackActs


class Approvals(QObject):
    """What one member is asked to approve, and what that member said; the page asks here.

    ``refused`` carries the ``UserError`` of an answer that was not taken, ``changed`` what changed
    and who did it. ``hands_in`` says whether the answers still have to be handed in.
    """

    refused = Signal(object)
    changed = Signal(object, object)
    hands_in = True

    @property
    def call(self) -> Call:
        """The call whose criteria were agreed on."""
        raise NotImplementedError

    def agreed(self) -> tuple[AgreedDossier, ...]:
        """Give what was agreed on each own dossier, in the order of the member."""
        raise NotImplementedError

    def given(self, dossier: str) -> GivenApproval | None:
        """Give what was said of a dossier and still holds; None before that."""
        raise NotImplementedError

    def give(self, shown: AgreedDossier, answer: GivenApproval, origin: QObject) -> bool:
        """Answer on what is ``shown``; False where that was refused."""
        raise NotImplementedError


class PackApprovals(Approvals):
    """The answers in an approval pack."""

    def __init__(self, acts: PackActs, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._acts = acts
        acts.refused.connect(self.refused)
        acts.changed.connect(self.changed)

    @property
    @override
    def call(self) -> Call:
        return self._acts.desk.call

    @override
    def agreed(self) -> tuple[AgreedDossier, ...]:
        held = {one.dossier: one for one in self._acts.desk.content.agreed}
        return tuple(held[number] for number in own_order(self._acts.desk))

    @override
    def given(self, dossier: str) -> GivenApproval | None:
        return self._acts.desk.approval(dossier)

    @override
    def give(self, shown: AgreedDossier, answer: GivenApproval, origin: QObject) -> bool:
        del shown
        return self._acts.approve(answer, origin)


class PanelApprovals(Approvals):
    """The answers of a member at an own login, once the chair released the points."""

    hands_in = False

    def __init__(self, acts: Acts, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._acts = acts
        acts.refused.connect(self.refused)
        acts.hub.changed.connect(self.changed)

    @property
    @override
    def call(self) -> Call:
        return self._acts.workspace.call

    @override
    def agreed(self) -> tuple[AgreedDossier, ...]:
        state = self._acts.workspace.snapshot()
        return approvable(state, self._me) if state.released else ()

    @override
    def given(self, dossier: str) -> GivenApproval | None:
        held = self._held(dossier)
        return None if held is None else GivenApproval(dossier, held.answer, held.note)

    @override
    def give(self, shown: AgreedDossier, answer: GivenApproval, origin: QObject) -> bool:
        workspace = self._acts.workspace

        def verb() -> Changes:
            return approving.answer(
                workspace, answer.dossier, self._me, answer.answer, answer.note, seen=shown.digest
            )

        return self._acts.run(verb, origin)

    @property
    def _me(self) -> str:
        return self._acts.workspace.actor.evaluator_id or ""

    def _held(self, dossier: str) -> Approval | None:
        state = approving.approval_state(self._acts.workspace.snapshot(), dossier)
        return state.answer_of(self._me)
