"""A page in place of one whose numbers are held back until every sheet is in."""

from __future__ import annotations

from typing_extensions import override

from delpanel.model.actor import Role
from delpanel.services.calls import releasing
from delpanel.services.round.round_progress import sheets_done
from ui.commands import Acts
from ui.dialogs.release import ReleaseDialog
from ui.kit.dressing import primary_button
from ui.kit.empty_state import EmptyState
from ui.kit.notify import MessageArea
from ui.kit.page import Page
from ui.models.issues import refusal_message
from ui.views.empty_page import give_room


class HeldPage(Page):
    """Says how far the members are, and lets whoever presides release the points."""

    def __init__(self, acts: Acts) -> None:
        super().__init__()
        self._acts = acts
        self._workspace = acts.workspace
        self.messages = MessageArea()
        self.release_button = primary_button("", "unlock")
        self.empty = EmptyState("lock", buttons=(self.release_button,))
        self.body.addWidget(self.messages)
        self.body.addWidget(self.empty, 1)
        self.release_button.clicked.connect(self._on_release)
        acts.refused.connect(self._on_refused)
        self.retranslate()

    @override
    def title(self) -> str:
        return self.tr("Nog niet vrijgegeven")

    @override
    def on_shown(self) -> None:
        self.retranslate()
        self.empty.focus_first()

    @override
    def retranslate(self) -> None:
        done, wanted = sheets_done(self._workspace.snapshot())
        said = self.tr(
            "{0} van {1} bladen zijn af. Zolang niet elk blad binnen is, zien voorzitter en"
            " secretariaat niet wat er gegeven is, alleen hoe ver de leden zijn. Wie voorzit, kan"
            " de punten eerder vrijgeven, met een reden in het logboek."
        ).format(done, wanted)
        self.empty.set_texts(self.tr("De punten zijn nog niet vrijgegeven"), said)
        self.release_button.setText(self.tr("Punten vrijgeven"))
        self.release_button.setEnabled(self._workspace.actor.role is Role.CHAIR)
        give_room(self.empty)

    def release(self, reason: str) -> bool:
        """Release the points."""
        return self._acts.run(lambda: releasing.release(self._workspace, reason))

    def _on_release(self) -> None:
        dialog = ReleaseDialog(self)
        if dialog.exec():
            self.release(dialog.words())

    def _on_refused(self, error: object) -> None:
        if self.isVisible() and isinstance(error, Exception):
            self.messages.show_message(refusal_message(error))  # type: ignore[arg-type]  # by signal
