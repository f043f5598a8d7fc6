"""Facts about the panel itself by key: its id, the lottery seed, the phase."""

from __future__ import annotations

from sqlalchemy import select

from delpanel.storage.repository import Repository
from delpanel.storage.schema import META


class MetaRepository(Repository):
    """Texts by key."""

    def get(self, key: str, default: str = "") -> str:
        """Give the text under a key, else the default."""
        row = self._row(select(META.c.value).where(META.c.key == key))
        return default if row is None else str(row[0])

    def set(self, key: str, value: str) -> None:
        """Keep a text under a key, in place of the one before."""
        self._put(META, {"key": key, "value": value})

    def all(self) -> dict[str, str]:
        """Give everything by key, keys in order."""
        return {key: str(value) for key, value in sorted(self._rows(select(META)))}
