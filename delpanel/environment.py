"""Everything ambient, injected: the clock, who acts, in which language, where files go."""

from __future__ import annotations

import getpass
import os
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from delpanel.model.actor import Actor


def system_clock() -> datetime:
    """Give the present moment in UTC."""
    return datetime.now(UTC)  # noqa: TID251 - the one place that asks the clock


class StagedClock:
    """A clock of its own day that moves on by a second at each look, so that lines keep order."""

    def __init__(self, start: datetime) -> None:
        self._now = start

    def __call__(self) -> datetime:
        self._now += timedelta(seconds=1)
        return self._now


def system_actor() -> Actor:
    """Name the person who is logged in to this machine."""
    try:
        name = os.environ.get("DELPANEL_ACTOR") or getpass.getuser()
    except (KeyError, OSError):
        name = "delpanel"
    return Actor(name)


@dataclass(frozen=True, slots=True)
class Environment:
    """What the services need from outside; tests hand in their own."""

    clock: Callable[[], datetime] = system_clock
    actor: Actor = field(default_factory=system_actor)
    language: str = "nl"
