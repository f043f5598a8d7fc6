"""What the tree of commands is made of: a command, its panel, its JSON."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Sequence
from typing import Final

Run = Callable[[argparse.Namespace], int]
Commands = argparse._SubParsersAction  # noqa: SLF001 - argparse offers no public name for it


NO_DOSSIER: Final = (None, "")
"""What a command has that takes a dossier and got none."""


def in_any_order(
    tree: argparse.ArgumentParser, arguments: Sequence[str] | None
) -> argparse.Namespace:
    """Read arguments where a dossier may also stand behind an option.

    An optional positional behind an option is left over: argparse has settled by then that none
    was given.
    """
    options, rest = tree.parse_known_args(arguments)
    if rest and not rest[0].startswith("-") and getattr(options, "dossier", "absent") in NO_DOSSIER:
        options.dossier = rest.pop(0)
    if rest:
        tree.error(f"unrecognized arguments: {' '.join(rest)}")
    return options


def add_command(
    commands: Commands[argparse.ArgumentParser], name: str, text: str, module: str
) -> argparse.ArgumentParser:
    """Add a command that runs the function of its name in a module of the command line."""
    parser = commands.add_parser(name, help=text, description=text)
    parser.set_defaults(run=late(module, name.replace("-", "_")))
    return parser


def late(module: str, name: str) -> Run:
    """Give a function of a module that is read only once it runs."""

    def run(options: argparse.Namespace) -> int:
        from importlib import import_module

        found: Run = getattr(import_module(f"delpanel.cli.{module}"), name)
        return found(options)

    return run


def panel_argument(parser: argparse.ArgumentParser) -> None:
    """Take the panel as first argument, and as whom to sit down at it."""
    parser.add_argument("panel", help="panel file (.delpanel) or postgresql:// address")
    parser.add_argument(
        "--as",
        dest="capacity",
        choices=("chair", "deputy", "secretariat"),
        help="as whom: the chair, the deputy chair, or the secretariat",
    )


def json_option(parser: argparse.ArgumentParser) -> None:
    """Offer JSON in place of lines."""
    parser.add_argument("--json", action="store_true", help="print JSON")
