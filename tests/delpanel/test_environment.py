"""What is ambient comes from one place, and can be handed in."""

from __future__ import annotations

import getpass
from datetime import UTC, timedelta

import pytest

from delpanel.environment import Environment, system_actor, system_clock
from delpanel.model.actor import Actor, Role


def test_the_clock_knows_its_zone() -> None:
    first, second = system_clock(), system_clock()

    assert first.tzinfo is UTC
    assert timedelta(0) <= second - first < timedelta(minutes=1)


def test_who_acts_may_be_said_from_outside(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DELPANEL_ACTOR", "Els Peeters")

    assert system_actor() == Actor("Els Peeters", Role.CHAIR, None)


def test_else_it_is_who_is_logged_in(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("DELPANEL_ACTOR", raising=False)
    monkeypatch.setenv("LOGNAME", "aangemeld")

    assert system_actor().name == getpass.getuser() == "aangemeld"


def test_a_machine_without_users_still_has_an_actor(monkeypatch: pytest.MonkeyPatch) -> None:
    def nobody() -> str:
        raise OSError("no such user")

    monkeypatch.delenv("DELPANEL_ACTOR", raising=False)
    monkeypatch.setattr(getpass, "getuser", nobody)

    assert system_actor().name == "delpanel"


def test_a_test_brings_its_own_environment() -> None:
    own = Environment(actor=Actor("proef", Role.READER), language="en")

    assert (own.actor.role, own.language) == (Role.READER, "en")
    assert own.clock is system_clock
