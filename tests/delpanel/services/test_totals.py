"""Totals are written exactly, and two different ones never print alike."""

from __future__ import annotations

import re
from fractions import Fraction
from pathlib import Path

import openpyxl
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from delpanel.presets.shipped import call_text
from delpanel.services.decision import freezing
from delpanel.services.exports import exporting
from delpanel.services.exports.result_tables import result_tables
from delpanel.services.rankings.ranking import display_totals, exact_text
from delpanel.services.what_ifs.scenario_comparison import compare_scenarios
from delpanel.services.what_ifs.scenario_view import as_lines
from tests.delpanel.letters.pdf_reading import flowing
from tests.factories import CRITERIA, dossier, judged_panel

RATIONALS = st.fractions(min_value=-200, max_value=200, max_denominator=100_000)
CLOSE = st.lists(
    st.builds(
        lambda whole, over, by: whole + Fraction(over, by),
        st.integers(0, 100),
        st.integers(0, 50),
        st.sampled_from([1, 3, 7, 20, 100, 499, 500, 60_000, 999_983, 10**12]),
    ),
    min_size=1,
    max_size=12,
)


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (Fraction(183, 2), "91.5"),
        (Fraction(60), "60"),
        (Fraction(1250, 3), "1250/3"),
        (Fraction(0), "0"),
        (Fraction(1, 8), "0.125"),
        (Fraction(-1, 8), "-0.125"),
        (Fraction(-7), "-7"),
        (Fraction(1, 6), "1/6"),
        (Fraction(1001, 10), "100.1"),
        (Fraction(1, 10**6), "0.000001"),
        (Fraction(100), "100"),
    ],
)
def test_an_exact_total_is_a_decimal_where_there_is_one(value: Fraction, text: str) -> None:
    assert exact_text(value) == text


@given(RATIONALS)
def test_an_exact_total_reads_back_as_itself(value: Fraction) -> None:
    assert Fraction(exact_text(value)) == value


@given(RATIONALS)
def test_an_exact_total_carries_no_idle_nought(value: Fraction) -> None:
    text = exact_text(value)

    assert "." not in text or not text.endswith("0")
    assert not text.endswith(".")


@given(CLOSE)
@example([Fraction(1, 3), Fraction(1, 3) + Fraction(1, 10**12)])
@example([Fraction(1, 3), Fraction(1, 3) + Fraction(1, 10**20)])
@example([Fraction(9995, 100), Fraction(100)])
def test_different_totals_never_print_alike_and_level_ones_always_do(
    values: list[Fraction],
) -> None:
    totals = {str(number): value for number, value in enumerate(values)}

    shown = display_totals(totals)

    for one, value in totals.items():
        for other, against in totals.items():
            assert (shown[one] == shown[other]) is (value == against)


@given(CLOSE)
def test_a_printed_total_is_within_half_of_its_last_place(values: list[Fraction]) -> None:
    totals = {str(number): value for number, value in enumerate(values)}

    for name, text in display_totals(totals).items():
        if "/" in text or "." in text:
            assert Fraction(text) == totals[name]
            continue
        _, _, decimals = text.partition(",")
        assert decimals, "one decimal at least"
        printed = Fraction(text.replace(",", "."))
        assert abs(printed - totals[name]) <= Fraction(1, 2 * 10 ** len(decimals))


def test_totals_of_the_golden_call_print_with_one_decimal() -> None:
    assert display_totals({"a": Fraction(183, 2), "b": Fraction(84)}) == {"a": "91,5", "b": "84,0"}


def test_halves_are_rounded_up() -> None:
    assert display_totals({"a": Fraction(12345, 1000)}) == {"a": "12,35"}


def test_no_totals_print_nothing() -> None:
    assert display_totals({}) == {}


UNEVEN = call_text("del-2020")
for _before, _after in (("weight = 40", "weight = 333"), ("weight = 35", "weight = 335")):
    assert _before in UNEVEN
    UNEVEN = UNEVEN.replace(_before, _after)


def test_the_workbook_shows_close_totals_apart_as_numbers_of_one_form(tmp_path: Path) -> None:
    """Weights of 693 in all: 74.0260 and 74.0115 beside each other, no decimal exact."""
    points = {
        "D01": dict(zip(CRITERIA, (400, 350, 350), strict=True)),
        "D02": dict(zip(CRITERIA, (350, 400, 350), strict=True)),
    }
    path = tmp_path / "rangschikking.xlsx"
    with judged_panel(tmp_path, [dossier(), dossier("D02", nuts="BE22")], points, UNEVEN) as panel:
        exporting.export(panel, "ranking", path, replace=False)
        totals = {r.id: r.total_on_100 for r in panel.computed().ranking.rows}
        [ranking, *_] = result_tables(panel.computed())
        lines = list(as_lines(compare_scenarios(panel), "nl"))
        freezing.freeze(panel)
        exporting.export(panel, "overview", tmp_path / "overzicht.pdf", replace=False)

    sheet = openpyxl.load_workbook(path).worksheets[0]
    head = [cell.value for cell in sheet[4]]
    cells = {row[1].value: row[head.index("Totaal")] for row in sheet.iter_rows(min_row=5)}
    assert {cell.number_format for cell in cells.values()} == {"0.00"}
    assert {name: cell.value for name, cell in cells.items()} == {
        name: round(float(total or 0), 2) for name, total in totals.items()
    }
    assert cells["D01"].value != cells["D02"].value
    assert [c.places for c in ranking.columns if c.heading == "Totaal"] == [2]
    assert not [line for line in lines if re.search(r"som \d+/\d+", line)]
    shown = flowing((tmp_path / "overzicht.pdf").read_bytes())
    assert all(f"{cell.value:.2f}".replace(".", ",") in shown for cell in cells.values())
