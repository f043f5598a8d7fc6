"""A packaged program is also the process that reads workbooks for itself."""

from __future__ import annotations

import sys
from collections.abc import Sequence


def serve_if_asked(arguments: Sequence[str]) -> None:
    """Read workbooks and exit when the first argument asks for it; else do nothing."""
    if len(arguments) > 1 and arguments[1].startswith("--read-"):
        from delpanel.exchange.reading import workbook_child

        if workbook_child.serve_if_asked(arguments[1:]):
            sys.exit(0)
