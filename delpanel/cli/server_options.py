"""The commands of a shared server and their options."""

from __future__ import annotations

import argparse

from delpanel.cli.options import Commands, add_command, json_option, late, panel_argument

ROLES = ("evaluator", "chair", "secretariat", "reader")


def add_server(commands: Commands[argparse.ArgumentParser]) -> None:
    """Add what concerns a panel that several people hold open."""
    _logins(commands)
    release = add_command(
        commands, "release", "Let the members see each other's points (the chair).", "server"
    )
    panel_argument(release)
    release.add_argument("--undo", action="store_true", help="let members give points again")
    release.add_argument("--reason", default="", help="why it is released, or taken back")
    json_option(release)
    copy = add_command(commands, "copy", "Copy a panel between file and server.", "server")
    copy.add_argument("source", help="panel file (.delpanel) or postgresql:// address")
    copy.add_argument("target", help="a new file, or a database without a panel")
    json_option(copy)
    show = add_command(commands, "open", "Open a panel in the window.", "server")
    show.set_defaults(run=late("server", "open_window"))
    panel_argument(show)
    show.add_argument(
        "--check", action="store_true", help="without a window: print role, phase and counts (JSON)"
    )
    json_option(show)


def _logins(commands: Commands[argparse.ArgumentParser]) -> None:
    server = commands.add_parser(
        "server", help="Grant roles on a server.", description="Grant roles on a server."
    )
    acts = server.add_subparsers(dest="act", required=True, metavar="ACT")
    grant = add_command(acts, "grant", "Give a login its role and exactly its rights.", "server")
    panel_argument(grant)
    grant.add_argument("login", help="name of the login on the server; made where it is missing")
    grant.add_argument("--role", required=True, choices=ROLES)
    grant.add_argument("--evaluator", metavar="ID", help="whose sheets an evaluator fills in")
    grant.add_argument(
        "--password-file",
        metavar="FILE",
        help="first line is the password; without it the server asks somebody else who it is",
    )
    json_option(grant)
    revoke = add_command(acts, "revoke", "Take every right on the panel from a login.", "server")
    panel_argument(revoke)
    revoke.add_argument("login")
    json_option(revoke)
    listed = add_command(acts, "list", "Show who may log in, and as what.", "server")
    listed.set_defaults(run=late("server", "logins"))
    panel_argument(listed)
    json_option(listed)
