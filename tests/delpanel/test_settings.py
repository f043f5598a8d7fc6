"""Settings: kept between runs, never in the way."""

from __future__ import annotations

from pathlib import Path

import pytest

from delpanel.settings import (
    FILE,
    MOST_RECENT,
    Settings,
    load_settings,
    save_settings,
    settings_folder,
)


def test_settings_come_back_as_they_were_saved(tmp_path: Path) -> None:
    chosen = Settings(
        "en", "contrast", 130, ("/panelen/één.delpanel", "C:\\panelen\\twee.delpanel")
    )

    save_settings(tmp_path / "nieuw", chosen)

    assert load_settings(tmp_path / "nieuw") == chosen


def test_without_a_file_the_defaults_hold(tmp_path: Path) -> None:
    assert load_settings(tmp_path) == Settings("nl", "system", 100, ())


@pytest.mark.parametrize(
    "content",
    [b"", b"language = ", b"\xff\xfe\x00", b"language = 'nl'\nlanguage = 'en'"],
)
def test_a_file_that_cannot_be_read_falls_back_to_the_defaults(
    tmp_path: Path, content: bytes
) -> None:
    (tmp_path / FILE).write_bytes(content)

    assert load_settings(tmp_path) == Settings()


def test_one_value_that_makes_no_sense_does_not_cost_the_others(tmp_path: Path) -> None:
    (tmp_path / FILE).write_text(
        'language = "fr"\nscheme = "dark"\ntext_percent = 300\nrecent = "x"\n', encoding="utf-8"
    )

    assert load_settings(tmp_path) == Settings("nl", "dark", 100, ())


@pytest.mark.parametrize("value", ["[1, 2]", "{ a = 1 }", "1.5", "true"])
@pytest.mark.parametrize("key", ["language", "scheme", "text_percent", "recent"])
def test_a_value_of_another_kind_is_passed_over(tmp_path: Path, key: str, value: str) -> None:
    (tmp_path / FILE).write_text(f"{key} = {value}\n", encoding="utf-8")

    loaded = load_settings(tmp_path)

    if key != "recent":
        assert loaded == Settings()
    assert all(isinstance(name, str) for name in loaded.recent)


def test_the_last_opened_panel_is_first_and_stands_there_once() -> None:
    settings = Settings()
    for name in ("a", "b", "c", "a"):
        settings = settings.with_recent(name)

    assert settings.recent == ("a", "c", "b")


def test_old_panels_fall_off_the_list() -> None:
    settings = Settings()
    for number in range(MOST_RECENT + 3):
        settings = settings.with_recent(str(number))

    assert len(settings.recent) == MOST_RECENT
    assert settings.recent[0] == str(MOST_RECENT + 2)


def test_a_folder_that_cannot_be_written_loses_the_settings_and_nothing_else(
    tmp_path: Path,
) -> None:
    (tmp_path / "bestand").write_text("geen map", encoding="utf-8")

    save_settings(tmp_path / "bestand", Settings("en"))

    assert (tmp_path / "bestand").read_text(encoding="utf-8") == "geen map"


def test_a_person_may_name_the_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DELPANEL_HOME", str(tmp_path / "eigen"))
    assert settings_folder() == tmp_path / "eigen"

    monkeypatch.delenv("DELPANEL_HOME")
    assert settings_folder().name == "delpanel"
