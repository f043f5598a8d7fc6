"""An import in words: columns and fields, dossiers as they would become, differences."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from PySide6.QtCore import QCoreApplication

from delpanel import messages
from delpanel.model.issues import Severity
from delpanel.services.intake.import_plan import ChangeKind, DossierChange, FieldChange
from delpanel.services.intake.importing import Inspection
from ui import formats
from ui.kit.columns import Align, Column, Mark
from ui.kit.fonts import TextStyle
from ui.kit.tokens import Role
from ui.models.issues import count_words, severity_mark
from ui.models.points import window_language

FIELD_CODE: Final = "field_"
SAMPLES: Final = 3
PREVIEW_ROWS: Final = 12
SAMPLE_LENGTH: Final = 24
KIND_LOOK: Final[Mapping[ChangeKind, tuple[str, Role]]] = {
    ChangeKind.NEW: ("plus", "good"),
    ChangeKind.CHANGED: ("edit", "accent"),
    ChangeKind.SAME: ("minus", "text3"),
    ChangeKind.BLOCKED: ("err", "bad"),
}
# What a call needs of a list, the weightiest first; the rest follows by name.
FIRST_FIELDS: Final = (
    "id",
    "title",
    "acronym",
    "lead_partner",
    "partners",
    "province",
    "municipality",
    "postcode",
    "cost",
    "erdf_requested",
    "flemish_requested",
    "own_contribution",
    "submitted_at",
    "start_on",
    "end_on",
)
WANTED_FIELDS: Final = ("title", "cost", "erdf_requested")


@dataclass(frozen=True, slots=True)
class SourceColumn:
    """One column of a list: its title, its first filled cells, what it is taken for and why."""

    position: int
    header: str
    samples: tuple[str, ...]
    field: str
    by: str


def source_kinds() -> str:
    """Give the filter of the file chooser."""
    endings = " ".join(f"*.{e}" for e in ("xlsx", "xls", "xlsb", "ods", "csv", "htm", "html"))
    return f"{_tr('Lijsten en dossierbestanden')} ({endings});;{_tr('Alles')} (*)"


def field_names() -> dict[str, str]:
    """Give every field a list can have with its name, those that matter most first."""
    language = window_language()
    known = {
        code.removeprefix(FIELD_CODE): messages.sentence(code, {}, language)
        for code in messages.codes("nl")
        if code.startswith(FIELD_CODE)
    }
    first = [name for name in FIRST_FIELDS if name in known]
    rest = sorted((name for name in known if name not in first), key=lambda name: known[name])
    return {name: known[name] for name in (*first, *rest)}


def source_columns(inspection: Inspection) -> tuple[SourceColumn, ...]:
    """Give the columns of the list that would be read."""
    found, mapping = inspection.found, inspection.mapping
    if found is None:
        return ()
    columns = []
    for position, header in enumerate(found.headers):
        mapped = None
        if mapping is not None:
            mapped = next((c for c in mapping.columns if c.position == position), None)
        cells = (cell_text(cell) for cell in found.column(position))
        samples = tuple(dict.fromkeys(text for text in cells if text))[:SAMPLES]
        columns.append(
            SourceColumn(
                position,
                header,
                samples,
                str(mapped.field) if mapped else "",
                str(mapped.by) if mapped else "",
            )
        )
    return tuple(columns)


def preview_rows(inspection: Inspection) -> tuple[tuple[int, tuple[str, ...]], ...]:
    """Give the sheet's first rows, from two above the header on: (row number, texts)."""
    found = inspection.found
    if found is None:
        return ()
    first = max(0, found.header_at - 2)
    last = min(len(found.table.rows), found.body_at + PREVIEW_ROWS)
    return tuple(
        (
            found.table.row_number(at),
            tuple(cell_text(found.table.cell(at, c)) for c in range(len(found.headers))),
        )
        for at in range(first, last)
    )


def cell_text(cell: Any) -> str:
    """Write a cell on one line, dates and figures the Belgian way."""
    if cell is None:
        return ""
    if isinstance(cell, datetime):
        plain = cell.hour == cell.minute == cell.second == 0
        return formats.day(cell.date()) if plain else f"{formats.day(cell.date())} {cell:%H:%M}"
    if isinstance(cell, date):
        return formats.day(cell)
    if isinstance(cell, bool):
        return _tr("ja") if cell else _tr("nee")
    if isinstance(cell, float):
        return f"{cell:.4f}".rstrip("0").rstrip(".").replace(".", ",")
    return " ".join(str(cell).split())


def shortened(text: str) -> str:
    """Cut a sample to what fits beside two others."""
    return (
        text
        if len(text) <= SAMPLE_LENGTH
        else f"{text[: SAMPLE_LENGTH - 1]}\N{HORIZONTAL ELLIPSIS}"
    )


