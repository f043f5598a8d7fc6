"""Choosing files and folders to read from and write to."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget


def choose_file(parent: QWidget, title: str, kinds: str, start: Path | None = None) -> Path | None:
    """One file to open, or None. ``kinds`` is a Qt filter such as ``"Excel (*.xlsx)"``."""
    name, _ = QFileDialog.getOpenFileName(parent, title, _text(start), kinds)
    return Path(name) if name else None


def choose_files(parent: QWidget, title: str, kinds: str, start: Path | None = None) -> list[Path]:
    """Several files to open; empty when refused."""
    names, _ = QFileDialog.getOpenFileNames(parent, title, _text(start), kinds)
    return [Path(name) for name in names]


def choose_target(
    parent: QWidget, title: str, kinds: str, start: Path | None = None
) -> Path | None:
    """A file to write, or None; Qt asks before an existing file is overwritten."""
    name, _ = QFileDialog.getSaveFileName(parent, title, _text(start), kinds)
    return Path(name) if name else None


def choose_folder(parent: QWidget, title: str, start: Path | None = None) -> Path | None:
    """A folder, or None."""
    name = QFileDialog.getExistingDirectory(parent, title, _text(start))
    return Path(name) if name else None


def _text(start: Path | None) -> str:
    return "" if start is None else str(start)
