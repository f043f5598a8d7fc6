"""What ``fund``, the workbook and the advice say of a policy, its price and its reserve list."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest

from delpanel.services.allocation.explaining import Explaining
from delpanel.services.allocation.without_flemish import without_flemish, without_flemish_sentence
from delpanel.services.decision import freezing
from delpanel.services.exports import exporting
from delpanel.services.state.workspace import Workspace
from scoring.rules import Policy
from tests.delpanel.cli.running import ask, here
from tests.delpanel.letters.pdf_reading import flowing
from tests.factories import CRITERIA, F1, dossier, f1_panel, judged_panel, with_money

EURO = 100
CALL = F1["call"]
ASKED = {d["id"]: (d["erdf_requested"], d["flemish_requested"]) for d in F1["dossiers"]}
PROVINCE = {d["id"]: d["nuts"] for d in F1["dossiers"]}
WHY = "De minister vroeg het zo."


@pytest.fixture(scope="module")
def departed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workspace]:
    """The golden panel, frozen in ranking order although the call chose coverage first."""
    with f1_panel(tmp_path_factory.mktemp("anders")) as workspace:
        freezing.freeze(workspace, Policy.RANKING, WHY)
        yield workspace


def panel_of(workspace: Workspace) -> Path:
    assert workspace.path is not None
    return workspace.path


@pytest.mark.parametrize("policy", list(Policy))
def test_the_reserve_list_says_what_each_takes_on_top_of_the_rest(
    departed: Workspace, policy: Policy
) -> None:
    plain = ask("fund", panel_of(departed), "--policy", str(policy))

    funded = F1["expected"][f"policy_{policy}"]["funded"]
    left = [
        CALL[envelope] - sum(ASKED[name][side] for name in funded)
        for side, envelope in enumerate(("erdf_envelope", "flemish_envelope"))
    ]
    order = [r["id"] for r in ask("rank", panel_of(departed)) if r["rank"]]
    waiting = [name for name in order if name not in funded]
    first = [
        n for i, n in enumerate(waiting) if PROVINCE[n] not in {PROVINCE[o] for o in waiting[:i]}
    ]
    assert [entry["id"] for entry in plain["reserve"]] == first
    for entry in plain["reserve"]:
        asked = ASKED[entry["id"]]
        assert entry["addon_erdf_cents"] == EURO * max(0, asked[0] - left[0])
        assert entry["addon_flemish_cents"] == EURO * max(0, asked[1] - left[1])
        assert entry["province_full"] is (PROVINCE[entry["id"]] in {PROVINCE[n] for n in funded})
    said = here("fund", panel_of(departed), "--policy", str(policy)).out
    assert all(f"\n{entry['id']}  {entry['province']}" in said for entry in plain["reserve"])


def test_the_decision_carries_the_same_reserve_list(departed: Workspace, tmp_path: Path) -> None:
    exporting.export(departed, "decision", tmp_path / "d.json", replace=False)

    held = json.loads((tmp_path / "d.json").read_text(encoding="utf-8"))["decision"]["reserve"]

    assert held == ask("fund", panel_of(departed), "--policy", "ranking")["reserve"]


def test_a_policy_frozen_against_the_call_is_told_everywhere(
    departed: Workspace, tmp_path: Path
) -> None:
    exporting.export(departed, "ranking", tmp_path / "r.xlsx", replace=False)
    sheet = openpyxl.load_workbook(tmp_path / "r.xlsx")["Verantwoording"]
    facts = {row[0].value: row[1].value for row in sheet.iter_rows(min_row=5)}
    both = {p: ask("fund", panel_of(departed), "--policy", str(p)) for p in Policy}
    said = here("--language", "en", "fund", panel_of(departed)).out

    assert facts["Beleid dat de oproep vooraf koos"] == "dekking eerst"
    assert facts["Beleid van de vastgelegde toekenning"] == f"rangschikking \N{EN DASH} {WHY}"
    assert "Beslissend beleid" not in facts
    assert {p: (plain["decides"], plain["frozen"]) for p, plain in both.items()} == {
        Policy.COVERAGE: (True, False),
        Policy.RANKING: (False, True),
    }
    assert "coverage first (chosen beforehand by the call)\n" in said
    assert "ranking order (frozen)\n" in said


def test_the_price_of_ranking_order_stands_under_both(departed: Workspace) -> None:
    said = here("fund", panel_of(departed)).out.replace("\u00a0", " ")
    plain = ask("fund", panel_of(departed))["comparison"]

    coverage, ranking = (F1["expected"][f"policy_{p}"] for p in ("coverage", "ranking"))
    assert set(plain["only_coverage"]) == set(coverage["funded"]) - set(ranking["funded"])
    assert set(plain["only_ranking"]) == set(ranking["funded"]) - set(coverage["funded"])
    assert plain["erdf_cents"] == EURO * (coverage["erdf"] - ranking["erdf"])
    assert "Dekking eerst: 5 provincies en een som van 416,5; rangschikking: 4 provincies" in said
    assert "Alleen bij dekking eerst: D02, D07, D10; alleen bij rangschikking: D06, D01." in said
    assert all(sentence.replace("\u00a0", " ") in said for sentence in plain["sentences"])


def test_the_frontier_says_what_a_hundred_thousand_more_buys(departed: Workspace) -> None:
    plain = ask("fund", panel_of(departed))["frontier"]

    here_ = next(step for step in plain["steps"] if step["holds_at_call"])
    assert set(here_["funded"]) == set(F1["expected"]["policy_coverage"]["funded"])
    assert plain["with_100000_more"] is None, "the Flemish envelope binds"


def test_without_flemish_only_who_can_carry_it_alone_is_funded(tmp_path: Path) -> None:
    rich = with_money(dossier("D01"), 150000000, 60000000, 40000000, own_cents=90000000)
    poor = dossier("D02", nuts="BE22")
    points = {n: dict.fromkeys(CRITERIA, 400) for n in ("D01", "D02")}
    with judged_panel(tmp_path, [rich, poor], points) as workspace:
        found = without_flemish(workspace.computed())
        exporting.export(workspace, "advisory", tmp_path / "a.json", replace=False)
        path = panel_of(workspace)

    for policy in Policy:
        assert found[policy].funded == ("D01",)
        assert (found[policy].left, found[policy].erdf_cents) == (("D02",), 60000000)
    assert without_flemish_sentence(found[Policy.COVERAGE], "nl").replace("\u00a0", " ") == (
        "Zonder Vlaamse cofinanciering: 1 provincie, € 600.000,00 EFRO (\N{MINUS SIGN}D02)."
    )
    held = json.loads((tmp_path / "a.json").read_text(encoding="utf-8"))
    assert held["advisory"]["without_flemish"]["ranking"]["funded"] == ["D01"]
    assert ask("fund", path)["without_flemish"]["funded"] == ["D01"]


def test_what_would_have_fitted_is_named_where_nothing_flemish_was_left(tmp_path: Path) -> None:
    """Whoever stands first takes the whole Flemish envelope; ERDF is left for the second."""
    first = with_money(dossier("D01"), 600000000, 100000000, 200000000)
    second = replace(dossier("D02", nuts="BE22"))
    points = {"D01": dict.fromkeys(CRITERIA, 450), "D02": dict.fromkeys(CRITERIA, 400)}
    with judged_panel(tmp_path, [first, second], points) as workspace:
        found = Explaining(workspace.computed()).of("D02", Policy.RANKING).remedies
        said = here("explain", panel_of(workspace), "D02", "--policy", "ranking").out

    told = next(remedy for remedy in found if remedy.code == "EXPLAIN_REQUEST_ERDF")
    assert told.params["left_erdf_cents"] == 200000000
    assert "nog € 2.000.000,00 EFRO en geen Vlaamse cofinanciering" in said.replace("\u00a0", " ")


def test_the_overview_lists_the_reserve_in_strict_order(
    departed: Workspace, tmp_path: Path
) -> None:
    exporting.export(departed, "overview", tmp_path / "o.pdf", replace=False)

    text = flowing((tmp_path / "o.pdf").read_bytes())

    part = text[text.index("Reservelijst") :]
    places = [part.index(f"1 {entry['id']} ") for entry in ask("fund", panel_of(departed), "--policy", "ranking")["reserve"]]  # fmt: skip
    assert places == sorted(places)
