"""What a person sets once: language, look, text size, recent panels. One TOML file."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, TypeVar

MOST_RECENT = 8
FILE = "settings.toml"
LANGUAGES = ("nl", "en")
SCHEMES = ("system", "light", "dark", "contrast")
TEXT_SIZES = (90, 100, 115, 130)
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Settings:
    """``scheme`` is system, light, dark or contrast; ``text_percent`` scales all type."""

    language: str = "nl"
    scheme: str = "system"
    text_percent: int = 100
    recent: tuple[str, ...] = ()

    def but(self, **changes: Any) -> Settings:  # noqa: ANN401 - the fields' own types hold
        """Give a copy with some fields changed."""
        return replace(self, **changes)

    def with_recent(self, panel: str) -> Settings:
        """Give a copy with this panel first among the recent ones."""
        others = [name for name in self.recent if name != panel]
        return replace(self, recent=(panel, *others)[:MOST_RECENT])


def settings_folder() -> Path:
    """Name the folder of this person's settings, crash reports and window places."""
    import os

    from platformdirs import user_config_path

    own = os.environ.get("DELPANEL_HOME")
    return Path(own) if own else user_config_path("delpanel", appauthor=False)


def load_settings(folder: Path) -> Settings:
    """Read the settings; anything missing or unreadable falls back to its default."""
    try:
        table = tomllib.loads((folder / FILE).read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError):
        return Settings()
    known, recent = Settings(), table.get("recent")
    return Settings(
        language=_one_of(LANGUAGES, table.get("language"), known.language),
        scheme=_one_of(SCHEMES, table.get("scheme"), known.scheme),
        text_percent=_one_of(TEXT_SIZES, table.get("text_percent"), known.text_percent),
        recent=tuple(str(name) for name in recent) if isinstance(recent, list) else (),
    )


def save_settings(folder: Path, settings: Settings) -> None:
    """Write the settings; a folder that cannot be written loses them and nothing else."""
    import tomlkit

    document = tomlkit.document()
    document["language"] = settings.language
    document["scheme"] = settings.scheme
    document["text_percent"] = settings.text_percent
    document["recent"] = list(settings.recent)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        (folder / FILE).write_text(tomlkit.dumps(document), encoding="utf-8")
    except OSError:
        return


def _one_of(choices: tuple[T, ...], value: object, default: T) -> T:
    """Give the choice that equals a value of any kind a person may have typed; else the default."""
    return next((choice for choice in choices if choice == value), default)
