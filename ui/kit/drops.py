"""What was dropped on a widget, as files and folders of this machine."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from PySide6.QtGui import QDropEvent

SEALED: Final = (".delreturn", ".delkey")


def dropped_paths(event: QDropEvent) -> tuple[Path, ...]:
    """Give the files and folders of a drag; none where one of them is elsewhere, or sealed.

    What members handed in belongs to the window, wherever it is dropped.
    """
    urls = event.mimeData().urls()
    if not urls or not all(url.isLocalFile() for url in urls):
        return ()
    paths = tuple(Path(url.toLocalFile()) for url in urls)
    return () if any(path.suffix.lower() in SEALED for path in paths) else paths
