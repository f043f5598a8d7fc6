from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest

from delpanel.errors import UserError
from delpanel.letters.compose import compose
from delpanel.letters.facts import DECISION_CODES, PartnerFacts, ShareFacts
from delpanel.letters.pdf import render
from scoring.rules import Policy
from tests.delpanel.letters.pdf_reading import below, elements, flowing, fonts, page_texts, reader
from tests.delpanel.letters.samples import AMOUNTS, SCORES, facts, result

ROOT = Path(__file__).resolve().parents[3]
GOLDEN = ROOT / "tests" / "golden" / "letters"
DIFFER_BY_POLICY = ("GK", "RES", "AF-BU", "AF-PR")
CASES = [
    *((code, Policy.COVERAGE) for code in DECISION_CODES),
    *((code, Policy.RANKING) for code in DIFFER_BY_POLICY),
]
AGAIN = """
import hashlib
from delpanel.letters.compose import compose
from delpanel.letters.pdf import render
from tests.delpanel.letters.samples import facts
print(hashlib.sha256(render(compose(facts("GK")))).hexdigest())
"""


@pytest.mark.parametrize(("code", "policy"), CASES)
def test_the_text_layer_is_the_accepted_one(code: str, policy: Policy) -> None:
    found = "\n\f\n".join(page_texts(render(compose(facts(code, policy))))) + "\n"
    golden = GOLDEN / f"{code}-{policy}.txt"

    if os.environ.get("DELPANEL_ACCEPT") == "1":
        golden.parent.mkdir(parents=True, exist_ok=True)
        golden.write_text(found, encoding="utf-8")

    assert found == golden.read_text(encoding="utf-8")


@pytest.mark.parametrize("code", DECISION_CODES)
def test_no_page_under_coverage_first_claims_a_better_rank(code: str) -> None:
    assert "beter gerangschikt" not in flowing(render(compose(facts(code, Policy.COVERAGE))))


def test_equal_facts_give_equal_bytes_also_in_another_process() -> None:
    here = hashlib.sha256(render(compose(facts("GK")))).hexdigest()
    environment = {**os.environ, "PYTHONHASHSEED": "7", "PYTHONPATH": str(ROOT), "TZ": "Asia/Tokyo"}

    there = subprocess.run(
        [sys.executable, "-c", AGAIN],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        check=True,
    )

    assert hashlib.sha256(render(compose(facts("GK")))).hexdigest() == here
    assert there.stdout.strip() == here


def test_other_facts_give_other_bytes() -> None:
    made = facts("GK")
    later = replace(made, decision=replace(made.decision, letter_version=2))

    assert render(compose(made)) != render(compose(later))


@pytest.mark.parametrize("code", DECISION_CODES)
def test_every_font_is_embedded_and_no_other_is_named(code: str) -> None:
    found = list(fonts(reader(render(compose(facts(code))))))

    assert found
    for font in found:
        assert "OpenSans" in font["/BaseFont"]
        assert "/FontFile2" in font["/FontDescriptor"]
        assert "/ToUnicode" in font


def test_the_document_tells_its_title_language_and_bookmarks() -> None:
    document = reader(render(compose(facts("GK"))))
    catalog = document.trailer["/Root"]
    xmp = catalog["/Metadata"].get_object().get_data().decode()  # type: ignore[index]  # a dictionary

    assert document.metadata is not None
    assert document.metadata.title == "Goedkeuring van uw dossier ‘Scheldehaven Digitaal’ (D02)"
    assert document.metadata.author == "Managementautoriteit EFRO Vlaanderen"
    assert document.metadata.creation_date_raw == "D:20201218000000Z"
    assert catalog["/Lang"] == "nl-BE"  # type: ignore[index]  # a dictionary
    assert catalog["/ViewerPreferences"]["/DisplayDocTitle"]  # type: ignore[index]  # a dictionary
    assert "<pdfaid:part>2</pdfaid:part>" in xmp
    assert "<pdfaid:conformance>A</pdfaid:conformance>" in xmp
    assert "<pdfuaid:part>1</pdfuaid:part>" in xmp
    assert catalog["/OutputIntents"][0]["/S"] == "/GTS_PDFA1"  # type: ignore[index]  # a dictionary
    first, sections = document.outline
    assert not isinstance(first, list)
    assert isinstance(sections, list)
    titles = [str(e["/Title"]).replace("\xa0", " ") for e in sections if not isinstance(e, list)]
    assert str(first["/Title"]).startswith("Betreft: goedkeuring")
    assert titles[:3] == ["Beslissing", "Rechtsgrond", "Verloop van de procedure"]
    assert titles[-3:] == [
        "Bijlage 1: scoreblad",
        "Bijlage 2: financieringstabel",
        "Bijlage 3: voorwaarden",
    ]


