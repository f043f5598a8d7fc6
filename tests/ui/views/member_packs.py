"""Packs of one member, made by a panel of thirteen dossiers of which she may judge twelve."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from delpanel.model.pack import Answer, ConflictType, Declaration, PackKind
from delpanel.services.member import pack_draft
from delpanel.services.member.pack_draft import PackDesk
from delpanel.services.packs import opening_keys, packing
from delpanel.services.people import panelling
from delpanel.services.returns import pack_declarations
from delpanel.services.state.workspace import Workspace
from tests.ui.views.score_panel import DOSSIERS, make_panel

MEMBER = "AV"
CONFLICTED = "D10"
SECRET = "een wachtzin van de voorzitter"
NOON = datetime(2020, 12, 1, 12, 0, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class MemberPacks:
    """What one member got: both packs and the passphrase; and the panel they came from."""

    folder: Path
    conflicts: Path
    scoring: Path
    phrase: str
    panel: Path
    identity: str

    def copied(self, folder: Path) -> MemberPacks:
        """Copy all of it, for a test that may do with it what it likes."""
        shutil.copytree(self.folder, folder)

        def there(path: Path) -> Path:
            return folder / path.relative_to(self.folder)

        return replace(
            self,
            folder=folder,
            conflicts=there(self.conflicts),
            scoring=there(self.scoring),
            panel=there(self.panel),
        )

    def desk(self) -> PackDesk:
        """Open the scoring pack again, from disk."""
        return pack_draft.open_desk(self.scoring, self.phrase)


def member_packs(
    folder: Path, prepare: Callable[[Workspace], object] = lambda workspace: workspace
) -> MemberPacks:
    """Make the panel, let the member declare one conflict, and write both packs.

    ``prepare`` puts into the panel what should stand in it before the packs are made.
    """
    folder.mkdir(parents=True, exist_ok=True)
    workspace = make_panel(folder)
    prepare(workspace)
    _, key = opening_keys.make_whole(workspace, folder / "sleutel", SECRET)
    identity = opening_keys.key_from_file(workspace, key, SECRET).identity
    _give_hints(workspace)
    (written,) = packing.issue(workspace, PackKind.CONFLICTS, folder / "packs", evaluators=[MEMBER])
    desk = pack_draft.open_desk(written.path, written.passphrase)
    for row in DOSSIERS:
        declared = Declaration(row[0], Answer.NONE)
        if row[0] == CONFLICTED:
            declared = Declaration(row[0], Answer.CONFLICT, ConflictType.FAMILY, "Mijn zus.")
        desk = pack_draft.declare(desk, declared, NOON)
    returned = pack_draft.finalise(desk, folder / "verklaring", NOON).path
    plan = pack_declarations.plan_declarations(workspace, [returned], identity)
    pack_declarations.accept_declarations(workspace, plan)
    desk.draft_path.unlink()
    (scoring,) = packing.issue(
        workspace,
        PackKind.SCORING,
        folder / "packs",
        evaluators=[MEMBER],
        passphrases={MEMBER: written.passphrase},
    )
    panel = workspace.path
    assert panel is not None
    workspace.close()
    return MemberPacks(folder, written.path, scoring.path, written.passphrase, panel, identity)


def _give_hints(workspace: Workspace) -> None:
    """Let the member work where one of the partners does."""
    member = workspace.snapshot().evaluator_by_id[MEMBER]
    panelling.save_evaluators(workspace, [replace(member, organisation="Kennishuis Maakplaats")])
