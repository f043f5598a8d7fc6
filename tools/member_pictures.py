"""Take a picture of every page a panel member sees, in a made-up round.

member_pictures.py FOLDER [--language nl|en] [--scheme light|dark|contrast] [--size 1440x900]
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from delpanel.model.pack import Answer, ConflictType, Declaration
from delpanel.services.member import pack_draft
from delpanel.services.member.pack_draft import PackDesk
from delpanel.services.member.pack_view import own_order
from delpanel.settings import Settings, save_settings
from tests.ui.views.member_packs import NOON, MemberPacks, member_packs
from ui.application import Application
from ui.dialogs.history import HistoryDialog
from ui.dialogs.passphrase import PassphraseDialog
from ui.views.member.conflicts import MemberConflictsPage

REASON = "De intentieverklaringen dragen het bereik; zie bladzijde 12 van het dossier."


class Album:
    """Saves what it is shown under a name with language, palette and size in it."""

    def __init__(self, program: Application, folder: Path, tag: str) -> None:
        self.program, self.folder, self.tag = program, folder, tag

    def take(self, name: str, widget: QWidget | None = None) -> None:
        QTest.qWait(250)
        path = self.folder / f"{name}-{self.tag}.png"
        (widget or self.program.window).grab().save(str(path))
        print(path)


def main() -> None:
    """Walk through both packs of one member."""
    options = _options()
    width, height = (int(part) for part in options.size.split("x"))
    folder = Path(options.folder)
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as home:
        look = Settings(options.language, options.scheme, options.text)
        save_settings(Path(home), look)
        made = member_packs(Path(home) / "round")
        program = Application(QApplication(["delpanel"]), Path(home))
        program.show(None)
        program.window.resize(width, height)
        album = Album(program, folder, f"{options.language}-{options.scheme}-{options.size}")
        album.take("start")
        dialog = PassphraseDialog(made.scoring, program.runner, program.window)
        dialog.show()
        album.take("passphrase", dialog)
        dialog.close()
        _conflicts(album, made)
        _scoring(album, made)
        program.close_panel()


def _conflicts(album: Album, made: MemberPacks) -> None:
    desk = pack_draft.open_desk(made.conflicts, made.phrase)
    numbers = [one.dossier for one in desk.content.consortia]
    for place, number in enumerate(numbers[:5]):
        answer = tuple(Answer)[place % 3]
        kind = ConflictType.FAMILY if answer is Answer.CONFLICT else None
        note = "Mijn zus werkt er." if kind else ""
        desk = pack_draft.declare(desk, Declaration(number, answer, kind, note), NOON)
    album.program.member.opened.emit(desk)
    album.take("conflicts")
    page = album.program.window.page("conflicts")
    if isinstance(page, MemberConflictsPage):
        page.open_dossier(numbers[4])
        album.take("conflict-given")
        page.open_dossier("D04")
        album.take("conflict-hint")
    album.program.window.open_step("hand_in")
    album.take("conflicts-hand-in")


def _scoring(album: Album, made: MemberPacks) -> None:
    program = album.program
    program.member.opened.emit(_filled(made.desk()))
    album.take("points")
    session = program.member.session
    if session is None:
        return
    history = HistoryDialog(session.acts, parent=program.window)
    history.show()
    album.take("history", history)
    history.close()
    program.window.open_step("overview")
    album.take("overview")
    hand_in = program.window.open_step("hand_in")
    album.take("hand-in")
    session.acts.finalise(made.folder / "scoring-AV-1.delreturn", partial=True)
    if hand_in is not None:
        hand_in.on_shown()
    album.take("handed-in")
    made.scoring.parent.rename(made.folder / "weg")
    session.acts.set_points((own_order(session.acts.desk)[0], "complementarity"), 500)
    program.window.open_step("points")
    album.take("unsaved")
    (made.folder / "weg").rename(made.scoring.parent)
    session.acts.store()


def _filled(desk: PackDesk) -> PackDesk:
    criteria = [c.id for c in desk.call.rules.criteria]
    for place, dossier in enumerate(desk.content.dossiers):
        for column, criterion in enumerate(criteria):
            if (place, column) in {(3, 1), (7, 2)}:
                continue
            points = 150 + (place * 7 + column * 5) % 8 * 50
            text = REASON if (place, column) != (5, 0) else "Te kort."
            where = (dossier.id, criterion)
            desk = pack_draft.given(desk, where, NOON, points_cp=points, motivation=text)
    return pack_draft.save(desk, NOON)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder")
    parser.add_argument("--language", default="nl", choices=("nl", "en"))
    parser.add_argument("--scheme", default="light", choices=("light", "dark", "contrast"))
    parser.add_argument("--size", default="1440x900")
    parser.add_argument("--text", type=int, default=100)
    return parser.parse_args()


if __name__ == "__main__":
    main()
