from __future__ import annotations

import json
from fractions import Fraction
from math import sqrt
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from referencing import Registry, Resource

from delpanel.services.solving import solve

ROOT = Path(__file__).parents[3]
CASES = ROOT / "tests" / "files" / "solve"
SCHEMAS = ROOT / "docs" / "schemas"
ADVISORY = ("rank_interval", "smaa", "reliability", "calibration")


def questions(kind: str) -> list[str]:
    return (CASES / f"{kind}.jsonl").read_text(encoding="utf-8").splitlines()


def answers(*lines: str) -> list[Any]:
    return [json.loads(line) for line in solve(lines)]


def question(kind: str, instance: object, identity: object = "q") -> str:
    return json.dumps({"id": identity, "kind": kind, "instance": instance})


def validator(name: str) -> Draft202012Validator:
    found = {path.name: json.loads(path.read_text(encoding="utf-8")) for path in SCHEMAS.iterdir()}
    registry: Registry[Any] = Registry().with_resources(
        (key, Resource.from_contents(schema)) for key, schema in found.items()
    )
    return Draft202012Validator(found[name], registry=registry)


def agrees(expected: Any, found: Any, tolerance: float) -> bool:
    if isinstance(expected, dict):
        return all(agrees(value, found[name], tolerance) for name, value in expected.items())
    if isinstance(expected, list):
        return len(expected) == len(found) and all(
            agrees(a, b, tolerance) for a, b in zip(expected, found, strict=True)
        )
    if isinstance(expected, float):
        return bool(expected == pytest.approx(found, rel=tolerance, abs=tolerance))
    return bool(expected == found)


@pytest.mark.parametrize(
    ("kind", "tolerance"), [("rank_interval", 0), ("reliability", 1e-9), ("calibration", 1e-6)]
)
def test_reference_cases_are_answered_as_expected(kind: str, tolerance: float) -> None:
    lines = questions(kind)

    for line, answer in zip(lines, answers(*lines), strict=True):
        case = json.loads(line)
        assert (answer["id"], answer["kind"]) == (case["id"], kind)
        assert agrees(case["expected"], answer["result"], tolerance), case["id"]


def test_acceptabilities_lie_within_five_standard_errors() -> None:
    lines = questions("smaa")

    for line, answer in zip(lines, answers(*lines), strict=True):
        expected, result = json.loads(line)["expected"], answer["result"]
        for row, exact in zip(result["acceptability"], expected["acceptability"], strict=True):
            for share, p in zip(row, exact, strict=True):
                assert abs(share - p) <= 5 * sqrt(max(p * (1 - p), 0) / result["draws"]) + 1e-6


def test_schemas_are_schemas() -> None:
    for path in SCHEMAS.glob("solve-*.schema.json"):
        Draft202012Validator.check_schema(json.loads(path.read_text(encoding="utf-8")))


@pytest.mark.parametrize("path", sorted(CASES.glob("*.jsonl")), ids=lambda path: str(path.stem))
def test_questions_and_answers_fit_their_schemas(path: Path) -> None:
    ask, reply = validator("solve-line.schema.json"), validator("solve-answer.schema.json")
    lines = path.read_text(encoding="utf-8").splitlines()[:3]

    for line in lines:
        assert [error.message for error in ask.iter_errors(json.loads(line))] == []
    for answer in answers(*lines):
        assert "result" in answer
        assert [error.message for error in reply.iter_errors(answer)] == []


