"""A double click opens a pack: what a desktop reads is written, and taken back."""

from __future__ import annotations

import os
import stat
import subprocess
import xml.etree.ElementTree as ET
from configparser import RawConfigParser
from pathlib import Path

import pytest

from delpanel.services.member.registering import ENTRY, KINDS
from tests.delpanel.cli.running import here


@pytest.fixture
def window(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A program with a window in a folder with a blank, first on the path."""
    folder = tmp_path / "mijn programma"
    folder.mkdir()
    program = folder / "delpanel-gui"
    program.write_text('#!/bin/sh\nprintf %s "$1" > "$0.opened"\n')
    program.chmod(program.stat().st_mode | stat.S_IXUSR)
    monkeypatch.setenv("PATH", f"{folder}{os.pathsep}{os.environ['PATH']}")
    monkeypatch.setattr("sys.argv", ["delpanel"])
    return program


def test_packs_and_panels_get_a_program_and_give_it_back(window: Path) -> None:
    share = Path(os.environ["XDG_DATA_HOME"])

    registered = here("register")
    entry = RawConfigParser()
    entry.read(share / ENTRY, encoding="utf-8")
    globs = {one.get("pattern") for one in ET.parse(share / KINDS).iter() if one.get("pattern")}
    removed = here("register", "--remove")

    assert registered.code == removed.code == 0
    assert globs == {"*.delpack", "*.delpanel"}
    assert entry["Desktop Entry"]["exec"] == f'"{window}" %f'
    assert "application/x-delpanel-pack;" in entry["Desktop Entry"]["mimetype"]
    assert not (share / ENTRY).exists()
    assert not (share / KINDS).exists()


def test_the_command_of_the_entry_opens_the_file_it_is_given(window: Path) -> None:
    here("register")
    entry = (Path(os.environ["XDG_DATA_HOME"]) / ENTRY).read_text(encoding="utf-8")
    command = next(line for line in entry.splitlines() if line.startswith("Exec="))

    subprocess.run(command[5:].replace("%f", "pak.delpack"), shell=True, check=True)

    assert window.with_name("delpanel-gui.opened").read_text() == "pak.delpack"
