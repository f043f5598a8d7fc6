"""Weights and the call file: a change is a new version with its reason, a trial leaves no trace."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from delpanel.errors import NotAllowed, UserError
from delpanel.model.actor import Role
from delpanel.services.calls import calling
from delpanel.services.rankings.ranking import preview_weights, ranking_rows
from delpanel.services.state.computed import Computed
from delpanel.services.state.workspace import Workspace
from tests.factories import CRITERIA, F1, dossier, f1_panel, new_panel, put_dossiers, reopened

THIRDS = dict.fromkeys(CRITERIA, 1)


@pytest.fixture
def judged(tmp_path: Path) -> Iterator[Workspace]:
    with f1_panel(tmp_path) as workspace:
        yield workspace


def order(workspace: Workspace) -> list[str]:
    return [row.id for row in ranking_rows(workspace.computed()) if row.rank]


def test_a_weight_changed_after_the_first_points_needs_a_reason(judged: Workspace) -> None:
    with pytest.raises(UserError) as refused:
        calling.set_weights(judged, {"sme_reach": 33})

    assert refused.value.code == "WEIGHTS_REASON"
    assert judged.snapshot().call_version == 1


def test_other_weights_are_a_new_version_with_its_reason_and_move_the_known_pair(
    judged: Workspace,
) -> None:
    # D07 is above D13 if and only if sme_reach weighs more than a third
    before, after = F1["expected"]["weights"]["flip_pair"]
    held = F1["expected"]["weights"]["nearest_whole_percent_change"]
    assert order(judged).index(before) < order(judged).index(after)

    calling.set_weights(judged, held, "Beslissing van de stuurgroep.")

    assert judged.snapshot().call_version == 2
    assert order(judged).index(after) < order(judged).index(before)
    with judged.store.read() as reading:
        versions = reading.calls.all()
        told = [(e.verb, e.detail) for e in reading.journal.entries() if e.verb == "call"]
    assert [v.reason for v in versions] == ["", "Beslissing van de stuurgroep."]
    assert told == [("call", "Beslissing van de stuurgroep.")]
    assert "weight = 35" in versions[0].text, "the former version stays"


def test_a_change_keeps_every_comment_of_the_call_file(judged: Workspace) -> None:
    before = judged.snapshot().call_text

    calling.set_weights(judged, {"sme_reach": 36}, "een reden")

    assert judged.snapshot().call_text == before.replace("weight = 35", "weight = 36")


def test_a_trial_of_weights_stores_nothing(judged: Workspace) -> None:
    version, before = judged.store.data_version(), order(judged)

    level = preview_weights(judged.computed(), THIRDS)

    totals = {row.id: row.total_on_100 for row in ranking_rows(level)}
    pair = F1["expected"]["weights"]["tie_at_equal_weights"]
    assert totals[pair[0]] == totals[pair[1]]
    assert judged.store.data_version() == version
    assert order(judged) == before


def test_a_trial_ranks_and_funds_as_a_panel_computed_anew(judged: Workspace) -> None:
    official = judged.computed()

    trial = preview_weights(official, {"complementarity": 10, "sme_reach": 80})

    anew = Computed(trial.snapshot)
    assert trial.ranking == anew.ranking != official.ranking
    assert trial.comparison.ranking.awards == anew.comparison.ranking.awards
    assert trial.comparison.coverage.awards == anew.comparison.coverage.awards


def test_weights_may_change_freely_before_the_first_points(tmp_path: Path) -> None:
    with new_panel(tmp_path) as workspace:
        put_dossiers(workspace, [dossier()])

        calling.set_weights(workspace, {"sme_reach": 50})

        assert workspace.call.criterion("sme_reach").weight == 50


@pytest.mark.parametrize(
    ("weights", "key"),
    [
        ({"sme_reach": -1}, "criteria[1].weight"),
        (dict.fromkeys(CRITERIA, 0), "criteria.weight"),
    ],
)
def test_weights_that_contradict_are_refused_by_key(
    judged: Workspace, weights: dict[str, int], key: str
) -> None:
    with pytest.raises(UserError) as refused:
        calling.set_weights(judged, weights, "een reden")

    assert (refused.value.code, refused.value.params["key"]) == ("CALL_CONTRADICTS", key)
    assert judged.snapshot().call_version == 1


@pytest.mark.parametrize(
    "edit",
    [
        ("threshold = 3", "threshold = 2.5"),
        ("maximum = 5", "maximum = 10"),
        ("overall = 60", "overall = 50"),
        ('"sme_reach"', '"bereik"'),
    ],
)
def test_criteria_scale_and_thresholds_are_locked_once_points_were_given(
    judged: Workspace, edit: tuple[str, str]
) -> None:
    text = judged.snapshot().call_text.replace(*edit)

    with pytest.raises(UserError) as refused:
        calling.replace_text(judged, text, "een reden")

    assert refused.value.code == "CRITERIA_LOCKED"


def test_the_call_is_changed_by_the_office_only(judged: Workspace) -> None:
    with reopened(judged, Role.READER) as other:
        with pytest.raises(NotAllowed) as refused:
            calling.set_weights(other, {"sme_reach": 36}, "een reden")

        assert refused.value.code == "OFFICE_ONLY"


def test_a_call_that_contradicts_itself_makes_no_panel(tmp_path: Path) -> None:
    text = calling.shipped_text("del-2020").replace("quorum = 3", "quorum = 6")

    with pytest.raises(UserError) as refused:
        new_panel(tmp_path, text)

    assert refused.value.code == "CALL_CONTRADICTS"
    assert list(tmp_path.glob("*.delpanel*")) == []
