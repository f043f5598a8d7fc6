"""Which keys a call file may hold: a slip in a name must not silently drop a threshold."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from typing import Final

from delpanel.errors import UserError
from delpanel.file_causes import toml_place
from delpanel.model.issues import Issue, Place, Severity

_WORDS: Final = frozenset({"nl", "en"})
KNOWN_KEYS: Final[Mapping[str, frozenset[str]]] = {
    "": frozenset(
        {
            "assumed",
            "call",
            "scale",
            "criteria",
            "thresholds",
            "consolidation",
            "ties",
            "provinces",
            "envelopes",
            "rates",
            "policy",
            "reserve",
            "deadlines",
            "panel",
            "assignment",
        }
    ),
    "call": frozenset(
        {
            "id",
            "title",
            "kind",
            "aid_rules",
            "letters",
            "minimum_partners",
            "sme_only",
            "pre_registration_required",
            "mandatory_evidence",
        }
    ),
    "call.title": _WORDS,
    "call.kind": _WORDS,
    "scale": frozenset({"minimum", "maximum", "step"}),
    "criteria": frozenset({"id", "weight", "threshold", "name", "question", "descriptors"}),
    "criteria.name": _WORDS,
    "criteria.question": _WORDS,
    "criteria.descriptors": _WORDS | {"points"},
    "thresholds": frozenset({"overall", "out_of", "basis", "groups"}),
    "thresholds.groups": frozenset({"id", "criteria", "basis", "minimum"}),
    "consolidation": frozenset(
        {
            "method",
            "trim",
            "quorum",
            "rounding_step",
            "ranking_basis",
            "evaluator_penalty",
            "dossier_penalty",
        }
    ),
    "ties": frozenset({"order", "attributes", "lottery_seed"}),
    "ties.attributes": frozenset({"name", "direction"}),
    "provinces": frozenset({"nuts", "name", "maximum", "erdf"}),
    "provinces.name": _WORDS,
    "envelopes": frozenset(
        {
            "erdf",
            "flemish",
            "erdf_per_dossier",
            "flemish_per_dossier",
            "expected_cost_per_dossier",
        }
    ),
    "rates": frozenset({"erdf", "public_cap", "erdf_line_mode"}),
    "policy": frozenset({"decides", "on_nofit", "partial", "cofinancing", "synergy"}),
    "reserve": frozenset({"per_province", "scope", "until"}),
    "deadlines": frozenset(
        {
            "zone",
            "opens",
            "pre_registration",
            "dossier",
            "decision_by",
            "earliest_start",
            "latest_end",
        }
    ),
    "panel": frozenset(
        {
            "evaluators_per_dossier",
            "minimum_motivation",
            "consensus_gap",
            "discrepancy",
            "proposal",
            "discrepancies",
            "approvals",
            "hold_scores",
        }
    ),
    "assignment": frozenset({"balance", "minimum", "maximum", "page_step", "words_per_page"}),
    "panel.discrepancies": frozenset({"kind", "points", "within"}),
}


def unknown_keys(text: str, source: str = "") -> tuple[Issue, ...]:
    """Name every key of a call file that no call has.

    Raises:
        UserError: CALL_SYNTAX for text that is no TOML.
    """
    try:
        table = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise UserError("CALL_SYNTAX", file=source, **toml_place(error)) from error
    return tuple(
        Issue("CALL_KEY_UNKNOWN", Severity.ERROR, Place(file=source), {"key": key})
        for key in _unknown("", "", table)
    )


def _unknown(kind: str, written: str, table: Mapping[str, object]) -> Iterator[str]:
    """Walk the tables: ``kind`` is the path without numbers, ``written`` the one with them."""
    for name, value in table.items():
        path = f"{written}.{name}" if written else name
        inner = f"{kind}.{name}" if kind else name
        if name not in KNOWN_KEYS.get(kind, frozenset()):
            yield path
        elif isinstance(value, dict):
            yield from _unknown(inner, path, value)
        elif isinstance(value, list):
            for number, row in enumerate(value):
                if isinstance(row, dict):
                    yield from _unknown(inner, f"{path}[{number}]", row)
