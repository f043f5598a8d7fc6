"""The command for whoever does not trust us: are these papers what they claim to be?"""

from __future__ import annotations

import argparse

from delpanel.cli import DONE, FOUND, output
from delpanel.cli.opening import opened


def verify(options: argparse.Namespace) -> int:
    """Hold the papers of a decision against each other; one line per check, 3 where one fails."""
    from delpanel.services.verification import verifying

    files, options.panel = verifying.told_apart(options.what)
    papers = verifying.read_papers(files)
    if options.panel:
        with opened(options, read_only=True) as workspace:
            checks = verifying.verify(papers, workspace, options.digest)
    else:
        checks = verifying.verify(papers, None, options.digest)
    plain = verifying.as_plain(checks, papers.decision, options.language)
    if options.json:
        output.as_json(plain)
    else:
        for check in checks:
            output.line(f" {_MARKS[check.holds]} {check.sentence(options.language)}")
    return DONE if plain["sound"] else FOUND


_MARKS = {True: "\N{CHECK MARK}", False: "x", None: "\N{MIDDLE DOT}"}
