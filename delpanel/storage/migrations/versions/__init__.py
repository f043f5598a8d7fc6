"""One step a file; a released step is never changed again and imports nothing of the program."""

from __future__ import annotations
