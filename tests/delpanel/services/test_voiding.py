"""A late conflict of interest voids points: visibly, for good, and nothing computed rests on them."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from delpanel.errors import NotAllowed, UserError
from delpanel.model.panel import ConflictOfInterest
from delpanel.services.consensus import agreeing
from delpanel.services.decision import freezing
from delpanel.services.decision.decision_document import decision_document
from delpanel.services.exports import exporting
from delpanel.services.exports.overview import overview_facts
from delpanel.services.letters.lettering import frozen_decision
from delpanel.services.people import assessing, panelling, voiding
from delpanel.services.rankings.ranking import ranking_rows
from delpanel.services.state.computed import Computed
from delpanel.services.state.core_input import score_records
from delpanel.services.state.workspace import Workspace
from delpanel.storage.contents import state_digest
from scoring.dossiers import ScoreState
from scoring.points.consolidate import CellFlag
from scoring.rules import Policy
from tests.factories import (
    CRITERIA,
    MOTIVATION,
    agree_all,
    dossier,
    environment,
    f1_panel,
    give_points,
    judged_panel,
    new_panel,
    put_dossiers,
    seat_panel,
)

IDS = ("D01", "D02", "D03")
GRID = st.integers(0, 10).map(lambda half: 50 * half)


@pytest.fixture
def panel(tmp_path: Path) -> Iterator[Workspace]:
    points = {name: dict.fromkeys(CRITERIA, 400) for name in IDS}
    dossiers = [dossier(name, nuts=f"BE2{n}") for n, name in enumerate(IDS, start=1)]
    with judged_panel(tmp_path, dossiers, points, count=3) as made:
        yield made


def late(workspace: Workspace, reason: str = "Bleek pas later.") -> None:
    panelling.declare_conflict(workspace, ConflictOfInterest("E2", "D01", reason))


def journal(workspace: Workspace) -> list[tuple[str, str, str]]:
    with workspace.store.read() as reading:
        return [(e.verb, e.subject, e.detail) for e in reading.journal.entries()]


def numbers(workspace: Workspace) -> object:
    """Give what the core is handed, statistics among it, and what it makes of that."""
    computed = workspace.computed()
    proposals = [computed.quick_proposal(policy) for policy in Policy]
    return (
        computed.consolidation,
        ranking_rows(computed),
        [(p.funded, p.awards, p.totals, p.reasons) for p in proposals],
        score_records(computed.snapshot),
        [
            assessing.possible_totals(computed.snapshot, name, who)
            for name in IDS
            for who in ("E1", "E2", "E3")
        ],
    )


def test_points_given_before_become_void_with_the_reason(panel: Workspace) -> None:
    late(panel)

    state = panel.snapshot()
    cells = [a for a in state.assessments if (a.evaluator, a.dossier) == ("E2", "D01")]
    assert {(c.state, c.points_cp, c.motivation) for c in cells} == {(ScoreState.COI, None, "")}
    (score,) = voiding.voided_scores(state)
    assert (score.evaluator, score.dossier, score.reason) == ("E2", "D01", "Bleek pas later.")
    assert {(c.points_cp, c.motivation) for c in score.cells} == {(400, MOTIVATION)}
    assert journal(panel)[-2:] == [
        ("score-voided", "E2/D01", "Bleek pas later."),
        ("conflict", "E2/D01", "Bleek pas later."),
    ]


def test_the_consensus_on_voided_points_is_stale_and_blocks_the_decision(panel: Workspace) -> None:
    assert not panel.computed().consolidation.blocking
    late(panel)

    stale = {(c.dossier, c.criterion) for c in panel.computed().consolidation.blocking}
    assert stale == {("D01", name) for name in CRITERIA}
    assert CellFlag.STALE in panel.computed().consolidation.cell("D01", CRITERIA[0]).flags
    with pytest.raises(UserError, match="FREEZE_CELL"):
        freezing.freeze(panel, Policy.COVERAGE)


def test_lifting_a_conflict_brings_no_points_back_until_somebody_says_so(panel: Workspace) -> None:
    before = state_digest(panel.store)
    late(panel)
    with pytest.raises(NotAllowed, match="SCORE_STILL_VOID"):
        voiding.restore_score(panel, "E2", "D01", "Toch niet.")
    panelling.lift_conflict(panel, "E2", "D01", "Naamgenoot.")

    cell = panel.computed().consolidation.cell("D01", CRITERIA[0])
    assert (cell.n_valid, cell.missing) == (2, ("E2",))
    assert voiding.voided_scores(panel.snapshot())[0].stands is False
    with pytest.raises(UserError, match="REASON_MISSING"):
        voiding.restore_score(panel, "E2", "D01", " ")
    voiding.restore_score(panel, "E2", "D01", "Naamgenoot, punten gelden weer.")
    assert state_digest(panel.store) == before
    with pytest.raises(UserError, match="NOTHING_VOIDED"):
        voiding.restore_score(panel, "E2", "D01", "Nog eens.")


def test_a_voided_score_is_named_in_the_decision(panel: Workspace) -> None:
    late(panel, "Zetelt in het bestuur.")
    agree_all(panel, {"D01": dict.fromkeys(CRITERIA, 400)})
    computed = panel.computed()
    proposal = computed.proposal(Policy.COVERAGE)

    document = decision_document(computed, proposal, computed.proposal(Policy.RANKING), None)

    assert document["decision"]["voided"] == [  # type: ignore[index]  # plain data
        {"evaluator": "E2", "dossier": "D01", "criteria": sorted(CRITERIA),
         "reason": "Zetelt in het bestuur."}
    ]  # fmt: skip


def test_a_voided_score_is_named_in_the_overview_of_a_frozen_decision(
    panel: Workspace, tmp_path: Path
) -> None:
    late(panel, "Zetelt in het bestuur.")
    agree_all(panel, {"D01": dict.fromkeys(CRITERIA, 400)})
    freezing.freeze(panel, Policy.COVERAGE)

    facts = overview_facts(panel.computed(), frozen_decision(panel.snapshot()))
    assert facts.voided == (("D01", "3", "Zetelt in het bestuur."),)
    exporting.export(panel, "overview", tmp_path / "overzicht.pdf", replace=True)
    assert (tmp_path / "overzicht.pdf").stat().st_size > 0


def test_a_decision_without_voided_scores_says_nothing_of_them(tmp_path: Path) -> None:
    with f1_panel(tmp_path) as workspace:
        computed = workspace.computed()
        document = decision_document(
            computed, computed.proposal(Policy.COVERAGE), computed.proposal(Policy.RANKING), None
        )
    assert "voided" not in document["decision"]  # type: ignore[operator]  # plain data


@pytest.fixture(scope="module")
def seated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("zetels")
    with new_panel(folder) as workspace:
        put_dossiers(
            workspace, [dossier(name, nuts=f"BE2{n}") for n, name in enumerate(IDS, start=1)]
        )
        seat_panel(workspace, 3)
        give_points(workspace, {name: dict.fromkeys(CRITERIA, 350) for name in IDS}, ("E1", "E3"))
    return folder / "paneel.delpanel"


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    first=st.tuples(GRID, GRID, GRID),
    second=st.tuples(GRID, GRID, GRID),
    others=st.tuples(GRID, GRID, GRID),
    agreed=st.booleans(),
)
def test_no_number_depends_on_voided_points(
    seated: Path,
    first: tuple[int, int, int],
    second: tuple[int, int, int],
    others: tuple[int, int, int],
    agreed: bool,
) -> None:
    found = []
    for points in (first, second):
        with tempfile.TemporaryDirectory() as folder:
            target = Path(shutil.copy(seated, folder))
            with Workspace.open(str(target), environment()) as workspace:
                rows = {
                    "D01": dict(zip(CRITERIA, points, strict=True)),
                    "D02": dict(zip(CRITERIA, others, strict=True)),
                    "D03": dict(zip(CRITERIA, others, strict=True)),
                }
                give_points(workspace, rows, ("E2",))
                if agreed:
                    agreeing.agree(
                        workspace,
                        [
                            agreeing.Agreement("D01", name, 350, MOTIVATION, "Besproken.")
                            for name in CRITERIA
                        ],
                    )
                late(workspace)
                held = numbers(Workspace(workspace.store, workspace.environment))
                assert Computed(workspace.snapshot()).consolidation == held[0]  # type: ignore[index]  # a tuple
                found.append(held)
    assert found[0] == found[1]
