"""Commands of the offline panel: keys, packs out, scores in a pack, returns back."""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path

from delpanel import messages
from delpanel.cli import DONE, output
from delpanel.cli.opening import opened, read_text
from delpanel.errors import UserError


def keys(options: argparse.Namespace) -> int:
    """Make the opening key, whole for the chair or split among holders; show its public half."""
    from delpanel.services import opening_keys

    written: tuple[Path, ...] = ()
    with opened(options, read_only=options.action == "show") as workspace:
        if options.action == "new":
            if not options.out:
                raise UserError("OPTION_MISSING", option="--out")
            if options.holders:
                needed, holders = opening_keys.read_holders(options.holders)
                held, written = opening_keys.make_split(
                    workspace, Path(options.out), needed, holders
                )
            else:
                target = Path(options.out)
                held, path = opening_keys.make_whole(workspace, target, passphrase(options))
                written = (path,)
        else:
            found = opening_keys.held_key(workspace)
            if found is None:
                raise UserError("OPENING_KEY_MISSING")
            held = found
    if options.json:
        plain = {"public": held.public, "needed": held.needed, "holders": held.holders}
        output.as_json({**plain, "files": [str(path) for path in written]})
        return DONE
    params: dict[str, messages.Param] = {
        "public": held.public,
        "needed": held.needed,
        "holders": held.holders,
    }
    output.line(messages.sentence("OPENING_KEY", params, options.language))
    for path in written:
        output.line(str(path))
    return DONE


def passphrase(options: argparse.Namespace) -> str:
    """Take the passphrase from a file, the environment, or the person at the terminal."""
    if options.passphrase_file:
        return read_text(options.passphrase_file).strip()
    given = os.environ.get("DELPANEL_PASSPHRASE", "")
    if not given and sys.stdin.isatty():
        import getpass

        asked = messages.sentence("PASSPHRASE_ASKED", {}, options.language)
        given = getpass.getpass(f"{asked} ")
    if not given.strip():
        raise UserError("PASSPHRASE_EMPTY")
    return given
