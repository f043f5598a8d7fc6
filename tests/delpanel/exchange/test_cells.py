from __future__ import annotations

import pytest

from delpanel.exchange.cells.cell_values import (
    read_code,
    read_flag,
    read_names,
    read_paragraphs,
    read_text,
)
from delpanel.exchange.reading.source import Cell


@pytest.mark.parametrize(
    ("written", "names"),
    [
        ("Retail Office\nInnovatiesteunpunt", ("Retail Office", "Innovatiesteunpunt")),
        ("- Stad Gent\n- UNIZO\n", ("Stad Gent", "UNIZO")),
        ("1. Stad Gent\n2. UNIZO", ("Stad Gent", "UNIZO")),
        ("• Stad Gent • UNIZO", ("Stad Gent", "UNIZO")),
        ("- Stad Gent - UNIZO", ("Stad Gent", "UNIZO")),
        ("Stad Gent; UNIZO ;", ("Stad Gent", "UNIZO")),
        ("a@x.be,b@y.be", ("a@x.be", "b@y.be")),
        ("VUB, UGent, KU Leuven", ("VUB", "UGent", "KU Leuven")),
        ("Dreambit, Inc.", ("Dreambit, Inc.",)),
        ("Provincie Oost-Vlaanderen - Economie", ("Provincie Oost-Vlaanderen - Economie",)),
        ("UNIZO\nunizo", ("UNIZO",)),
        ("n.v.t.", None),
        (None, None),
    ],
)
def test_names_in_a_cell_are_taken_apart(written: Cell, names: tuple[str, ...] | None) -> None:
    assert read_names(written).value == names


@pytest.mark.parametrize(
    ("written", "code"),
    [
        (934.0, "934"),
        ("66.0", "66"),
        ("00934", "00934"),
        (" AB\u00a012 ", "AB 12"),
        ("8.0.1", "8.0.1"),
        ("57-A", "57-A"),
    ],
)
def test_code_loses_only_what_the_sheet_added(written: Cell, code: str) -> None:
    assert read_code(written).value == code


def test_code_of_sixteen_digits_in_a_number_is_doubted() -> None:
    assert read_code(1234567890123456.0).code == "code_digits_lost"
    assert read_code("1234567890123456").code == ""


def test_text_keeps_its_words_and_loses_its_breaks() -> None:
    assert read_text(" Levend\n Stadshart ").value == "Levend Stadshart"
    assert read_paragraphs("Een  zin.\n\n\n\nNog een.").value == "Een zin.\n\nNog een."
    assert read_text("#REF!").code == "cell_has_error"


@pytest.mark.parametrize(
    ("written", "value", "code"),
    [
        ("Ja", True, ""),
        ("nee", False, ""),
        (True, True, ""),
        ("X", True, ""),
        ("", None, ""),
        ("misschien", None, "flag_unreadable"),
    ],
)
def test_flag_is_yes_no_or_a_question(written: Cell, value: bool | None, code: str) -> None:
    reading = read_flag(written)

    assert (reading.value, reading.code) == (value, code)
