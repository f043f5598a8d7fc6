"""Which column of a list is which field: suggested, chosen by the user, saved as TOML per call."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from pathlib import Path
from typing import Final

from delpanel.errors import FileProblem
from delpanel.exchange.cells.labels import match_label
from delpanel.exchange.lists.column_content import ColumnContent, study_column
from delpanel.exchange.lists.list_fields import FIELD_KINDS, FieldKind, ListField
from delpanel.exchange.lists.synonyms import LIKELY, HeaderMatch, match_header
from delpanel.exchange.lists.tables import FoundList
from delpanel.exchange.reading.source import column_letters
from delpanel.file_causes import cause_of, toml_place
from delpanel.model.issues import Issue, Place, Severity

_CONTENT_WEIGHT: Final = 6.0
_FILLED_WEIGHT: Final = 2.0
_POSITION_COST: Final = 0.01
_CONTRADICTED: Final = 0.34
_AS_AMOUNT_COST: Final = 12.0
_ID_FILLED: Final = 0.5
_ID_NAME: Final = 75
_TITLE_LENGTH: Final = 8
_EMPTY_TITLE_COST: Final = 8.0
_LARGEST_MAPPING: Final = 1_000_000


class MappedBy(StrEnum):
    """Why a column was taken for a field."""

    HEADER = "header"
    TYPO = "typo"
    CONTENT = "content"
    SAVED = "saved"
    USER = "user"


@dataclass(frozen=True, slots=True)
class MappedColumn:
    """One field and its column. ``position`` counts from 0; ``score`` is 100 for a sure name."""

    field: ListField
    header: str
    position: int
    by: MappedBy = MappedBy.USER
    score: int = 100


@dataclass(frozen=True, slots=True)
class ColumnMapping:
    """The columns of one list by field, each field and each column at most once."""

    columns: tuple[MappedColumn, ...] = ()
    sheet: str = ""
    header_row: int | None = None

    def column(self, wanted: ListField) -> MappedColumn | None:
        """Look up the column of a field; None if the list has none."""
        return next((c for c in self.columns if c.field is wanted), None)

    def position(self, wanted: ListField) -> int | None:
        """Give the position of the column of a field; None if the list has none."""
        column = self.column(wanted)
        return None if column is None else column.position

    def field_at(self, position: int) -> ListField | None:
        """Give the field of the column at a position; None if it is not mapped."""
        return next((c.field for c in self.columns if c.position == position), None)

    def with_choice(self, chosen: ListField | None, header: str, position: int) -> ColumnMapping:
        """Map one column as a user says, or to nothing; the field and the column are freed."""
        kept = [c for c in self.columns if c.position != position and c.field is not chosen]
        if chosen is not None:
            kept.append(MappedColumn(chosen, header, position))
        return replace(self, columns=tuple(sorted(kept, key=lambda c: c.position)))


@dataclass(frozen=True, slots=True)
class SavedMapping:
    """A mapping as a call keeps it: field to header, and where the list is, if it is said."""

    columns: Mapping[ListField, str] = field(default_factory=dict)
    sheet: str = ""
    header_row: int | None = None


def suggest_mapping(found: FoundList) -> ColumnMapping:
    """Suggest the field of each column by its header, borne out or refused by its cells.

    A column called a rate that holds amounts is suggested as the amount. Where two columns could
    be one field, the better name goes first, then the fuller column, then the one further left.
    """
    candidates = sorted(_candidates(found), key=lambda entry: -entry[0])
    taken: dict[ListField, MappedColumn] = {}
    positions: set[int] = set()
    for _, column in candidates:
        if column.field not in taken and column.position not in positions:
            taken[column.field] = column
            positions.add(column.position)
    columns = tuple(sorted(taken.values(), key=lambda column: column.position))
    return ColumnMapping(columns, found.table.name, found.header_row)


def fit_mapping(saved: SavedMapping, found: FoundList) -> tuple[ColumnMapping, tuple[Issue, ...]]:
    """Find the columns of a saved mapping in a list, whose headers may be written otherwise.

    Returns:
        The mapping, and an error for each header that is not there, an info for each that was
        matched in spite of a slip.
    """
    labels = {str(at): (header,) for at, header in enumerate(found.headers)}
    columns: list[MappedColumn] = []
    issues: list[Issue] = []
    place = Place(sheet=found.table.name, cell=found.table.address(found.header_at, 0))
    for wanted, header in saved.columns.items():
        match = match_label(header, labels) or _by_letter(header, found)
        if match is None:
            params = {"field": wanted.value, "header": header}
            issues.append(Issue("mapped_column_missing", Severity.ERROR, place, params))
            continue
        position = int(match) if isinstance(match, str) else int(match.key)
        if not isinstance(match, str) and match.has_typo:
            params = {"typed": header, "header": found.headers[position], "field": wanted.value}
            issues.append(Issue("header_matched", Severity.INFO, place, params))
        columns.append(MappedColumn(wanted, found.headers[position], position, MappedBy.SAVED))
    ordered = tuple(sorted(columns, key=lambda column: column.position))
    return ColumnMapping(ordered, found.table.name, found.header_row), tuple(issues)


def mapping_issues(mapping: ColumnMapping, found: FoundList) -> tuple[Issue, ...]:
    """Report what the suggestion took on less than a sure name: a slip, or the cells alone."""
    issues = []
    for column in mapping.columns:
        cell = found.table.address(found.body_at - 1, column.position)
        place = Place(sheet=found.table.name, cell=cell)
        params = {"header": " ".join(column.header.split()), "field": column.field.value}
        if column.by is MappedBy.TYPO:
            issues.append(Issue("header_with_slip", Severity.INFO, place, params))
        elif column.by is MappedBy.CONTENT:
            issues.append(Issue("column_by_content", Severity.WARNING, place, params))
    return tuple(issues)


def load_mapping(path: Path) -> SavedMapping:
    """Read a saved mapping.

    Raises:
        FileProblem: absent, no TOML, or a field that does not exist (named in the params).
    """
    try:
        if path.stat().st_size > _LARGEST_MAPPING:
            raise FileProblem("mapping_unreadable", file=path.name, reason="large")
        text = path.read_text(encoding="utf-8-sig")
    except FileNotFoundError as error:
        raise FileProblem(
            "file_missing", file=path.name, folder=str(path.absolute().parent)
        ) from error
    except (OSError, UnicodeDecodeError) as error:
        raise FileProblem("mapping_unreadable", file=path.name, reason=cause_of(error)) from error
    return parse_mapping(text, path.name)


def parse_mapping(text: str, name: str = "") -> SavedMapping:
    """Read a mapping from TOML text; ``name`` is what a problem calls it."""
    try:
        plain = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise FileProblem("mapping_unreadable", file=name, **toml_place(error)) from error
    columns = plain.get("columns", {})
    row = plain.get("header_row")
    if not isinstance(columns, dict) or not (row is None or isinstance(row, int)):
        raise FileProblem("mapping_unreadable", file=name, reason="columns")
    known = {each.value for each in ListField}
    for key, header in columns.items():
        if key not in known or not isinstance(header, str):
            raise FileProblem("mapping_unknown_field", file=name, field=str(key))
    chosen = {ListField(key): header for key, header in columns.items()}
    return SavedMapping(chosen, str(plain.get("sheet", "")), row)


def format_mapping(mapping: ColumnMapping) -> str:
    """Write a mapping as TOML that a person can edit."""
    import tomlkit

    document = tomlkit.document()
    if mapping.sheet:
        document["sheet"] = mapping.sheet
    if mapping.header_row is not None:
        document["header_row"] = mapping.header_row
    columns = tomlkit.table()
    for column in mapping.columns:
        columns[column.field.value] = column.header
    document["columns"] = columns
    return tomlkit.dumps(document)


def save_mapping(mapping: ColumnMapping, path: Path) -> None:
    """Write a mapping to a file.

    Raises:
        FileProblem: the file cannot be written.
    """
    try:
        path.write_text(format_mapping(mapping), encoding="utf-8")
    except OSError as error:
        raise FileProblem("file_not_written", file=path.name) from error


def _candidates(found: FoundList) -> Iterator[tuple[float, MappedColumn]]:
    for position, header in enumerate(found.headers):
        content = study_column(found.column(position))
        for match in match_header(header):
            if match.score < LIKELY:
                continue
            merit, chosen, by = _weigh(match, content)
            if merit >= LIKELY:
                score = min(100, round(match.score))
                column = MappedColumn(chosen, header, position, by, score)
                yield merit - position * _POSITION_COST, column


def _weigh(match: HeaderMatch, content: ColumnContent) -> tuple[float, ListField, MappedBy]:
    """Weigh a header's claim by what the cells say; below LIKELY it is refused."""
    kind = FIELD_KINDS[match.field]
    fit = content.fits(kind)
    by = MappedBy.TYPO if match.has_typo else MappedBy.HEADER
    if kind is FieldKind.RATE and fit < _CONTRADICTED < content.amounts:
        merit = match.score - _AS_AMOUNT_COST + _FILLED_WEIGHT * content.filled
        return merit, ListField.ERDF_REQUESTED, MappedBy.CONTENT
    if content.filled > 0 and fit < _CONTRADICTED:
        return 0.0, match.field, by
    if match.field is ListField.ID and (match.score < _ID_NAME or 0 < content.filled < _ID_FILLED):
        return 0.0, match.field, by
    merit = match.score + _CONTENT_WEIGHT * (fit - 0.5) + _FILLED_WEIGHT * content.filled
    if match.field is ListField.TITLE and content.filled > 0:
        # A title says something, and something else on most rows; a kind or a code does not.
        telling = min(1.0, 2 * content.distinct) * min(1.0, content.length / _TITLE_LENGTH)
        merit -= _EMPTY_TITLE_COST * (1.0 - telling)
    return merit, match.field, by


def _by_letter(header: str, found: FoundList) -> str | None:
    """Take a column's letter for its name where the header row leaves it blank."""
    wanted = header.strip().upper()
    for position in range(len(found.headers)):
        if column_letters(found.table.first_column + position) == wanted:
            return str(position)
    return None
