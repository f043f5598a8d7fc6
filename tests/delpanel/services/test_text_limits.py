"""Texts longer than are kept are refused by name, others kept to the letter, through every form."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest

from delpanel import messages
from delpanel.errors import UserError
from delpanel.model.approval import ApprovalAnswer
from delpanel.model.pack import Answer, Declaration
from delpanel.model.typed_text import MOST_CHARACTERS, cleaned
from delpanel.services.consensus import agreeing
from delpanel.services.consensus.agreeing import Agreement
from delpanel.services.decision import freezing
from delpanel.services.exports import exporting
from delpanel.services.letters import lettering
from delpanel.services.member import pack_draft
from delpanel.services.people import approving, assessing
from delpanel.services.people.assessing import cell as cell_of
from delpanel.services.returns import collecting, pack_intake, pack_merge
from delpanel.services.returns.pack_returns import ReturnState
from tests.delpanel.letters.pdf_reading import flowing
from tests.delpanel.services.filled_sheets import fill_in
from tests.delpanel.services.pack_rounds import Round, copied, handed_in, started_round
from tests.delpanel.services.test_hostile_returns import signed
from tests.factories import CRITERIA, MOTIVATION, SITTING_AT, f1_panel

WHERE = ("D01", CRITERIA[0])
CELL = ("D01", "E2", CRITERIA[0])
SENTENCE = "Het panel leest dit vanaf bladzijde twaalf en onthoudt het. "
LONGEST = (SENTENCE * 300)[: MOST_CHARACTERS - 1] + "!"


@pytest.fixture(scope="module")
def begun(tmp_path_factory: pytest.TempPathFactory) -> Round:
    found = started_round(tmp_path_factory.mktemp("lang"))
    found.workspace.close()
    return found


@pytest.fixture
def round_(begun: Round, tmp_path: Path) -> Iterator[Round]:
    with copied(begun, tmp_path / "ronde") as found:
        yield found


def take_in(round_: Round, path: Path) -> pack_intake.IntakePlan:
    plan = pack_intake.plan_intake(round_.workspace, [path], round_.identity)
    pack_intake.accept_intake(round_.workspace, plan)
    return plan


def wild(desk: pack_draft.PackDesk, text: str) -> pack_draft.PackDesk:
    """Let a text stand in a draft that the program itself would not have taken."""
    given = pack_draft.give(desk, WHERE, SITTING_AT, points_cp=400, motivation=MOTIVATION)
    cells = tuple(
        replace(cell, motivation=text) if (cell.dossier, cell.criterion) == WHERE else cell
        for cell in given.draft.cells
    )
    return replace(given, draft=replace(given.draft, cells=cells))


def test_a_member_is_told_dossier_criterion_length_and_limit(round_: Round) -> None:
    desk = round_.desk("E2")
    with pytest.raises(UserError, match="TEXT_TOO_LONG") as refused:
        pack_draft.give(desk, WHERE, SITTING_AT, points_cp=400, motivation=LONGEST + "?")

    for language in ("nl", "en"):
        said = messages.of_error(refused.value, language)
        assert "D01" in said
        assert CRITERIA[0] in said
        assert "15001" in said.replace(".", "")
        assert "15000" in said.replace(".", "")


def test_the_longest_text_comes_through_a_pack_to_the_letter(round_: Round) -> None:
    desk = pack_draft.give(round_.desk("E2"), WHERE, SITTING_AT, points_cp=400, motivation=LONGEST)

    take_in(round_, handed_in(desk, round_.folder / "lang.delreturn"))

    assert cell_of(round_.workspace.snapshot(), *CELL).motivation == LONGEST


def test_a_return_with_a_text_of_a_megabyte_is_refused_by_name_and_at_once(round_: Round) -> None:
    path = signed(wild(round_.desk("E2"), "x" * 1_000_000), round_.folder / "vol.delreturn")

    begun_at = time.perf_counter()
    plan = take_in(round_, path)

    assert time.perf_counter() - begun_at < 10
    (row,) = plan.rows
    assert (row.state, row.is_refused) == (ReturnState.TEXT, True)
    assert plan.is_empty
    for language in ("nl", "en"):
        said = pack_merge.row_sentence(row, language)
        for word in ("vol.delreturn", "E2", "D01", CRITERIA[0], "15"):
            assert word in said


def test_control_characters_are_taken_out_wherever_a_text_comes_in(round_: Round) -> None:
    typed = "Eén\x07 regel\r\nTwee\x0b drie\ttab\u2028vier\x7f"
    wanted = "Eén regel\nTwee\n drie\ttab\nvier"
    assert cleaned(typed) == wanted
    assessing.set_motivation(round_.workspace, ("D03", "E2", CRITERIA[0]), typed)
    desk = pack_draft.give(round_.desk("E2"), WHERE, SITTING_AT, points_cp=400, motivation=typed)
    assert desk.cell(*WHERE).motivation == wanted

    take_in(round_, signed(wild(round_.desk("E2"), typed), round_.folder / "stuur.delreturn"))

    state = round_.workspace.snapshot()
    assert cell_of(state, *CELL).motivation == wanted
    assert cell_of(state, "D03", "E2", CRITERIA[0]).motivation == wanted


def test_notes_and_reasons_of_the_office_have_the_same_limit(round_: Round) -> None:
    (desk,) = [
        pack_draft.open_desk(round_.folder / "packs" / "conflicts-E2-1.delpack", phrase)
        for member, phrase in round_.phrases.items()
        if member == "E2"
    ]
    with pytest.raises(UserError, match="TEXT_TOO_LONG"):
        pack_draft.declare(desk, Declaration("D03", Answer.UNSURE, None, LONGEST * 2), SITTING_AT)
    with pytest.raises(UserError, match="TEXT_TOO_LONG"):
        assessing.set_motivation(round_.workspace, CELL, LONGEST * 2)
    with pytest.raises(UserError, match="TEXT_TOO_LONG"):
        agreeing.agree(round_.workspace, [Agreement("D01", CRITERIA[0], 400, LONGEST * 2)])
    points = [Agreement("D01", criterion, 400, MOTIVATION, "Besproken.") for criterion in CRITERIA]
    agreeing.agree(round_.workspace, points)
    with pytest.raises(UserError, match="TEXT_TOO_LONG"):
        approving.answer(round_.workspace, "D01", "E2", ApprovalAnswer.DISSENT, LONGEST * 2)


def test_a_score_sheet_with_a_longer_text_names_the_cell_and_takes_the_rest(
    round_: Round,
) -> None:
    written = collecting.write_score_sheets(round_.workspace, round_.folder / "bladen")
    (sheet,) = [path for path in written if "E2" in path.name]
    fill_in(sheet, {("D01", "Kmo-bereik"): 4}, LONGEST + "?")
    fill_in(sheet, {("D01", "Infrastructuur"): 3})

    plan = collecting.plan_sheets(round_.workspace, [sheet])

    (issue,) = [i for i in plan.issues if i.code == "SHEET_LONG"]
    assert messages.of_issue(issue, "nl").startswith("scores-E2.xlsx, Scores!F6: ")
    assert [(c.criterion, c.points_cp) for c in plan.changes] == [("infrastructure", 300)]


@pytest.mark.parametrize("text", [LONGEST, "\U0001f600" * MOST_CHARACTERS])
def test_the_longest_text_goes_out_on_a_score_sheet_and_comes_back_whole(
    round_: Round, text: str
) -> None:
    assessing.set_points(round_.workspace, CELL, 400)
    assessing.set_motivation(round_.workspace, CELL, text)

    written = collecting.write_score_sheets(round_.workspace, round_.folder / "bladen")
    (sheet,) = [path for path in written if "E2" in path.name]

    assert collecting.plan_sheets(round_.workspace, [sheet]).changes == ()
    held = [cell.value for row in openpyxl.load_workbook(sheet).worksheets[1] for cell in row]
    assert text in held


def test_the_longest_text_is_printed_whole(tmp_path: Path) -> None:
    with f1_panel(tmp_path) as panel:
        agreeing.agree(panel, [Agreement("D01", "sme_reach", 400, LONGEST, "Besproken.")])
        freezing.freeze(panel)
        exporting.export(panel, "overview", tmp_path / "o.pdf", replace=True)
        lettering.issue(panel, tmp_path / "brieven", ["D01"])

    (letter,) = (tmp_path / "brieven").rglob("*.pdf")
    # headers and footers of its pages stand in between
    assert flowing(letter.read_bytes()).count("twaalf") == LONGEST.count("twaalf")
