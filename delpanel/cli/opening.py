"""From options to an open panel."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from delpanel import messages
from delpanel.cli import output
from delpanel.environment import Environment
from delpanel.file_causes import not_read
from delpanel.services.state.workspace import Workspace

# What follows from points is not shown while the call holds them back
ON_POINTS = frozenset(
    {
        "agree",
        "agreement",
        "approve",
        "decide",
        "explain",
        "freeze",
        "fund",
        "ledger",
        "letters",
        "meeting",
        "queue",
        "rank",
        "scenarios",
    }
)


def environment(options: argparse.Namespace) -> Environment:
    """Take the language from the options, the rest from the machine."""
    return Environment(language=options.language)


@contextmanager
def opened(options: argparse.Namespace, *, read_only: bool = False) -> Iterator[Workspace]:
    """Open the panel the options name, as whom they say, and close it after."""
    with Workspace.open(options.panel, environment(options), read_only=read_only) as workspace:
        if workspace.is_rehearsal:
            output.problem(messages.sentence("REHEARSAL_OPEN", {}, options.language))
        if getattr(options, "capacity", None):
            from delpanel.services.state.presiding import Capacity, act_as

            act_as(workspace, Capacity(options.capacity))
        if getattr(options, "command", "") in ON_POINTS:
            from delpanel.services.round import holding

            holding.require_released(workspace)
        yield workspace


def read_text(name: str) -> str:
    """Read a text file; FileProblem SOURCE_MISSING where that cannot be done."""
    try:
        return Path(name).read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise not_read(name, error) from error
