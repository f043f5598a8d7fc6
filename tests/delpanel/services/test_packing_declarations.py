"""Declarations come back in any order: a conflict stays until it is lifted, else the last counts."""

from __future__ import annotations

import itertools
import shutil
from pathlib import Path

from delpanel.model.pack import Answer, ConflictType, Declaration, PackKind
from delpanel.services.member import pack_draft
from delpanel.services.packs import pack_ledger, packing
from delpanel.services.people import panelling
from delpanel.services.returns import pack_declarations
from delpanel.services.state.workspace import Workspace
from delpanel.storage.contents import state_digest
from tests.delpanel.services.pack_rounds import panel_with_key
from tests.factories import SITTING_AT, environment

ANSWERS = (
    (Declaration("D01", Answer.NONE), Declaration("D02", Answer.NONE)),
    (
        Declaration("D01", Answer.CONFLICT, ConflictType.FAMILY, "Een neef."),
        Declaration("D02", Answer.UNSURE),
    ),
    (
        Declaration("D01", Answer.CONFLICT, ConflictType.FAMILY, "Een achterneef."),
        Declaration("D02", Answer.NONE),
        Declaration("D03", Answer.NONE),
    ),
    (Declaration("D01", Answer.NONE),),
)


def handed_in_four_times(folder: Path) -> tuple[str, list[Path]]:
    workspace, identity = panel_with_key(folder, 1)
    with workspace:
        (one,) = packing.issue(workspace, PackKind.CONFLICTS, folder)
    desk = pack_draft.open_desk(one.path, one.passphrase)
    paths = []
    for number, answers in enumerate(ANSWERS):
        for declared in answers:
            desk = pack_draft.declare(desk, declared, SITTING_AT)
        receipt = pack_draft.finalise(desk, folder / f"v{number}", SITTING_AT, partial=True)
        paths.append(receipt.path)
        desk = receipt.desk
    return identity, paths


def test_every_order_of_declarations_gives_the_same_conflicts(tmp_path: Path) -> None:
    (tmp_path / "bron").mkdir()
    identity, paths = handed_in_four_times(tmp_path / "bron")
    decisions = {("E1", "D02"): Answer.NONE}
    digests = set()
    for number, order in enumerate(itertools.permutations(paths)):
        target = tmp_path / f"{number}.delpanel"
        shutil.copy(tmp_path / "bron" / "paneel.delpanel", target)
        with Workspace.open(str(target), environment()) as workspace:
            for path in (*order, order[0]):
                plan = pack_declarations.plan_declarations(workspace, [path], identity)
                pack_declarations.accept_declarations(workspace, plan, decisions)
            assert [(c.dossier, c.reason) for c in workspace.snapshot().conflicts] == [
                ("D01", "Familie: Een achterneef.")
            ]
            digests.add(state_digest(workspace.store))
            kept = pack_ledger.load(workspace).declared("E1")
            assert {dossier: one.answer for dossier, one in kept.items()} == {
                "D01": Answer.CONFLICT,
                "D02": Answer.NONE,
                "D03": Answer.NONE,
            }
    assert len(digests) == 1


def test_a_lifted_conflict_is_not_declared_again_by_the_same_return(tmp_path: Path) -> None:
    identity, paths = handed_in_four_times(tmp_path)
    with Workspace.open(str(tmp_path / "paneel.delpanel"), environment()) as workspace:
        plan = pack_declarations.plan_declarations(workspace, paths, identity)
        assert plan.undecided == (), "the last answer about D02 is clear"
        pack_declarations.accept_declarations(workspace, plan)
        panelling.lift_conflict(workspace, "E1", "D01", "Nagevraagd.")

        again = pack_declarations.plan_declarations(workspace, paths, identity)
        pack_declarations.accept_declarations(workspace, again)

        assert workspace.snapshot().conflicts == ()
        assert not any(row.is_new for row in again.rows)
        panelling.assign_all(workspace)
        (one,) = packing.issue(workspace, PackKind.SCORING, tmp_path)
        assert one.issued.dossiers == ("D01", "D02", "D03")
