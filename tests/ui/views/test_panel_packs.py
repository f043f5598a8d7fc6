"""Packs on the panel page: the opening key, packs per member with their reasons, the list."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from delpanel.model.pack import Answer, Declaration, PackKind
from delpanel.services.member import pack_draft
from delpanel.services.packs import opening_keys, pack_ledger, pack_obstacles, packing
from delpanel.services.returns import pack_declarations
from delpanel.services.round.declaring import write_down
from delpanel.services.state.workspace import Workspace
from tests.delpanel.services.pack_rounds import SECRET, panel_with_key
from tests.factories import SITTING_AT, dossier, new_panel, put_dossiers, seat_panel
from tests.ui.views.panel_rounds import WAIT, files_in, shown
from ui.dialogs.issue_packs import IssuePacksDialog
from ui.dialogs.opening_key import OpeningKeyDialog
from ui.views.panel.page import PanelPage


@pytest.fixture
def fresh(tmp_path: Path) -> Iterator[Workspace]:
    with new_panel(tmp_path) as made:
        put_dossiers(made, [dossier(), dossier("D02", nuts="BE22")])
        seat_panel(made, 2)
        yield made


@pytest.fixture
def keyed(tmp_path: Path) -> Iterator[Workspace]:
    made, _ = panel_with_key(tmp_path, 2)
    with made:
        yield made


def side_words(page: PanelPage) -> str:
    return " ".join(found.text() for found in page.packs.state_pane.findChildren(QLabel))


def test_the_whole_key_is_made_in_the_background_and_opens(
    fresh: Workspace, qtbot: QtBot, tmp_path: Path
) -> None:
    with shown(fresh, qtbot, "packs") as page:
        assert page.packs.make_button.text() == "Openingssleutel maken"
        dialog = OpeningKeyDialog(page)
        qtbot.addWidget(dialog)
        dialog.phrase.setText(SECRET)
        dialog.place.setText(str(tmp_path / "voorzitter.delkey"))
        assert not dialog.save_button.isEnabled(), "the passphrase has to be repeated"
        dialog.again.setText(SECRET)
        assert dialog.save_button.isEnabled()
        page.packs.desk.whole_key(dialog.target(), dialog.passphrase())
        qtbot.waitUntil(lambda: bool(page.messages.messages), timeout=WAIT)

        assert page.packs.make_button.text() == "Pakketten maken"
    key = opening_keys.key_from_file(fresh, tmp_path / "voorzitter.delkey", SECRET)
    held = opening_keys.held_key(fresh)
    assert held is not None
    assert held.public == key.public


def test_word_lists_go_to_holders_and_enough_of_them_open(
    fresh: Workspace, qtbot: QtBot, tmp_path: Path
) -> None:
    with shown(fresh, qtbot, "packs") as page:
        dialog = OpeningKeyDialog(page)
        qtbot.addWidget(dialog)
        dialog.split.setChecked(True)
        dialog.holders.setValue(3)
        dialog.needed.setValue(4)
        dialog.place.setText(str(tmp_path / "houders"))
        assert not dialog.save_button.isEnabled()
        dialog.needed.setValue(2)
        assert "2 lijsten samen" in dialog.effect.text()
        page.packs.desk.split_key(dialog.target(), 2, 3)
        qtbot.waitUntil(lambda: bool(page.messages.messages), timeout=WAIT)
    assert files_in(tmp_path / "houders") == ["holder-1.txt", "holder-2.txt", "holder-3.txt"]
    words = [(tmp_path / "houders" / f"holder-{n}.txt").read_text("utf-8") for n in (1, 3)]
    held = opening_keys.held_key(fresh)
    assert held is not None
    assert opening_keys.key_from_words(fresh, words).public == held.public


def test_packs_go_out_and_the_passphrases_are_shown_once(
    keyed: Workspace, qtbot: QtBot, tmp_path: Path
) -> None:
    folder = tmp_path / "uit"
    with shown(keyed, qtbot, "packs") as page:
        page.packs.issue(PackKind.CONFLICTS, folder, ("E1", "E2"))
        qtbot.waitUntil(lambda: page.packs.dialog is not None, timeout=WAIT)
        dialog = page.packs.dialog
        assert dialog is not None
        assert files_in(folder) == ["conflicts-E1-1.delpack", "conflicts-E2-1.delpack"]
        for row in dialog.table.records:
            assert pack_draft.open_desk(row.path, row.passphrase).content.consortia
        dialog.save_to(tmp_path / "w.toml")
        phrases = packing.read_passphrases(tmp_path / "w.toml")
        assert phrases == {w.issued.head.evaluator: w.passphrase for w in dialog.table.records}
        dialog.accept()
        assert {row.name for row in page.packs.table.records} == {"Anke Verbeeck", "Bram Claes"}
        assert not any(row.has_returned for row in page.packs.table.records)


def test_a_scoring_pack_says_in_words_who_still_has_to_declare(
    keyed: Workspace, qtbot: QtBot
) -> None:
    for number in ("D01", "D02", "D03"):
        write_down(keyed, ("E2", number), Answer.NONE, "Mondeling.")
    with shown(keyed, qtbot, "packs") as page:
        said = side_words(page)
        assert "Anke Verbeeck" in said
        assert "verklaarde nog niet over 3 dossiers: D01, D02, D03" in said
        hindered = {kind: pack_obstacles.obstacles(keyed, kind) for kind in PackKind}
        people = keyed.snapshot().evaluators
        dialog = IssuePacksDialog(people, hindered, keyed.now(), page)
        qtbot.addWidget(dialog)
        assert dialog.kind is PackKind.SCORING
        assert dialog.evaluators() == ("E2",)
        assert not dialog.boxes["E1"].isEnabled()
        dialog.kinds[PackKind.CONFLICTS].setChecked(True)
        assert dialog.evaluators() == ("E1", "E2")
        dialog.has_due.setChecked(True)
        assert dialog.due_at() is not None
        assert not dialog.save_button.isEnabled(), "a folder is missing"


def test_a_pack_that_came_back_is_marked(keyed: Workspace, qtbot: QtBot, tmp_path: Path) -> None:
    (one,) = packing.issue(keyed, PackKind.CONFLICTS, tmp_path / "uit", evaluators=("E1",))
    desk = pack_draft.open_desk(one.path, one.passphrase)
    for number in ("D01", "D02", "D03"):
        desk = pack_draft.declare(desk, Declaration(number, Answer.NONE), SITTING_AT)
    path = pack_draft.finalise(desk, tmp_path / "terug", SITTING_AT).path
    identity = opening_keys.key_from_file(keyed, tmp_path / "voorzitter.delkey", SECRET).identity
    plan = pack_declarations.plan_declarations(keyed, [path], identity)
    pack_declarations.accept_declarations(keyed, plan)
    with shown(keyed, qtbot, "packs") as page:
        assert [row.has_returned for row in page.packs.table.records] == [True]
        assert page.segments.segment("packs").text().endswith(" 1")


def test_the_list_for_outsiders_names_nobody(
    keyed: Workspace, qtbot: QtBot, tmp_path: Path
) -> None:
    packing.issue(keyed, PackKind.CONFLICTS, tmp_path / "uit")
    with shown(keyed, qtbot, "packs") as page:
        page.packs.publish_to(tmp_path / "lijst.json")
    content = (tmp_path / "lijst.json").read_text("utf-8")
    assert set(json.loads(content)["public_keys"]) == set(pack_ledger.load(keyed).packs)
    assert "E1" not in content
    assert "Verbeeck" not in content
