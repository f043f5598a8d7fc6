"""The tables of a round: attachments, approvals, ledger, meeting, logins."""

from __future__ import annotations

from pathlib import Path

from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Run the statements of this backend, one by one; they are parted by empty lines.

    ``@schema`` in them stands for the schema the panel lives in.
    """
    connection = op.get_bind()
    script = Path(__file__).with_name(f"step_0002.{connection.dialect.name}.sql")
    schema = "main"
    if connection.dialect.name == "postgresql":
        schema = connection.exec_driver_sql("SELECT quote_ident(current_schema())").scalar_one()
    for statement in script.read_text(encoding="utf-8").split("\n\n"):
        connection.exec_driver_sql(statement.replace("@schema", schema))
