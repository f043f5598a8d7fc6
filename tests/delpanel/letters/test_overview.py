from __future__ import annotations

from dataclasses import replace

import pytest

from delpanel.errors import UserError
from delpanel.letters.overview import compose_overview
from delpanel.letters.pdf import render
from tests.delpanel.letters.overview_samples import overview
from tests.delpanel.letters.pdf_reading import flowing, page_texts, reader
from tests.delpanel.letters.samples import DIGEST


def test_the_overview_tells_policies_ranking_awards_reserve_reasons_and_digest() -> None:
    text = flowing(render(compose_overview(overview())))

    # Envelope 2,000,000 less 1,980,000 leaves 20,000.
    assert "eerst dekking (beslissend) D02, D04, D07, D08, D10 5 416,5 3.000.000,00 0,00" in text
    assert "1.980.000,00 20.000,00" in text
    assert "1 D06 Gentse Proefstraat Oost-Vlaanderen 5 4,5 4 91,5 RES" in text
    assert "– D09 Pajottenland Proeft Vlaams-Brabant 2,5 4,5 4,5 74,0 AF-DR" in text
    assert "Totaal 3.000.000,00 1.980.000,00" in text
    assert "tot en met 31 december 2021" in text
    assert DIGEST in text


def test_the_overview_lies_on_its_side_and_repeats_byte_for_byte() -> None:
    first = render(compose_overview(overview()))

    assert first == render(compose_overview(overview()))
    page = reader(first).pages[0].mediabox
    assert page.width > page.height


def test_an_overview_without_awards_or_reserve_says_so() -> None:
    rows = tuple(
        replace(row, awarded_erdf_cents=0, awarded_flemish_cents=0, reserve_place=None)
        for row in overview().rows
    )

    text = flowing(render(compose_overview(replace(overview(), rows=rows, reserve_until=None))))

    assert "Er is geen steun toegekend." in text
    assert "Er staat geen dossier op de reservelijst." in text


def test_a_hundred_dossiers_keep_their_table_head_on_every_page() -> None:
    rows = tuple(replace(overview().rows[0], dossier_id=f"X{n:03d}") for n in range(100))

    pages = page_texts(render(compose_overview(replace(overview(), rows=rows))))

    with_rows = [page for page in pages if "91,5" in page]
    assert len(with_rows) > 3
    assert all("Dossier" in page for page in with_rows)


def test_an_overview_without_digest_is_refused() -> None:
    with pytest.raises(UserError) as caught:
        compose_overview(replace(overview(), allocation_digest=""))

    assert caught.value.params["field"] == "bedrag"


def test_what_a_late_conflict_voided_is_named_with_its_reason() -> None:
    voided = (("D06", "3", "Zetelt in het bestuur van de promotor."),)

    text = flowing(render(compose_overview(replace(overview(), voided=voided))))

    assert "Vervallen beoordelingen" in text
    assert "D06 3 Zetelt in het bestuur van de promotor." in text
    assert "Vervallen beoordelingen" not in flowing(render(compose_overview(overview())))
