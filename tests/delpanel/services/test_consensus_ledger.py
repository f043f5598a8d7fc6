"""The ledger of the consensus: it replays to what stands, and says whose place hung on a move."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from delpanel.errors import NotAllowed, UserError
from delpanel.model.assessment import ReasonSource
from delpanel.model.ledger import RankMove
from delpanel.model.panel import ConflictOfInterest
from delpanel.services.consensus import agreeing, consensus_ledger
from delpanel.services.consensus.agreeing import Agreement
from delpanel.services.consensus.consequences import ranks
from delpanel.services.exports import exporting
from delpanel.services.people import panelling
from delpanel.services.state.workspace import Workspace
from tests.factories import (
    CRITERIA,
    MOTIVATION,
    dossier,
    environment,
    f1_dossiers,
    f1_points,
    give_points,
    judged_panel,
    new_panel,
    put_dossiers,
    seat_panel,
)

IDS = ("D01", "D02", "D03")


@pytest.fixture(scope="module")
def golden(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give the golden panel as a file, agreed and ready."""
    folder = tmp_path_factory.mktemp("golden")
    with judged_panel(folder, f1_dossiers(), f1_points()) as workspace:
        path = workspace.path
    assert path is not None
    return path


@pytest.fixture
def panel(golden: Path, tmp_path: Path) -> Iterator[Workspace]:
    copy = shutil.copyfile(golden, tmp_path / "paneel.delpanel")
    with Workspace.open(str(copy), environment()) as workspace:
        yield workspace


def move(workspace: Workspace, dossier_id: str, points_cp: int | None) -> None:
    entry = Agreement(dossier_id, "sme_reach", points_cp, MOTIVATION, "Besproken.")
    agreeing.agree(workspace, [entry])


def test_a_half_point_that_turns_the_funded_set_is_named(panel: Workspace) -> None:
    before = ranks(panel.computed())

    move(panel, "D13", 400)

    line = consensus_ledger.lines(panel)[-1]
    assert (line.dossier, line.before_cp, line.after_cp) == ("D13", 350, 400)
    assert (line.consequence.entered, line.consequence.left) == (("D13",), ("D07",))
    assert line.consequence.funded == panel.computed().proposal().funded
    after = ranks(panel.computed())
    assert RankMove("D13", before["D13"], after["D13"]) in line.consequence.moves
    assert {m.dossier for m in line.consequence.moves} == {
        d for d in after if after[d] != before[d]
    }
    assert consensus_ledger.rows(panel)[-1].decides_alone
    assert consensus_ledger.consequence_sentence(line.consequence, "nl").startswith(
        "Komt in de toekenning: D13. Valt uit de toekenning: D07."
    )


def test_a_move_that_changes_nobody_is_written_all_the_same(panel: Workspace) -> None:
    move(panel, "D12", 350)

    line = consensus_ledger.lines(panel)[-1]

    assert (line.before_cp, line.after_cp, line.reason) == (300, 350, "Besproken.")
    assert not line.consequence.is_felt
    assert not consensus_ledger.rows(panel)[-1].decides_alone


def test_a_new_motivation_alone_is_no_move(panel: Workspace) -> None:
    before = consensus_ledger.lines(panel)

    agreeing.agree(panel, [Agreement("D01", "sme_reach", 450, "Andere woorden.")])

    assert consensus_ledger.lines(panel) == before


def test_what_is_refused_leaves_no_line(panel: Workspace) -> None:
    before = consensus_ledger.lines(panel)

    with pytest.raises(UserError) as refused:
        agreeing.agree(panel, [Agreement("D13", "sme_reach", 400, MOTIVATION)])

    assert refused.value.code == "CONSENSUS_REASON"
    assert consensus_ledger.lines(panel) == before


def test_undo_writes_a_line_of_its_own(panel: Workspace) -> None:
    held = panel.snapshot().agreed_by_cell["D13", "sme_reach"]
    move(panel, "D13", 400)

    agreeing.restore(panel, "D13", [("sme_reach", held)])

    there, back = consensus_ledger.lines(panel)[-2:]
    assert (back.before_cp, back.after_cp) == (there.after_cp, there.before_cp)
    assert (back.consequence.entered, back.consequence.left) == (("D07",), ("D13",))
    assert panel.snapshot().agreed_by_cell["D13", "sme_reach"] == held


