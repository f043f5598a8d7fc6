"""The bar on top: call, steps, search, role, and whether everything is saved."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QEvent, QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from ui.kit.dressing import hairline, icon_label, label, wear_icon, wear_text
from ui.kit.fonts import TextStyle
from ui.kit.hint_bar import key_label
from ui.kit.pipeline import Pipeline
from ui.kit.theme import theme
from ui.kit.tokens import Role

SEARCH_WIDE: Final = 240
SEARCH_ROOMY: Final = 215
SEARCH_LEAST: Final = 150
SEARCH_NARROW: Final = 96
NAME_WIDE: Final = 220
NAME_NARROW: Final = 150


class SearchField(QLineEdit):
    """Search with a magnifier and, when wide, the key that reaches it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._glass: QLabel = icon_label("search", "text2")
        self._glass.setParent(self)
        self._key = key_label("Ctrl K")
        self._key.setParent(self)
        self._is_narrow = False
        self.setTextMargins(28, 0, 4, 0)
        wear_text(self, TextStyle.CHIP)
        self.set_narrow(False)

    def set_narrow(self, narrow: bool) -> None:
        """Shrink to the icon and a word; the shortcut still works."""
        self._is_narrow = narrow
        self.setMinimumWidth(SEARCH_NARROW if narrow else theme().px(SEARCH_LEAST))
        self.setMaximumWidth(SEARCH_NARROW if narrow else theme().px(SEARCH_WIDE))
        self.set_key_shown(not self.text())
        self.retranslate()

    def set_key_shown(self, shown: bool) -> None:
        """Show the key while nothing is typed and there is room."""
        self._key.setVisible(shown and not self._is_narrow and self.width() > SEARCH_ROOMY)

    def retranslate(self) -> None:
        """Set the texts again."""
        self.setAccessibleName(self.tr("Zoek dossier of partner"))
        self.setPlaceholderText(
            self.tr("Zoek dossier of partner") if self.width() > SEARCH_ROOMY else self.tr("Zoek")
        )

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
            return
        super().keyPressEvent(event)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.set_key_shown(not self.text())
        self.retranslate()
        self._glass.move(QPoint(10, (self.height() - 16) // 2))
        self._key.adjustSize()
        top = (self.height() - self._key.height()) // 2
        self._key.move(QPoint(self.width() - self._key.width() - 10, top))


class TopBar(QFrame):
    """Everything above the page; ``state_clicked`` opens the journal."""

    role_clicked = Signal()
    state_clicked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("chrome")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._name = label("", TextStyle.STRONG)
        self._kind = label("", TextStyle.CAPTION, "text3")
        self._call = QWidget()
        self.pipeline = Pipeline()
        self.search = SearchField()
        self._role = wear_text(QToolButton(), TextStyle.CHIP_STRONG)
        self._state = wear_text(QToolButton(), TextStyle.CHIP)
        self._build()
        self.search.textChanged.connect(self._on_search_text)
        theme().changed.connect(self._on_theme)
        self._on_theme()
        self.set_role("")
        self.set_state("")

    def set_call(self, name: str, kind: str) -> None:
        """Name the open call; empty texts when none is open."""
        self._name.setText(name)
        self._kind.setText(kind)
        self._call.setToolTip(name)

    def set_role(self, word: str, name: str = "") -> None:
        """The role the window now speaks for; whose it is shows as its tool tip."""
        self._role.setToolTip(name)
        self._role.setText(word)
        whole = f"{word}, {name}" if name else word
        self._role.setAccessibleName(self.tr("Rol: {0}").format(whole))
        self._role.setVisible(bool(word))

    def set_state(self, text: str, icon: str = "check", tone: Role = "good") -> None:
        """Whether everything is saved, and since when."""
        self._state.setText(text)
        self._state.setAccessibleName(text)
        self._state.setVisible(bool(text))
        wear_icon(self._state, icon, tone, 14)

    def set_search_shown(self, shown: bool) -> None:
        """Hide the search where no page has anything to find."""
        self.search.setVisible(shown)

    def open_search(self) -> None:
        """Put the cursor in the search field."""
        self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search.selectAll()

    def clear_search(self) -> None:
        """Empty the search field when another page comes to the front."""
        self.search.clear()

    def set_narrow(self, narrow: bool) -> None:
        """The window became narrow or wide."""
        self.search.set_narrow(narrow)
        self.pipeline.set_narrow(narrow)
        self._call.setMaximumWidth(theme().px(NAME_NARROW if narrow else NAME_WIDE))
        style = Qt.ToolButtonStyle.ToolButtonIconOnly if narrow else _BESIDE
        for made in (self._role, self._state):
            made.setToolButtonStyle(style)
            made.setToolTip(made.text() if narrow else "")

    @override
    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.search.retranslate()
        super().changeEvent(event)

    def _build(self) -> None:
        names = QVBoxLayout(self._call)
        names.setContentsMargins(0, 0, 0, 0)
        names.setSpacing(2)
        names.addStretch(1)
        names.addWidget(self._name)
        names.addWidget(self._kind)
        names.addStretch(1)
        self._call.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Expanding)
        wear_icon(self._role, "user", "text2")
        for made in (self._role, self._state):
            made.setToolButtonStyle(_BESIDE)
            made.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._role.clicked.connect(self.role_clicked)
        self._state.clicked.connect(self.state_clicked)
        line = QHBoxLayout()
        line.setContentsMargins(16, 0, 10, 0)
        line.setSpacing(0)
        line.addWidget(self._call)
        line.addSpacing(24)
        line.addWidget(self.pipeline)
        line.addStretch(1)
        line.addWidget(self.search, 4)
        line.addSpacing(8)
        line.addWidget(self._role)
        line.addSpacing(4)
        line.addWidget(self._state)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(line, 1)
        column.addWidget(hairline(strong=True))

    def _on_search_text(self, text: str) -> None:
        self.search.set_key_shown(not text)

    def _on_theme(self) -> None:
        self.setFixedHeight(theme().px(56) + 1)


_BESIDE: Final = Qt.ToolButtonStyle.ToolButtonTextBesideIcon
