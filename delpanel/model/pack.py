"""What goes out to a panel member in one sealed file, what stays on disk, and what comes back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from delpanel.model.approval import ApprovalAnswer
from delpanel.model.assessment import CriterionAssessment
from delpanel.model.attachment import AttachedFile
from delpanel.model.dossier import Dossier, PartnerRole
from scoring.dossiers import ScoreState


class PackKind(StrEnum):
    """Step zero asks for conflicts of interest, then for points, in the end for approval."""

    CONFLICTS = "conflicts"
    SCORING = "scoring"
    APPROVAL = "approval"


class Answer(StrEnum):
    """What a member declares about one dossier."""

    NONE = "none"
    CONFLICT = "conflict"
    UNSURE = "unsure"


class ConflictType(StrEnum):
    """Why a member may not judge a dossier."""

    EMPLOYMENT = "employment"
    MANDATE = "mandate"
    FAMILY = "family"
    FINANCIAL = "financial"
    COLLABORATION = "collaboration"
    COMPETITION = "competition"
    OTHER = "other"


class HintKind(StrEnum):
    """Why a dossier deserves a second look before a member declares."""

    ENTERPRISE_NUMBER = "enterprise_number"
    MAIL_DOMAIN = "mail_domain"
    NAME = "name"
    COMPETITOR = "competitor"


@dataclass(frozen=True, slots=True)
class PackHead:
    """Which pack this is. ``number`` counts the packs of a member; every field is under the seal.

    ``opening_key`` is the public key to which the return has to be encrypted; ``public_key`` the
    half of the pack's own signing key that stays in the panel, in hex.
    """

    panel: str
    id: str
    kind: PackKind
    evaluator: str
    number: int
    criteria_digest: str
    opening_key: str
    public_key: str
    made_at: datetime
    due_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class NamedPartner:
    """A partner as a step-zero pack names it; of a mail address only the domain."""

    name: str
    role: PartnerRole
    kbo: str = ""
    contact: str = ""
    mail_domain: str = ""


@dataclass(frozen=True, slots=True)
class Hint:
    """One reason for a second look: what agrees, and with whom."""

    kind: HintKind
    text: str


@dataclass(frozen=True, slots=True)
class Consortium:
    """A dossier in a step-zero pack: its name and its people, nothing of its content."""

    dossier: str
    name: str
    partners: tuple[NamedPartner, ...] = ()
    hints: tuple[Hint, ...] = ()


@dataclass(frozen=True, slots=True)
class Declaration:
    """What a member declares about one dossier; a conflict names its type."""

    dossier: str
    answer: Answer
    type: ConflictType | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class PackCell:
    """What a member gave on one criterion, when it last changed and how often.

    Of two versions of a cell the one with the later ``edited_at`` holds.
    """

    dossier: str
    criterion: str
    points_cp: int | None = None
    motivation: str = ""
    state: ScoreState = ScoreState.SCORED
    edits: int = 0
    edited_at: str = ""

    def assessment(self, evaluator: str, revision: int = 0) -> CriterionAssessment:
        """Give the cell as the panel keeps it."""
        return CriterionAssessment(
            self.dossier,
            evaluator,
            self.criterion,
            self.points_cp,
            self.motivation,
            self.state,
            revision,
        )


@dataclass(frozen=True, slots=True)
class AgreedCriterion:
    """What the panel agreed on one criterion, in centipoints, with the words for the letter."""

    criterion: str
    points_cp: int
    motivation: str = ""


@dataclass(frozen=True, slots=True)
class AgreedDossier:
    """A dossier in an approval pack: its name and what was agreed; ``digest`` names just that."""

    dossier: str
    name: str
    digest: str
    criteria: tuple[AgreedCriterion, ...] = ()


@dataclass(frozen=True, slots=True)
class GivenApproval:
    """What a member says of the agreed points of one dossier; a dissent says why."""

    dossier: str
    answer: ApprovalAnswer
    note: str = ""


@dataclass(frozen=True, slots=True)
class PackContent:
    """Everything a member needs, and nothing else: what is not here cannot be looked up.

    A step-zero pack holds consortia, a scoring pack dossiers with their attachments and the cells
    given before, an approval pack what was agreed on the member's own dossiers.
    """

    head: PackHead
    call_text: str
    call_version: int
    evaluator_name: str
    consortia: tuple[Consortium, ...] = ()
    dossiers: tuple[Dossier, ...] = ()
    cells: tuple[PackCell, ...] = ()
    attachments: tuple[AttachedFile, ...] = ()
    agreed: tuple[AgreedDossier, ...] = ()


@dataclass(frozen=True, slots=True)
class Draft:
    """What a member has done so far. ``finished`` are the digests of what was handed in, in order.

    A return names the returns that came before it from the same draft, so that a later one is told
    from one that was made on another machine. ``journal`` holds every saved state, a line each.
    """

    cells: tuple[PackCell, ...] = ()
    declarations: tuple[Declaration, ...] = ()
    finished: tuple[str, ...] = ()
    saved_at: str = ""
    journal: tuple[str, ...] = ()
    approvals: tuple[GivenApproval, ...] = ()


@dataclass(frozen=True, slots=True)
class ReturnHead:
    """What anyone may read of a return: of which pack it is, and when it was handed in."""

    panel: str
    pack: str
    kind: PackKind
    revision: int
    finished_at: str


@dataclass(frozen=True, slots=True)
class ReturnContent:
    """An opened return: what the member handed in, bound to panel, pack, member and criteria."""

    head: ReturnHead
    evaluator: str
    criteria_digest: str
    digest: str
    ancestors: tuple[str, ...]
    cells: tuple[PackCell, ...] = ()
    declarations: tuple[Declaration, ...] = ()
    approvals: tuple[GivenApproval, ...] = ()


@dataclass(frozen=True, slots=True)
class PublishedPacks:
    """What lets anyone check returns without a key: public keys and terms, by pack."""

    panel: str
    opening_key: str
    public_keys: Mapping[str, str] = field(default_factory=dict)
    due_at: Mapping[str, str] = field(default_factory=dict)
