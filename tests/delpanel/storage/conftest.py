"""Every repository test runs on a panel file and on a server."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from delpanel.storage.panelfile import create_panel
from delpanel.storage.unit_of_work import Store
from tests.delpanel.storage.panels import fill
from tests.postgres import fresh_database


@pytest.fixture(params=["file", "server"])
def target(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    return str(tmp_path / "oproep.delpanel") if request.param == "file" else fresh_database()


@pytest.fixture
def empty(target: str) -> Iterator[Store]:
    store = create_panel(target, panel_id="panel-1")
    yield store
    store.close()


@pytest.fixture
def store(empty: Store) -> Store:
    fill(empty)
    return empty
