"""Any dossier that can be imagined comes back equal from a file and from a server."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, timedelta, timezone
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from delpanel import messages
from delpanel.errors import UserError
from delpanel.model.assessment import CriterionAssessment
from delpanel.model.dossier import (
    CostLine,
    Dossier,
    EnterpriseSize,
    Evidence,
    Financing,
    Origin,
    Partner,
    PartnerKind,
    PartnerRole,
    Section,
)
from delpanel.model.issues import Issue, Place, Severity
from delpanel.storage.panelfile import create_panel
from delpanel.storage.unit_of_work import Store
from scoring.dossiers import ScoreState
from tests.delpanel.storage.panels import AT, EVALUATORS
from tests.postgres import fresh_database

# Everything but halves of surrogate pairs and the nought character, which no text column holds
TEXTS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"), max_size=30)
IDS = TEXTS.filter(lambda text: text.strip(" ") != "")
CENTS = st.integers(-(2**63), 2**63 - 1)
NUMBERS = st.integers(-(2**31), 2**31 - 1)
ZONES = st.sampled_from([UTC, timezone(timedelta(hours=1)), timezone(timedelta(hours=-9.5))])
# Far enough from the first and the last year that no zone can push a moment over the edge
MOMENTS = st.builds(
    lambda ticks, zone: (AT + timedelta(microseconds=ticks)).astimezone(zone),
    st.integers(-(10**16), 10**16),
    ZONES,
)
PARTNERS = st.builds(
    Partner,
    id=TEXTS,
    name=TEXTS,
    role=st.sampled_from(PartnerRole),
    kind=st.sampled_from(PartnerKind),
    size=st.sampled_from(EnterpriseSize),
    kbo=TEXTS,
    street=TEXTS,
    postcode=TEXTS,
    municipality=TEXTS,
    contact=TEXTS,
    mail=TEXTS,
    phone=TEXTS,
)
LINES = st.builds(
    CostLine,
    id=TEXTS,
    partner=TEXTS,
    heading=TEXTS,
    description=TEXTS,
    aid_rule=TEXTS,
    cost_cents=CENTS,
    other_public_cents=CENTS,
    bonuses=st.lists(TEXTS, max_size=3).map(tuple),
)
EVIDENCE = st.builds(Evidence, TEXTS, TEXTS, TEXTS, TEXTS, TEXTS, TEXTS)
SECTIONS = st.builds(Section, TEXTS, TEXTS, TEXTS, TEXTS)
FINANCING = st.builds(
    Financing,
    st.none() | CENTS,
    st.none() | CENTS,
    st.none() | CENTS,
    st.none() | CENTS,
    st.none() | CENTS,
    CENTS,
    st.lists(st.integers(), max_size=3).map(tuple),
)
DOSSIERS = st.builds(
    Dossier,
    id=IDS,
    title=TEXTS,
    acronym=TEXTS,
    summary=TEXTS,
    nuts=st.none() | TEXTS,
    start_on=st.none() | st.dates(),
    end_on=st.none() | st.dates(),
    pre_registered_at=st.none() | MOMENTS,
    submitted_at=st.none() | MOMENTS,
    sme_only=st.none() | st.booleans(),
    withdrawn=st.booleans(),
    financing=FINANCING,
    partners=st.lists(PARTNERS, max_size=3, unique_by=lambda one: one.id).map(tuple),
    cost_lines=st.lists(LINES, max_size=3).map(tuple),
    evidence=st.lists(EVIDENCE, max_size=3).map(tuple),
    sections=st.lists(SECTIONS, max_size=3).map(tuple),
    extra=st.dictionaries(TEXTS, TEXTS, max_size=3),
    origin=st.builds(Origin, TEXTS, TEXTS, NUMBERS),
)
ISSUES = st.builds(
    Issue,
    code=IDS,
    severity=st.sampled_from(Severity),
    place=st.builds(Place, TEXTS, TEXTS, TEXTS),
    params=st.dictionaries(TEXTS, st.none() | TEXTS | st.integers(), max_size=3),
    dossier=st.just("D01"),
    blocks=st.booleans(),
)
QUIETLY = settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


@pytest.fixture(scope="module", params=["file", "server"])
def panel(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Store]:
    folder: Path = tmp_path_factory.mktemp("panel")
    target = folder / "p.delpanel" if request.param == "file" else fresh_database()
    store = create_panel(target)
    with store.write() as unit:
        unit.dossiers.save(Dossier("D01", "t"))
        unit.panel.save_evaluator(EVALUATORS[0])
        unit.commit()
    yield store
    store.close()


@QUIETLY
@given(first=DOSSIERS, second=DOSSIERS)
def test_a_dossier_comes_back_equal_and_so_does_what_replaces_it(
    panel: Store, first: Dossier, second: Dossier
) -> None:
    with panel.write() as unit:
        unit.dossiers.save(first)
        found = unit.dossiers.load(first.id)
        assert found == first
        assert first in unit.dossiers.load_all()
        unit.dossiers.save(second)
        assert unit.dossiers.load(second.id) == second


@QUIETLY
@given(issues=st.lists(ISSUES, max_size=4))
def test_findings_come_back_equal_and_in_order(panel: Store, issues: list[Issue]) -> None:
    with panel.write() as unit:
        unit.dossiers.save_findings("D01", issues)

        assert unit.dossiers.findings() == tuple(issues)


@QUIETLY
@given(
    criterion=IDS,
    points_cp=st.none() | NUMBERS,
    motivation=TEXTS,
    state=st.sampled_from(ScoreState),
)
def test_a_cell_comes_back_equal(
    panel: Store, criterion: str, points_cp: int | None, motivation: str, state: ScoreState
) -> None:
    given_points = points_cp if state in {ScoreState.SCORED, ScoreState.EXCLUDED} else None
    cell = CriterionAssessment("D01", "E1", criterion, given_points, motivation, state)

    with panel.write() as unit:
        saved = unit.assessments.save(cell, 0, at=AT, actor="E1")

        assert unit.assessments.load("D01", "E1", criterion) == saved
        assert unit.assessments.load_all() == (saved,)
        assert [change.assessment for change in unit.assessments.history("D01")] == [saved]


@pytest.mark.parametrize("title", ["half a pair \ud800", "nought \x00"])
def test_a_text_that_cannot_be_kept_is_refused_by_name(panel: Store, title: str) -> None:
    with pytest.raises(UserError) as refused, panel.write() as unit:
        unit.dossiers.save(Dossier("D01", title))

    assert (refused.value.code, refused.value.params["field"]) == ("STORE_TEXT", "title")
    assert "title" in messages.of_error(refused.value, "en").encode().decode()


@pytest.mark.parametrize("cents", [2**63, -(2**63) - 1, 10**30])
def test_an_amount_beyond_all_measure_is_refused_by_name(panel: Store, cents: int) -> None:
    with pytest.raises(UserError) as refused, panel.write() as unit:
        unit.dossiers.save(Dossier("D02", "t", financing=Financing(own_cents=cents)))

    assert (refused.value.code, refused.value.params["field"]) == ("STORE_NUMBER", "own_cents")
