"""The whole job on the shipped demo call, through the same services as the window."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import resources
from delpanel.environment import Environment, StagedClock
from delpanel.errors import UserError
from delpanel.model.actor import Actor, Role
from delpanel.progress import Progress, silent
from delpanel.services.calls import calling
from delpanel.services.consensus import agreeing
from delpanel.services.decision import freezing
from delpanel.services.exports import exporting
from delpanel.services.intake import admitting, importing
from delpanel.services.letters import lettering
from delpanel.services.people import panelling
from delpanel.services.returns import collecting
from delpanel.services.state.files import make_folder
from delpanel.services.state.workspace import Workspace

PRESET = "del-2020"
PANEL_ID = "del-2020-demo"
PANEL_FILE = f"{PRESET}.delpanel"
LETTERS_FOLDER = "brieven"
# the demo panel sits on this day, so that its letters are the same bytes on every run
DEMO_STARTS_AT = datetime(2020, 12, 14, 9, 0, tzinfo=UTC)
STEPS = 9


@dataclass(frozen=True, slots=True)
class Demonstration:
    """What a run left: the panel file, the funded hubs (id, name, ERDF, Flemish), the letters."""

    panel: Path
    hubs: tuple[tuple[str, str, int, int], ...]
    letters: tuple[str, ...]


def run_demo(
    folder: Path, language: str = "nl", *, replace: bool = False, progress: Progress = silent
) -> Demonstration:
    """Run every step on the shipped workbooks and leave the results in ``folder``.

    Raises:
        UserError: DEMO_EXISTS unless ``replace``; whatever a step refuses.
    """
    panel = folder / PANEL_FILE
    if panel.exists():
        if not replace:
            raise UserError("DEMO_EXISTS", folder=str(folder))
        _remove_former(folder)
    make_folder(folder)
    environment = Environment(
        clock=StagedClock(DEMO_STARTS_AT), actor=Actor("demo", Role.CHAIR), language=language
    )
    text = calling.shipped_text(PRESET)
    with Workspace.create(str(panel), text, environment, panel_id=PANEL_ID) as workspace:
        _take_in(workspace, progress)
        _judge(workspace, progress)
        freezing.freeze(workspace)
        progress(7, STEPS, "freeze")
        letters = lettering.issue(workspace, folder / LETTERS_FOLDER)
        progress(8, STEPS, "letters")
        for kind, name in exporting.DEMO_EXPORTS:
            exporting.export(workspace, kind, folder / name, replace=True)
        progress(STEPS, STEPS, "export")
        awards = workspace.computed().proposal().awards
        names = workspace.snapshot().dossier_by_id
        return Demonstration(
            panel=panel,
            hubs=tuple(
                (a.dossier, names[a.dossier].name, a.erdf_cents, a.cofin_cents) for a in awards
            ),
            letters=tuple(letter.file_name for letter in letters),
        )


def _remove_former(folder: Path) -> None:
    """Remove what a former run left and nothing else: the folder may hold a person's own files."""
    for name in (PANEL_FILE, *(name for _, name in exporting.DEMO_EXPORTS)):
        (folder / name).unlink(missing_ok=True)
    for letter in (folder / LETTERS_FOLDER).glob("brief-*.pdf"):
        letter.unlink()


def _take_in(workspace: Workspace, progress: Progress) -> None:
    source = resources.location("demo/dossiers-del-2020.xlsx")
    plan = importing.plan_import(workspace, importing.ImportRequest((source,)))
    importing.commit(workspace, plan)
    progress(1, STEPS, "import")
    findings = resources.read_text("demo/admissibility-del-2020.toml")
    for finding in admitting.findings_from(findings, "admissibility-del-2020.toml"):
        admitting.judge(workspace, finding)
    progress(2, STEPS, "admit")


def _judge(workspace: Workspace, progress: Progress) -> None:
    collecting.import_panel(workspace, Path(resources.location("demo/panel-del-2020.xlsx")))
    panelling.assign_all(workspace)
    progress(3, STEPS, "panel")
    sheets = [
        Path(resources.location(f"demo/{name}"))
        for name in resources.names("demo", ".xlsx")
        if name.startswith("scores-")
    ]
    collecting.accept_sheets(workspace, collecting.plan_sheets(workspace, sheets))
    progress(4, STEPS, "score")
    agreed = resources.read_text("demo/consensus-del-2020.toml")
    agreeing.agree(workspace, agreeing.agreements_from(agreed, "consensus-del-2020.toml"))
    progress(5, STEPS, "agree")
    workspace.computed().comparison  # noqa: B018 - the proposals are computed here, once
    progress(6, STEPS, "fund")
