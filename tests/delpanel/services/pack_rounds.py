"""Offline rounds to test with: keys, packs, members who fill them in and hand them in."""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path

from delpanel.model.attachment import AttachedFile, Attachment
from delpanel.model.dossier import Dossier
from delpanel.model.pack import Answer, ConflictType, Declaration, PackKind
from delpanel.services.member import pack_draft
from delpanel.services.member.pack_draft import PackDesk
from delpanel.services.packs import opening_keys, packing
from delpanel.services.people import panelling
from delpanel.services.returns import pack_declarations, pack_merge
from delpanel.services.returns.pack_merge import MergePlan
from delpanel.services.state.workspace import Workspace
from tests.factories import (
    CRITERIA,
    MOTIVATION,
    SITTING_AT,
    dossier,
    environment,
    new_panel,
    put_dossiers,
    seat_panel,
)

SECRET = "een wachtzin van de voorzitter"
PROVINCES = ("BE21", "BE22", "BE23", "BE24", "BE25")


@dataclass(frozen=True, slots=True)
class Round:
    """A panel whose step zero is done: E1 has a conflict on D02, packs are out."""

    workspace: Workspace
    folder: Path
    identity: str
    phrases: Mapping[str, str]

    def desk(self, evaluator: str, number: int = 1) -> PackDesk:
        """Open the scoring pack of a member."""
        path = self.folder / "packs" / f"scoring-{evaluator}-{number}.delpack"
        return pack_draft.open_desk(path, self.phrases[evaluator])

    def plan(self, *paths: Path) -> MergePlan:
        """Plan what these returns would do."""
        return pack_merge.plan_merge(self.workspace, paths, self.identity)

    def merge(self, *paths: Path) -> MergePlan:
        """Take these returns in."""
        plan = self.plan(*paths)
        pack_merge.accept_merge(self.workspace, plan)
        return plan


def secret_dossier() -> Dossier:
    """Give a dossier whose every word can be searched for."""
    plain = dossier("D02", nuts="BE22", title="Zonnewijzer Kempen", acronym="ZONNEWIJZER")
    partners = tuple(replace(p, name=f"Geheimpartner {p.id}") for p in plain.partners)
    sections = tuple(replace(s, text=f"Verzwegen {s.criterion} passage") for s in plain.sections)
    return replace(plain, partners=partners, sections=sections, summary="Verborgen samenvatting")


def attached(dossier_id: str, content: bytes) -> AttachedFile:
    """Give an attachment that is no PDF."""
    digest = hashlib.sha256(content).hexdigest()
    record = Attachment(dossier_id, 1, "bijlage.txt", "text/plain", 0, digest, len(content))
    return AttachedFile(record, content)


def panel_with_key(folder: Path, members: int = 2) -> tuple[Workspace, str]:
    """Make a panel of three dossiers, two with an attachment, and a key held by the chair."""
    workspace = new_panel(folder)
    put_dossiers(workspace, [dossier(), secret_dossier(), dossier("D03", nuts="BE23")])
    with workspace.act("attach") as unit:
        unit.attachments.put(attached("D01", b"bijlage van D01"))
        unit.attachments.put(attached("D02", b"verzwegen bijlage"))
    seat_panel(workspace, members)
    _, path = opening_keys.make_whole(workspace, folder / "voorzitter", SECRET)
    return workspace, opening_keys.key_from_file(workspace, path, SECRET).identity


def started_round(
    folder: Path, members: int = 2, conflicts: Sequence[tuple[str, str]] = (("E1", "D02"),)
) -> Round:
    """Do step zero and write the scoring packs."""
    workspace, identity = panel_with_key(folder, members)
    written = packing.issue(workspace, PackKind.CONFLICTS, folder / "packs")
    phrases = {one.issued.head.evaluator: one.passphrase for one in written}
    returned = []
    for one in written:
        evaluator = one.issued.head.evaluator
        desk = pack_draft.open_desk(one.path, one.passphrase)
        for number in ("D01", "D02", "D03"):
            declared = Declaration(number, Answer.NONE)
            if (evaluator, number) in conflicts:
                declared = Declaration(number, Answer.CONFLICT, ConflictType.FAMILY, "Een neef.")
            desk = pack_draft.declare(desk, declared, SITTING_AT)
        target = folder / f"verklaring-{evaluator}.delreturn"
        returned.append(pack_draft.finalise(desk, target, SITTING_AT).path)
    plan = pack_declarations.plan_declarations(workspace, returned, identity)
    pack_declarations.accept_declarations(workspace, plan)
    panelling.assign_all(workspace)
    packing.issue(workspace, PackKind.SCORING, folder / "packs", passphrases=phrases)
    return Round(workspace, folder, identity, phrases)


def filled(desk: PackDesk, points_cp: int, at: datetime = SITTING_AT) -> PackDesk:
    """Give the same points on everything in a pack."""
    for place, held in enumerate(desk.content.dossiers):
        for criterion in CRITERIA:
            desk = pack_draft.give(
                desk,
                (held.id, criterion),
                at + timedelta(seconds=place),
                points_cp=points_cp,
                motivation=MOTIVATION,
            )
    return desk


def handed_in(desk: PackDesk, target: Path, at: datetime = SITTING_AT) -> Path:
    """Hand a pack in, whatever is missing."""
    return pack_draft.finalise(desk, target, at, partial=True).path


@contextmanager
def copied(begun: Round, folder: Path) -> Iterator[Round]:
    """Work on a copy of a round, in a folder of its own."""
    shutil.copytree(begun.folder, folder)
    with Workspace.open(str(folder / "paneel.delpanel"), environment()) as workspace:
        yield replace(begun, workspace=workspace, folder=folder)
