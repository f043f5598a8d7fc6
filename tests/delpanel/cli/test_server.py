"""Roles, release, copies and the check without a window, on a real PostgreSQL."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

import pytest

from delpanel.errors import NotAllowed, UserError
from delpanel.model.assessment import CriterionAssessment
from delpanel.model.panel import ConflictOfInterest
from delpanel.services.people import panelling
from delpanel.services.state import presiding
from delpanel.services.state.workspace import Workspace
from delpanel.storage.contents import contents, contents_digest
from delpanel.storage.panelfile import open_panel
from tests.delpanel.cli.contract import documented, problems, seen
from tests.delpanel.cli.running import ask, delpanel, here
from tests.factories import dossier, environment, give_points, new_panel, put_dossiers, seat_panel
from tests.postgres import as_login, asks_password, new_login, owned_database


@dataclass(frozen=True)
class Place:
    """A panel in a file and the same on a server."""

    file: str
    url: str


@pytest.fixture
def place(tmp_path: Path) -> Place:
    with new_panel(tmp_path) as workspace:
        put_dossiers(workspace, [dossier("D01"), dossier("D02"), dossier("D03", nuts="BE24")])
        seat_panel(workspace, 3)
        panelling.declare_conflict(workspace, ConflictOfInterest("E1", "D02", "Familie"))
        give_points(workspace, {"D03": {"sme_reach": 300}}, ["E2"])
    made = Place(str(tmp_path / "paneel.delpanel"), owned_database())
    ask("copy", made.file, made.url)
    return made


def digest(target: str) -> str:
    store = open_panel(target)
    try:
        return contents_digest(contents(store))
    finally:
        store.close()


def login(place: Place, *role: str) -> str:
    name = new_login("lid")
    ask("server", "grant", place.url, name, "--role", *role)
    return as_login(place.url, name)


def test_what_is_printed_is_on_the_page(place: Place, tmp_path: Path) -> None:
    name, page = new_login("lezer"), documented()
    own = login(place, "evaluator", "--evaluator", "E1")
    held = {
        "open PANEL --check": [ask("open", own, "--check"), ask("open", place.file, "--check")],
        "copy SOURCE TARGET": [ask("copy", place.url, str(tmp_path / "k.delpanel"))],
        "release PANEL [--undo]": [
            ask("release", place.url),
            ask("release", place.url, "--undo", "--reason", "Te vroeg."),
        ],
        "server grant PANEL LOGIN --role ROLE": [
            ask("server", "grant", place.url, name, "--role", "reader"),
            ask("server", "grant", place.url, name, "--role", "evaluator", "--evaluator", "E3"),
        ],
        "server list PANEL": [ask("server", "list", place.url)],
        "server revoke PANEL LOGIN": [ask("server", "revoke", place.url, name)],
    }

    for command, answers in held.items():
        fields = page[command]
        assert [problem for answer in answers for problem in problems(fields, answer)] == []
        shown = set().union(*(seen(fields, answer) for answer in answers))
        assert shown == set(fields)


def test_a_panel_goes_to_a_server_and_back_unchanged(place: Place, tmp_path: Path) -> None:
    back = tmp_path / "terug.delpanel"

    there, here_ = digest(place.url), digest(place.file)
    told = ask("copy", place.url, str(back))

    assert there == here_ == digest(str(back)) == told["digest"]
    assert ask("journal", str(back))["intact"]
    assert len(ask("journal", str(back))["entries"]) == told["journal_lines"] == 6


def test_a_copy_is_put_over_nothing(place: Place) -> None:
    before = digest(place.url)

    over_server = here("copy", place.file, place.url)
    over_file = here("copy", place.url, place.file)

    assert over_server.code == over_file.code == 1
    assert "leeg" in over_server.problem
    assert "bestaat al" in over_file.problem
    assert digest(place.url) == before


def test_a_member_sees_and_scores_the_own_sheets_only(place: Place) -> None:
    own = login(place, "evaluator", "--evaluator", "E1")

    seen = ask("open", own, "--check")
    listed = here("dossiers", own, "--json").json
    done = here("score", own, "--set", "D01", "E1", "sme_reach", "3,5", "--motivation", "Omdat.")

    assert (seen["role"], seen["evaluator"], seen["phase"]) == ("evaluator", "E1", "intake")
    assert (seen["dossiers"], seen["evaluators"], seen["sheets"]) == (2, 1, 2)
    assert [row["id"] for row in listed] == ["D01", "D03"]
    assert done.code == 0, done.problem
    cells = [(c["dossier"], c["evaluator"], c["points_cp"]) for c in ask("score", own)]
    assert cells == [("D01", "E1", 350)]
    entry = ask("journal", place.url)["entries"][-1]
    assert (entry["actor"], entry["verb"]) == (seen["login"], "assess")
    cleared = here("score", own, "--set", "D01", "E1", "sme_reach", "")
    assert cleared.code == 0, cleared.problem
    assert ask("journal", place.url)["entries"][-1]["verb"] == "assess-cleared"
    assert ask("journal", place.url)["intact"]
    assert [ask("open", where, "--check")["phase"] for where in (own, place.url)] == [
        "assessment"
    ] * 2


@pytest.mark.parametrize(
    "words",
    [
        ("score", "--set", "D01", "E2", "sme_reach", "3"),
        ("score", "--set", "D02", "E1", "sme_reach", "3"),
        ("admit", "D01", "--ground", "late", "--finding", "met", "--reason", "x"),
        ("freeze",),
        ("release",),
        ("server grant", "iemand", "--role", "reader"),
        ("server list",),
    ],
)
def test_what_a_member_may_not_is_refused_in_one_sentence(
    place: Place, words: tuple[str, ...]
) -> None:
    own = login(place, "evaluator", "--evaluator", "E1")
    before = digest(place.url)

    answer = here(*words[0].split(), own, *words[1:])

    assert answer.code == 1, answer.out
    assert answer.problem.startswith("delpanel: ")
    assert digest(place.url) == before


@pytest.mark.parametrize("command", ["journal", "ledger"])
def test_a_member_is_told_nothing_of_what_others_did(place: Place, command: str) -> None:
    own = login(place, "evaluator", "--evaluator", "E1")

    held = ask(command, own)

    assert (held["entries"] if command == "journal" else held) == []


def test_a_member_copies_no_part_of_a_panel(place: Place, tmp_path: Path) -> None:
    own = login(place, "evaluator", "--evaluator", "E1")

    answer = here("copy", own, str(tmp_path / "deel.delpanel"))

    assert answer.code == 1
    assert not (tmp_path / "deel.delpanel").exists()


def test_after_the_release_members_see_each_other_and_give_no_more(place: Place) -> None:
    own, chair = login(place, "evaluator", "--evaluator", "E1"), login(place, "chair")
    secretariat = login(place, "secretariat")

    assert here("release", secretariat).code == 1
    assert ask("release", chair)["released"]
    cells = [(c["dossier"], c["evaluator"]) for c in ask("score", own)]
    late = here("score", own, "--set", "D01", "E1", "sme_reach", "3")
    back = ask("release", chair, "--undo", "--reason", "E3 was ziek")

    assert cells == [("D03", "E2")]
    assert late.code == 1
    assert "vrijgegeven" in late.problem
    assert back == {"released": False, "at": None}
    assert ask("score", own) == []
    assert here("score", own, "--set", "D01", "E1", "sme_reach", "3").code == 0


def test_roles_are_listed_changed_and_revoked(place: Place) -> None:
    name = new_login("wissel")
    made = ask("server", "grant", place.url, name, "--role", "reader")
    changed = ask("server", "grant", place.url, name, "--role", "evaluator", "--evaluator", "E2")
    listed = ask("server", "list", place.url)
    ask("server", "revoke", place.url, name)

    assert made["made"]
    assert not changed["made"]
    assert {"login": name, "role": "evaluator", "evaluator": "E2", "active": True} in listed
    assert name not in [row["login"] for row in ask("server", "list", place.url)]
    assert here("open", as_login(place.url, name), "--check").code == 1


def test_a_copied_login_has_a_role_and_no_rights_yet(place: Place) -> None:
    own = login(place, "evaluator", "--evaluator", "E1")
    elsewhere = owned_database()

    ask("copy", place.url, elsewhere)

    assert [row["active"] for row in ask("server", "list", elsewhere)] == [False]
    name = own.partition("://")[2].partition("@")[0]
    assert here("open", as_login(elsewhere, name), "--check").code == 1


def test_logins_need_a_server_and_an_evaluator_that_exists(place: Place) -> None:
    assert here("server", "list", place.file).code == 1
    for role in (
        ("evaluator",),
        ("evaluator", "--evaluator", "E9"),
        ("reader", "--evaluator", "E1"),
    ):
        name = new_login("fout")
        answer = here("server", "grant", place.url, name, "--role", *role)
        assert answer.code == 1
        assert name not in str(ask("server", "list", place.url))


def test_a_password_is_asked_for_and_never_shown(place: Place, tmp_path: Path) -> None:
    name, secret = new_login("sleutel"), tmp_path / "wachtwoord"
    secret.write_text("g€heim-woord\n", encoding="utf-8")
    ask("server", "grant", place.url, name, "--role", "reader", "--password-file", str(secret))
    asks_password(place.url, name)
    own = as_login(place.url, name)

    without = delpanel("open", own, "--check", PGPASSWORD="")
    wrong = delpanel("open", own.replace("@", ":verkeerd@"), "--check")
    good = delpanel("open", own, "--check", PGPASSWORD="g€heim-woord")

    assert without.code == wrong.code == 1
    assert "wachtwoord" in without.problem
    assert "wachtwoord" in wrong.problem
    assert "verkeerd" not in wrong.problem
    assert good.code == 0, good.problem
    assert good.json["role"] == "reader"
    assert "heim-woord" not in good.out + good.problem


def test_a_member_declares_an_own_conflict_and_then_sees_the_dossier_no_more(place: Place) -> None:
    own = login(place, "evaluator", "--evaluator", "E2")
    assert here("score", own, "--set", "D03", "E2", "sme_reach", "4").code == 0

    with Workspace.open(own, environment()) as workspace:
        panelling.declare_conflict(workspace, ConflictOfInterest("E2", "D03", "Familie"))
        left = [d.id for d in workspace.snapshot().dossiers]

    cells = [(c["dossier"], c["state"], c["points_cp"]) for c in ask("score", place.url)]
    assert left == ["D01", "D02"]
    assert cells == [("D03", "coi", None)]
    assert ask("score", own) == []
    assert ask("journal", place.url)["intact"]


def test_a_deputy_has_an_own_login(place: Place) -> None:
    chair = login(place, "chair", "--evaluator", "E1")

    with Workspace.open(chair, environment()) as workspace:
        assert presiding.withheld(workspace) == {"D02"}
        with pytest.raises(NotAllowed) as refused:
            presiding.act_as(workspace, presiding.Capacity.SECRETARIAT)

    assert refused.value.code == "SERVER_ROLE"


@pytest.mark.parametrize(("criterion", "points_cp"), [("sme_reach", 99999), ("verzonnen", 300)])
def test_a_member_cannot_put_points_past_the_scale_by_sql(
    place: Place, criterion: str, points_cp: int
) -> None:
    own = login(place, "evaluator", "--evaluator", "E1")
    given = CriterionAssessment("D01", "E1", criterion, points_cp, "")

    with Workspace.open(own, environment()) as workspace, pytest.raises(UserError) as refused:
        _slip_in(workspace, given)

    assert refused.value.code == "STORE_REFUSED"
    assert ask("score", own) == []
    assert here("rank", place.url).code == 0


def _slip_in(workspace: Workspace, given: CriterionAssessment) -> None:
    with workspace.act("assess") as unit:
        unit.assessments.save(given, 0, at=workspace.now(), actor=workspace.actor.name)


@pytest.mark.parametrize("command", ["open", "app"])
def test_the_window_is_handed_the_password_where_nobody_can_list_it(
    tmp_path: Path, command: str
) -> None:
    window = tmp_path / "delpanel-gui"
    window.write_text('#!/bin/sh\necho "$@"; echo "$PGPASSWORD"\n', encoding="utf-8")
    window.chmod(0o755)

    done = delpanel(
        command,
        "postgresql://els:geheim-woord@server/del?options=-csearch_path%3Dx",
        PATH=f"{tmp_path}:{os.environ['PATH']}",
        PGPASSWORD="",
    )

    arguments, password = done.out.splitlines()
    assert arguments.startswith("postgresql://els@server/del?options=")
    assert password == "geheim-woord"