@pytest.mark.parametrize(
    ("line", "code", "field"),
    [
        ("nonsense", "solve_line_not_json", "line"),
        ("[" * 50_000, "solve_line_not_json", "line"),
        ("[1, 2]", "solve_field_kind", "line"),
        ('{"kind": "smaa", "instance": {}}', "solve_field_missing", "id"),
        ('{"id": 1.5, "kind": "smaa", "instance": {}}', "solve_field_kind", "id"),
        ('{"id": 1, "id": 2, "kind": "smaa"}', "solve_field_twice", "id"),
        ('{"id": 1, "instance": {}}', "solve_field_missing", "kind"),
        ('{"id": 1, "kind": "magic", "instance": {}}', "solve_kind_unknown", "kind"),
        ('{"id": 1, "kind": "smaa"}', "solve_field_missing", "instance"),
        (question("smaa", []), "solve_field_kind", "instance"),
        (question("smaa", {}), "solve_field_missing", "instance.nominal_weights"),
        (question("reliability", {"matrix": [[1, True]]}), "solve_field_kind", "instance.matrix[0][1]"),
        (question("reliability", {"matrix": [[1, "1/0"]]}), "solve_field_range", "instance.matrix[0][1]"),
        (question("calibration", {"observations": [["D", "E"]]}), "solve_field_kind", "instance.observations[0]"),
        (question("calibration", {"observations": [["D", "E", 10**19]]}), "solve_field_range", "instance.observations[0][2]"),
        ('{"id": 1, "kind": "reliability", "instance": {"matrix": [[NaN]]}}', "solve_field_range", "instance.matrix[0][0]"),
    ],
)  # fmt: skip
def test_what_cannot_be_answered_is_named(line: str, code: str, field: str) -> None:
    [answer] = answers(line)

    assert (answer["error"]["code"], answer["error"]["field"]) == (code, field)
    assert answer["error"]["message"].endswith(".")
    assert answer["line"] == 1
    assert list(validator("solve-answer.schema.json").iter_errors(answer)) == []


def test_the_name_of_a_line_is_not_taken_for_a_dossier_number() -> None:
    odd, gone, named = answers(
        '{"id": [1], "kind": "smaa", "instance": {}}',
        '{"kind": "smaa", "instance": {}}',
        '{"id": "rij 3", "kind": "smaa", "instance": {}}',
    )

    wrong = "The field id has the wrong kind of value; expected: text or integer."
    assert odd["error"]["message"] == wrong
    assert gone["error"]["message"] == "The field id is missing."
    assert named["id"] == "rij 3"
    assert named["error"]["message"] == "The field instance.nominal_weights is missing."


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"nominal_weights": [0, 0]}, "weights_sum"),
        ({"nominal_weights": []}, "solve_size"),
        ({"scores_cp": []}, "solve_size"),
        ({"scores_cp": [[1, 2, 3]]}, "matrix_row_length"),
        ({"G": [[1, 0, 0]], "h": [1]}, "weight_set_shape"),
        ({"G": [[1, 0], [-1, 0]], "h": ["1/4", "-1/2"]}, "weight_set_empty"),
    ],
)
def test_weight_cases_that_make_no_sense_are_refused(change: dict[str, Any], code: str) -> None:
    instance = {"scores_cp": [[1, 2]], "nominal_weights": [1, 1], "G": [], "h": [], **change}

    [answer] = answers(question("rank_interval", instance))

    assert answer["error"]["code"] == code


def test_one_bad_line_costs_nothing_to_the_others() -> None:
    good = question("apportionment", {"total": 100, "weights": [1, 1, 1]}, 7)

    found = answers("\ufeff" + good, "", "{", "   \n", good + "\r\n")

    assert [(row["id"], "result" in row) for row in found] == [(7, True), (None, False), (7, True)]
    assert found[0]["result"] == {"parts": [34, 33, 33]}
    assert found[1]["line"] == 3


def test_lines_are_answered_one_by_one() -> None:
    asked: list[int] = []

    def lines() -> Any:
        for number in range(3):
            asked.append(number)
            yield question("reliability", {"matrix": [[1, 2], [1, 2]]}, number)

    stream = solve(lines())
    first = json.loads(next(stream))

    assert (first["id"], asked) == (0, [0])


