"""The tables of a round: attachments, approvals, ledger, meeting, logins."""

from __future__ import annotations

from pathlib import Path

from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Run the statements of this backend, one by one; they are parted by empty lines."""
    connection = op.get_bind()
    script = Path(__file__).with_name(f"step_0002.{connection.dialect.name}.sql")
    for statement in script.read_text(encoding="utf-8").split("\n\n"):
        connection.exec_driver_sql(statement)
