from __future__ import annotations

import hashlib
import json
import tomllib
from collections import defaultdict
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from delpanel.exchange.cells.checks import facts_of
from delpanel.exchange.dossiers.dossier_reader import is_official, read_dossiers
from delpanel.exchange.reading.workbook import read_book
from delpanel.exchange.sheets.panel_sheet import read_panel
from delpanel.exchange.sheets.score_sheet_reader import ScoreSheetReading, read_score_sheet
from delpanel.model.dossier import Dossier
from delpanel.model.issues import Severity
from delpanel.presets.call_file import criteria_digest, parse_call
from delpanel.presets.shipped import call_text, rule_set

ROOT = Path(__file__).parents[3]
DEMO = ROOT / "resources" / "demo"
FIXTURE = json.loads((ROOT / "tests" / "files" / "f1.json").read_text(encoding="utf-8"))
ASKED = {entry["id"]: entry for entry in FIXTURE["dossiers"]}
CALL = parse_call(call_text("del-2020"))
RULES = rule_set("gber-2014-2020")
INADMISSIBLE = {"D14", "D15", "D16"}


@pytest.fixture(scope="module")
def dossiers() -> dict[str, Dossier]:
    book = read_book(DEMO / "dossiers-del-2020.xlsx")
    reading = read_dossiers(book, facts_of(CALL, RULES))
    assert is_official(book)
    assert {issue.severity for issue in reading.issues} == {Severity.INFO}
    return {dossier.id: dossier for dossier in reading.dossiers}


@pytest.fixture(scope="module")
def sheets() -> list[ScoreSheetReading]:
    ids = frozenset({*ASKED, *INADMISSIBLE})
    return [
        read_score_sheet(read_book(path), CALL, ids) for path in sorted(DEMO.glob("scores-*.xlsx"))
    ]


def consensus() -> list[dict[str, Any]]:
    text = (DEMO / "consensus-del-2020.toml").read_text(encoding="utf-8")
    agreed: list[dict[str, Any]] = tomllib.loads(text, parse_float=Decimal)["agreed"]
    return agreed


def test_requests_equal_the_fixture_and_own_funds_close_the_plan(
    dossiers: dict[str, Dossier],
) -> None:
    for number, asked in ASKED.items():
        plan = dossiers[number].financing
        cost, erdf, flemish = (
            100 * asked[key] for key in ("cost", "erdf_requested", "flemish_requested")
        )
        stated = (plan.cost_cents, plan.erdf_requested_cents, plan.flemish_requested_cents)
        assert stated == (cost, erdf, flemish), number
        assert plan.own_cents == cost - erdf - flemish
        assert plan.other_public_cents == 0
        assert dossiers[number].nuts == asked["nuts"]


def test_sixty_per_cent_of_each_cost_is_capped_at_half_and_the_rest_not_at_all(
    dossiers: dict[str, Dossier],
) -> None:
    for dossier in dossiers.values():
        by_cap: dict[int, int] = defaultdict(int)
        sizes = {partner.id: partner.size for partner in dossier.partners}
        for line in dossier.cost_lines:
            rule = RULES.rule(line.aid_rule)
            assert rule is not None
            assert line.cost_cents % 100 == 0
            by_cap[rule.intensity_bp(sizes[line.partner], line.bonuses)] += line.cost_cents
        cost = dossier.financing.cost_cents or 0
        assert by_cap == {5000: cost * 6 // 10, 10000: cost * 4 // 10}, dossier.id


def test_consortia_have_three_to_seven_partners_who_all_bear_costs(
    dossiers: dict[str, Dossier],
) -> None:
    for dossier in dossiers.values():
        assert 3 <= len(dossier.partners) <= 7
        assert {line.partner for line in dossier.cost_lines} == {p.id for p in dossier.partners}


def test_judged_dossiers_have_readable_texts_and_figures_for_each_criterion(
    dossiers: dict[str, Dossier],
) -> None:
    for number in ASKED:
        dossier = dossiers[number]
        for criterion in CALL.mandatory_evidence:
            words = sum(len(s.text.split()) for s in dossier.sections if s.criterion == criterion)
            assert 140 <= words <= 300, (number, criterion)
            figures = {e.name for e in dossier.evidence if e.criterion == criterion and e.value}
            assert len(figures) >= 3, (number, criterion)


def test_the_three_late_comers_fail_as_told(dossiers: dict[str, Dossier]) -> None:
    late = dossiers["D15"].submitted_at
    findings = tomllib.loads((DEMO / "admissibility-del-2020.toml").read_text(encoding="utf-8"))
    manual = findings["findings"][0]
    quoted = [s.text for s in dossiers["D16"].sections if s.criterion == "sme_reach"]

    assert dossiers["D14"].pre_registered_at is None
    assert late is not None
    assert int((late - CALL.deadlines.dossier_at).total_seconds()) == 60
    assert (manual["dossier"], manual["ground"]) == ("D16", "sme_only")
    assert manual["quote"] in quoted[0]


def test_five_sheets_hold_all_points_with_motivations(sheets: list[ScoreSheetReading]) -> None:
    assert len(sheets) == 5
    for sheet in sheets:
        assert sheet.issues == ()
        assert sheet.manifest is not None
        assert sheet.manifest.criteria_digest == criteria_digest(CALL)
        assert len(sheet.cells) == 39
        for cell in sheet.cells:
            assert cell.points_cp is not None
            assert 40 <= len(cell.motivation) <= 200, cell.motivation


def test_means_equal_the_consensus_but_for_six_cells_with_a_reason(
    sheets: list[ScoreSheetReading],
) -> None:
    given: dict[tuple[str, str], list[int]] = defaultdict(list)
    for sheet in sheets:
        for cell in sheet.cells:
            assert cell.points_cp is not None
            given[cell.dossier, cell.criterion].append(cell.points_cp)
    departures = set()
    for entry in consensus():
        key = (entry["dossier"], entry["criterion"])
        mean = Fraction(sum(given[key]), len(given[key]))
        if mean != entry["points"] * 100:
            departures.add(key)
            assert entry["reason"], key
        else:
            assert "reason" not in entry, key

    assert len(departures) == 6


def test_consensus_equals_the_fixture_and_says_why() -> None:
    agreed = {(e["dossier"], e["criterion"]): e for e in consensus()}

    for number, asked in ASKED.items():
        for criterion, points in asked["consensus"].items():
            entry = agreed[number, criterion]
            assert entry["points"] == Decimal(str(points))
            assert len(entry["motivation"]) > 80
    assert len(agreed) == 39


def test_panel_has_five_members_on_thirteen_dossiers() -> None:
    reading = read_panel(read_book(DEMO / "panel-del-2020.xlsx"))

    assert reading.issues == ()
    assert len(reading.evaluators) == 5
    assert len(reading.assignments) == 65
    judged = {(a.evaluator, a.dossier) for a in reading.assignments}
    assert all((c.evaluator, c.dossier) not in judged for c in reading.conflicts)


def test_shipped_files_are_what_the_content_makes(tmp_path: Path) -> None:
    from tools.make_demo_workbooks import make_demo

    written = make_demo(tmp_path)

    assert {path.name for path in written} == {path.name for path in DEMO.iterdir()}
    for path in written:
        assert _digest(path) == _digest(DEMO / path.name), path.name


def _digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()