def test_the_moves_of_one_act_carry_its_consequence_together(panel: Workspace) -> None:
    agreeing.agree(
        panel,
        [
            Agreement("D13", name, 450, MOTIVATION, "Besproken.")
            for name in ("sme_reach", "infrastructure")
        ],
    )

    first, *rest = [line for line in consensus_ledger.lines(panel) if line.reason]
    assert (first.dossier, first.criterion) == ("D13", "sme_reach")
    assert rest == []  # infrastructure stood at 4,5 already


def test_the_ledger_is_a_sheet_of_the_ranking_workbook(panel: Workspace, tmp_path: Path) -> None:
    move(panel, "D13", 400)

    exporting.export(panel, "ranking", tmp_path / "r.xlsx", replace=False)

    sheet = load_workbook(tmp_path / "r.xlsx")["Verloop consensus"]
    last = [cell.value for cell in list(sheet.rows)[-1]]
    assert last[2:8] == ["D13", "Kmo-bereik", 3.5, 3.5, 3.5, 4]
    assert "D13" in str(last[-1])
    assert "D07" in str(last[-1])


MOVES = st.lists(
    st.tuples(
        st.sampled_from(IDS),
        st.sampled_from(CRITERIA),
        st.one_of(st.none(), st.integers(0, 10).map(lambda half: 50 * half)),
        st.booleans(),
    ),
    min_size=1,
    max_size=6,
)


@settings(
    max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(moves=MOVES)
def test_the_ledger_replays_to_the_present_consensus(
    tmp_path_factory: pytest.TempPathFactory, moves: list[tuple[str, str, int | None, bool]]
) -> None:
    with new_panel(tmp_path_factory.mktemp("verloop")) as workspace:
        put_dossiers(
            workspace, [dossier(name, nuts=f"BE2{i}") for i, name in enumerate(IDS, start=1)]
        )
        seat_panel(workspace, 3)
        give_points(workspace, {d: dict.fromkeys(CRITERIA, 350) for d in IDS}, ("E1", "E2", "E3"))
        funded = set(workspace.computed().proposal().funded)
        for dossier_id, criterion, points, undone in moves:
            held = workspace.snapshot().agreed_by_cell.get((dossier_id, criterion))
            agreeing.agree(workspace, [Agreement(dossier_id, criterion, points, "Zo.", "Reden.")])
            if undone:
                agreeing.restore(workspace, dossier_id, [(criterion, held)])

        lines = consensus_ledger.lines(workspace)

        agreed = workspace.snapshot().agreed_by_cell
        replayed = consensus_ledger.replayed(lines)
        for name in IDS:
            for criterion in CRITERIA:
                stands = agreed.get((name, criterion))
                now = None if stands is None else stands.points_cp
                assert replayed.get((name, criterion)) == now
        for line in lines:
            funded = (funded | set(line.consequence.entered)) - set(line.consequence.left)
        assert funded == set(workspace.computed().proposal().funded)


def test_a_quoted_reason_keeps_its_source_when_it_is_edited(panel: Workspace) -> None:
    entry = agreeing.quoted(
        panel.snapshot(), Agreement("D01", "sme_reach", 450, "Het panel oordeelt:"), "E2"
    )
    agreeing.agree(panel, [entry])

    held = panel.snapshot().agreed_by_cell["D01", "sme_reach"]
    assert held.motivation == f"Het panel oordeelt: {MOTIVATION}"
    assert held.sources == (ReasonSource("E2", MOTIVATION),)
    assert held.sources[0].is_literal_in(held.motivation)

    agreeing.agree(panel, [Agreement("D01", "sme_reach", 450, "In andere woorden.")])

    held = panel.snapshot().agreed_by_cell["D01", "sme_reach"]
    assert held.sources == (ReasonSource("E2", MOTIVATION),)
    assert not held.sources[0].is_literal_in(held.motivation)


def test_nothing_is_quoted_from_who_wrote_nothing_or_may_not_see(panel: Workspace) -> None:
    panelling.declare_conflict(panel, ConflictOfInterest("E1", "D01", "Familie."))
    empty = Agreement("D01", "sme_reach", 450, "")

    with pytest.raises(NotAllowed) as barred:
        agreeing.quoted(panel.snapshot(), empty, "E1")
    with pytest.raises(UserError) as silent:
        agreeing.quoted(panel.snapshot(), empty, "E9")

    assert (barred.value.code, silent.value.code) == ("QUOTE_CONFLICTED", "NOTHING_TO_QUOTE")
