"""The language of the window: Dutch is the source, English a translation, switched at run time."""

from __future__ import annotations

from functools import cache
from typing import Final

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale, QObject, QTranslator, Signal

from ui.kit.words import Words

LANGUAGES: Final = ("nl", "en")
_LOCALES: Final = {"nl": "nl_BE", "en": "en_BE"}


def spoken_language() -> str:
    """Give the language now in use, "nl" or "en", for texts that come from elsewhere."""
    return "en" if QLocale().language() == QLocale.Language.English else "nl"


@cache
def _translators(code: str) -> tuple[QTranslator, ...]:
    """The translators of a language, Qt's own first; made once and never destroyed.

    Qt holds a lock while it asks ours for a word. Python may collect then, and a translator that
    is destroyed waits for that same lock for ever.
    """
    folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    qt_words = QTranslator()
    loaded = qt_words.load(f"{folder}/qtbase_{code}.qm")
    return (qt_words, Words(code)) if loaded else (Words(code),)


class Language(QObject):
    """Installs the translators of one language; ``changed`` after the switch."""

    changed = Signal(str)

    def __init__(self, app: QCoreApplication, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._app = app
        self._code = "nl"
        self._installed: list[QTranslator] = []

    @property
    def code(self) -> str:
        """The language now in use: "nl" or "en"."""
        return self._code

    def close(self) -> None:
        """Speak no language any more: the application asks none of these words again."""
        for translator in self._installed:
            self._app.removeTranslator(translator)
        self._installed = []

    def apply(self, code: str) -> None:
        """Speak this language; every widget gets a LanguageChange event."""
        if code not in LANGUAGES:
            raise ValueError(code)
        self.close()
        self._code = code
        QLocale.setDefault(QLocale(_LOCALES[code]))
        for translator in _translators(code):
            self._install(translator)
        self.changed.emit(code)

    def _install(self, translator: QTranslator) -> None:
        self._app.installTranslator(translator)
        self._installed.append(translator)
