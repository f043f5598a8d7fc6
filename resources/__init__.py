"""Texts, rules, calls, letters and icons; read only through this module."""

from __future__ import annotations

from collections.abc import Iterator
from importlib.resources import files
from importlib.resources.abc import Traversable


def read_text(name: str) -> str:
    """Read the resource ``name`` (a path with slashes) as UTF-8; FileNotFoundError if absent."""
    return _locate(name).read_text(encoding="utf-8")


def read_bytes(name: str) -> bytes:
    """Read the resource ``name`` as bytes; FileNotFoundError if absent."""
    return _locate(name).read_bytes()


def exists(name: str) -> bool:
    """Say whether there is a file of this name."""
    return _locate(name).is_file()


def names(folder: str, suffix: str = "") -> tuple[str, ...]:
    """List the files of a folder by name, sorted."""
    place = _locate(folder)
    if not place.is_dir():
        return ()
    return tuple(sorted(_matching(place, suffix)))


def location(name: str) -> str:
    """Give a path on disk for a library that wants one; the resources are never zipped."""
    return str(_locate(name))


def _matching(place: Traversable, suffix: str) -> Iterator[str]:
    for entry in place.iterdir():
        if entry.is_file() and entry.name.endswith(suffix):
            yield entry.name


def _locate(name: str) -> Traversable:
    place: Traversable = files("resources")
    for part in name.split("/"):
        place = place / part
    return place
