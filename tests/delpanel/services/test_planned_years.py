"""Awards by year: an estimate by months that adds up to the cent, and never more than that."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import openpyxl
import pytest

from delpanel.services.allocation.planned_years import by_year, months_by_year
from delpanel.services.exports import exporting
from tests.factories import CRITERIA, dossier, judged_panel

HALFWAY = date(2021, 3, 31), date(2023, 2, 1)


@pytest.mark.parametrize(
    ("first", "last", "months"),
    [
        (date(2021, 3, 1), date(2023, 2, 28), {2021: 10, 2022: 12, 2023: 2}),
        (*HALFWAY, {2021: 10, 2022: 12, 2023: 2}),
        (date(2021, 6, 15), date(2021, 6, 15), {2021: 1}),
        (date(2021, 3, 1), None, {}),
        (date(2021, 3, 1), date(2021, 2, 28), {}),
        (date(2021, 3, 1), date(2201, 2, 28), {}),
    ],
)
def test_months_in_which_a_project_runs(
    first: date, last: date | None, months: dict[int, int]
) -> None:
    assert months_by_year(first, last) == months


def test_parts_add_up_to_the_cent() -> None:
    # 10, 12 and 2 of 24 months of 1,00: 41.67, 50 and 8.33 cents
    assert by_year(100, {2021: 10, 2022: 12, 2023: 2}) == {2021: 42, 2022: 50, 2023: 8}


def test_the_ranking_workbook_spreads_each_award_and_says_it_is_an_estimate(
    tmp_path: Path,
) -> None:
    open_ended = replace(dossier("D02", nuts="BE22"), end_on=None)
    points = {name: dict.fromkeys(CRITERIA, 400) for name in ("D01", "D02")}
    with judged_panel(tmp_path, [dossier(), open_ended], points) as workspace:
        exporting.export(workspace, "ranking", tmp_path / "r.xlsx", replace=False)
    sheet = openpyxl.load_workbook(tmp_path / "r.xlsx")["Jaren (raming)"]
    heads, *rows, total = (
        [cell.value for cell in row] for row in sheet.iter_rows(min_row=4, max_row=7)
    )
    second, first = sorted(rows, key=lambda row: str(row[0]), reverse=True)

    assert heads[4:] == [
        f"{name} {year}" for name in ("EFRO", "Vlaams") for year in (2021, 2022, 2023)
    ]
    assert first[2:4] == ["1 maart 2021", "28 februari 2023"]
    # 600,000 and 400,000 over 10, 12 and 2 of 24 months
    assert first[4:7] == [250_000, 300_000, 50_000]
    assert first[7:] == pytest.approx([166_666.67, 200_000, 33_333.33], abs=1e-9)
    assert second[0] == "D02"
    assert set(second[4:]) == {None}
    assert total[4:] == first[4:]
    assert "Geen betaalkalender" in str(sheet["A2"].value)
