"""Invented attachments: a project plan of one page for each dossier of a rehearsal."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from delpanel import messages
from delpanel.model.dossier import Dossier
from delpanel.services.intake import attach_plan, attaching
from delpanel.services.state.rehearsal_mark import marked_content
from delpanel.services.state.snapshot import Snapshot
from delpanel.services.state.workspace import Workspace

if TYPE_CHECKING:
    from delpanel.letters.content import LetterContent


def attach_plans(workspace: Workspace, folder: Path) -> None:
    """Make a plan for each dossier and attach them by name, as a folder of a real call."""
    from delpanel.letters.pdf import render

    state = workspace.snapshot()
    with tempfile.TemporaryDirectory(dir=folder, prefix=".plannen-") as name:
        for dossier in state.dossiers:
            pdf = render(_content(state, dossier, workspace.language))
            (Path(name) / f"{dossier.id}-projectplan.pdf").write_bytes(pdf)
        attaching.accept(workspace, attach_plan.plan_folder(workspace, Path(name)))


def _content(state: Snapshot, dossier: Dossier, language: str) -> LetterContent:
    from delpanel.letters.content import Head, Heading, LetterContent, Text

    title = messages.sentence("REHEARSAL_PLAN", {"name": dossier.name}, language)
    lead = dossier.lead_partner
    blocks: list[Heading | Text] = [Heading(1, title), Text(dossier.summary)]
    for section in dossier.sections:
        blocks += [Heading(2, section.title), Text(section.text)]
    content = LetterContent(
        title=title,
        subject=title,
        author="" if lead is None else lead.name,
        made_on=state.call.deadlines.dossier_at.date(),
        head=Head("" if lead is None else lead.name, dossier.name, (), (), ()),
        blocks=tuple(blocks),
        footer=f"{dossier.id} \u00b7 {dossier.name}",
        running_head=title,
        page_words="{bladzijde} / {bladzijden}",
    )
    return marked_content(content, state.panel_id)
