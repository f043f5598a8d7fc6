"""A rehearsal plays to the letters, says so on everything, and mixes with nothing real."""

from __future__ import annotations

import json
from pathlib import Path

import openpyxl
import pytest

from delpanel import messages
from delpanel.errors import FileProblem, UserError
from delpanel.model.rehearsal import is_rehearsal
from delpanel.services.calls import calling
from delpanel.services.exports import exporting
from delpanel.services.intake import importing
from delpanel.services.member import pack_draft
from delpanel.services.packs import opening_keys, packing
from delpanel.services.rehearsal import rehearsing
from delpanel.services.rehearsal.rehearsing import Rehearsal, Stage
from delpanel.services.returns import collecting, pack_merge, pack_returns
from delpanel.services.returns.pack_returns import ReturnState
from delpanel.services.state.workspace import Workspace
from tests.delpanel.letters.pdf_reading import flowing, page_texts, reader
from tests.delpanel.services.pack_rounds import filled, handed_in, secret_dossier, started_round
from tests.factories import environment, f1_panel, new_panel


@pytest.fixture(scope="module")
def played(tmp_path_factory: pytest.TempPathFactory) -> Rehearsal:
    folder = tmp_path_factory.mktemp("oefening") / "map"
    return rehearsing.run_rehearsal("del-2020", folder, environment())


def opened(played: Rehearsal) -> Workspace:
    return Workspace.open(str(played.panel), environment(), read_only=True)


def test_a_rehearsal_leaves_what_a_round_leaves(played: Rehearsal) -> None:
    folder = played.folder
    with opened(played) as workspace:
        state = workspace.snapshot()
        codes = {name.rsplit("-", 2)[-2] for name in played.letters}
        assert is_rehearsal(state.panel_id)
        assert state.allocation is not None
        assert len(state.conflicts) == 1
        assert {d.nuts for d in state.dossiers} == {p.nuts for p in state.call.provinces}
        assert len(state.attachments) == len(state.dossiers) == 15
        with workspace.store.read() as reading:
            assert reading.journal.verify() is None
    assert len(played.letters) == 15
    assert {"GK", "AF", "RES"} & codes, "some are funded, some are not"
    assert len(list((folder / "pakketten").glob("scoring-*.delpack"))) == played.members
    assert len(list((folder / "inzendingen").glob("*.delreturn"))) == 2 * played.members
    for name in ("rangschikking.xlsx", "overzicht.pdf", "decision.json", "LEES-MIJ.txt"):
        assert (folder / name).stat().st_size > 0
    phrases = packing.read_passphrases(folder / "pakketten" / "wachtzinnen.toml")
    desk = pack_draft.open_desk(folder / "pakketten" / "scoring-O1-1.delpack", phrases["O1"])
    assert pack_draft.missing(desk) == ()
    assert len(desk.content.attachments) == len(desk.content.dossiers)
    assert desk.call.title.nl.startswith("OEFENING")


def test_every_page_and_every_sheet_says_that_it_is_a_rehearsal(
    played: Rehearsal, tmp_path: Path
) -> None:
    folder = played.folder
    with opened(played) as workspace:
        exporting.export(workspace, "dossiers", tmp_path / "dossiers.xlsx", replace=False)
        collecting.export_panel(workspace, tmp_path / "panel.xlsx", replace=False)
        sheets = collecting.write_score_sheets(workspace, tmp_path)
    letters = sorted((folder / "brieven").glob("*.pdf"))
    for path in (*letters, folder / "overzicht.pdf"):
        texts = page_texts(path.read_bytes())
        assert all("OEFENING" in text for text in texts)
        assert "oefenpaneel" in texts[0]
        assert str(reader(path.read_bytes()).metadata.title).startswith("OEFENING")  # type: ignore[union-attr]  # it has metadata
    books = (folder / "rangschikking.xlsx", tmp_path / "dossiers.xlsx", tmp_path / "panel.xlsx")
    for path in (*books, *sheets[:1]):
        book = openpyxl.load_workbook(path)
        shown = [sheet for sheet in book.worksheets if sheet.sheet_state == "visible"]
        assert shown
        for sheet in shown:
            assert str(sheet["A1"].value).startswith("OEFENING"), (path.name, sheet.title)
            assert sheet.oddHeader is not None
            assert sheet.oddHeader.center.text == "OEFENING"
    decision = json.loads((folder / "decision.json").read_text(encoding="utf-8"))
    assert decision["rehearsal"] is True


def test_a_real_panel_carries_no_mark(tmp_path: Path) -> None:
    with f1_panel(tmp_path) as workspace:
        exporting.export(workspace, "dossiers", tmp_path / "d.xlsx", replace=False)
        assert not workspace.is_rehearsal
        assert not workspace.call.title.nl.startswith("OEFENING")
    book = openpyxl.load_workbook(tmp_path / "d.xlsx")
    assert all("OEFENING" not in str(sheet["A1"].value) for sheet in book.worksheets)


