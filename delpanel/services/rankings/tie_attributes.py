"""Recorded attributes: whole numbers that break ties, such as the rank of a physical draw.

A call declares them; the office records them with a reason until a decision is frozen, also after
the points, since a draw is held where a tie turns up. A choice of the chair that breaks a tie is
one of them, or it is no rule at all. The reasons are in the journal.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from delpanel import messages
from delpanel.changes import Changes
from delpanel.errors import StaleValue, UserError
from delpanel.model.permissions import require_office, require_open
from delpanel.model.typed_text import MOST_CHARACTERS, cleaned, is_too_long
from delpanel.services.rankings.awaited import awaited
from delpanel.services.state.computed import Computed
from delpanel.services.state.presiding import require_free
from delpanel.services.state.snapshot import Snapshot
from delpanel.services.state.workspace import Workspace

STALE: Final = "ATTRIBUTE_STALE"
LARGEST: Final = 10**12
"""Either way; numbers of this size are kept and written exactly everywhere."""
_WHOLE: Final = re.compile(r"[+-]?[0-9]+")
_SHOWN: Final = 40

Key = tuple[str, str]
"""Dossier and attribute."""


@dataclass(frozen=True, slots=True)
class AttributeRow:
    """One attribute of one dossier; ``awaited`` where a tie cannot be broken without it."""

    dossier: str
    attribute: str
    value: int | None
    awaited: bool

    @property
    def key(self) -> Key:
        """Dossier and attribute."""
        return self.dossier, self.attribute


def record(
    workspace: Workspace, dossier: str, attribute: str, value: int | None, reason: str
) -> Changes:
    """Record an attribute of a dossier, or change it; the same again does nothing.

    Raises:
        NotAllowed: OFFICE_ONLY, FROZEN, PRESIDING_CONFLICT.
        UserError: ATTRIBUTE_NONE where the call declares none, ATTRIBUTE_UNKNOWN where it declares
            others; UNKNOWN_DOSSIER; ATTRIBUTE_EMPTY, ATTRIBUTE_RANGE; REASON_MISSING,
            ATTRIBUTE_REASON_LONG.
        StaleValue: ATTRIBUTE_STALE, somebody changed the panel meanwhile.
    """
    seen = workspace.store.data_version()
    key = dossier, attribute
    held = value_of(_guarded(workspace, key), key)
    if value is None:
        raise UserError("ATTRIBUTE_EMPTY")
    if abs(value) > LARGEST:
        raise UserError("ATTRIBUTE_RANGE")
    said = _reason(reason)
    if held == value:
        return Changes()
    return _write(workspace, "attribute", key, (held, value), said, seen)


def take_away(workspace: Workspace, dossier: str, attribute: str, reason: str) -> Changes:
    """Take a recorded attribute away: it is missing again; the journal keeps what it was.

    Raises:
        NotAllowed, StaleValue: as ``record``.
        UserError: those of ``record``, and ATTRIBUTE_MISSING where nothing is recorded.
    """
    seen = workspace.store.data_version()
    key = dossier, attribute
    held = value_of(_guarded(workspace, key), key)
    if held is None:
        raise UserError("ATTRIBUTE_MISSING", dossier=dossier, attribute=attribute)
    return _write(workspace, "attribute-removed", key, (held, None), _reason(reason), seen)


def put_back(workspace: Workspace, key: Key, stands: int | None, held: int | None) -> Changes:
    """Undo: put what was ``held`` in place of what ``stands``.

    Raises:
        NotAllowed, UserError: as ``record``. StaleValue: ATTRIBUTE_STALE, something else stands
            there now.
    """
    seen = workspace.store.data_version()
    if value_of(_guarded(workspace, key), key) != stands:
        raise StaleValue(STALE)
    return _write(workspace, "attribute-undone", key, (stands, held), "", seen)


def declared(state: Snapshot) -> tuple[str, ...]:
    """Name the attributes that the call declares, in the order in which they decide."""
    return tuple(attribute.name for attribute in state.call.rules.tie_attributes)


def value_of(state: Snapshot, key: Key) -> int | None:
    """What is recorded; None where nothing is, which is no zero."""
    dossier, attribute = key
    return state.attributes.get(dossier, {}).get(attribute)


def attribute_rows(computed: Computed) -> tuple[AttributeRow, ...]:
    """Give every declared attribute of every dossier, those that a tie waits for first."""
    state, waits = computed.snapshot, awaited(computed)
    rows = [
        AttributeRow(d.id, name, value_of(state, (d.id, name)), waits.get(d.id) == name)
        for name in declared(state)
        for d in state.dossiers
    ]
    return tuple(sorted(rows, key=lambda row: not row.awaited))


def standing_words(row: AttributeRow, language: str) -> str:
    """Say whether a tie waits for a value, or whether there is none; empty where there is one."""
    if row.awaited:
        return messages.sentence("ATTRIBUTE_AWAITED", {}, language)
    return messages.sentence("ATTRIBUTE_IDLE", {}, language) if row.value is None else ""


def value_words(value: int | None) -> str:
    """Write a value; a dash where nothing is recorded."""
    if value is None:
        return "\u2013"
    return f"\u2212{-value}" if value < 0 else str(value)


def read_whole(text: str) -> int | None:
    """Read a whole number as people type it; None for an empty text.

    Raises:
        UserError: ATTRIBUTE_NUMBER, ATTRIBUTE_RANGE.
    """
    plain = text.strip().replace("\u2212", "-")
    if not plain:
        return None
    if not _WHOLE.fullmatch(plain):
        raise UserError("ATTRIBUTE_NUMBER", text=text.strip()[:_SHOWN])
    # compared by length first: a number of thousands of digits cannot be read at all
    if len(plain) > _SHOWN or abs(int(plain)) > LARGEST:
        raise UserError("ATTRIBUTE_RANGE")
    return int(plain)


def as_plain(computed: Computed) -> list[dict[str, object]]:
    """Give the attributes as plain data: the contract of ``delpanel attributes --json``."""
    return [
        {
            "dossier": row.dossier,
            "attribute": row.attribute,
            "value": row.value,
            "awaited": row.awaited,
        }
        for row in attribute_rows(computed)
    ]


def recorded(computed: Computed, attribute: str) -> dict[str, int]:
    """Give what is recorded of an attribute for the dossiers with a rank, by dossier."""
    state = computed.snapshot
    found = {name: value_of(state, (name, attribute)) for name in computed.ranking.passing}
    return {name: value for name, value in sorted(found.items()) if value is not None}


def decision_part(computed: Computed) -> dict[str, object]:
    """Give what a decision document says of attributes; nothing where the call declares none.

    With the totals, the deciding points and the seed of the lot the order can be made again.
    """
    attributes = computed.core.rules.tie_attributes
    if not attributes:
        return {}
    return {
        "tie_attributes": [
            {
                "name": attribute.name,
                "direction": str(attribute.direction),
                "values": recorded(computed, attribute.name),
            }
            for attribute in attributes
        ]
    }


def _guarded(workspace: Workspace, key: Key) -> Snapshot:
    dossier, attribute = key
    require_office(workspace.actor, "attribute")
    require_open(workspace.phase, "attribute")
    state = workspace.snapshot()
    known = declared(state)
    if not known:
        raise UserError("ATTRIBUTE_NONE")
    if attribute not in known:
        raise UserError("ATTRIBUTE_UNKNOWN", attribute=attribute, known=", ".join(known))
    if dossier not in state.dossier_by_id:
        raise UserError("UNKNOWN_DOSSIER", dossier=dossier)
    require_free(workspace, dossier)
    return state


def _reason(reason: str) -> str:
    said = cleaned(reason).strip()
    if not said:
        raise UserError("REASON_MISSING", verb="attribute")
    if is_too_long(said):
        raise UserError("ATTRIBUTE_REASON_LONG", length=len(said), most=MOST_CHARACTERS)
    return said


def _write(
    workspace: Workspace,
    verb: str,
    key: Key,
    step: tuple[int | None, int | None],
    reason: str,
    seen: int,
) -> Changes:
    before, after = step
    dossier, attribute = key
    moved = f"{attribute}: {value_words(before)} \u2192 {value_words(after)}"
    detail = f"{moved}: {reason}" if reason else moved
    with workspace.act(verb, dossier, detail, based_on=seen, stale=STALE) as unit:
        unit.dossiers.set_attribute(dossier, attribute, after)
    return Changes(dossiers=frozenset({dossier}))
