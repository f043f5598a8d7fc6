"""Attachments come in by name, change only with their bytes, and stay from who may not see them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from delpanel import messages
from delpanel.errors import FileProblem, NotAllowed, StaleValue, UserError
from delpanel.model.actor import Role
from delpanel.model.panel import ConflictOfInterest
from delpanel.services.decision import freezing
from delpanel.services.intake import attach_plan, attaching, attachment_files
from delpanel.services.intake.attach_plan import AttachPlan, AttachState
from delpanel.services.intake.attachment_names import dossier_of, safe_name
from delpanel.services.people import panelling
from delpanel.services.state import data_digest
from delpanel.services.state.workspace import Workspace
from tests.delpanel.services.pdf_files import pdf
from tests.factories import (
    dossier,
    f1_panel,
    new_panel,
    put_dossiers,
    reopened,
    seat_panel,
)


@pytest.fixture
def panel(tmp_path: Path) -> Iterator[Workspace]:
    with new_panel(tmp_path) as workspace:
        put_dossiers(workspace, [dossier(), dossier("D02"), dossier("D02-B")])
        yield workspace


def written(folder: Path, files: dict[str, bytes]) -> Path:
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    return folder


def attach(workspace: Workspace, dossier_id: str, *paths: Path) -> AttachPlan:
    plan = attach_plan.plan_files(workspace, dossier_id, paths)
    attaching.accept(workspace, plan)
    return plan


def last_line(workspace: Workspace) -> tuple[str, str, str]:
    with workspace.store.read() as state:
        entry = state.journal.entries()[-1]
        return entry.verb, entry.subject, entry.detail


def test_files_come_in_with_pages_and_come_out_with_the_same_bytes(
    panel: Workspace, tmp_path: Path
) -> None:
    folder = written(tmp_path / "in", {"plan.pdf": pdf(3), "begroting.xlsx": b"PK geen echte"})

    attach(panel, "D01", folder / "plan.pdf", folder / "begroting.xlsx")

    plan, budget = attaching.listed(panel)
    assert (plan.file_name, plan.pages, plan.size) == ("plan.pdf", 3, len(pdf(3)))
    assert (budget.number, budget.pages, budget.is_pdf) == (2, 0, False)
    assert attaching.content(panel, plan) == pdf(3)
    out = attachment_files.extract(
        tmp_path / "uit", [plan, budget], lambda one: attaching.content(panel, one)
    )
    assert [path.relative_to(tmp_path).as_posix() for path in out] == [
        "uit/D01/plan.pdf",
        "uit/D01/begroting.xlsx",
    ]
    assert out[0].read_bytes() == pdf(3)


def test_the_same_bytes_change_nothing_and_other_bytes_replace_with_a_line(
    panel: Workspace, tmp_path: Path
) -> None:
    path = written(tmp_path / "in", {"Plan.pdf": pdf(1)}) / "Plan.pdf"
    attach(panel, "D01", path)
    (before,) = attaching.listed(panel)
    version = panel.store.data_version()

    same = attach(panel, "D01", path)
    assert [row.state for row in same.rows] == [AttachState.SAME]
    assert panel.store.data_version() == version

    path = written(tmp_path / "later", {"plan.PDF": pdf(2)}) / "plan.PDF"
    changed = attach(panel, "D01", path)
    (after,) = attaching.listed(panel)

    assert [row.state for row in changed.rows] == [AttachState.CHANGED]
    assert (after.number, after.pages, attaching.content(panel, after)) == (1, 2, pdf(2))
    verb, subject, detail = last_line(panel)
    assert (verb, subject) == ("attach", "D01")
    assert before.digest[:12] in detail
    assert after.digest[:12] in detail


def test_a_folder_is_told_apart_by_name_and_by_folder(panel: Workspace, tmp_path: Path) -> None:
    folder = written(
        tmp_path / "map",
        {
            "D01.pdf": pdf(1),
            "d01-plan.pdf": pdf(2),
            "D010.pdf": pdf(1),
            "D02-B plan.pdf": pdf(1),
            "D02/jaarrekening.txt": b"cijfers",
            "D02/deel/kaart.png": b"beeld",
            "D02/D01-verdwaald.pdf": pdf(1),
            "leesmij.txt": b"tekst",
            "D01/stuk.pdf": b"%PDF-1.4 half",
            "D01/leeg.txt": b"",
            "D01/dicht.pdf": pdf(1, password="geheim"),
            ".DS_Store": b"x",
            "D01/~$plan.docx": b"x",
        },
    )

    plan = attach_plan.plan_folder(panel, folder)

    assert {row.file: (row.dossier, row.code) for row in plan.rows} == {
        "D01.pdf": ("D01", "ATTACHMENT_NEW"),
        "d01-plan.pdf": ("D01", "ATTACHMENT_NEW"),
        "D010.pdf": ("", "ATTACHMENT_UNMATCHED"),
        "D02-B plan.pdf": ("D02-B", "ATTACHMENT_NEW"),
        "D02/jaarrekening.txt": ("D02", "ATTACHMENT_NEW"),
        "D02/deel/kaart.png": ("D02", "ATTACHMENT_NEW"),
        "D02/D01-verdwaald.pdf": ("D02", "ATTACHMENT_AMBIGUOUS"),
        "leesmij.txt": ("", "ATTACHMENT_UNMATCHED"),
        "D01/stuk.pdf": ("D01", "PDF_DAMAGED"),
        "D01/leeg.txt": ("D01", "ATTACHMENT_EMPTY"),
        "D01/dicht.pdf": ("D01", "PDF_LOCKED"),
    }
    assert attaching.listed(panel) == (), "a plan writes nothing"
    for row in plan.rows:
        said = messages.sentence(row.code, row.params, "nl")
        assert row.file in said
        assert row.code not in said
    with panel.store.read() as state:
        lines = len(state.journal.entries())
    attaching.accept(panel, plan)
    assert [(a.dossier, a.file_name) for a in attaching.listed(panel)] == [
        ("D01", "D01.pdf"),
        ("D01", "d01-plan.pdf"),
        ("D02", "deel-kaart.png"),
        ("D02", "jaarrekening.txt"),
        ("D02-B", "D02-B plan.pdf"),
    ]
    with panel.store.read() as state:
        assert len(state.journal.entries()) == lines + 1, "one act, one line"


def test_two_files_that_would_get_one_name_are_named(panel: Workspace, tmp_path: Path) -> None:
    folder = written(tmp_path / "map", {"D01/a/plan.txt": b"een", "D01/a-plan.txt": b"twee"})

    plan = attach_plan.plan_folder(panel, folder)

    assert [row.code for row in plan.rows] == ["ATTACHMENT_NEW", "ATTACHMENT_TWICE"]


def test_large_files_and_too_many_are_refused(
    panel: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(attach_plan, "MOST_FILE_BYTES", 2 << 20)
    monkeypatch.setattr(attach_plan, "MOST_DOSSIER_BYTES", 3 << 20)
    sizes = {"a.txt": 2 << 20, "b.txt": 1 << 20, "c.txt": 1, "d.txt": (2 << 20) + 1}
    folder = written(tmp_path / "map", {n: b"x" * size for n, size in sizes.items()})

    plan = attach_plan.plan_files(panel, "D01", [folder / name for name in sizes])

    assert [row.code for row in plan.rows] == [
        "ATTACHMENT_NEW",
        "ATTACHMENT_NEW",
        "ATTACHMENTS_MUCH",
        "ATTACHMENT_LARGE",
    ]
    assert "2 MB" in messages.sentence(plan.rows[3].code, plan.rows[3].params)


def test_what_changed_since_the_plan_is_not_taken_in(panel: Workspace, tmp_path: Path) -> None:
    path = written(tmp_path / "in", {"plan.txt": b"een"}) / "plan.txt"
    plan = attach_plan.plan_files(panel, "D01", [path])
    path.write_bytes(b"twee")
    with pytest.raises(StaleValue):
        attaching.accept(panel, plan)
    again = attach_plan.plan_files(panel, "D01", [path])
    put_dossiers(panel, [dossier("D04")])
    with pytest.raises(StaleValue):
        attaching.accept(panel, again)

    assert attaching.listed(panel) == ()


def test_an_attachment_is_taken_away_by_its_name(panel: Workspace, tmp_path: Path) -> None:
    path = written(tmp_path / "in", {"plan.txt": b"een"}) / "plan.txt"
    attach(panel, "D01", path)

    with pytest.raises(UserError) as refused:
        attaching.remove(panel, "D02", "plan.txt")
    attaching.remove(panel, "D01", "PLAN.txt")

    assert refused.value.code == "UNKNOWN_ATTACHMENT"
    assert attaching.listed(panel) == ()
    assert last_line(panel)[:2] == ("detach", "D01")


def test_a_conflict_keeps_attachments_from_an_evaluator(panel: Workspace, tmp_path: Path) -> None:
    folder = written(tmp_path / "in", {"D01.txt": b"een", "D02.txt": b"twee"})
    attaching.accept(panel, attach_plan.plan_folder(panel, folder))
    seat_panel(panel, 1)
    panelling.declare_conflict(panel, ConflictOfInterest("E1", "D02", "Familie."))
    _, kept = attaching.listed(panel)

    with reopened(panel, Role.EVALUATOR, evaluator="E1") as own:
        assert [a.dossier for a in attaching.listed(own)] == ["D01"]
        with pytest.raises(NotAllowed) as refused:
            attaching.content(own, kept)
        assert refused.value.code == "CONFLICTED"
        with pytest.raises(NotAllowed):
            attach_plan.plan_folder(own, folder)


def test_a_frozen_panel_keeps_its_attachments_and_names_them_in_its_digest(tmp_path: Path) -> None:
    path = written(tmp_path / "in", {"plan.txt": b"een"}) / "plan.txt"
    with f1_panel(tmp_path) as workspace:
        without = data_digest.data_digest(workspace.snapshot())
        attach(workspace, "D01", path)
        assert data_digest.data_digest(workspace.snapshot()) != without
        freezing.freeze(workspace)

        for refused in (
            lambda: attach(workspace, "D02", path),
            lambda: attaching.remove(workspace, "D01", "plan.txt"),
        ):
            with pytest.raises(NotAllowed) as found:
                refused()
            assert found.value.code == "FROZEN"
        assert len(attaching.listed(workspace)) == 1


def test_extracting_overwrites_no_other_file(panel: Workspace, tmp_path: Path) -> None:
    path = written(tmp_path / "in", {"plan.txt": b"een"}) / "plan.txt"
    attach(panel, "D01", path)
    held = attaching.listed(panel)
    out = written(tmp_path / "uit", {"D01/plan.txt": b"van iemand anders"})

    with pytest.raises(FileProblem) as refused:
        attachment_files.extract(out, held, lambda one: attaching.content(panel, one))
    assert refused.value.code == "OUT_EXISTS"
    for _ in range(2):
        attachment_files.extract(out, held, lambda one: attaching.content(panel, one), replace=True)
    assert (out / "D01" / "plan.txt").read_bytes() == b"een"


@given(st.text(max_size=300))
def test_a_safe_name_stays_in_its_folder_and_is_safe_already(name: str) -> None:
    safe = safe_name(name)

    assert safe == Path(safe).name
    assert safe not in {"", ".", ".."}
    assert safe_name(safe) == safe
    assert len(safe) <= 150


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("D04.pdf", "D04"),
        ("D04-plan.pdf", "D04"),
        ("d04_Plan 2.pdf", "D04"),
        ("D04A.pdf", ""),
        ("D04-1-plan.pdf", "D04-1"),
        ("plan-D04.pdf", ""),
    ],
)
def test_the_dossier_stands_at_the_front_of_the_name(name: str, expected: str) -> None:
    assert dossier_of(name, ("D04", "D04-1", "D0")) == expected
