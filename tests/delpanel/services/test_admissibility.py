"""Admissibility: to the second and in Brussels time; every failed ground; by hand with a reason."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from delpanel import messages
from delpanel.errors import NotAllowed, UserError
from delpanel.model.actor import Role
from delpanel.model.admissibility import (
    Admissibility,
    AdmissibilityFinding,
    Finding,
    Ground,
    Verdict,
)
from delpanel.model.call import Call
from delpanel.model.dossier import Partner, PartnerRole
from delpanel.presets.call_file import parse_call
from delpanel.presets.shipped import call_text
from delpanel.services.decision import deciding
from delpanel.services.intake import admitting, listing
from delpanel.services.rankings import ranking_view
from delpanel.services.state.admissibility_rules import assess
from delpanel.services.state.workspace import Workspace
from tests.factories import BRUSSELS, dossier, judged_panel, new_panel, put_dossiers, reopened

CALL = parse_call(call_text("del-2020"))
DEADLINE = datetime(2020, 11, 21, 23, 59, 59, tzinfo=BRUSSELS)


def judged(call: Call = CALL, **changes: Any) -> Admissibility:
    return assess(call, dossier(**changes), ())


def found(verdict: Admissibility, ground: Ground) -> AdmissibilityFinding:
    return next(finding for finding in verdict.findings if finding.ground is ground)


def test_a_sound_dossier_is_admissible_on_every_ground() -> None:
    verdict = judged()

    assert verdict.verdict is Verdict.ADMISSIBLE
    assert [f.ground for f in verdict.findings] == list(Ground)


@pytest.mark.parametrize(
    ("late_by", "finding", "seconds"),
    [
        (timedelta(seconds=-1), Finding.MET, None),
        (timedelta(0), Finding.MET, None),
        (timedelta(milliseconds=999), Finding.MET, None),
        (timedelta(seconds=1), Finding.FAILED, 1),
        (timedelta(minutes=1), Finding.FAILED, 60),
    ],
)
def test_a_dossier_is_in_time_up_to_the_very_second(
    late_by: timedelta, finding: Finding, seconds: int | None
) -> None:
    verdict = found(judged(submitted_at=DEADLINE + late_by), Ground.LATE)

    assert verdict.finding is finding
    assert verdict.params.get("late_seconds") == seconds


def test_the_clock_of_the_call_is_that_of_brussels_in_winter_and_summer() -> None:
    # in winter Brussels is an hour ahead of Greenwich, in summer two
    winter = datetime(2020, 11, 21, 22, 59, 59, tzinfo=UTC)
    summer = datetime(2020, 9, 18, 21, 59, 59, tzinfo=UTC)
    second = timedelta(seconds=1)

    in_time = judged(submitted_at=winter, pre_registered_at=summer)
    too_late = judged(submitted_at=winter + second, pre_registered_at=summer + second)

    assert in_time.verdict is Verdict.ADMISSIBLE
    assert [f.ground for f in too_late.failed] == [Ground.PRE_REGISTRATION, Ground.LATE]


def test_a_deadline_in_the_hour_that_comes_twice_knows_which_of_the_two() -> None:
    # on 25 October 2020 the clock goes from 02:59:59 back to 02:00:00
    twice = datetime(2020, 10, 25, 2, 30, tzinfo=BRUSSELS)
    call = replace(CALL, deadlines=replace(CALL.deadlines, dossier_at=twice))

    for first, second in (
        (datetime(2020, 10, 25, 0, 30, tzinfo=UTC), datetime(2020, 10, 25, 1, 30, tzinfo=UTC)),
        (twice, twice.replace(fold=1)),
    ):
        assert found(judged(call, submitted_at=first), Ground.LATE).finding is Finding.MET
        late = found(judged(call, submitted_at=second), Ground.LATE)
        assert (late.finding, late.params["late_seconds"]) == (Finding.FAILED, 3600)


def test_a_second_after_the_last_one_of_summer_time_is_late() -> None:
    last = datetime(2020, 10, 25, 2, 59, 59, tzinfo=BRUSSELS)
    call = replace(CALL, deadlines=replace(CALL.deadlines, dossier_at=last))

    late = found(
        judged(call, submitted_at=last.astimezone(UTC) + timedelta(seconds=1)), Ground.LATE
    )

    assert (late.finding, late.params["late_seconds"]) == (Finding.FAILED, 1)


def test_a_late_dossier_is_told_when_it_came_in_brussels_time() -> None:
    arrived = datetime(2020, 11, 21, 23, 0, 59, tzinfo=UTC)

    params = found(judged(submitted_at=arrived), Ground.LATE).params

    assert params["late_seconds"] == 60
    told = messages.moment(datetime.fromisoformat(str(params["received_at"])))
    assert told == "22 november 2020 om 00:00:59"


@pytest.mark.parametrize(
    ("ground", "code", "changes"),
    [
        (Ground.PRE_REGISTRATION, "ON-VA", {"pre_registered_at": None}),
        (Ground.LATE, "ON-LT", {"submitted_at": DEADLINE + timedelta(minutes=1)}),
        (Ground.CONSORTIUM, "ON-CO", {"partners": (Partner("1", "Alleen", PartnerRole.LEAD),)}),
        (Ground.PROVINCE, "ON-CO", {"nuts": "BE10"}),
        (Ground.SME_ONLY, "ON-KMO", {"sme_only": False}),
    ],
)
def test_each_ground_fails_alone_and_names_its_decision(
    ground: Ground, code: str, changes: dict[str, Any]
) -> None:
    verdict = judged(**changes)

    assert [f.ground for f in verdict.failed] == [ground]
    assert verdict.failed[0].ground.decision_code == code


@pytest.mark.parametrize(
    ("ground", "changes"),
    [
        (Ground.INCOMPLETE, {"evidence": (), "sections": ()}),
        (Ground.CONSORTIUM, {"partners": ()}),
        (Ground.CONSORTIUM, {"partners": (Partner("1", "Een"), Partner("2", "Twee"))}),
        (Ground.PROVINCE, {"nuts": None}),
        (Ground.SME_ONLY, {"sme_only": None}),
        (Ground.LATE, {"submitted_at": None}),
    ],
)
def test_what_is_not_known_is_to_be_clarified_and_never_guessed(
    ground: Ground, changes: dict[str, Any]
) -> None:
    verdict = judged(**changes)

    assert verdict.verdict is Verdict.TO_CLARIFY
    assert found(verdict, ground).finding is Finding.TO_CLARIFY


def test_a_list_without_dates_clarifies_where_a_dated_dossier_fails() -> None:
    listed = judged(submitted_at=None, pre_registered_at=None, partners=(Partner("1", "Een"),))

    assert listed.failed == ()
    assert listed.verdict is Verdict.TO_CLARIFY


def test_all_failed_grounds_are_named_and_the_first_gives_the_decision(tmp_path: Path) -> None:
    bad = dossier(
        pre_registered_at=None,
        submitted_at=DEADLINE + timedelta(minutes=1),
        partners=(Partner("1", "Alleen", PartnerRole.LEAD),),
        nuts="BE10",
        sme_only=False,
    )
    with judged_panel(tmp_path, [bad], {}) as workspace:
        (row,) = listing.dossier_rows(workspace.computed())
        (decision,) = deciding.decisions(workspace)
        (ranked,) = ranking_view.as_plain(workspace.computed(), "nl")

    assert row.status is listing.Status.INADMISSIBLE
    assert row.grounds == ("pre_registration", "late", "consortium", "province", "sme_only")
    assert (decision.code, decision.reason) == ("ON-VA", "INADMISSIBLE")
    for ground in row.grounds:
        assert messages.sentence(f"GROUND_FAILED_{ground}", {}) in decision.sentence
    assert (ranked["rank"], ranked["verdict"]) == (None, "ineligible")
    assert ranked["reason"]


def test_a_withdrawn_dossier_is_never_called_inadmissible(tmp_path: Path) -> None:
    gone = dossier(withdrawn=True, submitted_at=DEADLINE + timedelta(hours=1))
    with judged_panel(tmp_path, [gone], {}) as workspace:
        (row,) = listing.dossier_rows(workspace.computed())
        (decision,) = deciding.decisions(workspace)
        (ranked,) = ranking_view.as_plain(workspace.computed(), "nl")

    assert row.status is listing.Status.WITHDRAWN
    assert decision.code == "IN"
    assert ranked["reason"] == messages.sentence("DECISION_IN", {})


@pytest.fixture
def panel(tmp_path: Path) -> Iterator[Workspace]:
    with new_panel(tmp_path) as workspace:
        put_dossiers(workspace, [dossier(sme_only=None), dossier("D02")])
        yield workspace


def by_hand(**changes: Any) -> AdmissibilityFinding:
    finding = AdmissibilityFinding(
        "D01",
        Ground.SME_ONLY,
        Finding.FAILED,
        automatic=False,
        reason="De federatie bedient ook grote ondernemingen.",
        quote="alle bedrijven zijn welkom",
        page="17",
    )
    return replace(finding, **changes)


def test_a_finding_by_hand_replaces_the_automatic_one_until_it_is_withdrawn(
    panel: Workspace,
) -> None:
    assert admitting.admissibility(panel)["D01"].verdict is Verdict.TO_CLARIFY

    admitting.judge(panel, by_hand())
    held = admitting.admissibility(panel)["D01"]
    assert held.verdict is Verdict.INADMISSIBLE
    assert (held.failed[0].quote, held.failed[0].page) == ("alle bedrijven zijn welkom", "17")
    assert held.failed[0].actor == "voorzitter"

    admitting.judge(panel, by_hand(finding=Finding.MET, reason="Nagevraagd.", quote="", page=""))
    assert admitting.admissibility(panel)["D01"].verdict is Verdict.ADMISSIBLE

    admitting.withdraw_finding(panel, "D01", Ground.SME_ONLY)
    assert admitting.admissibility(panel)["D01"].verdict is Verdict.TO_CLARIFY


def test_overruling_a_late_filing_keeps_the_dates_for_the_letter(panel: Workspace) -> None:
    put_dossiers(panel, [dossier("D03", submitted_at=DEADLINE + timedelta(minutes=1))])

    admitting.judge(
        panel, by_hand(dossier="D03", ground=Ground.LATE, reason="Bevestigd te laat.", quote="")
    )

    failed = admitting.admissibility(panel)["D03"].failed[0]
    assert not failed.automatic
    assert failed.params["late_seconds"] == 60


@pytest.mark.parametrize(
    ("code", "changes"),
    [
        ("ADMISSIBILITY_REASON", {"reason": "  "}),
        ("ADMISSIBILITY_QUOTE", {"quote": ""}),
        ("ADMISSIBILITY_QUOTE", {"page": " "}),
        ("UNKNOWN_DOSSIER", {"dossier": "D99"}),
    ],
)
def test_a_finding_without_its_grounds_is_refused(
    panel: Workspace, code: str, changes: dict[str, str]
) -> None:
    with pytest.raises(UserError) as refused:
        admitting.judge(panel, by_hand(**changes))

    assert refused.value.code == code
    assert panel.snapshot().manual_findings == ()


def test_evaluators_do_not_judge_admissibility(panel: Workspace) -> None:
    with reopened(panel, Role.EVALUATOR, evaluator="E1") as other:
        with pytest.raises(NotAllowed) as refused:
            admitting.judge(other, by_hand())

        assert refused.value.code == "OFFICE_ONLY"


def test_findings_come_in_from_a_file(panel: Workspace) -> None:
    text = """
