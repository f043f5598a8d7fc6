"""The first sheet of the dossier workbook: how to fill it in, and which aid rules there are."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from delpanel import messages
from delpanel.exchange.dossiers import dossier_layout as layout
from delpanel.exchange.sheets import sheet_style as style
from delpanel.model.aid_rules import AidRule
from delpanel.model.dossier import EnterpriseSize

if TYPE_CHECKING:
    from openpyxl.cell.cell import Cell
    from openpyxl.worksheet.worksheet import Worksheet

_STEPS: Final = 7
_WIDTHS: Final = (19, 46, 14, 12, 48)
_SIZES: Final = frozenset(str(size) for size in EnterpriseSize)


def write_instructions(sheet: Worksheet, aid_rules: Sequence[AidRule], language: str) -> None:
    """Fill ``sheet`` with the steps, the sheets, and a table of aid rules and conditions."""

    def say(code: str) -> str:
        return messages.sentence(f"workbook_instructions_{code}", {}, language)

    sheet.title = layout.instructions_name(language)
    style.write_title(sheet, say("title"), say("about"))
    for letter, width in zip("ABCDE", _WIDTHS, strict=True):
        sheet.column_dimensions[letter].width = width
    row = 4
    for step in range(1, _STEPS + 1):
        row = _write_line(sheet, row, str(step), say(f"step_{step}"))
    row = _write_caption(sheet, row + 1, say("sheets"))
    for declared in layout.SHEETS:
        row = _write_line(sheet, row, declared.name(language), declared.about(language))
    _write_rules(sheet, row + 1, aid_rules, language)
    style.lock(sheet)
    style.print_landscape(sheet, 1, say("title"))


def _write_line(sheet: Worksheet, row: int, head: str, text: str) -> int:
    from openpyxl.styles import Alignment

    first, second = _cell(sheet, row, 1), _cell(sheet, row, 2)
    first.value, second.value = head, text
    style.dress(first)
    style.dress(second)
    style.embolden(first, style.ACCENT)
    first.alignment = Alignment(vertical="top", indent=1)
    sheet.merge_cells(start_row=row, end_row=row, start_column=2, end_column=len(_WIDTHS))
    style.fit_height(sheet, row, [(text, sum(_WIDTHS[1:]))])
    return row + 1


def _write_caption(sheet: Worksheet, row: int, text: str) -> int:
    from openpyxl.styles import Font

    cell = _cell(sheet, row, 1)
    cell.value = text
    cell.font = Font(name="Calibri", size=13, bold=True, color=style.ACCENT)
    sheet.row_dimensions[row].height = 24
    return row + 1


def _write_rules(sheet: Worksheet, row: int, aid_rules: Sequence[AidRule], language: str) -> None:
    def say(code: str) -> str:
        return messages.sentence(f"workbook_instructions_{code}", {}, language)

    row = _write_caption(sheet, row, say("rules"))
    heads = [say(f"rule_{code}") for code in ("code", "name", "article", "highest", "conditions")]
    style.write_headings(
        sheet, row, [style.Heading(h, w) for h, w in zip(heads, _WIDTHS, strict=True)]
    )
    sheet.freeze_panes = "A3"
    for rule in aid_rules:
        row += 1
        # A bonus by size follows from the partner and is not declared.
        conditions = [b.condition for b in rule.bonuses if b.condition not in _SIZES]
        conditions += [rule.full_condition] if rule.full_condition else []
        shown = (
            rule.id,
            rule.name.text(language),
            rule.article,
            messages.percent(rule.cap_bp),
            "\n".join(_explained(condition, language) for condition in conditions),
        )
        for column, text in enumerate(shown, start=1):
            cell = _cell(sheet, row, column)
            cell.value = text or None
            style.dress(cell)
        style.fit_height(sheet, row, list(zip(shown, _WIDTHS, strict=True)))


def _explained(condition: str, language: str) -> str:
    code = f"workbook_condition_{condition}"
    known = messages.knows(code, language)
    return f"{condition}: {messages.sentence(code, {}, language)}" if known else condition


def _cell(sheet: Worksheet, row: int, column: int) -> Cell:
    from openpyxl.cell.cell import Cell as PlainCell

    cell = sheet.cell(row=row, column=column)
    assert isinstance(cell, PlainCell)  # noqa: S101 - only the left cell of a merge is written
    return cell