def matched_word(by: str) -> str:
    """Say how a column was recognised."""
    return {
        "header": _tr("aan de titel"),
        "typo": _tr("aan de titel, met tikfout"),
        "content": _tr("aan de inhoud"),
        "saved": _tr("bewaarde keuze"),
        "user": _tr("door u gekozen"),
    }.get(by, "")


def mapping_text(sheet: str, header_row: int | None, columns: Mapping[str, str]) -> str:
    """Write a column choice as TOML: field to column title, and where the list stands."""
    import tomlkit

    document = tomlkit.document()
    if sheet:
        document["sheet"] = sheet
    if header_row is not None:
        document["header_row"] = header_row
    table = tomlkit.table()
    for field, header in columns.items():
        table[field] = header
    document["columns"] = table
    return tomlkit.dumps(document)


def change_columns() -> tuple[Column[DossierChange], ...]:
    """Give the columns of the list of dossiers in the report."""
    return (
        Column[DossierChange](
            "kind",
            _tr("Wat"),
            lambda c: list(KIND_LOOK).index(c.kind),
            text=lambda c: kind_word(c.kind),
            mark=lambda c: Mark(*KIND_LOOK[c.kind]),
            tone=lambda _c: "text2",
            style=TextStyle.CHIP,
            width=108,
        ),
        Column[DossierChange]("id", _tr("Nr"), lambda c: c.dossier.id, width=60),
        Column[DossierChange](
            "name", _tr("Naam"), lambda c: c.dossier.name, width=190, style=TextStyle.NAME
        ),
        Column[DossierChange](
            "cost",
            _tr("Totale kost"),
            lambda c: c.dossier.financing.cost_cents,
            text=lambda c: formats.euro_exact(c.dossier.financing.cost_cents),
            align=Align.RIGHT,
            width=116,
        ),
        Column[DossierChange](
            "erdf",
            _tr("EFRO gevraagd"),
            lambda c: c.dossier.financing.erdf_requested_cents,
            text=lambda c: formats.euro_exact(c.dossier.financing.erdf_requested_cents),
            align=Align.RIGHT,
            width=116,
        ),
        Column[DossierChange](
            "findings",
            _tr("Bevindingen"),
            lambda c: -sum(_GRAVE[i.severity] for i in c.issues),
            text=lambda c: _counted(c)[0],
            mark=_count_mark,
            style=TextStyle.CHIP,
            tone=lambda c: "text2" if c.issues else "text3",
            width=112,
            stretch=True,
        ),
    )


def kind_word(kind: ChangeKind) -> str:
    """Say what an import does to a dossier."""
    return {
        ChangeKind.NEW: _tr("nieuw"),
        ChangeKind.CHANGED: _tr("gewijzigd"),
        ChangeKind.SAME: _tr("ongewijzigd"),
        ChangeKind.BLOCKED: _tr("geweigerd"),
    }[kind]


def change_word(change: FieldChange) -> tuple[str, str, str]:
    """Say a difference as (field, before, after), amounts in euro."""
    field = change.field.removeprefix("financing.")
    name, before, after = field, change.before, change.after
    if field.endswith("_cents"):
        before, after = _amount(before), _amount(after)
    key = _FIELD_OF.get(field, field)
    code = f"{FIELD_CODE}{key}"
    language = window_language()
    if messages.knows(code, language):
        name = messages.sentence(code, {}, language)
    elif field.startswith("partners["):
        name = _tr("partner {0}").format(field[9:-1])
    elif field.startswith("cost_lines["):
        name = _tr("kostenlijn {0}").format(field[11:-1])
    elif field.startswith("evidence["):
        name = _tr("bewijs {0}").format(field[9:-1])
    elif field.startswith("sections["):
        name = _tr("deel {0}").format(field[9:-1])
    nothing = formats.NOTHING
    return name, before or nothing, after or nothing


def missing_fields(columns: Sequence[str]) -> tuple[str, ...]:
    """Name the fields no list can do without that no column was taken for."""
    names = field_names()
    return tuple(names[field] for field in WANTED_FIELDS if field not in columns)


_GRAVE: Final = {Severity.ERROR: 10_000, Severity.WARNING: 100, Severity.INFO: 1}
_FIELD_OF: Final[Mapping[str, str]] = {
    "cost_cents": "cost",
    "erdf_requested_cents": "erdf_requested",
    "flemish_requested_cents": "flemish_requested",
    "own_cents": "own_contribution",
    "other_public_cents": "other_public",
}


def _amount(text: str) -> str:
    return formats.euro_exact(int(text)) if text.lstrip("-").isdigit() else text


def _counted(change: DossierChange) -> tuple[str, Severity | None]:
    counts = {s: sum(i.severity is s for i in change.issues) for s in Severity}
    return count_words(counts[Severity.ERROR], counts[Severity.WARNING], counts[Severity.INFO])


def _count_mark(change: DossierChange) -> Mark | None:
    severity = _counted(change)[1]
    return None if severity is None else severity_mark(severity)


def _tr(text: str) -> str:
    return QCoreApplication.translate("Imports", text)
