"""Letters say what was frozen: every amount, every code, and no money where none was given."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from delpanel.errors import NotAllowed, UserError
from delpanel.messages import money
from delpanel.model.actor import Role
from delpanel.services.consensus import agreeing
from delpanel.services.decision import freezing
from delpanel.services.exports import exporting
from delpanel.services.letters import lettering
from delpanel.services.letters.letter_checks import letter_checks
from delpanel.services.people import assessing
from delpanel.services.state.workspace import Workspace
from tests.delpanel.letters.pdf_reading import flowing
from tests.factories import (
    MOTIVATION,
    dossier,
    f1_dossiers,
    f1_panel,
    f1_points,
    judged_panel,
    reopened,
)

EURO = re.compile(r"\d{1,3}(?:\.\d{3})+,\d{2}")


@pytest.fixture(scope="module")
def frozen(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workspace]:
    """Give the golden call with a withdrawn and an inadmissible dossier beside it, frozen."""
    others = (
        dossier("D14", withdrawn=True, nuts="BE21"),
        dossier("D15", sme_only=False, nuts="BE24", pre_registered_at=None),
    )
    folder = tmp_path_factory.mktemp("brieven")
    with judged_panel(folder, (*f1_dossiers(), *others), f1_points()) as workspace:
        freezing.freeze(workspace)
        yield workspace


def decided(workspace: Workspace) -> dict[str, Any]:
    held = workspace.snapshot().allocation
    assert held is not None
    decision: dict[str, Any] = json.loads(held.document)["decision"]
    return decision


def test_every_dossier_gets_its_letter_with_the_code_that_was_frozen(
    frozen: Workspace, tmp_path: Path
) -> None:
    made = lettering.issue(frozen, tmp_path / "brieven")

    codes = {letter.dossier: letter.code for letter in made}
    assert codes == {name: r["decision"] for name, r in decided(frozen)["reasons"].items()}
    assert (codes["D14"], codes["D15"]) == ("IN", "ON-VA")
    assert len(codes) == 15
    for letter in made:
        pdf = (tmp_path / "brieven" / letter.file_name).read_bytes()
        assert pdf.startswith(b"%PDF")
        assert sha256(pdf).hexdigest() == letter.digest


def test_the_amounts_of_an_approval_are_those_of_the_frozen_document(frozen: Workspace) -> None:
    for award in decided(frozen)["awards"]:
        said = flowing(lettering.preview(frozen, award["id"]).pdf)

        for cents in (award["erdf_cents"], award["flemish_cents"], award["own_cents"]):
            assert money(cents) in said, award["id"]


def test_a_refusal_promises_no_amount_of_another_dossier(frozen: Workspace) -> None:
    state, decision = frozen.snapshot(), decided(frozen)
    awards = {money(a[k]) for a in decision["awards"] for k in ("erdf_cents", "flemish_cents")}
    funded = set(decision["funded"])

    for name in set(decision["reasons"]) - funded:
        plan = state.dossier_by_id[name].financing
        own = {
            money(cents)
            for cents in (plan.cost_cents, plan.erdf_requested_cents, plan.flemish_requested_cents)
            if cents is not None
        }
        # what it would have taken to fund this one is said too
        params = decision["reasons"][name]["params"]
        own |= {money(v) for k, v in params.items() if k.endswith("_cents") and v is not None}
        said = " ".join(lettering.composed(state, lettering.frozen_decision(state), name))
        assert (set(EURO.findall(said)) & awards) - own == set(), name


def test_a_letter_names_no_evaluator_and_no_other_consortium(frozen: Workspace) -> None:
    for name in decided(frozen)["reasons"]:
        checks = {check.code: check for check in letter_checks(frozen, name)}

        assert checks["names"].holds, (name, checks["names"].evidence)
        assert all(check.holds for check in checks.values()), name


def test_every_failed_ground_stands_in_the_letter_of_an_inadmissible_dossier(
    frozen: Workspace,
) -> None:
    state = frozen.snapshot()
    said = " ".join(lettering.composed(state, lettering.frozen_decision(state), "D15"))

    assert "vooraanmelding" in said.lower()
    assert "kmo" in said.lower()


def test_letters_made_again_are_the_same_bytes_and_the_same_version(
    frozen: Workspace, tmp_path: Path
) -> None:
    first = lettering.issue(frozen, tmp_path / "een", ["D02", "D09"])
    version = frozen.store.data_version()

    again = lettering.issue(frozen, tmp_path / "twee", ["D02", "D09"])

    assert again == first
    assert frozen.store.data_version() == version
    for letter in first:
        one, two = (tmp_path / place / letter.file_name for place in ("een", "twee"))
        assert one.read_bytes() == two.read_bytes()


def test_a_letter_of_a_new_decision_is_a_new_version(tmp_path: Path) -> None:
    with f1_panel(tmp_path) as workspace:
        freezing.freeze(workspace)
        lettering.issue(workspace, tmp_path / "brieven", ["D02"])
        freezing.thaw(workspace, "Een materiële fout in de motivering.")
        agreeing.agree(
            workspace,
            [agreeing.Agreement("D02", "sme_reach", 400, MOTIVATION + " Verbeterd.")],
        )
        freezing.freeze(workspace)

        (letter,) = lettering.issue(workspace, tmp_path / "brieven", ["D02"])

        assert (letter.version, letter.allocation) == (2, 2)
        said = flowing((tmp_path / "brieven" / letter.file_name).read_bytes())
        assert "Verbeterd." in said
        with workspace.store.read() as reading:
            assert [held.version for held in reading.letters.all() if held.dossier == "D02"] == [
                1,
                2,
            ]


def test_a_letter_with_an_empty_reason_stops_the_whole_mailing_by_name(tmp_path: Path) -> None:
    with f1_panel(tmp_path) as workspace:
        agreeing.agree(workspace, [agreeing.Agreement("D09", "complementarity", 250, " ")])
        freezing.freeze(workspace)

        with pytest.raises(UserError) as refused:
            lettering.issue(workspace, tmp_path / "brieven")

        assert refused.value.params["dossier"] == "D09"
        assert not list(tmp_path.glob("brieven/*"))
        states = {state.dossier: state for state in lettering.letter_states(workspace)}
        assert [name for name, state in states.items() if state.problem] == ["D09"]


def test_there_are_no_letters_before_freezing(tmp_path: Path) -> None:
    with f1_panel(tmp_path) as workspace:
        with pytest.raises(UserError) as refused:
            lettering.issue(workspace, tmp_path / "brieven")
        assert refused.value.code == "NOT_FROZEN"

        with pytest.raises(UserError) as refused:
            exporting.export(workspace, "overview", tmp_path / "o.pdf", replace=False)
        assert refused.value.code == "NOT_FROZEN"


def test_letters_are_sent_by_the_office(tmp_path: Path) -> None:
    with f1_panel(tmp_path) as workspace:
        freezing.freeze(workspace)
        with reopened(workspace, Role.READER) as reader, pytest.raises(NotAllowed):
            lettering.issue(reader, tmp_path / "brieven")


def test_a_dossier_nobody_knows_has_no_letter(frozen: Workspace, tmp_path: Path) -> None:
    with pytest.raises(UserError) as refused:
        lettering.issue(frozen, tmp_path / "brieven", ["D99"])

    assert refused.value.code == "LETTER_NOT_DECIDED"


def test_points_given_after_thawing_do_not_change_the_former_document(tmp_path: Path) -> None:
    with f1_panel(tmp_path) as workspace:
        freezing.freeze(workspace)
        before = workspace.snapshot().allocation
        freezing.thaw(workspace, "Nieuwe vergadering.")
        assessing.set_points(workspace, ("D01", "E1", "sme_reach"), 0)

        with workspace.store.read() as reading:
            (held,) = reading.decisions.all()

    assert before is not None
    assert held.document == before.document
    assert not held.active