def test_the_same_line_gets_the_same_bytes() -> None:
    lines = [questions(kind)[0] for kind in ADVISORY]

    assert list(solve(lines)) == list(solve(lines))


def test_decimals_are_taken_as_written() -> None:
    """.1, .2, .4 are one tenth, two tenths, four tenths: alpha is exactly that of 1, 2, 4."""
    tenths = question("reliability", {"matrix": [[0.1, 0.2, 0.4], [0.2, 0.2, 0.1]]})
    whole = question("reliability", {"matrix": [[1, 2, 4], [2, 2, 1]]})
    written = question("reliability", {"matrix": [["1/10", "1/5", "2/5"], ["1/5", 0.2, 0.1]]})

    first, second, third = answers(tenths, whole, written)

    assert first["result"]["alpha"] == second["result"]["alpha"] == third["result"]["alpha"]
    assert Fraction(first["result"]["alpha"]["interval"]["exact"]) < 1


def test_penalties_may_be_left_out() -> None:
    observations = [
        [f"D{d}", f"E{e}", 200 + 60 * d + 45 * e + (7 * d * e) % 11]
        for d in range(6)
        for e in range(3)
    ]

    [answer] = answers(question("calibration", {"observations": observations}))

    leniency = answer["result"]["b"]
    assert answer["result"]["measurable"]
    assert leniency["E0"] < leniency["E1"] < leniency["E2"]


def test_draws_and_seed_of_an_acceptability_case_can_be_chosen() -> None:
    instance = {"scores_cp": [[1, 2], [2, 1]], "nominal_weights": [1, 1], "G": [], "h": []}

    [answer] = answers(question("smaa", {**instance, "draws": 1000, "master_seed": 5}))

    result = answer["result"]
    assert (result["draws"], result["master_seed"]) == (1000, 5)
    assert result["wins"][0][1] + result["wins"][1][0] == 1000
    assert result["expected_rank"][0] == pytest.approx(1.5, abs=0.08)


def test_an_acceptability_case_takes_what_evaluators_gave_as_noise() -> None:
    instance = {
        "scores_cp": [[200], [200]],
        "nominal_weights": [1],
        "G": [],
        "h": [],
        "draws": 2000,
    }
    noise = {"points_cp": [[[100], [300]], []], "method": "mean"}
    schema = validator("solve-line.schema.json")
    asked = question("smaa", {**instance, "noise": noise})

    [plain, noisy] = answers(question("smaa", {**instance, "noise": None}), asked)

    assert list(schema.iter_errors(json.loads(asked))) == []
    assert list(validator("solve-answer.schema.json").iter_errors(noisy)) == []
    assert plain["result"]["wins"] == [[0, 0], [0, 0]]
    assert noisy["result"]["wins"][0][1] == pytest.approx(500, abs=100)
    assert [sum(row) for row in noisy["result"]["acceptability"]] == [1, 1]


@pytest.mark.parametrize(
    ("noise", "code", "field"),
    [
        ({}, "solve_field_missing", "instance.noise.points_cp"),
        ({"points_cp": []}, "solve_field_missing", "instance.noise.method"),
        ({"points_cp": [], "method": "best"}, "solve_field_choice", "instance.noise.method"),
        ({"points_cp": [], "method": "mean"}, "noise_shape", "noise.points_cp"),
        ({"points_cp": [[[1, 2]]], "method": "mean"}, "noise_shape", "noise.points_cp[0][0]"),
        ({"points_cp": [[["x"]]], "method": "mean"}, "solve_field_kind", None),
    ],
)
def test_noise_that_makes_no_sense_is_refused_by_field(
    noise: object, code: str, field: str | None
) -> None:
    instance = {"scores_cp": [[200]], "nominal_weights": [1], "G": [], "h": [], "noise": noise}

    [answer] = answers(question("smaa", instance))

    assert answer["error"]["code"] == code
    assert answer["error"]["field"] == (field or "instance.noise.points_cp[0][0][0]")
