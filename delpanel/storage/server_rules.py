"""Row-level rules on a server: which rows of which table a login sees and may change.

Without a rule a table is closed: a new table stays hidden from evaluators until it is named here.
The statements are part of the schema of a server; a panel file has none of them.
"""

from __future__ import annotations

from typing import Final

from sqlalchemy import Connection

from delpanel.storage.all_tables import ALL_TABLES
from delpanel.storage.server_functions import (
    LOGIN_POINTS,
    OPEN_FACTS,
    SCORE_GRID,
    functions,
    listed,
)

_ROLE: Final = "(SELECT panel_role())"
_ME: Final = "(SELECT my_evaluator())"
_OPEN: Final = "NOT (SELECT is_released())"
_RELEASED: Final = "(SELECT is_released())"
_MINE: Final = "dossier IN (SELECT my_dossiers())"
_SIGNED: Final = "actor = session_user::text"
_OWN: Final = f"evaluator = {_ME}"
_OF_DOSSIERS: Final = (
    *("partners", "cost_lines", "evidence", "sections", "dossier_findings", "tie_attributes"),
    *("admissibility_findings", "attachments", "dossier_expertise"),
    "partner_aid",
)
_ASSIGNED: Final = "SELECT a.dossier FROM assignments a WHERE a.evaluator = (SELECT my_evaluator())"

# What an evaluator reads. "false": asked for by every reading of a panel, and always empty
MEMBER_READS: Final[dict[str, str]] = {
    "meta": f"key IN ({listed(OPEN_FACTS)})",
    "call_versions": "true",
    "dossiers": "id IN (SELECT my_dossiers())",
    **dict.fromkeys(_OF_DOSSIERS, _MINE),
    "evaluators": f"id = {_ME} OR {_RELEASED}",
    "evaluator_profiles": _OWN,
    "assignments": f"{_OWN} OR ({_RELEASED} AND {_MINE})",
    "conflicts": _OWN,
    "assessments": f"{_MINE} AND ({_OWN} OR {_RELEASED})",
    "assessment_history": f"{_MINE} AND ({_OWN} OR {_RELEASED})",
    "approvals": f"{_MINE} AND {_OWN}",
    "consensus": f"{_MINE} AND {_RELEASED}",
    "consensus_sources": f"{_MINE} AND {_RELEASED}",
    "conditions": "false",
    "synergies": "false",
    "withdrawals": "false",
    "allocations": "false",
}
# What an evaluator writes, by table and act; a change must fit before and after
_SCORES: Final = f"{_MINE} AND {_OWN} AND {_OPEN}"
_APPROVES: Final = f"{_MINE} AND {_OWN} AND {_RELEASED} AND NOT (SELECT is_frozen())"
_APPROVAL: Final = f"{_APPROVES} AND source = 'room' AND {_SIGNED}"
# The own conflict of interest voids what was given
_GIVEN: Final = "(state IN ('scored', 'declined') OR state = 'coi' AND points_cp IS NULL)"
MEMBER_WRITES: Final[dict[str, dict[str, str]]] = {
    "assessments": {
        "INSERT": f"{_SCORES} AND {_GIVEN} AND revision = 1",
        "UPDATE": f"{_SCORES} AND {_GIVEN}",
    },
    "assessment_history": {"INSERT": f"{_SCORES} AND {_SIGNED}"},
    "conflicts": {
        "INSERT": f"{_OWN} AND {_OPEN} AND dossier IN ({_ASSIGNED})",
        "UPDATE": f"{_OWN} AND {_OPEN}",
    },
    "approvals": {"INSERT": _APPROVAL, "UPDATE": _APPROVAL, "DELETE": _APPROVES},
}
# Only the words of a declared conflict change: its dossier stays out of reach
MEMBER_CHANGES: Final = {"conflicts": "reason"}
# Tables that nobody reaches but through the functions
CLOSED: Final = ("login_points", "sync_point")
# Tables that the office reads and does not write
READ_ONLY: Final = ("alembic_version", "journal", "server_logins")
_TOLD_ALL: Final = ("allocations", "call_versions", "dossiers", "evaluators", *_OF_DOSSIERS)
_TOLD_OWN: Final = (
    *("approvals", "assessments", "assignments", "conflicts", "evaluator_profiles"),
)
_ACTS: Final = "INSERT OR UPDATE OR DELETE"