@pytest.mark.parametrize("code", DECISION_CODES)
def test_headings_skip_no_level_and_every_table_names_its_cells(code: str) -> None:
    found = list(elements(reader(render(compose(facts(code))))))
    levels = [int(e["/S"][2:]) for e in found if e["/S"] in {"/H1", "/H2", "/H3"}]
    tables = [e for e in found if e["/S"] == "/Table"]

    assert levels[0] == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))
    assert tables
    for table in tables:
        rows = [e for e in below(table) if e["/S"] == "/TR"]
        width = {len(row["/K"]) for row in rows}
        assert len(width) == 1
        heads = [e for e in below(table) if e["/S"] == "/TH"]
        assert heads
        assert all(head["/A"]["/Scope"] in {"/Row", "/Column"} for head in heads)


@pytest.mark.parametrize("code", ["GK", "IN"])
def test_every_page_tells_its_number_and_the_fingerprint(code: str) -> None:
    pages = page_texts(render(compose(facts(code))))

    assert len(pages) > 1
    for number, text in enumerate(pages, 1):
        assert f"Bladzijde {number} van {len(pages)}" in text
        assert "briefversie 1 · controlegetal 7f3a91c200000000" in text


def test_long_names_many_partners_and_long_motivations_fit() -> None:
    name = "Stichting voor Digitale Proeftuinen in Groot-Antwerpen en Omstreken " * 3
    count = 24
    # 1,400,000 euro in 24 parts: each part is checked against the sums by the letters themselves.
    shares = tuple(ShareFacts(f"{name} {number}", *_part(number, count)) for number in range(count))
    made = facts("GK")
    long_winded = tuple(replace(s, motivation=f"{s.motivation} " * 25) for s in SCORES)
    made = replace(
        made,
        dossier=replace(made.dossier, title=name, lead=PartnerFacts(name, "", ("Kaai 1",), name)),
        amounts=replace(AMOUNTS, shares=shares),
        result=result(scores=long_winded),
    )

    text = flowing(render(compose(made)))

    assert f"{name.strip()} 23" in text
    assert text.count("Proeftuinen") >= 3 * count


def test_a_cell_longer_than_a_page_is_split_over_pages() -> None:
    made = facts("GK-VW")
    endless = replace(made.conditions[0], text="Elke partner levert een verslag in. " * 400)

    pages = page_texts(render(compose(replace(made, conditions=(endless,)))))

    assert len(pages) > 7


def test_accents_come_out_composed_and_stand_ins_keep_the_words() -> None:
    made = facts("GK")
    score = replace(SCORES[0], motivation="Coo\u0308peratie, cafe\u0301, mini\u2011lab, 5\u202fkm.")
    text = flowing(render(compose(replace(made, result=result(scores=(score, *SCORES[1:]))))))

    assert "Coöperatie, café, mini-lab, 5 km." in text


@pytest.mark.parametrize(
    ("motivation", "code", "named"),
    [
        ("Van idee \u2192 product.", "LETTER_GLYPH_MISSING", "U+2192"),
        ("Partner \u0639\u0631\u0628.", "LETTER_RIGHT_TO_LEFT", "Partner"),
    ],
)
def test_a_character_that_cannot_be_written_is_named(
    motivation: str, code: str, named: str
) -> None:
    made = facts("GK")
    score = replace(SCORES[0], motivation=motivation)
    content = compose(replace(made, result=result(scores=(score, *SCORES[1:]))))

    with pytest.raises(UserError) as caught:
        render(content)

    assert caught.value.code == code
    assert named in " ".join(str(value) for value in caught.value.params.values())


def test_markup_in_a_name_is_text_and_no_markup() -> None:
    made = facts("GK")
    title = "Labo <b>R&D</b> {dossier.nr} <img src='x'/>"

    text = flowing(render(compose(replace(made, dossier=replace(made.dossier, title=title)))))

    assert title in text


def _part(number: int, count: int) -> tuple[int, int, int, int, int]:
    def share(total: int) -> int:
        return total * (number + 1) // count - total * number // count

    erdf, flemish = share(AMOUNTS.awarded_erdf_cents), share(AMOUNTS.awarded_flemish_cents)
    own = share(AMOUNTS.own_cents)
    return erdf + flemish + own, erdf, flemish, 0, own