def test_returns_sheets_and_keys_do_not_cross(played: Rehearsal, tmp_path: Path) -> None:
    practised = min((played.folder / "inzendingen").glob("punten-*"))
    real = started_round(tmp_path)
    with real.workspace as workspace, opened(played) as rehearsal:
        own = handed_in(filled(real.desk("E1"), 350), tmp_path / "E1.delreturn")
        before = workspace.store.data_version()

        plan = pack_merge.plan_merge(workspace, [practised], real.identity)
        assert [(r.state, r.code) for r in plan.rows] == [(ReturnState.FOREIGN, "RETURN_REHEARSAL")]
        assert "oefening" in pack_merge.row_sentence(plan.rows[0], "nl")
        published = packing.published(rehearsal)
        (row,) = pack_returns.check_returns(published, [own])
        assert (row.state, row.code) == (ReturnState.FOREIGN, "RETURN_NOT_REHEARSAL")
        phrase = (played.folder / "sleutel-wachtzin.txt").read_text(encoding="utf-8")
        with pytest.raises(FileProblem) as refused:
            opening_keys.key_from_file(workspace, played.folder / "sleutel.delkey", phrase)
        assert refused.value.code == "KEY_OTHER_PANEL"
        sheets = collecting.write_score_sheets(rehearsal, tmp_path / "bladen")
        found = collecting.plan_sheets(workspace, sheets)
        assert "SHEET_REHEARSAL" in {issue.code for issue in found.issues}
        assert found.changes == ()
        assert workspace.store.data_version() == before


def test_workbooks_of_a_rehearsal_are_read_in_a_rehearsal_alone(
    played: Rehearsal, tmp_path: Path
) -> None:
    dossiers, panel = tmp_path / "dossiers.xlsx", tmp_path / "panel.xlsx"
    with opened(played) as rehearsal:
        exporting.export(rehearsal, "dossiers", dossiers, replace=False)
        collecting.export_panel(rehearsal, panel, replace=False)
        count = len(rehearsal.snapshot().dossiers)
    request = importing.ImportRequest((str(dossiers),))

    with new_panel(tmp_path) as real:
        for act in (
            lambda: importing.plan_import(real, request),
            lambda: collecting.import_panel(real, panel),
        ):
            with pytest.raises(FileProblem) as refused:
                act()
            assert refused.value.code == "IMPORT_REHEARSAL"
        assert (real.snapshot().dossiers, real.snapshot().evaluators) == ((), ())
    again = rehearsing.run_rehearsal("del-2020", tmp_path / "nog", environment(), until=Stage.PANEL)
    with Workspace.open(str(again.panel), environment()) as other:
        plan = importing.plan_import(other, request)
        assert len(plan.changes) == count, "marked as it is, the workbook reads as before"
        collecting.import_panel(other, panel)


def test_of_a_real_panel_a_rehearsal_takes_numbers_and_no_word(tmp_path: Path) -> None:
    (tmp_path / "echt").mkdir()
    started_round(tmp_path / "echt").workspace.close()
    source = str(tmp_path / "echt" / "paneel.delpanel")

    done = rehearsing.run_rehearsal(
        source, tmp_path / "oefening", environment(), until=Stage.SCORING
    )

    secret = secret_dossier()
    with opened(done) as workspace:
        state = workspace.snapshot()
        assert sorted(str(d.nuts) for d in state.dossiers) == ["BE21", "BE22", "BE23"]
        said = repr(state.dossiers) + repr(state.evaluators)
    for word in (secret.title, secret.summary, secret.partners[0].name, "Verbeeck", "D02"):
        assert word not in said
    assert done.letters == ()
    assert not (tmp_path / "oefening" / "brieven").exists()
    with pytest.raises(UserError) as refused:
        rehearsing.run_rehearsal(str(done.panel), tmp_path / "nog", environment())
    assert refused.value.code == "REHEARSAL_OF_REHEARSAL"
    with pytest.raises(FileProblem) as taken:
        rehearsing.run_rehearsal("del-2020", tmp_path / "oefening", environment())
    assert taken.value.code == "REHEARSAL_FOLDER"
    assert rehearsing.free_folder(tmp_path, "x") == tmp_path / "oefening-x"


@pytest.mark.parametrize("name", ["horizon", "efro-vl-2022"])
def test_every_shipped_call_can_be_rehearsed(tmp_path: Path, name: str) -> None:
    done = rehearsing.run_rehearsal(name, tmp_path / "map", environment(language="en"))

    assert len(done.letters) == done.dossiers
    with opened(done) as workspace:
        assert workspace.call.title.en.startswith("REHEARSAL")


def test_a_letter_of_a_list_that_stopped_says_what_was_left(tmp_path: Path) -> None:
    done = rehearsing.run_rehearsal("efro-vl-2022", tmp_path / "map", environment())

    texts = [flowing((done.folder / "brieven" / name).read_bytes()) for name in done.letters]
    (told,) = [text for text in texts if "Toen uw dossier aan de beurt kwam" in text]
    with opened(done) as workspace:
        awards = workspace.computed().proposal().awards
    # the list stopped here: everything that was awarded went to better ranked dossiers
    left = (
        1_000_000_000 - sum(award.erdf_cents for award in awards),
        400_000_000 - sum(award.cofin_cents for award in awards),
    )
    erdf, flemish = (messages.money(cents) for cents in left)
    assert f"bleef nog € {erdf} EFRO-steun en € {flemish} Vlaamse cofinanciering over" in told
    assert "er ontbrak €" in told


def test_the_mark_stays_when_the_call_file_is_replaced(tmp_path: Path) -> None:
    done = rehearsing.run_rehearsal("del-2020", tmp_path / "map", environment(), until=Stage.PANEL)
    with Workspace.open(str(done.panel), environment()) as workspace:
        calling.replace_text(workspace, workspace.snapshot().call_text + "\n# anders\n", "")
        assert workspace.call.title.nl == "OEFENING: Digital Experience Labs"
    with new_panel(tmp_path, name="echt.delpanel") as real:
        assert real.call.title.nl == "Digital Experience Labs"
