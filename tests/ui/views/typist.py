"""Somebody at the keyboard, who counts what the hands do and never touches the mouse."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Final

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot
from typing_extensions import override

from tests.ui.front import bring_to_front
from tests.ui.views.member_packs import MemberPacks
from ui.application import Application
from ui.dialogs.passphrase import PassphraseDialog

NONE: Final = Qt.KeyboardModifier.NoModifier
CONTROL: Final = Qt.KeyboardModifier.ControlModifier
ALT: Final = Qt.KeyboardModifier.AltModifier
_MOUSE: Final = frozenset(
    {
        QEvent.Type.MouseButtonPress,
        QEvent.Type.MouseButtonRelease,
        QEvent.Type.MouseButtonDblClick,
        QEvent.Type.MouseMove,
        QEvent.Type.Wheel,
    }
)


class Typist(QObject):
    """``counts``: "keys" that steer, a modifier being one too; "text" typed; "mouse" events."""

    def __init__(self) -> None:
        super().__init__()
        self.counts: Counter[str] = Counter()

    def press(self, key: Qt.Key, modifier: Qt.KeyboardModifier = NONE) -> None:
        """Press one key, with Control or Alt held down where asked."""
        self.counts["keys"] += 1 if modifier == NONE else 2
        QTest.keyClick(self._focused(), key, modifier)

    def write(self, text: str) -> None:
        """Type a text."""
        self.counts["text"] += len(text)
        QTest.keyClicks(self._focused(), text)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in _MOUSE:
            self.counts["mouse"] += 1
        return super().eventFilter(watched, event)

    def _focused(self) -> QWidget:
        focused = QApplication.focusWidget()
        assert focused is not None, "nothing has the focus"
        return focused


def opened(
    program: Application, packs: MemberPacks, typist: Typist, qtbot: QtBot, path: Path | None = None
) -> None:
    """Open a pack with its passphrase, by keyboard; the scoring pack unless another is named."""
    program.open_file(str(path or packs.scoring))
    dialog = program.window.findChild(PassphraseDialog)
    assert dialog is not None
    qtbot.waitUntil(dialog.field.hasFocus)
    typist.write(packs.phrase)
    with qtbot.waitSignal(program.member.opened, timeout=10000):
        typist.press(Qt.Key.Key_Return)
    bring_to_front(program.window, qtbot)
