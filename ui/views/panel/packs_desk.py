"""Makes opening keys and packs in the background, and says what was made and who gets what."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from delpanel.changes import Changes
from delpanel.errors import UserError
from delpanel.model.pack import PackKind
from delpanel.progress import Progress
from delpanel.services.packs import opening_keys, packing
from delpanel.services.packs.packing import WrittenPack
from ui.commands import Acts
from ui.kit.jobs import JobRunner, Work
from ui.kit.notify import Kind, Message, MessageArea
from ui.models.issues import refusal_message


class PacksDesk(QObject):
    """``phrases_made`` carries the packs whose passphrases are to be shown once."""

    phrases_made = Signal(object)

    def __init__(self, acts: Acts, runner: JobRunner, messages: MessageArea, page: QWidget) -> None:
        super().__init__(page)
        self._acts = acts
        self._workspace = acts.workspace
        self._runner = runner
        self._messages = messages
        self._phrases: Path | None = None
        self._folder = Path()

    def whole_key(self, target: Path, passphrase: str) -> None:
        """Make the opening key for the chair alone."""

        def work(progress: Progress) -> object:
            progress(0, 1)
            return opening_keys.make_whole(self._workspace, target, passphrase)[1]

        self._run(work, self.tr("Openingssleutel maken"), self._on_whole)

    def split_key(self, folder: Path, needed: int, holders: int) -> None:
        """Make the opening key for holders."""

        def work(progress: Progress) -> object:
            progress(0, 1)
            return opening_keys.make_split(self._workspace, folder, needed, holders)[1]

        self._run(work, self.tr("Openingssleutel maken"), self._on_split)

    def issue(
        self,
        kind: PackKind,
        folder: Path,
        evaluators: tuple[str, ...],
        due_at: datetime | None,
        phrases: Path | None,
    ) -> None:
        """Make packs; passphrases that are in the file already are used again."""
        self._phrases, self._folder = phrases, folder

        def work(progress: Progress) -> object:
            known = {} if phrases is None else packing.read_passphrases(phrases)
            written = packing.issue(
                self._workspace,
                kind,
                folder,
                evaluators=evaluators,
                passphrases=known,
                due_at=due_at,
                progress=progress,
            )
            if phrases is not None:
                new = {one.issued.head.evaluator: one.passphrase for one in written}
                packing.write_passphrases(phrases, {**known, **new})
            return written

        self._run(work, self.tr("Pakketten verzegelen"), self._on_issued)

    def good(self, lead: str, text: str) -> None:
        """Say what was done."""
        self._messages.remove("refused")
        self._messages.show_message(Message(Kind.GOOD, lead, text, key="packs"))

    def _on_whole(self, path: object) -> None:
        self._tell()
        if isinstance(path, Path):
            self.good(
                self.tr("De openingssleutel staat in {0}.").format(path.name),
                self.tr(
                    "Geef het bestand aan de voorzitter, de wachtzin langs een andere weg, en"
                    " bewaar een kopie op een veilige plaats."
                ),
            )

    def _on_split(self, paths: object) -> None:
        self._tell()
        if isinstance(paths, tuple):
            self.good(
                self.tr("%n woordenlijsten gemaakt.", "", len(paths)),
                self.tr(
                    "Ze staan in {0}: {1} tot {2}. Geef elke houder zijn lijst en wis ze daarna."
                ).format(paths[0].parent, paths[0].name, paths[-1].name),
            )

    def _on_issued(self, written: object) -> None:
        self._tell()
        if not isinstance(written, tuple) or not written:
            return
        text = self.tr("Ze staan in {0}.").format(self._folder)
        if self._phrases is not None:
            text = f"{text} {self.tr('De wachtzinnen staan in {0}.').format(self._phrases.name)}"
        self.good(self.tr("%n pakketten gemaakt.", "", len(written)), text)
        if self._phrases is None and all(isinstance(w, WrittenPack) for w in written):
            self.phrases_made.emit(written)

    def _tell(self) -> None:
        self._acts.hub.tell(Changes(panel=True), self)
        self._acts.stored.emit()

    def _run(self, work: Work, name: str, done: Callable[[object], None]) -> None:
        job = self._runner.prepare(work, name)
        job.succeeded.connect(done)
        job.failed.connect(self._on_failed)
        self._runner.start(job)

    def _on_failed(self, error: object) -> None:
        if isinstance(error, UserError):
            self._messages.show_message(refusal_message(error))
        elif isinstance(error, BaseException):
            raise error
