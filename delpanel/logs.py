"""The log file: one line per verb, with ids and never names or amounts; small and rotated."""

from __future__ import annotations

import logging
import re
from logging.handlers import RotatingFileHandler
from pathlib import Path

from typing_extensions import override

FILE = "delpanel.log"
MOST_BYTES = 512 * 1024
KEPT = 3
_FORMAT = "%(asctime)s %(levelname)s %(name)s %(message)s"
_AMOUNT = re.compile(r"(?:€\s?)?\d{1,3}(?:[.\u00a0]\d{3})+(?:,\d+)?")
_MAIL = re.compile(r"[\w.+-]+@[\w.-]+")


class Redaction(logging.Filter):
    """Takes amounts and mail addresses out of a line, whoever wrote it."""

    @override
    def filter(self, record: logging.LogRecord) -> bool:
        said = record.getMessage()
        record.msg = _MAIL.sub("[mail]", _AMOUNT.sub("[amount]", said))
        record.args = ()
        return True


def set_up(folder: Path) -> None:
    """Log to a file in ``folder``; a folder that cannot be written logs nowhere."""
    root = logging.getLogger("delpanel")
    if root.handlers:
        return
    try:
        folder.mkdir(parents=True, exist_ok=True)
        handler = RotatingFileHandler(
            folder / FILE, maxBytes=MOST_BYTES, backupCount=KEPT, encoding="utf-8", delay=True
        )
    except OSError:
        return
    handler.setFormatter(logging.Formatter(_FORMAT))
    handler.addFilter(Redaction())
    root.addHandler(handler)
    root.setLevel(logging.INFO)
    root.propagate = False
