"""Declared synergy on paper: letters, the overview and the workbook say what the sum holds."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from openpyxl import load_workbook

from delpanel.services.allocation.explaining import Explaining
from delpanel.services.decision import freezing
from delpanel.services.exports import exporting
from delpanel.services.intake import synergy
from delpanel.services.letters import lettering
from delpanel.services.state.workspace import Workspace
from scoring.rules import Policy
from tests.delpanel.letters.pdf_reading import flowing
from tests.delpanel.services.pairs import TURNS, WHY, paired_panel
from tests.factories import agree_all, f1_panel, f1_points, give_points, seat_panel

SAID = "sommige dossiers samen meer of minder waard zijn dan afzonderlijk"


@pytest.fixture(scope="module")
def frozen(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workspace]:
    with paired_panel(tmp_path_factory.mktemp("paper"), TURNS, ("D01", "D06", -50)) as workspace:
        freezing.freeze(workspace)
        yield workspace


def letter(workspace: Workspace, dossier: str) -> str:
    return flowing(lettering.preview(workspace, dossier).pdf)


def test_a_letter_states_the_rule_with_synergy_and_names_no_pair(frozen: Workspace) -> None:
    refused = letter(frozen, "D07")

    assert SAID in refused
    # D07 has 83,5 and D13 83; with D07 the sum is 208250 of 500 a point, with the pair 210500
    assert "hoogstens 416,5 bedragen in plaats van 421" in refused
    assert "hoger totaal op zichzelf niet" in refused
    assert "D10" not in refused
    assert WHY not in refused
    assert SAID in letter(frozen, "D13")


def test_a_letter_of_a_call_without_pairs_does_not(tmp_path: Path) -> None:
    other = tmp_path / "zonder-paren"
    other.mkdir()
    with f1_panel(tmp_path) as plain, paired_panel(other) as without:
        for workspace in (plain, without):
            freezing.freeze(workspace)
            assert SAID not in letter(workspace, "D13")


def test_the_overview_lists_the_pairs_and_what_counts(frozen: Workspace, tmp_path: Path) -> None:
    exporting.export(frozen, "overview", tmp_path / "overzicht.pdf", replace=False)

    said = flowing((tmp_path / "overzicht.pdf").read_bytes())

    assert "Vooraf vastgelegde samenhang" in said
    assert f"D10 + D13 +0,25 telt mee, beide krijgen steun {WHY}" in said
    assert "D01 + D06 \u22120,5 telt mee als beide steun krijgen" in said
    assert "421" in said


def test_the_workbook_states_the_rule_and_the_pairs(frozen: Workspace, tmp_path: Path) -> None:
    exporting.export(frozen, "ranking", tmp_path / "rang.xlsx", replace=False)

    book = load_workbook(tmp_path / "rang.xlsx")
    cells = [
        str(cell.value)
        for sheet in book.worksheets
        for line in sheet.iter_rows()
        for cell in line
        if cell.value is not None
    ]

    assert any("punten voor samenhang van D10 + D13 (+0,25)" in said for said in cells)
    assert any("de rangorde zelf houdt er geen rekening mee" in said for said in cells)
    place = cells.index("Samenhang D10 + D13")
    assert cells[place + 1] == f"+0,25, telt mee, beide krijgen steun. {WHY}"


def test_what_would_fit_speaks_of_the_sum_with_synergy(frozen: Workspace) -> None:
    codes = {r.code for r in Explaining(frozen.computed()).of("D07", Policy.COVERAGE).remedies}

    assert "EXPLAIN_FITS_SYNERGY" in codes
    assert "EXPLAIN_FITS" not in codes


def test_many_pairs_are_counted_where_there_is_little_room(tmp_path: Path) -> None:
    with paired_panel(tmp_path, TURNS, ("D02", "D04", 25), ("D04", "D13", 25)) as workspace:
        computed = workspace.computed()

        said = synergy.counted_sentence(computed, Policy.COVERAGE, "nl", 2)
        one = synergy.counted_sentence(computed, Policy.COVERAGE, "en", 1)

    assert "van D02 + D04 (+0,25), D04 + D13 (+0,25) en nog één paar." in said
    assert "of D02 + D04 (+0,25) and 2 more pairs." in one


def test_the_longest_reasons_fit_the_overview(tmp_path: Path) -> None:
    longest = "Ze delen één testopstelling. " * 40
    with paired_panel(tmp_path, TURNS, judged=False) as workspace:
        for other in ("D02", "D03", "D04"):
            synergy.declare(workspace, "D01", other, 25, longest[: synergy.LONGEST_REASON])
        give_points(workspace, f1_points(), seat_panel(workspace))
        agree_all(workspace, f1_points())
        freezing.freeze(workspace)
        exporting.export(workspace, "overview", tmp_path / "lang.pdf", replace=False)

    # 1000 signs of 29 each: 34 sentences and the beginning of one more, in three pairs
    assert flowing((tmp_path / "lang.pdf").read_bytes()).count("Ze delen") == 3 * 35
