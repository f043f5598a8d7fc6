from __future__ import annotations

from pathlib import Path

import pytest

import resources
from delpanel.errors import UserError
from delpanel.letters.compose import compose
from delpanel.letters.content import texts_of
from delpanel.letters.fields import FIELDS
from delpanel.letters.letter_set import letter_set, letter_set_names, parse_letter_set
from delpanel.letters.texts import check_texts, load_texts
from tests.delpanel.letters.samples import facts

SET = resources.read_text("letters/sets/del-2020.toml")
LAW = resources.read_text("letters/law.toml")


def test_every_field_of_the_shipped_texts_is_known() -> None:
    report = check_texts(load_texts())

    assert report.unknown_fields == ()
    assert report.unknown_keys == ()


def test_fields_no_shipped_text_uses_are_listed() -> None:
    assert "promotor.kbo" in check_texts(load_texts()).unused
    assert "dossier.titel" not in check_texts(load_texts()).unused


def test_the_secretariat_replaces_one_text_and_keeps_the_rest(tmp_path: Path) -> None:
    (tmp_path / "kader.toml").write_text('aanhef = "Beste {promotor.naam},"', encoding="utf-8")

    told = list(texts_of(compose(facts("GK"), load_texts(tmp_path))))

    assert "Beste Havenkring Scheldemond vzw," in told
    assert "Met de meeste hoogachting," in told


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ('aanhef = "Beste {promotor.voornaam},"', "LETTER_TEXT_FIELD"),
        ('aanhefje = "Beste,"', "LETTER_TEXT_KEY"),
        ('aanhef = ""', "LETTER_TEXT_KEY"),
        ("aanhef = Beste", "LETTER_TEXT_FILE"),
    ],
)
def test_a_text_that_cannot_be_used_is_refused_by_file_and_key(
    tmp_path: Path, text: str, code: str
) -> None:
    (tmp_path / "kader.toml").write_text(text, encoding="utf-8")

    with pytest.raises(UserError) as caught:
        load_texts(tmp_path)

    assert caught.value.code == code
    assert str(caught.value.params["file"]).startswith("kader")


def test_every_shipped_call_names_a_letter_set_that_exists() -> None:
    named = {
        line.split('"')[1]
        for name in resources.names("calls", ".toml")
        for line in resources.read_text(f"calls/{name}").splitlines()
        if line.startswith("letters = ")
    }

    assert named
    assert named <= set(letter_set_names())


def test_an_unknown_letter_set_is_refused_with_the_known_ones() -> None:
    with pytest.raises(UserError) as caught:
        letter_set("brussel")

    assert caught.value.params == {"name": "brussel", "known": ", ".join(letter_set_names())}


@pytest.mark.parametrize(
    ("old", "key"),
    [
        ('object = "experimenteerruimte"', "object"),
        ('kept_until = "31 december 2033"', "privacy.kept_until"),
        ('phone = "02 000 00 00"', "sender.contact.phone"),
    ],
)
def test_a_letter_set_with_a_gap_is_refused_by_key(old: str, key: str) -> None:
    assert old in SET

    with pytest.raises(UserError) as caught:
        parse_letter_set("proef", SET.replace(old, ""), LAW)

    assert caught.value.code == "LETTER_SET_KEY"
    assert caught.value.params == {"name": "proef", "key": key}


def test_the_manual_lists_every_field_with_its_meaning() -> None:
    manual = (Path(__file__).resolve().parents[3] / "docs" / "letters.md").read_text("utf-8")

    missing = [name for name, told in FIELDS.items() if f"| `{{{name}}}` | {told} |" not in manual]

    assert missing == []
