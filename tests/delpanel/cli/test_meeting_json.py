"""What the meeting prints with ``--json`` is what docs/json.md says."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from delpanel.model.panel import ConflictOfInterest
from delpanel.services.people import panelling
from tests.delpanel.cli.contract import documented, problems, seen
from tests.delpanel.cli.running import ask
from tests.factories import dossier, f1_dossiers, f1_points, judged_panel


def answers(folder: Path) -> dict[str, list[Any]]:
    """Hold a short meeting with one of everything; nobody scored D15."""
    with judged_panel(folder, (*f1_dossiers(), dossier("D15")), f1_points()) as workspace:
        panelling.declare_conflict(workspace, ConflictOfInterest("E5", "D02", "Familie."))
        assert workspace.path is not None
        panel = workspace.path
    agenda = [
        ask("meeting", panel, "agenda", "--by", "rank"),
        ask("meeting", panel, "agenda", "--order", "D01,D02,D09", "--fix"),
    ]
    acts = [
        ("open", "--place", "Brussel", "--chair", "Voorzitter", "--deputy", "E4"),
        ("timer", "15"),
        ("item", "D02"),
        ("out", "E5"),
        ("question", "Getekend?"),
        ("note", "Kort."),
        ("item", "D01"),
        ("in", "E5"),
        ("close",),
    ]
    return {
        "meeting PANEL agenda": agenda,
        "meeting PANEL ACTION": [ask("meeting", panel, *act) for act in acts],
        "meeting PANEL minutes --out FILE": [
            ask("meeting", panel, "minutes", "--out", folder / "notulen.docx")
        ],
    }


def test_the_meeting_prints_what_its_tables_say(tmp_path: Path) -> None:
    page = {name: fields for name, fields in documented().items() if name.startswith("meeting ")}
    held = answers(tmp_path)

    assert page.keys() == held.keys()
    for command, contents in held.items():
        assert [problem for one in contents for problem in problems(page[command], one)] == []
        found = set().union(*(seen(page[command], one) for one in contents))
        assert set(page[command]) - found == set(), command
    assert {item["spread_cp"] for item in held["meeting PANEL agenda"][0]["items"]} == {None, 0}
