from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from delpanel.errors import UserError
from delpanel.letters.typefaces import require_glyphs
from delpanel.services.decision import freezing
from delpanel.services.intake import importing
from delpanel.services.intake.printing import RARE, unprintable
from tests.factories import CRITERIA, dossier, judged_panel, new_panel

GOOD = {"D01": dict.fromkeys(CRITERIA, 400)}


def test_every_sign_that_is_taken_for_granted_is_in_the_typeface() -> None:
    common = [chr(n) for n in range(0x20, 0x2100) if RARE.search(chr(n)) is None]

    assert len(common) > 300
    require_glyphs("alles", ["".join(common)])


@pytest.mark.parametrize(
    ("text", "signs"),
    [
        ("Waasland Connect \N{EN DASH} ‘2021’", ""),
        ("Lab \N{ROCKET}", "\N{ROCKET} (U+1F680)"),
        ("\N{HEBREW LETTER SHIN}\N{HEBREW LETTER SHIN}", "\N{HEBREW LETTER SHIN} (U+05E9)"),
    ],
)
def test_signs_that_no_letter_shows_are_named(text: str, signs: str) -> None:
    assert unprintable(text) == signs


def test_an_emoji_in_a_title_is_a_warning_when_it_comes_in(tmp_path: Path) -> None:
    listed = tmp_path / "lijst.csv"
    listed.write_text("Dossiernummer;Titel\nD01;Raket \N{ROCKET}\nD02;Gewoon\n", encoding="utf-8")

    with new_panel(tmp_path) as workspace:
        plan = importing.plan_import(workspace, importing.ImportRequest((str(listed),)))

    found = [issue for issue in plan.all_issues if issue.code == "DOSSIER_UNPRINTABLE"]
    assert [(i.dossier, i.severity, i.params["signs"]) for i in found] == [
        ("D01", "warning", "\N{ROCKET} (U+1F680)")
    ]


@pytest.mark.parametrize("sign", ["\N{ROCKET}", "\N{ARABIC LETTER ALEF}"])
def test_what_no_letter_shows_stands_in_the_way_of_a_freeze(tmp_path: Path, sign: str) -> None:
    odd = replace(dossier("D01"), title=f"Lab {sign}")
    with judged_panel(tmp_path, [odd], GOOD) as workspace:
        told = [o for o in freezing.obstacles(workspace.computed()) if o.dossier == "D01"]
        with pytest.raises(UserError) as refused:
            freezing.freeze(workspace)

    assert [o.code for o in told] == ["FREEZE_UNPRINTABLE"]
    assert refused.value.code == "FREEZE_UNPRINTABLE"
    assert sign in str(refused.value.params["detail"])
