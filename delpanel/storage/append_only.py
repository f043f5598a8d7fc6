"""Tables whose rows are only ever added: the database itself refuses to change or remove one."""

from __future__ import annotations

from typing import Final

from sqlalchemy import Connection

ONLY_ADDED: Final = ("assessment_history", "call_versions", "imports", "journal", "letters")
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
    statements = _on_server() if connection.dialect.name == "postgresql" else _in_file()
    for statement in statements:
        connection.exec_driver_sql(statement)


def _in_file() -> list[str]:
    return [
        *(_file_trigger(name, act) for name in ONLY_ADDED for act in ("UPDATE", "DELETE")),
        _file_trigger("allocations", "DELETE"),
        _file_trigger("allocations", "UPDATE", f" WHEN NOT ({_SUPERSEDED})"),
    ]


def _file_trigger(name: str, act: str, condition: str = "") -> str:
    refusal = f"SELECT RAISE(ABORT, '{name}: rows are only added')"
    return (
        f"CREATE TRIGGER {name}_no_{act.lower()} BEFORE {act} ON {name}{condition} "
        f"BEGIN {refusal}; END"
    )


def _on_server() -> list[str]:
    return [
        _FUNCTION,
        *(_row_trigger(name, act) for name in ONLY_ADDED for act in ("UPDATE", "DELETE")),
        _row_trigger("allocations", "DELETE"),
        _row_trigger("allocations", "UPDATE", f" WHEN (NOT ({_SUPERSEDED}))"),
        *(
            f"CREATE TRIGGER {name}_no_truncate BEFORE TRUNCATE ON {name} "
            "FOR EACH STATEMENT EXECUTE FUNCTION only_added()"
            for name in (*ONLY_ADDED, "allocations")
        ),
    ]


def _row_trigger(name: str, act: str, condition: str = "") -> str:
    return (
        f"CREATE TRIGGER {name}_no_{act.lower()} BEFORE {act} ON {name} "
        f"FOR EACH ROW{condition} EXECUTE FUNCTION only_added()"
    )
