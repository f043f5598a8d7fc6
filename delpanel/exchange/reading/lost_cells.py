"""Finds what the reading library leaves blank: error cells and formulas without a value.

It also tells how a workbook counts serial dates. Runs in the reading process only.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from delpanel.exchange.reading.source import UNCALCULATED, SourceKind

_EPOCH_1904: Final = re.compile(rb"date1904\s*=\s*[\"'](?:1|true)[\"']")
_REFERENCE: Final = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")
_RELATIONS: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_STRICT_RELATIONS: Final = "{http://purl.oclc.org/ooxml/officeDocument/relationships}id"
_MOST_PLACES: Final = 20_000

Places = dict[tuple[int, int], str]


@dataclass(frozen=True, slots=True)
class LostCells:
    """Per sheet the places (row, column from 1) the reader left blank, with the cell's text."""

    epoch_1904: bool = False
    by_sheet: Mapping[str, Places] = field(default_factory=dict)

    def of_sheet(self, sheet: str) -> Places:
        """The lost cells of one sheet, empty where nothing was lost."""
        return self.by_sheet.get(sheet, {})

    def places(self, sheet: str) -> dict[str, list[tuple[int, int]]]:
        """The places of one sheet by the code of what stands there."""
        found: dict[str, list[tuple[int, int]]] = defaultdict(list)
        for place, text in sorted(self.of_sheet(sheet).items()):
            code = "formulas_without_value" if text == UNCALCULATED else "cells_with_error"
            found[code].append(place)
        return dict(found)


def find_lost_cells(path: Path, kind: SourceKind) -> LostCells:
    """Look for lost cells in an xlsx. Other kinds store no formula text that could be scanned.

    The bytes of a sheet are searched for a formula or an error first; only a hit is parsed.
    What cannot be parsed is passed over: the reading library has the last word on damage.
    """
    if kind is not SourceKind.XLSX:
        return LostCells()
    try:
        with zipfile.ZipFile(path) as archive:
            return _scan(archive)
    except (zipfile.BadZipFile, KeyError, OSError, ValueError, NotImplementedError, SyntaxError):
        return LostCells()


def _scan(archive: zipfile.ZipFile) -> LostCells:
    workbook_part = next(
        (n for n in archive.namelist() if n.casefold().endswith("workbook.xml")), None
    )
    if workbook_part is None:
        return LostCells()
    workbook = archive.read(workbook_part)
    found: dict[str, Places] = {}
    for name, part in _sheet_parts(archive, workbook_part, workbook):
        content = archive.read(part)
        if b"<f" in content or b":f" in content or b't="e"' in content or b"t='e'" in content:
            places = dict(_lost_in_sheet(content))
            if places:
                found[name] = places
    return LostCells(_EPOCH_1904.search(workbook) is not None, found)


def _sheet_parts(
    archive: zipfile.ZipFile, workbook_part: str, workbook: bytes
) -> Iterator[tuple[str, str]]:
    folder, _, name = workbook_part.rpartition("/")
    prefix = f"{folder}/" if folder else ""
    relations = {
        element.get("Id"): element.get("Target", "")
        for element in _elements(archive.read(f"{prefix}_rels/{name}.rels"), "Relationship")
    }
    present = set(archive.namelist())
    for sheet in _elements(workbook, "sheet"):
        target = relations.get(sheet.get(_RELATIONS) or sheet.get(_STRICT_RELATIONS), "")
        part = target.lstrip("/") if target.startswith("/") else f"{prefix}{target}"
        if target and part in present:
            yield sheet.get("name", ""), part


def _lost_in_sheet(content: bytes) -> Iterator[tuple[tuple[int, int], str]]:
    count = 0
    for cell in _elements(content, "c"):
        text = _lost_text(cell)
        reference = _REFERENCE.fullmatch(cell.get("r", ""))
        if text and reference and count < _MOST_PLACES:
            count += 1
            yield (int(reference[2]), _column_number(reference[1])), text


def _lost_text(cell: Any) -> str:  # noqa: ANN401 - lxml has no types
    value = next((child.text for child in cell if _local_name(child) == "v"), None)
    if cell.get("t") == "e":
        return str(value or "#ERROR")
    has_formula = any(_local_name(child) == "f" for child in cell)
    return UNCALCULATED if has_formula and value is None else ""


def _elements(content: bytes, name: str) -> Iterator[Any]:
    from lxml import etree

    events = etree.iterparse(
        io.BytesIO(content),
        events=("end",),
        tag=("{*}" + name, name),
        resolve_entities=False,
        no_network=True,
        huge_tree=False,
    )
    for _, element in events:
        yield element
        element.clear()


def _local_name(element: Any) -> str:  # noqa: ANN401 - lxml has no types
    return str(element.tag).rpartition("}")[2]


def _column_number(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number
