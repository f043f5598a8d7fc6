"""A panel as plain data: equal on both backends, and enough to copy it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from delpanel.errors import UserError
from delpanel.storage.contents import contents, contents_digest, copy_panel, state_digest
from delpanel.storage.panelfile import create_panel, open_panel
from delpanel.storage.unit_of_work import Store
from tests.delpanel.storage.panels import AT, CHAIR, cell, dossier, fill
from tests.postgres import fresh_database


def test_a_file_and_a_server_with_the_same_panel_have_the_same_contents(tmp_path: Path) -> None:
    stores = [
        create_panel(target, panel_id="panel-1")
        for target in (tmp_path / "p.delpanel", fresh_database())
    ]
    for store in stores:
        fill(store)

    in_file, on_server = (contents(store) for store in stores)

    assert in_file == on_server
    assert contents_digest(in_file) == contents_digest(on_server)
    assert json.loads(json.dumps(in_file)) == in_file
    assert {name for name, rows in in_file.items() if not rows} == set()
    for store in stores:
        store.close()


def test_a_panel_copied_to_a_server_and_back_is_the_same_panel(tmp_path: Path) -> None:
    source = create_panel(tmp_path / "source.delpanel")
    fill(source)
    server, back = create_panel(fresh_database()), create_panel(tmp_path / "back.delpanel")

    copy_panel(source, server)
    copy_panel(server, back)

    assert contents(back) == contents(server) == contents(source)
    with back.read() as state:
        assert state.journal.verify() is None
        assert state.letters.bytes("D01", 1) == b"%PDF-1.7\x00\xff"
    for store in (source, server, back):
        store.close()


def test_a_panel_is_not_copied_over_another(store: Store, tmp_path: Path) -> None:
    other = create_panel(tmp_path / "other.delpanel")
    fill(other)
    before = contents(other)

    with pytest.raises(UserError) as refused:
        copy_panel(store, other)

    assert refused.value.code == "PANEL_NOT_EMPTY"
    assert contents(other) == before
    other.close()


def test_the_contents_change_with_the_last_cent_and_the_last_byte(store: Store) -> None:
    before = contents_digest(contents(store))

    with store.write() as unit:
        unit.dossiers.set_attribute("D01", "sme_reach", 41)
        unit.commit()

    assert contents_digest(contents(store)) != before


def test_undoing_a_change_gives_the_state_digest_from_before_it(store: Store) -> None:
    before, everything = state_digest(store), contents(store)

    with store.write() as unit:
        unit.assessments.save(cell(500), 1, at=AT, actor="E1")
        unit.assessments.save(cell(100, "INFRA"), 0, at=AT, actor="E1")
        unit.calls.add("[call]\nx = 1\n", at=AT, actor=CHAIR)
        unit.journal.record(AT, CHAIR, "set_points")
        unit.commit()
    changed = state_digest(store)
    with store.write() as unit:
        unit.assessments.save(cell(), 2, at=AT, actor="E1")
        emptied = cell(None, "INFRA")
        unit.assessments.save(type(emptied)("D01", "E1", "INFRA"), 1, at=AT, actor="E1")
        unit.calls.add("[call]\n", at=AT, actor=CHAIR)
        unit.commit()

    assert changed != before
    assert state_digest(store) == before
    assert contents(store) != everything


def test_two_orders_of_work_give_one_state_digest(tmp_path: Path) -> None:
    digests = []
    for ids in (["D01", "D02", "D03"], ["D03", "D01", "D02"]):
        target = tmp_path / f"{ids[0]}.delpanel"
        store = create_panel(target, panel_id="panel-1")
        for one in ids:
            with store.write() as unit:
                unit.dossiers.save(dossier(one))
                unit.commit()
        store.close()
        again = open_panel(target)
        digests.append(state_digest(again))
        again.close()

    assert digests[0] == digests[1]
