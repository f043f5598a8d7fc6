"""Papers of a decision held against each other, as somebody would who does not trust us."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from delpanel.exchange import result_document
from delpanel.services.decision import deciding, freezing
from delpanel.services.exports import exporting
from scoring.rules import Policy
from tests.delpanel.cli.contract import documented, problems, seen
from tests.delpanel.cli.running import here
from tests.factories import dossier, f1_dossiers, f1_points, judged_panel


@pytest.fixture(scope="module")
def papers(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A decision under ranking order, against the call, with a condition; its advice, its lines."""
    folder = tmp_path_factory.mktemp("stukken")
    others = (dossier("D14", withdrawn=True), dossier("D15", sme_only=False, nuts="BE24"))
    with judged_panel(folder, (*f1_dossiers(), *others), f1_points()) as workspace:
        deciding.add_condition(workspace, "D06", "Het huurcontract is getekend.")
        freezing.freeze(workspace, Policy.RANKING, "De minister vroeg het zo.")
        for kind, name in (
            ("decision", "decision.json"),
            ("advisory", "advisory.json"),
            ("solve", "lines.jsonl"),
        ):
            exporting.export(workspace, kind, folder / name, replace=False)
    return folder


def checked(*words: str | Path, code: int = 0) -> dict[str, bool | None]:
    answer = here("verify", *words, "--json")
    assert answer.code == code, answer.problem
    assert answer.json["sound"] is (code == 0)
    return {one["code"]: one["holds"] for one in answer.json["checks"]}


def changed(papers: Path, folder: Path, change: Callable[[Any], object]) -> Path:
    """Give the decision with a change, made good in form and hash by somebody who can program."""
    document = json.loads((papers / "decision.json").read_text(encoding="utf-8"))
    change(document)
    kept = ("decision", "rules_hash", "data_hash")
    covered = {name: document[name] for name in kept if name in document}
    document["decision_hash"] = result_document.digest(result_document.canonical(covered))
    path = folder / "decision.json"
    path.write_text(result_document.canonical(document), encoding="utf-8")
    return path


def test_sound_papers_pass_every_check_with_and_without_the_panel(papers: Path) -> None:
    files = [papers / name for name in ("decision.json", "advisory.json", "lines.jsonl")]

    alone = checked(*files)
    beside = checked(*files, papers / "paneel.delpanel")

    assert len(alone) >= 17
    assert {name: held for name, held in alone.items() if held is not True} == {
        "VERIFY_DIGEST": None
    }
    assert set(beside) - set(alone) == {"VERIFY_FROZEN"}
    assert beside["VERIFY_FROZEN"] is True


def test_a_digest_is_held_against_the_whole_or_what_a_letter_prints(papers: Path) -> None:
    path = papers / "decision.json"
    digest = result_document.digest(path.read_text(encoding="utf-8"))

    assert checked(path, "--digest", digest)["VERIFY_GIVEN"] is True
    assert checked(path, "--digest", digest[:16].upper())["VERIFY_GIVEN"] is True
    assert checked(path, "--digest", "0" * 16, code=3)["VERIFY_GIVEN"] is False


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (lambda d: d["decision"]["awards"][0].update(erdf_cents=d["decision"]["awards"][0]["erdf_cents"] + 1), "VERIFY_AWARDS"),
        (lambda d: d["decision"]["awards"][0]["lines"][0].update(flemish_cents=1), "VERIFY_AWARDS"),
        (lambda d: d["decision"]["funded"].reverse(), "VERIFY_AWARDS"),
        (lambda d: d["decision"]["awards"].pop(), "VERIFY_AWARDS"),
        (lambda d: d["decision"]["totals"].update(value=1), "VERIFY_TOTALS"),
        (lambda d: d["decision"]["totals"].update(erdf_left_cents=-1), "VERIFY_TOTALS"),
        (lambda d: d["decision"]["ranking"].insert(0, d["decision"]["ranking"].pop(1)), "VERIFY_ORDER"),
        (lambda d: d["decision"]["ranking"][3].update(rank=3), "VERIFY_ORDER"),
        (lambda d: d["decision"]["ranking"][3].update(total="99"), "VERIFY_ORDER"),
        (lambda d: d["decision"]["ranking"][12].update(gates=[]), "VERIFY_GATES"),
        (lambda d: d["decision"]["entitlements"]["D05"][0].update(viable=False), "VERIFY_ENTITLEMENTS"),
        (lambda d: d["decision"]["reasons"]["D14"].update(code="GATE"), "VERIFY_REASONS"),
        (lambda d: d["decision"]["reasons"]["D02"]["params"].update(reserve_place=9), "VERIFY_REASONS"),
        (lambda d: d["decision"]["reserve"].pop(), "VERIFY_RESERVE"),
        (lambda d: d["decision"]["consolidated"]["D05"]["sme_reach"].update(value_cp=0), "VERIFY_POINTS"),
        (lambda d: d["decision"]["consolidated"].pop("D05"), "VERIFY_POINTS"),
        (lambda d: d["other_policy"]["funded"].pop(), "VERIFY_OTHER"),
        (lambda d: d["decision"].update(policy="coverage"), "VERIFY_AWARDS"),
        (lambda d: d.pop("declared_policy"), "VERIFY_POLICY"),
        (lambda d: d.update(data_hash="0" * 64), "VERIFY_SOURCE"),
        (lambda d: d["lot"].update(seed="een ander"), "VERIFY_LOT"),
        (lambda d: d["decision"].update(reasons=[], entitlements={"D01": 3}), "VERIFY_ENTITLEMENTS"),
        (lambda d: d["decision"].update(ranking="niets"), "VERIFY_ORDER"),
    ],
)  # fmt: skip
def test_a_forged_decision_fails_the_check_on_what_was_forged(
    papers: Path, tmp_path: Path, change: Callable[[Any], object], code: str
) -> None:
    forged = changed(papers, tmp_path, change)

    found = checked(forged, papers / "lines.jsonl", code=3)

    assert found[code] is False
    assert found["VERIFY_CANONICAL"] is True
    assert found["VERIFY_DECISION_HASH"] is True


