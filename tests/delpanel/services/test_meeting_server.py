"""A meeting led by two people on one server: each sees what the other did, nobody goes on blindly."""

from __future__ import annotations

import pytest

from delpanel.errors import StaleValue, UserError
from delpanel.model.meeting import EventKind
from delpanel.model.panel import ConflictOfInterest
from delpanel.services.calls import calling
from delpanel.services.consensus import agreeing
from delpanel.services.consensus.agreeing import Agreement
from delpanel.services.meetings import meeting
from delpanel.services.meetings.meeting_log import Said, add_events
from delpanel.services.meetings.minutes import minutes_bytes
from delpanel.services.people import panelling
from delpanel.services.state.workspace import Workspace
from tests.delpanel.services.sittings import held
from tests.factories import (
    MOTIVATION,
    dossier,
    environment,
    f1_points,
    give_points,
    put_dossiers,
    seat_panel,
)
from tests.postgres import fresh_database


def test_two_people_lead_one_meeting_on_a_server() -> None:
    address = fresh_database()
    points = {name: row for name, row in f1_points().items() if name in {"D01", "D02", "D03"}}
    text = calling.shipped_text("del-2020")
    with (
        Workspace.create(address, text, environment()) as chair,
        Workspace.open(address, environment()) as office,
    ):
        put_dossiers(chair, [dossier(name) for name in points])
        seat_panel(chair)
        give_points(chair, points)
        panelling.declare_conflict(chair, ConflictOfInterest("E2", "D02", "Familie."))
        meeting.open_meeting(chair, "Gent", "E1")
        with pytest.raises(UserError) as twice:
            meeting.open_meeting(office, "Brussel", "E1")
        meeting.open_item(office, "D02")
        meeting.send_out(chair, "E2")
        seen = held(office)
        agreed = [Agreement("D02", key, value, MOTIVATION) for key, value in points["D02"].items()]
        agreeing.agree(chair, agreed)
        meeting.note(office, "Ook het secretariaat schrijft mee.")
        with pytest.raises(StaleValue) as stale:
            add_events(chair, seen, "meeting-closed", [Said(EventKind.CLOSED)])
        meeting.close_meeting(office)

        assert (twice.value.code, stale.value.code) == ("MEETING_OPEN", "MEETING_STALE")
        assert held(chair) == held(office)
        assert [move.points_cp for move in held(chair).agreed] == list(points["D02"].values())
        assert minutes_bytes(chair, ".docx") == minutes_bytes(office, ".docx")
