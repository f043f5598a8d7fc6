"""Every table of a panel, whichever module declares it: who walks over all of them asks here."""

from __future__ import annotations

from typing import Final

from sqlalchemy import MetaData

from delpanel.storage import round_tables, schema

ALL_TABLES: Final[MetaData] = schema.META.metadata
ROUND_TABLES: Final = tuple(
    table for table in ALL_TABLES.sorted_tables if table in vars(round_tables).values()
)
