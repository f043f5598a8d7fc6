"""While everybody judges alone, nothing an evaluator can print hangs on what another gave."""

from __future__ import annotations

import hashlib
import io
import shutil
from collections.abc import Sequence
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from delpanel.cli import main
from delpanel.environment import Environment
from delpanel.model.actor import Actor, Role
from delpanel.model.assessment import CriterionAssessment
from delpanel.model.panel import ConflictOfInterest, Evaluator
from delpanel.services.calls import releasing
from delpanel.services.consensus import agreeing
from delpanel.services.people import panelling
from delpanel.services.state.workspace import Workspace
from scoring.dossiers import ScoreState
from tests.factories import (
    CRITERIA,
    MOTIVATION,
    TickingClock,
    dossier,
    environment,
    give_points,
    new_panel,
    put_dossiers,
    seat_panel,
)

IDS = ("D01", "D02", "D03", "D04")
OTHERS = ("E2", "E3")
# Everything that prints or writes something out of a panel, with what it writes
COMMANDS: Sequence[tuple[str, ...]] = (
    ("dossiers", "P"),
    ("admit", "P"),
    ("panel", "P"),
    ("panel", "P", "--left", "E2", "--rule", "keep", "--reason", "Ziek.", "--dry-run"),
    ("panel", "P", "--changes"),
    ("score", "P"),
    ("rank", "P"),
    ("agree", "P"),
    ("ledger", "P"),
    ("queue", "P"),
    ("queue", "P", "--members"),
    ("agreement", "P"),
    ("approve", "P"),
    ("meeting", "P", "agenda"),
    ("meeting", "P", "show"),
    ("fund", "P"),
    ("fund", "P", "--policy", "ranking"),
    ("explain", "P"),
    ("explain", "P", "D02"),
    ("scenarios", "P"),
    ("decide", "P"),
    ("assign", "P", "--dry-run"),
    ("expertise", "P"),
    ("conflicts", "P"),
    ("presiding", "P"),
    ("attach", "P", "--list"),
    ("keys", "show", "P"),
    ("pack", "list", "P"),
    ("journal", "P"),
    ("open", "P", "--check"),
    ("freeze", "P"),
    ("release", "P"),
    ("letters", "P", "O"),
    ("score", "P", "--out", "O"),
    ("scenarios", "P", "--export", "O/x.xlsx"),
    ("export", "P", "ranking", "O/x.xlsx"),
    ("export", "P", "overview", "O/x.pdf"),
    ("export", "P", "decision", "O/x.json"),
    ("export", "P", "dossiers", "O/x.xlsx"),
    ("export", "P", "advisory", "O/x.json"),
)


@dataclass(frozen=True, slots=True)
class Given:
    """What another evaluator gave in one cell."""

    dossier: str
    evaluator: str
    criterion: str
    points_cp: int | None
    motivation: str
    state: ScoreState

    def cell(self) -> CriterionAssessment:
        return CriterionAssessment(
            self.dossier,
            self.evaluator,
            self.criterion,
            self.points_cp,
            self.motivation,
            self.state,
        )


