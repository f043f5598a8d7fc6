"""Absurd input to ``delpanel solve`` gets a coded error or an honest empty answer, line by line."""

from __future__ import annotations

import copy
import json
from pathlib import Path
from typing import Any

import pytest

from tests.delpanel.cli.running import delpanel, here

CALL: dict[str, Any] = {
    "criteria": [{"id": "COMP", "weight": 1, "threshold_cp": None}],
    "scale_max_cp": 500,
    "total_threshold_cp": None,
    "total_threshold_basis": "weighted",
    "tie_order": [],
    "tie_attributes": [],
    "lottery_seed": "s",
    "regions": [{"id": "ANT", "max_funded": 1}, {"id": "LIM", "max_funded": 1}],
    "erdf_rate_bp": 4000,
    "erdf_budget_cents": 100_000,
    "cofin_budget_cents": 0,
    "erdf_project_max_cents": None,
    "cofin_project_max_cents": None,
    "public_cap_bp": None,
    "erdf_line_mode": "per_line",
    "on_nofit": "skip",
    "partial": False,
    "cofin_rule": "proportional",
    "coverage_first": True,
}
DOSSIER: dict[str, Any] = {
    "id": "D01",
    "region": "ANT",
    "eligible": True,
    "scores_cp": {"COMP": 400},
    "attributes": {},
    "lines": [
        {
            "id": "L1",
            "partner": "P",
            "cost_cents": 100_000,
            "aid_cap_bp": 10_000,
            "other_public_cents": 0,
        }
    ],
    "erdf_requested_cents": None,
    "cofin_requested_cents": None,
    "own_funds_cents": None,
    "min_budget_cents": 0,
    "variants_bp": [10_000],
    "partner_ceilings": [],
}


def changed(path: str, value: object) -> dict[str, Any]:
    case = copy.deepcopy({"call": CALL, "dossiers": [DOSSIER], "synergies": []})
    target: Any = case
    *steps, last = path.split("/")
    for step in steps:
        target = target[int(step)] if step.isdigit() else target[step]
    target[int(last) if last.isdigit() else last] = value
    return case


REFUSED = {
    "no-weights": (changed("call/criteria/0/weight", 0), "weights_sum_zero"),
    "no-criteria": (changed("call/criteria", []), "no_criteria"),
    "nan-points": (changed("dossiers/0/scores_cp/COMP", float("nan")), "solve_field_kind"),
    "nan-money": (changed("call/erdf_budget_cents", float("nan")), "solve_field_kind"),
    "infinite-money": (changed("call/cofin_budget_cents", float("inf")), "solve_field_kind"),
    "negative-budget": (changed("call/erdf_budget_cents", -1), "negative"),
    "negative-cost": (changed("dossiers/0/lines/0/cost_cents", -1), "negative"),
    "negative-weight": (changed("call/criteria/0/weight", -1), "negative"),
    "same-id-twice": (changed("dossiers", [DOSSIER, DOSSIER]), "duplicate_id"),
    "same-line-twice": (changed("dossiers/0/lines", DOSSIER["lines"] * 2), "duplicate_id"),
    "unknown-province": (changed("dossiers/0/region", "WVL"), "unknown_id"),
    "off-the-scale": (changed("dossiers/0/scores_cp/COMP", 501), "out_of_range"),
}
ANSWERED = {
    "empty-call": changed("dossiers", []),
    "province-without-dossiers": changed("call/coverage_first", value=True),
    "no-money": changed("call/erdf_budget_cents", 0),
    "hundred-million-million-cents": changed("call/erdf_budget_cents", 10**14),
    "dear-dossier": changed("dossiers/0/lines/0/cost_cents", 10**14),
    "nobody-eligible": changed("dossiers/0/eligible", value=False),
}


@pytest.fixture(scope="module")
def answers(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """Everything absurd in one file, between two lines that are in order."""
    path = tmp_path_factory.mktemp("absurd") / "vragen.jsonl"
    cases = {"first": changed("call/partial", value=False)}
    cases |= {name: case for name, (case, _) in REFUSED.items()}
    cases |= ANSWERED
    cases["last"] = changed("call/partial", value=False)
    lines = [
        json.dumps({"id": name, "kind": "funding", "instance": case}).encode()
        for name, case in cases.items()
    ]
    broken = b'{"id": "broken-\xff", "kind": "funding", "instance": {}}'
    path.write_bytes(b"\n".join([*lines[:-1], broken, b"{", b"", lines[-1]]) + b"\n")
    done = here("solve", path)
    assert (done.code, done.problem) == (0, "")
    found = [json.loads(line) for line in done.out.splitlines()]
    assert len(found) == len(cases) + 2
    return {str(answer.get("id")): answer for answer in found}


@pytest.mark.parametrize("name", REFUSED)
def test_what_makes_no_sense_gets_a_code_a_field_and_a_sentence(
    answers: dict[str, Any], name: str
) -> None:
    error = answers[name]["error"]

    assert error["code"] == REFUSED[name][1]
    assert error["field"]
    assert error["message"].endswith(".")


@pytest.mark.parametrize("name", ANSWERED)
def test_what_is_merely_odd_is_answered(answers: dict[str, Any], name: str) -> None:
    result = answers[name]["result"]

    funded = [award["id"] for award in result["optimum"]["awards"]]
    wanted = (
        ["D01"] if name in {"province-without-dossiers", "hundred-million-million-cents"} else []
    )
    assert funded == wanted
    assert result["optimum"]["objective"][0] == len(wanted)
    for policy in ("optimum", "rank_order"):
        spent = sum(award["erdf"] for award in result[policy]["awards"])
        assert spent <= ANSWERED[name]["call"]["erdf_budget_cents"]


def test_lines_around_the_absurd_ones_are_answered_alike(answers: dict[str, Any]) -> None:
    assert answers["first"]["result"] == answers["last"]["result"]
    assert answers["first"]["result"]["optimum"]["awards"][0]["erdf"] == 40_000


def test_bytes_that_are_no_text_cost_their_own_line_only(answers: dict[str, Any]) -> None:
    assert answers["None"]["error"]["code"] == "solve_line_not_json"


def test_a_file_that_is_not_there_is_refused(tmp_path: Path) -> None:
    refused = delpanel("solve", tmp_path / "weg.jsonl")

    assert refused.code == 1
    assert "weg.jsonl" in refused.problem