def raise_watch(connection: Connection) -> None:
    """Create functions, triggers and row rules on a fresh schema of a server."""
    schema = connection.exec_driver_sql("SELECT quote_ident(current_schema())").scalar_one()
    for statement in statements():
        connection.exec_driver_sql(statement.replace("@schema", str(schema)))


def statements() -> list[str]:
    """Give every statement of the watch, ``@schema`` for the schema of the panel."""
    names = sorted((*ALL_TABLES.tables, "alembic_version", "login_points", "score_grid"))
    return [
        *LOGIN_POINTS,
        SCORE_GRID,
        *functions(),
        *_triggers(),
        *(statement for name in names for statement in _rules(name)),
        "REVOKE ALL ON ALL FUNCTIONS IN SCHEMA @schema FROM PUBLIC",
    ]


def _triggers() -> list[str]:
    made = [
        f"CREATE TRIGGER {name}_told AFTER {_ACTS} ON {name} FOR EACH STATEMENT "
        "EXECUTE FUNCTION tell_all()"
        for name in _TOLD_ALL
    ]
    made += [_row_trigger(name, "told", "AFTER", _ACTS, "tell_own") for name in _TOLD_OWN]
    made += [
        _row_trigger("meta", "told", "AFTER", _ACTS, "tell_fact"),
        *(
            _row_trigger(name, "told", "AFTER", _ACTS, "tell_released")
            for name in ("consensus", "consensus_sources")
        ),
        _row_trigger("assessment_history", "stamped", "BEFORE", "INSERT", "stamp_member"),
        _row_trigger("approvals", "stamped", "BEFORE", "INSERT OR UPDATE", "stamp_member"),
    ]
    made += [
        f"CREATE CONSTRAINT TRIGGER {name}_on_record AFTER {acts} ON {name} "
        "DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION on_record()"
        for name, acts in (
            ("assessments", "INSERT OR UPDATE"),
            ("approvals", _ACTS),
            ("conflicts", "INSERT OR UPDATE"),
        )
    ]
    return made


def _row_trigger(table: str, name: str, moment: str, acts: str, function: str) -> str:
    return (
        f"CREATE TRIGGER {table}_{name} {moment} {acts} ON {table} "
        f"FOR EACH ROW EXECUTE FUNCTION {function}()"
    )


def _rules(name: str) -> list[str]:
    made = [
        f"ALTER TABLE {name} ENABLE ROW LEVEL SECURITY",
        f"ALTER TABLE {name} FORCE ROW LEVEL SECURITY",
        # Also for the functions above, which run as the owner
        f"CREATE POLICY owner ON {name} TO CURRENT_USER USING (true) WITH CHECK (true)",
    ]
    if name in CLOSED:
        return made
    if name == "alembic_version":
        return [*made, _policy(name, "everybody", "SELECT", f"{_ROLE} <> ''")]
    office = f"{_ROLE} IN ('chair', 'secretariat', 'reader')"
    made.append(_policy(name, "office_reads", "SELECT", office))
    if name not in READ_ONLY:
        office = f"{_ROLE} IN ('chair', 'secretariat')"
        if name == "meta":
            # Only the chair lets members see each other's points
            office += f" AND (key <> 'scoring_released' OR {_ROLE} = 'chair')"
        made += [_policy(name, f"office_{a.lower()}", a, office) for a in _WRITING]
    member = f"{_ROLE} = 'evaluator'"
    if name in MEMBER_READS:
        rule = f"{member} AND ({MEMBER_READS[name]})"
        made.append(_policy(name, "member_reads", "SELECT", rule))
    for act, condition in MEMBER_WRITES.get(name, {}).items():
        made.append(_policy(name, f"member_{act.lower()}", act, f"{member} AND {condition}"))
    return made


_WRITING: Final = ("INSERT", "UPDATE", "DELETE")


def _policy(table: str, name: str, act: str, condition: str) -> str:
    rule = {"INSERT": f"WITH CHECK ({condition})"}.get(act, f"USING ({condition})")
    return f"CREATE POLICY {name} ON {table} FOR {act} {rule}"
