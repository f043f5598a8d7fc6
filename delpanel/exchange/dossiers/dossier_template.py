"""Writes the official dossier workbook: empty to be filled in, or filled with dossiers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from delpanel import messages
from delpanel.exchange.dossiers import dossier_layout as layout
from delpanel.exchange.dossiers.dossier_cells import CellValue, cells_of, example_cells
from delpanel.exchange.dossiers.dossier_instructions import write_instructions
from delpanel.exchange.dossiers.dossier_layout import CellKind, ChoiceList, Column, Sheet
from delpanel.exchange.sheets import sheet_style as style
from delpanel.exchange.sheets.steady_file import save_steadily
from delpanel.model.aid_rules import AidRule
from delpanel.model.call import Province
from delpanel.model.dossier import Dossier

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.worksheet.datavalidation import DataValidation
    from openpyxl.worksheet.worksheet import Worksheet

HEADING_ROW: Final = 3
LAST_ROW: Final = 2000
"""The last row that carries formats and validation."""

_FORMATS: Final = {
    CellKind.CODE: style.AS_TEXT,
    CellKind.TEXT: "General",
    CellKind.LONG_TEXT: "General",
    CellKind.MONEY: style.MONEY,
    CellKind.DATE: style.DAY,
    CellKind.MOMENT: style.MOMENT,
    CellKind.FLAG: "General",
    CellKind.CHOICE: "General",
    CellKind.RATES: style.AS_TEXT,
}
_LONGEST_PROMPT: Final = 255
_LONGEST_PROMPT_TITLE: Final = 32
_LONG_TEXT_LIMIT: Final = 32767


@dataclass(frozen=True, slots=True)
class _Choices:
    """What the lists offer in this language, and in which column of the hidden sheet."""

    words: dict[ChoiceList, tuple[str, ...]]

    def formula(self, choices: ChoiceList, list_sheet: str) -> str:
        column = chr(ord("A") + list(self.words).index(choices))
        return f"'{list_sheet}'!${column}$2:${column}${1 + len(self.words[choices])}"


def write_template(
    path: Path | str,
    *,
    provinces: Sequence[Province],
    aid_rules: Sequence[AidRule],
    language: str = "nl",
) -> None:
    """Write the empty dossier workbook with instructions, lists, validation and grey examples.

    Args:
        path: where to write; a file that is there is replaced in one step.
        provinces: what the hub province may be.
        aid_rules: what the aid rule of a cost line may be.
        language: "nl" or "en"; the reader knows both.

    Raises:
        OSError: ``path`` cannot be written.
    """
    _write(path, None, provinces, aid_rules, language)


def write_dossiers(
    path: Path | str,
    dossiers: Sequence[Dossier],
    *,
    provinces: Sequence[Province],
    aid_rules: Sequence[AidRule],
    language: str = "nl",
    mark: str = "",
) -> None:
    """Write the same workbook filled with ``dossiers``, in their order; reading gives them back.

    Moments are written on the clock of their own zone, to the second. Raises OSError as
    ``write_template`` does.
    """
    _write(path, dossiers, provinces, aid_rules, language, mark)


def _write(
    path: Path | str,
    dossiers: Sequence[Dossier] | None,
    provinces: Sequence[Province],
    aid_rules: Sequence[AidRule],
    language: str,
    mark: str = "",
) -> None:
    from openpyxl import Workbook

    workbook = Workbook()
    instructions = workbook.active
    assert instructions is not None  # noqa: S101 - a new workbook has one sheet
    write_instructions(instructions, aid_rules, language)
    choices = _choices(provinces, aid_rules, language)
    for declared in layout.SHEETS:
        rows = _rows(declared, dossiers, provinces, language)
        _write_table(workbook, declared, rows, choices, language, examples=dossiers is None)
    _write_lists(workbook, choices, language)
    workbook.security.lockStructure = True
    save_steadily(workbook, path, mark)


def _rows(
    declared: Sheet,
    dossiers: Sequence[Dossier] | None,
    provinces: Sequence[Province],
    language: str,
) -> list[tuple[CellValue, ...]]:
    if dossiers is None:
        return example_cells(declared, provinces, language)
    return [row for dossier in dossiers for row in cells_of(dossier, declared, provinces, language)]


def _choices(
    provinces: Sequence[Province], aid_rules: Sequence[AidRule], language: str
) -> _Choices:
    words = {
        choices: tuple(layout.choice_label(choices, value, language) for value in values)
        for choices, values in layout.FIXED_CHOICES.items()
    }
    words[ChoiceList.PROVINCE] = tuple(p.name.text(language) for p in provinces)
    words[ChoiceList.AID_RULE] = tuple(rule.id for rule in aid_rules)
    return _Choices(words)


def _write_table(
    workbook: Workbook,
    declared: Sheet,
    rows: Sequence[tuple[CellValue, ...]],
    choices: _Choices,
    language: str,
    *,
    examples: bool,
) -> None:
    sheet = workbook.create_sheet(declared.name(language))
    style.write_title(sheet, declared.name(language), declared.about(language))
    _prepare_columns(sheet, declared)
    style.write_headings(
        sheet, HEADING_ROW, [_heading(declared, c, language) for c in declared.columns]
    )
    for offset, row in enumerate(rows, start=1):
        _write_row(sheet, HEADING_ROW + offset, declared, row, examples=examples)
    for number, column in enumerate(declared.columns, start=1):
        rule = _validation(declared, column, choices, language)
        letter = _letter(number)
        rule.add(f"{letter}{HEADING_ROW + 1}:{letter}{LAST_ROW}")
        sheet.add_data_validation(rule)
    last = max(HEADING_ROW + len(rows), HEADING_ROW + 1)
    sheet.auto_filter.ref = f"A{HEADING_ROW}:{_letter(len(declared.columns))}{last}"
    style.lock(sheet)
    style.print_landscape(sheet, HEADING_ROW, declared.name(language))


def _heading(declared: Sheet, column: Column, language: str) -> style.Heading:
    star = " *" if column.required else ""
    text = f"{declared.label(column, language)}{star}"
    return style.Heading(text, column.width, right=column.kind is CellKind.MONEY)


def _prepare_columns(sheet: Worksheet, declared: Sheet) -> None:
    from openpyxl.styles import Alignment, Protection

    for number, column in enumerate(declared.columns, start=1):
        dimension = sheet.column_dimensions[_letter(number)]
        dimension.protection = Protection(locked=False)
        dimension.number_format = _FORMATS[column.kind]
        dimension.alignment = Alignment(vertical="top", wrap_text=column.kind is CellKind.LONG_TEXT)


def _write_row(
    sheet: Worksheet,
    number: int,
    declared: Sheet,
    row: tuple[CellValue, ...],
    *,
    examples: bool,
) -> None:
    from openpyxl.cell.cell import Cell
    from openpyxl.styles import Font, Protection

    texts: list[tuple[str, float]] = []
    for position, (column, value) in enumerate(zip(declared.columns, row, strict=True), start=1):
        cell = sheet.cell(row=number, column=position, value=value)
        assert isinstance(cell, Cell)  # noqa: S101 - nothing is merged here
        style.dress(cell, number_format=_FORMATS[column.kind], right=column.kind is CellKind.MONEY)
        if isinstance(value, str) and value.startswith("="):
            cell.data_type = "s"
        cell.protection = Protection(locked=False)
        if examples:
            cell.font = Font(name="Calibri", size=11, italic=True, color="9AA3B2")
        texts.append((value if isinstance(value, str) else "", column.width))
    style.fit_height(sheet, number, texts)


def _validation(
    declared: Sheet, column: Column, choices: _Choices, language: str
) -> DataValidation:
    from openpyxl.worksheet.datavalidation import DataValidation

    rule = DataValidation()
    _set_condition(rule, column, choices, language)
    rule.allow_blank = True
    rule.showInputMessage = rule.showErrorMessage = True
    rule.promptTitle = declared.label(column, language)[:_LONGEST_PROMPT_TITLE]
    rule.prompt = declared.help(column, language)[:_LONGEST_PROMPT]
    rule.errorStyle = "stop"
    rule.errorTitle = declared.label(column, language)[:_LONGEST_PROMPT_TITLE]
    rule.error = declared.help(column, language)[:_LONGEST_PROMPT]
    return rule


def _set_condition(rule: DataValidation, column: Column, choices: _Choices, language: str) -> None:
    match column.kind:
        case CellKind.MONEY:
            rule.type, rule.operator, rule.formula1 = "decimal", "greaterThanOrEqual", "0"
        case CellKind.DATE | CellKind.MOMENT:
            rule.type, rule.operator = "date", "between"
            rule.formula1, rule.formula2 = "DATE(2014,1,1)", "DATE(2040,12,31)"
        case CellKind.FLAG | CellKind.CHOICE:
            lists = messages.sentence("workbook_sheet_lists", {}, language)
            rule.type, rule.formula1 = "list", choices.formula(column.choices, lists)
        case CellKind.CODE | CellKind.TEXT | CellKind.LONG_TEXT | CellKind.RATES:
            rule.type, rule.operator = "textLength", "lessThanOrEqual"
            rule.formula1 = str(_LONG_TEXT_LIMIT)


def _write_lists(workbook: Workbook, choices: _Choices, language: str) -> None:
    sheet = workbook.create_sheet(messages.sentence("workbook_sheet_lists", {}, language))
    for number, (name, words) in enumerate(choices.words.items(), start=1):
        sheet.cell(row=1, column=number, value=str(name))
        for row, word in enumerate(words, start=2):
            sheet.cell(row=row, column=number, value=word)
    sheet.sheet_state = "hidden"
    style.lock(sheet)


def _letter(number: int) -> str:
    from openpyxl.utils import get_column_letter

    return get_column_letter(number)
