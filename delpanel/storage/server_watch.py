"""Hearing on a connection of its own that others changed a panel on a server, without asking often.

The server calls on a channel whose name only this kind of login knows; a look now and then stands
in for calls that get lost on the way.
"""

from __future__ import annotations

from collections.abc import Callable
from threading import Event
from typing import Any, Final

import psycopg
from psycopg import sql
from sqlalchemy import Engine
from sqlalchemy.exc import SQLAlchemyError

LOOK_SECONDS: Final = 2.0
_SLICE_SECONDS: Final = 0.2


class ServerWatch:
    """Says which ``data_version`` holds each time it changed, and None once while out of reach."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._told: int | None = None

    def run(
        self,
        tell: Callable[[int | None], None],
        over: Event,
        look_seconds: float = LOOK_SECONDS,
    ) -> None:
        """Watch until ``over`` is set; ``tell`` is called in this thread.

        A lost connection is made anew for as long as it takes; ``tell`` then hears the version.
        """
        is_lost = False
        while not over.is_set():
            try:
                connection = self._connected()
            except (SQLAlchemyError, psycopg.Error):
                connection = None
            if connection is not None:
                is_lost = False
                self._listen(connection, tell, over, look_seconds)
            if not over.is_set():
                if not is_lost:
                    is_lost, self._told = True, None
                    tell(None)
                over.wait(look_seconds)

    def _connected(self) -> psycopg.Connection[Any]:
        held = self._engine.raw_connection()
        connection: psycopg.Connection[Any] = held.driver_connection  # type: ignore[assignment]  # of psycopg
        # Not of the pool any more: it stays with this watch
        held.detach()
        connection.autocommit = True
        return connection

    def _listen(
        self,
        connection: psycopg.Connection[Any],
        tell: Callable[[int | None], None],
        over: Event,
        look_seconds: float,
    ) -> None:
        """Hear calls and look in between, until it is over or the connection breaks."""
        try:
            channel = connection.execute("SELECT panel_channel()").fetchone()
            if channel and channel[0]:
                connection.execute(sql.SQL("LISTEN {}").format(sql.Identifier(channel[0])))
            waited = look_seconds
            while not over.is_set():
                if waited >= look_seconds:
                    waited = 0.0
                    self._look(connection, tell)
                called = [*connection.notifies(timeout=_SLICE_SECONDS, stop_after=1)]
                waited = look_seconds if called else waited + _SLICE_SECONDS
        except psycopg.Error:
            return
        finally:
            connection.close()

    def _look(
        self, connection: psycopg.Connection[Any], tell: Callable[[int | None], None]
    ) -> None:
        row = connection.execute("SELECT panel_version()").fetchone()
        version = None if row is None or row[0] is None else int(row[0])
        if version is not None and version != self._told:
            self._told = version
            tell(version)
