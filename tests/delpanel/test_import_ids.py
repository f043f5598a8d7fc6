"""A dossier whose number is typed a little differently is the same dossier."""

from __future__ import annotations

from pathlib import Path

from delpanel.services.intake import importing
from delpanel.services.intake.importing import ImportRequest
from delpanel.services.state.workspace import Workspace
from tests.factories import new_panel

HEAD = "Nr;Project;Kost;EFRO;Vlaamse cofinanciering;Provincie\n"


def bring(workspace: Workspace, path: Path, *rows: str) -> list[str]:
    """Import a list of these numbers and give the codes of what was found."""
    lines = (f"{row};Hub;1.000,00;400,00;250,00;Antwerpen\n" for row in rows)
    path.write_text(HEAD + "".join(lines), encoding="utf-8")
    plan = importing.plan_import(workspace, ImportRequest((str(path),)))
    importing.commit(workspace, plan)
    return [issue.code for issue in plan.all_issues]


def numbers(workspace: Workspace) -> list[str]:
    return sorted(d.id for d in workspace.snapshot().dossiers)


def test_another_case_or_a_blank_is_the_held_dossier_and_is_told(tmp_path: Path) -> None:
    with new_panel(tmp_path) as panel:
        bring(panel, tmp_path / "een.csv", "E1", "E2")

        said = bring(panel, tmp_path / "twee.csv", "e1", "E 2", "E3")

        assert numbers(panel) == ["E1", "E2", "E3"]
        assert said.count("DOSSIER_ID_MATCHED") == 2


def test_numbers_that_one_import_tells_apart_stay_apart(tmp_path: Path) -> None:
    row = "{};Hub;1.000,00;400,00;250,00;Antwerpen\n"
    paths = tmp_path / "een.csv", tmp_path / "twee.csv"
    for path, number in zip(paths, ("E1", "e1"), strict=True):
        path.write_text(HEAD + row.format(number), encoding="utf-8")
    with new_panel(tmp_path) as panel:
        bring(panel, tmp_path / "eerst.csv", "E1")

        plan = importing.plan_import(panel, ImportRequest(tuple(map(str, paths))))

        assert [c.dossier.id for c in plan.changes] == ["E1", "e1"]
        assert "DOSSIER_ID_MATCHED" not in {issue.code for issue in plan.all_issues}
