"""What was dropped on a widget, as files and folders of this machine."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtGui import QDropEvent


def dropped_paths(event: QDropEvent) -> tuple[Path, ...]:
    """Give the files and folders of a drag; none at all where one of them is elsewhere."""
    urls = event.mimeData().urls()
    if not urls or not all(url.isLocalFile() for url in urls):
        return ()
    return tuple(Path(url.toLocalFile()) for url in urls)
