"""What goes in comes out, equal, from a file and from a server."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta, timezone

import pytest

from delpanel.errors import StaleValue, UserError
from delpanel.model.admissibility import Ground
from delpanel.model.assessment import CriterionAssessment
from delpanel.model.attachment import AttachedFile
from delpanel.model.issues import Severity
from delpanel.model.panel import Assignment, ConflictOfInterest, Evaluator
from delpanel.storage.unit_of_work import Store
from scoring.dossiers import ScoreState
from tests.delpanel.storage.panels import (
    AGREED,
    AT,
    ATTACHED,
    CHAIR,
    CONDITION,
    EVALUATORS,
    FINDING,
    ISSUE,
    allocation,
    cell,
    dossier,
    letter,
)


def test_a_filled_panel_gives_back_each_record(store: Store) -> None:
    with store.read() as state:
        assert state.meta.all() == {"lottery_seed": "2020", "panel_id": "panel-1"}
        assert state.dossiers.load_all() == (dossier("D01"), dossier("D02"))
        assert state.dossiers.findings() == (ISSUE,)
        assert state.dossiers.attributes() == {"D01": {"sme_reach": 40}}
        assert state.panel.evaluators() == EVALUATORS
        assert state.panel.assignments() == (Assignment("E1", "D01"),)
        assert state.panel.conflicts() == (ConflictOfInterest("E2", "D01", "familie"),)
        assert state.admissibility.load_all() == (FINDING,)
        assert state.assessments.load_all() == (replace(cell(), revision=1),)
        assert state.consensus.load_all() == (AGREED,)
        assert state.decisions.active() == allocation()
        assert state.decisions.conditions() == (CONDITION,)
        assert state.letters.all() == (letter(),)
        assert state.letters.bytes("D01", 1) == b"%PDF-1.7\x00\xff"
        assert state.attachments.all() == (ATTACHED.record,)
        assert state.attachments.content("D01", 1) == ATTACHED.content
        assert state.attachments.content("D01", 2) is None
        assert state.mappings.all() == {"efro": 'id = "Nr"\n'}


def test_an_attachment_is_replaced_under_its_number_and_goes_with_its_dossier(store: Store) -> None:
    longer = AttachedFile(replace(ATTACHED.record, size=6), b"%PDF\x00\xff")
    other = AttachedFile(replace(ATTACHED.record, dossier="D02"), ATTACHED.content)

    with store.write() as unit:
        unit.attachments.put(longer)
        unit.attachments.put(other)
        unit.dossiers.save(dossier("D01"))
        unit.dossiers.delete("D02")
        assert unit.attachments.all() == (longer.record,)
        assert unit.attachments.content("D01", 1) == longer.content
        assert unit.attachments.remove("D01", 1)
        assert not unit.attachments.remove("D01", 1)
        unit.commit()

    with store.read() as state:
        assert state.attachments.all() == ()


def test_saving_a_dossier_again_replaces_its_parts_and_keeps_its_judgements(store: Store) -> None:
    shorter = replace(dossier("D01"), title="Anders", partners=(), cost_lines=(), extra={})

    with store.write() as unit:
        unit.dossiers.save(shorter)
        unit.commit()

    with store.read() as state:
        assert state.dossiers.load("D01") == shorter
        assert state.dossiers.load("D02") == dossier("D02")
        assert len(state.assessments.load_all()) == 1
        assert state.dossiers.findings() == (ISSUE,)


def test_a_dossier_that_does_not_exist_is_none(store: Store) -> None:
    with store.read() as state:
        assert state.dossiers.load("D99") is None


def test_deleting_a_dossier_takes_its_parts_and_assignments_along(store: Store) -> None:
    with store.write() as unit:
        unit.panel.assign(Assignment("E2", "D02"))
        unit.dossiers.delete("D02")
        unit.commit()

    with store.read() as state:
        assert state.dossiers.load_all() == (dossier("D01"),)
        assert state.panel.assignments() == (Assignment("E1", "D01"),)


def test_a_judged_dossier_cannot_be_deleted(store: Store) -> None:
    with pytest.raises(UserError) as refused, store.write() as unit:
        unit.dossiers.delete("D01")

    assert (refused.value.code, refused.value.params) == ("DOSSIER_IN_USE", {"dossier": "D01"})


def test_findings_are_filed_under_the_dossier_they_are_saved_for(store: Store) -> None:
    loose = replace(ISSUE, dossier="", severity=Severity.ERROR, blocks=True)

    with store.write() as unit:
        unit.dossiers.save_findings("D02", [loose, ISSUE])
        unit.commit()

    with store.read() as state:
        assert state.dossiers.findings() == (
            ISSUE,
            replace(loose, dossier="D02"),
            replace(ISSUE, dossier="D02"),
        )


def test_an_attribute_set_to_none_is_gone(store: Store) -> None:
    with store.write() as unit:
        unit.dossiers.set_attribute("D01", "sme_reach", 41)
        unit.dossiers.set_attribute("D02", "sme_reach", 5)
        unit.dossiers.set_attribute("D02", "sme_reach", None)
        unit.commit()

    with store.read() as state:
        assert state.dossiers.attributes() == {"D01": {"sme_reach": 41}}


def test_assigning_twice_is_assigning_once_and_can_be_taken_back(store: Store) -> None:
    with store.write() as unit:
        unit.panel.assign(Assignment("E1", "D01"))
        unit.panel.assign(Assignment("E1", "D02"))
        unit.panel.unassign(Assignment("E1", "D01"))
        unit.panel.save_conflict(ConflictOfInterest("E2", "D01", "werkgever"))
        unit.panel.save_conflict(ConflictOfInterest("E1", "D02", ""))
        unit.panel.delete_conflict("E1", "D02")
        unit.commit()

    with store.read() as state:
        assert state.panel.assignments() == (Assignment("E1", "D02"),)
        assert state.panel.conflicts() == (ConflictOfInterest("E2", "D01", "werkgever"),)


def test_an_evaluator_with_points_cannot_be_deleted_another_can(store: Store) -> None:
    with store.write() as unit:
        unit.panel.save_evaluator(Evaluator("E2", "Tom Drie"))
        unit.panel.delete_evaluator("E2")
        unit.commit()
    with pytest.raises(UserError) as refused, store.write() as unit:
        unit.panel.delete_evaluator("E1")

    assert refused.value.code == "EVALUATOR_IN_USE"
    with store.read() as state:
        assert state.panel.evaluators() == EVALUATORS[:1]
        assert state.panel.conflicts() == ()


def test_a_manual_finding_can_be_replaced_and_taken_back(store: Store) -> None:
    other = replace(FINDING, reason="Toch niet", params={})

    with store.write() as unit:
        unit.admissibility.save(other)
        unit.admissibility.save(replace(FINDING, ground=Ground.PROVINCE))
        unit.admissibility.remove("D01", Ground.PROVINCE)
        unit.commit()

    with store.read() as state:
        assert state.admissibility.load_all() == (other,)


def test_an_automatic_finding_is_not_kept(store: Store) -> None:
    with pytest.raises(ValueError, match="automatic"), store.write() as unit:
        unit.admissibility.save(replace(FINDING, automatic=True))


def test_changing_a_cell_counts_its_revision_and_keeps_its_past(store: Store) -> None:
    later = AT + timedelta(seconds=1)
    excluded = replace(cell(400), state=ScoreState.EXCLUDED)

    with store.write() as unit:
        saved = unit.assessments.save(cell(400), 1, at=later, actor="E1")
        unit.assessments.save(excluded, saved.revision, at=later, actor=CHAIR)
        unit.commit()

    with store.read() as state:
        past = state.assessments.history("D01", "E1", "SME")
        assert state.assessments.load("D01", "E1", "SME") == replace(excluded, revision=3)
        assert [(c.assessment.points_cp, c.assessment.revision, c.at, c.actor) for c in past] == [
            (350, 1, AT, "E1"),
            (400, 2, later, "E1"),
            (400, 3, later, CHAIR),
        ]
        assert past[2].assessment.state is ScoreState.EXCLUDED
        assert state.assessments.history("D01") == past
        assert state.assessments.history("D02") == ()


@pytest.mark.parametrize("expected", [0, 2])
def test_a_change_based_on_another_revision_is_stale(store: Store, expected: int) -> None:
    with pytest.raises(StaleValue) as stale, store.write() as unit:
        unit.assessments.save(cell(500), expected, at=AT, actor="E1")

    assert stale.value.code == "ASSESSMENT_STALE"
    assert (stale.value.params["points_cp"], stale.value.params["revision"]) == (350, 1)


def test_an_untouched_cell_has_revision_nought_and_no_points(store: Store) -> None:
    with store.read() as state:
        untouched = state.assessments.load("D02", "E1", "SME")

    assert untouched == CriterionAssessment("D02", "E1", "SME")


def test_many_cells_at_once_are_all_there_with_their_history(store: Store) -> None:
    cells = [cell(n * 50, criterion=f"C{n}") for n in range(10)]

    with store.write() as unit:
        unit.assessments.add_all(cells, at=AT, actor="E1")
        unit.commit()

    with store.read() as state:
        assert state.assessments.load_all() == tuple(
            replace(one, revision=1) for one in [*cells, cell()]
        )
        assert len(state.assessments.history("D01", "E1")) == 11


def test_a_consensus_can_be_replaced_and_taken_back(store: Store) -> None:
    with store.write() as unit:
        unit.consensus.save(replace(AGREED, points_cp=None))
        unit.consensus.save(replace(AGREED, criterion="INFRA"))
        unit.consensus.remove("D01", "INFRA")
        unit.commit()

    with store.read() as state:
        assert state.consensus.load("D01", "SME") == replace(AGREED, points_cp=None)
        assert state.consensus.load("D01", "INFRA") is None


def test_freezing_anew_supersedes_what_was_active(store: Store) -> None:
    with store.write() as unit:
        number = unit.decisions.next_number()
        unit.decisions.freeze(allocation(number))
        unit.commit()

    with store.read() as state:
        assert number == 2
        assert state.decisions.active() == allocation(2)
        assert state.decisions.all() == (allocation(1, active=False), allocation(2))


def test_superseding_without_a_successor_leaves_none_active(store: Store) -> None:
    with store.write() as unit:
        unit.decisions.supersede()
        unit.decisions.save_conditions("D01", [])
        unit.commit()

    with store.read() as state:
        assert state.decisions.active() is None
        assert state.decisions.conditions() == ()


def test_letters_are_versioned_and_may_quote_no_allocation(store: Store) -> None:
    with store.write() as unit:
        version = unit.letters.next_version("D01")
        unit.letters.add(letter(version, quoted=0), b"%PDF-2")
        unit.commit()

    with store.read() as state:
        assert version == 2
        assert state.letters.latest("D01") == letter(2, quoted=0)
        assert state.letters.latest("D02") is None
        assert state.letters.bytes("D01", 2) == b"%PDF-2"
        with pytest.raises(KeyError):
            state.letters.bytes("D01", 3)


def test_the_last_version_of_the_call_holds(store: Store) -> None:
    with store.write() as unit:
        unit.calls.add("[call]\nx = 1\n", at=AT, actor=CHAIR, reason="gewicht")
        unit.commit()

    with store.read() as state:
        held = state.calls.current()
        assert held is not None
        assert (held.number, held.text, held.reason) == (2, "[call]\nx = 1\n", "gewicht")
        assert [version.number for version in state.calls.all()] == [1, 2]


def test_a_panel_without_a_call_has_no_current_one(empty: Store) -> None:
    with empty.read() as state:
        assert state.calls.current() is None
        assert state.journal.entries() == ()
        assert state.journal.head() == (0, "0" * 64)


def test_an_import_is_recognised_by_its_content(store: Store) -> None:
    with store.read() as state:
        known = state.imports.with_digest("a" * 64)
        assert known is not None
        assert (known.number, known.file, known.summary) == (1, "lijst.xlsx", {"added": 2})
        assert state.imports.with_digest("b" * 64) is None
        assert state.imports.all() == (known,)


def test_mappings_are_replaced_and_forgotten_by_name(store: Store) -> None:
    with store.write() as unit:
        unit.mappings.save("efro", "a")
        unit.mappings.save("z", "b")
        unit.mappings.delete("z")
        unit.commit()

    with store.read() as state:
        assert (state.mappings.get("efro"), state.mappings.get("z")) == ("a", None)


def test_a_moment_of_another_zone_is_the_same_moment(store: Store) -> None:
    brussels = timezone(timedelta(hours=1))
    filed = datetime(2020, 11, 21, 12, 0, tzinfo=brussels)

    with store.write() as unit:
        unit.dossiers.save(replace(dossier("D02"), submitted_at=filed))
        unit.commit()

    with store.read() as state:
        held = state.dossiers.load("D02")
    assert held is not None
    assert held.submitted_at == filed


def test_a_moment_without_a_zone_is_refused(store: Store) -> None:
    naive = AT.replace(tzinfo=None)

    with pytest.raises(ValueError, match="zone"), store.write() as unit:
        unit.journal.record(naive, CHAIR, "x")