[[findings]]
dossier = "D02"
ground = "incomplete"
finding = "failed"
reason = "Het financieringsplan ontbreekt."
quote = "zie bijlage 4"
page = "2"
"""
    for finding in admitting.findings_from(text, "bevindingen.toml"):
        admitting.judge(panel, finding)

    assert admitting.admissibility(panel)["D02"].failed[0].ground.decision_code == "ON-VOL"
    (plain,) = (
        p
        for p in (admitting.as_plain(v, "nl") for v in admitting.admissibility(panel).values())
        if p["id"] == "D02"
    )
    assert plain["decision"] == "ON-VOL"


@pytest.mark.parametrize(
    ("text", "code", "key"),
    [
        ("[[findings", "CALL_SYNTAX", None),
        ('[[findings]]\ndossier = "D01"', "CALL_KEY", "findings[0].ground"),
        (
            '[[findings]]\ndossier = "D01"\nground = "lelijk"\nreason = "x"',
            "CALL_KEY",
            "findings[0].ground",
        ),
    ],
)
def test_a_file_of_findings_that_cannot_be_read_is_refused_by_key(
    text: str, code: str, key: str | None
) -> None:
    with pytest.raises(UserError) as refused:
        admitting.findings_from(text, "bevindingen.toml")

    assert (refused.value.code, refused.value.params.get("key")) == (code, key)