@pytest.mark.parametrize(
    ("before", "after", "code"),
    [
        ('"value_cp":450', '"value_cp":400', "VERIFY_POINTS"),
        ('"sme_reach":400', '"sme_reach":350', "VERIFY_LINK"),
        ('"aid_cap_bp":5000', '"aid_cap_bp":1000', "VERIFY_ENTITLEMENTS"),
        ('"erdf_budget_cents":300000000', '"erdf_budget_cents":250000000', "VERIFY_AWARDS"),
        ('"policy":"coverage"', '"policy":"ranking"', "VERIFY_POLICY"),
        ('"policy":"coverage"', '"policy":"chance"', "VERIFY_ANSWERED"),
        ('"policy":"coverage"', '"policy":null', "VERIFY_ANSWERED"),
    ],
)
def test_lines_of_another_panel_do_not_speak_for_the_decision(
    papers: Path, tmp_path: Path, before: str, after: str, code: str
) -> None:
    text = (papers / "lines.jsonl").read_text(encoding="utf-8")
    assert before in text
    (tmp_path / "lines.jsonl").write_text(text.replace(before, after), encoding="utf-8")

    assert checked(papers / "decision.json", tmp_path / "lines.jsonl", code=3)[code] is False


def test_a_blank_or_a_touched_advice_shows(papers: Path, tmp_path: Path) -> None:
    decision, advice = tmp_path / "decision.json", tmp_path / "advisory.json"
    decision.write_bytes((papers / "decision.json").read_bytes() + b"\n")
    text = (papers / "advisory.json").read_text(encoding="utf-8")
    advice.write_text(text.replace('"D06"', '"D05"', 1), encoding="utf-8")

    assert checked(decision, code=3)["VERIFY_CANONICAL"] is False
    assert checked(papers / "decision.json", advice, code=3)["VERIFY_ADVISORY"] is False
    assert checked(papers / "advisory.json") == {"VERIFY_CANONICAL": True, "VERIFY_ADVISORY": True}
    other = changed(papers, tmp_path, lambda d: d["decision"]["funded"].reverse())
    assert checked(other, papers / "advisory.json", code=3)["VERIFY_BELONGS"] is False


def test_advice_survives_what_only_advises_in_the_decision(papers: Path, tmp_path: Path) -> None:
    """The hash of the decision leaves the other policy and the version of the engine out."""
    advice = json.loads((papers / "advisory.json").read_text(encoding="utf-8"))
    decision = changed(papers, tmp_path, lambda d: d.update(engine_version="2"))

    held = json.loads(decision.read_text(encoding="utf-8"))

    assert advice["decision_hash"] == held["decision_hash"]
    assert advice["decision_digest"] != result_document.digest(decision.read_text("utf-8"))
    assert held["master_seed"] == advice["master_seed"] == 20201121


def test_a_document_from_before_the_hash_is_checked_all_the_same(
    papers: Path, tmp_path: Path
) -> None:
    document = json.loads((papers / "decision.json").read_text(encoding="utf-8"))
    del document["decision_hash"], document["master_seed"]
    (tmp_path / "oud.json").write_text(result_document.canonical(document), encoding="utf-8")

    found = checked(tmp_path / "oud.json", papers / "lines.jsonl")

    assert "VERIFY_DECISION_HASH" not in found


def test_a_panel_that_holds_another_decision_says_so(papers: Path, tmp_path: Path) -> None:
    panel = tmp_path / "paneel.delpanel"
    shutil.copy(papers / "paneel.delpanel", panel)
    files = (papers / "decision.json", panel)
    here("freeze", panel, "--undo", "--reason", "Nieuwe vergadering.")
    assert checked(*files, code=3)["VERIFY_FROZEN"] is False
    here("freeze", panel)

    assert checked(*files, code=3)["VERIFY_FROZEN"] is False
    lines = here("verify", papers / "lines.jsonl", panel, "--json")
    assert lines.code == 0, "the frozen document of the panel stands for a missing file"


@pytest.mark.parametrize(
    ("names", "code"),
    [
        (("lines.jsonl",), "Geef ook de beslissing"),
        (("decision.json", "decision.json"), "zijn van dezelfde soort"),
        (("decision.json", "niets.json"), "niets.json"),
        (("paneel.delpanel", "paneel.delpanel"), "hoogstens één paneel"),
        (("decision.json", "--digest", "xyz"), "geen controlegetal"),
    ],
)
def test_what_cannot_be_verified_is_refused_in_words(
    papers: Path, names: tuple[str, ...], code: str
) -> None:
    words = [name if "." not in name else papers / name for name in names]

    answer = here("verify", *words)

    assert (answer.code, code in answer.problem) == (1, True), answer.problem


def test_json_is_what_the_page_says(papers: Path) -> None:
    fields = documented()["verify FILE... [PANEL]"]

    content = here("verify", papers / "decision.json", papers / "lines.jsonl", "--json").json

    assert problems(fields, content) == []
    assert set(fields) == seen(fields, content)
