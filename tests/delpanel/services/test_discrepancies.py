"""The queue follows the rules of the call to the very limit, and proposals stay proposals."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from delpanel.errors import UserError
from delpanel.model.discrepancy import DiscrepancyKind
from delpanel.presets.call_file import parse_call
from delpanel.services.calls import calling
from delpanel.services.calls.calling import check_text
from delpanel.services.consensus import agreeing, discrepancies, proposing
from delpanel.services.consensus.agreeing import Agreement
from delpanel.services.people import assessing
from delpanel.services.state.workspace import Workspace
from scoring.points.consolidate import CellFlag, Source
from tests.factories import CRITERIA, MOTIVATION, dossier, new_panel, put_dossiers, seat_panel

USUAL = "discrepancy = 1.5"


def call_with(rules: str, more: str = "") -> str:
    text = calling.shipped_text("del-2020")
    return text.replace(USUAL, f"{USUAL}\n{more}\ndiscrepancies = [{rules}]")


def panel_with(folder: Path, text: str, members: int = 3) -> Workspace:
    workspace = new_panel(folder, text)
    put_dossiers(workspace, [dossier(), dossier("D02", nuts="BE22")])
    seat_panel(workspace, members)
    return workspace


def give(workspace: Workspace, dossier_id: str, *sheets: tuple[int, int, int]) -> None:
    for number, sheet in enumerate(sheets, start=1):
        for criterion, points in zip(CRITERIA, sheet, strict=True):
            where = (dossier_id, f"E{number}", criterion)
            assessing.set_points(workspace, where, points)


def found(workspace: Workspace) -> list[tuple[str, str, DiscrepancyKind]]:
    return [
        (one.dossier, one.criterion, one.kind)
        for one in discrepancies.discrepancies(workspace.computed())
    ]


SPREAD = '{ kind = "spread", points = 1.5 }'
LONE = '{ kind = "lone_voice", points = 1.5, within = 0.5 }'
STRADDLE = '{ kind = "straddle" }'
TOTAL = '{ kind = "total", points = 1 }'
PIVOTAL = '{ kind = "pivotal" }'
# rule, what the three members give on the first criterion of D01 (4 on all else), is it met
LIMITS = [
    (SPREAD, (300, 400, 450), True),
    (SPREAD, (350, 400, 450), False),
    (LONE, (250, 400, 400), True),
    (LONE, (300, 400, 400), False),
    (LONE, (250, 400, 450), True),
    (LONE, (250, 400, 500), False),
    (STRADDLE, (250, 300, 300), True),
    (STRADDLE, (300, 300, 500), False),
    (STRADDLE, (250, 250, 250), False),
    (TOTAL, (200, 400, 450), True),
    (TOTAL, (250, 400, 450), False),
]


@pytest.mark.parametrize(("rule", "points", "is_met"), LIMITS)
def test_a_rule_is_met_at_its_limit_and_not_below(
    tmp_path: Path, rule: str, points: tuple[int, int, int], is_met: bool
) -> None:
    with panel_with(tmp_path, call_with(rule)) as workspace:
        give(workspace, "D01", *((value, 400, 400) for value in points))
        give(workspace, "D02", *[(400, 400, 400)] * 3)

        kinds = [kind for name, criterion, kind in found(workspace) if name == "D01"]
        assert bool(kinds) is is_met
        assert [name for name, *_ in found(workspace) if name == "D02"] == []


def test_without_rules_of_its_own_a_call_has_the_usual_six() -> None:
    usual = parse_call(calling.shipped_text("efro-vl-2022")).panel.discrepancies

    assert [(rule.kind, rule.points_cp, rule.within_cp) for rule in usual] == [
        (DiscrepancyKind.SPREAD, 1500, 0),
        (DiscrepancyKind.LONE_VOICE, 1500, 500),
        (DiscrepancyKind.STRADDLE, 0, 0),
        (DiscrepancyKind.PIVOTAL, 0, 0),
        (DiscrepancyKind.SEVERITY, 0, 0),
        (DiscrepancyKind.HALO, 0, 0),
    ]


@pytest.fixture
def panel(tmp_path: Path) -> Iterator[Workspace]:
    """Give D01 with one wide criterion and one lone voice, D02 close together."""
    with panel_with(tmp_path, call_with(f"{STRADDLE}, {SPREAD}, {LONE}, {PIVOTAL}")) as workspace:
        give(workspace, "D01", (250, 350, 400), (400, 400, 400), (400, 500, 400))
        give(workspace, "D02", (400, 450, 400), (400, 400, 400), (400, 400, 400))
        yield workspace


def test_the_queue_follows_the_order_of_the_rules(panel: Workspace) -> None:
    items = discrepancies.queue(panel.computed())

    assert [(item.dossier, item.criterion) for item in items] == [
        ("D01", "complementarity"),
        ("D01", "sme_reach"),
    ]
    assert [one.kind for one in items[0].discrepancies] == [
        DiscrepancyKind.STRADDLE,
        DiscrepancyKind.SPREAD,
        DiscrepancyKind.LONE_VOICE,
    ]
    lone = items[0].discrepancies[-1]
    assert (lone.evaluator, lone.amount_cp) == ("E1", Fraction(150))
    said = discrepancies.sentence(lone, "nl", {"E1": "lid 1"})
    assert said == "lid 1 ligt 1,5 punt van de andere"


def test_what_is_agreed_disappears_and_comes_back_when_points_change(panel: Workspace) -> None:
    agreeing.agree(panel, [Agreement("D01", "complementarity", 350, MOTIVATION)])
    assert [i.criterion for i in discrepancies.queue(panel.computed())] == ["sme_reach"]

    assessing.set_points(panel, ("D01", "E2", "complementarity"), 450)

    first = discrepancies.queue(panel.computed())[0]
    assert first.criterion == "complementarity"
    assert first.blocking == {CellFlag.STALE}


def test_missing_points_come_before_everything(panel: Workspace) -> None:
    assessing.set_points(panel, ("D02", "E3", "infrastructure"), None)

    first = discrepancies.queue(panel.computed())[0]

    assert (first.dossier, first.criterion) == ("D02", "infrastructure")
    assert first.blocking == {CellFlag.MISSING, CellFlag.BELOW_QUORUM}


def test_a_member_on_whom_a_gate_hangs_is_found_by_doing_without(panel: Workspace) -> None:
    for criterion, points in (("complementarity", 350), ("sme_reach", 350)):
        for member in ("E2", "E3"):
            assessing.set_points(panel, ("D01", member, criterion), points)
    assessing.set_points(panel, ("D01", "E1", "complementarity"), 150)

    hang = discrepancies.of_members(panel.computed())

    assert ("D01", "E1") in {(one.dossier, one.evaluator) for one in hang}
    items = discrepancies.queue(panel.computed(), hang)
    assert ("D01", "") in {(item.dossier, item.criterion) for item in items}


def test_what_is_about_a_member_stands_last_and_blocks_nothing(tmp_path: Path) -> None:
    rules = f'{{ kind = "halo" }}, {{ kind = "severity" }}, {SPREAD}'
    with panel_with(tmp_path, call_with(rules), members=4) as workspace:
        for number in range(3, 6):
            put_dossiers(workspace, [dossier(f"D0{number}", nuts="BE22")])
        # E4 gives everybody 1 on everything; the others hardly differ
        for number in range(1, 6):
            fair = ((400, 450, 350), (450, 400, 350), (400, 400, 400 if number % 2 else 350))
            give(workspace, f"D0{number}", *fair, (100, 100, 100))
        computed = workspace.computed()

        items = discrepancies.queue(computed, discrepancies.of_members(computed))

        *cells, last = items
        assert last.is_advice
        assert not any(item.is_advice for item in cells)
        assert [(one.kind, one.evaluator) for one in last.discrepancies] == [
            (DiscrepancyKind.HALO, "E4"),
            (DiscrepancyKind.SEVERITY, "E4"),
        ]
        # 2,9 below the mean of the three; against the mean of all four that is about 2,2
        severe = last.discrepancies[1]
        assert severe.amount_cp is not None
        assert -240 < severe.amount_cp < -200
        said = discrepancies.sentence(severe, "nl")
        assert said.startswith("E4 geeft gemiddeld 2,")
        assert said.endswith("punt minder dan het panel")
        agreeing.agree(
            workspace,
            [
                Agreement(name.id, key, 400, MOTIVATION, "Besproken.")
                for name in workspace.snapshot().dossiers
                for key in CRITERIA
            ],
        )
        left = discrepancies.queue(
            workspace.computed(), discrepancies.of_members(workspace.computed())
        )
        assert [item.is_advice for item in left] == [True]


def test_a_proposal_is_the_mean_on_the_grid_and_counts_for_nothing(panel: Workspace) -> None:
    found_ = proposing.proposals(panel.computed())

    assert found_["D01", "sme_reach"].points_cp == 400  # 1250/3 is nearer to 4 than to 4,5
    assert found_["D01", "sme_reach"].is_flagged
    assert not found_["D02", "sme_reach"].is_flagged
    assert panel.snapshot().agreed == ()
    cell = panel.computed().consolidation.cell("D01", "sme_reach")
    assert (cell.source, cell.value_cp) == (Source.AGGREGATE, 417)


def test_one_key_takes_over_what_is_not_flagged_and_one_a_single_criterion(
    panel: Workspace,
) -> None:
    proposing.take_over(panel, "D01")
    agreed = panel.snapshot().agreed_by_cell
    assert set(agreed) == {("D01", "infrastructure")}
    assert agreed["D01", "infrastructure"].points_cp == 400
    assert ("D01", "infrastructure") not in proposing.proposals(panel.computed())

    proposing.take_over(panel, "D01", "sme_reach")
    assert panel.snapshot().agreed_by_cell["D01", "sme_reach"].points_cp == 400

    with pytest.raises(UserError) as refused:
        proposing.take_over(panel, "D01")
    assert refused.value.code == "NOTHING_PROPOSED"


def test_nothing_is_proposed_while_points_are_missing(panel: Workspace) -> None:
    assessing.set_points(panel, ("D02", "E3", "infrastructure"), None)

    assert ("D02", "infrastructure") not in proposing.proposals(panel.computed())


def test_the_call_may_propose_the_median(tmp_path: Path) -> None:
    text = call_with(SPREAD, 'proposal = "median"')
    with panel_with(tmp_path, text) as workspace:
        give(workspace, "D01", (100, 400, 400), (400, 400, 400), (450, 400, 400))

        assert proposing.proposals(workspace.computed())["D01", "complementarity"].points_cp == 400


@given(st.lists(st.integers(0, 10).map(lambda half: 50 * half), min_size=1, max_size=7))
def test_a_proposal_lies_on_the_grid_inside_the_range_and_near_the_rule(given_: list[int]) -> None:
    call = parse_call(calling.shipped_text("del-2020"))

    points = proposing.proposed_points(call, given_)

    assert assessing.points_on_grid(call, points)
    assert min(given_) <= points <= max(given_)
    assert abs(points - Fraction(sum(given_), len(given_))) <= 25


@pytest.mark.parametrize(
    ("rules", "code", "key"),
    [
        ('{ kind = "spread", points = 0 }', "CALL_DISTANCE_OFF", "panel.discrepancies[0].points"),
        ('{ kind = "spread", points = 6 }', "CALL_DISTANCE_OFF", "panel.discrepancies[0].points"),
        (
            '{ kind = "lone_voice", points = 1, within = 2 }',
            "CALL_DISTANCE_OFF",
            "panel.discrepancies[0].within",
        ),
        (f"{STRADDLE}, {STRADDLE}", "CALL_DUPLICATE", "panel.discrepancies[1].kind"),
        ('{ kind = "straddle", x = 1 }', "CALL_KEY_UNKNOWN", "panel.discrepancies[0].x"),
    ],
)
def test_a_rule_that_makes_no_sense_is_named(rules: str, code: str, key: str) -> None:
    issues = check_text(call_with(rules), "oproep.toml")

    assert (code, key) in {(issue.code, issue.params["key"]) for issue in issues}


@pytest.mark.parametrize("rules", ['{ kind = "gevoel" }', '{ kind = "spread" }'])
def test_an_unknown_rule_or_a_rule_without_its_distance_is_refused(rules: str) -> None:
    with pytest.raises(UserError) as refused:
        parse_call(call_with(rules))

    assert refused.value.code == "CALL_KEY"
