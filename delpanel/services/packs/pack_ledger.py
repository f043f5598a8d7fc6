"""What a panel remembers of its packs: which went out, what was declared, what came back."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Final

from delpanel.exchange.packs.pack_format import canonical, digest, read_canonical
from delpanel.exchange.packs.pack_records import from_plain, to_plain
from delpanel.model.assessment import CriterionAssessment
from delpanel.model.pack import Answer, ConflictType, PackCell, PackHead, PackKind
from delpanel.services.state.workspace import Workspace
from delpanel.storage.unit_of_work import UnitOfWork

PACKS: Final = "pack/"
DECLARED: Final = "pack-declared/"
RETURNED: Final = "pack-returned/"
APPROVED: Final = "pack-approved/"

# When a cell was last changed, how often, and a digest of what it holds: the greatest one stands
Stamp = tuple[str, int, str]
CellKey = tuple[str, str]


@dataclass(frozen=True, slots=True)
class IssuedPack:
    """A pack that went out: its head, the dossiers in it, and the digest of the file.

    ``agreed`` are, by dossier, the digests of the agreed points an approval pack asks about.
    ``voids`` are, by dossier and criterion, the revisions that voided what stood there before.
    """

    head: PackHead
    dossiers: tuple[str, ...]
    digest: str
    agreed: Mapping[str, str] = field(default_factory=dict)
    voids: Mapping[str, Mapping[str, int]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Handed:
    """A return the panel took in: its digest and those handed in before it from the same draft."""

    digest: str
    ancestors: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class CellStamp:
    """The version of one cell that the panel holds from a return."""

    dossier: str
    criterion: str
    edited_at: str
    edits: int
    digest: str

    @property
    def stamp(self) -> Stamp:
        """What versions are compared by."""
        return self.edited_at, self.edits, self.digest


@dataclass(frozen=True, slots=True)
class Returned:
    """What came back from one member: the last returns per pack, the version of each cell.

    It depends on the set of returns that were taken in, never on their order.
    """

    heads: Mapping[str, tuple[Handed, ...]] = field(default_factory=dict)
    stamps: tuple[CellStamp, ...] = ()


@dataclass(frozen=True, slots=True)
class Declared:
    """What was accepted about one dossier, and the age of the return that said so.

    A conflict outweighs every other answer until somebody lifts it; else the later return counts.
    ``age`` is empty where the office wrote down what a member said; any return outweighs that.
    ``decided`` is the reason of the office where it decided on a doubt, or wrote it down.
    """

    answer: Answer
    age: str
    type: ConflictType | None = None
    note: str = ""
    decided: str = ""

    @property
    def weight(self) -> tuple[bool, str]:
        """What two answers are compared by."""
        return self.answer is Answer.CONFLICT, self.age


@dataclass(frozen=True, slots=True)
class PackLedger:
    """Packs by id; accepted declarations and returns by member.

    ``approved`` holds, by member and dossier, the age of the approval that was taken in last.
    """

    packs: Mapping[str, IssuedPack]
    declarations: Mapping[str, Mapping[str, Declared]]
    returns: Mapping[str, Returned]
    approved: Mapping[str, Mapping[str, str]] = field(default_factory=dict)

    def all(self) -> tuple[IssuedPack, ...]:
        """Give every pack, by kind, member and number."""
        return tuple(pack for kind in PackKind for pack in self.of_kind(kind))

    def of_kind(self, kind: PackKind) -> tuple[IssuedPack, ...]:
        """Give the packs of one kind, by member and number."""
        found = [pack for pack in self.packs.values() if pack.head.kind is kind]
        return tuple(sorted(found, key=lambda p: (p.head.evaluator, p.head.number)))

    def declared(self, evaluator: str) -> Mapping[str, Declared]:
        """Give what of a member's declaration was accepted, by dossier."""
        return self.declarations.get(evaluator, {})

    def returned(self, evaluator: str) -> Returned:
        """Give what came back from a member."""
        return self.returns.get(evaluator, Returned())

    def sealed_cells(self) -> frozenset[tuple[str, str, str]]:
        """Give the cells (member, dossier, criterion) that came in by a sealed return."""
        return frozenset(
            (evaluator, stamp.dossier, stamp.criterion)
            for evaluator, returned in self.returns.items()
            for stamp in returned.stamps
        )

    def cell_of(self, held: CriterionAssessment) -> PackCell:
        """Give a cell for the next pack of a member, with its version where it came from one."""
        cell = PackCell(held.dossier, held.criterion, held.points_cp, held.motivation, held.state)
        for one in self.returned(held.evaluator).stamps:
            if (one.dossier, one.criterion) == (held.dossier, held.criterion):
                versioned = PackCell(
                    cell.dossier,
                    cell.criterion,
                    cell.points_cp,
                    cell.motivation,
                    cell.state,
                    one.edits,
                    one.edited_at,
                )
                # a later change has to come after what was returned, whoever wrote since
                dated = replace(cell, edited_at=one.edited_at)
                return versioned if stamp_of(versioned) == one.stamp else dated
        return cell


def load(workspace: Workspace) -> PackLedger:
    """Read what the panel remembers."""
    with workspace.store.read() as state:
        held = state.meta.all()
    return PackLedger(
        packs={
            key.removeprefix(PACKS): from_plain(IssuedPack, read_canonical(text.encode()))
            for key, text in held.items()
            if key.startswith(PACKS)
        },
        declarations={
            key.removeprefix(DECLARED): {
                dossier: from_plain(Declared, plain)
                for dossier, plain in read_canonical(text.encode()).items()
            }
            for key, text in held.items()
            if key.startswith(DECLARED)
        },
        returns={
            key.removeprefix(RETURNED): from_plain(Returned, read_canonical(text.encode()))
            for key, text in held.items()
            if key.startswith(RETURNED)
        },
        approved={
            key.removeprefix(APPROVED): read_canonical(text.encode())
            for key, text in held.items()
            if key.startswith(APPROVED)
        },
    )


def keep_declared(unit: UnitOfWork, evaluator: str, answers: Mapping[str, Declared]) -> None:
    """Remember what was accepted of a declaration."""
    unit.meta.set(DECLARED + evaluator, canonical(to_plain(answers)).decode())


def keep_returned(unit: UnitOfWork, evaluator: str, returned: Returned) -> None:
    """Remember what came back from a member."""
    unit.meta.set(RETURNED + evaluator, canonical(to_plain(returned)).decode())


def keep_approved(unit: UnitOfWork, evaluator: str, ages: Mapping[str, str]) -> None:
    """Remember how old the approvals are that were taken in from a member."""
    unit.meta.set(APPROVED + evaluator, canonical(dict(ages)).decode())


def age_of(number: int, revision: int, name: str) -> str:
    """Give what puts the answers of a member in order: pack, return, and its name for a tie.

    The moment of handing in is left out: the same answers handed in twice are of one age.
    """
    return f"{number:06}/{revision:06}/{name}"


def stamp_of(cell: PackCell) -> Stamp:
    """Give the version of a cell."""
    value = [cell.points_cp, cell.motivation, str(cell.state)]
    return cell.edited_at, cell.edits, digest(canonical(value))


def with_head(heads: Iterable[Handed], one: Handed) -> tuple[Handed, ...]:
    """Add a return to the last ones of a pack; whatever came before another is dropped."""
    everyone = {head.digest: head for head in (*heads, one)}
    past = {ancestor for head in everyone.values() for ancestor in head.ancestors}
    return tuple(everyone[key] for key in sorted(everyone) if key not in past)
