from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path

import docx
import pytest

from delpanel.errors import FileProblem, UserError
from delpanel.letters.content import texts_of
from delpanel.letters.minutes import compose_minutes
from delpanel.model.approval import ApprovalAnswer
from delpanel.model.panel import ConflictOfInterest
from delpanel.services.meetings import meeting
from delpanel.services.meetings.minutes import minutes_bytes, minutes_facts, write_minutes
from delpanel.services.people import approving, panelling
from delpanel.services.state.workspace import Workspace
from tests.delpanel.letters.pdf_reading import flowing, reader
from tests.delpanel.services.sittings import Hand, meeting_panel, whole_meeting
from tests.factories import MOTIVATION


@pytest.fixture
def sat(tmp_path: Path) -> Iterator[tuple[Workspace, Hand]]:
    workspace, clock = meeting_panel(tmp_path)
    with workspace:
        yield workspace, clock


def told(workspace: Workspace) -> list[str]:
    return list(texts_of(compose_minutes(minutes_facts(workspace))))


def test_the_minutes_tell_the_whole_meeting(sat: tuple[Workspace, Hand]) -> None:
    workspace, clock = sat
    whole_meeting(workspace, clock)

    lines = told(workspace)

    assert lines[3:8] == [
        "Oproep Digital Experience Labs, EFRO-oproep 2020",
        "Datum 14 december 2020",
        "Plaats Zaal Ensor, Brussel",
        "Uren 10:00 tot 10:52",
        "Voorzitter Els Peeters",
    ]
    for line in (
        "Dirk Maes | – | plaatsvervangend voorzitter",
        "Chris De Wit kwam om 10:05 de zaal binnen.",
        "2 | D04 | Hub D04 | Limburg | 13",
        "Niet behandeld in deze zitting: D13.",
        "Behandeld van 10:17 tot 10:30.",
        (
            "Bram Claes verliet de zaal wegens een belangenconflict om 10:17 en kwam terug om 10:30."
            " Het lid hoorde de bespreking niet en besliste niet mee."
        ),
        f"Complementariteit | 4,5 | {MOTIVATION}",
        "Totaal: 90,0 op 100.",
        (
            "Vraag aan het secretariaat (10:05): Is het huurcontract getekend?"
            " Antwoord (10:13): Ja, zie bijlage 3."
        ),
        "Beslissing: Het panel vraagt de promotor geen bijkomende stukken.",
        "Vraag aan het secretariaat (10:50): Wanneer vertrekken de brieven? Nog niet beantwoord.",
        "De voorzitter sluit de zitting om 10:52. Er werden 3 dossiers behandeld.",
    ):
        assert line in lines


def test_the_pdf_holds_every_word_and_says_what_it_is(sat: tuple[Workspace, Hand]) -> None:
    workspace, clock = sat
    whole_meeting(workspace, clock)

    pdf = minutes_bytes(workspace, ".pdf")

    text = flowing(pdf)
    for line in ("Notulen van zitting 1", "Chris De Wit kwam om 10:05 de zaal binnen.", "Naam:"):
        assert line in text
    document = reader(pdf)
    assert document.metadata is not None
    assert document.metadata.title == "Notulen van zitting 1"
    assert b"<pdfaid:conformance>A</pdfaid:conformance>" in pdf
    assert minutes_bytes(workspace, ".pdf") == pdf


def test_the_document_to_edit_holds_the_same_words(sat: tuple[Workspace, Hand]) -> None:
    workspace, clock = sat
    whole_meeting(workspace, clock)

    made = minutes_bytes(workspace, ".docx")

    written = docx.Document(io.BytesIO(made))
    words = {paragraph.text for paragraph in written.paragraphs}
    words |= {cell.text for table in written.tables for row in table.rows for cell in row.cells}
    content = compose_minutes(minutes_facts(workspace))
    cells = {part for line in texts_of(content) for part in line.split(" | ")}
    kept_apart = {content.title, content.footer, content.running_head}
    references = {f"{name} {value}" for name, value in content.head.references}
    summaries = {
        "Aanwezigen",
        "Agenda",
        *(f"Vastgestelde punten van {d}" for d in ("D01", "D04", "D10")),
    }
    signatures = {"Voorzitter, Naam:, Datum:", "Secretariaat, Naam:, Datum:"}
    assert cells - kept_apart - references - summaries - signatures - words == set()
    headings = [p.text for p in written.paragraphs if p.style and p.style.name == "Heading 2"]
    assert headings[2:5] == ["D01 Hub D01", "D04 Hub D04", "D10 Hub D10"]
    assert minutes_bytes(workspace, ".docx") == made


