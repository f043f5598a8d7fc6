"""Where the real and the hostile inputs are; tests that want them skip where they are absent."""

from __future__ import annotations

from pathlib import Path

import pytest

_SHARED = Path(__file__).resolve().parents[4] / "shared" / "data"


def shared(*parts: str) -> Path:
    """Give a file or folder of the shared inputs, or skip the test with the reason."""
    place = _SHARED.joinpath(*parts)
    if not place.exists():
        pytest.skip(f"the shared input {'/'.join(parts)} is not on this machine")
    return place


def shared_files(*parts: str) -> list[Path]:
    """Give the files of a folder of the shared inputs, sorted, or skip the test."""
    return sorted(path for path in shared(*parts).iterdir() if path.is_file())
