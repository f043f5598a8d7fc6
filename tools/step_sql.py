"""Write the SQL of migration step 0002 from its tables, as long as that step is not released.

After the release the step is frozen: a later change of the tables is a new step.
"""

from __future__ import annotations

from pathlib import Path

from sqlalchemy.dialects.postgresql.psycopg import PGDialect_psycopg
from sqlalchemy.dialects.sqlite.pysqlite import SQLiteDialect_pysqlite
from sqlalchemy.schema import CreateTable

from delpanel.storage import append_only, server_rules
from delpanel.storage.all_tables import ROUND_TABLES

STEP = Path(__file__).parents[1] / "delpanel/storage/migrations/versions"


def main() -> None:
    """Write both files."""
    names = {table.name for table in ROUND_TABLES}
    server = PGDialect_psycopg()  # type: ignore[no-untyped-call]  # not annotated there
    for dialect in (SQLiteDialect_pysqlite(), server):
        made = [str(CreateTable(table).compile(dialect=dialect)).strip() for table in ROUND_TABLES]
        guards = append_only.statements(
            dialect.name, [n for n in append_only.ONLY_ADDED if n in names]
        )
        watch = server_rules.statements() if dialect is server else []
        text = "\n\n".join(
            (*(" ".join(line.strip() for line in s.splitlines()) for s in (*made, *guards)), *watch)
        )
        (STEP / f"step_0002.{dialect.name}.sql").write_text(text + "\n", encoding="utf-8")


main()
