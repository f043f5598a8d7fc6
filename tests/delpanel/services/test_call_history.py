"""Whoever changes the call after the first points gives a reason, and every reader finds it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from delpanel.errors import UserError
from delpanel.services.calls import calling
from delpanel.services.calls.call_history import call_changes, changed_words, key_changes
from delpanel.services.decision import freezing
from delpanel.services.exports import exporting
from delpanel.services.state.workspace import Workspace
from scoring.rules import Policy
from tests.delpanel.letters.pdf_reading import flowing
from tests.delpanel.services.test_calibrated import workbook_text
from tests.factories import f1_panel, new_panel

WHY = "De stuurgroep besliste op 2 december anders."


@pytest.fixture
def judged(tmp_path: Path) -> Iterator[Workspace]:
    with f1_panel(tmp_path) as workspace:
        yield workspace


def other_policy(workspace: Workspace) -> str:
    return workspace.snapshot().call_text.replace('decides = "coverage"', 'decides = "ranking"')


def test_the_policy_cannot_change_after_the_first_points_without_a_reason(
    judged: Workspace,
) -> None:
    with pytest.raises(UserError) as refused:
        calling.replace_text(judged, other_policy(judged), "  ")

    assert refused.value.code == "CALL_REASON"
    assert judged.call.rules.policy is Policy.COVERAGE


def test_before_the_first_points_no_reason_is_asked(tmp_path: Path) -> None:
    with new_panel(tmp_path) as workspace:
        calling.replace_text(workspace, other_policy(workspace), "")

        assert workspace.call.rules.policy is Policy.RANKING


def test_every_reader_of_the_decision_finds_what_changed_and_why(
    judged: Workspace, tmp_path: Path
) -> None:
    calling.replace_text(judged, other_policy(judged), WHY)
    calling.set_weights(judged, {"sme_reach": 33}, "Gewicht gelijkgetrokken.")
    freezing.freeze(judged)
    for kind, name in (
        ("decision", "besluit.json"),
        ("overview", "overzicht.pdf"),
        ("ranking", "rang.xlsx"),
    ):
        exporting.export(judged, kind, tmp_path / name, replace=False)

    decision = json.loads((tmp_path / "besluit.json").read_text(encoding="utf-8"))
    assert decision["call_changes"] == [
        {
            "version": 2,
            "reason": WHY,
            "keys": [{"key": "policy.decides", "before": "coverage", "after": "ranking"}],
        },
        {
            "version": 3,
            "reason": "Gewicht gelijkgetrokken.",
            "keys": [{"key": "criteria[sme_reach].weight", "before": "35", "after": "33"}],
        },
    ]
    words = "Gewicht van Kmo-bereik: van 35 naar 33"
    overview, book = (
        flowing((tmp_path / "overzicht.pdf").read_bytes()),
        workbook_text(tmp_path / "rang.xlsx"),
    )
    assert words in overview
    assert words in book
    assert WHY in overview.replace("\N{SOFT HYPHEN}", "")
    assert WHY in book


def test_a_policy_chosen_against_the_call_says_so_with_its_reason(
    judged: Workspace, tmp_path: Path
) -> None:
    freezing.freeze(judged, Policy.RANKING, "De minister vroeg rangorde.")
    exporting.export(judged, "overview", tmp_path / "overzicht.pdf", replace=False)
    exporting.export(judged, "decision", tmp_path / "besluit.json", replace=False)

    decision = json.loads((tmp_path / "besluit.json").read_text(encoding="utf-8"))
    said = flowing((tmp_path / "overzicht.pdf").read_bytes())
    assert (decision["declared_policy"], decision["policy_reason"]) == (
        "coverage",
        "De minister vroeg rangorde.",
    )
    assert "een ander beleid dan de oproep" in said
    assert "Reden: De minister vroeg rangorde." in said


def test_a_call_that_never_changed_adds_nothing(judged: Workspace, tmp_path: Path) -> None:
    freezing.freeze(judged)
    exporting.export(judged, "decision", tmp_path / "besluit.json", replace=False)

    decision = json.loads((tmp_path / "besluit.json").read_text(encoding="utf-8"))
    assert not {"call_changes", "declared_policy", "policy_reason"} & set(decision)


def test_changes_are_told_by_the_rows_they_are_in() -> None:
    before = calling.shipped_text("del-2020")
    after = before.replace("erdf = 3000000", "erdf = 3500000").replace(
        'nuts = "BE25"', 'nuts = "BE10"'
    )

    found = {c.key: (c.before, c.after) for c in key_changes(before, after)}

    assert found["envelopes.erdf"] == ("3000000", "3500000")
    assert found["provinces[BE25].maximum"] == ("1", "")
    assert found["provinces[BE10].maximum"] == ("", "1")
    assert key_changes(before, before + "\n# alleen een opmerking\n") == ()


def test_only_comments_is_said(judged: Workspace) -> None:
    calling.replace_text(judged, judged.snapshot().call_text + "\n# nagelezen\n", "Nagelezen.")

    [change] = call_changes(judged)

    assert changed_words(judged.call, change.keys, "nl") == "alleen opmerkingen gewijzigd"


def test_the_seed_of_the_lot_is_locked_with_the_first_dossier_and_revealed_at_the_end(
    judged: Workspace, tmp_path: Path
) -> None:
    seed = judged.call.rules.lottery_seed
    published = hashlib.sha256(seed.encode()).hexdigest()
    text = judged.snapshot().call_text

    with pytest.raises(UserError) as refused:
        calling.replace_text(judged, text.replace(seed, "een ander"), "Wie wint er zo?")
    exporting.export(judged, "ranking", tmp_path / "voor.xlsx", replace=False)
    freezing.freeze(judged)
    exporting.export(judged, "ranking", tmp_path / "na.xlsx", replace=False)
    exporting.export(judged, "decision", tmp_path / "besluit.json", replace=False)

    assert refused.value.code == "LOT_LOCKED"
    decision = json.loads((tmp_path / "besluit.json").read_text(encoding="utf-8"))
    assert decision["lot"] == {"seed": seed, "commitment": published}
    assert published in workbook_text(tmp_path / "voor.xlsx")
    assert seed not in workbook_text(tmp_path / "voor.xlsx")
    assert seed in workbook_text(tmp_path / "na.xlsx")


def test_the_tie_ladder_is_locked_with_the_first_points(judged: Workspace) -> None:
    text = judged.snapshot().call_text
    other = text.replace(
        'order = ["complementarity", "sme_reach", "infrastructure"]', 'order = ["infrastructure"]'
    )
    assert other != text

    with pytest.raises(UserError) as refused:
        calling.replace_text(judged, other, "Zo komt D07 voor.")

    assert refused.value.code == "TIES_LOCKED"
