"""A call with twelve criteria: everything is worked out or refused, and nothing runs on."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from delpanel import messages
from delpanel.services.allocation.necessary import surely_behind
from delpanel.services.allocation.sturdiness import sturdiness
from delpanel.services.calls import calling
from delpanel.services.exports.advisory_document import advisory_document
from delpanel.services.exports.advisory_robustness import robustness
from delpanel.services.state.workspace import Workspace
from tests.factories import dossier, give_points, new_panel, put_dossiers, seat_panel

NAMES = tuple(f"c{number:02}" for number in range(1, 13))
CRITERION = """[[criteria]]
id = "{0}"
weight = {1}
name = {{ nl = "Criterium {0}", en = "Criterion {0}" }}

"""
POINTS = {
    "A": dict.fromkeys(NAMES, 400),
    "B": dict.fromkeys(NAMES, 350) | {"c12": 500},
    "C": dict.fromkeys(NAMES, 300),
}


def twelve() -> str:
    text = calling.shipped_text("del-2020")
    first, rest = text.index("[[criteria]]"), text.index("[thresholds]")
    listed = "".join(CRITERION.format(name, 6 + at) for at, name in enumerate(NAMES))
    order = 'order = ["complementarity", "sme_reach", "infrastructure"]\n'
    evidence = 'mandatory_evidence = ["complementarity", "sme_reach", "infrastructure"]'
    made = text[:first] + listed + text[rest:]
    return made.replace(order, "").replace(evidence, "mandatory_evidence = []")


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workspace]:
    with new_panel(tmp_path_factory.mktemp("twelve"), twelve()) as opened:
        put_dossiers(opened, [dossier(name) for name in POINTS])
        seat_panel(opened, 3)
        for number, less in enumerate((0, 50, -50), 1):
            given = {d: {c: p - less for c, p in row.items()} for d, row in POINTS.items()}
            give_points(opened, given | {"B": POINTS["B"]}, (f"E{number}",))
        yield opened


def test_the_document_goes_on_after_a_part_that_is_refused(workspace: Workspace) -> None:
    # without a bound this never ended
    held = advisory_document(workspace)["advisory"]

    assert isinstance(held, dict)
    robust = held["robustness"]
    assert {
        name for name, part in robust.items() if isinstance(part, dict) and "refused" in part
    } == {
        "rank_intervals",
        "robust_portfolios",
    }
    assert robust["rank_intervals"]["refused"] == "weight_set_too_complex"
    assert [row["worst"] for row in robust["rank_intervals_all_weights"]] == [2, 2, 3]
    assert robust["necessary_preference"] == {"A": ["B", "C"], "B": ["C"], "C": []}
    assert robust["acceptability_with_noise"]["draws"] == 10_000
    assert set(robust) == set(robustness(workspace.computed()))


def test_the_window_says_what_it_cannot_work_out(workspace: Workspace) -> None:
    found = sturdiness(workspace.computed())

    assert found is not None
    assert found.robust is None
    assert found.refused is not None
    assert "too many corners" in messages.of_error(found.refused, "en")
    assert len(found.by_weight) == len(NAMES)
    assert surely_behind(workspace.computed(), "A") == ("B", "C")
