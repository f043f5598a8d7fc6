"""Saves a workbook so that the same content gives the same bytes, and never half a file."""

from __future__ import annotations

import os
import re
import tempfile
import zipfile
from datetime import datetime
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from openpyxl import Workbook

FIXED_MOMENT: Final = datetime(2020, 6, 15, 9, 0, 0)  # noqa: DTZ001 - the format stores no zone
"""What the workbook says about when it was made; a real moment would change every byte count."""

_MODIFIED: Final = re.compile(rb"(<dcterms:modified[^>]*>)[^<]*(</dcterms:modified>)")
_MARK_COLOUR: Final = "B02A21"
_ZIP_DATE: Final = (2020, 6, 15, 9, 0, 0)


def save_steadily(workbook: Workbook, path: Path | str, mark: str = "") -> None:
    """Write ``workbook`` to ``path``, replacing a file that is there in one step.

    ``mark`` stands before the title of each sheet, on its tab and on each printed page.

    Raises:
        OSError: the folder is missing or closed to us; an old file at ``path`` is then untouched.
    """
    if mark:
        _mark(workbook, mark)
    workbook.properties.creator = "delpanel"
    workbook.properties.created = FIXED_MOMENT
    buffer = BytesIO()
    workbook.save(buffer)
    target = Path(path)
    handle, name = tempfile.mkstemp(prefix=".delpanel-", suffix=".xlsx", dir=target.parent)
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(_with_fixed_dates(buffer.getvalue()))
        Path(name).chmod(0o644)
        Path(name).replace(target)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def mark_file(path: Path, mark: str) -> None:
    """Put a mark on a workbook of ours that is there already, see ``save_steadily``."""
    from openpyxl import load_workbook

    if mark:
        save_steadily(load_workbook(path), path, mark)


def _mark(workbook: Workbook, mark: str) -> None:
    workbook.properties.title = mark
    for sheet in workbook.worksheets:
        if sheet.sheet_state != "visible":
            continue
        title = sheet["A1"].value
        sheet["A1"].value = mark if title is None else f"{mark} \u00b7 {title}"
        sheet.sheet_properties.tabColor = _MARK_COLOUR
        if sheet.oddHeader is not None:
            sheet.oddHeader.center.text = mark


def _with_fixed_dates(content: bytes) -> bytes:
    stamp = FIXED_MOMENT.strftime("%Y-%m-%dT%H:%M:%SZ").encode()
    rewritten = BytesIO()
    with (
        zipfile.ZipFile(BytesIO(content)) as source,
        zipfile.ZipFile(rewritten, "w", zipfile.ZIP_DEFLATED) as target,
    ):
        for entry in source.infolist():
            part = source.read(entry)
            if entry.filename == "docProps/core.xml":
                part = _MODIFIED.sub(rb"\g<1>" + stamp + rb"\g<2>", part)
            fixed = zipfile.ZipInfo(entry.filename, _ZIP_DATE)
            fixed.compress_type = zipfile.ZIP_DEFLATED
            fixed.external_attr = 0o600 << 16
            target.writestr(fixed, part)
    return rewritten.getvalue()
