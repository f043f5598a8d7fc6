"""The frozen allocation read back: the only source of amounts, ranks and reasons for a letter."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from delpanel.errors import UserError
from delpanel.exchange import result_document
from delpanel.model.decision import FrozenAllocation
from scoring.rules import Policy


@dataclass(frozen=True, slots=True)
class FrozenShare:
    """One cost line or one partner of an award, in cents."""

    id: str
    partner: str
    cost_cents: int
    other_public_cents: int
    erdf_cents: int
    flemish_cents: int
    own_cents: int


@dataclass(frozen=True, slots=True)
class FrozenAward:
    """What a funded dossier gets, in cents."""

    id: str
    theta_bp: int
    cost_cents: int
    other_public_cents: int
    erdf_cents: int
    flemish_cents: int
    own_cents: int
    lines: tuple[FrozenShare, ...]
    partners: tuple[FrozenShare, ...]


@dataclass(frozen=True, slots=True)
class FrozenGate:
    """A gate that was not passed; centipoints, exact; None where a gate has no figure."""

    kind: str
    subject: str
    reached_cp: Fraction | None
    asked_cp: Fraction | None
    basis: str


@dataclass(frozen=True, slots=True)
class FrozenRow:
    """A dossier in the frozen ranking; ``total`` exact on 100, "" without one."""

    id: str
    province: str
    rank: int | None
    standing: str
    total: str
    display: str
    decided_by: str
    gates: tuple[FrozenGate, ...]


@dataclass(frozen=True, slots=True)
class FrozenReason:
    """Why a dossier ended as it did, and the decision code."""

    code: str
    decision: str
    params: Mapping[str, object]

    def number(self, key: str) -> int | None:
        """Give a whole-number parameter; None where it is absent."""
        value = self.params.get(key)
        return value if isinstance(value, int) and not isinstance(value, bool) else None

    def names(self, key: str) -> tuple[str, ...]:
        """Give a list parameter as text; empty where it is absent."""
        value = self.params.get(key)
        return tuple(str(v) for v in value) if isinstance(value, list) else ()

    def text(self, key: str) -> str:
        """Give a text parameter; empty where it is absent."""
        value = self.params.get(key)
        return value if isinstance(value, str) else ""


@dataclass(frozen=True, slots=True)
class FrozenTotals:
    """Sums of a proposal: cents; ``value`` is the sum of totals on 100, exact."""

    erdf_cents: int
    flemish_cents: int
    own_cents: int
    cost_cents: int
    provinces: tuple[str, ...]
    value: str


@dataclass(frozen=True, slots=True)
class FrozenApproval:
    """How many members stood behind the agreed points of a dossier, and what a dissent said."""

    dossier: str
    required: int
    approved: int
    dissent: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FrozenDecision:
    """A frozen allocation as typed records."""

    allocation: FrozenAllocation
    policy: Policy
    consensus_on: date | None
    rows: tuple[FrozenRow, ...]
    awards: Mapping[str, FrozenAward]
    reasons: Mapping[str, FrozenReason]
    reserve: Mapping[str, int]
    totals: FrozenTotals
    other_policy: Policy
    other_funded: tuple[str, ...]
    other_totals: FrozenTotals
    points_cp: Mapping[str, Mapping[str, int]]
    rules_hash: str
    data_hash: str
    approvals: tuple[FrozenApproval, ...] = ()

    def row(self, dossier: str) -> FrozenRow | None:
        """Give the ranking row of one dossier."""
        return next((row for row in self.rows if row.id == dossier), None)


Json = Mapping[str, object]


def read_decision(allocation: FrozenAllocation) -> FrozenDecision:
    """Read a frozen allocation.

    Raises:
        UserError: UNTRUE_DIGEST when the document does not match its digest.
    """
    if result_document.digest(allocation.document) != allocation.digest:
        raise UserError("UNTRUE_DIGEST")
    document = result_document.parse(allocation.document)
    decision, other = _table(document, "decision"), _table(document, "other_policy")
    return FrozenDecision(
        allocation=allocation,
        policy=Policy(_text(decision, "policy")),
        consensus_on=_day(decision.get("consensus_on")),
        rows=tuple(_row(row) for row in _tables(decision, "ranking")),
        awards={_text(a, "id"): _award(a) for a in _tables(decision, "awards")},
        reasons={
            name: _reason(_table(_table(decision, "reasons"), name))
            for name in _table(decision, "reasons")
        },
        reserve={_text(e, "id"): _whole(e, "place") for e in _tables(decision, "reserve")},
        totals=_totals(_table(decision, "totals")),
        other_policy=Policy(_text(other, "policy")),
        other_funded=_texts(other, "funded"),
        other_totals=_totals(_table(other, "totals")),
        points_cp=_points(_table(decision, "consolidated")),
        rules_hash=_text(document, "rules_hash"),
        data_hash=_text(document, "data_hash"),
        approvals=_approvals(decision),
    )


def _row(row: Json) -> FrozenRow:
    rank = row.get("rank")
    return FrozenRow(
        id=_text(row, "id"),
        province=_text(row, "province"),
        rank=rank if isinstance(rank, int) else None,
        standing=_text(row, "standing"),
        total=_text(row, "total"),
        display=_text(row, "display"),
        decided_by=_text(row, "decided_by"),
        gates=tuple(_gate(gate) for gate in _tables(row, "gates")),
    )


def _gate(gate: Json) -> FrozenGate:
    reached, asked = gate.get("reached"), gate.get("asked")
    return FrozenGate(
        kind=_text(gate, "kind"),
        subject=_text(gate, "subject"),
        reached_cp=None if reached is None else Fraction(str(reached)),
        asked_cp=None if asked is None else Fraction(str(asked)),
        basis=_text(gate, "basis"),
    )


def _award(award: Json) -> FrozenAward:
    return FrozenAward(
        id=_text(award, "id"),
        theta_bp=_whole(award, "theta_bp"),
        cost_cents=_whole(award, "cost_cents"),
        other_public_cents=_whole(award, "other_public_cents"),
        erdf_cents=_whole(award, "erdf_cents"),
        flemish_cents=_whole(award, "flemish_cents"),
        own_cents=_whole(award, "own_cents"),
        lines=tuple(_share(share) for share in _tables(award, "lines")),
        partners=tuple(_share(share) for share in _tables(award, "partners")),
    )


def _share(share: Json) -> FrozenShare:
    return FrozenShare(
        id=_text(share, "id"),
        partner=_text(share, "partner"),
        cost_cents=_whole(share, "cost_cents"),
        other_public_cents=_whole(share, "other_public_cents"),
        erdf_cents=_whole(share, "erdf_cents"),
        flemish_cents=_whole(share, "flemish_cents"),
        own_cents=_whole(share, "own_cents"),
    )


def _reason(reason: Json) -> FrozenReason:
    decision = reason.get("decision")
    return FrozenReason(
        code=_text(reason, "code"),
        decision="" if decision is None else str(decision),
        params=_table(reason, "params"),
    )


def _totals(sums: Json) -> FrozenTotals:
    return FrozenTotals(
        erdf_cents=_whole(sums, "erdf_cents"),
        flemish_cents=_whole(sums, "flemish_cents"),
        own_cents=_whole(sums, "own_cents"),
        cost_cents=_whole(sums, "cost_cents"),
        provinces=_texts(sums, "provinces"),
        value=_text(sums, "value_on_100"),
    )


def _points(consolidated: Json) -> Mapping[str, Mapping[str, int]]:
    found: dict[str, dict[str, int]] = {}
    for dossier in consolidated:
        cells = _table(consolidated, dossier)
        for criterion in cells:
            value = _table(cells, criterion).get("value_cp")
            if isinstance(value, int):
                found.setdefault(dossier, {})[criterion] = value
    return found


def _approvals(decision: Json) -> tuple[FrozenApproval, ...]:
    if "approvals" not in decision:
        return ()
    dossiers = _table(_table(decision, "approvals"), "dossiers")
    found = {name: _table(dossiers, name) for name in dossiers}
    return tuple(
        FrozenApproval(
            name, _whole(row, "required"), _whole(row, "approved"), _texts(row, "dissent")
        )
        for name, row in sorted(found.items())
    )


def _day(value: object) -> date | None:
    return date.fromisoformat(value) if isinstance(value, str) else None


def _table(row: Json, key: str) -> Json:
    value = row[key]
    return value if isinstance(value, dict) else {}


def _tables(row: Json, key: str) -> Sequence[Json]:
    value = row[key]
    return [entry for entry in value if isinstance(entry, dict)] if isinstance(value, list) else []


def _texts(row: Json, key: str) -> tuple[str, ...]:
    value = row[key]
    return tuple(str(entry) for entry in value) if isinstance(value, list) else ()


def _text(row: Json, key: str) -> str:
    return str(row[key])


def _whole(row: Json, key: str) -> int:
    return int(str(row[key]))
