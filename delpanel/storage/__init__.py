"""The panel file: one SQLite database, or the same tables on PostgreSQL."""

from __future__ import annotations