def test_minutes_of_a_meeting_that_sits_are_a_draft(sat: tuple[Workspace, Hand]) -> None:
    workspace, clock = sat
    meeting.open_meeting(workspace, "", "Voorzitter van buiten", present=["E1"])
    meeting.open_item(workspace, "D01")
    clock.on(3)

    lines = told(workspace)

    assert "Ontwerp. De zitting is nog niet gesloten." in lines
    assert "Plaats niet opgegeven" in lines
    assert "Voorzitter van buiten | – | voorzitter" in lines
    assert "Afwezig: Bram Claes, Chris De Wit, Dirk Maes en Els Peeters." in lines
    assert "Op tafel sinds 10:00." in lines
    assert "Over dit dossier werden in deze zitting geen punten vastgesteld." in lines


def test_who_approved_and_who_dissents_stands_in_the_minutes(sat: tuple[Workspace, Hand]) -> None:
    workspace, clock = sat
    whole_meeting(workspace, clock)
    approving.answer(workspace, "D01", "E2", ApprovalAnswer.DISSENT, "De rollen zijn te vaag.")
    approving.roll_call(workspace, "D01", ["E1", "E3"])

    lines = told(workspace)

    assert "Met de vastgestelde punten stemmen in: Anke Verbeeck en Chris De Wit." in lines
    assert "Afwijkende mening van Bram Claes: De rollen zijn te vaag." in lines


def test_the_minutes_name_who_presided_then_whatever_was_declared_since(
    sat: tuple[Workspace, Hand],
) -> None:
    workspace, clock = sat
    panelling.declare_conflict(workspace, ConflictOfInterest("E5", "D13", "Werkgever."))
    meeting.open_meeting(workspace, "Gent", "E5", "E4")
    meeting.open_item(workspace, "D01")
    clock.on(10)
    meeting.open_item(workspace, "D13")
    clock.on(10)
    meeting.close_meeting(workspace)
    panelling.declare_conflict(workspace, ConflictOfInterest("E5", "D01", "Te laat gemeld."))

    lines = told(workspace)

    assert "Behandeld van 10:00 tot 10:10." in lines
    assert "Behandeld van 10:10 tot 10:20. Voorgezeten door Dirk Maes." in lines


def test_individual_points_never_reach_the_minutes(sat: tuple[Workspace, Hand]) -> None:
    workspace, clock = sat
    whole_meeting(workspace, clock)
    before = told(workspace)
    with workspace.act("assess") as unit:
        held = unit.assessments.load_all()[0]
        changed = type(held)(held.dossier, held.evaluator, held.criterion, 50, "Geheime reden.")
        unit.assessments.save(changed, held.revision, at=workspace.now(), actor="test")

    after = told(workspace)

    # only the line on the journal differs
    assert [
        a for a, b in zip(after, before, strict=True) if a != b and "controlegetal" not in a
    ] == []


def test_minutes_stay_to_be_had_once_the_next_meeting_is_prepared(
    sat: tuple[Workspace, Hand],
) -> None:
    workspace, clock = sat
    whole_meeting(workspace, clock)
    meeting.fix_agenda(workspace, ["D13"])
    prepared = minutes_facts(workspace).number
    meeting.open_meeting(workspace, "Gent", "E5")

    assert (prepared, minutes_facts(workspace).number, minutes_facts(workspace, 1).place) == (
        1,
        2,
        "Zaal Ensor, Brussel",
    )
    with pytest.raises(UserError) as caught:
        minutes_facts(workspace, 3)
    assert caught.value.code == "MEETING_NEVER"


def test_minutes_are_refused_where_there_is_nothing_or_another_kind_is_asked(
    sat: tuple[Workspace, Hand], tmp_path: Path
) -> None:
    workspace, clock = sat
    with pytest.raises(UserError) as never:
        write_minutes(workspace, tmp_path / "notulen.pdf", replace=False)
    whole_meeting(workspace, clock)
    with pytest.raises(FileProblem) as kind:
        write_minutes(workspace, tmp_path / "notulen.odt", replace=False)
    write_minutes(workspace, tmp_path / "notulen.pdf", replace=False)
    with pytest.raises(FileProblem) as there:
        write_minutes(workspace, tmp_path / "notulen.pdf", replace=False)

    codes = [caught.value.code for caught in (never, kind, there)]
    assert codes == ["MEETING_NEVER", "MEETING_MINUTES_KIND", "OUT_EXISTS"]
    assert not (tmp_path / "notulen.odt").exists()
