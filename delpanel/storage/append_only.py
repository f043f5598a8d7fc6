"""Tables whose rows are only ever added: the database itself refuses to change or remove one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from sqlalchemy import Connection

ONLY_ADDED: Final = (
    *("assessment_history", "call_versions", "imports", "journal", "letters"),
    *("consensus_ledger", "meeting_events", "panel_changes"),
)
# A frozen allocation may stop being the active one; nothing else of it changes
_KEPT: Final = ["number", "policy", "frozen_at", "actor", "document", "digest", "reason"]
_SUPERSEDED: Final = "OLD.active = 1 AND NEW.active = 0 AND " + " AND ".join(
    f"NEW.{name} = OLD.{name}" for name in _KEPT
)
_FUNCTION: Final = """
CREATE FUNCTION only_added() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE check_violation USING MESSAGE = TG_TABLE_NAME || ': rows are only added';
END $$
"""


def guard(connection: Connection) -> None:
    """Create the triggers on a fresh schema, on either backend."""
    backend = connection.dialect.name
    if backend == "postgresql":
        connection.exec_driver_sql(_FUNCTION)
    for statement in (*statements(backend, ONLY_ADDED), *_of_allocations(backend)):
        connection.exec_driver_sql(statement)


def statements(backend: str, names: Sequence[str]) -> list[str]:
    """Give the triggers of tables whose rows are only added."""
    trigger = _row_trigger if backend == "postgresql" else _file_trigger
    made = [trigger(name, act) for name in names for act in ("UPDATE", "DELETE")]
    return [*made, *map(_whole_trigger, names)] if backend == "postgresql" else made


def _of_allocations(backend: str) -> list[str]:
    if backend == "postgresql":
        return [
            _row_trigger("allocations", "DELETE"),
            _row_trigger("allocations", "UPDATE", f" WHEN (NOT ({_SUPERSEDED}))"),
            _whole_trigger("allocations"),
        ]
    return [
        _file_trigger("allocations", "DELETE"),
        _file_trigger("allocations", "UPDATE", f" WHEN NOT ({_SUPERSEDED})"),
    ]


def _file_trigger(name: str, act: str, condition: str = "") -> str:
    refusal = f"SELECT RAISE(ABORT, '{name}: rows are only added')"
    return (
        f"CREATE TRIGGER {name}_no_{act.lower()} BEFORE {act} ON {name}{condition} "
        f"BEGIN {refusal}; END"
    )


def _whole_trigger(name: str) -> str:
    return (
        f"CREATE TRIGGER {name}_no_truncate BEFORE TRUNCATE ON {name} "
        "FOR EACH STATEMENT EXECUTE FUNCTION only_added()"
    )


def _row_trigger(name: str, act: str, condition: str = "") -> str:
    return (
        f"CREATE TRIGGER {name}_no_{act.lower()} BEFORE {act} ON {name} "
        f"FOR EACH ROW{condition} EXECUTE FUNCTION only_added()"
    )
