"""How much a file may ask of this machine before it is refused in one sentence."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

MEBIBYTE: Final = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds for reading one file. An honest list of 100,000 rows stays far below each.

    ``seconds`` counts per file, ``start_seconds`` once more for the process to come up;
    ``memory_bytes`` is the address space of the reading process;
    ``zip_ratio`` is unpacked over packed size (an honest workbook has about 6).
    """

    seconds: float = 30.0
    start_seconds: float = 30.0
    memory_bytes: int = 1536 * MEBIBYTE
    file_bytes: int = 100 * MEBIBYTE
    unpacked_bytes: int = 600 * MEBIBYTE
    zip_ratio: int = 100
    zip_entries: int = 10_000
    cells: int = 3_000_000
    characters: int = 200_000_000
