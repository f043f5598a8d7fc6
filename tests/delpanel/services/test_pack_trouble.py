"""What a disk can do to the work of a member: the old file stays whole, nothing is left beside."""

from __future__ import annotations

import os
import resource
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

import pytest

from delpanel.errors import FileProblem
from delpanel.services.member import pack_draft, pack_history, pack_moving
from delpanel.services.member.pack_moving import Hindrance
from delpanel.services.state.files import PREFIX
from tests.delpanel.services.pack_rounds import Round, filled, started_round
from tests.factories import SITTING_AT

LATER = SITTING_AT + timedelta(minutes=5)
WHERE = ("D01", "sme_reach")


@pytest.fixture
def started(tmp_path: Path) -> Round:
    made = started_round(tmp_path, 1)
    made.workspace.close()
    return made


@contextmanager
def full_disk() -> Iterator[None]:
    """Let the system refuse to write more than a few bytes, as a full disk does."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (512, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


def test_a_full_disk_is_said_and_the_old_work_stays_whole(started: Round) -> None:
    desk = filled(started.desk("E1"), 300)
    changed = pack_draft.given(desk, WHERE, LATER, points_cp=450, motivation="Nieuw.")

    with full_disk(), pytest.raises(FileProblem) as refused:
        pack_draft.save(changed, LATER)

    assert refused.value.code == "OUT_FAILED"
    assert started.desk("E1").cell(*WHERE).points_cp == 300
    assert list(desk.path.parent.glob(f"{PREFIX}*")) == []
    pack_draft.save(changed, LATER)
    assert started.desk("E1").cell(*WHERE).points_cp == 450


def test_handing_in_on_a_full_disk_can_be_done_again(started: Round, tmp_path: Path) -> None:
    desk = filled(started.desk("E1"), 300)

    with full_disk(), pytest.raises(FileProblem):
        pack_draft.finalise(desk, tmp_path / "terug", LATER)
    receipt = pack_draft.finalise(started.desk("E1"), tmp_path / "terug", LATER)

    assert receipt.path.exists()
    assert pack_history.verify(started.desk("E1")).is_intact


def test_a_target_that_exists_is_refused_before_anything_is_noted(
    started: Round, tmp_path: Path
) -> None:
    desk = filled(started.desk("E1"), 300)
    (tmp_path / "terug.delreturn").write_text("van iemand anders")

    with pytest.raises(FileProblem) as refused:
        pack_draft.finalise(desk, tmp_path / "terug", LATER)

    assert refused.value.code == "OUT_EXISTS"
    assert started.desk("E1").draft.finished == ()


def test_work_moves_with_its_pack_and_never_over_other_work(started: Round, tmp_path: Path) -> None:
    desk = filled(started.desk("E1"), 300)
    (tmp_path / "elders").mkdir()

    moved = pack_moving.moved(desk, tmp_path / "elders", LATER)

    again = pack_draft.open_desk(moved.path, started.phrases["E1"])
    assert again.draft.cells == desk.draft.cells
    with pytest.raises(FileProblem) as refused:
        pack_moving.moved(desk, tmp_path / "elders", LATER)
    assert refused.value.code == "OUT_EXISTS"


def test_what_a_killed_program_left_is_swept_and_what_is_being_written_is_not(
    started: Round,
) -> None:
    desk = filled(started.desk("E1"), 300)
    folder = desk.path.parent
    old, fresh = folder / f"{PREFIX}oud.deldraft", folder / f"{PREFIX}nu.deldraft"
    for path in (old, fresh):
        path.write_bytes(b"half")
    hour_ago = desk.draft_path.stat().st_mtime - 3600
    os.utime(old, (hour_ago, hour_ago))

    started.desk("E1")

    assert not old.exists()
    assert fresh.exists()


def test_a_damaged_work_file_is_named_and_left_alone(started: Round) -> None:
    desk = filled(started.desk("E1"), 300)
    content = desk.draft_path.read_bytes()[:-40]
    desk.draft_path.write_bytes(content)

    with pytest.raises(FileProblem) as refused:
        started.desk("E1")

    assert refused.value.code == "DRAFT_DAMAGED"
    assert refused.value.params["file"] == desk.draft_path.name
    assert desk.draft_path.read_bytes() == content


def test_a_folder_that_is_gone_is_told_from_one_that_is_there(started: Round) -> None:
    desk = started.desk("E1")
    before = pack_moving.hindrance(desk)

    desk.path.parent.rename(started.folder / "weg")

    assert before is None
    assert pack_moving.hindrance(desk) is Hindrance.GONE