GIVEN = st.lists(
    st.builds(
        Given,
        st.sampled_from(IDS),
        st.sampled_from(OTHERS),
        st.sampled_from(CRITERIA),
        st.one_of(st.none(), st.integers(0, 10).map(lambda steps: 50 * steps)),
        st.sampled_from(("", "Te dun onderbouwd.", MOTIVATION)),
        st.just(ScoreState.SCORED),
    ),
    min_size=4,
    max_size=20,
    unique_by=lambda one: (one.dossier, one.evaluator, one.criterion),
)


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A panel in which E1 gave points and the others nothing yet."""
    folder = tmp_path_factory.mktemp("alleen")
    with new_panel(folder, name="begin.delpanel") as workspace:
        put_dossiers(workspace, [dossier(name) for name in IDS])
        seat_panel(workspace, 3)
        panelling.save_evaluators(workspace, [Evaluator("E4", "Reserve", active=False)])
        panelling.declare_conflict(workspace, ConflictOfInterest("E1", "D03", "Familie."))
        points = {name: dict.fromkeys(CRITERIA, 350) for name in IDS if name != "D03"}
        give_points(workspace, points, ["E1"])
    return folder


def printed(folder: Path, others: Sequence[Given], *, released: bool = False) -> dict[str, str]:
    """Run every command as E1 on a panel in which others gave this."""
    panel = folder / "paneel.delpanel"
    shutil.copyfile(folder / "begin.delpanel", panel)
    with Workspace.open(str(panel), environment()) as workspace:
        if others:
            with workspace.act("assess") as unit:
                cells = [one.cell() for one in others]
                unit.assessments.add_all(cells, at=workspace.now(), actor="test")
        if released:
            releasing.release(workspace)
    found: dict[str, str] = {}
    for words in COMMANDS:
        for form in ((), ("--json",)):
            if form and words[0] == "export":
                continue
            out = folder / "uit"
            shutil.rmtree(out, ignore_errors=True)
            out.mkdir()
            said, problem = io.StringIO(), io.StringIO()
            typed = [
                {"P": str(panel), "O": str(out)}.get(w, w.replace("O/", f"{out}/")) for w in words
            ]
            with redirect_stdout(said), redirect_stderr(problem):
                code = main([*typed, *form])
            files = {
                path.name: path.read_bytes() for path in sorted(out.rglob("*")) if path.is_file()
            }
            key = " ".join((*words, *form))
            answer = (code, said.getvalue(), problem.getvalue(), files)
            found[key] = f"{code} {hashlib.sha256(repr(answer).encode()).hexdigest()}"
    return found


@pytest.fixture
def as_evaluator(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the command line act as E1, as a login on a server would."""

    def own(options: object) -> Environment:
        language = getattr(options, "language", "nl")
        return Environment(TickingClock(), Actor("Anke", Role.EVALUATOR, "E1"), language)

    monkeypatch.setattr("delpanel.cli.opening.environment", own)


@pytest.fixture(scope="module")
def before(base: Path) -> dict[str, str]:
    """What E1 prints as long as nobody else gave anything."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(
            "delpanel.cli.opening.environment",
            lambda _: Environment(TickingClock(), Actor("Anke", Role.EVALUATOR, "E1"), "nl"),
        )
        return printed(base, ())


@pytest.mark.usefixtures("as_evaluator")
@given(others=GIVEN)
@settings(
    max_examples=4,
    deadline=None,
    phases=[Phase.generate],
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
def test_nothing_an_evaluator_prints_hangs_on_the_points_of_others(
    base: Path, before: dict[str, str], others: list[Given]
) -> None:
    after = printed(base, others)

    assert [key for key in before if before[key] != after[key]] == []


@pytest.mark.usefixtures("as_evaluator")
def test_what_is_compared_is_there_and_shows_once_it_is_released(
    base: Path, before: dict[str, str]
) -> None:
    done = {key for key, answer in before.items() if answer.startswith("0 ")}
    assert {"score P --json", "rank P --json", "fund P", "journal P"} <= done
    assert len(done) > len(before) // 2
    others = [
        Given(name, who, criterion, 100, MOTIVATION, ScoreState.SCORED)
        for name in IDS
        for who in OTHERS
        for criterion in CRITERIA
    ]

    after = printed(base, others, released=True)

    changed = {key for key in before if before[key] != after[key]}
    assert {"score P --json", "rank P --json", "journal P --json"} <= changed


def test_agreed_points_are_not_seen_before_the_release(base: Path, tmp_path: Path) -> None:
    panel = tmp_path / "paneel.delpanel"
    shutil.copyfile(base / "begin.delpanel", panel)
    own = Environment(TickingClock(), Actor("Anke", Role.EVALUATOR, "E1"), "nl")
    with Workspace.open(str(panel), environment()) as workspace:
        agreeing.agree(workspace, [agreeing.Agreement("D01", "sme_reach", 350, MOTIVATION)])
        assert len(workspace.snapshot().agreed) == 1
        workspace.environment = own
        assert workspace.snapshot().agreed == ()
        workspace.environment = environment()
        assert len(workspace.snapshot().agreed) == 1, "what was seen by one is not kept for another"
