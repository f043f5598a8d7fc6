"""An applicant withdraws a dossier: from the act to the letter, and back again."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest

from delpanel.errors import NotAllowed, StaleValue, UserError
from delpanel.model.actor import Role
from delpanel.model.panel import ConflictOfInterest
from delpanel.presets.shipped import call_text
from delpanel.services.consensus import discrepancies
from delpanel.services.decision import freezing
from delpanel.services.intake import importing, listing, withdrawing
from delpanel.services.intake.import_plan import ChangeKind
from delpanel.services.letters import lettering
from delpanel.services.people import assessing, panelling
from delpanel.services.returns import collecting
from delpanel.services.round import holding
from delpanel.services.state import presiding
from delpanel.services.state.workspace import Workspace
from delpanel.storage.contents import state_digest
from scoring.allocation.reasons import ReasonCode
from tests.delpanel.cli.contract import documented, problems, seen
from tests.delpanel.cli.running import ask, here
from tests.delpanel.letters.pdf_reading import flowing
from tests.factories import (
    CRITERIA,
    agree_all,
    dossier,
    give_points,
    new_panel,
    put_dossiers,
    reopened,
    seat_panel,
)

WHY = "Mail van de promotor."
TOLD = date(2020, 12, 1)
LIST = documented()["withdraw PANEL"]


def points(*names: str) -> dict[str, dict[str, int]]:
    return {name: dict.fromkeys(CRITERIA, 400) for name in names}


@pytest.fixture
def panel(tmp_path: Path) -> Iterator[Workspace]:
    """Give a panel that judged D01, and of D02 nothing yet."""
    strict = call_text("del-2020").replace("[panel]\n", "[panel]\nhold_scores = true\n")
    with new_panel(tmp_path, strict) as made:
        put_dossiers(made, [dossier(), dossier("D02", nuts="BE22")])
        seat_panel(made, 2)
        give_points(made, points("D01"), ("E1", "E2"))
        yield made


def test_a_withdrawn_dossier_asks_nothing_and_gets_its_letter(
    panel: Workspace, tmp_path: Path
) -> None:
    assert holding.is_held(panel)

    withdrawing.withdraw(panel, "D02", TOLD, WHY)

    status = {row.id: row.status for row in listing.dossier_rows(panel.computed())}
    assert status["D02"] is listing.Status.WITHDRAWN
    assert not holding.is_held(panel), "nobody owes a sheet on it any more"
    assert all(item.dossier != "D02" for item in discrepancies.queue(panel.computed()))
    sheets = collecting.write_score_sheets(panel, tmp_path / "bladen")
    assert len(sheets) == 2
    agree_all(panel, points("D01"))
    freezing.freeze(panel)
    assert panel.computed().proposal().reasons["D02"].code is ReasonCode.WITHDRAWN
    letters = {one.dossier: one for one in lettering.issue(panel, tmp_path / "brieven")}
    assert letters["D02"].code == "IN"
    said = flowing((tmp_path / "brieven" / letters["D02"].file_name).read_bytes())
    assert "die u ons op 1 december 2020 meedeelde" in said
    with panel.store.read() as reading:
        told = [(e.verb, e.subject, e.detail) for e in reading.journal.entries()]
    assert ("withdraw", "D02", f"2020-12-01: {WHY}") in told


def test_it_comes_back_with_everything_that_was_judged(panel: Workspace) -> None:
    before = state_digest(panel.store)
    withdrawing.withdraw(panel, "D01", TOLD, WHY)
    assert not any(row.eligible for row in panel.computed().core.dossiers if row.id == "D01")

    withdrawing.take_back(panel, "D01", "Misverstand.")

    assert state_digest(panel.store) == before
    assert assessing.cell(panel.snapshot(), "D01", "E1", "sme_reach").points_cp == 400


def test_reading_a_dossier_in_again_does_not_bring_it_back(
    panel: Workspace, tmp_path: Path
) -> None:
    file = tmp_path / "lijst.csv"
    row = "Nr;Project;Kost;EFRO\nD02;{title};1.000.000,00;400.000,00\n"
    request = importing.ImportRequest(sources=(str(file),))
    file.write_text(row.format(title="Hub"), encoding="utf-8")
    importing.commit(panel, importing.plan_import(panel, request))
    withdrawing.withdraw(panel, "D02", TOLD, WHY)

    same = importing.plan_import(panel, request)
    file.write_text(row.format(title="Andere hub"), encoding="utf-8")
    plan = importing.plan_import(panel, request)
    report = importing.commit(panel, plan)

    assert [c.kind for c in same.changes] == [ChangeKind.SAME]
    assert [f.field for c in plan.changes for f in c.changes] == ["title"]
    assert report.replaced == ("D02",)
    held = panel.snapshot().dossier_by_id["D02"]
    assert (held.title, held.withdrawn) == ("Andere hub", True)
    assert withdrawing.withdrawal_of(panel.snapshot(), "D02") is not None


@pytest.mark.parametrize(
    ("name", "day", "reason", "code"),
    [
        ("D09", TOLD, WHY, "UNKNOWN_DOSSIER"),
        ("D02", TOLD, " ", "REASON_MISSING"),
        ("D02", date(2020, 12, 15), WHY, "WITHDRAWN_AHEAD"),
        ("D02", date(2020, 11, 19), WHY, "WITHDRAWN_BEFORE_FILING"),
    ],
)
def test_what_cannot_be_is_refused(
    panel: Workspace, name: str, day: date, reason: str, code: str
) -> None:
    with pytest.raises(UserError) as refused:
        withdrawing.withdraw(panel, name, day, reason)

    assert refused.value.code == code
    assert panel.snapshot().withdrawals == ()


def test_after_freezing_it_is_refused_with_what_is_possible(panel: Workspace) -> None:
    withdrawing.withdraw(panel, "D02", TOLD, WHY)
    agree_all(panel, points("D01"))
    freezing.freeze(panel)
    acts: list[Callable[[], object]] = [
        lambda: withdrawing.withdraw(panel, "D01", TOLD, WHY),
        lambda: withdrawing.take_back(panel, "D02", WHY),
    ]
    for act in acts:
        with pytest.raises(NotAllowed) as refused:
            act()
        assert refused.value.code == "WITHDRAW_FROZEN"


def test_only_the_office_and_nobody_with_a_conflict(panel: Workspace) -> None:
    panelling.declare_conflict(panel, ConflictOfInterest("E1", "D02", "Familie."))
    presiding.appoint(panel, "E1", "")
    with pytest.raises(NotAllowed) as refused:
        withdrawing.withdraw(panel, "D02", TOLD, WHY)
    assert refused.value.code == "PRESIDING_CONFLICT"
    for role in (Role.READER, Role.EVALUATOR):
        with reopened(panel, role, evaluator="E2") as other, pytest.raises(NotAllowed) as denied:
            withdrawing.withdraw(other, "D01", TOLD, WHY)
        assert denied.value.code == "OFFICE_ONLY"


def test_undo_is_exact_and_refuses_over_what_somebody_else_wrote(panel: Workspace) -> None:
    before = state_digest(panel.store)
    withdrawing.withdraw(panel, "D02", TOLD, WHY)
    [mine] = panel.snapshot().withdrawals
    withdrawing.withdraw(panel, "D02", date(2020, 12, 2), "Brief, een dag later.")
    [theirs] = panel.snapshot().withdrawals

    with pytest.raises(StaleValue):
        withdrawing.put_back(panel, "D02", mine, None)
    withdrawing.put_back(panel, "D02", theirs, mine)
    assert panel.snapshot().withdrawals == (mine,)
    withdrawing.put_back(panel, "D02", mine, None)

    assert state_digest(panel.store) == before


def test_by_command(panel: Workspace, tmp_path: Path) -> None:
    panel.close()
    file = tmp_path / "paneel.delpanel"
    assert here("withdraw", file).out == "Er is geen dossier ingetrokken.\n"
    assert "--on" in here("withdraw", file, "D02", "--reason", WHY).problem

    made = ask("withdraw", file, "D02", "--on", "2020-12-01", "--reason", WHY)

    assert problems(LIST, made) == []
    assert seen(LIST, made) == set(LIST)
    assert here("withdraw", file).out == f"D02: ingetrokken op 1 december 2020. {WHY}\n"
    assert {r["id"]: r["status"] for r in ask("dossiers", file)}["D02"] == "withdrawn"
    assert ask("withdraw", file, "D02", "--undo", "--reason", "Toch niet.") == []
